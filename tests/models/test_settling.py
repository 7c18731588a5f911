"""What settling does with wording: changes there and back."""

from __future__ import annotations

from unicodedata import is_normalized

from hypothesis import assume, given

from models.layer import Run, Runs, apply, base, of_text
from models.settling import changes, reading, reverse
from models.text import from_units
from tests.models.algebra import layers


@given(layers())
def test_a_change_that_is_taken_back_leaves_every_word_it_kept(runs: Runs) -> None:
    former = {"en/text": from_units(base(runs))}
    assume(is_normalized("NFC", former["en/text"]))
    forth = changes({"en/text": runs})
    back = reverse(forth, former)
    there, _ = apply(of_text(former["en/text"]), forth["en/text"], None)
    assert there == of_text(reading(runs))
    assert apply(there, back["en/text"], None)[0] == of_text(former["en/text"])
    assert reverse(back, {"en/text": reading(runs)}) == forth


def test_what_takes_a_change_back_removes_before_it_inserts() -> None:
    runs = (Run("seven", None, frozenset("p")), Run("ten", "p"), Run(" days"))
    forth = changes({"en/text": runs})
    assert forth == {"en/text": (("x", 5), "ten")}
    assert reverse(forth, {"en/text": "seven days"}) == {"en/text": (("x", 3), "seven")}
