"""Where subjects meet: each of these was found by the machine (test_machine.py)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models import acts
from models.correction import CorrectionStatus
from models.party import FACILITATORS
from models.position import Stand
from models.proposal import ProposalStatus
from models.rulebook import Decision, Rules, rules_digest
from models.rules import next_due
from tests.cast import HEADS, PARTIES, Stage, opened
from tests.models.adoption import adopted

NO_SECONDS = Rules(seconding=False, silence_minimum=timedelta(minutes=5))


def split(stage: Stage) -> str:
    """A live split of the first clause; the proposal's id."""
    return stage.splits("ada", "A1", "It shall")


def agrees_to_rules(stage: Stage, rules: Rules) -> acts.AdoptRules:
    """Everybody agrees to other rules, and the countdown is over; the act that adopts them."""
    stage.do("chair", acts.ProposeRules(rules=rules, reason="A change."))
    digest = rules_digest(rules)
    for head in HEADS:
        stage.do(head, acts.AnswerRules(digest=digest, agree=True))
    stage.later(seconds=61)
    return acts.AdoptRules(digest=digest)


def test_a_split_is_no_element_of_a_package() -> None:
    """X-1: it leaves no clause that could be agreed with the others."""
    stage = opened(NO_SECONDS)
    proposal = split(stage)
    with stage.refused("decided_alone"):
        stage.packs(("A1", proposal), ("A2", None))


def test_a_split_of_its_clause_dissolves_a_package() -> None:
    """X-8: while it is live the package is not adopted, and accepted it ends it."""
    stage = opened(NO_SECONDS)
    package = stage.packs(("A1", None), ("A2", None))
    proposal = split(stage)
    with stage.refused("live_proposal"):
        stage.adopts(package)
    stage.accepts("chair", proposal)
    assert not stage.negotiation.packages[package].live


def test_a_merger_is_in_the_way_of_both_its_clauses() -> None:
    """X-4: of the second one as well; L-2: so for silence."""
    stage = opened(NO_SECONDS)
    package = stage.packs(("A2", None), ("A3", None))
    stage.merges("ada", "A1", "A2")
    with stage.refused("live_proposal"):
        stage.adopts(package)
    stage.do("chair", acts.RefusePackage(package=package, reason="No."))
    with stage.refused("live_proposal"):
        stage.offers(clause="A2")


@pytest.mark.parametrize("silently", [True, False])
def test_an_amendment_is_in_the_way_of_agreeing_to_what_it_amends(silently: bool) -> None:
    """X-4, L-2: it would be live on the agreed clause."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    package = stage.packs(("A1", proposal), ("A2", None))
    if silently:
        stage.do("chair", acts.RefusePackage(package=package, reason="No."))
    stage.amends("bo", proposal, "ten", "nine")
    with stage.refused("live_proposal"):
        stage.offers(proposal=proposal) if silently else stage.adopts(package)


def test_a_split_is_not_offered_under_silence() -> None:
    """L-2: nobody could agree by silence to clauses that are not there yet."""
    stage = opened(NO_SECONDS)
    proposal = split(stage)
    with stage.refused("decided_alone"):
        stage.offers(proposal=proposal)


def test_a_move_under_silence_makes_no_version() -> None:
    """L-7, C-4: the parties agree by silence to the version there is."""
    stage = opened(NO_SECONDS)
    stage.offers(proposal=stage.moves("ada", "A1", "A2"))
    stage.later(minutes=60 * 25).settle()
    n = stage.negotiation
    assert list(n.clauses) == ["A2", "A1", "A3"]
    assert n.clauses["A1"].agreed
    assert {party for party, version in n.positions["A1"] if version == 1} == set(PARTIES)


def test_a_split_is_not_revived_beside_another_proposal() -> None:
    """P-19, C-7: nor anything else beside a split."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("gus", proposal)
    stage.withdraws("ada", proposal)
    other = split(stage)
    stage.seconds("bo", other)
    with stage.refused("live_proposal"):
        stage.takes_over("gus", proposal)
    stage.withdraws("ada", other)
    stage.takes_over("gus", proposal)
    with stage.refused("live_proposal"):
        stage.takes_over("bo", other)


def test_only_wording_is_amended() -> None:
    """P-15: a move, a split or a merger makes none."""
    stage = opened(NO_SECONDS)
    for proposal in (stage.moves("ada", "A2", ""), split(stage)):
        with stage.refused("no_wording"):
            stage.drafts("bo", stage.proposal(proposal).clause, amends=proposal)


def test_a_clause_comes_goes_and_moves_as_a_whole() -> None:
    """P-13: neither a deletion, a new clause nor a merger has parts."""
    stage = opened(NO_SECONDS)
    proposals = stage.adds("ada", "A3"), stage.deletes("ada", "A3"), stage.merges("ada", "A1", "A2")
    for proposal in proposals:
        with stage.refused("indivisible"):
            stage.severs("ada", proposal)


def test_a_move_that_is_undone_ends_a_split_and_a_question() -> None:
    """C-7, C-9: it is live again, and neither stands beside it."""
    stage = opened(NO_SECONDS)
    stage.shows("A1")
    stage.accepts("chair", stage.moves("ada", "A1", "A2"))
    other = split(stage)
    stage.undoes()
    assert stage.proposal(other).status is ProposalStatus.RETURNED
    stage.accepts("chair", stage.negotiation.live_proposals("A1")[0].id)
    stage.puts()
    stage.undoes()
    assert stage.negotiation.question is None


