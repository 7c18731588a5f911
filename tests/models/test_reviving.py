"""What comes back: proposals taken over, lapses restored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from models import acts, facts
from models.objection import ObjectionStatus
from models.party import FACILITATORS
from models.proposal import ProposalStatus
from models.rulebook import Rules
from tests.cast import Stage, only, opened

NO_SECONDS = Rules(seconding=False)


def withdrawn(**rules: object) -> tuple[Stage, str]:
    """A proposal of ALP that BET seconded and GAM joined, and that ALP has withdrawn."""
    stage = opened(Rules(**rules))  # type: ignore[arg-type]
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("bo", proposal)
    stage.joins("gus", proposal)
    stage.withdraws("ada", proposal)
    return stage, proposal


# --- taken over ----------------------------------------------------------------------------------


def test_a_supporter_takes_over_a_withdrawn_proposal() -> None:
    """P-19: live again with a new author; the words stay their writer's, the other seconds stay."""
    stage, proposal = withdrawn()
    made = stage.takes_over("bo", proposal)
    assert only(made, facts.ProposalTakenOver).audience == facts.PARTIES
    its = stage.proposal(proposal)
    assert (its.live, its.author, its.person, its.label) == (True, "BET", "bo", "P01")
    assert (its.seconds, its.co_sponsors, its.ended_at) == (("GAM",), ("GAM",), None)
    assert {run.inserted_by for run in its.texts["en/text"]} == {None, "ALP"}
    with stage.refused("not_yours"):
        stage.withdraws("ada", proposal)
    stage.accepts("chair", proposal)
    origins = stage.negotiation.clauses["A1"].version.provenance["en/text"]
    assert {span.origin.party for span in origins} == {None, "ALP"}


def test_taken_over_from_the_only_seconder_it_needs_another() -> None:
    """P-19: P-7: the new author's own second is none, and the time begins anew."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("bo", proposal)
    objection = stage.objects("dot", "A1", proposal)
    stage.withdraws("ada", proposal)
    stage.takes_over("bo", proposal)
    its = stage.proposal(proposal)
    assert (its.status, its.seconds) == (ProposalStatus.TABLED, ())
    assert its.due == stage.now + stage.negotiation.rules.seconding_time
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT


def test_the_time_to_take_over_includes_its_end() -> None:
    """P-19: G-6: a moment later it is tabled afresh."""
    stage, proposal = withdrawn()
    stage.later(minutes=15, seconds=0.000001)
    with stage.refused("too_late") as refusals:
        stage.takes_over("bo", proposal)
    assert "15 minutes" in str(refusals[0].sentence)
    stage.later(seconds=-0.000001)
    stage.takes_over("gus", proposal)


def test_who_takes_over_what() -> None:
    """P-19: a supporter's head, what is withdrawn, as read."""
    stage, proposal = withdrawn()
    for other in ("dot", "ada"):
        with stage.refused("not_yours"):
            stage.takes_over(other, proposal)
    with stage.refused("wrong_role"):
        stage.takes_over("bea", proposal)
    with stage.refused("text_moved"):
        stage.do("bo", acts.TakeOver(proposal=proposal, wording="0" * 64))
    stage.takes_over("bo", proposal)
    with stage.refused("not_yours"):
        stage.takes_over("gus", proposal)
    stage.accepts("chair", proposal)
    with stage.refused("not_withdrawn"):
        stage.takes_over("gus", proposal)


def test_nothing_is_taken_over_on_another_text() -> None:
    """P-19: the version, an agreement, the very same words, a bridge."""
    stage, proposal = withdrawn(co_sponsor_seconds=True)
    again = stage.tables("dot", "A1", "seven", "ten")
    with stage.refused("identical"):
        stage.takes_over("bo", proposal)
    stage.withdraws("dot", again)
    bridge = stage.tables("chair", "A1", "current", "complete")
    stage.seconds("bo", bridge)
    stage.accepts("chair", bridge)
    with stage.refused("another_version"):
        stage.takes_over("bo", proposal)
    late = stage.tables("chair", "A1", "complete", "correct")
    stage.seconds("bo", late)
    stage.withdraws("chair", late)
    with stage.refused("bridging"):
        stage.takes_over("bo", late)
    stage.agrees()
    with stage.refused("agreed"):
        stage.takes_over("bo", proposal)


