"""Acceptance: the next version, and what becomes of everything else on the clause."""

from __future__ import annotations

import pytest

from models import acts, facts, redline
from models.edit import Part, edit_of, strike
from models.layer import Run, base, result
from models.objection import ObjectionStatus
from models.party import FACILITATORS, Presence
from models.position import Stand
from models.proposal import ProposalStatus, Reflected
from models.rulebook import Rules
from models.settling import digest
from models.text import to_units
from tests.cast import of, only, opened

NO_SECONDS = Rules(seconding=False)


def test_accepting_makes_the_result_the_next_version() -> None:
    """A-1: named by version and digests; the record of the words tells who brought them."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    made = stage.accepts("chair", proposal)
    adopted = only(made, facts.VersionAdopted)
    version = stage.negotiation.clauses["A1"].version
    assert (version.number, version.proposal) == (2, proposal)
    assert adopted.digest == version.digest == stage.proposal(proposal).digest
    assert adopted.audience == facts.PUBLIC
    assert only(made, facts.ProposalAccepted).audience == facts.PARTIES
    assert stage.proposal(proposal).status is ProposalStatus.ACCEPTED
    origins = [span.origin for span in version.provenance["en/text"]]
    assert [(origin.version, origin.party) for origin in origins] == [
        (1, None),
        (2, "ALP"),
        (1, None),
    ]
    assert stage.last.label == "D-02"


def test_accepting_names_what_the_facilitator_saw() -> None:
    """A-1: G-4: the version, its digest and the result's; otherwise nothing is accepted."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    for moved in ({"version": 2}, {"digest": "0" * 64}, {"wording": "0" * 64}):
        with stage.refused("text_moved"):
            stage.accepts("chair", proposal, **moved)


def test_an_accept_never_takes_in_words_its_author_had_not_seen() -> None:
    """A-1: revised between reading and accepting: refused, both texts shown."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    read = stage.proposal(proposal).digest
    stage.revises("ada", proposal, "ten", "ninety")
    with stage.refused("text_moved") as refusals:
        stage.accepts("chair", proposal, wording=read)
    assert "ten days" in refusals[0].texts["seen/en/text"]
    assert "ninety days" in refusals[0].texts["now/en/text"]


def test_an_amendment_needs_its_second() -> None:
    """A-2: where the rules ask for one; a bridge needs none."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    with stage.refused("not_seconded") as refusals:
        stage.accepts("chair", proposal)
    assert "P01 by ALP" in str(refusals[0].sentence)
    bridge = stage.tables("aide", "A1", "seven", "nine")
    stage.accepts("aide", bridge)


def test_an_objection_to_the_proposal_blocks_it() -> None:
    """A-3: while it stands and its party is active; one to the clause does not."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.objects("gus", "A1")
    objection = stage.objects("bo", "A1", proposal)
    with stage.refused("open_objection") as refusals:
        stage.accepts("chair", proposal)
    assert refusals[0].obstacles[0].item == objection
    stage.presence("BET", Presence.WALKED_OUT)
    stage.accepts("chair", proposal)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER


def test_what_was_accepted_over_a_suspended_objection_is_answered_like_any_version() -> None:
    """A-5: O-6: lifted, or objected to anew, and then by one objection; until then no agreement."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    suspended = stage.objects("bo", "A1", proposal)
    stage.presence("BET", Presence.WALKED_OUT)
    stage.accepts("chair", proposal)
    stage.presence("BET", Presence.PRESENT)
    with stage.refused("own_objection"):
        stage.states("bo")
    anew = stage.objects("bo")
    assert stage.negotiation.objections[suspended].status is ObjectionStatus.MOOT
    stage.lifts("bo", anew)
    stage.states("bo")
    stage.agrees()


