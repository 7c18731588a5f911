"""Words and sentences: the units in which people compare texts.

A *token* is a word or a number with what belongs to it, or else one single grapheme: a space, a
mark of punctuation, an emoji with its joiners, an ideograph of a script that writes no spaces.
Texts here are ordinary text; tokens, and sentences, joined again are the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from models.text import length

# Scripts that write no space between words; for them a grapheme is what comes closest to a word.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)

_SENTENCE_END = re.compile(
    r"""(?: [.!?…؟۔।]+ ["'”’»)\]]* (?=\s|$)   # a full stop ends a sentence only before a space,
          | [。！？]+ [」』）]*                  # unless it is one that brings its own,
          | (?=\n) ) \s*                       # and a line ends one in any case
    """,
    re.VERBOSE,
)
_ENDED = re.compile(r"""(?:[.!?…؟۔।]+["'”’»)\]]*|[。！？]+[」』）]*|\n)\s*\Z""")


def tokens(text: str) -> list[str]:
    """The tokens of ``text``, from left to right. Raises nothing."""
    return _token_pattern().findall(text)


@cache
def _token_pattern() -> re.Pattern[str]:
    # Python's \w knows no combining marks, so they are listed, with the skin tones of emoji.
    marks = "".join(
        chr(point)
        for block in (range(0x300, 0x1F000), range(0xE0100, 0xE01F0))
        for point in block
        if unicodedata.category(chr(point)).startswith("M")
    )
    extend = rf"[{marks}\U0001f3fb-\U0001f3ff]*"
    letter = rf"[^\W{_UNSPACED}]{extend}[\u200c\u200d]?"
    within = r"(?<=\d)[.,](?=\d)|(?<=\w)['’](?=\w)"
    single = rf".{extend}(?:\u200d.{extend})*"
    return re.compile(rf"(?:{letter}|{within})+|[\U0001f1e6-\U0001f1ff]{{2}}|{single}", re.DOTALL)


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, each with the spaces and line ends that follow it.

    A sentence ends with . ! ? … or their like in Arabic, Devanagari and Chinese, before a space or
    the end, so never within "1.5"; abbreviations are not known. A line ends one too.
    """
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        if end.end() > start:
            found.append(text[start : end.end()])
            start = end.end()
    return [*found, text[start:]] if start < len(text) else found


def sentence_ends(text: str) -> list[int]:
    """Where the sentences of ``text`` end, as offsets in UTF-16 code units, ascending."""
    ends, at = [], 0
    for sentence in sentences(text):
        at += length(sentence)
        ends.append(at)
    return ends


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends where a sentence does."""
    return not text or _ENDED.search(text) is not None


def seam(line: Sequence[str], at: int) -> int:
    """How naturally a change may begin or end before token ``at`` of ``line``: 0 to 6.

    Best at either end, then after a line, a sentence, a space; worst between two words.
    """
    if at in (0, len(line)):
        return 6
    before, after = line[at - 1], line[at]
    if before == "\n":
        return 5
    if before.isspace():
        return 4 if ends_sentence("".join(line[max(0, at - 4) : at])) else 3
    if after.isspace():
        return 2
    return 0 if before.isalnum() and after.isalnum() else 1
