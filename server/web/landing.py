"""The way in: my negotiations on this device, a link, or a code from a paper card."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from server.store import tokens
from server.store.invitations import Guest
from server.store.sessions import Session
from server.web import access, said, words
from server.web.acts import own_path
from server.web.render import interface, page
from server.web.services import in_store, server_time, services

MAX_DEVICE = 80


@dataclass(frozen=True, slots=True)
class Mine:
    """One negotiation this browser is signed in to."""

    title: str
    href: str
    name: str
    role: str
    party: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """Whom an invitation is for, and to what."""

    title: str
    convenor: str
    name: str
    role: str
    party: str
    language: str


async def landing(request: Request) -> Response:
    """My negotiations on this device, and joining by code."""
    return await _landing(request)


async def _landing(request: Request, *, status: int = 200, wrong: str = "") -> HTMLResponse:
    mine = [
        found
        for session in await access.sessions_of(request)
        if (found := await _mine(request, session)) is not None
    ]
    response = page(
        request,
        "landing/page.html",
        status=status,
        said=said.carried(request),
        mine=mine,
        wrong=wrong,
        next=own_path(request.query_params.get("next")),
        plain_http=not access.secure(request, services(request).settings),
    )
    said.forget(response, request)
    return response


async def _mine(request: Request, session: Session) -> Mine | None:
    try:
        room = await services(request).rooms.room(session.negotiation)
    except KeyError:
        return None
    visitor = access.visitor_of(room.negotiation, session)
    if visitor is None:
        return None
    return Mine(
        title=room.negotiation.title,
        href=f"/n/{quote(session.negotiation, safe='')}",
        name=visitor.name,
        role=words.ROLE[visitor.actor.role],
        party=visitor.actor.party or "",
    )


async def by_code(request: Request) -> Response:
    """Come in by the code of a paper card: throttled, and every wrong one is answered alike."""
    form = await request.form(max_files=0, max_fields=5)
    typed = form.get("code")
    typed = typed[:64] if isinstance(typed, str) else ""
    its = services(request)
    address = request.client.host if request.client is not None else ""
    locator = (tokens.plain(typed) or "")[: tokens.LOCATOR]
    wait = its.throttle.attempt(address, locator, time.monotonic())
    if wait > 0:
        response = await _landing(request, status=429, wrong="many")
        response.headers["retry-after"] = str(int(wait) + 1)
        return response
    guest = await in_store(its.invitations.redeem_code, typed, server_time())
    if guest is None:
        return await _landing(request, status=403, wrong="code")
    its.throttle.succeeded(address, locator)
    return await _signed_in(request, guest, own_path(form.get("next")))


async def look(request: Request) -> Response:
    """Show whom a link invites; looking changes nothing, so a preview in a chat does no harm."""
    guest = await in_store(services(request).invitations.look, request.path_params["token"])
    welcome = await _welcome(request, guest) if guest is not None else None
    if welcome is None:
        return _dead(request)
    return page(
        request,
        "joining/page.html",
        language=welcome.language,
        welcome=welcome,
        plain_http=not access.secure(request, services(request).settings),
    )


async def by_link(request: Request) -> Response:
    """Come in by a link."""
    its = services(request)
    guest = await in_store(its.invitations.redeem_link, request.path_params["token"], server_time())
    if guest is None:
        return _dead(request)
    return await _signed_in(request, guest, "/")


def _dead(request: Request) -> HTMLResponse:
    return page(request, "joining/dead.html", status=404)


async def _welcome(request: Request, guest: Guest) -> Welcome | None:
    try:
        room = await services(request).rooms.room(guest.negotiation)
    except KeyError:
        return None
    n = room.negotiation
    person = n.people.get(guest.person)
    if person is None or person.id in n.removed:
        return None
    party = n.parties.get(person.party) if person.party is not None else None
    language = person.language or (party.language if party is not None else None)
    return Welcome(
        title=n.title,
        convenor=n.convenor,
        name=person.name,
        role=words.ROLE[person.role],
        party=f"{party.id}, {party.name}" if party is not None else "",
        language=interface(language or n.languages[0]).lang,
    )


async def _signed_in(request: Request, guest: Guest, wanted: str) -> Response:
    if await _welcome(request, guest) is None:
        return _dead(request)
    token = await in_store(
        services(request).sessions.open,
        guest.negotiation,
        guest.person,
        device_of(request),
        server_time(),
        former=access.token_of(request),
    )
    here = f"/n/{quote(guest.negotiation, safe='')}"
    inside = urlsplit(wanted).path
    response = RedirectResponse(
        wanted if inside == here or inside.startswith(f"{here}/") else here, 303
    )
    access.set_cookie(response, request, token)
    return response


def device_of(request: Request) -> str:
    """What a device is called in the facilitator's list, from what its browser says of itself."""
    agent = request.headers.get("user-agent", "")
    return f"{_first(agent, BROWSERS)} on {_first(agent, SYSTEMS)}"[:MAX_DEVICE]


BROWSERS = ("Firefox", "Edg", "OPR", "SamsungBrowser", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "CrOS", "Linux")


def _first(agent: str, names: Sequence[str]) -> str:
    return next((name for name in names if name in agent), "another device")


async def sign_out(request: Request) -> Response:
    """Leave this negotiation on this device; others it is signed in to stay."""
    visit = await access.visit(request, request.path_params["negotiation"])
    its, session = services(request), visit.visitor.session
    await in_store(its.sessions.revoke, session, server_time())
    its.rooms.show_out(lambda seat: seat.session == session)
    response = RedirectResponse("/", 303)
    response.headers["clear-site-data"] = '"cache"'
    if len(await access.sessions_of(request)) == 0:
        access.drop_cookie(response, request)
    return response


routes = [
    Route("/", landing, methods=["GET"]),
    Route("/join", by_code, methods=["POST"]),
    Route("/join/{token}", look, methods=["GET"]),
    Route("/join/{token}", by_link, methods=["POST"]),
    Route("/n/{negotiation}/sign-out", sign_out, methods=["POST"]),
]
