"""Behind closed doors: the page of one's caucuses and notes, and of one caucus."""

from __future__ import annotations

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.policy import may_see
from server.web import access
from server.web.access import Visit
from server.web.frame import NAMES, audience_of, framed


async def listed(request: Request) -> Response:
    """The caucuses one may know of, and one's own notes and tripwires."""
    return _page(request, await access.enter(request, "caucus"), None)


async def one(request: Request) -> Response:
    """One caucus, for its members; for everybody else there is none."""
    visit = await access.visit(request, request.path_params["negotiation"])
    caucus = request.path_params["caucus"]
    its = audience_of(visit, "caucus", None, caucus)
    if not may_see("caucus", visit.visitor.actor) or its.caucus is None:
        raise HTTPException(404)
    return _page(request, visit, caucus)


def _page(request: Request, visit: Visit, caucus: str | None) -> Response:
    painted = visit.room.hall.painted(audience_of(visit, "caucus", None, caucus))
    return framed(
        request,
        visit,
        "caucus",
        "caucus/page.html",
        title=NAMES["caucus"],
        regions={region: Markup(its.html) for region, its in painted.items()},  # noqa: S704
    )


routes = [
    Route("/n/{negotiation}/caucus", listed, methods=["GET"]),
    Route("/n/{negotiation}/caucus/{caucus}", one, methods=["GET"]),
]