def test_an_amendment_is_not_taken_over_without_what_it_amends() -> None:
    """P-19: P-16: while that is live and reads as it did, it is."""
    stage = opened(NO_SECONDS)
    parent = stage.tables("ada", "A1", "seven", "ten")
    amendment = stage.amends("bo", parent, "ten", "twelve")
    for head in ("gus", "dot"):
        stage.seconds(head, amendment)
    stage.withdraws("bo", amendment)
    stage.takes_over("gus", amendment)
    assert stage.proposal(amendment).amends == parent
    stage.withdraws("gus", amendment)
    stage.withdraws("ada", parent)
    with stage.refused("another_version"):
        stage.takes_over("dot", amendment)


def test_a_party_leaves_for_good_and_its_live_proposals_are_taken_over() -> None:
    """P-19: by any party; attribution is kept (domain §6.10)."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("bo", proposal)
    n = stage.negotiation
    gone = replace(n.parties["ALP"], admitted=False)
    stage.negotiation = replace(n, parties={**n.parties, "ALP": gone})
    stage.takes_over("dot", proposal)
    its = stage.proposal(proposal)
    assert (its.author, its.seconds, its.live) == ("DEL", ("BET",), True)
    with stage.refused("not_yours"):
        stage.takes_over("gus", proposal)


def test_undo_leaves_a_proposal_with_whoever_took_it_over() -> None:
    """P-19: U-5: what parties did since stands."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("bo", proposal)
    stage.accepts("chair", stage.tables("dot", "A1", "current", "complete"))
    stage.withdraws("ada", proposal)
    stage.takes_over("bo", proposal)
    stage.undoes()
    its = stage.proposal(proposal)
    assert (its.live, its.author, its.base, its.person) == (True, "BET", 1, "bo")


def test_parts_withdrawn_before_are_not_taken_over() -> None:
    """P-19: P-14: only what was there when it was withdrawn."""
    stage = opened(NO_SECONDS)
    draft = stage.drafts("ada")
    for find, put in (("seven", "ten"), ("Each", "Every"), ("current", "complete")):
        stage.types("ada", draft, find, put)
    proposal = stage.tables_draft("ada", draft, severable=True)
    stage.seconds("bo", proposal)
    stage.withdraws("ada", proposal, "a")
    stage.withdraws("ada", proposal)
    stage.takes_over("bo", proposal)
    its = stage.proposal(proposal)
    assert (set(its.parts), its.withdrawn_parts) == ({"b", "c"}, ("a",))


# --- restored ------------------------------------------------------------------------------------


def lapsed() -> tuple[Stage, str]:
    """A proposal that lapsed a moment ago."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.later(minutes=20, seconds=1).settle()
    assert stage.proposal(proposal).status is ProposalStatus.LAPSED
    return stage, proposal


def test_a_facilitator_s_mistake_about_a_lapse_is_taken_back() -> None:
    """P-20: tabled again with its time; all are told, and not whose it is (domain §6.10)."""
    stage, proposal = lapsed()
    made = stage.restores("aide", proposal)
    told = only(made, facts.LapseUndone)
    assert (told.audience, told.clause) == (facts.PUBLIC, "A1")
    assert only(made, facts.ProposalRestored).audience == facts.PARTIES
    its = stage.proposal(proposal)
    assert (its.status, its.ended_at) == (ProposalStatus.TABLED, None)
    assert its.restored_because == "A mistake"
    notices = {side: str(said[-1].sentence) for side, said in stage.negotiation.notices.items()}
    assert notices["ALP"] == "Your P01 is live again: A mistake"
    for side in ("BET", "GAM", "DEL", FACILITATORS):
        assert notices[side] == "P01 by ALP is live again: A mistake"
    assert its.due == stage.now + timedelta(minutes=20)
    with stage.refused("not_lapsed"):
        stage.restores("chair", proposal)


def test_a_lapse_is_restored_within_the_window() -> None:
    """P-20: G-6: its end included, from when it lapsed."""
    stage, proposal = lapsed()
    stage.later(minutes=10)
    with stage.refused("undo_window") as refusals:
        stage.restores("chair", proposal)
    assert "10 minutes" in str(refusals[0].sentence)
    stage.later(seconds=-1)
    stage.restores("chair", proposal)


def test_a_lapse_is_not_restored_on_another_text() -> None:
    """P-20: nor beside the very same words, nor on a clause that is put to the room."""
    stage, proposal = lapsed()
    again = stage.tables("dot", "A1", "seven", "ten")
    with stage.refused("identical"):
        stage.restores("chair", proposal)
    stage.withdraws("dot", again)
    stage.shows("A1")
    stage.puts()
    with stage.refused("question_open"):
        stage.restores("chair", proposal)
    stage.do("chair", acts.TakeBackQuestion(clause="A1"))
    stage.accepts("chair", stage.tables("chair", "A1", "current", "complete"))
    with stage.refused("another_version"):
        stage.restores("chair", proposal)
