"""An engine on an empty database, and a ledger on a negotiation that was just convened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, insert, make_url, text

from server.store.database import open_engine, writing
from server.store.ledger import Ledger
from server.store.schema import upgrade
from server.store.tables import metadata, negotiations
from tests.store.samples import NOW

OpenLedger = Callable[[], Ledger]


@pytest.fixture(scope="session")
def emptied(postgres_url: str) -> Iterator[Callable[[], str]]:
    """Call it for the URL of one PostgreSQL database with tables and, each time, nothing in them.

    Creating a database takes a third of a second, emptying one a few milliseconds.
    """
    url = make_url(postgres_url)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    made = url.set(database=f"parley_store_{uuid4().hex}").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        name = make_url(made).database or ""
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        keeper = open_engine(made)
        upgrade(keeper)

        def empty() -> str:
            with keeper.begin() as emptying:
                for table in metadata.sorted_tables:
                    emptying.execute(text(f"TRUNCATE {table.name} CASCADE"))
            return made

        yield empty
        keeper.dispose()
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database with tables and nothing in them."""
    if request.param == "sqlite":
        url = str(tmp_path / "parley.db")
    else:
        empty: Callable[[], str] = request.getfixturevalue("emptied")
        url = empty()
    made = open_engine(url, patience=0.3)
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def ledgers(engine: Engine) -> OpenLedger:
    """Call it for another writer's ledger on one empty record."""
    with writing(engine) as connection:
        connection.execute(
            insert(negotiations).values(id="n1", title="A code", created=NOW, fence=0, place=0)
        )

    def open_ledger() -> Ledger:
        ledger = Ledger(engine, "n1")
        ledger.load()
        return ledger

    return open_ledger


@pytest.fixture
def ledger(ledgers: OpenLedger) -> Ledger:
    """The ledger of an empty record."""
    return ledgers()
