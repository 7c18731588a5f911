"""Bad days: a database that is full, locked, read-only or gone keeps nothing, and recovers."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from models import acts
from server.store.database import checkpoint, open_engine
from server.store.ledger import Ledger, Outrun, StoreUnavailable
from server.store.schema import upgrade
from server.store.verify import verify
from tests.store.story import Scribe, begin


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the SQLite file lies."""
    return tmp_path / "parley.db"


@pytest.fixture
def sqlite(path: Path) -> Iterator[Engine]:
    """An engine on SQLite that does not wait long."""
    engine = open_engine(str(path), patience=0.2)
    upgrade(engine)
    yield engine
    engine.dispose()


def a_drafting(engine: Engine) -> tuple[Scribe, Ledger, str]:
    """The harbour with a private draft that can be typed into."""
    scribe, ledger = begin(engine)
    scribe.act("host", acts.PublishText())
    scribe.act("chair", acts.OpenSession(session="one", present=("boats", "anglers")))
    scribe.act("chair", acts.PutOnScreen(clause="C1"))
    draft = scribe.start("ana")
    scribe.keep(ledger)
    return scribe, ledger, draft


def test_a_full_disk_keeps_nothing_and_recovers_without_restart(sqlite: Engine) -> None:
    scribe, ledger, draft = a_drafting(sqlite)
    before = ledger.load()
    with sqlite.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    sqlite.dispose()
    limit = [pages]

    @event.listens_for(sqlite, "checkout")
    def fill(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={limit[0]}")

    scribe.type("ana", draft, ("x" * 19_000,))
    with pytest.raises(StoreUnavailable, match="full"):
        scribe.keep(ledger)
    assert ledger.load() == before
    assert verify(sqlite, "harbour").sound
    limit[0] = 1_000_000
    scribe.keep(ledger)
    assert ledger.load().fence == before.fence + 1
    assert verify(sqlite, "harbour").sound


def test_a_locked_database_is_waited_for_and_no_longer(sqlite: Engine, path: Path) -> None:
    scribe, ledger, draft = a_drafting(sqlite)
    before = ledger.load()
    scribe.type("ana", draft, ("x",))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    with pytest.raises(StoreUnavailable, match="locked"):
        scribe.keep(ledger)
    assert 0.15 < time.monotonic() - started < 2
    # Reading goes on meanwhile.
    assert ledger.load() == before
    other.execute("ROLLBACK")
    other.close()
    scribe.keep(ledger)
    assert verify(sqlite, "harbour").sound


def test_a_reader_that_takes_its_time_holds_up_nobody(sqlite: Engine, path: Path) -> None:
    scribe, ledger, draft = a_drafting(sqlite)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    seen = reader.execute("SELECT count(*) FROM edits").fetchone()
    scribe.type("ana", draft, ("x",))
    scribe.keep(ledger)
    checkpoint(sqlite)
    assert reader.execute("SELECT count(*) FROM edits").fetchone() == seen
    reader.close()


def test_a_database_that_cannot_be_written_says_so(sqlite: Engine) -> None:
    scribe, ledger, draft = a_drafting(sqlite)
    before = ledger.load()
    scribe.type("ana", draft, ("x",))
    writable = [0]

    @event.listens_for(sqlite, "checkout")
    def guard(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA query_only={1 - writable[0]}")

    with pytest.raises(StoreUnavailable, match="readonly"):
        scribe.keep(ledger)
    assert ledger.load() == before
    writable[0] = 1
    scribe.keep(ledger)


def test_a_failure_in_mid_batch_leaves_nothing_of_it(sqlite: Engine) -> None:
    scribe, ledger, draft = a_drafting(sqlite)
    before = ledger.load()
    scribe.type("ana", draft, ("x",))
    failing = [True]

    @event.listens_for(sqlite, "before_cursor_execute")
    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if failing[0] and "INTO batches" in statement:
            raise sqlite3.OperationalError("disk I/O error")

    with pytest.raises((StoreUnavailable, sqlite3.OperationalError)):
        scribe.keep(ledger)
    assert ledger.load() == before
    failing[0] = False
    scribe.keep(ledger)
    assert verify(sqlite, "harbour").sound


@pytest.fixture
def postgres(postgres_database: Callable[[], str]) -> Iterator[Engine]:
    """An engine on PostgreSQL that does not wait long."""
    engine = open_engine(postgres_database(), patience=0.3)
    upgrade(engine)
    yield engine
    engine.dispose()


CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def test_a_restarted_server_costs_no_commit(postgres: Engine) -> None:
    scribe, ledger, draft = a_drafting(postgres)
    scribe.type("ana", draft, ("x",))
    killer = open_engine(postgres.url.render_as_string(hide_password=False))
    with killer.connect() as connection:
        connection.execute(CUT)
    killer.dispose()
    scribe.keep(ledger)
    assert verify(postgres, "harbour").sound


def test_a_row_that_another_holds_is_waited_for_and_no_longer(postgres: Engine) -> None:
    scribe, ledger, draft = a_drafting(postgres)
    before = ledger.load()
    scribe.type("ana", draft, ("x",))
    with postgres.connect() as other:
        other.execute(text("SELECT 1 FROM negotiations FOR UPDATE"))
        with pytest.raises(StoreUnavailable, match="lock timeout"):
            scribe.keep(ledger)
    assert ledger.load() == before
    scribe.keep(ledger)
    assert verify(postgres, "harbour").sound


def test_a_commit_whose_answer_was_lost_is_found_and_not_doubled(postgres: Engine) -> None:
    scribe, ledger, draft = a_drafting(postgres)
    scribe.type("ana", draft, ("x",))
    record = scribe.waiting[0]
    fence = ledger.load(2**62).fence
    lost = [True]

    @event.listens_for(postgres, "commit")
    def cut_after(connection: object) -> None:
        if lost[0]:
            lost[0] = False
            driver = connection.connection.driver_connection  # type: ignore[attr-defined]
            driver.commit()
            driver.close()

    with pytest.raises(Outrun):
        ledger.commit(fence, [record])
    since = ledger.load(fence)
    assert [each.act_id for each in since.records] == [record.act_id]
    found = ledger.find_act("ana", str(record.act_id))
    assert found is not None
    assert found.facts == record.facts


def test_a_server_that_is_not_there_is_unavailable() -> None:
    nowhere = open_engine("postgresql://nobody@127.0.0.1:1/nothing", patience=0.2)
    with pytest.raises(StoreUnavailable):
        Ledger(nowhere, "n1").load()


def test_what_was_committed_is_synced(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        settings = {
            name: driver.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 200,
    }


def test_postgresql_waits_for_its_disk(postgres: Engine) -> None:
    with postgres.connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar_one() == "on"
        assert connection.execute(text("SHOW lock_timeout")).scalar_one() == "300ms"