def test_undoing_a_split_returns_amendments_and_carries_drafts() -> None:
    """C-9, U-3: nothing lies on a proposal that has returned."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", split(stage))
    new = stage.negotiation.clauses["A1"].successors[0]
    proposal = stage.tables("ada", new, "seven", "ten")
    amendment = stage.amends("bo", proposal, "ten", "nine")
    draft = stage.drafts("gus", new, amends=proposal)
    stage.undoes()
    assert stage.proposal(amendment).status is ProposalStatus.RETURNED
    assert stage.negotiation.drafts[draft].amends is None


def test_a_split_is_not_undone_while_silence_runs_on_what_came_of_it() -> None:
    """L-4: the text of a new clause is fixed too."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", split(stage))
    stage.offers(clause=stage.negotiation.clauses["A1"].successors[0])
    with stage.refused("under_silence"):
        stage.undoes()


def test_undoing_a_reopening_returns_everything_live() -> None:
    """E-4, U-3: moves, amendments, and what was live before and is taken over."""
    stage = opened(NO_SECONDS)
    stage.agrees()
    stage.asks("ada")
    stage.supports("bo")
    stage.reopens()
    move = stage.moves("ada", "A1", "A2")
    proposal = stage.tables("ada", "A1", "seven", "ten")
    amendment = stage.amends("bo", proposal, "ten", "nine")
    stage.undoes()
    n = stage.negotiation
    assert n.clauses["A1"].agreed
    for one in (move, proposal, amendment):
        assert n.proposals[one].status is ProposalStatus.RETURNED


def test_what_is_under_silence_outlasts_a_reading() -> None:
    """P-18, L-4: all else lapses; its text is fixed."""
    stage = opened(replace(NO_SECONDS, reading_lapses=True))
    offered, other = (stage.tables("ada", "A1", "seven", "ten"), stage.moves("ada", "A2", ""))
    stage.offers(proposal=offered)
    stage.do("chair", acts.CloseSession(reading=True))
    assert stage.proposal(offered).live
    assert not stage.proposal(other).live


def test_rules_do_not_change_while_silence_runs() -> None:
    """R-4: who was notified was told what silence means."""
    stage = opened(NO_SECONDS)
    silence = stage.offers()
    adopting = agrees_to_rules(stage, replace(NO_SECONDS, decision=Decision.UNANIMITY))
    with stage.refused("under_silence"):
        stage.do("chair", adopting)
    stage.do("chair", acts.CancelSilence(silence=silence, reason="No."))
    stage.do("chair", adopting)
    assert stage.negotiation.rules.decision is Decision.UNANIMITY


def test_the_time_for_a_second_follows_the_rules() -> None:
    """R-4, P-17: it stops when none is needed any more, and runs once one is again."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.do("chair", agrees_to_rules(stage, NO_SECONDS))
    assert next_due(stage.negotiation) is None
    stage.later(minutes=60).settle()
    assert stage.proposal(proposal).live
    stage.do("chair", agrees_to_rules(stage, Rules()))
    due = stage.proposal(proposal).due
    assert due is not None
    assert due > stage.now


def test_what_undo_makes_live_waits_by_the_rules_in_force() -> None:
    """U-5, R-4: accepted when no second was needed, it needs one once it is live again."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.accepts("chair", proposal)
    decision = stage.last.number
    stage.do("chair", agrees_to_rules(stage, Rules()))
    stage.undoes(decision=decision)
    assert stage.proposal(proposal).due == stage.now + Rules().seconding_time


def test_reopening_an_adopted_text_ends_its_corrections() -> None:
    """E-3, T-6: they were of a text that is not adopted any more."""
    stage = adopted()
    clause = next(iter(stage.negotiation.clauses))
    word = stage.text(clause).split()[0]
    correction = stage.corrects(clause, word, f"{word}é")
    stage.asks("ada", clause)
    stage.supports("bo", clause)
    stage.reopens(clause=clause)
    assert stage.negotiation.corrections[correction].status is CorrectionStatus.WITHDRAWN


def test_a_text_with_a_split_clause_is_adopted() -> None:
    """T-1: the clauses that were replaced need no agreement."""
    stage = opened(NO_SECONDS)
    stage.accepts("chair", split(stage))
    for clause in stage.negotiation.clauses.values():
        if not clause.successors:
            stage.agrees(clause.id)
    stage.adopts_whole()
    assert stage.negotiation.adopted is not None


def test_a_tripwire_rings_among_the_notices_of_its_side() -> None:
    """B-10: when a proposal would set it off, and when a new version does; nobody else is told."""
    stage = opened(NO_SECONDS)
    wire = acts.SetTripwire(clause="A1", phrase="seven days", appears=False)
    stage.do("bo", wire)
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.accepts("chair", proposal)
    rung = {
        side: [its.sentence for its in told if its.kind == "tripwire"]
        for side, told in stage.negotiation.notices.items()
    }
    assert len(rung.pop("BET")) == 2
    assert FACILITATORS in rung
    assert not any(rung.values())
    assert stage.negotiation.position("A1", "BET") is None
    stage.states("bo", Stand.AGREE)
