"""The compilation: the whole text with all live proposals in brackets, to read and to print."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models import views
from models.clause import Clause, ClauseStatus
from models.history import tidy
from models.languages import read_in, written_in
from models.layer import is_empty_change
from models.overlay import compilation
from models.saying import Sentence
from models.whole import whole_digest
from server.web import access, markup
from server.web.frame import framed, reader_of, regions_of
from server.web.looks.finding import find
from server.web.looks.plans import plan, untitled, void
from server.web.looks.reader import Reader
from server.web.markup import Shown
from server.web.paint import CLOSED

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
    void: Sentence | None
    untitled: Sentence | None
    plans: tuple[Sentence, ...]
    """What live proposals would do to its place, or to it as a whole."""


async def read(request: Request) -> Response:
    """The whole text in one language, bracketed or clean."""
    visit = await access.enter(request, "compilation")
    reader = reader_of(visit, "compilation")
    languages = written_in(reader.clauses, reader.negotiation.languages)
    wanted = request.query_params.get("language", visit.visitor.language)
    language = read_in(reader.negotiation, wanted)
    clean = request.query_params.get("view") == "clean"
    return framed(
        request,
        visit,
        "compilation",
        "compilation/page.html",
        title="Whole text",
        regions=regions_of(visit, "compilation"),
        reads=reader.reads,
        closed=CLOSED,
        compiled=tuple(compiled(reader, its, language, clean=clean) for its in reader.clauses),
        clean=clean,
        text_language=language,
        text_dir=markup.direction(language),
        languages={name: markup.NAMES.get(name, name) for name in languages},
        found=find(reader, request.query_params.get("find", "")),
        fingerprint=whole_digest(reader.negotiation, language) if reader.reads else "",
        form=FORM,
        progress=views.progress(reader.negotiation),
        at=visit.room.now(),
    )


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
        void=void(its) if clean or not live else None,
        untitled=untitled(its) if clean or not live else None,
        plans=tuple(found.says for one in live if (found := plan(reader, one)) is not None),
    )


routes = [Route("/n/{negotiation}/compilation", read, methods=["GET"])]
