"""Erasing by hand what the rules let be erased: for a database that nobody serves."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from models.negotiation import Negotiation
from models.rules.retaining import overdue
from server.commands.opened import database, said
from server.settings import Settings
from server.store.ledger import Ledger, Record
from server.store.negotiations import listed
from server.store.replay import replay
from server.store.retention import enforce, scrub


@said
def retain(settings: Settings, at: datetime | None = None) -> int:
    """Erase all that is due now; of a rehearsal nothing, as its time does not pass by itself."""
    erased = False
    with database(settings) as engine:
        for each in listed(engine):
            if each.rehearsal:
                continue
            n = _fallen_due(engine, each.id, at or datetime.now(UTC))
            rows = enforce(engine, n.id, n.erased)
            erased |= bool(n.erased)
            what = ", ".join(sorted(n.erased)) or "nothing"
            print(f"{n.id}: erased by its rules: {what}; rows emptied or deleted now: {rows}")
        if erased:
            # Also where an earlier one was cut short between emptying rows and writing anew.
            scrub(engine)
    return 0


def _fallen_due(engine: Engine, negotiation: str, now: datetime) -> Negotiation:
    """A negotiation once its record says what its rules let be erased by now."""
    ledger = Ledger(engine, negotiation)
    loaded = ledger.load()
    n, fence = replay(loaded), loaded.fence
    while (due := overdue(n)) is not None and due.at < now:
        fence = ledger.commit(fence, [Record(due.at, None, None, None, due.facts())]).fence
        n = replay(ledger.load(fence - 1), n)
    return n
