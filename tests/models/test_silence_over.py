"""Silence that nobody broke, and a deadline that an outage moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models import acts, facts
from models.clause import ClauseStatus
from models.negotiation import Subject
from models.objection import ObjectionStatus
from models.party import Presence
from models.position import Source, Stand
from models.proposal import ProposalStatus
from models.rulebook import Rules
from models.rules import next_due, outage
from models.silence import SilenceStatus
from tests.cast import HEADS, PARTIES, Stage, of, only, opened
from tests.models.silences import MINUTE, offered, status
from tests.models.test_scenarios import replayed

# --- expiry -------------------------------------------------------------------------------------


def test_an_unbroken_silence_adopts_and_agrees_just_after_its_deadline() -> None:
    """L-7, G-6: two decisions nobody took, stamped with the deadline."""
    stage, silence, bridge = offered()
    ends = stage.silence(silence).ends
    assert next_due(stage.negotiation) == ends
    stage.now = ends + timedelta(microseconds=1)
    made = stage.settle()
    assert only(made, facts.SilenceExpired).audience == facts.PUBLIC
    assert (
        stage.text()
        == "Each party shall list its accounts within ten days. It shall keep the list current."
    )
    assert stage.proposal(bridge).status is ProposalStatus.ACCEPTED
    acceptance, agreement = stage.negotiation.decisions[-2:]
    assert (acceptance.subject, agreement.subject) == (Subject.ACCEPTANCE, Subject.AGREEMENT)
    assert (agreement.at, agreement.by, agreement.version) == (ends, "", 2)
    assert status(stage) is ClauseStatus.AGREED_AD_REF
    assert stage.silence(silence).status is SilenceStatus.EXPIRED
    counted = only(made, facts.SilenceCounted)
    assert (counted.silent, counted.decision) == (PARTIES, agreement.number)
    for party in PARTIES:
        position = stage.negotiation.position("A1", party)
        assert position is not None
        assert (position.stand, position.source) == (Stand.AGREE, Source.SILENCE)
    assert next_due(stage.negotiation) is None
    assert replayed(stage) == stage.negotiation


def test_who_said_something_else_of_the_version_keeps_it() -> None:
    """L-7, L-4: positions may be stated while a silence on a version runs."""
    stage = opened()
    stage.states("bo", Stand.RESERVE)
    stage.offers()
    stage.states("gus", Stand.AGREE_AD_REF)
    stage.presence("DEL", Presence.WALKED_OUT)
    stage.later(minutes=25 * 60).settle()
    stands = {party: its.stand for (party, _), its in stage.negotiation.positions["A1"].items()}
    assert stands == {
        "ALP": Stand.AGREE,
        "BET": Stand.RESERVE,
        "GAM": Stand.AGREE_AD_REF,
        "DEL": Stand.AGREE,
    }
    assert len(stage.negotiation.clauses["A1"].versions) == 1


def test_a_party_that_left_agrees_to_nothing_by_silence() -> None:
    """L-7: its admission ended."""
    stage = opened()
    stage.offers()
    parties = stage.negotiation.parties
    left = {**parties, "GAM": replace(parties["GAM"], admitted=False)}
    stage.negotiation = replace(stage.negotiation, parties=left)
    stage.later(minutes=25 * 60).settle()
    assert stage.negotiation.position("A1", "GAM") is None
    assert stage.negotiation.position("A1", "DEL") is not None


def test_a_parked_clause_under_silence_is_under_silence_and_then_agreed() -> None:
    """L-7, V-1: cancelled it is parked again; expired it is not parked any more."""
    stage = opened()
    stage.do("chair", acts.Park(clause="A1"))
    silence = stage.offers()
    assert status(stage) is ClauseStatus.UNDER_SILENCE
    stage.do("chair", acts.CancelSilence(silence=silence, reason="Not yet"))
    assert status(stage) is ClauseStatus.PARKED
    stage.offers()
    made = stage.later(minutes=25 * 60).settle()
    assert only(made, facts.ClauseResumed).clause == "A1"
    assert status(stage) is ClauseStatus.AGREED_AD_REF


def test_what_silence_decided_is_undone_within_the_window() -> None:
    """L-7, U-1, U-2: the agreement first, then the acceptance; then all is as it was."""
    stage, silence, bridge = offered()
    stage.now = stage.silence(silence).ends + 5 * MINUTE
    stage.settle()
    with stage.refused("decided_since"):
        stage.undoes(decision=stage.last.number - 1)
    agreement = stage.last.number
    stage.undoes(decision=agreement)
    assert status(stage) is ClauseStatus.OPEN
    stage.undoes("aide", decision=agreement - 1)
    assert stage.text().startswith("Each party shall list its accounts within seven")
    assert stage.proposal(bridge).live
    assert status(stage) is ClauseStatus.BRACKETED
    assert stage.silence(silence).status is SilenceStatus.EXPIRED
    assert replayed(stage) == stage.negotiation


def test_undone_nobody_has_agreed_by_silence() -> None:
    """L-7, U-5: what parties said themselves stands, and a silence before that one, too."""
    stage = opened()
    stage.states("bo", Stand.RESERVE)
    stage.offers()
    stage.later(minutes=24 * 60, seconds=1).settle()
    stage.undoes()
    assert {party for party, _ in stage.negotiation.positions["A1"]} == {"BET"}
    assert replayed(stage) == stage.negotiation
    stage.offers()
    stage.later(minutes=24 * 60, seconds=1).settle()
    stage.asks("ada")
    stage.supports("bo")
    stage.reopens()
    stage.agrees()
    stage.undoes()
    assert {party for party, _ in stage.negotiation.positions["A1"]} == set(PARTIES)


def test_what_silence_decided_is_not_undone_later() -> None:
    """L-7, U-1: the window begins at the deadline."""
    stage, silence, _ = offered()
    stage.now = stage.silence(silence).ends + 11 * MINUTE
    stage.settle()
    with stage.refused("undo_window"):
        stage.undoes()


def test_an_objection_that_revives_breaks_the_silence_at_its_deadline() -> None:
    """L-7: its party walked out before it started, and has come back."""
    stage = opened()
    objection = stage.objects("dot")
    stage.presence("DEL", Presence.WALKED_OUT)
    silence = stage.offers()
    stage.presence("DEL", Presence.PRESENT)
    stage.later(minutes=25 * 60).settle()
    its = stage.silence(silence)
    assert (its.status, its.broken_by) == (SilenceStatus.BROKEN, "DEL")
    assert its.objection == objection
    assert not stage.negotiation.clauses["A1"].agreed


def test_a_suspended_objection_needs_an_answer_and_its_party_has_not_agreed() -> None:
    """L-7, A-5: a party does not both agree and object (domain R4)."""
    stage = opened()
    objection = stage.objects("dot")
    stage.presence("DEL", Presence.WALKED_OUT)
    bridge = stage.tables("chair", "A1", "seven", "ten")
    stage.offers(proposal=bridge)
    stage.later(minutes=25 * 60).settle()
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER
    assert stage.negotiation.position("A1", "DEL") is None
    assert status(stage) is ClauseStatus.AGREED_AD_REF


def test_who_objected_to_what_was_offered_has_not_agreed_to_it() -> None:
    """L-7, A-5: its party walked out before the silence, and is out still."""
    stage = opened()
    bridge = stage.tables("chair", "A1", "seven", "ten")
    objection = stage.objects("dot", "A1", bridge)
    stage.presence("DEL", Presence.WALKED_OUT)
    stage.offers(proposal=bridge)
    stage.later(minutes=25 * 60).settle()
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER
    assert stage.negotiation.position("A1", "DEL") is None


def test_a_silence_whose_text_is_gone_is_void() -> None:
    """L-7: whatever moved the text, nothing else is adopted in its place."""
    stage, silence, bridge = offered()
    gone = replace(stage.proposal(bridge), status=ProposalStatus.WITHDRAWN)
    stage.negotiation = replace(stage.negotiation, proposals={bridge: gone})
    stage.later(minutes=25 * 60).settle()
    assert stage.silence(silence).status is SilenceStatus.CANCELLED
    assert not stage.negotiation.clauses["A1"].agreed


def test_of_several_things_due_the_earliest_falls_first() -> None:
    """L-7, P-8: silences and proposals without a second, each stamped with its time."""
    stage = opened(Rules(silence_minimum=timedelta(minutes=10)))
    stage.tables("ada", "A1", "seven", "ten")
    stage.offers(clause="A2", hours=1 / 4)
    stage.offers(clause="A3", hours=1 / 2)
    made = stage.later(minutes=60).settle()
    kinds = [
        type(fact) for fact in made if isinstance(fact, facts.SilenceExpired | facts.ProposalLapsed)
    ]
    assert kinds == [facts.SilenceExpired, facts.ProposalLapsed, facts.SilenceExpired]
    assert replayed(stage) == stage.negotiation


# --- outages ------------------------------------------------------------------------------------


def out(stage: Stage, start: datetime, end: datetime) -> list[facts.SilenceExtended]:
    made = outage(stage.negotiation, start, end)
    stage.take(made, end, None)
    return of(made, facts.SilenceExtended)


def test_an_outage_in_the_last_two_hours_moves_the_deadline() -> None:
    """L-10: by the outage and one hour; the first end is kept; then it expires at the new one."""
    stage, silence, _ = offered()
    ends = stage.silence(silence).ends
    (moved,) = out(stage, ends - 30 * MINUTE, ends - 10 * MINUTE)
    assert moved.ends == ends + 80 * MINUTE
    its = stage.silence(silence)
    assert (its.ends, its.announced_end) == (ends + 80 * MINUTE, ends)
    stage.now = ends + 80 * MINUTE
    assert stage.settle() == ()
    stage.later(seconds=1)
    assert only(stage.settle(), facts.SilenceExpired).silence == silence
    assert stage.last.at == ends + 80 * MINUTE
    assert replayed(stage) == stage.negotiation


@pytest.mark.parametrize(("minutes", "moves"), [(9, False), (10, False), (10.02, True)])
def test_more_than_ten_minutes_are_needed(minutes: float, moves: bool) -> None:
    """L-10: ten minutes exactly are borne."""
    stage, silence, _ = offered()
    ends = stage.silence(silence).ends
    moved = out(stage, ends - 60 * MINUTE, ends - 60 * MINUTE + minutes * MINUTE)
    assert bool(moved) is moves


def test_only_what_lies_in_the_last_two_hours_counts_but_the_whole_outage_is_given_back() -> None:
    """L-10: five hours of night, the last eleven minutes of them within the last two hours."""
    stage, silence, _ = offered()
    ends = stage.silence(silence).ends
    start = ends - 120 * MINUTE - 289 * MINUTE
    assert out(stage, start - 60 * MINUTE, start) == []
    (moved,) = out(stage, start, ends - 109 * MINUTE)
    assert moved.ends == ends + 300 * MINUTE + 60 * MINUTE


def test_what_lies_after_the_deadline_does_not_count() -> None:
    """L-10: five minutes before it are borne, however long it lasts beyond."""
    stage, silence, _ = offered()
    ends = stage.silence(silence).ends
    assert out(stage, ends - 5 * MINUTE, ends + 60 * MINUTE) == []
    (moved,) = out(stage, ends - 11 * MINUTE, ends + 9 * MINUTE)
    assert moved.ends == ends + 65 * MINUTE + 20 * MINUTE + 60 * MINUTE


def test_several_short_outages_count_together_and_each_once() -> None:
    """L-10: two of six minutes move it; a third, of five, does not move it again."""
    stage, silence, _ = offered()
    ends = stage.silence(silence).ends
    assert out(stage, ends - 60 * MINUTE, ends - 54 * MINUTE) == []
    (moved,) = out(stage, ends - 40 * MINUTE, ends - 34 * MINUTE)
    assert moved.ends == ends + 72 * MINUTE
    assert out(stage, ends - 20 * MINUTE, ends - 15 * MINUTE) == []
    (again,) = out(stage, ends - 10 * MINUTE, ends - 4 * MINUTE)
    assert again.ends == ends + 72 * MINUTE + 71 * MINUTE


def test_an_outage_is_recorded_once_and_moves_only_what_runs() -> None:
    """L-10: told again it adds nothing; a broken silence keeps its deadline."""
    stage, silence, _ = offered()
    ends = stage.silence(silence).ends
    stage.breaks("bo", silence)
    start, end = ends - 60 * MINUTE, ends - 30 * MINUTE
    assert [type(fact) for fact in outage(stage.negotiation, start, end)] == [facts.OutageRecorded]
    out(stage, start, end)
    assert outage(stage.negotiation, start, end) == ()
    assert outage(stage.negotiation, end, end) == ()


def test_every_head_is_bound_alike() -> None:
    """L-5, L-7: whether it acknowledged or not."""
    stage, silence, _ = offered()
    for head in HEADS[:2]:
        stage.acknowledges(head, silence)
    made = stage.later(minutes=25 * 60).settle()
    counted = only(made, facts.SilenceCounted)
    assert counted.notified == counted.silent == PARTIES
