"""Layers: what an edit does to them, what they make, how they are carried over and told."""

import json
from itertools import pairwise
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.edit import Edit, EditRefused, rebase, remove, strike, unstrike
from models.layer import (
    Origin,
    Replacement,
    Run,
    Runs,
    Span,
    anonymous,
    apply,
    authored,
    base,
    carry,
    change,
    from_json,
    is_empty_change,
    normalised,
    of_text,
    replace,
    replacements,
    result,
    to_json,
    trace,
)
from models.text import canonical, from_units, to_units
from tests.models.algebra import authors, edits, is_normal, layers, parties

P, Q = frozenset("p"), frozenset("q")
BY_P, BY_PQ = Run("new", "p"), Run("base", None, P | Q)

# --- apply ----------------------------------------------------------------------------------


def test_each_part_does_what_it_says() -> None:
    runs, effective = apply(of_text("The Supplier pays."), (4, strike(8), "Vendor"), "p")
    assert runs == (Run("The "), Run("Supplier", None, P), Run("Vendor", "p"), Run(" pays."))
    assert effective == (4, strike(8), "Vendor")
    runs, _ = apply(runs, (4, unstrike(8), remove(6)), "p")
    assert runs == of_text("The Supplier pays.")


def test_marks_that_change_nothing_are_keeps_in_the_effective_edit() -> None:
    runs = (Run("ab", None, P), Run("cd"))
    assert apply(runs, (strike(4),), "p")[1] == (2, strike(2))
    assert apply(runs, (unstrike(4),), "p")[1] == (unstrike(2),)
    assert apply(runs, (strike(2),), "p") == (runs, ())


def test_parties_of_a_joint_layer_strike_each_others_words() -> None:
    assert apply((Run("new", "p"),), (1, strike(1)), "q")[0] == (
        Run("n", "p"),
        Run("e", "p", Q),
        Run("w", "p"),
    )


@pytest.mark.parametrize(
    ("edit", "author", "code"),
    [
        ((strike(3),), "p", "strike_of_own_insertion"),
        ((remove(3),), "q", "removal_of_foreign_text"),
        ((3, remove(1)), "p", "removal_of_foreign_text"),
        ((remove(3),), None, "removal_of_foreign_text"),
        ((3, strike(1)), None, "strike_by_nobody"),
        ((7,), "p", "past_the_end"),
        ((3, strike(5)), "p", "past_the_end"),
        ((8, "a"), "p", "past_the_end"),
        ((5, "a"), "p", "splits_character"),
        ((5, strike(1)), "p", "splits_character"),
        ((4, strike(1)), "p", "splits_character"),
        ((4, unstrike(1)), "p", "splits_character"),
    ],
)
def test_what_an_author_may_not_do_is_refused(edit: Edit, author: str | None, code: str) -> None:
    runs = (Run("new", "p"), Run(to_units("a😀")))
    with pytest.raises(EditRefused, match=r"^[A-Z].*\.$") as refusal:
        apply(runs, edit, author)
    assert refusal.value.code == code


@given(st.data())
def test_applying_is_a_function_into_normal_form(data: st.DataObject) -> None:
    runs, author = data.draw(layers()), data.draw(authors)
    edit = data.draw(edits(runs, author))
    after, effective = apply(runs, edit, author)
    assert is_normal(after)
    assert apply(runs, effective, author) == (after, effective)


@given(st.data())
def test_an_edit_by_a_party_never_touches_the_base(data: st.DataObject) -> None:
    runs, author = data.draw(layers()), data.draw(parties)
    assert base(apply(runs, data.draw(edits(runs, author)), author)[0]) == base(runs)


# --- projections ----------------------------------------------------------------------------


def test_base_and_result() -> None:
    runs = (Run("a"), Run("b", None, P), Run("c", "p"), Run("d", "p", Q), Run("e", None, Q))
    assert (base(runs), result(runs)) == ("abe", "ac")
    assert change(runs) == (1, remove(1), "c", remove(1))


