"""Text as Parley counts it and keeps it.

Every offset and every length in Parley is a number of UTF-16 code units, because that is how
browsers count. Inside the algebra a text is therefore a *unit string*: a Python string in which
each code unit is one character, so that slicing means in Python what it means in JavaScript.
This module alone converts between the two, says what may be typed, and digests what is agreed.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from models.saying import Sentence, said, say


class TextRefused(ValueError):
    """A text that may not be typed or kept.

    ``code`` names the kind for programs; ``sentence`` is a plain one for people.
    """

    def __init__(self, code: str, sentence: Sentence | str) -> None:
        self.sentence = said(sentence)
        super().__init__(str(self.sentence))
        self.code = code


# One alternative per kind; the name of the alternative is the code of the refusal. The pattern is
# over units, and JavaScript reads the very same source (static/js/text/units.js).
UNTYPABLE = re.compile(
    r"(?P<split_character>[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff])"
    r"|(?P<control_character>[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029])"
    r"|(?P<bidi_control>[\u202a-\u202e\u2066-\u2069])"
    r"|(?P<invisible_character>"
    r"[\xad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    r"\ufff0-\ufffb]"
    r"|\ud82f[\udca0-\udca3]|\ud834[\udd73-\udd7a]"
    r"|\udb40[\udc00-\udcff\uddf0-\udfff]|[\udb41-\udb43][\udc00-\udfff])"
    r"|(?P<false_strike>[\u0335\u0336])"
    r"|(?P<not_a_character>[\ufdd0-\ufdef\ufffe\uffff]"
    r"|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff"
    r"\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff])"
)

_REASONS = {
    "split_character": say("half of a character"),
    "control_character": say("a control character; only line breaks and tabs may be typed"),
    "bidi_control": say("a mark that makes words show in another order than they are kept"),
    "invisible_character": say("a character nobody can see"),
    "false_strike": say("a line that makes words look struck by nobody"),
    "not_a_character": say("a code that is no character"),
}

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")


def to_units(text: str) -> str:
    """The unit string of ``text``: each astral character becomes its two surrogates.

    Idempotent. Raises nothing: half characters pass as they are, `check_typed` refuses them.
    """
    if text.isascii():
        return text
    encoded = memoryview(text.encode("utf-16", "surrogatepass")).cast("H")[1:]  # less the BOM
    return text if len(encoded) == len(text) else "".join(map(chr, encoded))


def from_units(units: str) -> str:
    """The ordinary text of a unit string; the inverse of `to_units`.

    Raises `TextRefused` (``split_character``) if a surrogate stands alone.
    """
    if units.isascii():
        return units
    try:
        return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise TextRefused("split_character", "The text holds half of a character.") from None


def length(text: str) -> int:
    """The length of ``text`` (ordinary or units) in UTF-16 code units. Raises nothing."""
    return len(to_units(text))


def check_typed(units: str) -> None:
    """Refuse what may not be typed into a layer (design §2; tech.md §6.5).

    Refused are halves of characters, control characters other than line feed and tab, marks that
    reorder what is shown, characters nobody can see, overlays that look like a strike, and codes
    that are no characters. The joiners and direction marks that scripts need (ZWJ, ZWNJ, LRM, RLM,
    ALM, variation selectors) pass. Raises `TextRefused` with one code per kind.
    """
    if units.isascii() and units.isprintable():
        return
    found = UNTYPABLE.search(units)
    if found is not None:
        point = ord(found[0]) if len(found[0]) == 1 else ord(from_units(found[0]))
        kind = found.lastgroup or ""
        holds = say("The text holds {code}, {what}.", code=f"U+{point:04X}", what=_REASONS[kind])
        raise TextRefused(kind, holds)


def canonical(text: str) -> str:
    """``text`` as versions hold it: NFC, every line end a line feed (design §2).

    Takes and returns ordinary text. Raises `TextRefused` for what may not be typed.
    """
    kept = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    check_typed(to_units(kept))
    return kept


def compositions(units: str) -> list[tuple[int, int, str]]:
    """Where ``units`` are not in NFC: ``(start, end, composed)``, all in units, left to right.

    Raises `TextRefused` (``split_character``) if a surrogate stands alone.
    """
    text = from_units(units)
    if unicodedata.is_normalized("NFC", text):
        return []
    found: list[tuple[int, int, str]] = []
    start, cluster = 0, ""
    for character in (*text, ""):
        if character and _composes(cluster, character):
            cluster += character
            continue
        end = start + length(cluster)
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            found.append((start, end, to_units(composed)))
        start, cluster = end, character
    return found


def _composes(cluster: str, character: str) -> bool:
    if unicodedata.combining(character):
        return True
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", cluster + character) != apart


def digest(data: bytes) -> str:
    """The SHA-256 of ``data``, as 64 lower-case hexadecimal digits. Raises nothing."""
    return hashlib.sha256(data).hexdigest()


def wording_bytes(wording: Mapping[str, str]) -> bytes:
    """The bytes by which a clause's wording is known, the same in every language.

    ``wording`` maps fields ("en/title", "en/text", "ar/text") to their texts. The bytes are the
    line ``parley-wording-1``, then for each field, sorted by its UTF-8 bytes, the field and the
    text, each written as its length in UTF-8 bytes in decimal, a colon, the bytes, and a comma.
    The lengths go first, so no two wordings share their bytes. Raises `TextRefused`
    (``split_character``) for half a character, which UTF-8 cannot carry.
    """
    encoded = sorted((_utf8(field), _utf8(text)) for field, text in wording.items())
    strings = (string for pair in encoded for string in pair)
    return b"parley-wording-1\n" + b"".join(b"%d:%b," % (len(s), s) for s in strings)


def wording_digest(wording: Mapping[str, str]) -> str:
    """The digest of one clause version: `digest` of `wording_bytes`.

    What a party agrees to is named by it (design §1.4). Raises as `wording_bytes` does.
    """
    return digest(wording_bytes(wording))


def _utf8(text: str) -> bytes:
    return from_units(to_units(text)).encode()
