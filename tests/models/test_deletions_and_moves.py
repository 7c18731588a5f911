"""Clauses that go, and clauses that go elsewhere."""

from __future__ import annotations

from models import acts, facts, outline, views
from models.clause import ClauseStatus
from models.objection import ObjectionStatus
from models.party import Presence
from models.position import Stand
from models.proposal import Effect, ProposalStatus
from tests.cast import TEXTS, of, only, opened
from tests.models.structures import order, restored, status

# --- deletions ----------------------------------------------------------------------------------


def test_a_clause_is_deleted_and_agreed() -> None:
    """C-3: number and place stay; once agreed it is removed and needs nothing more."""
    stage = opened()
    edits = stage.tables("bo", "A2", "Satire", "Parody")
    proposal = stage.deletes("ada", "A2")
    assert views.conflicts(stage.negotiation, proposal) == (edits,)
    stage.carries(proposal)
    assert stage.proposal(edits).status is ProposalStatus.SUPERSEDED
    its = stage.negotiation.clauses["A2"]
    assert (its.removed, its.version.empty, its.current, its.number) == (True, True, 2, "2")
    assert status(stage, "A2") is ClauseStatus.OPEN
    assert str(views.progress(stage.negotiation)) == "0 of 3"
    stage.agrees("A2")
    assert status(stage, "A2") is ClauseStatus.REMOVED
    assert stage.numbers == ["1", "2", "3"]
    assert [its.id for its in outline.worded(stage.negotiation)] == ["A1", "A3"]
    assert str(views.progress(stage.negotiation)) == "0 of 2"
    with stage.refused("agreed"):
        stage.drafts("bo", "A2")
    stage.undoes()
    assert status(stage, "A2") is ClauseStatus.OPEN


def test_an_objection_to_a_clause_that_is_deleted_needs_an_answer() -> None:
    """C-3: A-5: whoever objects to the deletion as decided says so of the empty version."""
    stage = opened()
    objection = stage.objects("bo", "A2")
    stage.carries(stage.deletes("ada", "A2"))
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER
    anew = stage.objects("bo", "A2")
    stage.shows("A2")
    with stage.refused("open_objection"):
        stage.puts(clause="A2")
    stage.lifts("bo", anew)
    stage.states("bo", Stand.AGREE, "A2")
    stage.agrees("A2")


def test_text_changed_back() -> None:
    """C-3: a deleted clause is given words again by a new proposal: nothing revives."""
    stage = opened()
    stage.states("gus", Stand.AGREE, "A2")
    stage.carries(stage.deletes("ada", "A2"))
    draft = stage.drafts("bo", "A2")
    for field, text in (("en/title", "Title 2"), ("en/text", TEXTS["A2"])):
        stage.types("bo", draft, "", text, name=field)
    stage.carries(stage.tables_draft("bo", draft))
    its = stage.negotiation.clauses["A2"]
    assert (its.removed, its.current) == (False, 3)
    assert its.version.digest == its.numbered(1).digest
    assert stage.negotiation.position("A2", "GAM") is None
    assert status(stage, "A2") is ClauseStatus.OPEN


def test_a_draft_that_leaves_nothing_is_a_deletion() -> None:
    """C-3: however it was written; but no revision turns into one, and none is proposed twice."""
    stage = opened()
    draft = stage.drafts("ada", "A3")
    for field, text in (("en/title", "Title 3"), ("en/text", TEXTS["A3"])):
        stage.types("ada", draft, text, "", name=field)
    proposal = stage.tables_draft("ada", draft)
    assert stage.proposal(proposal).effect is Effect.DELETE
    with stage.refused("identical"):
        stage.deletes("bo", "A3")
    with stage.refused("not_revised"):
        stage.drafts("ada", "A3", revises=proposal)
    other = stage.tables("bo", "A3", "five", "six")
    revision = stage.drafts("bo", "A3", revises=other)
    for field in ("en/title", "en/text"):
        stage.types("bo", revision, stage.reading(revision, field), "", name=field)
    with stage.refused("identical"):
        stage.do("bo", acts.Revise(**stage.freeze(revision)))  # type: ignore[arg-type]
    stage.withdraws("ada", proposal)
    with stage.refused("deletes"):
        stage.do("bo", acts.Revise(**stage.freeze(revision)))  # type: ignore[arg-type]
    stage.carries(stage.deletes("ada", "A3"))
    with stage.refused("no_change"):
        stage.deletes("ada", "A3")


def test_undoing_a_deletion() -> None:
    """C-9: U-4: the text, its proposals and its positions are as they were."""
    stage = opened()
    stage.states("gus", Stand.AGREE, "A2")
    stage.drafts("bo", "A2")
    stage.tables("bo", "A2", "Satire", "Parody")
    proposal = stage.deletes("ada", "A2")
    stage.seconds("gus", proposal)
    before = stage.negotiation
    stage.accepts("chair", proposal)
    stage.undoes()
    restored(stage, before)
    assert not stage.negotiation.clauses["A2"].removed


