"""What a lawyer looks for in a text: findings that warn and never block (domain §4).

Everything here is pure and knows only wordings. English is the language of the tables first; a
language without an entry is still read for digits, definitions and the names of parties.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from models.edit import size
from models.outline import SUFFIXES
from models.redline import minimal
from models.rulebook import Guard
from models.saying import Sentence, listed, say
from models.text import to_units
from models.words import sentences

LONG = 35
"""How many words a sentence has at most without a finding (domain §4)."""


class FindingKind(StrEnum):
    """What was found."""

    SPELLING = "spelling_variants"
    NUMBERS = "numbers_two_ways"
    WEAKER_VERB = "should_next_to_shall"
    UNUSUAL_VERB = "unusual_verb"
    LONG_SENTENCE = "long_sentence"
    REFERENCES = "cross_references"
    BROKEN_REFERENCE = "broken_reference"
    MOVED_REFERENCE = "moved_reference"
    UNUSED_TERM = "unused_term"
    DEFINED_TWICE = "defined_twice"
    DEFINITION_CHANGED = "definition_changed"


class Finding(NamedTuple):
    """One thing to look at in a clause; `settled` where it is only told that all is well."""

    kind: FindingKind
    clause: str
    sentence: Sentence

    @property
    def settled(self) -> bool:
        """Whether nobody needs to do anything about it."""
        return self.kind is FindingKind.REFERENCES


class Passage(NamedTuple):
    """One clause as it is looked through: its id, the number it is cited by, its wording.

    `former` is the number it had before the renumbering.
    """

    clause: str
    number: str
    wording: Mapping[str, str]
    former: str = ""


Wording = Mapping[str, str]

# --- words that carry meaning -----------------------------------------------------------------

_COUNT = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|thousand|million|half|third|quarter|once|twice|first|second"
)
_SMALL = tuple(_COUNT.split("|")[:20])
_TENS = tuple(_COUNT.split("|")[20:28])
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

_DIGITS = r"\d+(?:[.,:]\d+)*%?"

# One alternative per guard, tried in this order at each place; names of months and days count
# with their capital only, because “may” is a verb.
_ENGLISH: Mapping[Guard, str] = {
    Guard.DATE: (
        rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})(?:\s+\d{{4}})?"
        rf"|(?:{_MONTHS})\s+\d{{1,2}}(?:,?\s+\d{{4}})?"
        rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
        rf"|\b(?:{_WEEKDAYS}|January|February|April|June|July|August|September|October|November"
        r"|December)s?\b|\b(?i:today|tomorrow|yesterday)\b"
    ),
    Guard.NUMBER: rf"(?<!\w){_DIGITS}|\b(?i:(?:{_COUNT})(?:-(?:{_COUNT}))*)\b",
    Guard.MODAL_VERB: (
        r"\b(?i:shall|should|may|must|will|would|can|could|might|cannot|is to|are to"
        r"|undertakes? to|ought)\b"
    ),
    Guard.NEGATION: (
        r"\b(?i:not|no|never|neither|nor|none|nobody|nothing|nowhere|without|except|unless)\b"
        r"|(?<=\w)n[’']t\b"
    ),
}
_ARABIC: Mapping[Guard, str] = {
    Guard.DATE: (
        r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
        r"|\b(?:ال)?(?:اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد)\b"
        r"|\b(?:يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)\b"
    ),
    Guard.NUMBER: (
        rf"(?<!\w){_DIGITS}|\b(?:[وفبل]?(?:ال)?(?:واحدة?|اثنا[نء]?|ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?"
        r"|ثمانية?|تسعة?|عشرة?|عشر(?:ون|ين)|ثلاث(?:ون|ين)|مئة|مائة|ألف|نصف|ثلث|ربع))\b"
    ),
    Guard.MODAL_VERB: r"\b[وف]?(?:يجب|ينبغي|يجوز|يحق|يلتزم|تلتزم|يتعهد|تتعهد|يمكن)\b",
    Guard.NEGATION: r"\b[وف]?(?:لا|لن|لم|ليس|ليست|غير|دون|بدون|إلا|عدم)\b",
}
_PLAIN: Mapping[Guard, str] = {
    Guard.DATE: r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}",
    Guard.NUMBER: rf"(?<!\w){_DIGITS}",
}
LANGUAGES: Mapping[str, Mapping[Guard, str]] = {"en": _ENGLISH, "ar": _ARABIC}
"""Language → what is guarded in it."""


class _Token(NamedTuple):
    start: int
    end: int
    guard: Guard
    text: str


@lru_cache(maxsize=200)
def _pattern(language: str, terms: frozenset[str], names: frozenset[str]) -> re.Pattern[str]:
    guarded = dict(LANGUAGES.get(language, _PLAIN))
    if names:
        guarded[Guard.PARTY_NAME] = _any_of(names)
    if terms:
        guarded[Guard.DEFINED_TERM] = rf"(?i:{_any_of(terms, plural=True)})"
    order = (Guard.PARTY_NAME, Guard.DEFINED_TERM, *LANGUAGES["en"])
    return re.compile("|".join(f"(?P<{g.value}>{guarded[g]})" for g in order if g in guarded))


def _any_of(words: Iterable[str], *, plural: bool = False) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    found = "|".join(re.escape(to_units(word)) for word in longest)
    return rf"(?<!\w)(?:{found}){'(?:s|es)?' if plural else ''}(?!\w)"


def guards_touched(
    old: str,
    new: str,
    terms: Collection[str] = (),
    party_names: Collection[str] = (),
    language: str = "en",
) -> set[Guard]:
    """What of the guarded things a change from `old` to `new` touches (domain §4).

    Asked of every place that changed, by the minimal change: the guarded words that go there
    against those that come. So moving a “not” touches it as taking it away does. `terms` are the
    defined terms in force, `party_names` the ids and names of parties. Raises nothing.
    """
    pattern = _pattern(language, frozenset(terms), frozenset(filter(None, party_names)))
    units, changed = to_units(old), to_units(new)
    before, after = _tokens(pattern, units), _tokens(pattern, changed)
    touched: set[Guard] = set()
    for gone, come in _places(old, new):
        went, came = _within(before, *gone), _within(after, *come)
        if [token.text for token in went] != [token.text for token in came]:
            touched |= {token.guard for token in _differing(went, came)}
    return touched


def _tokens(pattern: re.Pattern[str], units: str) -> list[_Token]:
    return [
        _Token(found.start(), found.end(), Guard(found.lastgroup or ""), found[0].casefold())
        for found in pattern.finditer(units)
    ]


def _within(tokens: Iterable[_Token], start: int, end: int) -> list[_Token]:
    """The tokens that a stretch meets; one without length meets what it stands inside of."""
    return [t for t in tokens if t.start < end and start < t.end]


def _differing(went: Sequence[_Token], came: Sequence[_Token]) -> Iterator[_Token]:
    left = [(token.guard, token.text) for token in came]
    for token in went:
        if (token.guard, token.text) in left:
            left.remove((token.guard, token.text))
        else:
            yield token
    gone = [(token.guard, token.text) for token in went]
    for token in came:
        if (token.guard, token.text) in gone:
            gone.remove((token.guard, token.text))
        else:
            yield token
    if sorted(t.text for t in went) == sorted(t.text for t in came):
        yield from went  # the same words in another order


Place = tuple[int, int]


def _places(old: str, new: str) -> Iterator[tuple[Place, Place]]:
    """Where the minimal change touches the old text and where the new, in units."""
    before = after = 0
    gone = come = 0
    for part in (*minimal(old, new), 0):
        if isinstance(part, int):
            if gone or come:
                yield (before, before + gone), (after, after + come)
            before, after = before + gone + part, after + come + part
            gone = come = 0
        elif isinstance(part, str):
            come += len(part)
        else:
            gone += size(part)


# --- definitions ------------------------------------------------------------------------------

_DEFINES = re.compile(
    r"(?:(?:يُ?قصد بـ?|تعني )\s*)?[“\"«„](?P<term>[^”\"»“]{1,80})[”\"»]\s+"
    r"(?P<definition>(?:means|shall mean|has the meaning|refers to|includes|تعني|يعني)\b.*?)"
    r"(?=(?:[.;]?\s*[“\"«„][^”\"»“]{1,80}[”\"»]\s+(?:means|shall mean|has|refers|includes)\b)|\Z)",
    re.DOTALL,
)


def defined_terms(wording: Wording) -> dict[str, str]:
    """The terms a clause defines, in small letters → what they mean, to the sentence's end."""
    found: dict[str, str] = {}
    for field, text in wording.items():
        if field.endswith("/text"):
            for sentence in sentences(text):
                for match in _DEFINES.finditer(sentence):
                    found.setdefault(match["term"].casefold(), match["definition"].strip())
    return found


