"""A real server for these tests: one process for all, a negotiation of its own for each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bench.client import Ear, Page
from bench.house import House, Plan, begin_draft, open_session
from bench.process import Process


@dataclass
class Stage:
    """One negotiation, open for drafting, and the pages of a test."""

    house: House
    server: Process
    board: Page
    pages: list[Page] = field(default_factory=list)
    quiet_from: int = 0

    def page(self, person: str, ear: Ear | None = None, **options: Any) -> Page:
        """A page of somebody, not opened yet; closed when the test is over."""
        page = self.house.page(self.server, person, ear, **options)
        self.pages.append(page)
        return page

    async def come(self, person: str, ear: Ear | None = None, **options: Any) -> Page:
        """A page of somebody, open."""
        page = self.page(person, ear, **options)
        await page.come()
        return page

    async def floor(self, clause: str = "A1") -> str:
        """A draft for everybody."""
        return await begin_draft(self.board, clause)

    @property
    def logged(self) -> str:
        """What the server has logged since this stage was built."""
        return self.server.said[self.quiet_from :]

    async def close(self) -> None:
        """Everybody leaves; the server must have had nothing to be upset about."""
        await asyncio.gather(*(page.leave() for page in (self.board, *self.pages)))
        self.house.close()
        assert "Traceback" not in self.logged, self.logged[-4000:]


Build = Callable[..., Awaitable[Stage]]


async def built(server: Process, database: str, plan: Plan) -> Stage:
    """A new negotiation at a running server."""
    quiet_from = len(server.said)
    house = House(plan, database)
    return Stage(house, server, await open_session(house, server), quiet_from=quiet_from)


def serve(database: str, folder: Path) -> Process:
    """A server of a database, listening."""
    server = Process(
        ["-m", "server", "serve", "--host", "127.0.0.1", "--port", "PORT"],
        folder / "server.log",
        environment={"PARLEY_DATABASE": database},
    )
    server.start()
    return server


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The SQLite file that most of these tests share."""
    return str(tmp_path_factory.mktemp("wire") / "parley.db")


@pytest.fixture(scope="session")
def server(database: str) -> Iterator[Process]:
    """A server with SQLite, for the whole session."""
    running = serve(database, Path(database).parent)
    yield running
    running.stop()


@pytest.fixture
async def build(server: Process, database: str) -> AsyncIterator[Build]:
    """Call it with a plan for a stage at the shared server."""
    stages: list[Stage] = []

    async def one(plan: Plan) -> Stage:
        stages.append(await built(server, database, plan))
        return stages[-1]

    yield one
    for stage in stages:
        await stage.close()


@pytest.fixture
async def stage(build: Build) -> Stage:
    """Four parties of three people, two observers, one clause."""
    return await build(Plan(observers=2))
