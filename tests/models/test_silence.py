"""The silence procedure: offered until a deadline, and acknowledged while it runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from models import acts, facts
from models.clause import ClauseStatus
from models.names import moment
from models.package import Element, Package
from models.party import Presence
from models.rulebook import Decision, Rules, Threshold
from models.rules.silence import earliest_end
from models.sight import pens_down
from models.silence import SilenceStatus
from tests.cast import PARTIES, only, opened, published
from tests.models.silences import DAY, MINUTE, offered, status

# --- starting -----------------------------------------------------------------------------------


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


def test_no_silence_passes_over_an_objection() -> None:
    """L-2: L-7: also one that sufficient consensus may pass over; a note on law is none."""
    rules = Rules(decision=Decision.SUFFICIENT, threshold=Threshold(parties=2))
    stage = opened(rules)
    objection = stage.objects("dot")
    with stage.refused("open_objection") as refusals:
        stage.offers()
    assert [one.item for one in refusals[0].obstacles] == [objection]
    stage.presence("DEL", Presence.WALKED_OUT)
    silence = stage.offers()
    stage.presence("DEL", Presence.PRESENT)
    stage.later(minutes=25 * 60).settle()
    assert stage.silence(silence).status is SilenceStatus.BROKEN
    n = stage.negotiation
    law = replace(n.clauses["A1"], protected=True)
    stage.negotiation = replace(n, clauses={**n.clauses, "A1": law})
    stage.offers()


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


# --- the deadline -------------------------------------------------------------------------------


def test_the_shortest_silence_is_as_long_as_the_rules_say() -> None:
    """L-3: equality is enough; the refusal names the earliest end."""
    stage = opened()
    assert stage.now.hour == 9
    with stage.refused("too_short") as refused:
        stage.offers(hours=12 - 1 / 3600)
    assert "2027-03-01 21:00 (+00:00)" in str(refused[0].next_step)
    assert stage.offers(hours=12)


def test_the_earliest_end_that_a_refusal_names_is_in_time() -> None:
    """L-3: a deadline is named to the minute, so that it is the first full one."""
    stage = opened()
    stage.later(seconds=1)
    with stage.refused("too_short") as refused:
        stage.offers(hours=1)
    assert "2027-03-01 21:01 (+00:00)" in str(refused[0].next_step)
    assert stage.offers(ends=datetime(2027, 3, 1, 21, 1, tzinfo=UTC))


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
    assert "2027-03-02 07:00 (+02:00)" in str(refused[0].next_step)


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


# --- while it runs ------------------------------------------------------------------------------


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
    assert "Break silence" in str(refused[0].next_step)
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
