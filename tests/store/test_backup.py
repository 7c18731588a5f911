"""A copy taken under load is whole, and comes back whole or not at all."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, select

from models import acts
from models.draft import Watch
from server.store import tables
from server.store.backup import CopyUnsound, WouldOverwrite, backup, restore
from server.store.database import open_engine
from server.store.heartbeat import beat
from server.store.invitations import Invitations
from server.store.ledger import Ledger
from server.store.schema import upgrade
from server.store.sessions import Sessions
from server.store.verify import verify
from tests.store.samples import NOW, typing
from tests.store.story import begin, small_record


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Where the copy goes."""
    return tmp_path / "copies" / "copy.db"


@pytest.fixture
def empty(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A second database of the same kind, without tables."""
    if engine.dialect.name == "sqlite":
        url = str(tmp_path / "second.db")
    else:
        create: Callable[[], str] = request.getfixturevalue("postgres_database")
        url = create()
    made = open_engine(url)
    yield made
    made.dispose()


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the sessions."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in tables.metadata.sorted_tables
            if table is not tables.sessions
        }


def test_a_copy_brings_everything_back_but_who_was_signed_in(
    engine: Engine, empty: Engine, copy: Path
) -> None:
    small_record(engine)
    (ticket,) = Invitations(engine).issue("harbour", ["ana"], NOW)
    hour = timedelta(hours=1)
    token = Sessions(engine, idle=hour, limit=hour).open("harbour", "ana", "phone", NOW)
    assert [report.sound for report in backup(engine, copy)] == [True]
    assert [report.sound for report in restore(empty, copy)] == [True]
    assert everything(empty) == everything(engine)
    assert Invitations(empty).look(ticket.token) is not None
    assert Sessions(empty, idle=hour, limit=hour).find(token, NOW) == ()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]


def test_a_copy_taken_while_people_type_is_sound(engine: Engine, empty: Engine, copy: Path) -> None:
    scribe, ledger = begin(engine)
    scribe.act("host", acts.PublishText())
    scribe.act("chair", acts.OpenSession(session="one", present=("boats", "anglers")))
    scribe.act("chair", acts.PutOnScreen(clause="C1"))
    draft = scribe.start("ana", watch=Watch.ALL)
    scribe.keep(ledger)
    enough, typed = Event(), Event()

    def write() -> None:
        while not enough.is_set():
            for _ in range(5):
                scribe.type("ana", draft, ("x",))
            scribe.keep(ledger)
            typed.set()

    writer = Thread(target=write)
    writer.start()
    typed.wait(10)
    try:
        reports = [backup(engine, copy.with_name(f"{number}.db"))[0].edits for number in range(4)]
    finally:
        enough.set()
        writer.join()
    assert reports == sorted(reports)
    assert verify(engine, "harbour").sound
    restore(empty, copy.with_name("3.db"))
    restored = verify(empty, "harbour")
    assert restored.sound
    assert restored.edits == reports[-1]
    # And work goes on from there.
    again = Ledger(empty, "harbour")
    end = again.load()
    assert again.commit(end.fence, ()).fence == end.fence


def test_an_older_copy_does_not_replace_what_came_since_unless_told(
    engine: Engine, copy: Path
) -> None:
    small_record(engine)
    backup(engine, copy)
    restore(engine, copy)  # nothing would be lost
    ledger = Ledger(engine, "harbour")
    end = ledger.load()
    ledger.commit(end.fence, [typing(1, draft="late")])
    with pytest.raises(WouldOverwrite, match=r"the copy only"):
        restore(engine, copy)
    assert Ledger(engine, "harbour").load().fence == end.fence + 1
    restore(engine, copy, replace=True)
    assert Ledger(engine, "harbour").load() == end


def test_a_database_of_something_else_is_not_replaced(
    engine: Engine, empty: Engine, copy: Path
) -> None:
    small_record(engine)
    backup(engine, copy)
    upgrade(empty)
    small_record(empty)
    with pytest.raises(WouldOverwrite, match="another history"):
        restore(empty, copy)


def test_a_server_that_runs_is_noticed(engine: Engine, copy: Path) -> None:
    small_record(engine)
    backup(engine, copy)
    beat(engine, datetime.now(UTC))
    with pytest.raises(WouldOverwrite, match="running"):
        restore(engine, copy)


def test_a_backup_never_replaces_a_file(engine: Engine, copy: Path) -> None:
    copy.parent.mkdir()
    copy.write_text("the minutes of yesterday")
    with pytest.raises(FileExistsError):
        backup(engine, copy)
    assert copy.read_text() == "the minutes of yesterday"


def test_a_damaged_copy_is_not_brought_back(engine: Engine, empty: Engine, copy: Path) -> None:
    small_record(engine)
    backup(engine, copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE edits SET parts = '[1,\"forged\"]' WHERE revision = 2")
    connection.close()
    with pytest.raises(CopyUnsound, match="revision 2"):
        restore(empty, copy)
    copy.write_bytes(b"no database at all")
    with pytest.raises(CopyUnsound):
        restore(empty, copy)
    with pytest.raises(FileNotFoundError):
        restore(empty, copy.with_name("nowhere.db"))


def test_a_damaged_record_is_not_copied_in_silence(engine: Engine, copy: Path) -> None:
    small_record(engine)
    with engine.begin() as connection:
        connection.execute(tables.edits.update().values(author="anglers"))
    with pytest.raises(CopyUnsound):
        backup(engine, copy)
    assert not copy.exists()


def test_a_restore_that_fails_leaves_everything_as_it_was(
    engine: Engine, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_record(engine)
    backup(engine, copy)
    before = everything(engine)

    def fail(*_: object) -> None:
        raise OSError("the cable came out")

    monkeypatch.setattr("server.store.backup._copy_rows", fail)
    with pytest.raises(OSError, match="cable"):
        restore(engine, copy, replace=True)
    assert everything(engine) == before
