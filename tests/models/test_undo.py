"""Undo: a decision taken back within its window, and what was begun since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import acts, facts, redline
from models.clause import Clause
from models.draft import Draft, History, Watch
from models.layer import Run, base
from models.negotiation import Negotiation
from models.objection import ObjectionStatus
from models.party import FACILITATORS
from models.position import Stand
from models.proposal import Proposal, ProposalStatus, Reflected
from models.rulebook import Rules
from models.text import to_units
from tests.cast import Stage, of, only, opened

NO_SECONDS = Rules(seconding=False)


def busy() -> tuple[Stage, str]:
    """A clause with everything on it, and the proposal that is accepted by mistake."""
    stage = opened(NO_SECONDS)
    stage.states("dot", Stand.AGREE_AD_REF)
    accepted = stage.tables("ada", "A1", "seven", "fourteen")
    rival = stage.tables("bo", "A1", "seven", "three")
    stage.tables("gus", "A1", "current", "complete")
    stage.objects("dot", "A1", rival)
    stage.objects("gus", "A1")
    draft = stage.drafts("bo")
    stage.types("bo", draft, "seven", "five")
    return stage, accepted


def as_it_was(n: Negotiation) -> Negotiation:
    """A negotiation less what undo does not take back: numbers, decisions, streams, notices."""

    def clause(its: Clause) -> Clause:
        return replace(its, versions=tuple(v for v in its.versions if v.number == its.current))

    def draft(its: Draft) -> Draft:
        return replace(its, revision=0, since=0, history=History())

    def proposal(its: Proposal) -> Proposal:
        return replace(its, former={}, due=None, left=None)

    return replace(
        n,
        clauses={key: clause(its) for key, its in n.clauses.items()},
        drafts={key: draft(its) for key, its in n.drafts.items()},
        proposals={key: proposal(its) for key, its in n.proposals.items()},
        decisions=(),
        positions={key: its for key, its in n.positions.items() if its},
        notices={},
    )


def test_undo_makes_everything_as_it_was() -> None:
    """U-4: U-5: version, positions, proposals, objections and drafts are those before."""
    stage, accepted = busy()
    before = stage.negotiation
    stage.accepts("chair", accepted)
    assert as_it_was(stage.negotiation) != as_it_was(before)
    made = stage.undoes()
    undone = only(made, facts.DecisionUndone)
    assert (undone.version, undone.audience) == (1, facts.PUBLIC)
    assert as_it_was(stage.negotiation) == as_it_was(before)
    assert stage.negotiation.position("A1", "DEL") == before.position("A1", "DEL")
    assert stage.last.undone


def test_numbers_are_not_used_again() -> None:
    """U-5: the version that was undone keeps its number, the next one has another."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.accepts("chair", proposal)
    stage.undoes()
    stage.accepts("chair", proposal)
    clause = stage.negotiation.clauses["A1"]
    assert [version.number for version in clause.versions] == [1, 2, 3]
    assert clause.current == 3
    assert [decision.label for decision in stage.negotiation.decisions[1:]] == ["D-02", "D-03"]


def test_the_window_includes_its_end() -> None:
    """U-1: after ten minutes it is in time, a moment later not."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.accepts("chair", proposal)
    stage.later(minutes=10, seconds=0.000001)
    with stage.refused("undo_window") as refusals:
        stage.undoes()
    assert "10 minutes" in str(refusals[0].sentence)
    stage.later(seconds=-0.000001)
    stage.undoes("aide")


def test_only_the_last_text_decision_that_stands_is_undone() -> None:
    """U-2: later ones on the same clause first; other clauses do not matter."""
    stage = opened(NO_SECONDS)
    first = stage.tables("ada", "A1", "seven", "ten")
    second = stage.tables("bo", "A1", "current", "complete")
    stage.accepts("chair", first)
    stage.accepts("chair", second)
    stage.accepts("chair", stage.tables("gus", "A2", "Satire", "Clear satire"))
    with stage.refused("decided_since") as refusals:
        stage.undoes(decision=2)
    assert "D-03" in str(refusals[0].sentence)
    stage.undoes(decision=3)
    with stage.refused("not_undoable"):
        stage.undoes(decision=3)
    stage.undoes(decision=2)
    assert stage.text() == stage.negotiation.clauses["A1"].numbered(1).wording["en/text"]
    assert {p.id for p in stage.negotiation.live_proposals("A1")} == {first, second}


def test_an_agreement_is_undone_before_the_text_under_it() -> None:
    """U-2: agreement is a text decision too; undone, the clause is as it was put."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.states("bo")
    stage.agrees()
    with stage.refused("decided_since"):
        stage.undoes(decision=2)
    stage.states("gus", Stand.AGREE_AD_REF)
    stage.undoes()
    clause = stage.negotiation.clauses["A1"]
    assert (clause.agreed, clause.current) == (False, 2)
    assert {key for key, _ in stage.negotiation.positions["A1"]} == {"BET", "GAM"}
    stage.undoes(decision=2)
    assert stage.negotiation.clauses["A1"].current == 1


