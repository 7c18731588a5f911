"""Words and sentences, as comparisons see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words import ends_sentence, seam, sentence_ends, sentences, tokens

TEXTS = st.text(st.sampled_from("ab1. ,’'\n!؟。م\u0301\u200d👩🏽👧葛🇩\u200c"), max_size=30)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("shall not, ever", "shall| |not|,| |ever"),
        ("within 24 hours; 1.5 % of 1,000.", "within| |24| |hours|;| |1.5| |%| |of| |1,000|."),
        ("the Workers’ don't “so”", "the| |Workers|’| |don't| |“|so|”"),
        ("on-line", "on|-|line"),
        ("cafe\u0301s e\u0301", "cafe\u0301s| |e\u0301"),
        ("خلال ٢٤ ساعةً، وخلال", "خلال| |٢٤| |ساعةً|،| |وخلال"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("क्\u200dष और", "क्\u200dष| |और"),
        ("选举守则。", "选|举|守|则|。"),
        ("👩\u200d👧👍🏽☎\ufe0f🇩🇪🇫🇷!", "👩\u200d👧|👍🏽|☎\ufe0f|🇩🇪|🇫🇷|!"),
        ("a  b\n\tc", "a| | |b|\n|\t|c"),
    ],
)
def test_a_token_is_a_word_a_number_or_one_grapheme(text: str, split: str) -> None:
    assert tokens(text) == split.split("|")


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("One. Two! Three? Four", "One. |Two! |Three? |Four"),
        ("It is 1.5 of 2. Right.", "It is 1.5 of 2. |Right."),
        ("He said “no.” Then (yes.) Done…", "He said “no.” |Then (yes.) |Done…"),
        ("كيف؟ نعم. انتهى", "كيف؟ |نعم. |انتهى"),
        ("第一句。第二句！", "第一句。|第二句！"),
        ("Title\n\n1. First;\nsecond", "Title\n\n|1. |First;\n|second"),
        ("", ""),
    ],
)
def test_a_sentence_ends_at_a_stop_before_a_space(text: str, split: str) -> None:
    assert sentences(text) == [part for part in split.split("|") if part]


@given(TEXTS)
def test_tokens_and_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == "".join(sentences(text)) == text
    assert "" not in tokens(text) + sentences(text)


def test_sentence_ends_are_counted_in_utf_16_code_units() -> None:
    assert sentence_ends("😀. 😀😀. a") == [4, 10, 11]


def test_what_ends_a_sentence() -> None:
    assert all(map(ends_sentence, ("", "So.", "So. ", "so.” ", "لماذا؟", "守则。", "line\n")))
    assert not any(map(ends_sentence, ("so", "so,", "“so” ", " ")))


def test_changes_stand_best_at_the_ends_of_what_people_read() -> None:
    line = tokens("One. Two a,b\nc")
    assert {text: seam(line, at) for at, text in enumerate([*line, "end"])} == {
        "One": 6,
        ".": 1,
        " ": 2,
        "Two": 4,
        "a": 3,
        ",": 1,
        "b": 1,
        "\n": 2,
        "c": 5,
        "end": 6,
    }
