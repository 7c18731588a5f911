"""Invitations: how people come in, by a link or by a code on a paper card.

Each person has at most one that works. Looking at a link does not use it (a chat program's
preview must not): redeeming does, and may be done from several devices of one person.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.store import tokens
from server.store.database import reading, writing
from server.store.failures import StoreUnavailable
from server.store.tables import AnyRow
from server.store.tables import invitations as table


@dataclass(frozen=True)
class Ticket:
    """What one person is handed: this is the only moment at which it can be read."""

    person: str
    token: str
    code: str

    @property
    def path(self) -> str:
        """The link, to be put after the server's address."""
        return f"/join/{self.token}"

    @property
    def card(self) -> str:
        """The code as printed."""
        return tokens.printed(self.code)


@dataclass(frozen=True)
class Guest:
    """Whom an invitation is for."""

    invitation: str
    negotiation: str
    person: str


@dataclass(frozen=True)
class Invitation:
    """What the facilitator sees of an invitation."""

    person: str
    issued: datetime
    revoked: datetime | None
    redeemed: int
    last_redeemed: datetime | None


class Invitations:
    """The invitations of all negotiations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issue(self, negotiation: str, persons: Sequence[str], at: datetime) -> tuple[Ticket, ...]:
        """Invite people, or invite them anew: their former links and codes are dead from now on."""
        for _ in range(5):
            tickets = tuple(
                Ticket(person, tokens.new_token(), tokens.new_code()) for person in persons
            )
            rows = [_row(negotiation, ticket, at) for ticket in tickets]
            try:
                with writing(self._engine) as connection:
                    _revoke(connection, negotiation, persons, at)
                    if rows:
                        connection.execute(insert(table), rows)
            except IntegrityError:
                continue  # a locator that somebody has already
            return tickets
        raise StoreUnavailable("no free locators")

    def revoke(self, negotiation: str, persons: Sequence[str], at: datetime) -> int:
        """End invitations; how many there were. Sessions begun with them go on: see `Sessions`."""
        with writing(self._engine) as connection:
            return _revoke(connection, negotiation, persons, at)

    def of(self, negotiation: str) -> tuple[Invitation, ...]:
        """The last invitation of everybody, by person."""
        columns = [table.c[name] for name in Invitation.__dataclass_fields__]
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(*columns)
                .where(table.c.negotiation == negotiation)
                .order_by(table.c.person, table.c.issued, table.c.revoked.is_(None))
            )
            return tuple({row.person: Invitation(*row) for row in rows}.values())

    def look(self, token: str) -> Guest | None:
        """Whom a link invites, without using it; None: it is none, or not any more."""
        row = self._live(table.c.link_hash == tokens.hashed(token))
        return None if row is None else _guest(row)

    def redeem_link(self, token: str, at: datetime) -> Guest | None:
        """Come in by a link; None as for `look`."""
        return self._redeem(self._live(table.c.link_hash == tokens.hashed(token)), at)

    def redeem_code(self, typed: str, at: datetime) -> Guest | None:
        """Come in by a code; None: wrong or dead, which one cannot tell apart. Takes its time."""
        code = tokens.plain(typed)
        if code is None:
            return None
        row = self._live(table.c.locator == code[: tokens.LOCATOR])
        if not tokens.matches(code, None if row is None else row.code_hash):
            return None
        return self._redeem(row, at)

    def card_of(self, negotiation: str, person: str, typed: str) -> bool:
        """Whether this is the code on this very person's card. Uses nothing; takes its time."""
        code = tokens.plain(typed)
        row = None if code is None else self._live(table.c.locator == code[: tokens.LOCATOR])
        fits = tokens.matches(code or "", None if row is None else row.code_hash)
        return fits and row is not None and (row.negotiation, row.person) == (negotiation, person)

    def _live(self, which: ColumnElement[bool]) -> AnyRow | None:
        with reading(self._engine) as connection:
            query = select(table).where(which & table.c.revoked.is_(None))
            return connection.execute(query).one_or_none()

    def _redeem(self, row: AnyRow | None, at: datetime) -> Guest | None:
        if row is None:
            return None
        count = {"redeemed": table.c.redeemed + 1, "last_redeemed": at}
        with writing(self._engine) as connection:
            counted = connection.execute(
                update(table)
                .where((table.c.id == row.id) & table.c.revoked.is_(None))
                .values(count)
            )
        return _guest(row) if counted.rowcount else None


def _guest(row: AnyRow) -> Guest:
    return Guest(row.id, row.negotiation, row.person)


def _row(negotiation: str, ticket: Ticket, at: datetime) -> dict[str, Any]:
    return {
        "id": secrets.token_urlsafe(12),
        "negotiation": negotiation,
        "person": ticket.person,
        "link_hash": tokens.hashed(ticket.token),
        "locator": ticket.code[: tokens.LOCATOR],
        "code_hash": tokens.guard(ticket.code),
        "issued": at,
        "redeemed": 0,
    }


def _revoke(connection: Connection, negotiation: str, persons: Sequence[str], at: datetime) -> int:
    return connection.execute(
        update(table)
        .where(
            (table.c.negotiation == negotiation)
            & table.c.person.in_(persons)
            & table.c.revoked.is_(None)
        )
        .values(revoked=at)
    ).rowcount
