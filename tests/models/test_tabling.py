"""Tabling, revising, seconding, joining, withdrawing, lapsing, answering bridges."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import acts, facts
from models.draft import Watch
from models.objection import ObjectionStatus
from models.party import FACILITATORS, Presence
from models.proposal import ProposalKind, ProposalStatus, Reflected
from models.rulebook import Rules
from models.settling import digest, reading
from models.text import wording_digest
from tests.cast import of, only, opened, published
from tests.models.test_notices import told


def test_tabling_freezes_the_wording_under_its_digest() -> None:
    """P-1: the draft is gone, the proposal reads as it did, the clause is bracketed by it."""
    stage = opened()
    proposal = stage.tables("abe", "A1", "seven days", "ten days", reason=" More time. ")
    its = stage.proposal(proposal)
    assert (its.label, its.author, its.person, its.base) == ("P01", "ALP", "abe", 1)
    assert its.reason == "More time."
    assert reading(its.texts["en/text"]) == stage.text().replace("seven", "ten")
    assert its.digest == digest(its.texts)
    assert stage.negotiation.drafts == {}
    assert stage.negotiation.clauses["A1"].started


def test_tabling_a_private_draft_tells_the_proposal_and_nothing_before_it() -> None:
    """P-1: what was typed and given up stays in the private stream."""
    stage = opened()
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "a secret number of")
    stage.types("ada", draft, "a secret number of", "nine")
    stage.tables_draft("ada", draft)
    told = [fact for fact, _, _ in stage.log if not fact.audience.startswith("draft:")]
    assert "secret" not in repr(told)
    assert of(tuple(told), facts.DraftClosed) == []


def test_tabling_names_what_its_author_saw() -> None:
    """P-1: G-4: if the current text or the draft moved, both texts are shown instead."""
    stage = opened()
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "nine")
    seen = stage.freeze(draft)
    stage.types("abe", draft, "nine", "ten")
    with stage.refused("text_moved") as refusals:
        stage.do("ada", acts.Table(**seen))  # type: ignore[arg-type]
    assert "ten days" in refusals[0].texts["now/en/text"]
    other = stage.tables("chair", "A1", "current", "complete")
    seen = stage.freeze(draft)
    stage.accepts("chair", other)
    with stage.refused("text_moved") as refusals:
        stage.do("ada", acts.Table(**seen))  # type: ignore[arg-type]
    assert refusals[0].texts["seen/en/text"].endswith("list current.")
    assert refusals[0].texts["now/en/text"].endswith("list complete.")
    stage.tables_draft("ada", draft)


def test_a_reason_has_an_end() -> None:
    """P-1: a reason is a few sentences."""
    stage = opened()
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "nine")
    with stage.refused("too_long"):
        stage.tables_draft("ada", draft, reason="x" * 3000)


def test_a_proposal_changes_something() -> None:
    """P-2: a draft that reads like the current text is not tabled."""
    stage = opened()
    draft = stage.drafts("ada")
    with stage.refused("no_change"):
        stage.tables_draft("ada", draft)


def test_identical_words_are_co_sponsored_not_tabled_twice() -> None:
    """P-3: the refusal names the proposal to join, however the same words came about."""
    stage = opened()
    first = stage.tables("ada", "A1", "seven days", "ten days")
    draft = stage.drafts("bo")
    stage.types("bo", draft, "seven", "ten")
    with stage.refused("identical") as refusals:
        stage.tables_draft("bo", draft)
    assert refusals[0].obstacles[0].item == first
    assert "P01 by ALP" in str(refusals[0].sentence)
    stage.withdraws("ada", first)
    stage.tables_draft("bo", draft)


def test_nothing_is_tabled_on_a_clause_that_is_agreed_or_before_the_room() -> None:
    """P-4: while the question runs one objects; once agreed, the facilitators can take it back."""
    stage = opened()
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "nine")
    stage.shows("A1")
    stage.puts()
    with stage.refused("question_open"):
        stage.tables_draft("ada", draft)
    stage.later(seconds=61)
    stage.confirms()
    with stage.refused("agreed"):
        stage.tables_draft("ada", draft)


def test_a_proposal_may_be_tabled_between_sessions() -> None:
    """P-1: a caucus of the evening tables what it wrote."""
    stage = published()
    stage.tables("ada", "A1", "seven", "nine")


def test_a_bridge_is_the_facilitators_and_names_what_it_bridges() -> None:
    """P-5: proposals of the same clause that were not decided on; parties table amendments."""
    stage = opened()
    first = stage.tables("ada", "A1", "seven", "fourteen")
    elsewhere = stage.tables("bo", "A2", "Satire", "Clear satire")
    draft = stage.drafts("chair")
    stage.types("chair", draft, "seven", "ten")
    with stage.refused("not_found"):
        stage.tables_draft("chair", draft, bridges=(elsewhere,))
    bridge = stage.tables_draft("chair", draft, bridges=(first, first))
    its = stage.proposal(bridge)
    assert (its.kind, its.bridges, its.author) == (ProposalKind.BRIDGING, (first,), FACILITATORS)
    stage.withdraws("ada", first)
    draft = stage.drafts("chair")
    stage.types("chair", draft, "seven", "eleven")
    again = stage.tables_draft("chair", draft, bridges=(first,))
    assert stage.proposal(again).bridges == (first,)
    draft = stage.drafts("bo")
    stage.types("bo", draft, "seven", "eight")
    with stage.refused("no_bridge"):
        stage.tables_draft("bo", draft, bridges=(bridge,))
    stage.accepts("chair", bridge)
    draft = stage.drafts("chair")
    stage.types("chair", draft, "ten", "nine")
    with stage.refused("not_live"):
        stage.tables_draft("chair", draft, bridges=(bridge,))


def test_only_live_proposals_are_acted_upon() -> None:
    """P-6: the refusal says what became of a proposal."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    stage.withdraws("ada", proposal)
    for act in (
        lambda: stage.seconds("bo", proposal),
        lambda: stage.joins("bo", proposal),
        lambda: stage.withdraws("ada", proposal),
        lambda: stage.objects("bo", "A1", proposal),
        lambda: stage.accepts("chair", proposal),
        lambda: stage.drafts("ada", "A1", revises=proposal),
    ):
        with stage.refused("not_live") as refusals:
            act()
        assert "withdrawn" in str(refusals[0].sentence)


