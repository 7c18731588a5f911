"""Invitations: who is invited, who came, on which devices; links, cards, and taking them back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models import acts
from models.negotiation import Negotiation
from models.party import Party, Person, Role
from models.refusals import Refusal
from models.rules.sessions import GUARDED, may_appoint
from server.store.invitations import Ticket
from server.store.sessions import Session
from server.web import access, parse, said, words
from server.web.access import Visit
from server.web.drawing import qr
from server.web.frame import framed
from server.web.render import interface
from server.web.services import in_store, server_time, services

PARTY_ROLES = (Role.HEAD, Role.DELEGATE, Role.ADVISER)
OTHER_ROLES = (
    Role.CO_FACILITATOR,
    Role.CONVENOR,
    Role.LEGAL_EXPERT,
    Role.RISK_EXPERT,
    Role.OBSERVER,
    Role.PROJECTOR,
)


@dataclass(frozen=True, slots=True)
class Invited:
    """One person in the list."""

    id: str
    name: str
    role: str
    party: str
    organisation: str
    issued: datetime | None
    revoked: bool
    redeemed: int
    devices: tuple[Session, ...]
    removed: bool
    guarded: bool
    """Whether others than this reader invite them, and take back what they gave out."""
    own: bool


@dataclass(frozen=True, slots=True)
class Between:
    """Somebody whose party split, and the parties in its place."""

    person: Person
    heirs: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What one person is handed, to be seen this once."""

    name: str
    role: str
    party: str
    link: str
    code: str
    picture: Markup


async def show(request: Request) -> Response:
    """Everybody who is invited."""
    return await _shown(request, await access.enter(request, "invitations"))


async def _shown(
    request: Request, visit: Visit, cards: tuple[Card, ...] = (), status: int = 200
) -> Response:
    return framed(
        request,
        visit,
        "invitations",
        "invitations/page.html",
        title="Invitations",
        status=status,
        people=await _people(request, visit),
        between=between(visit.room.negotiation),
        cards=cards,
        party_roles={role: words.ROLE[role] for role in PARTY_ROLES},
        other_roles={
            role: words.ROLE[role]
            for role in OTHER_ROLES
            if role not in GUARDED or visit.visitor.actor.role is not Role.CO_FACILITATOR
        },
        address=address_of(request),
    )


async def _people(request: Request, visit: Visit) -> list[Invited]:
    n, its = visit.room.negotiation, services(request)
    issued = {one.person: one for one in await in_store(its.invitations.of, n.id)}
    devices: dict[str, list[Session]] = {}
    for session in await in_store(its.sessions.of, n.id, server_time()):
        devices.setdefault(session.person, []).append(session)
    people = []
    for person in n.people.values():
        invitation = issued.get(person.id)
        people.append(
            Invited(
                id=person.id,
                name=person.name,
                role=words.ROLE[person.role],
                party=person.party or "",
                organisation=person.organisation or "",
                issued=invitation.issued if invitation is not None else None,
                revoked=invitation is not None and invitation.revoked is not None,
                redeemed=invitation.redeemed if invitation is not None else 0,
                devices=tuple(devices.get(person.id, ())),
                removed=person.id in n.removed,
                guarded=_guarded(visit, [person.id]) is not None,
                own=person.id == visit.visitor.actor.person,
            )
        )
    return people


def between(n: Negotiation) -> list[Between]:
    """Everybody whose party split and who goes on in none of those in its place yet."""
    people = (one for one in n.people.values() if one.id not in n.removed)
    left = (Between(one, tuple(_heirs(n, n.parties[one.party]))) for one in people if one.party)
    return [one for one in left if one.heirs]


def _heirs(n: Negotiation, party: Party) -> Iterator[Party]:
    for successor in (n.parties[one] for one in party.successors):
        if successor.admitted:
            yield successor
        yield from _heirs(n, successor)


def address_of(request: Request) -> str:
    """The address people open: the one that was set, else the one the facilitator uses."""
    configured = services(request).settings.public_url
    return configured or f"{request.url.scheme}://{request.headers['host']}"


def card_of(request: Request, visit: Visit, ticket: Ticket) -> Card:
    """A link, its picture to scan, and the code, for one person."""
    person = visit.room.negotiation.people[ticket.person]
    link = address_of(request) + ticket.path
    return Card(
        name=person.name,
        role=words.ROLE[person.role],
        party=person.party or "",
        link=link,
        code=ticket.card,
        picture=qr(link),
    )


async def issue(request: Request) -> Response:
    """Invite somebody (anew): the former link and code are dead, the new ones shown once."""
    visit, form = await _asked(request)
    chosen = [str(value) for value in form.getlist("person")]
    known = visit.room.negotiation.people
    persons = [one for one in dict.fromkeys(chosen) if one in known]
    if not persons or len(persons) != len(set(chosen)):
        raise HTTPException(404)
    if refusal := _guarded(visit, persons):
        return _refused(request, visit, refusal)
    tickets = await in_store(
        services(request).invitations.issue, visit.visitor.negotiation, persons, server_time()
    )
    return await _shown(request, visit, tuple(card_of(request, visit, one) for one in tickets))


