"""Reopening: requests, supporters, what is taken up again, and what undoing that leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models import acts, facts, views
from models.clause import ChangedBasis, ClauseStatus
from models.names import basis_said
from models.negotiation import Subject
from models.objection import ObjectionStatus
from models.package import Element, Package, PackageStatus
from models.party import Presence
from models.position import Stand
from models.proposal import ProposalStatus
from models.rulebook import Rules
from tests.cast import HEADS, Stage, of, only, opened
from tests.models.test_scenarios import replayed

DEFINED = ChangedBasis(clause="A3", version=2, terms=("bot",))
"""A definition in another clause changed."""


def agreed(rules: Rules | None = None) -> Stage:
    """A1 agreed by everybody."""
    stage = opened(rules)
    for head in HEADS:
        stage.states(head)
    stage.agrees()
    return stage


def reopened(rules: Rules | None = None) -> Stage:
    """A1 agreed, and reopened at ALP's request with BET's support."""
    stage = agreed(rules)
    stage.asks("ada")
    stage.supports("bo")
    stage.reopens()
    return stage


def status(stage: Stage, clause: str = "A1") -> ClauseStatus:
    return views.status(stage.negotiation, clause)


def packaged(stage: Stage) -> Stage:
    """A1 and A2 were agreed as one package."""
    elements = tuple(
        Element(clause, 1, stage.negotiation.clauses[clause].version.digest)
        for clause in ("A1", "A2")
    )
    package = Package(
        id="k1",
        order=1,
        title="Both",
        elements=elements,
        digest="d",
        by="chair",
        at=stage.now,
        status=PackageStatus.AGREED,
    )
    stage.negotiation = replace(stage.negotiation, packages={"k1": package})
    return stage


def test_a_clause_is_reopened_at_a_request_with_a_supporter() -> None:
    """E-1, E-2, E-3, E-4: its positions stay until its text changes."""
    stage = agreed()
    before = stage.negotiation.positions
    stage.asks("ada")
    request = stage.negotiation.reopenings["A1"]
    assert (request.party, request.person, request.late_break) == ("ALP", "ada", False)
    with stage.refused("no_supporter") as refused:
        stage.reopens()
    assert "0 of 1" in str(refused[0].sentence)
    stage.supports("bo")
    made = stage.reopens("aide")
    assert only(made, facts.ClauseReopened).audience == facts.PUBLIC
    assert status(stage) is ClauseStatus.REOPENED
    assert stage.last.subject is Subject.REOPENING
    assert stage.negotiation.positions == before
    assert stage.negotiation.reopenings == {}
    assert replayed(stage) == stage.negotiation


def test_the_rules_say_how_many_supporters_it_takes() -> None:
    """E-3: none, or several."""
    stage = agreed(Rules(reopening_supporters=0))
    stage.asks("ada")
    assert stage.reopens()
    stage = agreed(Rules(reopening_supporters=2))
    stage.asks("ada")
    stage.supports("bo")
    with stage.refused("no_supporter"):
        stage.reopens()
    stage.supports("gus")
    assert stage.reopens()


def test_definition_changed_a_party_asks_for_a_second_look_without_a_supporter() -> None:
    """E-3: a clause that is due for a second look needs none; it is due once."""
    stage = agreed()
    stage.take((facts.SecondLook(clause="A1", basis=DEFINED),), stage.now, None)
    stage.asks("ada")
    assert stage.reopens()
    assert stage.second_look("A1") == ()


def test_no_reopening_unless_a_party_asked() -> None:
    """E-1, E-3: not by the facilitators alone, and not what is not agreed."""
    stage = agreed()
    with stage.refused("not_requested"):
        stage.reopens()
    with stage.refused("not_requested"):
        stage.supports("bo")
    with stage.refused("not_requested"):
        stage.do("ada", acts.WithdrawReopen(clause="A1"))
    with stage.refused("not_requested"):
        stage.do("chair", acts.DeclineReopen(clause="A1", reason="No"))
    with stage.refused("not_agreed"):
        stage.asks("ada", "A2")
    with stage.refused("not_agreed"):
        stage.reopens(clause="A2")
    with stage.refused("not_found"):
        stage.do("ada", acts.RequestReopen(clause="A9", reason="x"))


def test_a_request_says_why_and_stands_alone() -> None:
    """E-1, E-2: one at a time; others support it, once, and nobody their own."""
    stage = agreed()
    with stage.refused("reason_needed"):
        stage.do("ada", acts.RequestReopen(clause="A1", reason=" "))
    with stage.refused("too_long"):
        stage.do("ada", acts.RequestReopen(clause="A1", reason="x" * 2_001))
    stage.asks("ada")
    with stage.refused("requested_already"):
        stage.asks("bo")
    with stage.refused("not_yours"):
        stage.supports("ada")
    stage.supports("bo")
    with stage.refused("supported_already"):
        stage.supports("bo")
    with stage.refused("not_yours"):
        stage.do("bo", acts.WithdrawReopen(clause="A1"))
    stage.do("ada", acts.WithdrawReopen(clause="A1"))
    assert stage.negotiation.reopenings == {}


def test_a_party_that_walked_out_neither_asks_nor_supports() -> None:
    """E-1, E-2, G-5: until it is back."""
    stage = agreed()
    stage.presence("DEL", Presence.WALKED_OUT)
    with stage.refused("not_active"):
        stage.asks("dot")
    stage.asks("ada")
    with stage.refused("not_active"):
        stage.supports("dot")


def test_party_joins_late_and_asks_to_reopen_with_a_supporter() -> None:
    """E-1, E-3: agreed clauses stay agreed until the facilitators grant it."""
    stage = agreed()
    parties = stage.negotiation.parties
    joined = {**parties, "NEW": replace(parties["NEW"], admitted=True)}
    stage.negotiation = replace(stage.negotiation, parties=joined)
    assert status(stage) is ClauseStatus.AGREED_AD_REF
    stage.asks("new")
    stage.supports("gus")
    assert stage.reopens()


def test_a_supporter_that_left_does_not_count() -> None:
    """E-3: its admission ended."""
    stage = agreed()
    stage.asks("ada")
    stage.supports("bo")
    parties = stage.negotiation.parties
    left = {**parties, "BET": replace(parties["BET"], admitted=False)}
    stage.negotiation = replace(stage.negotiation, parties=left)
    with stage.refused("no_supporter"):
        stage.reopens()


def test_a_request_is_declined_with_a_reason() -> None:
    """E-3: the clause stays agreed, and may be asked for again."""
    stage = agreed()
    stage.asks("ada")
    with stage.refused("reason_needed"):
        stage.do("chair", acts.DeclineReopen(clause="A1", reason=""))
    made = stage.do("aide", acts.DeclineReopen(clause="A1", reason="It was discussed."))
    assert only(made, facts.ReopenDeclined).audience == facts.PARTIES
    assert status(stage) is ClauseStatus.AGREED_AD_REF
    stage.asks("bo")


def test_one_reopens_what_one_has_read() -> None:
    """G-4: version and digest are named."""
    stage = agreed()
    stage.asks("ada")
    stage.supports("bo")
    with stage.refused("text_moved"):
        stage.do("chair", acts.Reopen(clause="A1", version=1, digest="another"))


def test_reopened_ends_with_a_bracket_parking_or_agreement() -> None:
    """E-4, V-1: and is back where what ended it is taken back."""
    stage = reopened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    assert status(stage) is ClauseStatus.BRACKETED
    stage.withdraws("ada", proposal)
    assert status(stage) is ClauseStatus.REOPENED
    stage.do("chair", acts.Park(clause="A1"))
    assert status(stage) is ClauseStatus.PARKED
    stage.undoes()
    assert status(stage) is ClauseStatus.REOPENED
    stage.do("chair", acts.Park(clause="A1"))
    stage.do("chair", acts.Resume(clause="A1"))
    assert status(stage) is ClauseStatus.OPEN
    stage.agrees()
    assert status(stage) is ClauseStatus.AGREED_AD_REF
    assert replayed(stage) == stage.negotiation


def test_a_broken_silence_ends_reopened_and_a_cancelled_one_does_not() -> None:
    """E-4, L-9: cancelled, the clause is as it was."""
    stage = reopened()
    silence = stage.offers()
    stage.do("chair", acts.CancelSilence(silence=silence, reason="Not yet"))
    assert status(stage) is ClauseStatus.REOPENED
    silence = stage.offers()
    stage.breaks("gus", silence)
    assert status(stage) is ClauseStatus.OPEN


def test_text_changes_after_agreement_and_the_positions_lapse() -> None:
    """E-4: not before (domain R2)."""
    stage = reopened()
    proposal = stage.tables("chair", "A1", "seven", "ten")
    assert all(stage.negotiation.position("A1", party) for party in ("ALP", "BET", "GAM", "DEL"))
    stage.accepts("chair", proposal)
    assert stage.negotiation.position("A1", "ALP") is None


def test_an_agreement_that_is_undone_after_reopening_is_not_the_last_decision() -> None:
    """E-4, U-2: a reopening is undone first."""
    stage = reopened(Rules(undo_window=timedelta(hours=1)))
    with stage.refused("decided_since"):
        stage.undoes(decision=stage.last.number - 1)
    stage.undoes()
    assert status(stage) is ClauseStatus.AGREED_AD_REF
    stage.undoes(decision=stage.last.number - 1)
    assert status(stage) is ClauseStatus.OPEN


def test_undoing_the_agreement_ends_the_request_to_reopen_it() -> None:
    """E-1: there is nothing to reopen."""
    stage = agreed()
    stage.asks("ada")
    stage.undoes()
    assert stage.negotiation.reopenings == {}


def test_undoing_a_reopening_gives_back_what_was_begun_since() -> None:
    """E-4, U-3: proposals as drafts, objections moot, the question fallen, nothing parked."""
    stage = reopened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    to_proposal = stage.objects("bo", proposal=proposal)
    to_clause = stage.objects("gus")
    stage.do("chair", acts.Park(clause="A1"))
    made = stage.undoes(decision=stage.last.number - 1)
    assert status(stage) is ClauseStatus.AGREED_AD_REF
    assert stage.proposal(proposal).status is ProposalStatus.RETURNED
    draft = only(made, facts.DraftStarted)
    assert (draft.owner, draft.private) == ("ALP", True)
    objections = stage.negotiation.objections
    assert {objections[o].status for o in (to_proposal, to_clause)} == {ObjectionStatus.MOOT}
    assert stage.negotiation.position("A1", "GAM") is None
    position = stage.negotiation.position("A1", "ALP")
    assert position is not None
    assert position.stand is Stand.AGREE
    assert stage.negotiation.clauses["A1"].parking is None
    assert replayed(stage) == stage.negotiation


def test_undoing_a_reopening_ends_the_question() -> None:
    """E-4, U-3: the clause is agreed again without it."""
    stage = reopened()
    stage.puts()
    made = stage.undoes()
    assert only(made, facts.QuestionFell).clause == "A1"
    assert stage.negotiation.question is None


def test_reopening_one_clause_of_a_package_flags_the_others() -> None:
    """E-5: they may be reopened without a supporter; undoing takes the flag back."""
    stage = agreed()
    stage.agrees("A2")
    packaged(stage)
    stage.asks("ada")
    stage.supports("bo")
    flagged = only(stage.reopens(), facts.SecondLookOffered)
    assert flagged.clause == "A2"
    said = str(basis_said(stage.negotiation, flagged.basis))
    assert said == "Clause 1 (“Title 1”), agreed with it as PK1, was reopened."
    assert flagged.audience == facts.PARTIES
    assert stage.second_look("A2") == (flagged.basis,)
    undone = stage.undoes()
    assert of(undone, facts.SecondLookOffered)[0].taken_back
    assert stage.second_look("A2") == ()
    stage.asks("ada")
    stage.supports("bo")
    stage.reopens()
    stage.asks("gus", "A2")
    assert stage.reopens(clause="A2")


def test_a_flag_of_something_else_stays() -> None:
    """E-5: each reason is kept beside the others, and only its own is taken back by an undo."""
    stage = packaged(agreed())
    stage.take((facts.SecondLook(clause="A2", basis=DEFINED),), stage.now, None)
    stage.asks("ada")
    stage.supports("bo")
    flagged = only(stage.reopens(), facts.SecondLookOffered)
    assert stage.second_look("A2") == (DEFINED, flagged.basis)
    stage.undoes()
    assert stage.second_look("A2") == (DEFINED,)


def test_reopening_after_the_whole_text_was_adopted_unadopts_it() -> None:
    """E-4: and undoing the reopening does not adopt it again."""
    stage = agreed()
    stage.negotiation = replace(stage.negotiation, adopted="digest", legal_check=True)
    stage.asks("ada")
    stage.supports("bo")
    assert only(stage.reopens(), facts.ClauseReopened).unadopts
    assert (stage.negotiation.adopted, stage.negotiation.legal_check) == (None, False)
    stage.undoes()
    assert stage.negotiation.clauses["A1"].agreed
    assert stage.negotiation.adopted is None


@pytest.mark.parametrize(("minutes", "step"), [(2, "undo"), (10, "undo"), (10.1, "reopen")])
def test_objection_after_put_to_room_confirmed(minutes: float, step: str) -> None:
    """E-6, P-4: within the window the facilitators can undo; afterwards it is reopened."""
    stage = agreed()
    stage.later(minutes=minutes)
    with stage.refused("agreed") as refused:
        stage.objects("gus")
    assert ("to undo that by" in str(refused[0].next_step)) is (step == "undo")
    assert "reopen" in str(refused[0].next_step)


def test_facilitator_mistake_is_undone_within_ten_minutes_later_it_is_reopened() -> None:
    """E-6, U-1: the agreement."""
    stage = agreed()
    stage.later(minutes=11)
    with stage.refused("undo_window"):
        stage.undoes()
    stage.asks("ada")
    stage.supports("bo")
    assert stage.reopens()
