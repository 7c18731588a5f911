"""Redlines between versions: each word with who inserted or struck it, on whatever way it came."""

from __future__ import annotations

import pytest

from models import history
from models.history import Mark, Traced
from tests.cast import Stage, opened


def taken(stage: Stage, person: str, find: str, put: str) -> None:
    """A change that is tabled, seconded and accepted."""
    proposal = stage.tables(person, "A1", find, put)
    stage.seconds("gus" if person != "gus" else "dot", proposal)
    stage.accepts("chair", proposal)


def told(stage: Stage, older: int, newer: int, *, whole: bool = False) -> list[Traced]:
    """What differs, without what stayed."""
    its = stage.negotiation.clauses["A1"]
    ask = history.replayed if whole else history.compared
    found = ask(its, "en/text", its.numbered(older), its.numbered(newer))
    assert "".join(one.text for one in found if not one.inserted) == reading(stage, older)
    assert "".join(one.text for one in found if not one.struck) == reading(stage, newer)
    return [one for one in found if one.inserted or one.struck]


def reading(stage: Stage, version: int) -> str:
    return stage.negotiation.clauses["A1"].numbered(version).wording["en/text"]


@pytest.fixture
def stage() -> Stage:
    stage = opened()
    stage.shows("A1")
    return stage


def mark(author: str, version: int) -> Mark:
    return Mark((author,), version)


def test_each_change_bears_its_author_and_its_version(stage: Stage) -> None:
    taken(stage, "ada", "seven", "ten")
    taken(stage, "bo", "current", "up to date")
    assert told(stage, 1, 3) == [
        Traced("seven", None, mark("ALP", 2)),
        Traced("ten", mark("ALP", 2)),
        Traced("current", None, mark("BET", 3)),
        Traced("up to date", mark("BET", 3)),
    ]
    assert told(stage, 2, 3) == told(stage, 1, 3)[2:]
    assert told(stage, 3, 3) == []


def test_what_another_party_replaced_bears_both(stage: Stage) -> None:
    """Struck by the first, inserted by the last: the word in between shows in the whole history."""
    taken(stage, "ada", "seven", "ten")
    taken(stage, "bo", "ten", "twelve")
    struck, come = Traced("seven", None, mark("ALP", 2)), Traced("twelve", mark("BET", 3))
    assert told(stage, 1, 3) == [struck, come]
    between = Traced("ten", mark("ALP", 2), mark("BET", 3))
    assert told(stage, 1, 3, whole=True) == [struck, between, come]


def test_what_came_and_went_shows_in_the_whole_history_only(stage: Stage) -> None:
    taken(stage, "ada", "its accounts", "its official accounts")
    taken(stage, "bo", "its official accounts", "its accounts")
    assert told(stage, 1, 3) == []
    gone = Traced("official ", mark("ALP", 2), mark("BET", 3))
    assert told(stage, 1, 3, whole=True) == [gone]


def test_an_insertion_within_an_insertion_keeps_both_authors(stage: Stage) -> None:
    """Though the second typed the words around it once more."""
    taken(stage, "ada", "its accounts", "all its accounts and pages")
    taken(stage, "bo", "accounts and pages", "accounts and old pages")
    assert told(stage, 1, 3) == [
        Traced("all ", mark("ALP", 2)),
        Traced("and ", mark("ALP", 2)),
        Traced("old ", mark("BET", 3)),
        Traced("pages ", mark("ALP", 2)),
    ]


def test_a_deletion_across_an_insertion_strikes_the_old_words_only(stage: Stage) -> None:
    taken(stage, "ada", "within seven days", "within the first seven days")
    taken(stage, "bo", " within the first seven days", "")
    assert told(stage, 1, 3) == [Traced(" within seven days", None, mark("BET", 3))]
    assert [one.text for one in told(stage, 1, 3, whole=True) if one.inserted] == ["the first "]


def test_a_version_beside_an_undone_one_does_not_come_of_it(stage: Stage) -> None:
    taken(stage, "ada", "seven", "ten")
    stage.undoes()
    taken(stage, "bo", "seven", "twelve")
    its = stage.negotiation.clauses["A1"]
    assert [version.former for version in its.versions] == [None, 1, 1]
    undone = Traced("ten", None, mark("facilitators", 3))
    assert told(stage, 2, 3)[0].text == undone.text
    assert told(stage, 1, 3) == [
        Traced("seven", None, mark("BET", 3)),
        Traced("twelve", mark("BET", 3)),
    ]
    with pytest.raises(ValueError, match="does not come of"):
        told(stage, 2, 3, whole=True)


def test_backwards_nothing_is_said_of_authors_that_nobody_knows(stage: Stage) -> None:
    taken(stage, "ada", "seven", "ten")
    assert told(stage, 2, 1) == [
        Traced("ten", None, mark("facilitators", 1)),
        Traced("seven", mark("facilitators", 1)),
    ]


def test_characters_of_two_units_are_never_cut(stage: Stage) -> None:
    taken(stage, "ada", "seven", "🙂🙃")
    taken(stage, "bo", "🙂🙃", "🙂🙂")
    assert [one.text for one in told(stage, 1, 3, whole=True)] == ["seven", "🙂", "🙃", "🙂"]
