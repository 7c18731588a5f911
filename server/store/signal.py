"""Word between processes on one PostgreSQL; SQLite has a single server and needs none."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

CHANNEL = "parley"


def announce_commit(connection: Connection, negotiation: str, fence: int) -> None:
    """Tell the other processes of a batch, in its transaction: they hear if it commits."""
    _announce(connection, f"commit:{fence}:{negotiation}")


def announce_revocation(connection: Connection, negotiation: str) -> None:
    """Tell the other processes that a session of a negotiation was ended."""
    _announce(connection, f"revoked:0:{negotiation}")


def _announce(connection: Connection, word: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, word)))