def test_another_partys_head_seconds() -> None:
    """P-7: seconded once by each party, never by its own."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    assert stage.proposal(proposal).due == stage.now + timedelta(minutes=20)
    with stage.refused("not_yours"):
        stage.seconds("ada", proposal)
    with stage.refused("wrong_role"):
        stage.seconds("bea", proposal)
    stage.seconds("bo", proposal)
    its = stage.proposal(proposal)
    assert (its.status, its.seconds, its.due) == (ProposalStatus.SECONDED, ("BET",), None)
    with stage.refused("seconded_already"):
        stage.seconds("bo", proposal)
    stage.seconds("gus", proposal)


def test_one_seconds_the_words_one_has_read() -> None:
    """P-7: G-4: a revised proposal is read again; the former words are shown beside the new."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    read = stage.proposal(proposal).digest
    stage.revises("ada", proposal, "nine", "ten")
    with stage.refused("text_moved") as refusals:
        stage.seconds("bo", proposal, read)
    assert "nine days" in refusals[0].texts["seen/en/text"]
    assert "ten days" in refusals[0].texts["now/en/text"]


def test_a_party_that_walked_out_seconds_nothing() -> None:
    """G-5: its voice counts again when it is back."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    stage.presence("BET", Presence.WALKED_OUT)
    with stage.refused("not_active"):
        stage.seconds("bo", proposal)


def test_co_sponsors_of_a_joint_draft_second_it() -> None:
    """P-7: they wrote it together; a party that did not write joins by its own act."""
    stage = opened()
    draft = stage.drafts("ada", writers=("BET",))
    stage.types("bo", draft, "seven", "nine")
    with stage.refused("not_a_writer"):
        stage.tables_draft("ada", draft, co_sponsors=("GAM",))
    with stage.refused("not_a_writer"):
        stage.tables_draft("ada", draft, co_sponsors=("ALP",))
    proposal = stage.tables_draft("ada", draft, co_sponsors=("BET",))
    its = stage.proposal(proposal)
    assert its.status is ProposalStatus.SECONDED
    assert its.sponsors == ("ALP", "BET")


@pytest.mark.parametrize(
    "rules", [Rules(seconding=False), Rules(co_sponsor_seconds=False)], ids=["none", "strict"]
)
def test_the_rules_say_who_needs_a_second(rules: Rules) -> None:
    """P-7: without seconding nothing waits; where co-sponsors do not count, another must."""
    stage = opened(rules)
    draft = stage.drafts("ada", writers=("BET",))
    stage.types("bo", draft, "seven", "nine")
    its = stage.proposal(stage.tables_draft("ada", draft, co_sponsors=("BET",)))
    assert (its.due is None) is not rules.seconding
    stage.later(minutes=21)
    stage.settle()
    assert stage.proposal(its.id).live is not rules.seconding


def test_a_proposal_nobody_seconds_lapses_after_its_deadline() -> None:
    """P-8: G-6: at the deadline itself a second is in time; just after it, it is not."""
    stage = opened()
    first = stage.tables("ada", "A1", "seven", "nine")
    second = stage.tables("bo", "A2", "Satire", "Clear satire")
    objection = stage.objects("gus", "A1", first)
    stage.later(minutes=20)
    assert stage.settle() == ()
    stage.seconds("dot", second)
    stage.later(seconds=0.000001)
    lapsed = stage.settle()
    assert only(lapsed, facts.ProposalLapsed).proposal == first
    assert stage.proposal(first).status is ProposalStatus.LAPSED
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    _, at, actor = stage.log[-1]
    assert (at, actor) == (stage.proposal(first).tabled_at + timedelta(minutes=20), None)


def test_what_falls_due_falls_due_in_order() -> None:
    """P-8: the earliest deadline first, each at its own time."""
    stage = opened()
    first = stage.tables("ada", "A1", "seven", "nine")
    stage.later(minutes=1)
    second = stage.tables("bo", "A2", "Satire", "Clear satire")
    stage.later(minutes=60)
    lapsed = of(stage.settle(), facts.ProposalLapsed)
    assert [fact.proposal for fact in lapsed] == [first, second]


def test_a_bridge_never_lapses() -> None:
    """P-5: P-8: facilitators need no second."""
    stage = opened()
    bridge = stage.tables("chair", "A1", "seven", "nine")
    stage.later(minutes=600)
    stage.settle()
    assert stage.proposal(bridge).live


def test_a_proposal_is_withdrawn_by_its_head_or_whoever_tabled_it() -> None:
    """P-9: any time before acceptance; objections to it are moot."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    objection = stage.objects("bo", "A1", proposal)
    with stage.refused("not_yours"):
        stage.withdraws("abe", proposal)
    with stage.refused("not_yours"):
        stage.withdraws("bo", proposal)
    stage.withdraws("ada", proposal)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    by_delegate = stage.tables("abe", "A1", "seven", "nine")
    stage.withdraws("abe", by_delegate)
    of_facilitators = stage.tables("chair", "A1", "seven", "eight")
    stage.withdraws("aide", of_facilitators)


