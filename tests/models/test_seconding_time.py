"""The time for a second, which runs in sessions; and readings that close."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import acts, facts
from models.objection import ObjectionStatus
from models.proposal import ProposalStatus
from models.rulebook import Rules
from tests.cast import PARTIES, of, opened, published


def test_tabled_between_sessions_its_time_begins_with_the_next() -> None:
    """P-17: P-1: however long that takes."""
    stage = published()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    assert stage.proposal(proposal).due is None
    stage.later(minutes=600)
    stage.do("chair", acts.OpenSession(session="S1", present=PARTIES))
    assert stage.proposal(proposal).due == stage.now + timedelta(minutes=20)
    stage.later(minutes=20).settle()
    assert stage.proposal(proposal).live
    stage.later(seconds=1).settle()
    assert stage.proposal(proposal).status is ProposalStatus.LAPSED


def test_what_is_left_of_the_time_is_kept_over_night() -> None:
    """P-17: one seconded meanwhile has no deadline any more, others what they had left."""
    stage = opened()
    waits, seconded = (
        stage.tables("ada", "A1", "seven", "ten"),
        stage.tables("ada", "A2", "free", "art"),
    )
    stage.later(minutes=15)
    made = stage.do("chair", acts.CloseSession())
    assert {fact.left for fact in of(made, facts.SecondingSuspended)} == {timedelta(minutes=5)}
    assert stage.negotiation.waiting == ()
    stage.later(minutes=900).settle()
    stage.seconds("bo", seconded)
    made = stage.do("chair", acts.OpenSession(session="S2", present=PARTIES))
    assert [fact.proposal for fact in of(made, facts.SecondingResumed)] == [waits]
    assert stage.proposal(waits).due == stage.now + timedelta(minutes=5)
    assert stage.proposal(waits).left is None


def test_a_decision_undone_over_a_break_gives_the_time_back() -> None:
    """P-17: U-5: superseded with five minutes left, it has five when a session is open again."""
    stage = opened(Rules(undo_window=timedelta(days=1)))
    proposal = stage.tables("bo", "A1", "seven", "three")
    stage.later(minutes=15)
    stage.accepts("chair", stage.tables("chair", "A1", "seven", "ten"))
    stage.do("chair", acts.CloseSession())
    stage.later(minutes=600)
    stage.undoes()
    assert stage.proposal(proposal).left == timedelta(minutes=5)
    stage.do("chair", acts.OpenSession(session="S2", present=PARTIES))
    assert stage.proposal(proposal).due == stage.now + timedelta(minutes=5)


def test_where_the_rules_say_so_proposals_are_tabled_in_sessions_only() -> None:
    """P-17: the draft is kept until the next."""
    stage = published(Rules(tabling_in_session=True))
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "ten")
    with stage.refused("no_session") as refusals:
        stage.tables_draft("ada", draft)
    assert refusals[0].rule == "P-17"
    stage.do("chair", acts.OpenSession(session="S1", present=PARTIES))
    assert stage.tables_draft("ada", draft)


@pytest.mark.parametrize("lapses", [True, False])
def test_a_reading_closes(lapses: bool) -> None:
    """P-18: S-2: what is live lapses where the rules say so, and objections to it are moot."""
    stage = opened(Rules(reading_lapses=lapses))
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("bo", proposal)
    objection = stage.objects("gus", "A1", proposal)
    made = stage.do("chair", acts.CloseSession(reading=True))
    assert [fact.because for fact in of(made, facts.ProposalLapsed)] == ["reading"] * lapses
    assert stage.proposal(proposal).live is not lapses
    moot = stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    assert moot is lapses
    if lapses:
        stage.restores("chair", proposal)
        assert stage.proposal(proposal).status is ProposalStatus.SECONDED


def test_a_remainder_lapses_with_its_reading() -> None:
    """P-18: A-7: of a proposal accepted in part, and undo leaves the lapse."""
    stage = opened(Rules(seconding=False, reading_lapses=True))
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "ten")
    stage.types("ada", draft, "current", "complete")
    proposal = stage.tables_draft("ada", draft, severable=True)
    stage.accepts("chair", proposal, "a")
    stage.do("chair", acts.CloseSession(reading=True))
    assert stage.proposal(proposal).status is ProposalStatus.ACCEPTED_IN_PART
    stage.undoes()
    assert stage.proposal(proposal).status is ProposalStatus.LAPSED
