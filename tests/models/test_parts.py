"""Proposals in parts: what they are, who may sever them, and what becomes of the remainder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import acts, facts
from models.layer import Run, base, joined
from models.objection import ObjectionStatus
from models.parts import parts_of, together
from models.party import Presence
from models.proposal import ProposalStatus, Reflected
from models.refusals import Refusal
from models.rulebook import Rules
from models.settling import digest, reading, wording
from models.text import canonical, from_units, to_units
from tests.cast import Stage, of, only, opened
from tests.models.test_undo import as_it_was

NO_SECONDS = Rules(seconding=False)
runs = st.lists(
    st.builds(
        lambda text, by, struck: Run(to_units(text), by, frozenset(struck)),
        st.sampled_from(["one ", "é", "e", "\u0301", "😀", "كلمة"]),
        st.sampled_from([None, None, "ALP", "BET"]),
        st.sets(st.sampled_from(["ALP", "BET"]), max_size=1),
    ),
    max_size=9,
).map(joined)
runs = runs.filter(lambda its: canonical(from_units(base(its))) == from_units(base(its)))


def twofold(stage: Stage, *, severable: bool = True) -> str:
    """A proposal of ALP that changes both sentences of A1."""
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven days", "ten days")
    stage.types("ada", draft, "current", "complete")
    return stage.tables_draft("ada", draft, severable=severable)


@given(title=runs, text=runs)
def test_parts_together_are_the_whole(title: tuple[Run, ...], text: tuple[Run, ...]) -> None:
    """P-13: side by side over the same base; each changes one place of one field."""
    texts = {"en/title": title, "en/text": text}
    parts = parts_of(texts)
    assert list(parts) == [chr(ord("a") + at) for at in range(len(parts))]
    assert wording(together(texts, parts.values())) == wording(texts)
    for part in parts.values():
        ((field, layer),) = part.items()
        assert base(layer) == base(texts[field])
        assert reading(layer) != reading(joined([Run(base(layer))]))
    unchanged = together(texts, ())
    assert all(base(its) == base(texts[field]) for field, its in unchanged.items())


def test_parts_go_by_field_and_then_by_place() -> None:
    """P-13: a, b, c; what was struck and typed again is no part; names may be taken."""
    text = joined([Run("one "), Run("two", None, frozenset({"ALP"})), Run("2", "ALP"), Run(" six")])
    title = joined([Run("T", "ALP"), Run("itle"), Run("x", None, frozenset({"BET"}))])
    same = joined([Run("a", None, frozenset({"ALP"})), Run("a", "ALP")])
    parts = parts_of({"title": title, "same": same, "text": text}, taken=("b",))
    assert {name: list(part) for name, part in parts.items()} == {
        "a": ["title"],
        "c": ["title"],
        "d": ["text"],
    }
    assert reading(parts["c"]["title"]) == "itle"
    assert len(parts_of({"t": joined([Run("x"), Run("y", "A")] * 30)})) == 30


def test_only_declared_parts_are_decided_apart() -> None:
    """P-13: without the author's consent the whole is accepted or withdrawn."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage, severable=False)
    with stage.refused("not_severable") as refusals:
        stage.accepts("chair", proposal, "a")
    assert "declare" in str(refusals[0].next_step)
    with stage.refused("not_severable"):
        stage.withdraws("ada", proposal, "a")
    for other in ("bo", "aide"):
        with stage.refused("not_yours"):
            stage.severs(other, proposal)
    stage.severs("ada", proposal)
    assert stage.severs("ada", proposal) == ()
    with stage.refused("not_found"):
        stage.accepts("chair", proposal, "c")
    stage.accepts("chair", proposal, "a")
    assert stage.text().startswith("Each party shall list its accounts within ten days.")
    assert stage.text().endswith("current.")


def test_one_place_has_no_parts() -> None:
    """P-13: at tabling and later; nor are there more than letters."""
    stage = opened(NO_SECONDS, {"A1": "x " * 40})
    draft = stage.drafts("ada")
    stage.edits("ada", draft, ("new ",))
    with stage.refused("one_part"):
        stage.tables_draft("ada", draft, severable=True)
    many: tuple[object, ...] = (2, "y ") * 30
    stage.edits("ada", draft, many)  # type: ignore[arg-type]
    with stage.refused("too_many_parts"):
        stage.tables_draft("ada", draft, severable=True)