def test_accepting_needs_session_quorum_and_rules() -> None:
    """A-1: S-3: every hurdle is named at once."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    for party in ("ALP", "BET", "GAM"):
        stage.presence(party, Presence.ABSENT)
    stage.do("chair", acts.CloseSession())
    with stage.refused("no_session") as refusals:
        stage.accepts("chair", proposal)
    kinds = [obstacle.kind for obstacle in refusals[0].obstacles]
    assert kinds == ["no_session", "no_quorum", "not_seconded"]


def test_what_conflicts_is_superseded_and_the_rest_carried_over() -> None:
    """A-4: by minimal changes, word by word; objections to what is superseded are moot."""
    stage = opened(NO_SECONDS)
    accepted = stage.tables("ada", "A1", "within seven days", "within ten days")
    rival = stage.tables("bo", "A1", "seven days. It shall", "three days. It must")
    apart = stage.tables("gus", "A1", "current", "complete")
    objection = stage.objects("dot", "A1", rival)
    made = stage.accepts("chair", accepted)
    gone = only(made, facts.ProposalSuperseded)
    assert (gone.proposal, gone.by, gone.because) == (rival, accepted, "conflict")
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    carried = stage.proposal(apart)
    assert (carried.live, carried.base, carried.needs_author) == (True, 2, False)
    assert base(carried.texts["en/text"]) == to_units(stage.text())
    assert result(carried.texts["en/text"]).endswith("ten days. It shall keep the list complete.")
    assert carried.digest == digest(carried.texts)
    stage.accepts("chair", apart)
    assert stage.text() == (
        "Each party shall list its accounts within ten days. It shall keep the list complete."
    )


def test_a_bridge_supersedes_what_its_author_called_reflected() -> None:
    """A-4: without any conflict; what is partly or not reflected stays live for its author."""
    stage = opened(NO_SECONDS)
    reflected = stage.tables("ada", "A1", "current", "complete")
    partly = stage.tables("bo", "A1", "seven", "three")
    unanswered = stage.tables("gus", "A1", "within seven days", "within one day")
    bridge = stage.tables("chair", "A1", "seven", "ten", bridges=(reflected, partly, unanswered))
    stage.answers("ada", bridge, reflected, Reflected.REFLECTED)
    stage.answers("bo", bridge, partly, Reflected.PARTLY)
    made = stage.accepts("chair", bridge)
    gone = {fact.proposal: fact.because for fact in of(made, facts.ProposalSuperseded)}
    assert gone == {reflected: "reflected", unanswered: "conflict"}
    assert stage.proposal(partly).live
    assert stage.proposal(partly).needs_author


def test_what_reads_otherwise_than_proposed_waits_for_its_author() -> None:
    """A-6: it is not accepted before its author has revised, or confirmed, its words."""
    stage = opened(NO_SECONDS)
    partly = stage.tables("bo", "A1", "seven", "three")
    bridge = stage.tables("chair", "A1", "seven", "ten", bridges=(partly,))
    stage.answers("bo", bridge, partly, Reflected.PARTLY)
    stage.accepts("chair", bridge)
    with stage.refused("needs_author"):
        stage.accepts("chair", partly)
    draft = stage.drafts("bo", revises=partly)
    stage.types("bo", draft, "tenthree", "five")
    stage.do("bo", acts.Revise(**stage.freeze(draft)))  # type: ignore[arg-type]
    stage.accepts("chair", partly)
    assert "within five days" in stage.text()


def test_what_was_struck_and_typed_again_is_carried_over_as_it_was_meant() -> None:
    """A-4: a rival strike of words that both keep does no harm to the words between."""
    stage = opened(NO_SECONDS)
    wide = stage.tables("ada", "A1", "accounts within seven days", "accounts within seven weeks")
    narrow = stage.tables("bo", "A1", "seven", "ten")
    made = stage.accepts("chair", narrow)
    assert of(made, facts.ProposalSuperseded) == []
    assert not stage.proposal(wide).needs_author
    stage.accepts("chair", wide)
    assert stage.text().startswith("Each party shall list its accounts within ten weeks.")


def test_joint_words_that_cannot_be_carried_exactly_wait_for_their_authors() -> None:
    """A-6: the words of several parties are not drawn again by a machine."""
    stage = opened(NO_SECONDS)
    draft = stage.drafts("ada", writers=("BET",))
    stage.types("ada", draft, "within seven days", "within nine days")
    stage.types("bo", draft, "nine days", "seven weeks")
    joint = stage.tables_draft("ada", draft, co_sponsors=("BET",))
    narrow = stage.tables("gus", "A1", "within seven", "not before seven")
    stage.accepts("chair", narrow)
    assert stage.proposal(joint).live
    assert stage.proposal(joint).needs_author


@pytest.mark.parametrize("effort", [0, redline.EFFORT])
def test_whoever_changes_much_takes_no_marks_from_what_was_left_alone(
    effort: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A-4: of 600 words every other one goes; strikes and letters between them stay in place."""
    monkeypatch.setattr(redline, "EFFORT", effort)
    words = [f"w{number}" for number in range(600)]
    stage = opened(NO_SECONDS, {"A1": " ".join(words)})
    draft, wide = stage.drafts("bo"), stage.drafts("ada")
    stage.types("bo", draft, "w301 ", "")
    stage.edits("bo", draft, edit_of(stage.text().index("w401"), "and "))
    parts: list[Part] = []
    for n, word in enumerate(words):
        parts += (len(word) + 1,) if n % 2 else (strike(len(word)), f"n{n}", 1)
    stage.edits("ada", wide, edit_of(*parts))
    stage.accepts("chair", stage.tables_draft("ada", wide))
    runs = stage.negotiation.drafts[draft].texts["en/text"]
    marked = [run for run in runs if run != Run(run.text)]
    assert marked == [Run("w301 ", None, frozenset({"BET"})), Run("and ", "BET")]
    assert "n300 n302" in result(runs)
    assert "n400 and w401 n402" in result(runs)


