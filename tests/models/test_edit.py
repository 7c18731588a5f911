"""Edits: the wire, rebase, compose, invert, clip."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.edit import (
    REMOVE,
    Edit,
    EditRefused,
    clip,
    compose,
    dump,
    edit_of,
    invert,
    parse,
    push,
    rebase,
    remove,
    strike,
    unstrike,
)
from models.layer import Author, Run, Runs, apply, of_text
from models.text import TextRefused, to_units
from tests.models.algebra import PARTIES, authors, edits, kinds, layers, parties

# --- the wire -------------------------------------------------------------------------------


def test_the_parts_of_an_edit_on_the_wire() -> None:
    raw: list[object] = [12, "Vendor 😀", ["s", 9], ["u", 2], ["x", 3]]
    edit = parse(raw)
    assert edit == (12, to_units("Vendor 😀"), strike(9), unstrike(2), remove(3))
    assert dump(edit) == raw


def test_what_is_parsed_is_in_normal_form() -> None:
    assert parse([1, 2, "a", "b", ["s", 1], ["s", 2], ["u", 1], 7]) == (
        3,
        "ab",
        strike(3),
        unstrike(1),
    )
    assert parse([7]) == parse([]) == ()


@pytest.mark.parametrize(
    "raw",
    [
        *[None, 1, "text", {}, (1, "a"), [None], [True], [0], [-1], [1.0], [2**31], [""], [[]]],
        *[[["s"]], [["s", 0]], [["s", -1]], [["s", True]], [["s", 1.0]], [["s", 1, 1]]],
        *[[["a", 1]], [["d", 1]], [[["s"], 1]], [[{}, 1]], [[1, "s"]], [{"s": 1}], [("s", 1)]],
    ],
    ids=repr,
)
def test_what_is_no_edit_is_refused(raw: object) -> None:
    with pytest.raises(EditRefused) as refusal:
        parse(raw)
    assert refusal.value.code == "not_an_edit"


def test_edits_are_bounded() -> None:
    assert len(parse([1, "a"] * 3, max_parts=6, max_inserted=3)) == 6
    with pytest.raises(EditRefused, match="at most 5 parts") as many:
        parse([1, "a"] * 3, max_parts=5)
    with pytest.raises(EditRefused, match="too much text") as long:
        parse([1, "a", 1, "😀"], max_inserted=2)
    assert (many.value.code, long.value.code) == ("too_many_parts", "too_much_text")


@pytest.mark.parametrize("text", ["\r", "\0", "\u202e", "\u200b", "\ud83d"])
def test_what_may_not_be_typed_is_no_insertion(text: str) -> None:
    with pytest.raises(TextRefused):
        parse([text])


def test_garbage_is_refused_and_nothing_else_happens() -> None:
    chance = random.Random(2027)
    runs = (Run("ab"), Run("c", "p"), Run(to_units("😀x"), None, frozenset("q")))
    refused = 0
    for _ in range(300_000):
        raw = _garbage(chance)
        try:
            apply(runs, rebase(parse(raw), (1, "Z", remove(1))), chance.choice(PARTIES))
        except (EditRefused, TextRefused):
            refused += 1
    assert 100_000 < refused < 299_000
    assert runs == (Run("ab"), Run("c", "p"), Run(to_units("😀x"), None, frozenset("q")))


ATOMS: tuple[Any, ...] = (
    *(None, True, 0, -3, 1.5, float("nan"), 2**70, "", "\ud83d", "\r", {}, [], (), "s", "x"),
    *(1, 1, 1, 2, 3, 7, "a", "é", "😀", "ab\n"),
)


def _garbage(chance: random.Random) -> object:
    def part() -> Any:
        kind = chance.random()
        if kind < 0.1:
            return chance.choice(ATOMS)
        if kind < 0.5:
            return chance.choice(ATOMS[15:])
        if kind < 0.9:
            return [chance.choice("sux"), chance.choice((1, 2, 3))]
        return [chance.choice(ATOMS) for _ in range(chance.randrange(4))]

    return [part() for _ in range(chance.randrange(5))] if chance.random() < 0.97 else part()


# --- normal form ----------------------------------------------------------------------------


@given(st.data())
def test_every_operation_keeps_edits_in_normal_form(data: st.DataObject) -> None:
    runs, author, edit, other = _two(data)
    after, effective = apply(runs, edit, author)
    for made in (
        edit,
        effective,
        rebase(edit, other),
        rebase(edit, other, first=True, same_author=True),
        compose(edit, data.draw(edits(after, author))),
        invert(effective, runs),
        clip(other, runs, author),
    ):
        assert edit_of(*made) == made


def test_merging_of_parts() -> None:
    parts: list[Any] = []
    for part in (1, 2, "a", "b", strike(1), strike(1), unstrike(1), "c", 1):
        push(parts, part)
    assert parts == [3, "ab", strike(2), unstrike(1), "c", 1]


def _two(data: st.DataObject) -> tuple[Runs, Author, Edit, Edit]:
    runs, author = data.draw(layers()), data.draw(parties)
    return runs, author, data.draw(edits(runs, author)), data.draw(edits(runs, author))


# --- rebase ---------------------------------------------------------------------------------


@given(st.data())
def test_both_orders_converge(data: st.DataObject) -> None:
    runs = data.draw(layers())
    former, latter = data.draw(authors), data.draw(authors)
    a, b = data.draw(edits(runs, former)), data.draw(edits(runs, latter))
    over_a, over_b = rebase(b, a), rebase(a, b, first=True, same_author=former == latter)
    assert (
        apply(apply(runs, a, former)[0], over_a, latter)[0]
        == (apply(apply(runs, b, latter)[0], over_b, former)[0])
    )


@given(st.data())
def test_an_edit_that_could_be_done_can_still_be_done_after_any_other(data: st.DataObject) -> None:
    runs, author, other = data.draw(layers()), data.draw(parties), data.draw(authors)
    edit, committed = data.draw(edits(runs, author)), data.draw(edits(runs, other))
    after, effective = apply(runs, committed, other)
    assert apply(after, rebase(edit, committed), author) == (
        apply(after, rebase(edit, effective), author)
    )


def test_where_both_insert_what_was_committed_first_stands_first() -> None:
    assert rebase((2, "late"), (2, "early")) == (7, "late")
    assert rebase((2, "early"), (2, "late"), first=True) == (2, "early")


def test_a_strike_never_covers_text_its_author_has_not_seen() -> None:
    runs = of_text("ABCDEF")
    runs, _ = apply(runs, (3, "xy"), "q")
    runs, _ = apply(runs, rebase((1, strike(4)), (3, "xy")), "p")
    assert runs == (
        Run("A"),
        Run("BC", None, frozenset("p")),
        Run("xy", "q"),
        Run("DE", None, frozenset("p")),
        Run("F"),
    )


def test_nothing_is_done_to_text_that_was_removed_meanwhile() -> None:
    assert rebase((1, strike(3), "n"), (remove(2),)) == (strike(2), "n")
    assert rebase((1, remove(1), "n"), (remove(2),)) == ("n",)


def test_of_two_seats_of_one_party_the_later_committed_wins() -> None:
    runs = (Run("word", None, frozenset("p")),)
    committed, unconfirmed = (strike(4),), (unstrike(4),)
    shown, _ = apply(runs, unconfirmed, "p")
    told = rebase(committed, unconfirmed, first=True, same_author=True)
    assert apply(shown, told, "p")[0] == of_text("word")


# --- compose, invert, clip ------------------------------------------------------------------


@given(st.data())
def test_a_composed_edit_does_what_its_parts_do(data: st.DataObject) -> None:
    runs, author = data.draw(layers()), data.draw(authors)
    first = data.draw(edits(runs, author))
    between, _ = apply(runs, first, author)
    then = data.draw(edits(between, author))
    assert apply(runs, compose(first, then), author)[0] == apply(between, then, author)[0]


@given(st.data())
def test_an_inverse_takes_everything_back(data: st.DataObject) -> None:
    runs, author = data.draw(layers()), data.draw(authors)
    after, effective = apply(runs, data.draw(edits(runs, author)), author)
    back, _ = apply(after, invert(effective, runs), author)
    assert _own(back, author) == _own(runs, author)
    if REMOVE not in kinds(effective):
        assert back == runs


def _own(runs: Runs, author: Author) -> list[tuple[str, Author, bool]]:
    """Character by character, what ``author`` is answerable for."""
    return [(unit, ins, author in struck) for text, ins, struck in runs for unit in text]


def test_removed_text_comes_back_without_what_others_struck_of_it() -> None:
    runs = (Run("ab", "p", frozenset("q")),)
    after, effective = apply(runs, (remove(2),), "p")
    assert apply(after, invert(effective, runs), "p")[0] == (Run("ab", "p"),)


@given(st.data())
def test_a_clipped_edit_is_allowed_and_has_full_effect(data: st.DataObject) -> None:
    runs, author = data.draw(layers()), data.draw(parties)
    clipped = clip(data.draw(edits(runs, data.draw(parties))), runs, author)
    assert apply(runs, clipped, author)[1] == clipped
    _, effective = apply(runs, data.draw(edits(runs, author)), author)
    assert clip(effective, runs, author) == effective


def test_undo_of_what_others_have_changed_meanwhile_does_what_is_left_of_it() -> None:
    runs = (Run("abc", "p"), Run("def", None, frozenset("p")))
    undo = (remove(3), unstrike(3))
    changed = (Run("abc", "p"), Run("d", None, frozenset("p")), Run("ef"))
    assert clip(undo, runs, "p") == undo
    assert clip(undo, changed, "p") == (remove(3), unstrike(1))
    assert clip(undo, changed, "q") == ()
    with pytest.raises(EditRefused, match="past the end"):
        clip((6, strike(1)), runs, "q")
