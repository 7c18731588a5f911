"""Amendments to proposals: over their result, decided after them, falling with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models import acts, facts, views
from models.draft import Watch
from models.layer import base
from models.objection import ObjectionStatus
from models.proposal import ProposalKind, ProposalStatus
from models.rulebook import Rules
from models.text import to_units
from tests.cast import Stage, of, only, opened
from tests.models.test_parts import twofold
from tests.models.test_undo import as_it_was

NO_SECONDS = Rules(seconding=False)


def amended() -> tuple[Stage, str, str, str]:
    """A proposal of ALP, an amendment to it by BET, and a draft of GAM's for another."""
    stage = opened(replace(NO_SECONDS, reading_lapses=True))
    parent = stage.tables("ada", "A1", "seven days", "ten days")
    amendment = stage.amends("bo", parent, "ten days", "ten working days")
    draft = stage.drafts("gus", amends=parent)
    stage.types("gus", draft, "current", "complete")
    return stage, parent, amendment, draft


def test_an_amendment_lies_on_what_a_proposal_would_make() -> None:
    """P-15: it is a proposal of its own, and none of the alternatives on the clause."""
    stage, parent, amendment, draft = amended()
    n = stage.negotiation
    its = stage.proposal(amendment)
    assert (its.amends, its.label, its.base) == (parent, "P02", 1)
    assert base(its.texts["en/text"]) == to_units(stage.text().replace("seven", "ten"))
    assert n.live_proposals("A1") == (stage.proposal(parent),)
    assert n.live_proposals("A1", parent) == (its,)
    assert views.overlaps(n, amendment) == views.overlaps(n, parent) == ()
    queued = views.queue(n)
    assert [(q.proposal.id, q.alt) for q in queued] == [(parent, 1), (amendment, 1)]
    assert n.drafts[draft].amends == parent
    assert only(stage.do("gus", share(draft)), facts.DraftShared).amends == parent


def share(draft: str) -> acts.ShareDraft:
    """Let the parties watch a draft."""
    return acts.ShareDraft(draft=draft, watch=Watch.PARTIES)


def test_an_amendment_is_decided_after_what_it_amends() -> None:
    """P-15: refused before; nor is the clause put to the room while both are live."""
    stage, parent, amendment, _ = amended()
    with stage.refused("decided_after") as refusals:
        stage.accepts("chair", amendment)
    assert "P01 by ALP" in str(refusals[0].sentence)
    with stage.refused("live_proposal"):
        stage.puts()
    stage.accepts("chair", parent)
    stage.accepts("chair", amendment)
    assert "within ten working days" in stage.text()


def test_accepted_whole_its_amendments_are_ordinary_proposals() -> None:
    """P-15: the same words over the new version; drafts of some too."""
    stage, parent, amendment, draft = amended()
    rival = stage.amends("dot", parent, "ten days", "ten calendar days")
    texts = stage.proposal(amendment).texts
    made = stage.accepts("chair", parent)
    its = stage.proposal(amendment)
    assert (its.amends, its.base, its.texts, its.needs_author) == (None, 2, texts, False)
    assert views.overlaps(stage.negotiation, amendment) == (rival,)
    assert stage.negotiation.drafts[draft].amends is None
    assert stage.tables_draft("gus", draft)
    assert {fact.proposal for fact in of(made, facts.ProposalCarried)} == {amendment, rival}
    stage.undoes()
    assert stage.proposal(amendment).amends == parent


@pytest.mark.parametrize(
    "end",
    [
        lambda s, p: s.withdraws("ada", p),
        lambda s, p: s.revises("ada", p, "ten days", "nine days"),
        lambda s, _: s.accepts("chair", s.tables("dot", "A1", "seven days", "two days")),
        lambda s, _: s.do("chair", acts.CloseSession(reading=True)),
    ],
    ids=["withdrawn", "revised", "superseded", "reading closed"],
)
def test_an_amendment_falls_with_what_it_amends(end: Callable[[Stage, str], object]) -> None:
    """P-16: objections to it are moot; what was being drafted is not lost."""
    stage, parent, amendment, draft = amended()
    objection = stage.objects("ada", "A1", amendment)
    end(stage, parent)
    assert stage.proposal(amendment).status is ProposalStatus.SUPERSEDED
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    assert stage.reading(draft).endswith("It shall keep the list complete.")
    its, clause = stage.negotiation.drafts[draft], stage.negotiation.clauses["A1"]
    assert its.base == clause.current
    assert its.amends == (parent if stage.proposal(parent).live else None)


