"""One clause made of two, and two of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models import acts, facts, outline, views
from models.clause import ClauseStatus
from models.objection import ObjectionStatus
from models.party import Presence
from models.position import Stand
from models.proposal import Effect, ProposalStatus
from models.provenance import Origin
from models.reservation import StatementKind
from models.text import to_units
from tests.cast import TEXTS, of, only, opened
from tests.models.structures import order, restored, status
from tests.models.test_scenarios import replayed


def test_nothing_is_said_on_or_left_to_confirm_of_a_clause_that_is_gone() -> None:
    """C-8: positions lapse with it, and are back when that is undone."""
    stage = opened()
    stage.states("gus", Stand.AGREE_AD_REF)
    stage.carries(stage.splits("ada", "A1", "It shall"))
    assert stage.negotiation.position("A1", "GAM") is None
    assert stage.negotiation.outstanding("GAM") == ()
    with stage.refused("nothing_outstanding"):
        stage.do("gus", acts.ConfirmAdRef())
    with stage.refused("replaced"):
        stage.enters("gus", StatementKind.RESERVATION)
    stage.undoes()
    assert [its.clause for its in stage.negotiation.outstanding("GAM")] == ["A1"]


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
    assert only(made, facts.ProposalAccepted).lapsed == 1
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
