"""A locked database and a full disk: the author is told, nobody else sees anything, it passes."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from sqlalchemy import make_url

from bench.client import Page, Refused
from bench.hearing import Hearing
from bench.house import FIELD, House, Plan, delegate, observer, open_session
from bench.judge import Journal, faults_of_acknowledgements, faults_of_pens, read_store
from bench.process import Process
from bench.watched import Event
from tests.wire.conftest import serve
from tests.wire.stage import Stage

MARKER = "zebrafish"


class Notes(Journal):
    """What the author was told, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = []

    def refused(self, _page: Hearing, _act_id: str, event: Event, /) -> None:
        """Keep the code; the page sends the edit again by itself."""
        self.codes.append(event["code"])


class Trouble(Protocol):
    """Something that can befall a server's database for a while."""

    def begin(self, server: Process) -> None:
        """From now on nothing can be written."""
        ...

    def end(self, server: Process) -> None:
        """It is over."""
        ...


class Locked:
    """Somebody else holds the write lock."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._holder: sqlite3.Connection | None = None

    def begin(self, _: Process) -> None:
        """Take the lock and keep it."""
        self._holder = sqlite3.connect(self._file, isolation_level=None)
        self._holder.execute("BEGIN IMMEDIATE")

    def end(self, _: Process) -> None:
        """Give it back."""
        assert self._holder is not None
        self._holder.execute("ROLLBACK")
        self._holder.close()


class LockedTable:
    """On PostgreSQL: somebody else holds the row that every batch has to move."""

    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql")
        self._url = plain.render_as_string(hide_password=False)
        self._holder: psycopg.Connection[Any] | None = None

    def begin(self, _: Process) -> None:
        """Take the lock and keep it."""
        self._holder = psycopg.connect(self._url)
        self._holder.execute("LOCK TABLE negotiations IN EXCLUSIVE MODE")

    def end(self, _: Process) -> None:
        """Give it back."""
        assert self._holder is not None
        self._holder.close()


class NoRoom:
    """A file system of a few megabytes, filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def begin(self, _: Process) -> None:
        """Fill it."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (65_536, 4_096, 1):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue

    def end(self, _: Process) -> None:
        """Make room."""
        self._ballast.unlink()


class NoGrowth:
    """Where no file system may be mounted: no file of the server may grow any further."""

    def __init__(self, file: Path) -> None:
        self._log = Path(f"{file}-wal")

    def begin(self, server: Process) -> None:
        """Forbid it."""
        _, most = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
        size = max(self._log.stat().st_size, 1)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, most))

    def end(self, server: Process) -> None:
        """Allow it again."""
        _, most = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small file system there, if this machine lets us; whether it did."""
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[Callable[[str, Path], Any]]:
    """Call it for a stage at a server of its own, whose database may come to harm."""
    stages: list[Stage] = []

    async def build(database: str, logs: Path) -> Stage:
        house = House(Plan(observers=1), database)
        server = serve(database, logs)
        stages.append(Stage(house, server, await open_session(house, server)))
        return stages[-1]

    yield build
    for stage in stages:
        try:
            await stage.close()
        finally:
            stage.server.stop()


async def test_nothing_is_shown_that_a_locked_database_did_not_take(
    tmp_path: Path, alone: Callable[[str, Path], Any]
) -> None:
    file = tmp_path / "parley.db"
    await weather(await alone(str(file), tmp_path), Locked(file))


async def test_nothing_is_shown_that_a_locked_postgresql_did_not_take(
    tmp_path: Path,
    postgres_database: Callable[[], str],
    alone: Callable[[str, Path], Any],
) -> None:
    url = postgres_database()
    await weather(await alone(url, tmp_path), LockedTable(url))


async def test_nothing_is_shown_that_a_full_disk_did_not_take(
    tmp_path: Path, alone: Callable[[str, Path], Any]
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder) as mounted:
        file = folder / "parley.db"
        stage = await alone(str(file), tmp_path)
        try:
            await weather(stage, NoRoom(folder) if mounted else NoGrowth(file))
        finally:
            stage.server.stop()


async def weather(stage: Stage, trouble: Trouble) -> None:
    """Type and act through a time in which nothing can be saved, and after it."""
    notes = Notes()
    floor = await stage.floor()
    author, other = await stage.come(delegate(0), notes), await stage.come(delegate(1))
    watcher = await stage.come(observer(0))
    pen = await author.take_up(floor)
    await other.take_up(floor)
    pen.type(FIELD, ("before ",))
    author.send_typed(pen)
    await author.settled()
    for page in (other, watcher):
        page.heard = []
    late = stage.page(delegate(2))  # signed in already, and comes while nothing can be saved
    trouble.begin(stage.server)
    try:
        await meanwhile(author, other, watcher, late, notes)
    finally:
        trouble.end(stage.server)
    await author.settled()
    await other.until(lambda: other.pens[floor].revision == pen.revision)
    made = await other.act("start_draft", clause="A1")
    record = read_store(stage.house)
    assert faults_of_acknowledgements(notes, record) == []
    assert faults_of_pens([author, other], record) == []
    assert made["made"]["draft"] in record.negotiation.drafts
    assert "".join(run.text for run in pen.views[FIELD]).count(MARKER) == 1


async def meanwhile(author: Page, other: Page, watcher: Page, late: Page, notes: Notes) -> None:
    """Nothing can be saved: the author hears so, nobody sees anything, everybody can read."""
    pen = next(iter(author.pens.values()))
    revision = pen.revision
    pen.type(FIELD, (MARKER,))
    author.send_typed(pen)
    await author.until(lambda: "not_saved" in notes.codes)
    with pytest.raises(Refused) as refused:
        await other.act("start_draft", clause="A1")
    assert refused.value.code == "not_saved"
    # Coming in and looking about goes on as before.
    await late.come()
    assert (await late.take_up(pen.draft)).revision == revision
    assert not late.gone
    assert notes.count == 1
    assert other.pens[pen.draft].revision == revision
    for page in (other, watcher, late):
        assert MARKER.encode() not in b"".join(page.heard or [])
        assert not page.gone
