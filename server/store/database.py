"""The database: how it is opened, read and written, and what its failures mean.

SQLite (the embedded default) and PostgreSQL get the same promises: a commit is on disk when it
returns, a writer takes its lock at the start and never upgrades, nobody waits for a lock longer
than `patience`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from server.store.failures import StoreUnavailable

PATIENCE = 5.0
"""Seconds to wait for somebody else's lock."""
CHECKPOINT_PAGES = 4_000
"""A net only (16 MB): `checkpoint` should have been called long before."""


def open_engine(url: str, *, patience: float = PATIENCE) -> Engine:
    """The engine of a database URL, or of the path of an SQLite file."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, patience)
    return _postgresql(parsed, patience)


def parse_url(url: str) -> URL:
    """A URL as people write it, with our driver filled in; a bare path is an SQLite file."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _sqlite(url: URL, patience: float) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # The driver would otherwise begin transactions by itself, and late.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
        connection.execute("PRAGMA journal_size_limit=67108864")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: URL, patience: float) -> Engine:
    settings = {
        "synchronous_commit": "on",
        "lock_timeout": f"{int(patience * 1000)}",
        "idle_in_transaction_session_timeout": "60000",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    connect: dict[str, Any] = {"options": options, "connect_timeout": max(2, int(patience))}
    # A server that was restarted must not cost the next caller an error: pre_ping asks first.
    # "format" lets statements compiled once be fed with plain tuples, as on SQLite.
    return create_engine(
        url, connect_args=connect, pool_timeout=patience, pool_pre_ping=True, paramstyle="format"
    )


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write, committed at the end, or rolled back and nothing kept.

    Raises StoreUnavailable where the database did not take it; IntegrityError passes.
    """
    with translated(), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees a single moment of the database and holds up nobody."""
    options: dict[str, Any] = {"reads": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
        options["postgresql_readonly"] = True
    with translated(), engine.execution_options(**options).begin() as connection:
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """What the database says of itself, as a StoreUnavailable; IntegrityError passes."""
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, PoolTimeout) as failure:
        cause = failure.orig if isinstance(failure, DBAPIError) else failure
        raise StoreUnavailable(str(cause).strip() or type(cause).__name__) from failure


def checkpoint(engine: Engine) -> None:
    """Move SQLite's log into its file, off the writers' way; nothing to do on PostgreSQL.

    Call it from time to time, best while nobody types: otherwise some commit does it, and is late.
    """
    if engine.dialect.name != "sqlite":
        return
    with translated(), engine.connect() as connection:
        # By the driver: within a transaction of SQLAlchemy's nothing could be moved.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
