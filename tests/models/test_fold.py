"""Folding: what replaying gives, what it costs, and the history late edits are rebased over."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from models import facts
from models.draft import HISTORY, History, Made
from models.edit import edit_of
from models.fold import fold
from models.negotiation import Negotiation
from tests.bare import Rehearsal
from tests.cast import MORNING, Stage, opened


def replayed(stage: Stage, *, stored: bool) -> Negotiation | None:
    """The state that all facts lead to; `stored` ones have lost what is never stored."""
    state: Negotiation | None = None
    for fact, at, actor in stage.log:
        if stored and isinstance(fact, facts.DraftEdited):
            fact = replace(fact, after=None)  # noqa: PLW2901  # the very thing under test
        state = fold(state, fact, at, actor)
    return state


def test_replaying_gives_the_same_state() -> None:
    """With the runs that a fresh edit brings along, and without them, as from the record."""
    rehearsal = Rehearsal("harbour")
    for move in rehearsal.scenario.moves:
        rehearsal.play(move)
    stage = rehearsal.stage
    assert replayed(stage, stored=False) == stage.negotiation
    assert replayed(stage, stored=True) == stage.negotiation


def test_a_record_begins_with_its_convening_and_has_one() -> None:
    """Anything else is no record."""
    stage = opened()
    convening, at, actor = stage.log[0]
    later, _, _ = stage.log[1]
    with pytest.raises(ValueError, match="begins with its convening"):
        fold(None, later, at, actor)
    with pytest.raises(ValueError, match="convened once"):
        fold(stage.negotiation, convening, at, actor)


def test_folding_changes_nothing_that_was() -> None:
    """A state that somebody still holds, a page being painted perhaps, stays as it was."""
    stage = opened()
    draft = stage.drafts("ada")
    before = stage.negotiation
    texts, history = before.drafts[draft].texts, before.drafts[draft].history
    stage.edits("ada", draft, edit_of("x"))
    assert before.drafts[draft].texts == texts
    assert before.drafts[draft].history is history
    assert len(history) == 0


def test_typing_keeps_what_was_computed_of_everything_else() -> None:
    """The deadlines are sorted once, not for every key; a second clears them."""
    stage = opened()
    proposal = stage.tables("bo", "A1", "seven", "ten")
    draft = stage.drafts("ada")
    assert stage.negotiation.waiting[0].id == proposal
    kept = stage.negotiation.waiting
    stage.edits("ada", draft, edit_of("x"))
    assert stage.negotiation.waiting is kept
    stage.seconds("gus", proposal)
    assert stage.negotiation.waiting == ()


def test_a_keystroke_costs_the_same_however_much_was_typed() -> None:
    """A few microseconds; the bound is wide, because the machine may be busy."""
    stage = opened()
    draft = stage.drafts("ada")
    for _ in range(2 * HISTORY):
        stage.edits("ada", draft, edit_of("x"))
    fact = facts.DraftEdited(
        draft=draft,
        private=True,
        revision=2 * HISTORY + 1,
        author="ALP",
        person="ada",
        field="en/text",
        edit=edit_of("y"),
        after=stage.negotiation.drafts[draft].texts["en/text"],
    )
    state, start = stage.negotiation, time.perf_counter()
    for _ in range(1_000):
        state = fold(state, fact, MORNING, None)
    assert (time.perf_counter() - start) / 1_000 < 100e-6


# --- history -------------------------------------------------------------------------------------


def made(revision: int) -> Made:
    """An edit of one field."""
    return Made(revision, "ALP", "en/text", edit_of(str(revision)))


def grown(history: History, *revisions: int) -> History:
    """A history with more edits."""
    for revision in revisions:
        history = history.with_(made(revision))
    return history


def test_a_history_is_a_sequence() -> None:
    """Length, items and slices, from both ends."""
    history = grown(History(), 1, 2, 3, 4)
    assert [item.revision for item in history] == [1, 2, 3, 4]
    assert history[0] == made(1)
    assert history[-1] == made(4)
    assert history[-2:] == (made(3), made(4))
    assert history[1:3] == (made(2), made(3))
    assert history[3:1] == ()
    assert [item.revision for item in history.after(2)] == [3, 4]
    assert list(history.after(9)) == []
    with pytest.raises(IndexError):
        _ = history[4]
    assert history == grown(History(), 1, 2, 3, 4)
    assert history != grown(History(), 1, 2, 3)
    assert hash(history) == hash(grown(History(), 1, 2, 3, 4))
    assert "revision=4" in repr(history)


def test_two_histories_that_grow_from_one_do_not_meet() -> None:
    """A batch that failed was given up: what came after it is not there."""
    common = grown(History(), 1, 2)
    given_up = grown(common, 3, 4)
    kept = grown(common, 5)
    assert [item.revision for item in common] == [1, 2]
    assert [item.revision for item in given_up] == [1, 2, 3, 4]
    assert [item.revision for item in kept] == [1, 2, 5]


def test_a_history_forgets_what_is_too_old() -> None:
    """So many edits and no more, whatever it shares with others."""
    history = grown(History(), *range(1, 3 * HISTORY))
    assert len(history) == HISTORY
    assert history[0].revision == 2 * HISTORY
    assert [item.revision for item in history.after(3 * HISTORY - 3)] == [
        3 * HISTORY - 2,
        3 * HISTORY - 1,
    ]