# --- moves --------------------------------------------------------------------------------------


def test_a_move_changes_the_order_and_nothing_else() -> None:
    """C-4: no version, no position lapsed, other proposals untouched; a decision like others."""
    stage = opened()
    stage.states("gus", Stand.AGREE, "A3")
    other = stage.tables("bo", "A3", "five", "six")
    proposal = stage.moves("ada", "A3", "")
    before = stage.negotiation
    made = stage.carries(proposal)
    assert only(made, facts.ClauseMoved).audience == facts.PUBLIC
    assert not of(made, facts.VersionAdopted)
    assert order(stage) == ["A3", "A1", "A2"]
    assert stage.numbers == ["3", "1", "2"]
    now = stage.negotiation
    assert now.clauses["A3"] == before.clauses["A3"]
    assert now.positions == before.positions
    assert now.proposals[other] == before.proposals[other]
    assert stage.last.label == "D-02"
    assert [row.clause for row in views.board(now).rows] == ["A3", "A1", "A2"]


def test_a_move_that_moves_nothing() -> None:
    """C-4: P-3: to where it stands, after itself, after what is gone, or twice."""
    stage = opened()
    for clause, after in (("A1", ""), ("A2", "A1"), ("A2", "A2")):
        with stage.refused("no_change"):
            stage.moves("ada", clause, after)
    vacant = stage.adds("ada", "A1")
    stage.withdraws("ada", vacant)
    with stage.refused("no_place"):
        stage.moves("ada", "A3", "A1bis")
    with stage.refused("no_change"):
        stage.moves("ada", "A2", "A1")
    proposal = stage.moves("ada", "A2", "A3")
    with stage.refused("identical"):
        stage.moves("bo", "A2", "A3")
    stage.moves("bo", "A2", "")
    with stage.refused("not_revised"):
        stage.drafts("ada", "A2", revises=proposal)


def test_a_move_is_carried_over_when_the_text_changes() -> None:
    """C-4: A-4: it conflicts with no wording; what was seconded is the place."""
    stage = opened()
    proposal = stage.moves("ada", "A2", "A3")
    stage.seconds("gus", proposal)
    stage.carries(stage.tables("bo", "A2", "Satire", "Parody"))
    its = stage.proposal(proposal)
    assert (its.live, its.base, its.needs_author) == (True, 2, False)
    assert its.digest == stage.negotiation.clauses["A2"].version.digest
    stage.accepts("chair", proposal)
    assert order(stage) == ["A1", "A3", "A2"]


def test_undoing_a_move() -> None:
    """C-9: the order is as it was, and what came since stays behind what it follows."""
    stage = opened()
    proposal = stage.moves("ada", "A3", "")
    stage.seconds("bo", proposal)
    before = stage.negotiation
    stage.accepts("chair", proposal)
    stage.undoes()
    restored(stage, before)
    stage.accepts("chair", proposal)
    stage.adds("ada", "A3")
    stage.adds("ada", "")
    stage.revises("bo", stage.tables("bo", "A3", "five", "six"), "six", "seven")
    drafts, proposals = dict(stage.negotiation.drafts), len(stage.negotiation.proposals)
    stage.undoes()
    assert order(stage) == ["N0", "A1", "A2", "A3", "A3bis"]
    assert stage.negotiation.drafts == drafts
    assert sum(p.live for p in stage.negotiation.proposals.values()) == proposals


def test_of_two_moves_the_last_is_undone_first() -> None:
    """C-9: the order is one thing, whichever clauses were moved."""
    stage = opened()
    stage.carries(stage.moves("ada", "A3", ""))
    first = stage.last.number
    stage.carries(stage.moves("ada", "A1", "A2"))
    with stage.refused("decided_since"):
        stage.undoes(decision=first)
    stage.undoes()
    stage.undoes(decision=first)
    assert order(stage) == ["A1", "A2", "A3"]


def test_a_move_outlasts_the_undo_of_another_decision() -> None:
    """C-9: tabled since or before, it waits on, over the text that is back."""
    stage = opened()
    before = stage.moves("ada", "A2", "A3")
    stage.carries(stage.tables("bo", "A2", "Satire", "Parody"))
    since = stage.moves("bo", "A2", "")
    stage.undoes()
    for proposal in (before, since):
        its = stage.proposal(proposal)
        assert (its.live, its.base) == (True, 1)
        stage.carries(proposal)
    assert order(stage) == ["A2", "A1", "A3"]


def test_a_suspended_objection_to_a_move_needs_an_answer() -> None:
    """C-4: A-5: its party was away when the clause was moved."""
    stage = opened()
    proposal = stage.moves("ada", "A2", "")
    objection = stage.objects("gus", "A2", proposal)
    stage.presence("GAM", Presence.WALKED_OUT)
    stage.carries(proposal)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER
    stage.undoes()
    assert stage.negotiation.objections[objection].status is ObjectionStatus.OPEN