def test_drafts_are_carried_over_in_their_own_streams() -> None:
    """A-4: an edit made before the version is rebased over the words that came in."""
    stage = opened(NO_SECONDS)
    draft = stage.drafts("bo")
    stage.types("bo", draft, "current", "complete")
    late = stage.change("bo", draft, "Each party", "Every party")
    proposal = stage.tables("ada", "A1", "seven", "ten or, in good time before the vote, twelve")
    carried = only(stage.accepts("chair", proposal), facts.DraftCarried)
    assert carried.audience == f"draft:{draft}"
    stage.edits("bo", draft, late, revision=1)
    assert stage.reading(draft) == (
        "Every party shall list its accounts within ten or, in good time before the vote, twelve "
        "days. It shall keep the list complete."
    )
    assert stage.negotiation.drafts[draft].base == 2


def test_objections_to_the_clause_ask_for_an_answer() -> None:
    """A-5: they do not vanish with the version they were about, and block until answered."""
    stage = opened(NO_SECONDS)
    objection = stage.objects("bo", "A1")
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.accepts("chair", proposal)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER
    with stage.refused("open_objection"):
        stage.puts()
    with stage.refused("own_objection"):
        stage.states("bo")
    stage.lifts("bo", objection)
    stage.states("bo")
    stage.puts()


def test_positions_lapse_with_their_version() -> None:
    """O-5: A-1: a new version has no positions; the old ones are history."""
    stage = opened(NO_SECONDS)
    stage.states("bo")
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.accepts("chair", proposal)
    assert stage.negotiation.position("A1", "BET") is None
    assert stage.negotiation.positions["A1"]["BET", 1].stand is Stand.AGREE


def test_a_text_decision_takes_up_a_parked_clause() -> None:
    """K-2: A-1: accepting resumes what was parked."""
    stage = opened(NO_SECONDS)
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.do("chair", acts.Park(clause="A1", reason="Later"))
    stage.accepts("chair", proposal)
    assert stage.negotiation.clauses["A1"].parking is None


def test_titles_are_texts_of_a_clause() -> None:
    """A-1: a proposal may change the title alone, or title and text at once."""
    stage = opened(NO_SECONDS)
    draft = stage.drafts("ada")
    stage.types("ada", draft, "Title 1", "Accounts", name="en/title")
    stage.types("ada", draft, "seven", "ten")
    stage.accepts("chair", stage.tables_draft("ada", draft))
    version = stage.negotiation.clauses["A1"].version
    assert version.wording["en/title"] == "Accounts"
    assert "ten days" in version.wording["en/text"]


def test_words_of_facilitators_are_known_as_theirs() -> None:
    """A-1: the facilitators are no party, and their words are attributed all the same."""
    stage = opened()
    stage.accepts("chair", stage.tables("chair", "A1", "seven", "ten"))
    spans = stage.negotiation.clauses["A1"].version.provenance["en/text"]
    assert {span.origin.party for span in spans} == {None, FACILITATORS}


def test_emoji_and_arabic_are_settled_whole() -> None:
    """A-1: astral characters and right-to-left words keep their places and their authors."""
    stage = opened(NO_SECONDS, {"A1": "نص 🙂 قصير. Second sentence."})
    first = stage.tables("ada", "A1", "قصير", "قصير جدًا 👩‍👩‍👧")
    second = stage.tables("bo", "A1", "Second", "Another")
    stage.accepts("chair", first)
    stage.accepts("chair", second)
    assert stage.text() == "نص 🙂 قصير جدًا 👩‍👩‍👧. Another sentence."
