"""The headers of the main chain: what an entry's hash is made of, without a word of its content."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Engine, select

from server.store.database import reading
from server.store.heads import MAIN
from server.store.instant import to_iso
from server.store.tables import entries, entry_parts

AT_ONCE = 1_000
"""Headers in one answer."""


@dataclass(frozen=True)
class Header:
    """One entry of the main chain as its hash knows it; hashes in hexadecimal."""

    at: str
    number: int
    parts: dict[str, str]
    place: int | None
    prev: str


def headers(engine: Engine, negotiation: str, after: int) -> tuple[Header, ...]:
    """Those after entry `after`, in order, `AT_ONCE` at most. Raises StoreUnavailable."""
    within = (after + 1, after + AT_ONCE)
    with reading(engine) as connection:
        parts: dict[int, dict[str, str]] = defaultdict(dict)
        for row in connection.execute(
            select(entry_parts.c.number, entry_parts.c.audience, entry_parts.c.commitment).where(
                (entry_parts.c.negotiation == negotiation)
                & (entry_parts.c.chain == MAIN)
                & entry_parts.c.number.between(*within)
            )
        ):
            parts[row.number][row.audience] = row.commitment.hex()
        rows = connection.execute(
            select(entries)
            .where(
                (entries.c.negotiation == negotiation)
                & (entries.c.chain == MAIN)
                & entries.c.number.between(*within)
            )
            .order_by(entries.c.number)
        )
        return tuple(
            Header(to_iso(row.at), row.number, parts[row.number], row.place, row.prev.hex())
            for row in rows
        )
