"""The record as every page may check it: headers of the main chain, which tell no content."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from models.refusals import Refusal
from server.web import access
from server.web.services import in_store, services

LARGEST = 2**53


async def its_headers(request: Request) -> Response:
    """GET /n/{negotiation}/record/headers?after=K: those that follow entry K, in order."""
    found = await access.enter(request, "follow")
    asked = request.query_params.get("after", "0")
    if not asked.isdecimal() or int(asked) > LARGEST:
        raise Refusal("bad_number", "This is no number of an entry.", "Ask for a whole number.")
    rooms = services(request).rooms
    told = await in_store(rooms.headers, found.room.negotiation.id, int(asked))
    return JSONResponse({"after": int(asked), "headers": [asdict(one) for one in told]})


routes = [Route("/n/{negotiation}/record/headers", its_headers, methods=["GET"], name="headers")]
