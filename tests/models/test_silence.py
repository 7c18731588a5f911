"""The silence procedure: offered, acknowledged, broken, expired, cancelled, moved by an outage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from models import acts, facts, views
from models.clause import ClauseStatus
from models.names import moment
from models.negotiation import Subject
from models.objection import Category, ObjectionStatus
from models.package import Element, Package
from models.party import Presence
from models.position import Source, Stand
from models.proposal import ProposalStatus
from models.rulebook import Decision, Rules
from models.rules import next_due, outage
from models.rules.silence import earliest_end
from models.sight import pens_down
from models.silence import SilenceStatus
from tests.cast import HEADS, PARTIES, Stage, of, only, opened, published
from tests.models.test_scenarios import replayed

DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


def offered(rules: Rules | None = None) -> tuple[Stage, str, str]:
    """A1 under silence with a bridging proposal for a day: stage, silence, proposal."""
    stage = opened(rules)
    bridge = stage.tables("chair", "A1", "seven", "ten")
    return stage, stage.offers(proposal=bridge), bridge


def status(stage: Stage, clause: str = "A1") -> ClauseStatus:
    return views.status(stage.negotiation, clause)


# --- starting ------------------------------------------------------------------------------------


def test_a_version_is_offered_to_all_admitted_parties_in_one_moment() -> None:
    """L-1, L-2: between sessions too, on a clause nobody has seen; who sees what is by part."""
    stage = opened()
    stage.do("chair", acts.CloseSession())
    version = stage.negotiation.clauses["A2"].version
    made = stage.do(
        "chair",
        acts.StartSilence(clause="A2", version=1, digest=version.digest, ends=stage.now + DAY),
    )
    started, offer = only(made, facts.SilenceStarted), only(made, facts.SilenceOffered)
    assert (started.audience, offer.audience) == (facts.PUBLIC, facts.PARTIES)
    assert offer.notified == PARTIES
    assert offer.digest == version.digest
    silence = stage.silence(started.silence)
    assert (silence.label, silence.running, silence.by) == ("SP1", True, "chair")
    assert status(stage, "A2") is ClauseStatus.UNDER_SILENCE
    assert pens_down(stage.negotiation, "A2")


def test_silences_run_on_several_clauses_each_by_itself() -> None:
    """L-1: per clause, not one bundle."""
    stage = opened()
    first, second = stage.offers(clause="A1"), stage.offers(clause="A2", hours=25)
    stage.breaks("ada", first)
    assert not stage.silence(first).running
    assert stage.silence(second).running
    assert stage.silence(second).label == "SP2"


def test_the_lead_facilitator_starts_one_and_any_facilitator_cancels_it() -> None:
    """L-1, L-9: not the convenor (domain §6.3, §6.11)."""
    stage, silence, _ = offered()
    cancel = acts.CancelSilence(silence=silence, reason="A mistake")
    with stage.refused("wrong_role"):
        stage.offers("aide", "A2")
    with stage.refused("wrong_role"):
        stage.do("host", cancel)
    stage.do("aide", cancel)
    assert not stage.silence(silence).running


def test_no_silence_before_the_rules_are_adopted() -> None:
    """L-1: they say how long it lasts at least."""
    stage = published()
    with stage.refused("rules_not_adopted"):
        stage.offers()


def test_no_silence_under_unanimity() -> None:
    """L-1: there silence alone is not enough (domain §6.2)."""
    stage = opened(Rules(decision=Decision.UNANIMITY))
    with stage.refused("unanimity"):
        stage.offers()


def test_everything_in_the_way_of_a_silence_is_named() -> None:
    """L-2: other live proposals and objections, each by its id."""
    stage = opened()
    bridge = stage.tables("chair", "A1", "seven", "ten")
    other = stage.tables("ada", "A1", "current", "correct")
    to_clause, to_bridge = stage.objects("bo"), stage.objects("gus", proposal=bridge)
    with stage.refused("live_proposal") as refused:
        stage.offers(proposal=bridge)
    assert {(o.kind, o.item) for o in refused[0].obstacles} == {
        ("live_proposal", other),
        ("open_objection", to_clause),
        ("open_objection", to_bridge),
    }
    with stage.refused("live_proposal") as refused:
        stage.offers()
    assert {o.item for o in refused[0].obstacles} == {bridge, other, to_clause, to_bridge}


def test_an_amendment_needs_its_second_first() -> None:
    """L-2: what is offered could be accepted."""
    stage = opened()
    amendment = stage.tables("ada", "A1", "seven", "ten")
    with stage.refused("not_seconded"):
        stage.offers(proposal=amendment)
    stage.seconds("bo", amendment)
    assert stage.silence(stage.offers(proposal=amendment)).proposal == amendment


def test_an_objection_of_a_party_that_walked_out_is_not_in_the_way() -> None:
    """L-2: it is suspended."""
    stage = opened()
    stage.objects("dot")
    with stage.refused("open_objection"):
        stage.offers()
    stage.presence("DEL", Presence.WALKED_OUT)
    assert "DEL" in stage.silence(stage.offers()).notified


def test_a_clause_of_a_live_package_is_not_offered_by_itself() -> None:
    """L-2: it stands or falls with the package."""
    stage = opened()
    digest = stage.negotiation.clauses["A1"].version.digest
    package = Package(
        id="k1",
        order=1,
        title="Both",
        elements=(Element("A1", 1, digest), Element("A2", 1, "d")),
        digest="d",
        by="chair",
        at=stage.now,
    )
    stage.negotiation = replace(stage.negotiation, packages={"k1": package})
    with stage.refused("in_package"):
        stage.offers()
    assert stage.offers(clause="A3")


def test_what_is_agreed_or_asked_or_silent_is_not_offered() -> None:
    """L-2: one procedure at a time."""
    stage = opened()
    stage.agrees("A1")
    with stage.refused("agreed"):
        stage.offers()
    stage.shows("A2")
    stage.puts(clause="A2")
    with stage.refused("question_open"):
        stage.offers(clause="A2")
    stage.offers(clause="A3")
    with stage.refused("under_silence"):
        stage.offers(clause="A3")


def test_one_offers_what_one_has_read() -> None:
    """L-2, G-4: version and wording are named."""
    stage = opened()
    bridge = stage.tables("chair", "A1", "seven", "ten")
    with stage.refused("text_moved"):
        stage.offers(proposal=bridge, wording="another")
    with stage.refused("text_moved"):
        stage.offers(digest="another")
    with stage.refused("not_found"):
        stage.offers(clause="A2", proposal=bridge, wording="any")
    stage.withdraws("chair", bridge)
    with stage.refused("not_live"):
        stage.offers(proposal=bridge)


# --- the deadline --------------------------------------------------------------------------------


def test_the_shortest_silence_is_as_long_as_the_rules_say() -> None:
    """L-3: equality is enough; the refusal names the earliest end."""
    stage = opened()
    assert stage.now.hour == 9
    with stage.refused("too_short") as refused:
        stage.offers(hours=12 - 1 / 3600)
    assert "2027-03-01 21:00 (+00:00)" in refused[0].next_step
    assert stage.offers(hours=12)


@pytest.mark.parametrize(
    ("local", "by_day"),
    [("22:00", True), ("22:00:01", False), ("02:00", False), ("06:59:59", False), ("07:00", True)],
)
def test_no_silence_ends_at_night(local: str, by_day: bool) -> None:
    """L-3: between 22:00 and 07:00 local time; both ends are allowed."""
    stage = opened()
    stage.negotiation = replace(stage.negotiation, utc_offset="+02:00")
    ends = datetime.fromisoformat(f"2027-03-05T{local}+02:00")
    if by_day:
        assert stage.silence(stage.offers(ends=ends)).ends == ends.astimezone(UTC)
        return
    with stage.refused("at_night") as refused:
        stage.offers(ends=ends)
    assert "2027-03-02 07:00 (+02:00)" in refused[0].next_step


@pytest.mark.parametrize(
    ("started", "ends"),
    [
        ("2027-03-01T08:00", "2027-03-01T20:00"),
        ("2027-03-01T10:00", "2027-03-01T22:00"),
        ("2027-03-01T10:01", "2027-03-02T07:00"),
        ("2027-03-01T13:00", "2027-03-02T07:00"),
        ("2027-03-01T19:30", "2027-03-02T07:30"),
    ],
)
def test_the_earliest_end_is_named_by_day(started: str, ends: str) -> None:
    """L-3: the minimum, and then the next morning where that is at night, in local time."""
    n = replace(opened().negotiation, utc_offset="-05:00")
    at = datetime.fromisoformat(f"{started}-05:00")
    assert earliest_end(n, at.astimezone(UTC)) == datetime.fromisoformat(f"{ends}-05:00")
    assert moment(n, at.astimezone(UTC)) == f"{started.replace('T', ' ')} (-05:00)"


def test_a_deadline_has_a_zone_and_is_not_out_of_sight() -> None:
    """L-3: whatever is sent instead is refused in a sentence."""
    stage = opened()
    with stage.refused("no_time_zone"):
        stage.offers(ends=datetime(2027, 3, 5, 9, 0))  # noqa: DTZ001 - what is refused here
    with stage.refused("too_far"):
        stage.offers(ends=datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))))
    with stage.refused("too_short"):
        stage.offers(ends=datetime.min.replace(tzinfo=timezone(timedelta(hours=12))))


# --- while it runs -------------------------------------------------------------------------------


def test_the_text_is_fixed_while_a_silence_runs() -> None:
    """L-4, D-2: nothing is done to it but by breaking silence, which the refusal says."""
    stage = opened()
    bridge = stage.tables("chair", "A1", "seven", "ten")
    draft = stage.drafts("ada")
    stage.types("ada", draft, "current", "correct")
    silence = stage.offers(proposal=bridge)
    with stage.refused("pens_down"):
        stage.types("ada", draft, "party", "group")
    with stage.refused("under_silence") as refused:
        stage.tables_draft("ada", draft)
    assert "Break silence" in refused[0].next_step
    assert refused[0].obstacles[0].item == silence
    with stage.refused("under_silence"):
        stage.withdraws("chair", bridge)
    with stage.refused("under_silence"):
        stage.drafts("chair", revises=bridge)
    with stage.refused("under_silence"):
        stage.accepts("chair", bridge)
    with stage.refused("under_silence"):
        stage.do("chair", acts.Park(clause="A1"))
    with stage.refused("under_silence"):
        stage.puts()
    with stage.refused("under_silence"):
        stage.objects("ada")
    with stage.refused("under_silence"):
        stage.objects("ada", proposal=bridge)


def test_no_decision_is_undone_beneath_a_silence() -> None:
    """L-4, U-2: the silence is cancelled first."""
    stage = opened(Rules(undo_window=DAY))
    bridge = stage.tables("chair", "A1", "seven", "ten")
    stage.accepts("chair", bridge)
    silence = stage.offers()
    with stage.refused("under_silence"):
        stage.undoes()
    stage.do("chair", acts.CancelSilence(silence=silence, reason="The wrong text"))
    assert stage.undoes("aide")


def test_receipt_is_not_consent() -> None:
    """L-5: heads, delegates and advisers acknowledge, once for a party; no position comes of it."""
    stage, silence, _ = offered()
    made = stage.acknowledges("amy", silence)
    assert only(made, facts.SilenceAcknowledged).audience == facts.FACILITATORS_ONLY
    stage.later(minutes=5)
    assert stage.acknowledges("ada", silence) == ()
    stage.acknowledges("bea", silence)
    known = stage.silence(silence).acknowledged
    assert known == {"ALP": stage.now - 5 * MINUTE, "BET": stage.now}
    assert stage.negotiation.position("A1", "ALP") is None


def test_a_party_joins_late_and_is_not_bound() -> None:
    """L-1, L-7, G-2: it neither acknowledges nor breaks, and agrees to nothing by silence."""
    stage, silence, _ = offered()
    parties = stage.negotiation.parties
    joined = {**parties, "NEW": replace(parties["NEW"], admitted=True)}
    stage.negotiation = replace(stage.negotiation, parties=joined)
    with stage.refused("not_yours"):
        stage.acknowledges("new", silence)
    with stage.refused("not_yours"):
        stage.breaks("new", silence)
    stage.later(minutes=25 * 60).settle()
    assert {party for party, _ in stage.negotiation.positions["A1"]} == set(PARTIES)


# --- breaking ------------------------------------------------------------------------------------


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


# --- expiry --------------------------------------------------------------------------------------


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


# --- too late ------------------------------------------------------------------------------------


def test_a_late_break_is_refused_and_recorded_as_a_request_to_reopen() -> None:
    """L-8: the refusal says so; another party's supports it; sent again it adds nothing."""
    stage, silence, _ = offered()
    stage.now = stage.silence(silence).ends + MINUTE
    with stage.refused("deadline_passed") as refused:
        stage.breaks("bo", silence, reason="Too fast.")
    assert "recorded as a request to reopen" in refused[0].sentence
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
    assert "Object" in refused[0].next_step


# --- cancelling ----------------------------------------------------------------------------------


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


# --- outages -------------------------------------------------------------------------------------


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
