"""What one process commits, the others hear of; on SQLite there is nobody to tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, insert, text

from server.store import signal
from server.store.database import open_engine, writing
from server.store.ledger import Ledger
from server.store.schema import upgrade
from server.store.sessions import Sessions
from server.store.signal import Word, listen
from server.store.tables import negotiations
from tests.store.samples import NOW, opening, typing


@pytest.fixture
async def pair(postgres_database: Callable[[], str]) -> AsyncIterator[tuple[Engine, Engine]]:
    """Two processes on one database."""
    url = postgres_database()
    first, second = open_engine(url), open_engine(url)
    upgrade(first)
    with writing(first) as connection:
        connection.execute(
            insert(negotiations).values(id="n1", title="n1", created=NOW, fence=0, place=0)
        )
    yield first, second
    first.dispose()
    second.dispose()


async def hear(words: AsyncGenerator[Word, None]) -> Word:
    """The next word, soon."""
    return await asyncio.wait_for(anext(words), 10)


async def test_a_commit_is_heard_by_the_others_and_not_by_oneself(
    pair: tuple[Engine, Engine],
) -> None:
    mine, other = pair
    words = listen(mine)
    assert await hear(words) == Word("gap")
    ledger = Ledger(mine, "n1")
    ledger.load()
    ledger.commit(0, [opening()])
    elsewhere = Ledger(other, "n1")
    elsewhere.load()
    elsewhere.commit(1, [typing(1)])
    assert await hear(words) == Word("commit", "n1", 2)
    assert len(ledger.load(1).records) == 1
    await words.aclose()


async def test_an_ended_session_is_heard_of(pair: tuple[Engine, Engine]) -> None:
    mine, other = pair
    words = listen(mine)
    await hear(words)
    sessions = Sessions(other, idle=timedelta(hours=1), limit=timedelta(hours=1))
    token = sessions.open("n1", "ana", "phone", NOW)
    sessions.sign_out(token, NOW)
    assert await hear(words) == Word("revoked", "n1", 0)
    await words.aclose()


async def test_a_lost_line_is_taken_up_again_and_says_so(
    pair: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "RETRY", (0.01,))
    mine, other = pair
    words = listen(mine)
    await hear(words)
    with other.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        )
    assert await hear(words) == Word("gap")
    await words.aclose()


async def test_a_silent_line_is_tried(
    pair: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "PROBE", 0.05)
    execute, tried = psycopg.AsyncConnection.execute, asyncio.Semaphore(0)

    async def noticed(line: psycopg.AsyncConnection[Any], query: bytes) -> object:
        answer = await execute(line, query)
        if query == b"SELECT 1":
            tried.release()
        return answer

    monkeypatch.setattr(psycopg.AsyncConnection, "execute", noticed)
    mine, other = pair
    words = listen(mine)
    await hear(words)
    waiting = asyncio.ensure_future(hear(words))
    for _ in range(2):
        await asyncio.wait_for(tried.acquire(), 10)
    assert not waiting.done()
    ledger = Ledger(other, "n1")
    ledger.load()
    await asyncio.to_thread(ledger.commit, 0, [opening()])
    assert await waiting == Word("commit", "n1", 1)
    await words.aclose()


async def test_on_sqlite_there_is_nobody_to_hear() -> None:
    engine = open_engine(":memory:")
    assert [word async for word in listen(engine)] == []
