"""Objections and positions."""

from __future__ import annotations

import pytest

from models import acts, facts
from models.objection import Category, ObjectionStatus
from models.party import Presence
from models.position import Stand
from models.rulebook import Rules
from tests.cast import Stage, of, only, opened


def test_a_head_objects_to_a_version_with_reason_and_remedy() -> None:
    """O-1: O-3: the objection starts the clause and is the party's position on that version."""
    stage = opened()
    objection = stage.objects("bo", "A1")
    its = stage.negotiation.objections[objection]
    assert (its.label, its.party, its.version, its.proposal) == ("O01", "BET", 1, None)
    position = stage.negotiation.position("A1", "BET")
    assert position is not None
    assert position.stand is Stand.OBJECT
    assert stage.negotiation.clauses["A1"].started


def test_one_objects_to_what_one_has_read() -> None:
    """O-1: G-4: another digest is refused with the texts."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    for target in (None, proposal):
        with stage.refused("text_moved"):
            stage.do("bo", _objection(digest="0" * 64, proposal=target))
    with stage.refused("not_found"):
        read = stage.proposal(proposal).digest
        stage.do("bo", _objection(clause="A2", digest=read, proposal=proposal))


def test_one_objects_once_and_not_to_oneself() -> None:
    """O-1: a second objection to the same thing is refused, and one to one's own proposal."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    with stage.refused("own_proposal"):
        stage.objects("ada", "A1", proposal)
    stage.objects("bo", "A1", proposal)
    with stage.refused("objecting_already"):
        stage.objects("bo", "A1", proposal)
    stage.objects("bo", "A1")


@pytest.mark.parametrize(
    ("category", "reason", "remedy", "code"),
    [
        (Category.LEGAL, " ", "Another text.", "reason_needed"),
        (Category.LEGAL, "Unlawful.", "", "reason_needed"),
        (Category.INSTRUCTION, "", "", "reason_needed"),
        (Category.LEGAL, "x" * 6000, "Another text.", "too_long"),
        (Category.INSTRUCTION, "", "Wait for Friday.", None),
        (Category.LEGAL, "Unlawful.", "Another text.", None),
    ],
)
def test_an_objection_says_why_and_what_would_resolve_it(
    category: Category, reason: str, remedy: str, code: str | None
) -> None:
    """O-2: a political instruction need give no reason."""
    stage = opened()
    digest = stage.negotiation.clauses["A1"].version.digest
    act = _objection(digest=digest, category=category, reason=reason, remedy=remedy)
    if code is None:
        stage.do("bo", act)
        return
    with stage.refused(code):
        stage.do("bo", act)


def test_an_objection_ends_the_question_about_its_clause() -> None:
    """O-3: to the clause or to anything on it, until the moment the countdown closes and after."""
    stage = opened()
    stage.shows("A1")
    stage.puts()
    stage.later(seconds=60)
    stage.objects("gus", "A2")
    assert stage.negotiation.question is not None
    digest = stage.negotiation.clauses["A1"].version.digest
    made = stage.do("bo", _objection(digest=digest))
    assert only(made, facts.QuestionFell).because == "objection"
    assert stage.negotiation.question is None


def test_nobody_objects_to_what_is_agreed() -> None:
    """P-4: within the window the facilitators can take the agreement back."""
    stage = opened()
    stage.agrees()
    with stage.refused("agreed"):
        stage.objects("bo", "A1")


def test_lifting_an_objection_leaves_the_position_open() -> None:
    """O-4: its party only; what it was as a position goes with it."""
    stage = opened()
    objection = stage.objects("bo", "A1")
    with stage.refused("not_yours"):
        stage.lifts("gus", objection)
    stage.lifts("bo", objection)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.WITHDRAWN
    assert stage.negotiation.position("A1", "BET") is None
    with stage.refused("not_standing"):
        stage.lifts("bo", objection)
    again = stage.objects("bo", "A1")
    assert again != objection


