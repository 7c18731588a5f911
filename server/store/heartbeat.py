"""That a server lives, noted from time to time, and the outages that show where nobody noted it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, insert, select, update

from models.silence import Outage
from server.store import tables
from server.store.database import reading, writing

LIVES: Final = timedelta(seconds=60)
"""How long after a beat a server still counts as alive; a longer gap is an outage."""


def beat(engine: Engine, at: datetime) -> None:
    """Note that a server is alive at `at`, and the outage before it, where there was one.

    Any server on this database will do: while one of them lives there is no outage. Without an
    earlier beat none is known. Raises StoreUnavailable.
    """
    heads, outages = tables.negotiations, tables.outages
    with writing(engine) as connection:
        # Two servers that start at once note it once: the second waits here for the first.
        beats = select(heads.c.heartbeat).order_by(heads.c.id).with_for_update()
        last = max(filter(None, connection.execute(beats).scalars()), default=None)
        if last is not None and at - last > LIVES:
            connection.execute(insert(outages).values(started=last, ended=at))
        connection.execute(update(heads).values(heartbeat=at))


def outages(engine: Engine, since: datetime) -> tuple[Outage, ...]:
    """The outages that ended after `since`, in order. Raises StoreUnavailable."""
    table = tables.outages
    with reading(engine) as connection:
        rows = connection.execute(
            select(table.c.started, table.c.ended)
            .where(table.c.ended > since)
            .order_by(table.c.started)
        )
        return tuple(Outage(*row) for row in rows)
