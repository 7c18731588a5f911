"""Sentences that are told to people: in English, and spoken in another language."""

from __future__ import annotations

import pytest

from models.saying import Name, Sentence, capital, listed, row, say
from tests.cast.languages import in_arabic


@pytest.mark.parametrize(
    ("sentence", "english", "arabic"),
    [
        (say("No session is open."), "No session is open.", "لا جلسة مفتوحة."),
        (
            say("{party} has not signed.", party="ALP"),
            "ALP has not signed.",
            "\u2068ALP\u2069 لم يوقّع.",
        ),
        (
            say("{party} has not signed.", party="حزب"),
            "حزب has not signed.",
            "حزب لم يوقّع.",
        ),
        (say("And {n} more.", n=3), "And 3 more.", "و3 غير ذلك."),
        (
            say("This is for {names}.", names=listed([say("delegates"), say("advisers")], "or")),
            "This is for delegates or advisers.",
            "هذا من شأن: المندوبون أو المستشارون.",
        ),
        (capital(say("caucus")), "Caucus", "المشاورات المغلقة"),
        (
            say("{party}: {clause}", party="ALP", clause=say("clause {number}", number="4 bis")),
            "ALP: clause 4 bis",
            "\u200f\u2068ALP\u2069: البند \u20684 bis\u2069",
        ),
        (
            row([say("Ask them."), say("Say why.")], more=2),
            "Ask them. Say why. And 2 more.",
            "اطلبوا منهم ذلك. بيّنوا السبب. و2 غير ذلك.",
        ),
    ],
)
def test_a_sentence_is_english_as_a_string_and_spoken_in_any_language(
    sentence: Sentence, english: str, arabic: str
) -> None:
    """F22: words are translated, names stay, and what runs against the sentence is isolated."""
    assert str(sentence) == english
    assert sentence.spoken(str) == english.replace("حزب", "\u2068حزب\u2069")
    assert sentence.spoken(in_arabic) == arabic


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", say("the projector")], "A, B and the projector"),
    ],
)
def test_names_are_listed(names: list[Name], said: str) -> None:
    assert str(listed(names)) == said


def test_what_was_typed_is_no_pattern() -> None:
    """Braces in a name, or in a sentence that holds no values, stand as they are."""
    assert str(say("{party} has not signed.", party="{n}")) == "{n} has not signed."
    assert str(say("As {they} say.")) == "As {they} say."
