"""Copies: one SQLite file, whatever the database is, taken while it is written to.

A copy holds what a workshop cannot do without: the record, the invitations, the scans of pages
signed in ink. Who was signed in is left out when it is brought back, because the copy does not know
whose device was lost since.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select

from server.store import tables
from server.store.database import open_engine, reading, writing
from server.store.failures import StoreFailure
from server.store.negotiations import listed
from server.store.schema import upgrade
from server.store.verify import Report, verify

CHUNK = 5_000
BULKY = {tables.scans: 8}
"""Tables of which fewer rows are held at a time."""
RUNNING = timedelta(seconds=30)
"""A server that noted that it lives so recently is taken to be running."""


class WouldOverwrite(StoreFailure):
    """Restoring would destroy something that the copy does not have; `reasons` say what."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(reasons))


class CopyUnsound(StoreFailure):
    """The copy is none, or not what was written."""


def backup(engine: Engine, path: Path) -> tuple[Report, ...]:
    """Copy the database to a new file and verify the copy; people may go on working meanwhile.

    Raises FileExistsError, StoreUnavailable, and CopyUnsound, in which case there is no file.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists: a backup never replaces one")
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        unfinished = Path(folder) / "copy.db"
        if engine.dialect.name == "sqlite":
            _vacuum_into(engine, unfinished)
        else:
            _pour(engine, unfinished)
        reports = _checked(unfinished)
        unfinished.chmod(0o600)
        _sync(unfinished)
        # A link, unlike a renaming, fails where somebody was faster.
        os.link(unfinished, path)
    _sync(path.parent)
    return reports


def restore(engine: Engine, path: Path, *, replace: bool = False) -> tuple[Report, ...]:
    """Bring a copy back: all of it or, on any failure, nothing. Stop the server before.

    Raises WouldOverwrite where the database holds what the copy does not (unless told to
    `replace`), CopyUnsound, StoreUnavailable, OSError.
    """
    upgrade(engine)
    with TemporaryDirectory(prefix="parley-restore-") as folder:
        # The copy itself is left as it is, also if it has to be migrated.
        fresh = Path(shutil.copyfile(path, Path(folder) / "copy.db"))
        _checked(fresh)
        with _engine(fresh) as source, reading(source) as old, writing(engine) as new:
            reasons = _conflicts(old, new)
            if reasons and not replace:
                raise WouldOverwrite(reasons)
            _replace_all(old, new)
    return _verified(engine)


def _vacuum_into(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("VACUUM INTO ?", (str(path),))


def _pour(engine: Engine, path: Path) -> None:
    with _engine(path) as copy:
        upgrade(copy)
        with reading(engine) as old, writing(copy) as new:
            for table in tables.metadata.sorted_tables:
                _copy_rows(old, new, table)


def _replace_all(old: Connection, new: Connection) -> None:
    order = tables.metadata.sorted_tables
    for table in reversed(order):
        new.execute(delete(table))
    for table in order:
        if table is not tables.sessions:
            _copy_rows(old, new, table)


def _copy_rows(old: Connection, new: Connection, table: Table) -> None:
    asked = select(table).execution_options(yield_per=BULKY.get(table, CHUNK))
    for chunk in old.execute(asked).mappings().partitions():
        new.execute(insert(table), [dict(row) for row in chunk])


def _conflicts(old: Connection, new: Connection) -> list[str]:
    """What the database would lose to the copy."""
    reasons = []
    table, batches = tables.negotiations, tables.batches
    for head in new.execute(select(table)):
        if head.heartbeat is not None and datetime.now(UTC) - head.heartbeat < RUNNING:
            reasons.append("a server seems to be running on this database")
        here = (batches.c.negotiation == head.id) & (batches.c.fence == head.fence)
        mine = new.execute(select(batches.c.hash).where(here)).scalar()
        theirs = old.execute(select(batches.c.hash).where(here)).scalar()
        kept = old.execute(select(table.c.fence).where(table.c.id == head.id)).scalar()
        if kept is None:
            reasons.append(f"{head.id} is not in the copy")
        elif kept < head.fence:
            reasons.append(f"{head.id} has {head.fence} batches, the copy only {kept}")
        elif mine != theirs:
            reasons.append(f"{head.id} has another history in the copy")
    return sorted(set(reasons))


def _checked(path: Path) -> tuple[Report, ...]:
    """The reports on a copy, made ready to be read here. Raises CopyUnsound."""
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise CopyUnsound(f"{path.name} is not a copy made by backup")
    with _engine(path) as copy:
        upgrade(copy)
        reports = _verified(copy)
    for report in reports:
        if not report.sound:
            raise CopyUnsound(str(report))
    return reports


def _verified(engine: Engine) -> tuple[Report, ...]:
    return tuple(verify(engine, each.id) for each in listed(engine))


@contextmanager
def _engine(path: Path) -> Iterator[Engine]:
    """An engine on a copy, which is a single file again afterwards."""
    engine = open_engine(str(path))
    try:
        yield engine
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode=DELETE")
    finally:
        engine.dispose()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
