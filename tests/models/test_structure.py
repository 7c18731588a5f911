"""Proposals that change the structure of the text: new, deleted, moved, split, merged; numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest

from models import acts, facts, outline, views, whole
from models.acts import Act
from models.clause import ClauseStatus
from models.fold import fold
from models.negotiation import Negotiation
from models.objection import ObjectionStatus
from models.party import Presence
from models.position import Stand
from models.proposal import Effect, ProposalStatus
from models.provenance import Origin
from models.rulebook import Decision, Rules
from models.text import to_units, wording_digest
from tests.cast import HEADS, MORNING, TEXTS, Stage, convened, of, only, opened
from tests.models.test_scenarios import replayed
from tests.models.test_undo import as_it_was


def status(stage: Stage, clause: str) -> ClauseStatus:
    """The status of a clause."""
    return views.status(stage.negotiation, clause)


def order(stage: Stage) -> list[str]:
    """The clauses that have a place, in order."""
    return [its.id for its in outline.placed(stage.negotiation)]


def restored(stage: Stage, before: Negotiation) -> None:
    """Everything is as it was, but for ids that are not used again."""
    now, then = as_it_was(stage.negotiation), as_it_was(before)
    clauses = {key: its for key, its in now.clauses.items() if key in then.clauses}
    assert list(clauses) == list(then.clauses)
    assert replace(now, clauses=clauses) == then
    added = [its for key, its in now.clauses.items() if key not in then.clauses]
    assert all(outline.replaced(its) for its in added)
    assert replayed(stage) == stage.negotiation


# --- new clauses ---------------------------------------------------------------------------------


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


# --- deletions -----------------------------------------------------------------------------------


def test_a_clause_is_deleted_and_agreed() -> None:
    """C-3: number and place stay; once agreed it is removed and needs nothing more."""
    stage = opened()
    edits = stage.tables("bo", "A2", "Satire", "Parody")
    proposal = stage.deletes("ada", "A2")
    assert views.conflicts(stage.negotiation, proposal) == (edits,)
    stage.carries(proposal)
    assert stage.proposal(edits).status is ProposalStatus.SUPERSEDED
    its = stage.negotiation.clauses["A2"]
    assert (its.removed, its.version.empty, its.current, its.number) == (True, True, 2, "2")
    assert status(stage, "A2") is ClauseStatus.OPEN
    assert str(views.progress(stage.negotiation)) == "0 of 3"
    stage.agrees("A2")
    assert status(stage, "A2") is ClauseStatus.REMOVED
    assert stage.numbers == ["1", "2", "3"]
    assert [its.id for its in outline.worded(stage.negotiation)] == ["A1", "A3"]
    assert str(views.progress(stage.negotiation)) == "0 of 2"
    with stage.refused("agreed"):
        stage.drafts("bo", "A2")
    stage.undoes()
    assert status(stage, "A2") is ClauseStatus.OPEN


def test_an_objection_to_a_clause_that_is_deleted_needs_an_answer() -> None:
    """C-3: A-5: whoever objects to the deletion as decided says so of the empty version."""
    stage = opened()
    objection = stage.objects("bo", "A2")
    stage.carries(stage.deletes("ada", "A2"))
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER
    anew = stage.objects("bo", "A2")
    stage.shows("A2")
    with stage.refused("open_objection"):
        stage.puts(clause="A2")
    stage.lifts("bo", anew)
    stage.states("bo", Stand.AGREE, "A2")
    stage.agrees("A2")


def test_text_changed_back() -> None:
    """C-3: a deleted clause is given words again by a new proposal: nothing revives."""
    stage = opened()
    stage.states("gus", Stand.AGREE, "A2")
    stage.carries(stage.deletes("ada", "A2"))
    draft = stage.drafts("bo", "A2")
    for field, text in (("en/title", "Title 2"), ("en/text", TEXTS["A2"])):
        stage.types("bo", draft, "", text, name=field)
    stage.carries(stage.tables_draft("bo", draft))
    its = stage.negotiation.clauses["A2"]
    assert (its.removed, its.current) == (False, 3)
    assert its.version.digest == its.numbered(1).digest
    assert stage.negotiation.position("A2", "GAM") is None
    assert status(stage, "A2") is ClauseStatus.OPEN


def test_a_draft_that_leaves_nothing_is_a_deletion() -> None:
    """C-3: however it was written; but no revision turns into one, and none is proposed twice."""
    stage = opened()
    draft = stage.drafts("ada", "A3")
    for field, text in (("en/title", "Title 3"), ("en/text", TEXTS["A3"])):
        stage.types("ada", draft, text, "", name=field)
    proposal = stage.tables_draft("ada", draft)
    assert stage.proposal(proposal).effect is Effect.DELETE
    with stage.refused("identical"):
        stage.deletes("bo", "A3")
    with stage.refused("not_revised"):
        stage.drafts("ada", "A3", revises=proposal)
    other = stage.tables("bo", "A3", "five", "six")
    revision = stage.drafts("bo", "A3", revises=other)
    for field in ("en/title", "en/text"):
        stage.types("bo", revision, stage.reading(revision, field), "", name=field)
    with stage.refused("identical"):
        stage.do("bo", acts.Revise(**stage.freeze(revision)))  # type: ignore[arg-type]
    stage.withdraws("ada", proposal)
    with stage.refused("deletes"):
        stage.do("bo", acts.Revise(**stage.freeze(revision)))  # type: ignore[arg-type]
    stage.carries(stage.deletes("ada", "A3"))
    with stage.refused("no_change"):
        stage.deletes("ada", "A3")


def test_undoing_a_deletion() -> None:
    """C-9: U-4: the text, its proposals and its positions are as they were."""
    stage = opened()
    stage.states("gus", Stand.AGREE, "A2")
    stage.drafts("bo", "A2")
    stage.tables("bo", "A2", "Satire", "Parody")
    proposal = stage.deletes("ada", "A2")
    stage.seconds("gus", proposal)
    before = stage.negotiation
    stage.accepts("chair", proposal)
    stage.undoes()
    restored(stage, before)
    assert not stage.negotiation.clauses["A2"].removed


# --- moves ---------------------------------------------------------------------------------------


def test_a_move_changes_the_order_and_nothing_else() -> None:
    """C-4: no version, no position lapsed, other proposals untouched; a decision like others."""
    stage = opened()
    stage.states("gus", Stand.AGREE, "A3")
    other = stage.tables("bo", "A3", "five", "six")
    proposal = stage.moves("ada", "A3", "")
    before = stage.negotiation
    made = stage.carries(proposal)
    assert only(made, facts.ClauseMoved).audience == facts.PUBLIC
    assert not of(made, facts.VersionAdopted)
    assert order(stage) == ["A3", "A1", "A2"]
    assert stage.numbers == ["3", "1", "2"]
    now = stage.negotiation
    assert now.clauses["A3"] == before.clauses["A3"]
    assert now.positions == before.positions
    assert now.proposals[other] == before.proposals[other]
    assert stage.last.label == "D-02"
    assert [row.clause for row in views.board(now).rows] == ["A3", "A1", "A2"]


def test_a_move_that_moves_nothing() -> None:
    """C-4: P-3: to where it stands, after itself, after what is gone, or twice."""
    stage = opened()
    for clause, after in (("A1", ""), ("A2", "A1"), ("A2", "A2")):
        with stage.refused("no_change"):
            stage.moves("ada", clause, after)
    vacant = stage.adds("ada", "A1")
    stage.withdraws("ada", vacant)
    with stage.refused("no_place"):
        stage.moves("ada", "A3", "A1bis")
    with stage.refused("no_change"):
        stage.moves("ada", "A2", "A1")
    proposal = stage.moves("ada", "A2", "A3")
    with stage.refused("identical"):
        stage.moves("bo", "A2", "A3")
    stage.moves("bo", "A2", "")
    with stage.refused("not_revised"):
        stage.drafts("ada", "A2", revises=proposal)


def test_a_move_is_carried_over_when_the_text_changes() -> None:
    """C-4: A-4: it conflicts with no wording; what was seconded is the place."""
    stage = opened()
    proposal = stage.moves("ada", "A2", "A3")
    stage.seconds("gus", proposal)
    stage.carries(stage.tables("bo", "A2", "Satire", "Parody"))
    its = stage.proposal(proposal)
    assert (its.live, its.base, its.needs_author) == (True, 2, False)
    assert its.digest == stage.negotiation.clauses["A2"].version.digest
    stage.accepts("chair", proposal)
    assert order(stage) == ["A1", "A3", "A2"]


def test_undoing_a_move() -> None:
    """C-9: the order is as it was, and what came since stays behind what it follows."""
    stage = opened()
    proposal = stage.moves("ada", "A3", "")
    stage.seconds("bo", proposal)
    before = stage.negotiation
    stage.accepts("chair", proposal)
    stage.undoes()
    restored(stage, before)
    stage.accepts("chair", proposal)
    stage.adds("ada", "A3")
    stage.adds("ada", "")
    stage.revises("bo", stage.tables("bo", "A3", "five", "six"), "six", "seven")
    drafts, proposals = dict(stage.negotiation.drafts), len(stage.negotiation.proposals)
    stage.undoes()
    assert order(stage) == ["N0", "A1", "A2", "A3", "A3bis"]
    assert stage.negotiation.drafts == drafts
    assert sum(p.live for p in stage.negotiation.proposals.values()) == proposals


def test_of_two_moves_the_last_is_undone_first() -> None:
    """C-9: the order is one thing, whichever clauses were moved."""
    stage = opened()
    stage.carries(stage.moves("ada", "A3", ""))
    first = stage.last.number
    stage.carries(stage.moves("ada", "A1", "A2"))
    with stage.refused("decided_since"):
        stage.undoes(decision=first)
    stage.undoes()
    stage.undoes(decision=first)
    assert order(stage) == ["A1", "A2", "A3"]


def test_a_move_outlasts_the_undo_of_another_decision() -> None:
    """C-9: tabled since or before, it waits on, over the text that is back."""
    stage = opened()
    before = stage.moves("ada", "A2", "A3")
    stage.carries(stage.tables("bo", "A2", "Satire", "Parody"))
    since = stage.moves("bo", "A2", "")
    stage.undoes()
    for proposal in (before, since):
        its = stage.proposal(proposal)
        assert (its.live, its.base) == (True, 1)
        stage.carries(proposal)
    assert order(stage) == ["A2", "A1", "A3"]


def test_a_suspended_objection_to_a_move_needs_an_answer() -> None:
    """C-4: A-5: its party was away when the clause was moved."""
    stage = opened()
    proposal = stage.moves("ada", "A2", "")
    objection = stage.objects("gus", "A2", proposal)
    stage.presence("GAM", Presence.WALKED_OUT)
    stage.carries(proposal)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER
    stage.undoes()
    assert stage.negotiation.objections[objection].status is ObjectionStatus.OPEN


# --- splits and mergers --------------------------------------------------------------------------


def test_clause_split() -> None:
    """C-5: C-8: new ids with lineage; positions lapse; old ids redirect; words keep origins."""
    stage = opened()
    stage.carries(stage.tables("bo", "A1", "seven days", "ten days"))
    brought = stage.last.proposal
    stage.states("gus", Stand.AGREE)
    stage.shows("A1")
    proposal = stage.splits("ada", "A1", "It shall")
    made = stage.carries(proposal)
    assert only(made, facts.ClausesReplaced).audience == facts.PUBLIC
    n = stage.negotiation
    assert order(stage) == ["A1a", "A1b", "A2", "A3"]
    assert stage.numbers == ["1", "1 bis", "2", "3"]
    first, second = n.clauses["A1a"], n.clauses["A1b"]
    assert first.version.wording == {
        "en/title": "Title 1",
        "en/text": "Each party shall list its accounts within ten days.",
    }
    assert second.version.wording == {
        "en/title": "Second",
        "en/text": "It shall keep the list current.",
    }
    assert first.predecessors == second.predecessors == ("A1",)
    assert outline.lineage(n, "A1b") == ("A1b", "A1")
    assert outline.successors_of(n, "A1") == ("A1a", "A1b")
    assert n.on_screen is not None
    assert n.on_screen.clause == "A1a"
    for its in (first, second):
        for field, text in its.version.wording.items():
            spans = its.version.provenance[field]
            assert sum(span.length for span in spans) == len(to_units(text))
    origins = {span.origin for span in first.version.provenance["en/text"]}
    assert origins == {Origin(1), Origin(1, brought, "BET")}
    assert second.version.provenance["en/title"][0].origin == Origin(1, proposal, "ALP")
    assert status(stage, "A1") is ClauseStatus.REMOVED
    assert n.position("A1a", "GAM") is None
    assert str(views.progress(n)) == "0 of 4"
    assert replayed(stage) == n


def test_nothing_happens_on_a_clause_that_was_split() -> None:
    """C-8: who still has the old one in view is led to what came of it."""
    stage = opened()
    draft = stage.drafts("bo", "A1")
    stage.types("bo", draft, "seven", "nine")
    edit = stage.change("bo", draft, "nine", "eight")
    stage.carries(stage.splits("ada", "A1", "It shall"))
    deeds: tuple[Callable[[], object], ...] = (
        lambda: stage.drafts("bo", "A1"),
        lambda: stage.objects("bo", "A1"),
        lambda: stage.states("bo", clause="A1"),
        lambda: stage.shows("A1"),
        lambda: stage.puts(clause="A1"),
        lambda: stage.deletes("bo", "A1"),
        lambda: stage.tables_draft("bo", draft),
    )
    for deed in deeds:
        with stage.refused("replaced") as seen:
            deed()
        assert [obstacle.item for obstacle in seen[0].obstacles] == ["A1a", "A1b"]
    with stage.refused("pens_down"):
        stage.edits("bo", draft, edit)
    assert "nine" in stage.reading(draft)
    with stage.refused("no_place"):
        stage.adds("bo", "A1")


def test_where_a_clause_may_be_split() -> None:
    """C-5: in every text, between words, never within a character; the second has a title."""
    stage = opened(None, {**TEXTS, "A4": "One 😀 two."})
    read = stage.read("A4")

    def split(title: str = "T", **at: int) -> acts.TableSplit:
        return acts.TableSplit(
            **read,
            at={f"en/{field}": offset for field, offset in at.items()},
            second_title={"en/title": title},
        )

    for act, code in (
        (split(), "cut_missing"),
        (split(text=4, title_=4), "cut_missing"),
        (split(text=0), "nothing_to_split"),
        (split(text=99), "nothing_to_split"),
        (split(text=-1), "nothing_to_split"),
        (split(text=5), "split_character"),
        (split("", text=4), "title_missing"),
        (replace(split(text=4), second_title={"en/text": "T"}), "not_found"),
        (replace(split(text=4), version=2), "text_moved"),
    ):
        with stage.refused(code):
            stage.do("ada", act)
    stage.do("ada", split(text=4))


def test_nothing_else_is_tabled_beside_a_split() -> None:
    """C-7: not before, not while it is live; a move is a proposal like any other."""
    stage = opened()
    amendment = stage.tables("bo", "A1", "seven", "nine")
    with stage.refused("live_proposal") as seen:
        stage.splits("ada", "A1", "It shall")
    assert [obstacle.item for obstacle in seen[0].obstacles] == [amendment]
    stage.withdraws("bo", amendment)
    draft = stage.drafts("bo", "A1")
    stage.types("bo", draft, "seven", "nine")
    split = stage.splits("ada", "A1", "It shall")
    deeds: tuple[Callable[[], object], ...] = (
        lambda: stage.tables_draft("bo", draft),
        lambda: stage.deletes("bo", "A1"),
        lambda: stage.moves("bo", "A1", "A3"),
        lambda: stage.splits("bo", "A1", "within"),
        lambda: stage.merges("bo", "A1", "A2"),
    )
    for deed in deeds:
        with stage.refused("live_proposal"):
            deed()
    with stage.refused("not_revised"):
        stage.drafts("ada", "A1", revises=split)
    stage.withdraws("ada", split)
    stage.tables_draft("bo", draft)


def test_objections_to_a_clause_that_is_split_need_an_answer() -> None:
    """C-8: A-5: on the first new clause, those of a party that walked out among them."""
    stage = opened()
    standing = stage.objects("bo", "A1")
    proposal = stage.splits("ada", "A1", "It shall")
    away = stage.objects("gus", "A1", proposal)
    stage.presence("GAM", Presence.WALKED_OUT)
    stage.carries(proposal)
    for objection in (standing, away):
        its = stage.negotiation.objections[objection]
        assert (its.clause, its.version) == ("A1a", 1)
        assert its.status is ObjectionStatus.NEEDS_ANSWER
    stage.shows("A1a")
    with stage.refused("open_objection"):
        stage.puts(clause="A1a")
    stage.lifts("bo", standing)
    stage.agrees("A1a")
    stage.agrees("A1b")


def test_clause_merged() -> None:
    """C-6: C-8: both texts under the first number; the words keep their origins."""
    stage = opened()
    stage.carries(stage.tables("bo", "A3", "five", "six"))
    brought = stage.last.proposal
    objection = stage.objects("gus", "A3")
    proposal = stage.merges("ada", "A2", "A3", "Truth and panel")
    assert status(stage, "A3") is ClauseStatus.BRACKETED
    stage.shows("A3")
    with stage.refused("live_proposal"):
        stage.puts(clause="A3")
    stage.carries(proposal)
    n = stage.negotiation
    assert order(stage) == ["A1", "A2-A3"]
    assert stage.numbers == ["1", "2"]
    its = n.clauses["A2-A3"]
    six = TEXTS["A3"].replace("five", "six")
    assert its.version.wording == {
        "en/title": "Truth and panel",
        "en/text": f"{TEXTS['A2']}\n{six}",
    }
    assert its.version.digest == n.proposals[proposal].digest
    spans = its.version.provenance["en/text"]
    assert [span.origin for span in spans] == [
        Origin(1),
        Origin(1, proposal, "ALP"),
        Origin(1),
        Origin(1, brought, "BET"),
        Origin(1),
    ]
    assert its.predecessors == ("A2", "A3")
    assert outline.successors_of(n, "A3") == ("A2-A3",)
    assert n.objections[objection].clause == "A2-A3"
    assert replayed(stage) == n


def test_what_may_be_merged() -> None:
    """C-6: two clauses that follow each other and read as named, also when it is accepted."""
    stage = opened()
    for clause, other in (("A1", "A3"), ("A2", "A1"), ("A1", "A1")):
        with stage.refused("not_neighbours"):
            stage.merges("ada", clause, other)
    act = acts.TableMerge(
        **stage.read("A1"),
        other="A2",
        other_version=1,
        other_digest="0" * 64,
    )
    with stage.refused("text_moved"):
        stage.do("ada", act)
    proposal = stage.merges("ada", "A1", "A2")
    stage.seconds("bo", proposal)
    between = stage.adds("bo", "A1")
    stage.carries(between)
    with stage.refused("not_neighbours"):
        stage.accepts("chair", proposal)
    stage.carries(stage.moves("bo", "A1bis", "A3"))
    stage.accepts("chair", proposal)
    assert order(stage) == ["A1-A2", "A3", "A1bis"]
    assert stage.negotiation.clauses["A1-A2"].version.wording["en/title"] == "Title 1"


def test_a_merger_is_too_long() -> None:
    """C-6: D-7: no clause is longer than it may be."""
    stage = opened(None, {"A1": "x" * 12_000, "A2": "y" * 12_000})
    with stage.refused("too_long"):
        stage.merges("ada", "A1", "A2")


@pytest.mark.parametrize("effect", [Effect.SPLIT, Effect.MERGE])
def test_undoing_a_split_or_merger(effect: Effect) -> None:
    """C-9: clauses, positions, objections and drafts are as they were; ids are not used again."""
    stage = opened()
    stage.states("gus", Stand.AGREE)
    stage.objects("bo", "A1")
    stage.objects("gus", "A2")
    stage.drafts("dot", "A1")
    stage.do("chair", acts.Park(clause="A2"))
    stage.shows("A1")
    proposal = (
        stage.splits("ada", "A1", "It shall")
        if effect is Effect.SPLIT
        else stage.merges("ada", "A1", "A2")
    )
    stage.seconds("gus", proposal)
    before = stage.negotiation
    stage.accepts("chair", proposal)
    new = stage.negotiation.clauses["A1"].successors
    stage.undoes()
    restored(stage, before)
    assert outline.successors_of(stage.negotiation, new[0])[0] == "A1"
    stage.accepts("chair", proposal)
    assert not set(stage.negotiation.clauses["A1"].successors) & set(new)
    stage.undoes()
    restored(stage, before)


def test_what_was_begun_on_new_clauses_returns_when_a_split_is_undone() -> None:
    """C-9: U-3: proposals as drafts, objections moot, the question falls; nothing typed is lost."""
    stage = opened()
    stage.carries(stage.splits("ada", "A1", "It shall"))
    split = stage.last.number
    amendment = stage.tables("bo", "A1a", "seven", "nine")
    move = stage.moves("bo", "A1b", "A3")
    merge = stage.merges("dot", "A2", "A3")
    to_it = stage.objects("gus", "A1a", amendment)
    to_text = stage.objects("gus", "A1a")
    made = stage.undoes()
    n = stage.negotiation
    assert n.proposals[amendment].status is ProposalStatus.RETURNED
    assert n.proposals[move].status is ProposalStatus.RETURNED
    assert n.proposals[merge].live
    assert {n.objections[o].status for o in (to_it, to_text)} == {ObjectionStatus.MOOT}
    draft = only(made, facts.DraftStarted)
    assert (draft.owner, draft.private) == ("BET", True)
    assert "nine" in stage.reading(draft.draft)
    stage.carries(stage.negotiation.decisions[split - 1].proposal or "")
    stage.shows("A1a-2")
    stage.puts(clause="A1a-2")
    made = stage.undoes()
    assert of(made, facts.QuestionFell)
    assert replayed(stage) == stage.negotiation


def test_a_decision_on_a_new_clause_is_undone_before_the_split() -> None:
    """C-9: U-2: and the split before what was decided on the old clause."""
    stage = opened()
    stage.carries(stage.tables("bo", "A1", "seven", "nine"))
    first = stage.last.number
    stage.carries(stage.splits("ada", "A1", "It shall"))
    split = stage.last.number
    stage.carries(stage.tables("bo", "A1b", "current", "fresh"))
    for decision in (split, first):
        with stage.refused("decided_since"):
            stage.undoes(decision=decision)
    stage.undoes()
    with stage.refused("decided_since"):
        stage.undoes(decision=first)
    stage.undoes(decision=split)
    stage.undoes(decision=first)
    assert stage.text() == TEXTS["A1"]


def test_a_split_or_merger_falls_with_the_text_it_is_of() -> None:
    """C-9: tabled after a decision that is undone, it is given back, without words to draft."""
    stage = opened()
    stage.carries(stage.tables("bo", "A2", "Satire", "Parody"))
    split = stage.splits("ada", "A2", "Parody")
    objection = stage.objects("gus", "A2", split)
    stage.undoes()
    assert stage.proposal(split).status is ProposalStatus.RETURNED
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    stage.accepts("chair", stage.negotiation.decisions[1].proposal or "")
    merge = stage.merges("ada", "A1", "A2")
    stage.undoes()
    assert stage.proposal(merge).status is ProposalStatus.RETURNED


def test_a_move_goes_after_what_came_of_a_split() -> None:
    """C-4: the place that was proposed is still there."""
    stage = opened()
    proposal = stage.moves("ada", "A3", "A1")
    stage.carries(stage.splits("bo", "A1", "It shall"))
    stage.carries(proposal)
    assert order(stage) == ["A1a", "A1b", "A3", "A2"]


# --- protected clauses ---------------------------------------------------------------------------


def law(decision: Decision = Decision.CONSENSUS) -> Stage:
    """A session in which A2 is protected."""
    stage = convened(Rules(decision=decision))
    prepared = tuple(its._replace(protected=its.id == "A2") for its in stage.negotiation.prepared)
    fact = facts.TextPrepared(clauses=prepared)
    stage.negotiation = fold(stage.negotiation, fact, MORNING, None)
    stage.do("host", acts.PublishText())
    stage.do("chair", acts.OpenSession(session="S1", present=("ALP", "BET", "GAM", "DEL")))
    stage.do("chair", acts.AdoptRules())
    return stage


def test_a_protected_clause_refuses_proposals() -> None:
    """C-10: of every kind, and drafts; a new clause may stand beside it."""
    stage = law()
    deeds: tuple[Callable[[], object], ...] = (
        lambda: stage.drafts("ada", "A2"),
        lambda: stage.drafts("chair", "A2"),
        lambda: stage.deletes("ada", "A2"),
        lambda: stage.moves("ada", "A2", ""),
        lambda: stage.splits("ada", "A2", "Satire"),
        lambda: stage.merges("ada", "A2", "A3"),
        lambda: stage.merges("ada", "A1", "A2"),
    )
    for deed in deeds:
        with stage.refused("protected"):
            deed()
    stage.carries(stage.adds("ada", "A2"))
    assert stage.numbers == ["1", "2", "2 bis", "3"]


@pytest.mark.parametrize("decision", [Decision.CONSENSUS, Decision.UNANIMITY])
def test_an_objection_to_a_protected_clause_is_a_note(decision: Decision) -> None:
    """C-10: on record, and shown; it ends no question and blocks nothing."""
    stage = law(decision)
    objection = stage.objects("bo", "A2")
    stage.shows("A2")
    stage.puts(clause="A2")
    stage.objects("gus", "A2")
    stage.later(seconds=61)
    stage.confirms(clause="A2")
    assert status(stage, "A2") is ClauseStatus.AGREED_AD_REF
    assert stage.negotiation.objections[objection].standing
    assert views.blockers(stage.negotiation) == {}


# --- numbers and the whole text ------------------------------------------------------------------


def adopted() -> Stage:
    """A text with new, deleted, split and unnumbered clauses, adopted whole."""
    stage = opened(None, {**TEXTS, "A4": "See Article 3 and clause 2. Article 1 bis stays."})
    n = stage.negotiation
    stage.negotiation = replace(n, clauses={**n.clauses, "A1": replace(n.clauses["A1"], number="")})
    stage.carries(stage.adds("ada", "A2"))
    stage.carries(stage.deletes("ada", "A2"))
    stage.carries(stage.splits("ada", "A3", "shall"))
    stage.negotiation = replace(stage.negotiation, adopted=whole.whole_digest(stage.negotiation))
    return stage


def test_numbers_move_once_after_adoption() -> None:
    """C-11: the lead or the legal expert, once, with a public table from old to new."""
    stage = adopted()
    assert stage.numbers == ["", "2", "2 bis", "3", "3 bis", "4"]
    fact = only(stage.do("lex", acts.Renumber()), facts.ClausesRenumbered)
    assert fact.audience == facts.PUBLIC
    assert fact.table == (
        ("A2", "2", ""),
        ("A2bis", "2 bis", "1"),
        ("A3", "3", ""),
        ("A3a", "3", "2"),
        ("A3b", "3 bis", "3"),
        ("A4", "4", "4"),
    )
    assert stage.numbers == ["", "", "1", "2", "3", "4"]
    assert stage.negotiation.clauses["A2bis"].former_number == "2 bis"
    with stage.refused("renumbered"):
        stage.do("chair", acts.Renumber())


def test_numbers_do_not_move_while_negotiating() -> None:
    """C-11: not before the whole text is adopted."""
    stage = opened()
    with stage.refused("not_adopted"):
        stage.do("chair", acts.Renumber())


def test_numbers_do_not_move_after_the_legal_check() -> None:
    """C-11: what cites them could not be corrected any more (domain §4)."""
    stage = adopted()
    stage.negotiation = replace(stage.negotiation, legal_check=True)
    with stage.refused("text_closed"):
        stage.do("chair", acts.Renumber())


def test_numbers() -> None:
    """C-12: two parties cite "Article 5": number and id, and old numbers after renumbering."""
    stage = adopted()

    def found(said: str) -> list[tuple[str, str]]:
        return [(one.clause, one.by) for one in outline.find_clause(stage.negotiation, said)]

    assert found("a4") == [("A4", "id")]
    assert found("Article 4") == found("4") == found("المادة ٤") == [("A4", "number")]
    assert found("art. 2 bis") == found("  2  BIS ") == [("A2bis", "number")]
    assert found("3") == [("A3a", "number"), ("A3b", "number")]
    assert found("A3") == [("A3a", "id"), ("A3b", "id")]
    assert found("14") == found("bis") == found("") == found("Article") == []
    stage.do("chair", acts.Renumber())
    assert found("Article 3") == [("A3b", "number"), ("A3a", "former_number")]
    assert found("2 bis") == [("A2bis", "former_number")]
    assert found("2") == [("A3a", "number"), ("A2", "former_number")]


def test_texts_that_cite_a_number_are_listed() -> None:
    """C-12: where they are, what they may mean, and whether the number was another's."""
    stage = adopted()
    stage.do("chair", acts.Renumber())
    listed = outline.references(stage.negotiation)
    assert [(one.clause, one.said, one.means, one.former) for one in listed] == [
        ("A4", "Article 3", ("A3b", "A3a"), True),
        ("A4", "clause 2", ("A3a", "A2"), True),
        ("A4", "Article 1 bis", (), False),
    ]
    assert (listed[0].field, listed[0].start, listed[0].length) == ("en/text", 4, 9)
    assert "Article 3" in stage.text("A4")


def test_the_whole_text_is_named_by_its_digest() -> None:
    """C-11: what has words, in order, under its numbers; each language by itself."""
    stage = adopted()
    n = stage.negotiation
    lines = [(its.number, its.version.wording) for its in outline.worded(n)]
    assert [number for number, _ in lines] == ["", "2 bis", "3", "3 bis", "4"]
    form = "".join(f"{no}\t{w['en/title']}\n{w['en/text']}\n" for no, w in lines)
    assert whole.whole_digest(n) == sha256(form.encode()).hexdigest()
    assert whole.whole_digests(replace(n, languages=("en", "fr"))) == {"en": whole.whole_digest(n)}
    before = whole.whole_digest(n)
    stage.negotiation = replace(n, adopted=None)
    stage.carries(stage.moves("ada", "A4", ""))
    assert whole.whole_digest(stage.negotiation) != before


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
