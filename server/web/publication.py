"""The public page: the locked text for everybody, the same bytes for all, so it may be cached."""

from __future__ import annotations

import hashlib
import textwrap
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.negotiation import Negotiation
from server.web.factors import site_of
from server.web.looks.colours import COLOUR
from server.web.looks.publication import Published, published
from server.web.looks.reader import day
from server.web.render import fragment
from server.web.services import services

CACHED = "public, max-age=60, must-revalidate"
"""Short, so that a signature or a withdrawal is soon on every copy."""


async def page(request: Request) -> Response:
    """The text, its signatories and how to check it; 404 with nothing before it is published."""
    n, its = await _published(request)
    context = {"its": its, "on_day": lambda at: day(at, n.utc_offset)}
    return static(request, fragment("public/page.html", its.language, context), "text/html")


async def card(request: Request) -> Response:
    """A picture to share: this party signed that."""
    n, its = await _published(request)
    wanted = request.path_params["party"]
    signed = {one.party: one for one in its.signatories if not one.withdrawn}
    if wanted not in signed:
        raise HTTPException(404)
    one, colour = signed[wanted], n.parties[wanted].colour
    context = {
        "its": its,
        "name": one.name,
        "word": "Joined" if one.accession else "Signed",
        "day": day(one.at, n.utc_offset),
        "colour": colour if COLOUR.fullmatch(colour) else "#55565c",
        "lines": textwrap.wrap(one.name, 32)[:3],
        "title": textwrap.wrap(its.title, 52)[:2],
    }
    svg = fragment("public/card.svg", its.language, context)
    return static(request, svg, "image/svg+xml")


def address(request: Request, negotiation: Negotiation) -> str:
    """Where the public page is, or will be, as people reach this server."""
    return f"{site_of(request).origin}/p/{quote(negotiation.id, safe='')}"


async def _published(request: Request) -> tuple[Negotiation, Published]:
    try:
        room = await services(request).rooms.room(request.path_params["negotiation"])
    except KeyError:
        raise HTTPException(404) from None
    its = published(room.negotiation, room.now(), request.path_params.get("language"))
    if its is None:
        raise HTTPException(404)
    return room.negotiation, its


def static(request: Request, text: str, media_type: str) -> Response:
    """A body under the name of its content; 304 where it is held already."""
    name = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    headers = {"etag": name, "cache-control": CACHED}
    held = request.headers.get("if-none-match", "")
    if name in {one.strip().removeprefix("W/") for one in held.split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(text, media_type=media_type, headers=headers)


routes = [
    Route("/p/{negotiation}", page, methods=["GET"]),
    Route("/p/{negotiation}/{language}", page, methods=["GET"]),
    Route("/p/{negotiation}/cards/{party}.svg", card, methods=["GET"]),
    Route("/p/{negotiation}/{language}/cards/{party}.svg", card, methods=["GET"]),
]
"""`GET` answers `HEAD` too."""
