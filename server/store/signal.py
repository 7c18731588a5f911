"""Word between processes on one PostgreSQL; SQLite has a single server and needs none.

Only names and numbers are sent, in the transaction they speak of: who hears of a batch finds it
committed. Word can get lost while a connection is down, so coming back is itself a word.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Literal, NamedTuple

import psycopg
from sqlalchemy import Connection, Engine, func, select

log = logging.getLogger("parley.store")

CHANNEL = "parley"
PROBE = 20.0
"""Seconds of silence after which the line is tried."""
RETRY = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds to wait before connecting again, the last for ever."""
_PROCESS = secrets.token_hex(6)


class Word(NamedTuple):
    """What another process did.

    `commit`: wrote batch `fence`; `revoked`: ended a session; `gap`: nobody knows, look at
    everything.
    """

    kind: Literal["commit", "revoked", "gap"]
    negotiation: str = ""
    fence: int = 0


def announce_commit(connection: Connection, negotiation: str, fence: int) -> None:
    """Tell the other processes of a batch, in its transaction: they hear if it commits."""
    _announce(connection, f"commit {fence} {negotiation}")


def announce_revocation(connection: Connection, negotiation: str) -> None:
    """Tell the other processes that a session of a negotiation was ended."""
    _announce(connection, f"revoked 0 {negotiation}")


def _announce(connection: Connection, word: str) -> None:
    if connection.dialect.name == "postgresql":
        said = f"{_origin(connection.engine)} {word}"
        connection.execute(select(func.pg_notify(CHANNEL, said)))


def _origin(engine: Engine) -> str:
    return f"{_PROCESS}.{id(engine):x}"


async def listen(engine: Engine) -> AsyncGenerator[Word, None]:
    """What others do, as it happens, for ever; a `gap` first and after every lost connection.

    Own words are left out. On SQLite it ends at once.
    """
    if engine.dialect.name != "postgresql":
        return
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    failures = 0
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                url, autocommit=True, connect_timeout=5
            ) as connection:
                await connection.execute(f"LISTEN {CHANNEL}".encode())
                failures = 0
                yield Word("gap")
                async for word in _words(connection, _origin(engine)):
                    yield word
        except psycopg.OperationalError as failure:
            log.warning("not listening to other processes: %s", str(failure).strip())
        await asyncio.sleep(RETRY[min(failures, len(RETRY) - 1)])
        failures += 1


async def _words(
    connection: psycopg.AsyncConnection[psycopg.rows.TupleRow], own: str
) -> AsyncIterator[Word]:
    while True:
        async for notice in connection.notifies(timeout=PROBE):
            origin, kind, fence, negotiation = notice.payload.split(" ", 3)
            if origin != own and kind in ("commit", "revoked"):
                yield Word("commit" if kind == "commit" else "revoked", negotiation, int(fence))
        await connection.execute(b"SELECT 1")
