"""Moving the rehearsal clock: for the player of scenarios, refused for a real negotiation."""

from __future__ import annotations

from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from models import policy
from server.live.clock import RehearsalClock
from server.web import access, parse
from server.web.services import services


async def move(request: Request) -> Response:
    """Move the clock to `at`; with `running` false it stands still there."""
    visit = await access.visit(request, request.path_params["negotiation"])
    clock = services(request).rooms.clock
    if not isinstance(clock, RehearsalClock) or not visit.room.negotiation.rehearsal:
        raise HTTPException(404)
    if not policy.may_see("board", visit.visitor.actor):
        raise access.NotYours
    raw = parse.json_body(await request.body())
    if not isinstance(raw, dict) or not raw.keys() <= {"at", "running"}:
        raise parse.malformed("the clock takes a time, and whether it runs")
    clock.move(_time(raw.get("at")), running=raw.get("running", True) is True)
    return JSONResponse({"now": clock.now().isoformat()})


def _time(raw: object) -> datetime:
    try:
        at = datetime.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        raise parse.malformed("a time is written as in ISO 8601") from None
    if at.tzinfo is None:
        raise parse.malformed("a time has a zone")
    return at


routes = [Route("/n/{negotiation}/clock", move, methods=["POST"])]
