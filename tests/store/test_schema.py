"""The migrations build what the tables say, once, whoever starts at the same time."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event, inspect, text

from server.store import schema
from server.store.database import open_engine, parse_url
from server.store.failures import StoreUnavailable
from server.store.ledger import Ledger
from server.store.tables import metadata
from server.store.verify import verify
from tests.store.story import small_record

STEPS = Path(schema.__file__).parent / "migrations" / "versions"


def test_the_migrations_build_the_tables_as_they_are_described(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert schema.current(connection) == schema.HEAD


def test_the_newest_step_is_the_one_that_is_asked_for() -> None:
    steps = sorted(path.name[:4] for path in STEPS.glob("[0-9]*.py"))
    assert steps[-1] == schema.HEAD
    assert steps == [f"{number:04}" for number in range(1, len(steps) + 1)]


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    state = small_record(engine)
    before = verify(engine, "harbour")
    schema.upgrade(engine)
    assert verify(engine, "harbour") == before
    assert before.sound
    assert state.id == "harbour"


def test_a_database_of_a_newer_parley_is_left_alone(database_url: str) -> None:
    engine = open_engine(database_url)
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.SchemaTooNew, match="9999"):
        schema.upgrade(engine)
    engine.dispose()


def test_processes_that_start_at_once_migrate_once(database_url: str) -> None:
    engines = [open_engine(database_url) for _ in range(3)]
    failures: list[Exception] = []

    def start(engine: Engine) -> None:
        try:
            schema.upgrade(engine)
        except Exception as failure:  # noqa: BLE001 - carried over to the test's own thread
            failures.append(failure)

    threads = [Thread(target=start, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Ledger(engines[0], "n1").load().records == ()
    for engine in engines:
        engine.dispose()


def test_a_migration_that_is_cut_short_leaves_nothing_and_is_done_again(
    database_url: str,
) -> None:
    engine = open_engine(database_url)
    cut = [True]

    @event.listens_for(engine, "before_cursor_execute")
    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if cut[0] and "CREATE TABLE entry_parts" in statement:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        schema.upgrade(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    cut[0] = False
    schema.upgrade(engine)
    small_record(engine)
    assert verify(engine, "harbour").sound
    engine.dispose()


def test_the_steps_and_their_surroundings_are_python_that_a_wheel_holds() -> None:
    assert (STEPS.parent / "env.py").is_file()
    assert (STEPS / "__init__.py").is_file()


@pytest.mark.parametrize(
    ("url", "driver", "database"),
    [
        (".parley/parley.db", "sqlite", ".parley/parley.db"),
        ("sqlite:///x.db", "sqlite", "x.db"),
        ("postgres://me@host/parley", "postgresql+psycopg", "parley"),
        ("postgresql://me@host/parley", "postgresql+psycopg", "parley"),
        ("postgresql+psycopg://me@host/parley", "postgresql+psycopg", "parley"),
    ],
)
def test_a_database_is_named_as_people_name_it(url: str, driver: str, database: str) -> None:
    parsed = parse_url(url)
    assert (parsed.drivername, parsed.database) == (driver, database)


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((OSError, StoreUnavailable)):
        open_engine(str(tmp_path / "file" / "parley.db"))
