"""A real server for these tests: one process for all, a negotiation of its own for each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bench.house import House, Plan, begin_draft, delegate, open_session
from bench.process import Process
from tests.wire.scene import Scene
from tests.wire.stage import Build, Stage


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


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    """A draft of the floor, a private one, and a witness."""
    floor = await stage.floor()
    second = await stage.come(delegate(1))
    private = await begin_draft(second, "A1", floor=False, watch="none")
    witness = await stage.come(delegate(2))
    await witness.take_up(floor)
    return Scene(stage, floor, private, witness)
