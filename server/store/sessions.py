"""Sessions: which device is signed in as whom, kept in the database so that they can be ended.

A browser carries one token; with it go as many sessions as it has negotiations. Coming in always
makes a new token, so that one planted before is worth nothing. `at` is the server's own time, not
the rehearsal clock: moving that must not sign anybody out.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from server.store import tokens
from server.store.database import reading, writing
from server.store.failures import StoreUnavailable
from server.store.signal import announce_revocation
from server.store.tables import sessions as table

TOUCH = timedelta(minutes=5)
"""How old `last_seen` may grow before it is written anew."""
DEVICE = 80
"""Characters kept of what a device calls itself."""


@dataclass(frozen=True)
class Session:
    """One device, signed in as one person of one negotiation."""

    id: str
    negotiation: str
    person: str
    device: str
    created: datetime
    last_seen: datetime
    expires: datetime


COLUMNS = [table.c[name] for name in Session.__dataclass_fields__]


class Sessions:
    """All sessions: none is silent for longer than `idle`, none lasts longer than `limit`."""

    def __init__(self, engine: Engine, *, idle: timedelta, limit: timedelta) -> None:
        self._engine = engine
        self._idle = idle
        self._limit = limit

    def open(
        self, negotiation: str, person: str, device: str, at: datetime, *, former: str | None = None
    ) -> str:
        """Sign a device in; the new token for its cookie.

        With the `former` token of the same browser, its sessions in other negotiations come along
        under the new one; the one it had in this negotiation ends.
        """
        token = tokens.new_token()
        with writing(self._engine) as connection:
            if former is not None:
                self._bring_along(connection, former, token, negotiation, at)
            connection.execute(
                insert(table).values(
                    id=secrets.token_urlsafe(12),
                    token_hash=tokens.hashed(token),
                    negotiation=negotiation,
                    person=person,
                    device=device[:DEVICE],
                    created=at,
                    last_seen=at,
                    expires=at + self._limit,
                )
            )
        return token

    def find(self, token: str, at: datetime) -> tuple[Session, ...]:
        """The sessions that a token stands for now, at most one for each negotiation."""
        mine = table.c.token_hash == tokens.hashed(token)
        with reading(self._engine) as connection:
            rows = connection.execute(select(*COLUMNS).where(mine & self._live(at))).all()
        found = tuple(Session(*row) for row in rows)
        stale = [session.id for session in found if at - session.last_seen > TOUCH]
        if stale:
            # Who may come in does not hang on whether the disk has room for a date.
            with suppress(StoreUnavailable):
                self.touch(stale, at)
        return found

    def touch(self, ids: Collection[str], at: datetime) -> None:
        """Note that these were active, as an open socket is."""
        with writing(self._engine) as connection:
            connection.execute(update(table).where(table.c.id.in_(ids)).values(last_seen=at))

    def still_live(self, ids: Collection[str], at: datetime) -> frozenset[str]:
        """Which of these sessions are not ended: for closing the sockets of the others."""
        if not ids:
            return frozenset()
        query = select(table.c.id).where(table.c.id.in_(ids) & self._live(at))
        with reading(self._engine) as connection:
            return frozenset(connection.execute(query).scalars())

    def of(self, negotiation: str, at: datetime) -> tuple[Session, ...]:
        """Every device signed in to a negotiation, by person and date."""
        query = (
            select(*COLUMNS)
            .where((table.c.negotiation == negotiation) & self._live(at))
            .order_by(table.c.person, table.c.created)
        )
        with reading(self._engine) as connection:
            return tuple(Session(*row) for row in connection.execute(query))

    def revoke(self, session: str, at: datetime) -> bool:
        """End one session, such as that of a lost device; whether it was live."""
        return self._end(table.c.id == session, at) > 0

    def revoke_person(self, negotiation: str, person: str, at: datetime) -> int:
        """End a person's sessions on every device; how many there were."""
        who = (table.c.negotiation == negotiation) & (table.c.person == person)
        return self._end(who, at)

    def sign_out(self, token: str, at: datetime) -> int:
        """End every session of a browser."""
        return self._end(table.c.token_hash == tokens.hashed(token), at)

    def sweep(self, before: datetime) -> int:
        """Forget sessions that expired or were ended before a date."""
        old = (table.c.expires < before) | (table.c.revoked < before)
        with writing(self._engine) as connection:
            return connection.execute(delete(table).where(old)).rowcount

    def _live(self, at: datetime) -> ColumnElement[bool]:
        return (
            table.c.revoked.is_(None)
            & (table.c.expires > at)
            & (table.c.last_seen > at - self._idle)
        )

    def _end(self, which: ColumnElement[bool], at: datetime) -> int:
        with writing(self._engine) as connection:
            live = (
                connection.execute(
                    select(table.c.negotiation).where(which & table.c.revoked.is_(None))
                )
                .scalars()
                .all()
            )
            connection.execute(
                update(table).where(which & table.c.revoked.is_(None)).values(revoked=at)
            )
            for negotiation in sorted(set(live)):
                announce_revocation(connection, negotiation)
        return len(live)

    def _bring_along(
        self, connection: Connection, former: str, token: str, negotiation: str, at: datetime
    ) -> None:
        mine = (table.c.token_hash == tokens.hashed(former)) & self._live(at)
        here = table.c.negotiation == negotiation
        connection.execute(update(table).where(mine & here).values(revoked=at))
        connection.execute(
            update(table).where(mine & ~here).values(token_hash=tokens.hashed(token))
        )
