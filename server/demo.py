"""The demonstration: one command from a fresh machine to a table where people can sit down."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe

from sqlalchemy import Engine

from models import acts
from models.acts import Act
from models.negotiation import Negotiation
from models.party import Actor, Person, Role
from models.rules import decide
from server import serving
from server.commands.opened import convened_by, said
from server.convene import Convening
from server.settings import HOME, Settings
from server.store.database import open_engine
from server.store.invitations import Invitations
from server.store.ledger import Ledger, Record
from server.store.negotiations import convene, listed
from server.store.replay import replay
from server.store.schema import upgrade

DEMONSTRATION = Path(__file__).parents[1] / "tests" / "scenarios" / "maravel.yaml"
DATABASE = HOME / "demo.db"
INVITATIONS = HOME / "invitations.json"
DELEGATIONS = 3
"""How many heads of delegation get their links printed."""
SETTLING = timedelta(minutes=1)
"""Between the acts that bring the negotiation to the opening of its first session."""


@said
def demo(settings: Settings, file: Path, *, host: str, port: int | None) -> int:
    """Load the demonstration if it is absent, print who signs in where, and serve it."""
    if "database" not in settings.model_fields_set:
        settings = settings.model_copy(update={"database": str(DATABASE)})
    port = port or settings.port
    its = convened_by(file, rehearsal=True)
    engine = open_engine(settings.database)
    upgrade(engine)
    negotiation = its.convened.negotiation
    if negotiation not in {one.id for one in listed(engine)}:
        _load(engine, its)
        INVITATIONS.unlink(missing_ok=True)
    state = replay(Ledger(engine, negotiation).load())
    links, codes = _invitations(engine, state)
    engine.dispose()
    print(_welcome(state, links, codes, serving.addresses(port)), flush=True)
    return serving.serve(settings, host=host, port=port, rehearsal=True)


def _load(engine: Engine, its: Convening) -> None:
    """Convene it, publish its text and open its first session, everybody admitted present."""
    at = datetime.now(UTC) - 3 * SETTLING
    convene(engine, its.convened, its.others, at)
    ledger = Ledger(engine, its.convened.negotiation)
    state = replay(ledger.load())
    for role, act in _opening(state):
        at += SETTLING
        person = _of_role(state, role)
        actor = Actor(person.id, person.role, person.party)
        facts = decide(state, act, actor, at, lambda: token_urlsafe(9))
        ledger.commit(ledger.load().fence, [Record(at, actor, token_urlsafe(9), act, facts)])
        state = replay(Ledger(engine, state.id).load())


def _opening(state: Negotiation) -> Iterable[tuple[Role, Act]]:
    yield Role.CONVENOR, acts.PublishText()
    session = next(iter(state.sessions), None)
    if session is not None:
        present = tuple(party.id for party in state.admitted)
        yield Role.LEAD_FACILITATOR, acts.OpenSession(session=session, present=present)


def _of_role(state: Negotiation, role: Role) -> Person:
    return next(person for person in state.people.values() if person.role is role)


def _invitations(engine: Engine, state: Negotiation) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Everybody's link, and the codes where they were made just now.

    The database keeps no link that could be read back, so the demonstration keeps its own.
    """
    if INVITATIONS.exists():
        return json.loads(INVITATIONS.read_text(encoding="utf-8")), {}
    people = [person for person in state.people if person not in state.removed]
    tickets = Invitations(engine).issue(state.id, people, datetime.now(UTC))
    links = {ticket.person: ticket.path for ticket in tickets}
    INVITATIONS.parent.mkdir(parents=True, exist_ok=True)
    INVITATIONS.touch(mode=0o600)
    INVITATIONS.write_text(json.dumps(links, indent=1), encoding="utf-8")
    os.chmod(INVITATIONS, 0o600)  # noqa: PTH101 - also where the file was there before
    return links, {ticket.person: ticket.card for ticket in tickets}


def shown(state: Negotiation) -> Sequence[Person]:
    """Whose links are printed: lead facilitator, some heads, an observer, the projector."""
    heads = [person for person in state.people.values() if person.role is Role.HEAD]
    seats = {party.id: party.seat_order for party in state.admitted}
    heads = sorted((h for h in heads if h.party in seats), key=lambda h: seats[h.party or ""])
    return [
        _of_role(state, Role.LEAD_FACILITATOR),
        *heads[:DELEGATIONS],
        *[p for p in state.people.values() if p.role is Role.OBSERVER][:1],
        _of_role(state, Role.PROJECTOR),
    ]


def _welcome(
    state: Negotiation,
    links: Mapping[str, str],
    codes: Mapping[str, str],
    addresses: Sequence[str],
) -> str:
    lines = [f"\n{state.title}\n"]
    for person in shown(state):
        who = f"{person.name}, {person.role.value.replace('_', ' ')}"
        lines.append(who + (f" of {person.party}" if person.party else ""))
        lines += [f"    {address}{links[person.id]}" for address in addresses]
        if person.id in codes:
            lines.append(f"    or the code {codes[person.id]} at {addresses[-1]}")
    lines.append("\nOpen each in a browser of its own (or a private window).")
    lines.append("`make play`, in another terminal, plays the first session while you watch.\n")
    return "\n".join(lines)
