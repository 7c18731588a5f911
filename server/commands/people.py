"""Convene a negotiation; issue, re-issue and revoke invitations to one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from models.facts import Convened
from models.negotiation import Negotiation
from models.party import Person
from server.commands.opened import Declined, convened_by, database, said
from server.convene import Convening
from server.settings import Settings
from server.store import negotiations
from server.store.invitations import Invitations, Ticket
from server.store.ledger import Ledger
from server.store.replay import replay
from server.store.sessions import Sessions


@said
def convene(
    settings: Settings, file: Path, *, rehearsal: bool = False, invitations: Path | None = None
) -> int:
    """Create a negotiation from a file and print who comes in how.

    `invitations` names a JSON file for programs: person → link, less the server's address.
    """
    its = convened_by(file, rehearsal=rehearsal)
    with database(settings) as engine:
        tickets = begin(engine, its)
    print(f"{its.convened.negotiation}: {its.convened.title}")
    hand_out(settings, its.persons, tickets, invitations)
    return 0


def begin(engine: Engine, convening: Convening) -> tuple[Ticket, ...]:
    """Begin the record of a negotiation and invite everybody. Raises AlreadyThere."""
    convened = convening.convened
    at = convened_at(convened, datetime.now(UTC))
    negotiations.convene(engine, convened, convening.others, at)
    people = [person.id for person in convening.persons]
    return Invitations(engine).issue(convened.negotiation, people, datetime.now(UTC))


def convened_at(convened: Convened, now: datetime) -> datetime:
    """When a negotiation counts as convened: a rehearsal of the past begins before it."""
    days = [session.date for session in convened.sessions]
    if not convened.rehearsal or not days:
        return now
    try:
        first = datetime.fromisoformat(f"{min(days)}T00:00:00{convened.utc_offset}")
    except ValueError:
        return now
    return min(now, first - timedelta(days=1)).astimezone(UTC)


def hand_out(
    settings: Settings,
    persons: Iterable[Person],
    tickets: Iterable[Ticket],
    invitations: Path | None = None,
) -> None:
    """Print the links and codes; this is the only time that they can be read."""
    known = {person.id: person for person in persons}
    for ticket in tickets:
        person = known[ticket.person]
        whose = f"{person.party}, {person.role.value}" if person.party else person.role.value
        print(f"  {person.id:<12} {person.name} ({whose})")
        print(f"  {'':<12} {base_url(settings)}{ticket.path}   code {ticket.card}")
    if invitations is not None:
        _write_privately(invitations, {ticket.person: ticket.path for ticket in tickets})


def base_url(settings: Settings) -> str:
    """The address that people open."""
    return settings.public_url or f"http://localhost:{settings.port}"


@said
def invite(
    settings: Settings,
    negotiation: str,
    person: str | None = None,
    *,
    again: bool = False,
    revoke: bool = False,
) -> int:
    """List the invitations of a person or of all; issue them anew; or end them."""
    if again and revoke:
        raise Declined("either --again or --revoke")
    with database(settings) as engine:
        people = _people(engine, negotiation, person)
        now = datetime.now(UTC)
        if again:
            tickets = Invitations(engine).issue(negotiation, [*people], now)
            hand_out(settings, people.values(), tickets)
        elif revoke:
            _revoke(settings, engine, negotiation, people, now)
        else:
            _list(engine, negotiation, people)
    return 0


def _people(engine: Engine, negotiation: str, person: str | None) -> Mapping[str, Person]:
    loaded = Ledger(engine, negotiation).load()
    if not loaded.records:
        raise Declined(f"there is no negotiation {negotiation!r}")
    state: Negotiation = replay(loaded)
    people = {key: who for key, who in state.people.items() if key not in state.removed}
    if person is None:
        return people
    if person not in people:
        raise Declined(f"there is no {person!r} in {negotiation}; there are {', '.join(people)}")
    return {person: people[person]}


def _revoke(
    settings: Settings, engine: Engine, negotiation: str, people: Iterable[str], now: datetime
) -> None:
    ended = Invitations(engine).revoke(negotiation, [*people], now)
    sessions = Sessions(
        engine,
        idle=timedelta(hours=settings.idle_hours),
        limit=timedelta(hours=settings.session_hours),
    )
    signed_out = sum(sessions.revoke_person(negotiation, person, now) for person in people)
    print(f"ended {ended} invitations and {signed_out} sessions")


def _list(engine: Engine, negotiation: str, people: Mapping[str, Person]) -> None:
    for invitation in Invitations(engine).of(negotiation):
        if invitation.person not in people:
            continue
        state = "revoked" if invitation.revoked else f"used {invitation.redeemed} times"
        who = people[invitation.person].name
        issued = f"{invitation.issued:%Y-%m-%d %H:%M} UTC"
        print(f"  {invitation.person:<12} {who}: issued {issued}, {state}")


def _write_privately(path: Path, links: Mapping[str, str]) -> None:
    # Whoever reads this file can be anybody: nobody else on the machine may.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(links, file, ensure_ascii=False, indent=1)