@given(layers())
def test_the_change_of_a_layer_makes_its_result(runs: Runs) -> None:
    made, _ = apply(of_text(base(runs)), change(runs), None)
    assert made == of_text(result(runs))
    assert is_empty_change(runs) == (result(runs) == base(runs))


def test_a_word_struck_and_typed_again_is_no_change() -> None:
    assert is_empty_change((Run("word", None, P), Run("word", "p")))
    assert not is_empty_change((Run("word", None, P),))


@given(layers())
def test_without_attribution_nobody_is_named(runs: Runs) -> None:
    plain = anonymous(runs)
    assert is_normal(plain) or any("*" in run.struck_by for run in plain)
    assert base(plain) == base(runs)
    assert result(plain) == result(runs)
    assert {run.inserted_by for run in plain} <= {None, "*"}
    assert {run.struck_by for run in plain} <= {frozenset(), frozenset("*")}


@given(layers())
def test_runs_survive_json(runs: Runs) -> None:
    assert from_json(json.loads(json.dumps(to_json(runs)))) == runs


def test_runs_in_json_are_ordinary_text() -> None:
    assert to_json((Run(to_units("😀"), "p", P | Q), BY_PQ)) == [
        ["😀", "p", ["p", "q"]],
        ["base", None, ["p", "q"]],
    ]


# --- carrying over --------------------------------------------------------------------------


@given(st.data())
def test_a_carried_layer_stands_on_the_changed_base(data: st.DataObject) -> None:
    runs = data.draw(layers())
    ground = of_text(base(runs))
    settled = data.draw(edits(ground, None))
    carried, edit = carry(runs, settled)
    assert base(carried) == base(apply(ground, settled, None)[0])
    assert is_normal(carried)
    assert apply(runs, edit, None) == (carried, edit)
    assert _insertions(carried) == _insertions(runs)


def _insertions(runs: Runs) -> list[tuple[str, str, frozenset[str]]]:
    return [(unit, ins, struck) for text, ins, struck in runs if ins for unit in text]


@given(st.data())
def test_carrying_step_by_step_is_carrying_at_once(data: st.DataObject) -> None:
    """Typing and carrying commute: a late edit is rebased over the carrying one."""
    runs, author = data.draw(layers()), data.draw(parties)
    settled = data.draw(edits(of_text(base(runs)), None))
    typed = data.draw(edits(runs, author))
    carried, carrying = carry(runs, settled)
    late, _ = apply(carried, rebase(typed, carrying), author)
    early, _ = apply(runs, typed, author)
    assert base(late) == base(carry(early, settled)[0])
    assert _insertions(late) == _insertions(carry(early, settled)[0])


def test_what_was_settled_goes_first_where_both_insert() -> None:
    runs = (Run("within "), Run("seven", None, P), Run("fourteen", "p"), Run(" days"))
    carried, edit = carry(runs, (7, remove(5), "ten"))
    assert edit == (7, remove(5), "ten")
    assert carried == (Run("within ten"), Run("fourteen", "p"), Run(" days"))
    carried, _ = carry((Run("a"), Run("X", "p"), Run("b")), (1, "S"))
    assert carried == (Run("aS"), Run("X", "p"), Run("b"))


def test_insertions_within_what_the_change_removes_stay() -> None:
    carried, _ = carry((Run("abc"), Run("X", "p"), Run("def")), (1, remove(4)))
    assert carried == (Run("a"), Run("X", "p"), Run("f"))


def test_a_change_of_another_base_is_refused() -> None:
    with pytest.raises(EditRefused, match="past the end"):
        carry(of_text("abc"), (2, remove(2)))


# --- a change of what the layer reads -----------------------------------------------------


@given(st.data())
def test_an_authored_change_makes_what_it_says(data: st.DataObject) -> None:
    runs, author = data.draw(layers()), data.draw(parties)
    read = of_text(result(runs))
    wanted = data.draw(edits(read, None))
    after, effective = apply(runs, authored(runs, wanted, author), author)
    assert result(after) == base(apply(read, wanted, None)[0])
    assert base(after) == base(runs)
    assert effective == authored(runs, wanted, author)


