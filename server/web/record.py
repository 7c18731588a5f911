"""The record to be checked: headers for every page, a bundle for everybody at the table."""

from __future__ import annotations

import asyncio
import re
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from models.refusals import Refusal
from models.rulebook import READERS
from models.sight import sight_of
from server.web import access, exports
from server.web.services import in_store, services

LARGEST = 2**53
MAKING = asyncio.Semaphore(1)
"""One bundle at a time: it reads the whole record."""
FORBIDDEN = re.compile(r"[^A-Za-z0-9._-]")


async def its_headers(request: Request) -> Response:
    """GET /n/{negotiation}/record/headers?after=K: those that follow entry K, in order."""
    found = await access.visit(request, request.path_params["negotiation"])
    asked = request.query_params.get("after", "0")
    if not asked.isdecimal() or int(asked) > LARGEST:
        raise Refusal("bad_number", "This is no number of an entry.", "Ask for a whole number.")
    rooms = services(request).rooms
    told = await in_store(rooms.headers, found.room.negotiation.id, int(asked))
    return JSONResponse({"after": int(asked), "headers": [asdict(one) for one in told]})


async def bundle(request: Request) -> Response:
    """GET /n/{negotiation}/record/bundle: all that this person's side may know, to be checked."""
    found = await access.enter(request, "compilation")
    negotiation = found.room.negotiation
    sight = sight_of(negotiation, found.visitor.actor)
    if sight.group not in READERS:
        raise Refusal(
            "not_at_the_table",
            "The record is for those at the table.",
            "Read the published text once it is out.",
        )
    if not sight.whole:
        raise Refusal(
            "kept_from_this_side",
            "By the rules in force something of the record is kept from your side.",
            "Ask for the record once the rules let you see all of it.",
        )
    negotiation, stamp = await exports.still(found.room)
    made = services(request).bundles.make
    async with MAKING:
        data = await in_store(made, negotiation, sight, stamp, found.room.now())
    what = {"kind": "bundle", "language": "", "against": ""}
    await exports.note(request, found, stamp, data, **what, confidential=False)
    name = f"{negotiation.id}-{stamp.checkpoint.number}-{stamp.checkpoint.code}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{FORBIDDEN.sub("-", name)}"'}
    return Response(data, media_type="application/zip", headers=headers)


routes = [
    Route("/n/{negotiation}/record/bundle", bundle, methods=["GET"], name="bundle"),
    Route("/n/{negotiation}/record/headers", its_headers, methods=["GET"], name="headers"),
]