def test_parking_is_undone_while_the_clause_is_parked() -> None:
    """U-2: K-1: parking hides no text decision, and no text decision hides parking."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.do("chair", acts.Park(clause="A1"))
    stage.undoes(decision=2)
    assert stage.negotiation.clauses["A1"].parking is not None
    stage.undoes(decision=3)
    assert stage.negotiation.clauses["A1"].parking is None
    stage.do("chair", acts.Park(clause="A1"))
    stage.do("chair", acts.Resume(clause="A1"))
    with stage.refused("not_undoable"):
        stage.undoes(decision=4)


def test_an_acceptance_that_took_up_a_parked_clause_parks_it_again() -> None:
    """U-5: what the decision did is taken back, the parking among it."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.do("chair", acts.Park(clause="A1", owner="ALP"))
    stage.accepts("chair", proposal)
    stage.undoes()
    parking = stage.negotiation.clauses["A1"].parking
    assert parking is not None
    assert parking.owner == "ALP"


def test_the_rules_are_not_undone() -> None:
    """U-2: nor what does not exist."""
    stage = opened()
    with stage.refused("not_undoable"):
        stage.undoes()
    with stage.refused("not_found"):
        stage.undoes(decision=7)


def test_a_proposal_tabled_since_returns_to_its_sponsors() -> None:
    """U-3: as a private draft on the former text; objections to it are moot."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    since = stage.tables("bo", "A1", "ten days", "ten working days")
    stage.joins("gus", since)
    objection = stage.objects("dot", "A1", since)
    made = stage.undoes()
    assert stage.proposal(since).status is ProposalStatus.RETURNED
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    draft = stage.negotiation.drafts[only(made, facts.ProposalReturned).draft]
    assert (draft.owner, draft.writers, draft.private) == (
        "BET",
        frozenset({"BET", "GAM"}),
        True,
    )
    assert stage.reading(draft.id).startswith(
        "Each party shall list its accounts within seven working days."
    )
    assert base(draft.texts["en/text"]) == to_units(stage.text())


def test_new_wording_of_a_proposal_returns_as_a_draft_that_revises_it() -> None:
    """U-3: the proposal itself is as it was; nothing typed is lost."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.undoes()
    proposal = stage.tables("bo", "A1", "current", "complete")
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "twelve"))
    stage.revises("bo", proposal, "complete", "correct")
    objection = stage.objects("gus", "A1", proposal)
    made = stage.undoes()
    its = stage.proposal(proposal)
    assert (its.edition, its.base) == (1, 1)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    draft = only(made, facts.DraftStarted)
    assert draft.revises == proposal
    assert stage.reading(draft.draft).endswith("seven days. It shall keep the list correct.")


def test_a_draft_typed_into_since_is_carried_back_with_what_was_typed() -> None:
    """U-4: one nobody touched is restored to the letter, marks and all."""
    stage = opened(NO_SECONDS)
    touched, untouched = stage.drafts("bo"), stage.drafts("gus")
    for person, draft in (("bo", touched), ("gus", untouched)):
        stage.types(person, draft, "seven days", "five days")
    then = stage.negotiation.drafts[untouched].texts
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.types("bo", touched, "current", "complete")
    started = stage.drafts("dot")
    stage.types("dot", started, "ten", "eleven")
    made = stage.undoes()
    carried = {fact.draft: fact for fact in of(made, facts.DraftCarried)}
    assert carried[untouched].restored == then
    assert carried[touched].restored is None
    assert stage.negotiation.drafts[untouched].texts == then
    assert stage.reading(touched).endswith("It shall keep the list complete.")
    for draft in (touched, untouched, started):
        its = stage.negotiation.drafts[draft]
        assert its.base == 1
        assert base(its.texts["en/text"]) == to_units(stage.text())
    with stage.refused("behind"):
        stage.types("gus", untouched, "five", "six", revision=1)


def test_a_draft_carried_back_keeps_its_marks_on_what_stayed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """U-4: the way back is the way there, also where texts are too long to be compared."""
    monkeypatch.setattr(redline, "EFFORT", 0)
    stage = opened(NO_SECONDS)
    draft = stage.drafts("bo")
    stage.types("bo", draft, "its ", "")
    wide = stage.drafts("ada")
    stage.types("ada", wide, "Each party", "All parties")
    stage.types("ada", wide, "current", "complete")
    stage.accepts("chair", stage.tables_draft("ada", wide))
    stage.types("bo", draft, "seven", "five")
    stage.undoes()
    its = stage.negotiation.drafts[draft]
    assert stage.reading(draft) == (
        "Each party shall list accounts within five days. It shall keep the list current."
    )
    assert Run("its ", None, frozenset({"BET"})) in its.texts["en/text"]


