"""Silence that is broken, in time or too late, or cancelled."""

from __future__ import annotations

from models import acts, facts
from models.clause import ClauseStatus
from models.objection import Category, ObjectionStatus
from models.party import Presence
from models.position import Stand
from models.sight import pens_down
from models.silence import SilenceStatus
from tests.cast import of, only, opened
from tests.models.silences import MINUTE, offered, status
from tests.models.test_scenarios import replayed

# --- breaking -----------------------------------------------------------------------------------


def test_breaking_silence_is_an_objection_to_what_was_offered() -> None:
    """L-6: at once; the clause is bracketed again, and everybody at the table knows who."""
    stage, silence, bridge = offered()
    made = stage.breaks("bo", silence)
    broken, breaker = only(made, facts.SilenceBroken), only(made, facts.SilenceBreaker)
    assert (broken.audience, breaker.audience) == (facts.PUBLIC, facts.PARTIES)
    raised = only(made, facts.ObjectionRaised)
    assert (raised.party, raised.proposal, raised.reason) == ("BET", bridge, "No.")
    assert of(made, facts.PositionStated) == []
    its = stage.silence(silence)
    assert its.status is SilenceStatus.BROKEN
    assert (its.broken_by, its.objection) == ("BET", raised.objection)
    assert status(stage) is ClauseStatus.BRACKETED
    assert not pens_down(stage.negotiation, "A1")
    with stage.refused("open_objection"):
        stage.accepts("chair", bridge)


def test_breaking_silence_on_a_version_opens_the_clause() -> None:
    """L-6: the objection is the party's position on it, in the place of what it said before."""
    stage = opened()
    stage.states("bo", Stand.AGREE, "A2")
    silence = stage.offers(clause="A2")
    made = stage.breaks("bo", silence)
    assert only(made, facts.PositionStated).stand is Stand.OBJECT
    assert status(stage, "A2") is ClauseStatus.OPEN
    position = stage.negotiation.position("A2", "BET")
    assert position is not None
    assert position.stand is Stand.OBJECT


def test_a_break_at_the_very_deadline_is_in_time() -> None:
    """L-6, G-6: a microsecond later it is not."""
    stage, silence, _ = offered()
    stage.now = stage.silence(silence).ends
    assert stage.settle() == ()
    assert stage.breaks("bo", silence)
    assert stage.silence(silence).status is SilenceStatus.BROKEN


def test_a_break_says_why_and_what_would_resolve_it() -> None:
    """L-6, O-2: as any objection; an instruction need give no reason."""
    stage, silence, _ = offered()
    with stage.refused("reason_needed"):
        stage.breaks("bo", silence, reason="  ")
    told = acts.BreakSilence(
        silence=silence, category=Category.INSTRUCTION, reason="", remedy="More time."
    )
    assert stage.do("bo", told)


def test_a_break_is_not_taken_back_but_its_objection_may_be_lifted() -> None:
    """L-6: and then a new silence started."""
    stage, silence, bridge = offered()
    objection = only(stage.breaks("bo", silence), facts.ObjectionRaised).objection
    with stage.refused("not_running"):
        stage.breaks("ada", silence)
    with stage.refused("open_objection"):
        stage.offers(proposal=bridge)
    stage.lifts("bo", objection)
    assert stage.silence(silence).status is SilenceStatus.BROKEN
    again = stage.offers(proposal=bridge)
    assert stage.silence(again).label == "SP2"


def test_only_heads_break_silence() -> None:
    """L-6: a binding act (domain R5)."""
    stage, silence, _ = offered()
    with stage.refused("wrong_role"):
        stage.breaks("abe", silence)


def test_a_party_that_walked_out_is_notified_and_bound_and_may_break() -> None:
    """L-6, L-1: its objection is suspended like any of its others, and the silence is over."""
    stage = opened()
    stage.presence("DEL", Presence.WALKED_OUT)
    silence = stage.offers()
    objection = only(stage.breaks("dot", silence), facts.ObjectionRaised).objection
    assert stage.silence(silence).status is SilenceStatus.BROKEN
    assert stage.negotiation.blocking_objections("A1") == ()
    stage.presence("DEL", Presence.PRESENT)
    assert [o.id for o in stage.negotiation.blocking_objections("A1")] == [objection]


def test_breaking_takes_the_place_of_a_suspended_objection() -> None:
    """L-6, O-1: a party objects to one thing once."""
    stage = opened()
    former = stage.objects("dot")
    stage.presence("DEL", Presence.WALKED_OUT)
    silence = stage.offers()
    stage.breaks("dot", silence)
    assert stage.negotiation.objections[former].status is ObjectionStatus.MOOT
    assert len(stage.negotiation.standing_objections("A1")) == 1


