"""Text: units, what may be typed, what is kept, what is signed."""

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import (
    TextRefused,
    canonical,
    check_typed,
    digest,
    from_units,
    length,
    to_units,
    wording_bytes,
    wording_digest,
)

REFUSED = {
    "split_character": ["\ud83d", "a\ude00", "\ude00\ud83d", "😀\ud83d"],
    "control_character": ["\0", "a\x07", "\r", "a\r\n", "\x0b", "\x7f", "\x85", "\u2028", "\u2029"],
    "bidi_control": ["\u202a", "\u202b", "\u202c", "\u202d", "a\u202e", "\u2066", "\u2069"],
    "invisible_character": [
        "\u200b",
        "\xad",
        "\u2060",
        "\u2064",
        "\u206f",
        "\ufeff",
        "\u3164",
        "\u115f",
        "\uffa0",
        "\U000e0001",
        "a\U000e0041",
        "\U000e01f0",
        "\U0001d173",
        "\U0001bca0",
    ],
    "false_strike": ["a\u0336", "\u0335"],
    "not_a_character": ["\ufdd0", "\uffff", "\U0001ffff", "\U0010fffe"],
}

TYPED = [
    "",
    "Line\n\tand tab",
    "“Quotes” – dashes… 24 %",
    "الديباجة، ٢٤ ساعة؟",
    "نمی\u200cخواهم",  # Persian cannot be written without ZWNJ,
    "क्\u200dष",  # nor Indic conjuncts without ZWJ
    "\u200e\u200f\u061c",
    "👩\u200d👧 ☎\ufe0f 🏴 😀",
    "葛\U000e0100",
    "e\u0301",
]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_units_are_utf_16_code_units(text: str) -> None:
    units = to_units(text)
    assert [ord(unit) for unit in units] == list(memoryview(text.encode("utf-16")).cast("H")[1:])
    assert from_units(units) == text
    assert length(text) == length(units) == len(text.encode("utf-16-le")) // 2
    assert to_units(units) == units


@pytest.mark.parametrize("half", ["\ud83d", "a\ude00b", "\ude00\ud83d"])
def test_half_a_character_is_never_made_into_text(half: str) -> None:
    assert to_units(half) == half
    with pytest.raises(TextRefused) as refusal:
        from_units(half)
    assert refusal.value.code == "split_character"


@pytest.mark.parametrize("text", TYPED)
def test_what_scripts_need_may_be_typed(text: str) -> None:
    check_typed(to_units(text))


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, ts in REFUSED.items() for t in ts])
def test_what_deceives_the_eye_may_not_be_typed(kind: str, text: str) -> None:
    with pytest.raises(TextRefused, match=r"^The text holds U\+[0-9A-F]{4,6}, .+\.$") as refusal:
        check_typed(to_units(text))
    assert refusal.value.code == kind


def test_the_refusal_names_the_character() -> None:
    with pytest.raises(TextRefused, match=r"U\+E0041, a character nobody can see"):
        check_typed(to_units("flag\U000e0041"))


def test_every_invisible_format_character_is_either_known_to_be_needed_or_refused() -> None:
    needed = {0x061C, 0x180E, 0x200C, 0x200D, 0x200E, 0x200F}
    visible_or_layout = {
        *range(0x0600, 0x0606),  # Arabic number signs
        *(0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD),
        *range(0x13430, 0x13440),  # Egyptian quadrats
    }
    formats = {c for c in range(0x110000) if unicodedata.category(chr(c)) == "Cf"}
    passed = {c for c in formats if not _refused(chr(c))}
    assert passed == formats & (needed | visible_or_layout)


def _refused(text: str) -> bool:
    try:
        check_typed(to_units(text))
    except TextRefused:
        return True
    return False


def test_versions_hold_nfc_and_line_feeds() -> None:
    assert canonical("cafe\u0301\r\nx\ry\u2028z\x85") == "café\nx\ny\nz\n"
    with pytest.raises(TextRefused):
        canonical("a\u202eb")


@given(st.text())
def test_canonical_text_is_canonical(text: str) -> None:
    try:
        kept = canonical(text)
    except TextRefused:
        return
    assert canonical(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)


def test_the_digest_of_a_wording_is_that_of_documented_bytes() -> None:
    wording = {"en/title": "Aim", "ar/text": "نص", "en/text": "A 😀"}
    expected = "parley-wording-1\n" + "".join(
        f"{len(s.encode())}:{s},"
        for field in ("ar/text", "en/text", "en/title")
        for s in (field, wording[field])
    )
    assert wording_bytes(wording) == expected.encode()
    assert wording_digest(wording) == digest(expected.encode())
    assert digest(b"") == hashlib.sha256(b"").hexdigest()


@given(*[st.dictionaries(st.text("a/,:1", max_size=4), st.text("a,:1", max_size=4))] * 2)
def test_no_two_wordings_share_a_digest(a: dict[str, str], b: dict[str, str]) -> None:
    assert (wording_digest(a) == wording_digest(b)) == (a == b)


def test_units_and_text_have_one_digest() -> None:
    assert wording_digest({"en/text": "😀"}) == wording_digest({"en/text": to_units("😀")})
