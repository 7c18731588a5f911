"""The compilation: the whole text with all live proposals in brackets, to read and to print."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models import views
from models.clause import Clause, ClauseStatus
from models.history import tidy
from models.languages import written_in
from models.layer import is_empty_change
from models.overlay import compilation
from server.web import access, markup
from server.web.frame import framed, reader_of
from server.web.looks.reader import Reader
from server.web.markup import Shown

FORM = "Unicode NFC; for each clause in order: number TAB title LF text LF; UTF-8"


@dataclass(frozen=True, slots=True)
class Compiled:
    """One clause of the compilation."""

    id: str
    number: str
    part: str
    version: int
    status: ClauseStatus
    title: Shown
    text: Shown


async def read(request: Request) -> Response:
    """The whole text in one language, bracketed or clean."""
    visit = await access.enter(request, "compilation")
    reader = reader_of(visit, "compilation")
    languages = written_in(reader.clauses, reader.negotiation.languages)
    wanted = request.query_params.get("language", visit.visitor.language)
    language = wanted if wanted in languages else next(iter(languages), wanted)
    clean = request.query_params.get("view") == "clean"
    return framed(
        request,
        visit,
        "compilation",
        "compilation/page.html",
        title="Whole text",
        compiled=tuple(compiled(reader, its, language, clean=clean) for its in reader.clauses),
        clean=clean,
        text_language=language,
        text_dir=markup.direction(language),
        languages={name: markup.NAMES.get(name, name) for name in languages},
        fingerprint=fingerprint(reader.clauses, language),
        form=FORM,
        agreed=sum(
            views.status(reader.negotiation, its.id) is ClauseStatus.AGREED_AD_REF
            for its in reader.clauses
        ),
        at=visit.room.now(),
    )


def canonical(clauses: Iterable[Clause], language: str) -> bytes:
    """The canonical form of the whole current text in one language."""
    parts = []
    for its in clauses:
        wording = its.version.wording
        title, text = wording.get(f"{language}/title", ""), wording.get(f"{language}/text", "")
        parts.append(f"{its.number}\t{title}\n{text}\n")
    return unicodedata.normalize("NFC", "".join(parts)).encode()


def fingerprint(clauses: Iterable[Clause], language: str) -> str:
    """The SHA-256 over the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(clauses, language)).hexdigest()


def compiled(reader: Reader, its: Clause, language: str, *, clean: bool) -> Compiled:
    """One clause, with every live layer over it unless a clean text is wanted."""
    live = () if clean else reader.live(its.id)

    def shown(part: str) -> Shown:
        field = f"{language}/{part}"
        layers = [
            (proposal.author, tidy(proposal.texts[field]))
            for proposal in live
            if field in proposal.texts and not is_empty_change(proposal.texts[field])
        ]
        spans = compilation(its.version.wording.get(field, ""), layers)
        html = markup.compiled(spans, attributed=reader.sight.attribution)
        return Shown(field, html, bool(layers))

    return Compiled(
        id=its.id,
        number=its.number,
        part=its.part,
        version=its.current,
        status=views.status(reader.negotiation, its.id),
        title=shown("title"),
        text=shown("text"),
    )


routes = [Route("/n/{negotiation}/compilation", read, methods=["GET"])]
