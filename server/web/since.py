"""What concerns one's side and one has not seen: the page of one person."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.web import access
from server.web.frame import NAMES, framed, reader_of, regions_of
from server.web.looks import since


async def page(request: Request) -> Response:
    """What this person has not seen yet, clause by clause, and everything their side was told.

    The first is painted for the person and stays as it was when the page was opened, so that what
    is marked as seen is what was shown; the second is a region, and says when there is more.
    """
    visit = await access.enter(request, "since")
    reader = reader_of(visit, "since")
    return framed(
        request,
        visit,
        "since",
        "since/page.html",
        title=NAMES["since"],
        regions=regions_of(visit, "since"),
        groups=since.unseen(reader, visit.visitor.actor.person),
        shown=since.latest(reader),
    )


routes = [Route("/n/{negotiation}/since", page, methods=["GET"])]
