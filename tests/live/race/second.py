"""The other process of the race, on the same PostgreSQL: a room with half the people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, cast

from sqlalchemy import Engine

from server.store.database import open_engine
from server.store.signal import listen
from tests.live.race.half import Half
from tests.live.race.judge import Told
from tests.live.race.scene import TYPISTS

Halves = dict[str, Half]
"""Negotiation → what this process has of it."""


@asynccontextmanager
async def hearing(engine: Engine, halves: Halves) -> AsyncIterator[None]:
    """Meanwhile rooms are told what other processes write."""
    ready = asyncio.Event()

    async def hear() -> None:
        async for word in listen(engine):
            ready.set()
            for name, half in halves.items():
                if word.kind == "gap" or word.negotiation == name:
                    half.room.catch_up()
                    half.others_came()

    task = asyncio.get_running_loop().create_task(hear())
    await ready.wait()
    yield
    task.cancel()


async def _serve(url: str, line: Connection) -> None:
    loop = asyncio.get_running_loop()
    engine, halves = open_engine(url), Halves()
    with ThreadPoolExecutor(1) as writer, ThreadPoolExecutor(1) as reader:
        async with hearing(engine, halves):
            while seed := await loop.run_in_executor(reader, line.recv):
                half = halves[seed] = Half(
                    engine, writer, seed, f"{seed}/second", (*TYPISTS[1::2], "hest")
                )
                await half.run(half.confirms_too, *half.deeds())
                line.send("done")
                await loop.run_in_executor(reader, line.recv)
                await half.settle()
                line.send(half.told())
                await halves.pop(seed).room.stop()
    engine.dispose()


def serve(url: str, line: Connection) -> None:
    """Take part in one trial after the other, as the first process says."""
    asyncio.run(_serve(url, line))


class Second:
    """The other process, as the first one sees it."""

    def __init__(self, url: str, reader: ThreadPoolExecutor) -> None:
        context = get_context("spawn")
        self._line, its = context.Pipe()
        self._process = context.Process(target=serve, args=(url, its), daemon=True)
        self._process.start()
        its.close()
        self._reader = reader

    def begin(self, seed: str) -> None:
        """Have it take part in a trial."""
        self._line.send(seed)

    async def done(self) -> None:
        """Wait until nobody there does anything more."""
        await self._received()

    async def told(self) -> Told:
        """What it holds to be so, once it has taken in everything."""
        self._line.send("settle")
        return cast(Told, await self._received())

    async def _received(self) -> Any:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reader, self._line.recv)

    def close(self) -> None:
        """Send it home."""
        if self._process.is_alive():
            self._line.send("")
        self._process.join(10)
        self._process.kill()
        self._process.join()
        self._process.close()
        self._line.close()
