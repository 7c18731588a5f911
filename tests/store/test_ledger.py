"""The ledger keeps what it said it kept, in one order, once, whoever else writes."""

from __future__ import annotations

import threading
from dataclasses import astuple

import pytest
from sqlalchemy import Engine, select

from server.store.ledger import (
    ConstraintBroken,
    Duplicate,
    Kept,
    Ledger,
    Outrun,
    Record,
    Recorded,
)
from server.store.tables import edits, entries, entry_parts
from tests.store.conftest import OpenLedger
from tests.store.samples import HEAD, NOW, accepted, opening, started, tabled, typing


def as_given(recorded: Recorded) -> Record:
    """A record as it was before it was kept."""
    return Record(recorded.at, recorded.actor, recorded.act_id, recorded.act, recorded.facts)


def test_a_record_reads_back_as_it_was_written(ledgers: OpenLedger) -> None:
    records = [opening(), typing(1), typing(2), tabled(), accepted(3)]
    committed = ledgers().commit(0, records)
    loaded = ledgers().load()
    assert [astuple(as_given(record)) for record in loaded.records[:4]] == [
        astuple(record) for record in records[:4]
    ]
    assert (loaded.fence, loaded.place) == (committed.fence, committed.place)
    for record, kept in zip(loaded.records, committed.records, strict=True):
        assert (record.place, record.number) == kept


def test_the_facts_of_one_act_keep_their_order_in_each_chain_and_draft(
    ledgers: OpenLedger,
) -> None:
    given = accepted()
    ledgers().commit(0, [given])
    (record,) = ledgers().load().records
    assert len(record.facts) == 7
    main = [fact for fact in record.facts if fact.audience in ("public", "parties")]
    assert main == [fact for fact in given.facts if fact.audience in ("public", "parties")]
    for draft in ("d9", "secret"):
        assert [fact for fact in record.facts if getattr(fact, "draft", "") == draft] == [
            fact for fact in given.facts if getattr(fact, "draft", "") == draft
        ]


def test_each_public_act_takes_one_place_and_private_ones_none(ledger: Ledger) -> None:
    private = typing(1, draft="secret", private=True)
    committed = ledger.commit(0, [opening(), private, typing(1), typing(2)])
    assert committed.records == (
        Kept(1, 1),
        Kept(None, None),
        Kept(2, None),
        Kept(3, None),
    )
    assert committed.place == 3


def test_private_typing_moves_the_fence_but_not_the_public_counter(ledger: Ledger) -> None:
    ledger.commit(0, [opening()])
    committed = ledger.commit(1, [typing(1, draft="secret", private=True)])
    assert (committed.fence, committed.place) == (2, 1)


def test_a_private_act_is_an_entry_of_its_drafts_own_chain(ledger: Ledger, engine: Engine) -> None:
    begun = Record(NOW, HEAD, "a1", None, (started("secret", private=True),))
    committed = ledger.commit(0, [opening(), begun, tabled("secret")])
    assert committed.records == (Kept(1, 1), Kept(None, 1), Kept(2, 2))
    with engine.connect() as connection:
        chains = connection.execute(
            select(entries.c.chain, entries.c.number).order_by(entries.c.chain, entries.c.number)
        ).all()
        told = connection.execute(
            select(entry_parts.c.content).where(entry_parts.c.chain == "")
        ).scalars()
        assert not any("draft_started" in content or "draft_closed" in content for content in told)
    assert [tuple(row) for row in chains] == [
        ("", 1),
        ("", 2),
        ("draft:secret", 1),
        ("draft:secret", 2),
    ]


def test_who_acted_stands_in_the_innermost_part_only(ledger: Ledger, engine: Engine) -> None:
    ledger.commit(0, [accepted()])
    with engine.connect() as connection:
        parts = connection.execute(
            select(entry_parts.c.audience, entry_parts.c.content).where(entry_parts.c.chain == "")
        ).all()
    contents = {row.audience: row.content for row in parts}
    assert set(contents) == {"public", "parties"}
    assert '"chair"' in contents["parties"]
    assert "chair" not in contents["public"]
    assert "accept" not in contents["public"]
    assert "secret" not in contents["parties"]


def test_an_act_without_effect_leaves_no_trace(ledger: Ledger) -> None:
    nothing = Record(NOW, HEAD, "a1", None, ())
    assert ledger.commit(0, [nothing]) == (0, 0, (Kept(None, None),))
    assert ledger.load().records == ()


def test_of_two_writers_one_is_outrun_and_catches_up(ledgers: OpenLedger) -> None:
    first, second = ledgers(), ledgers()
    first.commit(0, [opening()])
    with pytest.raises(Outrun):
        second.commit(0, [opening()])
    missed = second.load(0)
    assert (missed.fence, len(missed.records)) == (1, 1)
    assert second.commit(1, [typing(1)]).fence == 2
    with pytest.raises(Outrun):
        first.commit(1, [typing(1, "other")])