def changed_terms(old: Wording, new: Wording) -> tuple[str, ...]:
    """The terms whose definition is not the same in both wordings, new and dropped ones too."""
    before, after = defined_terms(old), defined_terms(new)
    return tuple(t for t in {**before, **after} if before.get(t) != after.get(t))


def uses(term: str, wording: Wording) -> bool:
    """Whether a wording uses a term, in the singular or plural, in whatever letters."""
    pattern = re.compile(rf"(?i:{_any_of([term], plural=True)})")
    return any(pattern.search(to_units(text)) for text in wording.values())


def definition_changed(
    clause: str, old: Wording, new: Wording, others: Iterable[Passage]
) -> tuple[Finding, ...]:
    """A finding for each definition that a clause has changed, naming the clauses that use it."""
    passages = [passage for passage in others if passage.clause != clause]
    found = []
    for term in changed_terms(old, new):
        using = [passage.clause for passage in passages if uses(term, passage.wording)]
        said = say("Defined term {term} changed; used nowhere.", term=term)
        if using:
            said = say(
                "Defined term {term} changed; used in {clauses}: look at it again there.",
                term=term,
                clauses=tuple(using),
            )
        found.append(Finding(FindingKind.DEFINITION_CHANGED, clause, said))
    return tuple(found)


# --- the whole text ---------------------------------------------------------------------------


