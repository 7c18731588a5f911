"""A sound record is found sound and replays; whatever is changed in it is found."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, delete, update

from server.store import tables
from server.store.database import open_engine, writing
from server.store.failures import StoreDamaged
from server.store.ledger import Ledger
from server.store.replay import replay
from server.store.schema import upgrade
from server.store.verify import verify
from server.store.withhold import erase
from tests.store.samples import typing
from tests.store.story import small_record
from tests.store.vandal import RECORD, Vandal, flipped


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Vandal]]:
    """A small record, and somebody who damages it and always mends it again."""
    path: Path = tmp_path_factory.mktemp("kept") / "parley.db"
    engine = open_engine(str(path))
    upgrade(engine)
    small_record(engine)
    vandal = Vandal(path)
    yield engine, vandal
    vandal.close()
    engine.dispose()


def problem(engine: Engine) -> str:
    """What is wrong with the record; "" where nothing is."""
    return verify(engine, "harbour").problem or ""


def test_a_record_is_sound_and_replays_to_the_state_it_was_made_in(engine: Engine) -> None:
    state = small_record(engine)
    report = verify(engine, "harbour")
    assert report.problem is None
    assert report.entries > 10
    assert report.edits > 6
    assert "sound" in str(report)
    assert replay(Ledger(engine, "harbour").load()) == state


def test_every_column_of_every_row_is_guarded(kept: tuple[Engine, Vandal]) -> None:
    engine, vandal = kept
    chance = random.Random(7)
    tried, missed = 0, []
    for cell in vandal.cells():
        # A truth value has one bit; of others the first, and one at random.
        for bit in {0} if cell.column == "rehearsal" else {0, chance.randrange(4096)}:
            value = flipped(cell.value, bit)
            try:
                with vandal.changed(cell, value):
                    tried += 1
                    if not problem(engine):
                        missed.append((cell, value))
            except sqlite3.IntegrityError:
                continue  # the table itself refuses it
    assert missed == []
    assert tried > 800
    assert problem(engine) == ""


@pytest.mark.parametrize("table", RECORD, ids=lambda table: table.name)
def test_a_row_that_is_gone_is_missed(kept: tuple[Engine, Vandal], table: Table) -> None:
    engine, vandal = kept
    for row in vandal.rows(table):
        with vandal.without(table, row):
            assert problem(engine), row
    assert problem(engine) == ""


def test_a_row_that_was_slipped_in_is_noticed(kept: tuple[Engine, Vandal]) -> None:
    engine, vandal = kept
    for table, number in (
        (tables.edits, "revision"),
        (tables.entries, "number"),
        (tables.batches, "fence"),
    ):
        last = vandal.rows(table)[-1]
        forged = {**last, number: last[number] + 1, **({"act_id": "x"} if "act_id" in last else {})}
        vandal.insert(table, forged)
        assert problem(engine), table.name
        vandal.delete(table, forged)
    assert problem(engine) == ""


def test_two_rows_that_changed_places_are_noticed(kept: tuple[Engine, Vandal]) -> None:
    engine, vandal = kept
    for table, stream, number in (
        (tables.edits, "draft", "revision"),
        (tables.entries, "chain", "number"),
    ):
        for first, second in pairwise(vandal.rows(table)):
            if first[stream] != second[stream]:
                continue
            with ExitStack() as stack:
                stack.enter_context(vandal.without(table, first))
                stack.enter_context(vandal.without(table, second))
                swapped = ({**first, number: second[number]}, {**second, number: first[number]})
                for row in swapped:
                    vandal.insert(table, row)
                assert problem(engine)
                for row in swapped:
                    vandal.delete(table, row)
    assert problem(engine) == ""


def test_the_first_thing_wrong_is_named_with_its_place(kept: tuple[Engine, Vandal]) -> None:
    engine, vandal = kept
    for cell in vandal.cells():
        key = dict(cell.key)
        if (cell.table, cell.column, key.get("revision")) == ("edits", "parts", 2):
            with vandal.changed(cell, flipped(cell.value, 3)):
                assert problem(engine).startswith(f"draft {key['draft']}, revision 2:")
        if (cell.table, cell.column, key.get("chain"), key.get("number")) == (
            "entry_parts",
            "content",
            "",
            2,
        ):
            with vandal.changed(cell, flipped(cell.value, 3)):
                assert problem(engine).startswith("main chain, entry 2, part ")


def test_an_erased_part_leaves_a_visible_hole_and_a_chain_that_holds(engine: Engine) -> None:
    small_record(engine)
    before = verify(engine, "harbour")
    assert erase(engine, "harbour", "", 1, "facilitators")
    assert erase(engine, "harbour", "", 2, "parties")
    assert not erase(engine, "harbour", "", 2, "parties")
    report = verify(engine, "harbour")
    assert report.sound
    assert report.withheld == 2
    assert report.head == before.head
    assert "2 parts withheld" in str(report)
    loaded = Ledger(engine, "harbour").load()
    assert loaded.withheld == 2
    with pytest.raises(StoreDamaged):
        replay(loaded)


def test_a_cut_tail_is_sound_but_has_another_head(engine: Engine) -> None:
    """Nothing in a database can prove that it was longer: heads that were given out can."""
    small_record(engine)
    shorter = verify(engine, "harbour").head
    ledger = Ledger(engine, "harbour")
    end = ledger.load()
    ledger.commit(end.fence, [typing(1, draft="late")])
    assert verify(engine, "harbour").head != shorter
    with writing(engine) as connection:
        connection.execute(delete(tables.edits).where(tables.edits.c.draft == "late"))
        connection.execute(delete(tables.batches).where(tables.batches.c.fence > end.fence))
        head = {"fence": end.fence, "place": end.place}
        connection.execute(update(tables.negotiations).values(head))
    assert verify(engine, "harbour").head == shorter


def test_somebody_who_types_in_no_role_is_damage(engine: Engine) -> None:
    small_record(engine)
    with writing(engine) as connection:
        connection.execute(update(tables.edits).values(role=None))
    with pytest.raises(StoreDamaged, match="typed in a role"):
        Ledger(engine, "harbour").load()
    assert problem(engine)


def test_what_is_not_there_is_not_sound(engine: Engine) -> None:
    assert problem(engine) == "there is no such negotiation"