def test_a_writer_that_believes_in_an_old_fence_is_outrun(ledger: Ledger) -> None:
    ledger.commit(0, [opening()])
    with pytest.raises(Outrun):
        ledger.commit(0, [typing(1)])


def test_whoever_takes_a_turn_writes_next_on_postgresql(
    ledgers: OpenLedger, engine: Engine
) -> None:
    """Others wait for it, and are outrun; on SQLite nobody else writes, and nobody waits."""
    slow, fast = ledgers(), ledgers()
    fast.commit(0, [opening()])
    slow.take_turn()
    outrun = threading.Event()

    def write() -> None:
        try:
            fast.commit(1, [typing(1, "fast")])
        except Outrun:
            outrun.set()

    writing = threading.Thread(target=write)
    writing.start()
    if engine.dialect.name == "sqlite":
        writing.join()
        assert not outrun.is_set()
        return
    slow.load()
    slow.commit(1, [typing(1, "slow")])
    writing.join()
    assert outrun.is_set()
    assert [record.act_id for record in ledgers().load().records[1:]] == ["slow"]


def test_a_turn_that_nothing_comes_of_is_given_back(ledgers: OpenLedger) -> None:
    one, other = ledgers(), ledgers()
    one.take_turn()
    one.take_turn()
    one.yield_turn()
    one.yield_turn()
    other.commit(0, [opening()])
    one.take_turn()
    with pytest.raises(Outrun):
        one.commit(0, [typing(1)])
    one.load()
    one.take_turn()
    one.commit(1, [typing(1)])
    other.load()
    assert other.commit(2, [typing(2)]).fence == 3


def test_racing_writers_share_the_fences_without_loss(ledgers: OpenLedger) -> None:
    winners: list[tuple[int, str]] = []

    def write(name: str) -> None:
        ledger, done = ledgers(), 0
        loaded = ledger.load()
        while done < 15:
            revision = 1 + sum(len(record.facts) for record in ledger.load().records)
            try:
                committed = ledger.commit(loaded.fence, [typing(revision, f"{name}-{done}")])
            except Outrun:
                loaded = ledger.load()
                continue
            winners.append((committed.fence, name))
            loaded = loaded._replace(fence=committed.fence)
            done += 1

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(fence for fence, _ in winners) == list(range(1, 31))
    kept = ledgers().load()
    assert [record.place for record in kept.records] == list(range(1, 31))
    assert [(record.fence, str(record.act_id)[0]) for record in kept.records] == sorted(winners)


def test_loading_after_a_fence_brings_only_what_came_since(ledgers: OpenLedger) -> None:
    writer, reader = ledgers(), ledgers()
    writer.commit(0, [opening()])
    fence = reader.load().fence
    writer.commit(1, [typing(1), typing(2)])
    since = reader.load(fence)
    assert [record.act_id for record in since.records] == ["d1-1", "d1-2"]
    assert (since.fence, since.place) == (2, 3)
    assert reader.commit(2, [typing(3)]).place == 4


def test_a_ledger_that_read_only_the_end_can_still_write(
    ledgers: OpenLedger, engine: Engine
) -> None:
    ledgers().commit(0, [opening(), typing(1)])
    late = Ledger(engine, "n1")
    assert late.load(1).records == ()
    assert late.commit(1, [typing(2)]).place == 3


@pytest.mark.parametrize("again", [typing(3, "d1-1"), tabled()])
def test_an_act_sent_again_is_recognised(ledger: Ledger, again: Record) -> None:
    ledger.commit(0, [opening(), typing(1), tabled()])
    with pytest.raises(Duplicate) as raised:
        ledger.commit(1, [typing(2, "fresh"), again])
    assert raised.value.act_ids == {again.act_id}
    assert ledger.load().fence == 1
    found = ledger.find_act("ana", str(again.act_id))
    assert found is not None
    assert found.place in (2, 3)


def test_an_act_that_stands_twice_in_a_batch_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Duplicate):
        ledger.commit(0, [typing(1, "same"), typing(2, "same")])
    assert ledger.load().fence == 0


def test_the_same_id_from_another_person_is_another_act(ledger: Ledger) -> None:
    ledger.commit(0, [typing(1, "x")])
    assert ledger.find_act("ben", "x") is None
    found = ledger.find_act("ana", "x")
    assert found is not None
    assert found.facts == typing(1, "x").facts


def test_a_revision_that_is_taken_breaks_no_record(ledgers: OpenLedger, engine: Engine) -> None:
    ledger = ledgers()
    ledger.commit(0, [typing(1)])
    with pytest.raises(ValueError, match="no revision 1"):
        ledger.commit(1, [typing(1, "again")])
    # Also where the ledger was made to forget, the key of the table holds.
    ledger._heads.streams.clear()
    with pytest.raises(ConstraintBroken):
        ledger.commit(1, [typing(1, "again")])
    with engine.connect() as connection:
        assert len(connection.execute(select(edits)).all()) == 1


def test_an_unknown_negotiation_has_an_empty_record(engine: Engine) -> None:
    assert Ledger(engine, "nowhere").load() == (0, 0, (), 0)