def findings(passages: Sequence[Passage], language: str = "en") -> tuple[Finding, ...]:
    """Everything worth a look in a text, in the order of its clauses. Raises nothing."""
    texts = {passage.clause: passage.wording.get(f"{language}/text", "") for passage in passages}
    numbers = {passage.number for passage in passages if passage.number}
    moved = {passage.former for passage in passages if passage.former != passage.number}
    found = [*_definitions(passages, language), *_variants(texts)]
    for clause, text in texts.items():
        found += _sentences(clause, text)
        found += _references(clause, text, numbers, moved)
        if language == "en":
            found += _verbs(clause, text)
            found += _numbers(clause, text)
    order = list(texts)
    return tuple(sorted(found, key=lambda finding: order.index(finding.clause)))


def _definitions(passages: Sequence[Passage], language: str) -> Iterator[Finding]:
    here = f"{language}/text"
    known: dict[str, str] = {}
    for passage in passages:
        text = {here: passage.wording.get(here, "")}
        for term in defined_terms(text):
            if term in known:
                said = say(
                    "“{term}” is defined in {clause} already.", term=term, clause=known[term]
                )
                yield Finding(FindingKind.DEFINED_TWICE, passage.clause, said)
                continue
            known[term] = passage.clause
            elsewhere = (p for p in passages if p.clause != passage.clause)
            if not any(uses(term, {here: p.wording.get(here, "")}) for p in elsewhere):
                said = say("“{term}” is defined and used in no other clause.", term=term)
                yield Finding(FindingKind.UNUSED_TERM, passage.clause, said)


_HYPHENATED = re.compile(r"\w+(?:-\w+)+")
_WORD = re.compile(r"\w+(?:-\w+)*")