def test_an_amendment_falls_when_what_it_amends_lapses() -> None:
    """P-16: P-8: nobody seconded the one, so there is nothing to amend."""
    stage = opened()
    parent = stage.tables("ada", "A1", "seven", "ten")
    amendment = stage.amends("bo", parent, "ten", "twelve")
    stage.seconds("gus", amendment)
    draft = stage.drafts("dot", amends=parent)
    stage.later(minutes=21).settle()
    assert stage.proposal(parent).status is ProposalStatus.LAPSED
    assert stage.proposal(amendment).status is ProposalStatus.SUPERSEDED
    assert stage.reading(draft) == stage.text()


def test_an_amendment_waits_for_a_second_like_any_proposal() -> None:
    """P-15: P-8: and lapses alone."""
    stage = opened()
    parent = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("gus", parent)
    amendment = stage.amends("bo", parent, "ten", "twelve")
    with stage.refused("not_yours"):
        stage.seconds("bo", amendment)
    stage.later(minutes=21).settle()
    assert stage.proposal(amendment).status is ProposalStatus.LAPSED
    assert stage.proposal(parent).live


@pytest.mark.parametrize("accept", [True, False])
def test_amendments_fall_when_only_a_part_is_decided(accept: bool) -> None:
    """P-16: what they amend reads otherwise now; a draft of one follows it."""
    stage = opened(NO_SECONDS)
    parent = twofold(stage)
    amendment = stage.amends("bo", parent, "ten days", "ten working days")
    draft = stage.drafts("gus", amends=parent)
    before = stage.negotiation
    if accept:
        stage.accepts("chair", parent, "b")
    else:
        stage.withdraws("ada", parent, "b")
    assert stage.proposal(amendment).status is ProposalStatus.SUPERSEDED
    its = stage.negotiation.drafts[draft]
    assert (its.amends, its.base) == (parent, stage.proposal(parent).base)
    assert stage.reading(draft) == stage.text().replace("seven", "ten")
    if accept:
        assert ("fell", amendment) in {(a.became, a.proposal) for a in stage.last.aftermath}
        stage.undoes()
        assert as_it_was(stage.negotiation) == as_it_was(before)


def test_an_amendment_follows_a_proposal_that_is_carried_over() -> None:
    """P-15: A-6: onto the new version; where it met the change its author must look."""
    stage, parent, amendment, draft = amended()
    clash = stage.amends("dot", parent, "Each party", "No party")
    stage.accepts("chair", stage.tables("gus", "A1", "Each party", "Every party"))
    its = stage.proposal(amendment)
    assert (its.amends, its.base, its.needs_author) == (parent, 2, False)
    assert stage.proposal(clash).needs_author
    assert stage.reading(draft).startswith("Every party shall list its accounts within ten days.")
    stage.accepts("chair", parent)
    stage.accepts("chair", amendment)
    assert stage.text().startswith("Every party shall list its accounts within ten working days.")
    with stage.refused("needs_author"):
        stage.accepts("chair", clash)


def test_undo_brings_amendments_back() -> None:
    """P-15: U-5: with drafts and objections, whatever became of the proposal they amend."""
    stage, parent, amendment, _ = amended()
    stage.objects("ada", "A1", amendment)
    other = stage.tables("dot", "A1", "seven days", "two days")
    before = stage.negotiation
    for accepted in (other, parent):
        if accepted == parent:
            stage.withdraws("dot", other)
            stage.lifts("ada", next(iter(stage.negotiation.objections)))
            before = stage.negotiation
        stage.accepts("chair", accepted)
        stage.undoes()
        assert as_it_was(stage.negotiation) == as_it_was(before)
    assert stage.proposal(amendment).live