# --- too late -----------------------------------------------------------------------------------


def test_a_late_break_is_refused_and_recorded_as_a_request_to_reopen() -> None:
    """L-8: the refusal says so; another party's supports it; sent again it adds nothing."""
    stage, silence, _ = offered()
    stage.now = stage.silence(silence).ends + MINUTE
    with stage.refused("deadline_passed") as refused:
        stage.breaks("bo", silence, reason="Too fast.")
    assert "recorded as a request to reopen" in str(refused[0].sentence)
    request = stage.negotiation.reopenings["A1"]
    assert (request.party, request.reason, request.late_break) == ("BET", "Too fast.", True)
    assert status(stage) is ClauseStatus.AGREED_AD_REF
    with stage.refused("deadline_passed") as refused:
        stage.breaks("bo", silence, reason="Too fast.")
    assert refused[0].recorded == ()
    with stage.refused("deadline_passed"):
        stage.breaks("ada", silence)
    assert stage.negotiation.reopenings["A1"].supporters == ("ALP",)
    with stage.refused("deadline_passed") as refused:
        stage.breaks("ada", silence)
    assert refused[0].recorded == ()
    assert replayed(stage) == stage.negotiation


def test_a_late_break_without_a_reason_is_recorded_with_its_remedy() -> None:
    """L-8, O-2: an instruction gives no reason, and a request has one."""
    stage, silence, _ = offered()
    stage.now = stage.silence(silence).ends + MINUTE
    told = acts.BreakSilence(
        silence=silence, category=Category.INSTRUCTION, reason="", remedy="More time."
    )
    with stage.refused("deadline_passed"):
        stage.do("bo", told)
    assert stage.negotiation.reopenings["A1"].reason == "More time."


def test_a_late_break_of_what_is_open_again_is_only_refused() -> None:
    """L-8: one objects to what is not agreed."""
    stage, silence, _ = offered()
    stage.now = stage.silence(silence).ends + MINUTE
    stage.settle()
    stage.undoes()
    with stage.refused("deadline_passed") as refused:
        stage.breaks("bo", silence)
    assert refused[0].recorded == ()
    assert "Object" in str(refused[0].next_step)


def test_nobody_breaks_late_what_ended_otherwise() -> None:
    """L-8: L-9: what was cancelled bound nobody; its clause was agreed in the room."""
    stage = opened()
    silence = stage.offers(hours=12)
    ends = stage.silence(silence).ends
    stage.do("chair", acts.CancelSilence(silence=silence, reason="Not yet"))
    stage.agrees()
    stage.now = ends + MINUTE
    with stage.refused("not_running") as refused:
        stage.breaks("bo", silence)
    assert refused[0].recorded == ()
    assert stage.negotiation.reopenings == {}


# --- cancelling ---------------------------------------------------------------------------------


def test_a_cancelled_silence_leaves_the_clause_as_it_was() -> None:
    """L-9: those who were notified are told why; nothing expires."""
    stage = opened()
    before = status(stage, "A2")
    silence = stage.offers(clause="A2")
    made = stage.do("chair", acts.CancelSilence(silence=silence, reason=" The wrong text "))
    assert only(made, facts.SilenceCancelled).audience == facts.PUBLIC
    assert only(made, facts.SilenceExplained).audience == facts.PARTIES
    assert stage.silence(silence).because == "The wrong text"
    assert status(stage, "A2") is before
    stage.later(minutes=25 * 60).settle()
    assert not stage.negotiation.clauses["A2"].agreed
    with stage.refused("not_running"):
        stage.do("chair", acts.CancelSilence(silence=silence, reason="Again"))
    with stage.refused("not_running"):
        stage.acknowledges("ada", silence)


def test_a_cancellation_says_why() -> None:
    """L-9: in a sentence."""
    stage, silence, _ = offered()
    for reason in (" ", "x" * 2_001):
        with stage.refused("reason_needed"):
            stage.do("chair", acts.CancelSilence(silence=silence, reason=reason))


def test_nothing_is_known_of_a_silence_that_is_not_there() -> None:
    """G-3: in the words of everything that is not there."""
    stage = opened()
    with stage.refused("not_found"):
        stage.breaks("ada", "nothing")
    with stage.refused("not_found"):
        stage.do("chair", acts.CancelSilence(silence="nothing", reason="x"))
