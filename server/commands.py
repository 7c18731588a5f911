"""What the commands do: plain functions that print, and return an exit status."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from server.convene import FileRefused, from_file
from server.settings import Settings
from server.store.database import open_engine
from server.store.failures import StoreFailure
from server.store.invitations import Invitations, Ticket
from server.store.ledger import Ledger
from server.store.negotiations import convene as begin
from server.store.negotiations import listed
from server.store.replay import replay
from server.store.schema import upgrade
from server.store.sessions import Sessions
from server.store.verify import verify as audited


def convene(
    settings: Settings, file: Path, *, rehearsal: bool = False, invitations: Path | None = None
) -> int:
    """Create a negotiation from a file, and print everybody's invitation."""
    try:
        convening = from_file(file, rehearsal=rehearsal)
    except (FileRefused, OSError) as refused:
        print(f"{file} cannot be convened:\n{refused}")
        return 2
    engine = _opened(settings)
    try:
        begin(engine, convening.convened, convening.others, datetime.now(UTC))
    except StoreFailure as failure:
        print(f"{file} cannot be convened: {failure}.")
        return 2
    negotiation = convening.convened.negotiation
    tickets = Invitations(engine).issue(negotiation, convening.people, datetime.now(UTC))
    print(f"{convening.convened.title}\n{negotiation}: convened, {len(tickets)} invited.")
    _print(tickets)
    if invitations is not None:
        _keep(invitations, tickets)
    return 0


def verify(settings: Settings, negotiation: str | None = None) -> int:
    """Check one record, or all: sound, or the first thing that is wrong and where."""
    engine = _opened(settings)
    names = [negotiation] if negotiation else [one.id for one in listed(engine)]
    reports = [audited(engine, name) for name in names]
    for report in reports:
        print(report)
    return 1 if any(report.problem for report in reports) else 0


def invite(
    settings: Settings,
    negotiation: str,
    person: str | None = None,
    *,
    again: bool = False,
    revoke: bool = False,
) -> int:
    """List who is invited; with `again` issue anew, with `revoke` end it, sessions included."""
    engine = _opened(settings)
    loaded = Ledger(engine, negotiation).load()
    if not loaded.records:
        print(f"There is no negotiation {negotiation!r} here.")
        return 2
    state = replay(loaded)
    people = [person] if person else [p for p in state.people if p not in state.removed]
    unknown = [name for name in people if name not in state.people]
    if unknown:
        print(f"Nobody called {', '.join(unknown)} takes part in {negotiation}.")
        return 2
    invitations, at = Invitations(engine), datetime.now(UTC)
    if revoke:
        ended = invitations.revoke(negotiation, people, at)
        signed_out = sum(
            _sessions(engine, settings).revoke_person(negotiation, p, at) for p in people
        )
        print(f"{ended} invitations and {signed_out} sign-ins ended.")
    if again:
        _print(invitations.issue(negotiation, people, at))
    if not (again or revoke):
        for one in invitations.of(negotiation):
            ended_at = f", revoked {one.revoked:%d %b %H:%M}" if one.revoked else ""
            print(f"{one.person}: issued {one.issued:%d %b %H:%M}, used {one.redeemed}×{ended_at}")
    return 0


def _opened(settings: Settings) -> Engine:
    engine = open_engine(settings.database)
    upgrade(engine)
    return engine


def _sessions(engine: Engine, settings: Settings) -> Sessions:
    return Sessions(
        engine,
        idle=timedelta(hours=settings.idle_hours),
        limit=timedelta(hours=settings.session_hours),
    )


def _print(tickets: tuple[Ticket, ...]) -> None:
    for ticket in tickets:
        print(f"{ticket.person}\n    {ticket.path}\n    code {ticket.card}")


def _keep(file: Path, tickets: tuple[Ticket, ...]) -> None:
    """Whoever reads these can come in as anybody: for their owner's eyes only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(json.dumps({t.person: t.path for t in tickets}, indent=1), encoding="utf-8")