def test_undo_brings_no_amendment_back_to_what_was_withdrawn_since() -> None:
    """P-16: U-5: its author's withdrawal stands, and so the amendment has fallen."""
    stage, parent, amendment, draft = amended()
    objection = stage.objects("ada", "A1", amendment)
    stage.accepts("chair", stage.tables("dot", "A1", "current", "correct"))
    stage.withdraws("ada", parent)
    stage.undoes()
    assert stage.proposal(amendment).status is ProposalStatus.SUPERSEDED
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    its = stage.negotiation.drafts[draft]
    assert (its.amends, base(its.texts["en/text"])) == (None, to_units(stage.text()))


def test_an_amendment_tabled_since_returns_with_what_it_amends() -> None:
    """P-15: U-3: as a draft on the proposal, or on the former text where that returned too."""
    stage = opened(NO_SECONDS)
    parent = stage.tables("ada", "A1", "seven", "ten")
    stage.accepts("chair", stage.tables("dot", "A1", "current", "correct"))
    late = stage.tables("bo", "A1", "Each", "Every")
    stage.amends("gus", parent, "ten", "twelve")
    stage.amends("dot", late, "Every", "Every single")
    made = stage.undoes()
    started = {fact.owner: fact for fact in of(made, facts.DraftStarted)}
    assert {owner: fact.amends for owner, fact in started.items()} == {
        "BET": None,
        "GAM": parent,
        "DEL": None,
    }
    assert stage.reading(started["GAM"].draft).startswith(
        "Each party shall list its accounts within twelve days."
    )
    assert stage.reading(started["DEL"].draft).startswith("Each single party")


def test_who_may_amend_what() -> None:
    """P-15: not one's own, not an amendment, not what is dead or elsewhere."""
    stage, parent, amendment, _ = amended()
    with stage.refused("own_proposal"):
        stage.drafts("ada", amends=parent)
    with stage.refused("amends_amendment"):
        stage.drafts("gus", amends=amendment)
    with stage.refused("not_found"):
        stage.drafts("gus", "A2", amends=parent)
    with stage.refused("not_found"):
        stage.drafts("bo", revises=amendment, amends=parent)
    with stage.refused("floor_is_open"):
        stage.drafts("chair", floor=True, watch=Watch.PARTIES, amends=parent)
    stage.withdraws("bo", amendment)
    with stage.refused("not_live"):
        stage.drafts("gus", amends=amendment)


def test_an_amendment_is_revised_where_it_lies() -> None:
    """P-15: P-10: over the proposal it amends; the same words are tabled once, and change some."""
    stage, parent, amendment, _ = amended()
    stage.revises("bo", amendment, "ten working days", "eleven days")
    assert stage.proposal(amendment).amends == parent
    draft = stage.drafts("dot", amends=parent)
    with stage.refused("no_change"):
        stage.tables_draft("dot", draft)
    stage.types("dot", draft, "ten days", "eleven days")
    with stage.refused("identical"):
        stage.tables_draft("dot", draft)
    assert stage.tables("dot", "A1", "seven days", "eleven days")


def test_facilitators_amend_and_bridge_proposals() -> None:
    """P-15: P-5: theirs needs no second; a bridge is between proposals, not amendments."""
    stage, parent, amendment, _ = amended()
    theirs = stage.amends("chair", parent, "ten days", "ten full days")
    assert stage.proposal(theirs).kind is ProposalKind.BRIDGING
    draft = stage.drafts("chair")
    stage.types("chair", draft, "seven", "nine")
    with stage.refused("not_found"):
        stage.tables_draft("chair", draft, bridges=(amendment,))


def test_competing_edits_offline_are_kept_and_never_tabled_by_themselves() -> None:
    """G-4: A-4: decided meanwhile, the draft is carried and its author reads both (§6.10)."""
    stage = opened(NO_SECONDS)
    draft = stage.drafts("bo")
    stage.types("bo", draft, "seven days", "five days")
    seen = stage.freeze(draft)
    stage.accepts("chair", stage.tables("ada", "A1", "current", "complete"))
    with stage.refused("text_moved") as refusals:
        stage.do("bo", acts.Table(**seen))  # type: ignore[arg-type]
    assert set(refusals[0].texts) == {"seen/en/text", "now/en/text"}
    assert stage.reading(draft).startswith("Each party shall list its accounts within five days.")
    stage.agrees()
    with stage.refused("agreed"):
        stage.tables_draft("bo", draft)
    assert draft in stage.negotiation.drafts