def _variants(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Words written with a hyphen here and without one elsewhere."""
    plain = {word.casefold() for text in texts.values() for word in _WORD.findall(text)}
    for clause, text in texts.items():
        for word in dict.fromkeys(word.casefold() for word in _HYPHENATED.findall(text)):
            joined = word.replace("-", "")
            if joined in plain:
                said = say("Spelling variants {one} and {other}.", one=word, other=joined)
                yield Finding(FindingKind.SPELLING, clause, said)


def _sentences(clause: str, text: str) -> Iterator[Finding]:
    for sentence in sentences(text):
        count = len(_WORD.findall(sentence))
        if count > LONG:
            begins = " ".join(sentence.split()[:4])
            said = say(
                "A sentence of {n} words, more than {most}: “{begins} …”",
                n=count,
                most=LONG,
                begins=begins,
            )
            yield Finding(FindingKind.LONG_SENTENCE, clause, said)


_NUMBER = rf"\d+\w?(?:\s(?:{'|'.join(SUFFIXES)})\b)?"
_CITED = re.compile(
    rf"\b(?i:articles?|clauses?)\s+(?P<list>{_NUMBER}"
    rf"(?:(?:,\s*{_NUMBER})*,?\s+(?:and|or|to)\s+{_NUMBER})?)"
    r"|\b(?:ال)?(?:مادة|بند)\s+(?P<one>\d+)"
)


def cited(text: str) -> tuple[str, ...]:
    """The numbers of the clauses that a text refers to, each once, in order."""
    lists = (match["list"] or match["one"] for match in _CITED.finditer(text))
    return tuple(dict.fromkeys(number for one in lists for number in re.findall(_NUMBER, one)))


def following(text: str, start: int, end: int, numbers: Mapping[str, str]) -> str:
    """The text with the references that meet a stretch brought from old numbers to new.

    `start` and `end` are places in `text`; `numbers` is old → new. Raises nothing.
    """

    def moved(found: re.Match[str]) -> str:
        if found.end() <= start or end <= found.start():
            return found[0]
        return re.sub(_NUMBER, lambda number: numbers.get(number[0], number[0]), found[0])

    return _CITED.sub(moved, text)


def _references(
    clause: str, text: str, numbers: Collection[str], moved: Collection[str]
) -> Iterator[Finding]:
    resolved = [number for number in cited(text) if number in numbers and number not in moved]
    if resolved:
        said = say("Cross-reference to Article {number} resolves.", number=resolved[0])
        if len(resolved) > 1:
            said = say("Cross-references to Articles {numbers} resolve.", numbers=listed(resolved))
        yield Finding(FindingKind.REFERENCES, clause, said)
    for number in cited(text):
        if number in moved:
            said = say(
                "Article {number} was another one before the renumbering: check which is meant.",
                number=number,
            )
            yield Finding(FindingKind.MOVED_REFERENCE, clause, said)
        elif number not in numbers:
            said = say("Article {number} is referred to, and there is none.", number=number)
            yield Finding(FindingKind.BROKEN_REFERENCE, clause, said)


_UNUSUAL = re.compile(r"\b(?:must|will|is to|are to|undertakes? to)\b", re.IGNORECASE)


def _verbs(clause: str, text: str) -> Iterator[Finding]:
    """shall, shall not: commitment; should: encouragement; may: permission (domain §4)."""
    words = {word.casefold() for word in _WORD.findall(text)}
    if {"should", "shall"} <= words:
        said = say("should next to shall: confirm that the weaker verb is intended.")
        yield Finding(FindingKind.WEAKER_VERB, clause, said)
    for verb in dict.fromkeys(found.casefold() for found in _UNUSUAL.findall(text)):
        said = say("“{verb}” is neither a commitment (shall), nor should, nor may.", verb=verb)
        yield Finding(FindingKind.UNUSUAL_VERB, clause, said)


_COUNTED = re.compile(
    rf"\b(?P<number>\d+|(?:{_COUNT})(?:-(?:{_COUNT}))?)\s+"
    r"(?P<unit>minute|hour|day|week|month|year|person|part|name|signator|candidate)",
    re.IGNORECASE,
)


def _numbers(clause: str, text: str) -> Iterator[Finding]:
    """Counts of one unit, some in digits and some in words, within a clause."""
    units: dict[str, list[str]] = {}
    for match in _COUNTED.finditer(text):
        if value(match["number"]) is not None:
            words = text[match.start() :].split()[:2]
            units.setdefault(match["unit"].casefold(), []).append(" ".join(words).rstrip(".,;:"))
    for counts in units.values():
        digits = [count for count in counts if count[0].isdigit()]
        written = [count for count in counts if not count[0].isdigit()]
        if digits and written:
            said = say(
                "Numbers written two ways ({one}, {other}).", one=written[0], other=digits[0]
            )
            yield Finding(FindingKind.NUMBERS, clause, said)


def value(number: str) -> int | None:
    """What a number below a hundred is worth, in digits or in English words; None: it is none."""
    word = number.casefold()
    if word.isdigit():
        return int(word)
    if word in _SMALL:
        return _SMALL.index(word)
    tens, _, ones = word.partition("-")
    if tens not in _TENS or (ones and ones not in _SMALL[1:10]):
        return None
    return 10 * (_TENS.index(tens) + 2) + (_SMALL.index(ones) if ones else 0)
