"""Duties in a text: who shall do what, by when, in the text's own words.

A duty is cut out of its sentence and never put together: read one after the other, its pieces are
the sentence. What the tables do not know stays as it reads. English is in the tables; of a
language without an entry every clause stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple

from models.words import sentences


class Force(StrEnum):
    """How much a duty binds."""

    SHALL = "shall"
    SHALL_NOT = "shall_not"
    SHOULD = "should"


class Grammar(NamedTuple):
    """How one language says duties, as patterns; `forces` are tried in order at each place."""

    forces: Mapping[Force, str]
    everybody: str
    """What all who sign are called."""
    before_who: str
    """What may stand before them: every, the, each."""
    seams: str
    """After what the words that name who shall do it may begin."""
    deadlines: tuple[str, ...]


_COUNT = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen"
    r"|twenty|thirty|forty|fifty|sixty|ninety)(?:-\w+)?"
)
_UNIT = r"(?:minute|hour|(?:working |calendar )?day|week|month|year)s?"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = rf"(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{4}}-\d\d-\d\d)"
_NOUN = r"(?:(?:the|its|their|this|that|an?) (?:final |first |last )?)?(?!and\b|or\b)[\w-]+"
_EVENT = rf"(?: (?:of|after|from|before|following) {_NOUN})?"

GRAMMARS: Mapping[str, Grammar] = {
    "en": Grammar(
        forces={
            Force.SHALL_NOT: (
                r"(?:shall|must|will) (?:not|never)|undertakes? not to|(?:is|are) not to"
            ),
            Force.SHALL: r"shall|must|undertakes? to|commits? to|agrees? to|(?:is|are) to|will",
            Force.SHOULD: r"should(?: not)?|ought(?: not)? to",
        },
        everybody=r"signator(?:y|ies)|part(?:y|ies)",
        before_who=r"(?:(?:each|every|any|all|no|an?|the|but|and|such) )*(?:other )?",
        seams=r"(?:, |; |\bbut |\band )",
        deadlines=(
            rf"(?:with)?in {_COUNT} {_UNIT}{_EVENT}",
            rf"(?:no|not) later than (?:{_COUNT} {_UNIT}|{_DATE}){_EVENT}",
            rf"at least {_COUNT} {_UNIT} before {_NOUN}",
            rf"every (?:{_COUNT} )?{_UNIT}",
            rf"(?:by|until|before|from|on) {_DATE}",
            r"at once|immediately|without (?:undue )?delay|promptly|daily|weekly|monthly",
        ),
    )
}
"""By language."""


class Duty(NamedTuple):
    """What is to be done: `lead`, `who`, `verb` and `does`, one after the other, are the sentence.

    `when` are the deadlines found in it; `everybody` whether `who` are all who sign.
    """

    lead: str
    who: str
    verb: str
    does: str
    force: Force
    when: tuple[str, ...]
    everybody: bool


class Said(NamedTuple):
    """One sentence of a clause, and the duty in it, if the tables find one."""

    text: str
    duty: Duty | None


def said(text: str, language: str) -> tuple[Said, ...]:
    """The sentences of a clause in their order: together they are the clause, letter by letter."""
    grammar = GRAMMARS.get(language)
    if grammar is None:
        return (Said(text, None),) if text else ()
    return tuple(Said(one, _duty(one, grammar)) for one in sentences(text))


def concerns(duty: Duty, names: Collection[str]) -> bool:
    """Whether a duty falls on a party of these names: on all who sign, or on it by name."""
    return duty.everybody or any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", duty.who, re.IGNORECASE) for name in names
    )


def _duty(sentence: str, grammar: Grammar) -> Duty | None:
    found = [
        (match.start(), -match.end(), force, match)
        for force, pattern in grammar.forces.items()
        if (match := re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE)) is not None
    ]
    if not found:
        return None
    # Of two that begin at one place the longer: shall not, and not shall.
    *_, force, verb = min(found, key=lambda one: one[:2])
    before, does = sentence[: verb.start()], sentence[verb.end() :]
    at = _begins(before, grammar)
    who = before[at:]
    return Duty(
        lead=before[:at],
        who=who,
        verb=verb[0],
        does=does,
        force=force,
        when=_deadlines(sentence, grammar),
        everybody=_names_everybody(who, grammar),
    )


def _begins(before: str, grammar: Grammar) -> int:
    """Where the words begin that name who shall do it: at the last seam before all who sign."""
    starts = [match.end() for match in re.finditer(grammar.seams, before)]
    everybody = [at for at in starts if _names_everybody(before[at:], grammar)]
    return everybody[-1] if everybody else 0


def _names_everybody(who: str, grammar: Grammar) -> bool:
    named = rf"{grammar.before_who}(?:{grammar.everybody})\b"
    return re.match(named, who, re.IGNORECASE) is not None


def _deadlines(sentence: str, grammar: Grammar) -> tuple[str, ...]:
    pattern = "|".join(grammar.deadlines)
    return tuple(match[0] for match in re.finditer(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE))