@given(layers())
def test_settling_adopts_nfc(runs: Runs) -> None:
    settled = normalised(runs)
    text = canonical(from_units(result(runs)))
    assert from_units(result(settled)) == text
    if is_normalized("NFC", from_units(base(runs))):
        assert base(settled) == base(runs)
    assert runs == settled or from_units(result(runs)) != text


def test_a_composed_letter_is_by_the_party_that_composed_it() -> None:
    typed_by_two = (Run("caf"), Run("e", "p"), Run("\u0301", "q"), Run("s"))
    assert normalised(typed_by_two) == (
        Run("caf"),
        Run("e", "p", Q),
        Run("é", "q"),
        Run("s"),
    )
    syllable = (Run("\u1112", "p"), Run("\u1161", "q"))
    assert normalised(syllable) == (Run("\u1112", "p", Q), Run("하", "q"))
    joined_by_a_strike = (Run("cafe"), Run("X", None, P), Run("\u0301s"))
    assert normalised(joined_by_a_strike) == (
        Run("caf"),
        Run("eX\u0301", None, P),
        Run("é", "p"),
        Run("s"),
    )


# --- those who watch ------------------------------------------------------------------------


@given(st.data())
def test_replacements_turn_what_was_into_what_is(data: st.DataObject) -> None:
    runs, author = data.draw(layers()), data.draw(authors)
    edit = data.draw(edits(runs, author))
    after, effective = apply(runs, edit, author)
    for seen, becomes in ((runs, after), (anonymous(runs), anonymous(after))):
        shown = seen
        for replacement in replacements(seen, effective, becomes):
            shown = replace(shown, replacement)
        assert shown == becomes


def test_replacements_are_minimal() -> None:
    runs = of_text("The Supplier pays.")
    typed, edit = apply(runs, (4, "a"), "p")
    assert replacements(runs, edit, typed) == (Replacement(4, 4, (Run("a", "p"),)),)
    struck, edit = apply(runs, (4, strike(8), 1, strike(4)), "p")
    assert replacements(runs, edit, struck) == (
        Replacement(4, 12, (Run("Supplier", None, P),)),
        Replacement(13, 17, (Run("pays", None, P),)),
    )


def test_who_may_not_know_who_struck_learns_nothing_from_a_second_strike() -> None:
    runs = (Run("word", None, P),)
    after, edit = apply(runs, (strike(4),), "q")
    assert replacements(runs, edit, after) == (Replacement(0, 4, (Run("word", None, P | Q),)),)
    assert replacements(anonymous(runs), edit, anonymous(after)) == ()


# --- provenance -----------------------------------------------------------------------------


def test_every_word_of_a_version_remembers_where_it_comes_from() -> None:
    runs, _ = apply(of_text("The Supplier pays."), (4, strike(8), "Vendor"), "p")
    runs, _ = apply(runs, (18, "ee"), "q")
    spans = trace([Span(18, Origin(1))], runs, 2, "P07")
    assert spans == (
        Span(4, Origin(1)),
        Span(6, Origin(2, "P07", "p")),
        Span(2, Origin(2, "P07", "q")),
        Span(6, Origin(1)),
    )


@given(layers())
def test_origins_cover_the_result(runs: Runs) -> None:
    spans = trace([Span(1, Origin(at)) for at in range(len(base(runs)))], runs, 99, "P01")
    assert sum(span.length for span in spans) == len(result(runs))
    assert all(a.origin != b.origin for a, b in pairwise(spans))
    truth = [
        (99, "P01", ins) if ins else (at, None, None)
        for at, (ins, struck) in _numbered(runs)
        if not struck
    ]
    assert [tuple(span.origin) for span in spans for _ in range(span.length)] == truth


def _numbered(runs: Runs) -> list[tuple[int, tuple[str | None, frozenset[str]]]]:
    """Each unit's marks, with the number of base units before it."""
    at, found = 0, []
    for text, ins, struck in runs:
        for _ in text:
            found.append((at, (ins, struck)))
            at += ins is None
    return found


def test_origins_of_another_base_are_refused() -> None:
    with pytest.raises(ValueError, match="not those of the layer's base"):
        trace([Span(3, Origin(1))], of_text("ab"), 2, None)
