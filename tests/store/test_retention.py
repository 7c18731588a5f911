"""Erasing by a rule: the words are nowhere in the database, and the record verifies and replays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from models import acts
from models.retention import Erasure
from models.rulebook import Rules
from server import commands
from server.settings import Settings
from server.store.database import open_engine, reading, writing
from server.store.invitations import Invitations
from server.store.ledger import Ledger
from server.store.record import Record
from server.store.replay import replay
from server.store.retention import enforce
from server.store.schema import upgrade
from server.store.tables import edits, entry_parts, metadata
from server.store.verify import verify
from tests.cast import Stage
from tests.live.conftest import keep
from tests.models.test_retention import DAYS, released

MARKER = "quetzalcoatlus"


def erased(rules: Rules | None = None) -> Stage:
    """Everything that the rules let be erased has fallen due."""
    stage = released(rules)
    stage.later(minutes=(DAYS + 20) * 24 * 60)
    stage.settle()
    return stage


def found(engine: Engine, marker: str) -> list[str]:
    """Where a word stands: in any column of any table, and in SQLite in any byte of its files."""
    places = []
    with reading(engine) as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(select(table)).all()
            places += [table.name for row in rows if marker in repr(tuple(row))]
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        files = path.parent.glob(f"{path.name}*")
        places += [file.name for file in files if marker.encode() in file.read_bytes()]
    return places


def test_the_words_are_gone_and_the_record_is_sound(engine: Engine) -> None:
    stage = erased()
    keep(engine, stage)
    assert found(engine, MARKER)
    before = verify(engine, "test")
    assert before.sound
    assert enforce(engine, "test", stage.negotiation.erased) > 0
    assert not found(engine, MARKER)
    after = verify(engine, "test")
    assert after.sound, after
    assert after.head == before.head
    assert after.replayed
    assert after.withheld
    assert after.erased
    assert "private edits erased" in str(after)
    assert replay(Ledger(engine, "test").load()) == stage.negotiation
    assert enforce(engine, "test", stage.negotiation.erased) == 0, "there is nothing left to do"


def test_nothing_is_erased_that_no_rule_says(engine: Engine) -> None:
    stage = released()
    keep(engine, stage)
    assert enforce(engine, "test", stage.negotiation.erased) == 0
    assert found(engine, MARKER)


def test_who_writes_on_after_an_erasure_writes_a_sound_record(engine: Engine) -> None:
    stage = erased()
    ledger = keep(engine, stage)
    enforce(engine, "test", stage.negotiation.erased)
    again = Ledger(engine, "test")
    again.load()
    for its in (again, ledger):  # one that was opened since, and one that ran all the while
        end = its.load().fence
        stage.do("host", acts.Publish(digest=stage.negotiation.finals[-1].digest))
        fact, at, actor = stage.log[-1]
        its.commit(end, [Record(at, actor, f"a{end}", None, (fact,))])
    assert verify(engine, "test").sound
    assert replay(Ledger(engine, "test").load()) == stage.negotiation


def test_an_edit_that_no_rule_erased_is_missed(engine: Engine) -> None:
    """Emptying a row by hand, as an erasure would, is found out where the record names none."""
    stage = released()
    keep(engine, stage)
    nothing = dict.fromkeys(("author", "person", "role", "field", "act_id", "salt"))
    with writing(engine) as connection:
        connection.execute(update(edits).where(edits.c.place.is_(None)).values(parts="", **nothing))
    assert "no rule erased it" in str(verify(engine, "test"))


def test_a_row_that_others_may_see_is_never_an_erased_one(engine: Engine) -> None:
    stage = erased()
    keep(engine, stage)
    with writing(engine) as connection:
        connection.execute(update(edits).where(edits.c.place.is_not(None)).values(parts=""))
    assert "is half erased" in str(verify(engine, "test"))


def test_a_keystroke_cannot_be_guessed_from_its_hash(engine: Engine) -> None:
    """Each private edit is hashed with a salt of its own; one that others may see needs none."""
    keep(engine, released())
    with reading(engine) as connection:
        rows = connection.execute(select(edits.c.place, edits.c.salt)).all()
    salts = [row.salt for row in rows if row.place is None]
    assert len(salts) == len(set(salts)) > 1
    assert all(len(salt) == 16 for salt in salts)
    assert all(row.salt is None for row in rows if row.place is not None)


def test_ways_in_go_and_later_ones_stay(engine: Engine) -> None:
    stage = erased()
    keep(engine, stage)
    at = stage.negotiation.erased[Erasure.ACCESS]
    invitations = Invitations(engine)
    invitations.issue("test", ["ada"], at - timedelta(days=1))
    invitations.issue("test", ["gus"], at + timedelta(days=1))
    enforce(engine, "test", stage.negotiation.erased)
    assert [one.person for one in invitations.of("test")] == ["gus"]
    assert verify(engine, "test").sound


def test_the_command_erases_what_is_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody serves the database; what is due by the record alone is recorded first."""
    settings = Settings(database=str(tmp_path / "parley.db"))
    engine = open_engine(settings.database)
    upgrade(engine)
    stage = released(Rules(private_kept=0))
    stage.later(minutes=1)
    keep(engine, stage)
    assert commands.retain(settings, stage.now) == 0
    said = capsys.readouterr().out
    assert "test: erased by its rules: private; rows emptied or deleted now: " in said
    assert not found(engine, MARKER)
    report = verify(engine, "test")
    assert report.sound
    assert report.erased
    assert Erasure.PRIVATE in replay(Ledger(engine, "test").load()).erased
    assert commands.retain(settings, stage.now) == 0
    assert "deleted now: 0" in capsys.readouterr().out
    engine.dispose()


def test_what_is_in_the_parts_for_all_is_left_alone(engine: Engine) -> None:
    stage = erased()
    keep(engine, stage)
    enforce(engine, "test", stage.negotiation.erased)
    with reading(engine) as connection:
        emptied = select(func.count()).where(
            entry_parts.c.content.is_(None) & (entry_parts.c.chain == "")
        )
        assert connection.execute(emptied).scalar_one() == 0
