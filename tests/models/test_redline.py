"""Redlines: minimal changes, rewrites, what collides, the compilation."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.edit import Edit, edit_of, rebase, remove, strike, unstrike
from models.layer import Run, Runs, apply, base, of_text, result
from models.redline import (
    EFFORT,
    FIRST_POINT,
    CompiledSpan,
    Kind,
    Stretch,
    alternatives,
    between,
    compilation,
    conflict,
    minimal,
    minimal_of,
    rewrite,
)
from models.text import TextRefused, canonical, from_units, to_units
from models.words import tokens
from tests.models.algebra import edits, layers, parties

WORDS = ["the", "Panel", "shall", " ", " ", ",", ".", ". ", "24", "48", "نص", "😀", "\n"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
STRUCK = frozenset("p")


def _changed(old: str, edit: Edit) -> str:
    return from_units(base(apply(of_text(old), edit, None)[0]))


# --- one change -----------------------------------------------------------------------------


@given(TEXTS, TEXTS)
def test_a_minimal_change_makes_the_new_text(old: str, new: str) -> None:
    edit = minimal(old, new)
    assert _changed(old, edit) == new
    assert edit == minimal(to_units(old), to_units(new)) == edit_of(*edit)
    assert (edit == ()) == (old == new)


@given(*[st.lists(st.sampled_from(["a", "b", "c", " ", ","]), max_size=12).map(" ".join)] * 2)
def test_no_smaller_change_in_whole_words_exists(old: str, new: str) -> None:
    touched, at = 0, 0
    for part in minimal(old, new):
        if isinstance(part, str):
            touched += len(tokens(part))
        else:
            end = at + (part if isinstance(part, int) else part[1])
            touched += 0 if isinstance(part, int) else len(tokens(old[at:end]))
            at = end
    assert touched == _distance(tuple(tokens(old)), tuple(tokens(new)))


@cache
def _distance(old: tuple[str, ...], new: tuple[str, ...]) -> int:
    """How many words must go or come to make ``new`` of ``old``, by the textbook."""
    row = list(range(len(new) + 1))
    for number, word in enumerate(old, 1):
        above, row = row, [number]
        for at, other in enumerate(new):
            row.append(above[at] if word == other else 1 + min(above[at + 1], row[at]))
    return row[-1]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("within seven days", "within fourteen days", (7, remove(5), "fourteen")),
        ("shall not create", "shall not knowingly create", (10, "knowingly ")),
        ("Stop here", "Stop right here, now", (5, "right ", 4, ", now")),
        ("must pay", "must pay pay", (8, " pay")),
        ("One. Three.", "One. Two. Three.", (5, "Two. ")),
        ("One. Two. Three.", "One. Three.", (5, remove(5))),
        ("a 👩\u200d👧 b", "a 👩\u200d👦 b", (2, remove(5), to_units("👩\u200d👦"))),
        ("at 1.5 %", "at 1.25 %", (3, remove(3), "1.25")),
        ("", "new", ("new",)),
        ("old", "", (remove(3),)),
    ],
)
def test_changes_are_whole_words_where_a_reader_would_put_them(
    old: str, new: str, change: Edit
) -> None:
    assert minimal(old, new) == change


def test_a_long_text_rewritten_altogether_is_compared_in_bounded_effort() -> None:
    old = " ".join(f"a{n % 97}" for n in range(6000))
    new = " ".join(f"b{n % 89}" for n in range(6000))
    assert _changed(old, minimal(old, new)) == new


def test_what_is_undecided_when_the_effort_is_spent_is_replaced_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert minimal("one two six", "two six ten") == (remove(4), 7, " ten")
    monkeypatch.setattr("models.redline.EFFORT", 0)
    assert minimal("one two six", "two six ten") == (remove(11), "two six ten")


@given(layers(), st.sampled_from([0, 1, EFFORT]))
def test_a_layer_makes_its_minimal_change_with_any_effort(runs: Runs, effort: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.redline.EFFORT", effort)
        edit = minimal_of(runs)
    assert apply(of_text(base(runs)), edit, None)[0] == of_text(result(runs))
    assert edit == edit_of(*edit)
    if effort == EFFORT:
        assert edit == minimal(base(runs), result(runs))


@pytest.mark.parametrize(
    ("runs", "change"),
    [
        ((Run("a", None, STRUCK), Run("x", "p"), Run(" b c ")), (remove(1), "x")),
        ((Run("a", None, STRUCK), Run(" b "), Run("c", None, STRUCK)), (remove(1), 3, remove(1))),
        ((Run("on"), Run("x", "p", frozenset("q")), Run("e")), ()),
        (
            (Run("two", None, STRUCK), Run(" six"), Run("ty", "p")),
            (remove(3), 1, remove(3), "sixty"),
        ),
        ((Run("six"), Run("teen", None, STRUCK), Run(" ten")), (remove(7), "six")),
    ],
)
def test_what_is_undecided_of_a_layer_is_what_its_marks_say_in_whole_words(
    monkeypatch: pytest.MonkeyPatch, runs: Runs, change: Edit
) -> None:
    monkeypatch.setattr("models.redline.EFFORT", 0)
    assert minimal_of(runs) == change


def test_many_small_changes_of_a_long_text_are_all_found() -> None:
    old = [f"Party {n} shall report to the Panel each month. " for n in range(150)]
    new = [sentence.replace("Panel", "Board") for sentence in old]
    edit = minimal("".join(old), "".join(new))
    assert sum(isinstance(part, str) for part in edit) == len(old)
    assert {part for part in edit if not isinstance(part, int)} == {remove(5), "Board"}


def test_more_words_than_there_are_private_characters_are_replaced_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("models.redline.LAST_POINT", FIRST_POINT + 4)
    assert minimal("a b c", "a b d") == (remove(5), "a b d")
    assert minimal("a b", "a b c") == (3, " c")


@given(TEXTS, TEXTS)
@example(" ", "  ")  # the change that can move is the last
def test_a_redline_reads_both_ways(old: str, new: str) -> None:
    redline = between(old, new)
    assert "".join(s.text for s in redline if s.kind is not Kind.INSERT) == old
    assert "".join(s.text for s in redline if s.kind is not Kind.DELETE) == new


def test_words_that_stayed_by_chance_are_marked_with_their_neighbours() -> None:
    assert between("sent by a person who knows", "sent from the man who knows") == (
        Stretch(Kind.EQUAL, "sent "),
        Stretch(Kind.DELETE, "by a person"),
        Stretch(Kind.INSERT, "from the man"),
        Stretch(Kind.EQUAL, " who knows"),
    )


# --- rewriting a layer ----------------------------------------------------------------------


@given(layers(), TEXTS, parties)
def test_a_rewrite_is_one_edit_that_makes_the_text(runs: Runs, text: str, author: str) -> None:
    edit = rewrite(runs, text, author)
    after, effective = apply(runs, edit, author)
    assert effective == edit
    assert from_units(result(after)) == canonical(text)
    assert base(after) == base(runs)


def test_a_rewrite_removes_ones_own_and_strikes_the_rest() -> None:
    runs = (Run("within "), Run("seven", None, STRUCK), Run("ten", "q"), Run(" days", "p"))
    edit = rewrite(runs, "within twelve weeks\r\n", "p")
    assert edit == (12, strike(3), remove(5), "twelve weeks\n")


def test_what_was_struck_and_is_typed_again_is_unstruck() -> None:
    runs = (Run("within "), Run("seven", None, STRUCK), Run("ten", "p"), Run(" days"))
    edit = rewrite(runs, "within seven days", "p")
    assert edit == (7, unstrike(5), remove(3))
    assert apply(runs, edit, "p")[0] == of_text("within seven days")
    assert rewrite(runs, "within seven days", "q") == (12, strike(3), "seven")
    by_both = (Run("within "), Run("seven", None, frozenset("pq")), Run("ten", "p"), Run(" days"))
    assert rewrite(by_both, "within seven days", "p") == (12, remove(3), "seven")


def test_a_rewrite_to_what_is_there_is_empty() -> None:
    assert rewrite((Run("cafe\u0301"),), "café", "p") != ()
    assert rewrite(of_text("café"), "cafe\u0301", "p") == ()


def test_a_rewrite_refuses_what_may_not_be_typed() -> None:
    with pytest.raises(TextRefused):
        rewrite(of_text("a"), "a\u202e", "p")


# --- changes beside each other --------------------------------------------------------------


@given(st.data())
def test_changes_that_do_not_conflict_can_be_made_in_either_order(data: st.DataObject) -> None:
    ground = of_text(data.draw(TEXTS))
    a, b = data.draw(edits(ground, None)), data.draw(edits(ground, None))
    assert conflict(a, b) == conflict(b, a)
    assert alternatives(base(ground), a, b) == alternatives(base(ground), b, a)
    if conflict(a, b):
        assert alternatives(base(ground), a, b)
    else:
        assert rebase(a, b) == rebase(a, b, first=True)
        assert rebase(b, a) == rebase(b, a, first=True)


@pytest.mark.parametrize(
    ("a", "b", "conflicting"),
    [
        ((5, remove(5)), (7, remove(1)), True),  # the same characters
        ((5, remove(5)), (10, remove(5)), False),  # neighbours
        ((5, "x"), (5, "y"), True),  # the same point
        ((5, "x"), (6, "y"), False),
        ((5, remove(5)), (7, "y"), True),  # within what the other removes
        ((5, remove(5)), (5, "y"), False),  # at its edges
        ((5, remove(5)), (10, "y"), False),
        ((5, remove(5), "x"), (10, "y"), True),  # where its own insertion stands
        ((5, remove(5), "x"), (5, "y"), False),
        ((5, remove(5), "x"), (5, remove(5), "x"), True),
        ((), (0, "y"), False),
    ],
)
def test_conflict_is_about_characters_and_points(a: Edit, b: Edit, conflicting: bool) -> None:
    assert conflict(a, b) is conflict(b, a) is conflicting


SENTENCES = "It is 1.5 so. Next one here. Last."


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        ((0, "x "), (8, remove(2)), True),  # the decimal point ends no sentence
        ((0, "x "), (15, remove(2)), False),
        ((10, remove(6)), (26, "x"), True),  # one change touches two sentences
        ((14, "New. "), (2, "x"), False),  # a sentence between two touches neither,
        ((14, "New. "), (15, "x"), False),
        ((14, "New. "), (14, "Other. "), True),  # but any other in its place,
        ((14, "New. "), (10, remove(10)), True),  # or what goes over it;
        ((14, "Indeed, "), (15, "x"), True),  # a beginning belongs to what it begins
        ((34, " More."), (30, "x"), False),
        ((34, " and more"), (30, "x"), True),
    ],
)
def test_alternatives_touch_the_same_sentence(a: Edit, b: Edit, together: bool) -> None:
    assert alternatives(SENTENCES, edit_of(*a), edit_of(*b)) is together


def test_changes_of_an_empty_text_are_alternatives() -> None:
    assert alternatives("", ("a",), ("B.",))


# Clauses and proposals of a negotiation that was played through by hand.
A2 = (
    "“Disinformation” means information that is false and is shared by a person who knows it to be "
    "so. “Synthetic media” means content created or altered with artificial intelligence."
)
A3 = (
    "Signatories shall not create, commission or share disinformation about candidates, parties "
    "or the voting process. Satire that is clearly recognisable as such is not a breach."
)
A5 = "Each signatory shall give a list of its official accounts within seven days of signature."
A9 = (
    "During the 24 hours before polls open and until polls close, signatories shall not publish. "
    "Content may remain available, but signatories shall not promote it."
)
A10 = (
    "A Monitoring Panel shall oversee this Code. The National Electoral Commission shall appoint "
    "the Panel after consulting the signatories. Any voter may submit a complaint."
)
A12 = (
    "Signatories shall train their staff in media literacy and account security, and run at least "
    "one activity on responsible behaviour."
)
PROPOSALS = {
    "P03": (A2, "intelligence.", "intelligence in a way that could lead to believe it authentic."),
    "P04": (A2, "who knows it", "who knows, or should know, it"),
    "P05": (A3, "not create", "not knowingly create"),
    "P06": (A3, "commission or share", "commission, fund or share"),
    "P07": (A3, "not create, commission", "not knowingly create, commission, fund"),
    "P10": (A5, "seven days", "fourteen days"),
    "P11": (A5, "seven days", "three days"),
    "P22": (A9, "shall not promote it", "shall not pay to promote it"),
    "P23": (
        A9,
        "During the 24 hours before polls open and until",
        "From 00:00 on the day before election day until",
    ),
    "P24": (
        A10,
        "Commission shall appoint the Panel after consulting the signatories.",
        "Commission shall appoint the persons whom the signatories choose by consensus.",
    ),
    "P25": (
        A10,
        "after consulting the signatories",
        "from a list of ten names to which no signatory has objected in writing within five days",
    ),
    "P28": (A12, "account security", "account security in both official languages"),
    "P29": (A12, "one activity", "two activities"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "conflicting", "together"),
    [
        ("P03", "P04", False, False),
        ("P05", "P06", False, True),
        ("P05", "P07", True, True),
        ("P06", "P07", True, True),
        ("P10", "P11", True, True),
        ("P22", "P23", False, False),
        ("P24", "P25", True, True),
        ("P28", "P29", False, True),
    ],
)
def test_proposals_collide_as_people_found(
    a: str, b: str, conflicting: bool, together: bool
) -> None:
    text, changes = PROPOSALS[a][0], []
    for _, find, replacement in (PROPOSALS[a], PROPOSALS[b]):
        assert text.count(find) == 1
        changes.append(minimal(text, text.replace(find, replacement)))
    assert conflict(*changes) is conflicting
    assert alternatives(text, *changes) is together


# --- the compilation ------------------------------------------------------------------------


def test_the_compilation_attributes_every_span() -> None:
    text = "within seven days"
    compiled = compilation(
        text,
        [
            ("P10", apply(of_text(text), (7, strike(5), "fourteen"), "p")[0]),
            ("P11", apply(of_text(text), (7, strike(10), "three days"), "q")[0]),
            ("P12", apply(of_text(text), (17, " at most"), "r")[0]),
        ],
    )
    assert compiled == (
        CompiledSpan("within ", None, ()),
        CompiledSpan("seven", None, ("P10", "P11")),
        CompiledSpan("fourteen", "P10", ()),
        CompiledSpan(" days", None, ("P11",)),
        CompiledSpan("three days", "P11", ()),
        CompiledSpan(" at most", "P12", ()),
    )


@given(st.data())
def test_every_layer_can_be_read_out_of_the_compilation(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    tabled = []
    for label in ("P1", "P2", "P3"):
        author = data.draw(parties)
        first, _ = apply(of_text(text), data.draw(edits(of_text(text), author)), author)
        tabled.append((label, apply(first, data.draw(edits(first, "q")), "q")[0]))
    spans = compilation(text, tabled)
    assert "".join(span.text for span in spans if span.inserted_by is None) == text
    for label, runs in tabled:
        read = "".join(
            span.text
            for span in spans
            if span.inserted_by == label
            or (span.inserted_by is None and label not in span.struck_by)
        )
        assert read == from_units(result(runs))
    assert all(a[1:] != b[1:] for a, b in pairwise(spans))