def test_revising_replaces_the_wording_and_what_was_said_of_it() -> None:
    """P-10: seconds, objections and answers to the former words lapse; the number stays."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    stage.seconds("bo", proposal)
    objection = stage.objects("gus", "A1", proposal)
    bridge = stage.tables("chair", "A1", "seven", "eight", bridges=(proposal,))
    stage.answers("ada", bridge, proposal, Reflected.REFLECTED)
    stage.later(minutes=5)
    stage.revises("ada", proposal, "nine", "ten")
    its = stage.proposal(proposal)
    assert (its.order, its.edition, its.status) == (1, 2, ProposalStatus.TABLED)
    assert its.seconds == ()
    assert its.due == stage.now + timedelta(minutes=20)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    assert stage.proposal(bridge).answers == {}


def test_sponsors_revise_together() -> None:
    """P-10: who co-sponsors a proposal writes in its revision and stays its sponsor."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    with stage.refused("not_yours"):
        stage.drafts("bo", revises=proposal)
    stage.joins("bo", proposal)
    draft = stage.drafts("bo", revises=proposal)
    stage.types("ada", draft, "nine", "ten")
    stage.do("bo", acts.Revise(**stage.freeze(draft)))  # type: ignore[arg-type]
    its = stage.proposal(proposal)
    assert (its.author, its.co_sponsors, its.seconds) == ("ALP", ("BET",), ("BET",))
    assert its.status is ProposalStatus.SECONDED


def test_a_revision_is_a_revision_and_a_proposal_a_proposal() -> None:
    """P-10: a draft that revises a live proposal is not tabled beside it, nor the other way round;
    once the proposal is gone, its draft may be tabled afresh."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    draft = stage.drafts("ada", revises=proposal)
    stage.types("ada", draft, "nine", "ten")
    with stage.refused("revises"):
        stage.tables_draft("ada", draft)
    plain = stage.drafts("ada")
    stage.types("ada", plain, "seven", "eight")
    with stage.refused("revises_nothing"):
        stage.do("ada", acts.Revise(**stage.freeze(plain)))  # type: ignore[arg-type]
    with stage.refused("not_found"):
        stage.drafts("ada", "A2", revises=proposal)
    stage.withdraws("ada", proposal)
    with stage.refused("not_live"):
        stage.do("ada", acts.Revise(**stage.freeze(draft)))  # type: ignore[arg-type]
    stage.tables_draft("ada", draft)


def test_joining_makes_a_party_a_sponsor() -> None:
    """P-11: head or delegate of another party; it counts as a second where the rules say so."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "nine")
    stage.joins("bea", proposal)
    its = stage.proposal(proposal)
    assert (its.sponsors, its.seconds) == (("ALP", "BET"), ("BET",))
    with stage.refused("not_yours"):
        stage.joins("bo", proposal)
    stage.seconds("gus", proposal)
    stage.joins("gus", proposal)
    assert stage.proposal(proposal).seconds == ("BET", "GAM")
    strict = opened(Rules(co_sponsor_seconds=False))
    proposal = strict.tables("ada", "A1", "seven", "nine")
    strict.joins("bo", proposal)
    assert strict.proposal(proposal).status is ProposalStatus.TABLED


