"""An engine on an empty database, and a ledger on a negotiation that was just convened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, insert

from server.store.database import open_engine, writing
from server.store.ledger import Ledger
from server.store.schema import upgrade
from server.store.tables import negotiations
from tests.store.samples import NOW

OpenLedger = Callable[[], Ledger]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database with tables and nothing in them."""
    made = open_engine(database_url, patience=0.3)
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