async def revoke(request: Request) -> Response:
    """End an invitation and every session begun with it."""
    visit, form = await _asked(request)
    person = str(form.get("person", ""))
    if refusal := _guarded(visit, [person]):
        return _refused(request, visit, refusal)
    its, n = services(request), visit.visitor.negotiation
    await in_store(its.invitations.revoke, n, [person], server_time())
    await in_store(its.sessions.revoke_person, n, person, server_time())
    visit.room.hall.show_out(lambda seat: seat.actor.person == person)
    return _back(visit)


async def revoke_device(request: Request) -> Response:
    """End the session of one device, such as a lost one."""
    visit, form = await _asked(request)
    wanted, its = str(form.get("session", "")), services(request)
    known = await in_store(its.sessions.of, visit.visitor.negotiation, server_time())
    person = next((session.person for session in known if session.id == wanted), None)
    if person is None:
        raise HTTPException(404)
    if refusal := _guarded(visit, [person]):
        return _refused(request, visit, refusal)
    await in_store(its.sessions.revoke, wanted, server_time())
    visit.room.hall.show_out(lambda seat: seat.session == wanted)
    return _back(visit)


async def admit(request: Request) -> Response:
    """Put a person on the list and invite them."""
    visit, form = await _asked(request)
    try:
        person = person_from(form)
        await visit.room.submit(
            visit.visitor.actor, acts.AdmitPerson(person=person), secrets.token_urlsafe(12)
        )
    except Refusal as refusal:
        return _refused(request, visit, refusal)
    tickets = await in_store(
        services(request).invitations.issue,
        visit.visitor.negotiation,
        [person.id],
        server_time(),
    )
    return await _shown(request, visit, tuple(card_of(request, visit, one) for one in tickets))


async def move(request: Request) -> Response:
    """Have somebody whose party split go on in one in its place, on the devices they have."""
    visit, form = await _asked(request)
    chosen = str(form.get("person", ""))
    one = next((its for its in between(visit.room.negotiation) if its.person.id == chosen), None)
    if one is None:
        raise HTTPException(404)
    party, _, role = str(form.get("role", "")).partition("/")
    if party not in {heir.id for heir in one.heirs} or role not in PARTY_ROLES:
        raise parse.malformed("a person has a name and a role")
    act = acts.AdmitPerson(person=replace(one.person, party=party, role=Role(role)))
    try:
        await visit.room.submit(visit.visitor.actor, act, secrets.token_urlsafe(12))
    except Refusal as refusal:
        return _refused(request, visit, refusal)
    return _back(visit)


def person_from(form: FormData) -> Person:
    """The person a form names, under a new id."""

    def text(name: str) -> str:
        value = form.get(name, "")
        return value.strip()[:200] if isinstance(value, str) else ""

    party, _, role = text("role").rpartition("/")
    if not text("name") or role not in {one.value for one in (*PARTY_ROLES, *OTHER_ROLES)}:
        raise parse.malformed("a person has a name and a role")
    return Person(
        id=f"p-{secrets.token_hex(4)}",
        name=text("name"),
        role=Role(role),
        party=party or None,
        language=None,
        organisation=text("organisation") or None,
    )


async def remove(request: Request) -> Response:
    """End a person's access for good."""
    visit, form = await _asked(request)
    act = acts.RemovePerson(person=str(form.get("person", "")))
    try:
        await visit.room.submit(visit.visitor.actor, act, secrets.token_urlsafe(12))
    except Refusal as refusal:
        return _refused(request, visit, refusal)
    its, n = services(request), visit.visitor.negotiation
    await in_store(its.invitations.revoke, n, [act.person], server_time())
    await in_store(its.sessions.revoke_person, n, act.person, server_time())
    return _back(visit)


async def _asked(request: Request) -> tuple[Visit, FormData]:
    visit = await access.enter(request, "invitations")
    return visit, await request.form(max_files=0, max_fields=300)


def _guarded(visit: Visit, persons: Iterable[str]) -> Refusal | None:
    """Why the ways in of these people are not this reader's to give or take; one's own are."""
    actor, people = visit.visitor.actor, visit.room.negotiation.people
    for person in persons:
        if person in people and person != actor.person:
            try:
                may_appoint(people[person], actor)
            except Refusal as refusal:
                return refusal
    return None


def _back(visit: Visit) -> RedirectResponse:
    return RedirectResponse(f"/n/{quote(visit.visitor.negotiation, safe='')}/invitations", 303)


def _refused(request: Request, visit: Visit, refusal: Refusal) -> Response:
    response, ui = _back(visit), interface(visit.visitor.language)
    secure = access.secure(request, services(request).settings)
    said.carry(response, refusal, ui, secure=secure)
    return response


routes = [
    Route("/n/{negotiation}/invitations", show, methods=["GET"]),
    Route("/n/{negotiation}/invitations/issue", issue, methods=["POST"]),
    Route("/n/{negotiation}/invitations/revoke", revoke, methods=["POST"]),
    Route("/n/{negotiation}/invitations/devices/revoke", revoke_device, methods=["POST"]),
    Route("/n/{negotiation}/invitations/people", admit, methods=["POST"]),
    Route("/n/{negotiation}/invitations/people/move", move, methods=["POST"]),
    Route("/n/{negotiation}/invitations/people/remove", remove, methods=["POST"]),
]