def test_who_was_named_co_sponsor_may_withdraw_its_support() -> None:
    """P-21: it is told that it was named; without a second the time for one runs anew."""
    stage = opened()
    draft = stage.drafts("ada", watch=Watch.PARTIES, writers=("BET",))
    stage.types("ada", draft, "seven", "ten")
    proposal = stage.tables_draft("ada", draft, co_sponsors=("BET",))
    assert told(stage, "BET")["named_co_sponsor"] == (
        "ALP tabled P01 and named you co-sponsor: you may withdraw your support."
    )
    with stage.refused("not_yours"):
        stage.do("gus", acts.WithdrawSupport(proposal=proposal))
    stage.do("bo", acts.WithdrawSupport(proposal=proposal))
    its = stage.proposal(proposal)
    assert (its.co_sponsors, its.seconds, its.status) == ((), (), ProposalStatus.TABLED)
    assert its.due == stage.now + stage.negotiation.rules.seconding_time
    assert told(stage, "ALP")["support_withdrawn"] == "BET supports your P01 no more."
    with stage.refused("not_yours"):
        stage.do("bo", acts.WithdrawSupport(proposal=proposal))
    stage.seconds("bo", proposal)
    assert stage.proposal(proposal).due is None


def test_a_proposal_keeps_the_second_of_another_party() -> None:
    """P-21: one second less is none less than needed."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("bo", proposal)
    stage.joins("gus", proposal)
    stage.do("bo", acts.WithdrawSupport(proposal=proposal))
    its = stage.proposal(proposal)
    assert (its.seconds, its.co_sponsors, its.due) == (("GAM",), ("GAM",), None)
    assert its.status is ProposalStatus.SECONDED


def test_nobody_joins_a_bridge() -> None:
    """P-11: it is the facilitators' own, who have no position."""
    stage = opened()
    bridge = stage.tables("chair", "A1", "seven", "nine")
    with stage.refused("bridging"):
        stage.joins("bo", bridge)


def test_the_author_says_how_far_a_bridge_reflects_a_proposal() -> None:
    """P-12: its own proposal, named by the bridge, both live; it may say otherwise later."""
    stage = opened()
    first = stage.tables("ada", "A1", "seven", "fourteen")
    other = stage.tables("bo", "A1", "current", "complete")
    bridge = stage.tables("chair", "A1", "seven", "ten", bridges=(first,))
    with stage.refused("not_yours"):
        stage.answers("bo", bridge, first, Reflected.PARTLY)
    with stage.refused("not_found"):
        stage.answers("bo", bridge, other, Reflected.PARTLY)
    stage.answers("abe", bridge, first, Reflected.NOT)
    stage.answers("ada", bridge, first, Reflected.PARTLY)
    assert stage.proposal(bridge).answers == {first: Reflected.PARTLY}
    stage.withdraws("chair", bridge)
    with stage.refused("not_live"):
        stage.answers("ada", bridge, first, Reflected.REFLECTED)


def test_a_draft_that_was_watched_is_closed_for_all_who_watched_it() -> None:
    """P-1: the fact that closes it belongs to those who could see it."""
    stage = opened()
    draft = stage.drafts("ada", watch=Watch.PARTIES)
    stage.types("ada", draft, "seven", "nine")
    made = stage.do("ada", acts.Table(**stage.freeze(draft)))  # type: ignore[arg-type]
    assert only(made, facts.DraftClosed).audience == facts.PARTIES


def test_the_digest_is_of_the_words_as_a_version_would_hold_them() -> None:
    """P-1: typed accents are composed before they are digested."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven days", "sept journe\u0301es")
    wording = {**stage.negotiation.clauses["A1"].version.wording}
    wording["en/text"] = wording["en/text"].replace("seven days", "sept journ\u00e9es")
    assert stage.proposal(proposal).digest == wording_digest(wording)
    stage.seconds("bo", proposal)
    stage.accepts("chair", proposal)
    assert stage.negotiation.clauses["A1"].version.wording == wording