def test_a_revision_is_declared_again() -> None:
    """P-13: new wording is a whole, until its author says otherwise; names are not used twice."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    stage.accepts("chair", proposal, "a")
    draft = stage.drafts("ada", revises=proposal)
    stage.types("ada", draft, "Each party", "Every party")
    stage.do("ada", acts.Revise(**stage.freeze(draft), severable=True))  # type: ignore[arg-type]
    assert set(stage.proposal(proposal).parts) == {"b", "c"}
    stage.revises("ada", proposal, "Every party", "All parties")
    its = stage.proposal(proposal)
    assert (its.parts, its.accepted_parts) == ({}, ("a",))
    stage.accepts("chair", proposal)
    assert stage.proposal(proposal).status is ProposalStatus.ACCEPTED


def test_the_remainder_stays_live_under_its_number() -> None:
    """A-7: carried over with its parts and seconds; ended, it is accepted in part."""
    stage = opened()
    proposal = twofold(stage)
    stage.seconds("bo", proposal)
    order = stage.proposal(proposal).order
    made = stage.accepts("chair", proposal, "b")
    assert only(made, facts.ProposalAccepted).parts == ("b",)
    its = stage.proposal(proposal)
    assert (its.live, its.order, its.base, its.seconds) == (True, order, 2, ("BET",))
    assert (list(its.parts), its.accepted_parts) == (["a"], ("b",))
    assert reading(its.texts["en/text"]).endswith("ten days. It shall keep the list complete.")
    version = stage.negotiation.clauses["A1"].version
    assert {s.origin.party for s in version.provenance["en/text"]} == {None, "ALP"}
    stage.withdraws("ada", proposal)
    its = stage.proposal(proposal)
    assert (its.status, its.withdrawn_parts) == (ProposalStatus.ACCEPTED_IN_PART, ("a",))


def test_all_parts_accepted_make_it_accepted() -> None:
    """A-7: one by one, or named all at once; the whole needs no parts named."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    stage.accepts("chair", proposal, "b")
    stage.accepts("chair", proposal, "a")
    assert stage.proposal(proposal).status is ProposalStatus.ACCEPTED
    assert stage.text().endswith("within ten days. It shall keep the list complete.")
    other = stage.tables("bo", "A2", "Nobody", "No one")
    stage.withdraws("bo", other)
    draft = stage.drafts("bo", "A2")
    stage.types("bo", draft, "Nobody", "No one")
    stage.types("bo", draft, "free", "welcome")
    other = stage.tables_draft("bo", draft, severable=True)
    made = stage.accepts("chair", other, "b", "a")
    assert only(made, facts.ProposalAccepted).parts == ()
    assert stage.proposal(other).status is ProposalStatus.ACCEPTED


def test_accepted_but_for_what_was_withdrawn_is_accepted_in_part() -> None:
    """A-7: P-14: its author withdrew a part before the rest was accepted."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    made = stage.withdraws("ada", proposal, "b")
    assert only(made, facts.PartsWithdrawn).digest == stage.proposal(proposal).digest
    stage.accepts("chair", proposal)
    assert stage.proposal(proposal).status is ProposalStatus.ACCEPTED_IN_PART
    assert stage.text().endswith("ten days. It shall keep the list current.")


def test_a_part_is_accepted_as_it_was_read() -> None:
    """A-7: G-4: the digest is of what these parts make of the version."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    with stage.refused("text_moved"):
        stage.accepts("chair", proposal, "a", wording=stage.proposal(proposal).digest)


def test_an_objection_to_a_part_is_in_the_way_of_that_part() -> None:
    """A-7: P-14: not of the other; it is moot once that part is withdrawn."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    objection = stage.objects("bo", "A1", proposal, "b")
    with stage.refused("objecting_already"):
        stage.objects("bo", "A1", proposal, "b")
    with stage.refused("not_found"):
        stage.objects("gus", "A1", proposal, "c")
    with stage.refused("not_found"):
        stage.objects("gus", "A1", None, "a")
    for parts in ((), ("b",), ("a", "b")):
        with stage.refused("open_objection"):
            stage.accepts("chair", proposal, *parts)
    stage.accepts("chair", proposal, "a")
    assert stage.negotiation.objections[objection].status is ObjectionStatus.OPEN
    stage.withdraws("ada", proposal, "b")
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT


def test_an_objection_to_the_whole_is_in_the_way_of_each_part() -> None:
    """A-7: whoever objects to all of it objects to every part."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    stage.objects("bo", "A1", proposal)
    with stage.refused("open_objection"):
        stage.accepts("chair", proposal, "a")