def test_lifting_an_objection_to_a_proposal_leaves_the_position_alone() -> None:
    """O-4: a position is about a version, not about what is proposed."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.states("bo", Stand.STAND_ASIDE)
    objection = stage.objects("bo", "A1", proposal)
    assert of(stage.do("bo", acts.LiftObjection(objection=objection)), facts.PositionCleared) == []
    position = stage.negotiation.position("A1", "BET")
    assert position is not None
    assert position.stand is Stand.STAND_ASIDE


def test_objecting_to_the_new_version_maintains_the_objection() -> None:
    """O-3: A-5: the former one gives way to the new one."""
    stage = opened(Rules(seconding=False))
    former = stage.objects("bo", "A1")
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    maintained = stage.objects("bo", "A1")
    status = {key: its.status for key, its in stage.negotiation.objections.items()}
    assert status == {former: ObjectionStatus.MOOT, maintained: ObjectionStatus.OPEN}


def test_a_head_states_where_its_party_stands_on_the_version_it_read() -> None:
    """O-5: the last word counts; another version or digest is refused with both texts."""
    stage = opened(Rules(seconding=False))
    stage.states("bo", Stand.AGREE)
    stage.states("bo", Stand.RESERVE)
    position = stage.negotiation.position("A1", "BET")
    assert position is not None
    assert position.stand is Stand.RESERVE
    old = stage.negotiation.clauses["A1"].version
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    with stage.refused("text_moved") as refusals:
        stage.do("bo", _position(1, old.digest))
    assert "seven" in refusals[0].texts["seen/en/text"]
    assert "ten" in refusals[0].texts["now/en/text"]
    assert "en/title" not in " ".join(refusals[0].texts)
    with stage.refused("text_moved"):
        stage.do("bo", _position(2, old.digest))


def test_objecting_is_not_a_mere_position() -> None:
    """O-5: it comes with reason and remedy."""
    stage = opened()
    with stage.refused("objection_needed"):
        stage.states("bo", Stand.OBJECT)


def test_a_party_cannot_agree_while_its_objection_stands() -> None:
    """O-6: to the clause; one to a proposal against the text is another matter (R4)."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.objects("bo", "A1", proposal)
    stage.states("bo")
    objection = stage.objects("gus", "A1")
    for stand in (Stand.AGREE, Stand.AGREE_AD_REF, Stand.STAND_ASIDE, Stand.RESERVE):
        with stage.refused("own_objection") as refusals:
            stage.states("gus", stand)
        assert refusals[0].obstacles[0].item == objection
    stage.lifts("gus", objection)
    stage.states("gus")


def test_a_party_that_walked_out_has_no_voice() -> None:
    """G-5: neither objections nor positions until it is back; lifting stays possible."""
    stage = opened()
    objection = stage.objects("bo", "A1")
    stage.presence("BET", Presence.WALKED_OUT)
    with stage.refused("not_active"):
        stage.states("bo", Stand.AGREE, "A2")
    with stage.refused("not_active"):
        stage.objects("bo", "A2")
    stage.lifts("bo", objection)


def test_a_note_has_an_end() -> None:
    """O-5: a note is a few sentences."""
    stage = opened()
    version = stage.negotiation.clauses["A1"].version
    with stage.refused("too_long"):
        stage.do("bo", _position(version.number, version.digest, note="x" * 3000))


def _objection(
    *,
    digest: str,
    clause: str = "A1",
    proposal: str | None = None,
    category: Category = Category.LEGAL,
    reason: str = "Unlawful.",
    remedy: str = "Another text.",
) -> acts.Object:
    return acts.Object(
        clause=clause,
        digest=digest,
        category=category,
        reason=reason,
        remedy=remedy,
        proposal=proposal,
    )


def _position(version: int, digest: str, note: str = "") -> acts.StatePosition:
    return acts.StatePosition(
        clause="A1", version=version, digest=digest, stand=Stand.AGREE, note=note
    )


def test_every_refusal_of_the_cast_is_a_sentence() -> None:
    """G-3: what is not there is refused in plain words, for every kind of thing."""
    stage: Stage = opened()
    for person, act in (
        ("bo", acts.LiftObjection(objection="zz")),
        ("bo", acts.Second(proposal="zz", wording="")),
        ("bo", acts.DiscardDraft(draft="zz")),
        ("chair", acts.PutOnScreen(clause="zz")),
        ("chair", acts.Accept(proposal="zz", version=1, digest="", wording="")),
        ("bo", _objection(digest="", clause="zz")),
    ):
        with stage.refused("not_found") as refusals:
            stage.do(person, act)
        assert refusals[0].obstacles[0].item == "zz"
