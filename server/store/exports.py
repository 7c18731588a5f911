"""Who took what along: every document and bundle that left, beside the record and no part of it.

Where a copy turns up that was not to leave the room, its digest says whose it was. It holds
personal data and nothing that was negotiated, so it can be emptied without touching the record.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from server.store.database import reading, writing
from server.store.failures import StoreFailure
from server.store.tables import exports

MOST = 2_000
"""Exports of one person that are kept: whoever has taken so many takes no more."""
SHOWN = 200


class TooManyExports(StoreFailure):
    """This person has taken as many as are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file that was handed out: to whom, of what kind, up to which entry, under which digest.

    `against` says what it was compared with, `confidential` whether it bears its holder's name.
    """

    person: str
    party: str | None
    at: datetime
    kind: str
    language: str
    against: str
    entry: int
    digest: str
    confidential: bool


COLUMNS = [exports.c[field.name] for field in fields(Export)]


class Exports:
    """The exports of all negotiations of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, negotiation: str, one: Export) -> None:
        """Keep that a file is handed out: before it is. Raises TooManyExports, StoreUnavailable."""
        try:
            self._note(negotiation, one)
        except IntegrityError:
            self._note(negotiation, one)  # another process gave the same number, a moment before

    def _note(self, negotiation: str, one: Export) -> None:
        its = exports.c
        theirs = (its.negotiation == negotiation) & (its.person == one.person)
        with writing(self._engine) as connection:
            last = connection.execute(select(func.max(its.nth)).where(theirs)).scalar() or 0
            if last >= MOST:
                raise TooManyExports(f"{one.person} has taken {last} documents")
            row = {"negotiation": negotiation, "nth": last + 1, **asdict(one)}
            connection.execute(insert(exports), row)

    def known(
        self, negotiation: str, *, person: str | None = None, party: str | None = None
    ) -> tuple[Export, ...]:
        """The last exports, newest first: of a person, of a party, or of everybody."""
        its = exports.c
        which = its.negotiation == negotiation
        if party is not None:
            which &= its.party == party
        elif person is not None:
            which &= its.person == person
        asked = select(*COLUMNS).where(which).order_by(its.at.desc(), its.nth.desc()).limit(SHOWN)
        with reading(self._engine) as connection:
            return tuple(Export(**row) for row in connection.execute(asked).mappings())