def test_a_suspended_objection_to_an_accepted_part_needs_an_answer() -> None:
    """A-7: A-5: its words are in the clause, also when the remainder is withdrawn."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    to_a, to_b = (stage.objects("bo", "A1", proposal, part) for part in "ab")
    stage.presence("BET", Presence.WALKED_OUT)
    stage.accepts("chair", proposal, "a")
    stage.withdraws("ada", proposal)
    status = {key: its.status for key, its in stage.negotiation.objections.items()}
    assert status == {to_a: ObjectionStatus.NEEDS_ANSWER, to_b: ObjectionStatus.MOOT}


def test_a_part_meets_others_by_itself() -> None:
    """A-7: A-4: what conflicts with another part only is carried over."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    rival_a = stage.tables("bo", "A1", "seven", "three")
    rival_b = stage.tables("gus", "A1", "current", "correct")
    stage.accepts("chair", proposal, "a")
    assert stage.proposal(rival_a).status is ProposalStatus.SUPERSEDED
    assert (stage.proposal(rival_b).live, stage.proposal(rival_b).base) == (True, 2)


def test_reflected_in_a_bridge_is_not_reflected_in_a_part_of_it() -> None:
    """A-7: A-4: what was said of the whole is not taken for the part."""
    stage = opened(NO_SECONDS)
    own = stage.tables("bo", "A1", "current", "correct")
    draft = stage.drafts("chair")
    stage.types("chair", draft, "seven", "eight")
    stage.types("chair", draft, "current", "complete and correct")
    bridge = stage.tables_draft("chair", draft, severable=True, bridges=(own,))
    stage.answers("bo", bridge, own, Reflected.REFLECTED)
    stage.accepts("chair", bridge, "a")
    assert stage.proposal(own).live
    stage.accepts("chair", bridge, "b")
    assert stage.proposal(own).status is ProposalStatus.SUPERSEDED


def test_parts_are_carried_over_side_by_side() -> None:
    """A-7: A-4: another acceptance moves each part; they stay the whole."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    stage.accepts("chair", stage.tables("bo", "A1", "Each party", "Every single party"))
    its = stage.proposal(proposal)
    assert (its.base, set(its.parts), its.needs_author) == (2, {"a", "b"}, False)
    assert digest(together(its.texts, its.parts.values())) == its.digest
    stage.accepts("chair", proposal, "b")
    assert stage.text().startswith("Every single party")


def test_undo_makes_the_whole_of_a_proposal_again() -> None:
    """A-7: U-5: its parts, its objections; by mistake is as if it never was."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    stage.objects("bo", "A1", proposal, "b")
    before = stage.negotiation
    stage.accepts("chair", proposal, "a")
    stage.undoes()
    assert as_it_was(stage.negotiation) == as_it_was(before)


@pytest.mark.parametrize("named", [("b",), ()])
def test_parts_withdrawn_since_stay_withdrawn(named: tuple[str, ...]) -> None:
    """P-14: U-5: undo gives the accepted part back, and nothing that its author gave up."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    objection = stage.objects("bo", "A1", proposal, "b")
    stage.accepts("chair", proposal, "a")
    stage.withdraws("ada", proposal, *named)
    stage.undoes()
    its = stage.proposal(proposal)
    assert (its.live, list(its.parts), its.withdrawn_parts) == (True, ["a"], ("b",))
    assert its.digest == digest(its.texts)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT


def test_objections_to_what_was_withdrawn_since_do_not_revive() -> None:
    """P-9: U-5: undo of another decision leaves a withdrawn proposal, and its objections, alone."""
    stage = opened(NO_SECONDS)
    other = stage.tables("bo", "A1", "current", "complete")
    objection = stage.objects("gus", "A1", other)
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.withdraws("bo", other)
    stage.undoes()
    assert stage.proposal(other).status is ProposalStatus.WITHDRAWN
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT


def test_two_facilitators_accept_different_parts_at_once() -> None:
    """A-7: G-4: the second names a version that is no more (domain §6.10)."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage)
    n = stage.negotiation
    version = n.clauses["A1"].version
    its = n.proposals[proposal]
    act = acts.Accept(
        proposal=proposal,
        version=1,
        digest=version.digest,
        wording=digest(together(its.texts, [its.parts["b"]])),
        parts=("b",),
    )
    stage.accepts("chair", proposal, "a")
    with stage.refused("text_moved") as refusals:
        stage.do("aide", act)
    assert any(key.startswith("now/") for key in refusals[0].texts)


def test_a_dead_proposal_is_not_severed() -> None:
    """P-13: P-6: nor without its head having read it."""
    stage = opened(NO_SECONDS)
    proposal = twofold(stage, severable=False)
    with pytest.raises(Refusal, match="does not read"):
        stage.do("ada", acts.ConsentToSever(proposal=proposal, wording="0" * 64))
    assert of(stage.withdraws("ada", proposal), facts.ProposalWithdrawn)
    with stage.refused("not_live"):
        stage.severs("ada", proposal)
