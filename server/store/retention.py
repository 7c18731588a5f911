"""Erasing what a rule let be erased: its words are gone from the database, its commitments stay.

The record says first what is erased (`models.facts.Erased`); only then is it done here, and again
whenever a room is opened, so that a crash in between forgets nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, delete, exists, select, text, update

from models.retention import Erasure
from server.store.audit import SAID
from server.store.database import reading, translated, writing
from server.store.heads import MAIN
from server.store.tables import (
    edits,
    entries,
    entry_parts,
    exports,
    invitations,
    one_time_codes,
    passkeys,
    sessions,
)


def enforce(engine: Engine, negotiation: str, erased: Mapping[Erasure, datetime]) -> int:
    """Make it so that what the record says was erased is; how many rows that took.

    Nothing is done, and nothing is written, where it is so already. Raises StoreUnavailable.
    """
    with reading(engine) as connection:
        due = [
            (table, which, nothing)
            for what, at in erased.items()
            for table, which, nothing in _ERASED[what](negotiation, at)
            if connection.execute(select(exists().where(which))).scalar_one()
        ]
    if not due:
        return 0
    with writing(engine) as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA secure_delete=ON"))
        made = [
            connection.execute(
                delete(table).where(which)
                if nothing is None
                else update(table).where(which).values(**nothing)
            )
            for table, which, nothing in due
        ]
        count = sum(one.rowcount for one in made)
    scrub(engine)
    return count


Erasing = tuple[Table, ColumnElement[bool], Mapping[str, Any] | None]
"""Which rows of a table, and what they become; None: they are deleted."""


def _private(negotiation: str, _at: datetime) -> Iterator[Erasing]:
    def within(table: Table) -> ColumnElement[bool]:
        return table.c.negotiation == negotiation

    parts, typed = entry_parts.c, edits.c
    closed = (parts.chain != MAIN) & parts.content.is_not(None)
    yield entry_parts, within(entry_parts) & closed, {"salt": None, "content": None}
    acted = (entries.c.chain != MAIN) & entries.c.person.is_not(None)
    yield entries, within(entries) & acted, {"person": None, "act_id": None}
    unseen = typed.place.is_(None) & (typed.parts != "")
    yield edits, within(edits) & unseen, {"parts": "", **dict.fromkeys(SAID)}


def _access(negotiation: str, at: datetime) -> Iterator[Erasing]:
    """Who comes in later is invited anew, and keeps that."""
    for table, made in (
        (sessions, sessions.c.created),
        (invitations, invitations.c.issued),
        (passkeys, passkeys.c.created),
        (one_time_codes, one_time_codes.c.created),
        (exports, exports.c.at),
    ):
        yield table, (table.c.negotiation == negotiation) & (made <= at), None


_ERASED: Mapping[Erasure, Callable[[str, datetime], Iterator[Erasing]]] = {
    Erasure.PRIVATE: _private,
    Erasure.ACCESS: _access,
}


def scrub(engine: Engine) -> None:
    """Write the database anew, so that no page, index or log holds what was erased from it.

    Others wait meanwhile. Copies that were made before are beyond its reach, and so is the archive
    of a PostgreSQL. Raises StoreUnavailable.
    """
    sqlite = engine.dialect.name == "sqlite"
    with translated(), engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if sqlite:
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return
        driver.rollback()
        driver.autocommit = True
        try:
            driver.execute(
                "VACUUM (FULL) entries, entry_parts, edits, "
                "sessions, invitations, passkeys, one_time_codes, exports"
            )
        finally:
            driver.autocommit = False
