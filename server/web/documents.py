"""The text to take along: as Word, PDF, Markdown, Akoma Ntoso, JSON.

Whoever may open the compilation may take it with them, and what they may not see is not in it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.languages import read_in
from models.negotiation import Negotiation
from models.sight import sight_of
from server.documents import compose
from server.documents.against import against
from server.documents.paper import By, Copy, Seal
from server.documents.words import Vocabulary, clean
from server.documents.worker import FORMATS
from server.web import access, exports, words
from server.web.access import Visit
from server.web.publication import address
from server.web.render import interface
from server.web.services import services


async def take(request: Request) -> Response:
    """GET /n/{negotiation}/documents/{kind}: one document, as a file.

    `against`: none (the default), base, session, or versions such as A3:2,A5:1; `language`;
    `history=whole` shows also what came and went in between.
    """
    visit = await access.enter(request, "documents")
    kind = request.path_params["kind"]
    if kind not in FORMATS:
        raise HTTPException(404)
    query = request.query_params
    negotiation, stamp = await exports.still(visit.room)
    language = _language(negotiation, query.get("language"), visit)
    compared = against(
        negotiation, query.get("against", "none"), whole=query.get("history") == "whole"
    )
    paper = await run_in_threadpool(
        compose.paper,
        negotiation,
        sight_of(negotiation, visit.visitor.actor),
        vocabulary(language),
        language=language,
        at=visit.room.now(),
        compared=compared,
        address=address(request, negotiation),
    )
    confidential = exports.confidential(negotiation)
    seal = Seal(stamp.checkpoint.number, stamp.checkpoint.code)
    whose = _copy(negotiation, visit) if confidential else None
    made = await services(request).press.make(kind, replace(paper, seal=seal, copy=whose))
    what = {"kind": kind, "language": language, "against": query.get("against", "none")[:200]}
    await exports.note(request, visit, stamp, made, **what, confidential=confidential)
    name = filename(negotiation.id, language, changes=compared is not None, kind=kind)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(made, media_type=FORMATS[kind].media, headers=headers)


def _copy(negotiation: Negotiation, visit: Visit) -> Copy:
    """Whose copy it is: the person's who asks for it, with their party."""
    party = negotiation.parties.get(visit.visitor.actor.party or "")
    by = By(clean(party.id), clean(party.name)) if party is not None else None
    return Copy(clean(visit.visitor.name), by)


def _language(negotiation: Negotiation, wanted: str | None, visit: Visit) -> str:
    """The language asked for, even if not all is there in it; else the reader's, if all is."""
    if wanted is not None:
        if wanted not in negotiation.languages:
            raise HTTPException(404)
        return wanted
    return read_in(negotiation, visit.visitor.language)


def vocabulary(language: str) -> Vocabulary:
    """How documents of one language speak."""
    ui = interface(language)
    return Vocabulary(ui, words.STATUS, words.CATEGORY, words.STATEMENT, words.SIGNED, words.author)


def filename(negotiation: str, language: str, *, changes: bool, kind: str) -> str:
    """A name that every system takes: letters, digits, dashes, and the ending."""
    words_ = [negotiation, language, "changes" if changes else ""]
    safe = (re.sub(r"[^A-Za-z0-9]+", "-", word).strip("-")[:60] for word in words_)
    return f"{'-'.join(filter(None, safe)) or 'text'}.{FORMATS[kind].ending}"


routes = [Route("/n/{negotiation}/documents/{kind}", take, methods=["GET"])]