def test_a_late_strike_does_not_meet_a_word_that_went_and_came_back() -> None:
    """D-8: U-4: it was made on the word that went; the rest of it is done."""
    stage = opened(NO_SECONDS)
    draft = stage.drafts("bo")
    late = stage.change("bo", draft, " seven days", "")
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.types("bo", draft, "current", "complete")
    stage.undoes()
    stage.edits("bo", draft, late, revision=0)
    assert stage.reading(draft) == (
        "Each party shall list its accounts withinseven. It shall keep the list complete."
    )


def test_a_draft_carried_through_two_undone_decisions_is_restored() -> None:
    """U-4: undoing one decision after the other leads back to the very marks."""
    stage = opened(NO_SECONDS)
    draft = stage.drafts("bo")
    stage.types("bo", draft, "within seven days", "within five days")
    then = stage.negotiation.drafts[draft].texts
    first = stage.tables("ada", "A1", "seven", "ten")
    second = stage.tables("ada", "A1", "days", "weeks")
    stage.accepts("chair", first)
    stage.accepts("chair", second)
    stage.undoes(decision=3)
    stage.undoes(decision=2)
    assert stage.negotiation.drafts[draft].texts == then


def test_what_parties_said_since_of_what_was_there_before_stands() -> None:
    """U-5: seconds, answers, withdrawals, liftings are not the facilitators' to undo."""
    stage = opened()
    accepted = stage.tables("ada", "A1", "seven", "fourteen")
    stage.seconds("gus", accepted)
    kept = stage.tables("bo", "A1", "current", "complete")
    withdrawn = stage.tables("bo", "A1", "Each party", "Every party")
    objection = stage.objects("dot", "A1", kept)
    bridge = stage.tables("chair", "A1", "the list", "this list", bridges=(kept,))
    stage.accepts("chair", accepted)
    stage.seconds("gus", kept)
    stage.answers("bo", bridge, kept, Reflected.PARTLY)
    stage.withdraws("bo", withdrawn)
    stage.lifts("dot", objection)
    stage.undoes()
    assert stage.proposal(kept).seconds == ("GAM",)
    assert stage.proposal(kept).status is ProposalStatus.SECONDED
    assert stage.proposal(bridge).answers == {kept: Reflected.PARTLY}
    assert stage.proposal(withdrawn).status is ProposalStatus.WITHDRAWN
    assert stage.negotiation.objections[objection].status is ObjectionStatus.WITHDRAWN


def test_an_objection_to_the_former_text_revives_with_it() -> None:
    """U-5: lifted because of the text that is gone, it stands again; one raised since is moot."""
    stage = opened(NO_SECONDS)
    objection = stage.objects("bo", "A1")
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.lifts("bo", objection)
    since = stage.objects("gus", "A1")
    stage.undoes()
    status = {key: its.status for key, its in stage.negotiation.objections.items()}
    assert status == {objection: ObjectionStatus.OPEN, since: ObjectionStatus.MOOT}


def test_time_that_was_lost_does_not_count_towards_lapsing() -> None:
    """U-5: P-8: superseded by mistake for nine minutes, a proposal has them back."""
    stage = opened()
    accepted = stage.tables("chair", "A1", "seven", "ten")
    proposal = stage.tables("bo", "A1", "seven", "three")
    stage.later(minutes=15)
    stage.accepts("chair", accepted)
    stage.later(minutes=9)
    stage.undoes()
    stage.later(minutes=5)
    stage.seconds("gus", proposal)


def test_a_lapse_since_stands() -> None:
    """U-5: P-8: a proposal that was carried over and lapsed has lapsed."""
    stage = opened()
    proposal = stage.tables("bo", "A1", "current", "complete")
    stage.later(minutes=15)
    stage.accepts("chair", stage.tables("chair", "A1", "seven", "ten"))
    stage.later(minutes=9)
    stage.undoes()
    assert stage.proposal(proposal).status is ProposalStatus.LAPSED


def test_undo_ends_a_question_about_the_text_that_is_gone() -> None:
    """U-3: the question falls, because the text moved."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.puts()
    made = stage.undoes()
    assert only(made, facts.QuestionFell).because == "text_moved"
    assert stage.negotiation.question is None


def test_facilitators_get_their_bridge_back_too() -> None:
    """U-3: a bridge tabled since is a draft of the facilitators again."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.tables("aide", "A1", "ten", "twelve")
    stage.undoes()
    (draft,) = stage.negotiation.drafts.values()
    assert (draft.owner, draft.watch) == (FACILITATORS, Watch.NONE)
