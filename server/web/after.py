"""After signing: the register and the briefings, and the pack that a party briefs from."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.manifest import authentic_languages
from models.pack import Pack, pack
from server.documents.briefing import briefing
from server.documents.worker import FORMATS
from server.web import access
from server.web.access import Visit
from server.web.documents import filename, vocabulary
from server.web.frame import framed
from server.web.markup import direction
from server.web.publication import address
from server.web.screens import screen
from server.web.services import services

KINDS = ("pdf", "word", "markdown")
"""The documents that a pack is taken along as."""


async def show(request: Request) -> Response:
    """The register, the briefings, what is erased when."""
    return await screen(request, "after")


async def show_pack(request: Request) -> Response:
    """The briefing pack of one party, in a language of the text."""
    visit = await access.enter(request, "briefing")
    its = _pack(request, visit)
    duties = [(one, said.duty) for one in its.clauses for said in one.duties(its.names)]
    return framed(
        request,
        visit,
        "briefing",
        "briefing/page.html",
        title="Briefing pack",
        party=visit.room.negotiation.parties[its.party],
        pack=its,
        direction=direction,
        authentic=its.language in authentic_languages(visit.room.negotiation),
        deadlines=[(one, duty) for one, duty in duties if duty is not None and duty.when],
    )


async def take(request: Request) -> Response:
    """The pack as a document."""
    visit = await access.enter(request, "briefing")
    kind, n = request.path_params["kind"], visit.room.negotiation
    if kind not in KINDS:
        raise HTTPException(404)
    its = _pack(request, visit)
    said, where = vocabulary(visit.visitor.language), address(request, n)
    paper = await run_in_threadpool(briefing, n, its, said, visit.room.now(), where)
    made = await services(request).press.make(kind, paper)
    name = filename(f"{n.id}-{its.party}", its.language, changes=False, kind=kind)
    headers = {
        "Content-Disposition": f'attachment; filename="briefing-{name}"',
        "Cache-Control": "no-store",
    }
    return Response(made, media_type=FORMATS[kind].media, headers=headers)


def _pack(request: Request, visit: Visit) -> Pack:
    """The pack asked for; 404 before there is a locked text, and for nobody's."""
    n, party = visit.room.negotiation, request.path_params["party"]
    language = request.query_params.get("language", n.languages[0])
    if n.final is None or party not in n.parties or language not in n.languages:
        raise HTTPException(404)
    return pack(n, party, language)


routes = [
    Route("/n/{negotiation}/after", show, methods=["GET"]),
    Route("/n/{negotiation}/briefing/{party}", show_pack, methods=["GET"]),
    Route("/n/{negotiation}/briefing/{party}/{kind}", take, methods=["GET"]),
]
