"""Emptying a part of the record: the hole stays visible, and every chain still verifies."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Engine, select, update

from server.store import canonical
from server.store.database import writing
from server.store.tables import entries, entry_parts


def erase(engine: Engine, negotiation: str, chain: str, number: int, audience: str) -> bool:
    """Erase one part of an entry for good; whether there was one to erase.

    Without its salt nobody can show what the commitment was to. A record with a hole verifies; it
    can no longer be replayed from its beginning where the hole is in the main chain.
    """
    key = (
        (entry_parts.c.negotiation == negotiation)
        & (entry_parts.c.chain == chain)
        & (entry_parts.c.number == number)
        & (entry_parts.c.audience == audience)
    )
    entry = (
        (entries.c.negotiation == negotiation)
        & (entries.c.chain == chain)
        & (entries.c.number == number)
    )
    with writing(engine) as connection:
        content = connection.execute(select(entry_parts.c.content).where(key)).scalar_one_or_none()
        if content is None:
            return False
        connection.execute(update(entry_parts).where(key).values(salt=None, content=None))
        if "act_id" in cast("dict[str, object]", canonical.decode(content)):
            connection.execute(update(entries).where(entry).values(person=None, act_id=None))
    return True
