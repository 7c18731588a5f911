"""New clauses: proposed, numbered, undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from models import acts, facts, views
from models.acts import Act
from models.clause import ClauseStatus
from models.objection import ObjectionStatus
from models.party import Presence
from models.position import Stand
from models.proposal import Effect, ProposalStatus
from models.provenance import Origin
from models.text import wording_digest
from tests.cast import HEADS, convened, only, opened
from tests.models.structures import order, restored, status
from tests.models.test_scenarios import replayed


def test_a_new_clause_is_proposed_seconded_and_accepted() -> None:
    """C-1: its place and number are public, its wording is a proposal over an empty version."""
    stage = opened()
    act = acts.TableNewClause(
        after="A1", wording={"en/title": "Bots", "en/text": "No bots, cafe\u0301."}, reason="Why."
    )
    made = stage.do("abe", act)
    added, tabled = only(made, facts.ClauseAdded), only(made, facts.ProposalTabled)
    assert (added.audience, tabled.audience) == (facts.PUBLIC, facts.PARTIES)
    assert (added.clause, added.number, tabled.effect) == ("A1bis", "1 bis", Effect.NEW_CLAUSE)
    assert stage.numbers == ["1", "1 bis", "2", "3"]
    its = stage.negotiation.clauses["A1bis"]
    assert (its.current, its.version.empty) == (1, True)
    assert its.version.digest == wording_digest({"en/title": "", "en/text": ""})
    assert status(stage, "A1bis") is ClauseStatus.BRACKETED
    stage.carries(tabled.proposal)
    its = stage.negotiation.clauses["A1bis"]
    assert its.version.wording == {"en/title": "Bots", "en/text": "No bots, café."}
    assert its.version.provenance["en/title"][0].origin == Origin(2, tabled.proposal, "ALP")
    assert status(stage, "A1bis") is ClauseStatus.OPEN
    stage.agrees("A1bis")
    assert str(views.progress(stage.negotiation)) == "1 of 4"
    assert replayed(stage) == stage.negotiation


def test_a_new_clause_by_the_facilitators_needs_no_second() -> None:
    """C-1: it is a bridge that bridges nothing."""
    stage = opened()
    stage.accepts("chair", stage.adds("chair", "A3"))
    assert stage.text("A3bis") == "New words."


def test_numbers_of_new_clauses_move_no_other() -> None:
    """C-1: C-11: bis, ter, quater; 0 at the beginning; each number once."""
    stage = opened()
    for after in ("A1", "A1", "A1bis", "", "", "A3"):
        stage.adds("ada", after)
    assert stage.numbers == ["0 bis", "0", "1", "1 ter", "1 bis", "1 quater", "2", "3", "3 bis"]
    assert order(stage)[:4] == ["N0bis", "N0", "A1", "A1ter"]
    for proposal in list(stage.negotiation.proposals):
        stage.withdraws("ada", proposal)
    stage.adds("ada", "A1")
    assert stage.numbers == ["1", "1 quinquies", "2", "3"]


def test_a_new_clause_after_an_unnumbered_one() -> None:
    """C-1: after the preamble it takes the number before the first, elsewhere that of the last."""
    stage = opened()
    n = stage.negotiation
    stage.negotiation = replace(n, clauses={**n.clauses, "A1": replace(n.clauses["A1"], number="")})
    stage.adds("ada", "A1")
    assert stage.numbers == ["", "0", "2", "3"]
    many = {f"A{count}": "A text." for count in range(1, 3)}
    stage = opened(None, many)
    for _ in range(12):
        stage.adds("chair", "A1")
    assert stage.numbers[1:4] == ["1 13", "1 12", "1 11"]


def test_a_new_clause_needs_a_title_and_a_text() -> None:
    """C-1: in the working language, of fields there are, within the bounds, and canonical."""
    stage = opened()

    def table(after: str = "A1", **wording: str) -> Act:
        said = {f"en/{field}": text for field, text in wording.items()}
        return acts.TableNewClause(after=after, wording=said)

    for act, code in (
        (table(title="T"), "wording_missing"),
        (table(title=" ", text="T"), "wording_missing"),
        (table(title="T", text="x" * 20_001), "too_long"),
        (table(title="T", text="\u202e"), "bidi_control"),
        (table(title="T", text="T", note="N"), "not_found"),
        (table(after="A9", title="T", text="T"), "not_found"),
    ):
        with stage.refused(code):
            stage.do("ada", act)
    early = convened()
    with early.refused("no_text"):
        early.do("ada", table(title="T", text="T"))
    stage.negotiation = replace(stage.negotiation, adopted="digest")
    with stage.refused("adopted"):
        stage.do("ada", table(title="T", text="T"))


def test_alternatives_to_a_new_clause() -> None:
    """C-1: C-2: others table theirs by ordinary drafts; accepting one supersedes the others."""
    stage = opened()
    first = stage.adds("ada", "A2")
    draft = stage.drafts("bo", "A2bis")
    stage.types("bo", draft, "", "Other", name="en/title")
    stage.types("bo", draft, "", "Other words.")
    other = stage.tables_draft("bo", draft)
    assert stage.proposal(other).effect is Effect.NEW_CLAUSE
    assert views.conflicts(stage.negotiation, first) == (other,)
    stage.revises("ada", first, "New words", "Newer words")
    stage.carries(other)
    assert stage.text("A2bis") == "Other words."
    assert stage.proposal(first).status is ProposalStatus.SUPERSEDED


def test_a_new_clause_that_comes_to_nothing_blocks_nothing() -> None:
    """C-2: withdrawn or lapsed, it is out of the text; live again, it is back."""
    stage = opened()
    proposal = stage.adds("ada", "A1")
    draft = stage.drafts("bo", "A1bis")
    assert str(views.progress(stage.negotiation)) == "0 of 4"
    stage.withdraws("ada", proposal)
    assert status(stage, "A1bis") is ClauseStatus.REMOVED
    assert stage.numbers == ["1", "2", "3"]
    assert str(views.progress(stage.negotiation)) == "0 of 3"
    assert "A1bis" not in {row.clause for row in views.board(stage.negotiation).rows}
    stage.types("bo", draft, "", "Second thoughts.")
    again = stage.tables_draft("bo", draft)
    assert status(stage, "A1bis") is ClauseStatus.BRACKETED
    stage.later(minutes=21).settle()
    assert stage.proposal(again).status is ProposalStatus.LAPSED
    assert status(stage, "A1bis") is ClauseStatus.REMOVED


def test_nobody_takes_a_position_on_a_clause_without_text() -> None:
    """C-2: one objects to what is proposed for it; it is not put to the room."""
    stage = opened()
    proposal = stage.adds("ada", "A1")
    with stage.refused("no_text"):
        stage.states("bo", clause="A1bis")
    with stage.refused("no_text"):
        stage.objects("bo", "A1bis")
    with stage.refused("no_text"):
        stage.puts(clause="A1bis")
    objection = stage.objects("bo", "A1bis", proposal)
    stage.seconds("gus", proposal)
    with stage.refused("open_objection"):
        stage.accepts("chair", proposal)
    stage.withdraws("ada", proposal)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT


def test_undoing_a_new_clause() -> None:
    """C-9: it is proposed again, as it was; its version numbers are not used again."""
    stage = opened()
    proposal = stage.adds("ada", "A1")
    stage.seconds("bo", proposal)
    before = stage.negotiation
    stage.accepts("chair", proposal)
    stage.undoes()
    restored(stage, before)
    assert status(stage, "A1bis") is ClauseStatus.BRACKETED
    stage.accepts("chair", proposal)
    assert stage.negotiation.clauses["A1bis"].current == 3


def test_a_party_that_walked_out_proposes_nothing() -> None:
    """G-5: not a structure either."""
    stage = opened()
    stage.presence("ALP", Presence.WALKED_OUT)
    with stage.refused("not_active"):
        stage.adds("ada", "A1")
    with stage.refused("not_active"):
        stage.deletes("ada", "A1")


def test_structure_of_what_is_agreed_or_before_the_room() -> None:
    """P-4: nothing is tabled on it."""
    stage = opened()
    stage.shows("A1")
    stage.puts(clause="A1")
    deeds: tuple[Callable[[], object], ...] = (
        lambda: stage.deletes("ada", "A1"),
        lambda: stage.merges("ada", "A1", "A2"),
    )
    for deed in deeds:
        with stage.refused("question_open"):
            deed()
    stage.later(seconds=61)
    stage.confirms(clause="A1")
    deeds = (
        lambda: stage.moves("ada", "A1", "A3"),
        lambda: stage.splits("ada", "A1", "It shall"),
    )
    for deed in deeds:
        with stage.refused("agreed"):
            deed()
    for head in HEADS[1:]:
        stage.states(head, Stand.AGREE, "A2")
    assert stage.moves("ada", "A3", "A1")


def test_nobody_agrees_to_a_clause_without_a_text() -> None:
    """C-2: neither by silence nor in a package; what is proposed for it is offered."""
    stage = opened()
    proposal = stage.adds("chair", "A2")
    silence = stage.offers(clause="A2bis", proposal=proposal)
    stage.do("chair", acts.CancelSilence(silence=silence, reason="Not yet"))
    stage.withdraws("chair", proposal)
    with stage.refused("no_text"):
        stage.offers(clause="A2bis")
    with stage.refused("no_text"):
        stage.packs(("A1", None), ("A2bis", None))
