"""What is private in the record: chains of its own, no place in the public counter, erasable."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from models import acts
from server.store.database import reading
from server.store.failures import StoreDamaged
from server.store.ledger import Ledger
from server.store.replay import replay
from server.store.tables import edits, entries, entry_parts
from server.store.verify import verify
from server.store.withhold import erase
from tests.store.story import Scribe, begin, conferring

MARKER = "marker"


def met(engine: Engine) -> tuple[Scribe, Ledger, str]:
    """The harbour, and a caucus in it."""
    scribe, ledger = begin(engine)
    scribe.act("host", acts.PublishText())
    scribe.act("chair", acts.OpenSession(session="one", present=("boats", "anglers")))
    scribe.keep(ledger)
    caucus = conferring(scribe)
    return scribe, ledger, caucus


def test_what_is_private_moves_the_fence_but_not_the_public_counter(engine: Engine) -> None:
    scribe, ledger, _ = met(engine)
    place = ledger.load().place
    told = [record for record in scribe.waiting if record.facts[-1].kind == "caucus_told"]
    assert len(told) == 1
    scribe.keep(ledger)
    end = ledger.load()
    assert end.place == place + 1, "the one small drafting group that was told"
    private = [record for record in end.records if record.fence == end.fence and not record.place]
    assert len(private) == 12
    assert {record.number is None for record in private} == {False, True}, "one was typing"


def test_each_private_audience_has_a_chain_of_its_own(engine: Engine) -> None:
    scribe, ledger, caucus = met(engine)
    scribe.keep(ledger)
    with reading(engine) as connection:
        chains = set(connection.execute(select(entries.c.chain)).scalars())
        parts = connection.execute(select(entry_parts)).all()
        typed = connection.execute(select(edits)).all()
    (group,) = (its.id for its in scribe.state.caucuses.values() if its.id != caucus)
    (draft,) = scribe.state.drafts
    own = {f"caucus:{caucus}", f"draft:{draft}", "party:boats", "party:facilitators"}
    assert chains == {"", f"caucus:{group}", *own}
    assert all(row.place is None for row in typed)
    for part in parts:
        if part.chain:
            assert part.audience == part.chain
        else:
            assert MARKER not in part.content
            assert caucus not in part.content
    assert {part.chain for part in parts if MARKER in part.content} == own


def test_a_record_with_closed_doors_verifies_and_replays(engine: Engine) -> None:
    scribe, ledger, _ = met(engine)
    scribe.keep(ledger)
    assert verify(engine, "harbour").sound
    fresh = Ledger(engine, "harbour").load()
    assert replay(fresh) == scribe.state
    again = Ledger(engine, "harbour")
    again.load()
    scribe.act("ana", acts.WriteNote(text="one more"))
    scribe.keep(again)
    assert replay(Ledger(engine, "harbour").load()) == scribe.state


def test_an_act_behind_closed_doors_is_found_when_it_is_sent_again(engine: Engine) -> None:
    scribe, ledger, _ = met(engine)
    ids = [(record.actor, record.act_id, record.facts) for record in scribe.waiting]
    scribe.keep(ledger)
    for actor, act_id, facts in ids:
        assert actor is not None
        found = ledger.find_act(actor.person, str(act_id))
        assert found is not None
        assert found.facts == facts


def test_what_is_private_may_be_erased_and_the_rest_lives_on(engine: Engine) -> None:
    scribe, ledger, caucus = met(engine)
    scribe.keep(ledger)
    head = verify(engine, "harbour").head
    assert erase(engine, "harbour", "party:boats", 1, "party:boats")
    report = verify(engine, "harbour")
    assert (report.sound, report.withheld, report.replayed, report.head) == (True, 1, True, head)
    assert replay(Ledger(engine, "harbour").load()) == scribe.state, "it had been deleted anyway"
    assert erase(engine, "harbour", "party:facilitators", 1, "party:facilitators")
    state = replay(Ledger(engine, "harbour").load())
    assert len(state.notes) == len(scribe.state.notes) - 1
    assert verify(engine, "harbour").sound
    assert erase(engine, "harbour", f"caucus:{caucus}", 2, f"caucus:{caucus}")
    report = verify(engine, "harbour")
    assert (report.sound, report.withheld, report.replayed) == (True, 3, True)
    assert len(replay(Ledger(engine, "harbour").load()).caucuses) == len(scribe.state.caucuses)
    assert erase(engine, "harbour", "", 1, "public")
    report = verify(engine, "harbour")
    assert (report.sound, report.withheld, report.replayed) == (True, 4, False)
    assert "not replayed" in str(report)
    with pytest.raises(StoreDamaged):
        replay(Ledger(engine, "harbour").load())
