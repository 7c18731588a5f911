"""The negotiations of a database: convening one, listing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from models.facts import AnyFact, Convened
from server.store import tables
from server.store.database import reading
from server.store.ledger import Committed, Ledger, Record


@dataclass(frozen=True)
class Listed:
    """What the list of negotiations says of one."""

    id: str
    title: str
    rehearsal: bool
    created: datetime


def convene(engine: Engine, first: Convened, others: Sequence[AnyFact], at: datetime) -> Committed:
    """Begin the record of a new negotiation with these facts.

    Raises AlreadyThere, StoreUnavailable.
    """
    record = Record(at, None, None, None, (first, *others))
    ledger = Ledger(engine, first.negotiation)
    return ledger.begin(first.title, record, rehearsal=first.rehearsal)


def listed(engine: Engine) -> tuple[Listed, ...]:
    """All negotiations, the oldest first."""
    table = tables.negotiations
    columns = (table.c.id, table.c.title, table.c.rehearsal, table.c.created)
    with reading(engine) as connection:
        rows = connection.execute(select(*columns).order_by(table.c.created, table.c.id))
        return tuple(Listed(*row) for row in rows)
