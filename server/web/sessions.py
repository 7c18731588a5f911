"""The sessions: which there are, and the summary of each, by what its reader may see."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models import views
from server.web import access
from server.web.frame import NAMES, framed, reader_of, regions_of
from server.web.looks.desk.summary import summary
from server.web.paint import CLOSED


async def listed(request: Request) -> Response:
    """Every session, planned or held."""
    visit = await access.enter(request, "sessions")
    n = visit.room.negotiation
    return framed(
        request,
        visit,
        "sessions",
        "sessions/list.html",
        title=NAMES["sessions"],
        regions=regions_of(visit, "sessions"),
        sessions=tuple(n.sessions.values()),
        open_now=n.session,
    )


async def one(request: Request) -> Response:
    """The summary of a session: the same page for all, each by what they may see."""
    visit = await access.enter(request, "sessions")
    n = visit.room.negotiation
    session = n.sessions.get(request.path_params["session"])
    if session is None:
        raise HTTPException(404)
    reader = reader_of(visit, "sessions")
    return framed(
        request,
        visit,
        "sessions",
        "sessions/page.html",
        title=session.title,
        regions=regions_of(visit, "sessions"),
        its=summary(reader, session),
        reads=reader.reads,
        closed=CLOSED,
        progress=views.progress(n),
        at=visit.room.now(),
    )


routes = [
    Route("/n/{negotiation}/sessions", listed, methods=["GET"]),
    Route("/n/{negotiation}/sessions/{session}", one, methods=["GET"]),
]
