"""The four live screens: table, board, follow, projector."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from server.web import access
from server.web.frame import NAMES, framed, regions_of


async def screen(request: Request, name: str) -> Response:
    """One live screen, painted as the live layer will keep it."""
    visit = await access.enter(request, name)
    wanted = request.query_params.get("clause")
    clause = wanted if wanted in visit.room.negotiation.clauses else None
    return framed(
        request,
        visit,
        name,
        f"{name}/page.html",
        title=NAMES[name],
        clause=clause,
        regions=regions_of(visit, name, clause),
    )


async def table(request: Request) -> Response:
    """The table of a delegation."""
    return await screen(request, "table")


async def board(request: Request) -> Response:
    """The facilitators' board."""
    return await screen(request, "board")


async def follow(request: Request) -> Response:
    """The page of those who only follow."""
    return await screen(request, "follow")


async def projector(request: Request) -> Response:
    """The screen in the hall."""
    return await screen(request, "projector")


async def own(request: Request) -> Response:
    """The screen of one's own role, with the clause that was asked for in view."""
    visit = await access.visit(request, request.path_params["negotiation"])
    name = access.own_screen(visit.visitor.actor.role)
    clause = request.query_params.get("clause")
    query = f"?clause={quote(clause, safe='')}" if clause else ""
    return RedirectResponse(f"/n/{quote(visit.visitor.negotiation, safe='')}/{name}{query}", 303)


routes = [
    Route("/n/{negotiation}", own, methods=["GET"]),
    Route("/n/{negotiation}/table", table, methods=["GET"]),
    Route("/n/{negotiation}/board", board, methods=["GET"]),
    Route("/n/{negotiation}/follow", follow, methods=["GET"]),
    Route("/n/{negotiation}/projector", projector, methods=["GET"]),
]
