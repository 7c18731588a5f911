"""Who is asking: cookie → session → person → actor; and which screen is theirs."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from models import policy
from models.negotiation import Negotiation
from models.party import Actor, Role
from server.live.room import Room
from server.settings import Settings
from server.store.sessions import Session
from server.web.services import in_store, server_time, services
from server.web.shield import same_origin

MAX_TOKEN = 128
"""Characters of a cookie worth looking up: what is longer was not made here."""


class NotSignedIn(Exception):
    """Nobody is signed in here: the answer is the way in, whatever was asked for."""


class NotYours(Exception):
    """Signed in, but this page is for other roles."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in to one negotiation."""

    negotiation: str
    session: str
    actor: Actor
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor and the room they came to."""

    visitor: Visitor
    room: Room


def secure(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether people reach this server by https, themselves or through a proxy."""
    scheme = connection.url.scheme
    return settings.public_url.startswith("https:") or scheme in ("https", "wss")


def cookie_name(connection: HTTPConnection, settings: Settings) -> str:
    """The cookie's name: with https one that no other host or path can set."""
    return "__Host-parley" if secure(connection, settings) else "parley"


def token_of(connection: HTTPConnection) -> str | None:
    """The token this browser carries, if it looks like one."""
    token = connection.cookies.get(cookie_name(connection, services(connection).settings))
    return token if token and len(token) <= MAX_TOKEN and token.isascii() else None


def set_cookie(response: Response, request: Request, token: str) -> None:
    """Give this browser its token."""
    settings = services(request).settings
    response.set_cookie(
        cookie_name(request, settings),
        token,
        max_age=settings.session_hours * 3600,
        path="/",
        secure=secure(request, settings),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, request: Request) -> None:
    """Take the token back."""
    settings = services(request).settings
    response.delete_cookie(
        cookie_name(request, settings),
        path="/",
        secure=secure(request, settings),
        httponly=True,
        samesite="lax",
    )


async def sessions_of(connection: HTTPConnection) -> tuple[Session, ...]:
    """Every session of this browser, at most one for each negotiation."""
    token = token_of(connection)
    if token is None:
        return ()
    return await in_store(services(connection).sessions.find, token, server_time())


async def visit(connection: HTTPConnection, negotiation: str) -> Visit:
    """The visitor and their room; raises `NotSignedIn`, alike for what is not there at all."""
    found = [one for one in await sessions_of(connection) if one.negotiation == negotiation]
    if not found:
        raise NotSignedIn
    try:
        room = await services(connection).rooms.room(negotiation)
    except KeyError:
        raise NotSignedIn from None
    visitor = visitor_of(room.negotiation, found[0])
    if visitor is None:
        raise NotSignedIn
    # What declines this request later, and knows no visitor, speaks their language too.
    connection.state.language = visitor.language
    return Visit(visitor, room)


def visitor_of(negotiation: Negotiation, session: Session) -> Visitor | None:
    """The person a session stands for, unless their access ended."""
    person = negotiation.people.get(session.person)
    if person is None or person.id in negotiation.removed:
        return None
    party = negotiation.parties.get(person.party) if person.party is not None else None
    language = person.language or (party.language if party is not None else None)
    return Visitor(
        negotiation=negotiation.id,
        session=session.id,
        actor=Actor(person.id, person.role, person.party),
        name=person.name,
        language=language or negotiation.languages[0],
    )


def admits(negotiation: Negotiation, actor: Actor) -> bool:
    """Whether a visitor of a moment ago is still who they were then."""
    person = negotiation.people.get(actor.person)
    if person is None or person.id in negotiation.removed:
        return False
    return actor == Actor(person.id, person.role, person.party)


async def visitor_of_socket(socket: WebSocket, negotiation: str) -> Visitor | None:
    """The visitor behind a socket upgrade; None where it must not be accepted."""
    if not same_origin(socket.scope, services(socket).settings):
        return None
    try:
        return (await visit(socket, negotiation)).visitor
    except NotSignedIn:
        return None


async def enter(request: Request, screen: str) -> Visit:
    """The visit of a page; raises `NotSignedIn` or `NotYours`. A screen in no table is nobody's."""
    found = await visit(request, request.path_params["negotiation"])
    if not policy.may_see(screen, found.visitor.actor):
        raise NotYours
    return found


def own_screen(role: Role) -> str:
    """The screen a role comes to first."""
    if role.facilitates or role is Role.CONVENOR:
        return "board"
    if role is Role.PROJECTOR:
        return "projector"
    return "follow" if role is Role.OBSERVER else "table"
