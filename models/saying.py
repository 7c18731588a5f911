"""Sentences that are told to people: a pattern to translate, and what stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeAlias

Translate = Callable[[str], str]
Name: TypeAlias = "str | Sentence"
"""What stands in a sentence: a name as it is, or words to be translated themselves."""
Value: TypeAlias = "Name | int | tuple[Name, ...]"
"""Such a name, several in a row, or a number."""

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"

_PLACE = re.compile(r"{\w+}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pattern, and the values that stand in it; `begins` with a capital letter.

    As a string it is English, as it stands in the record and is told to programs.
    """

    pattern: str
    values: Mapping[str, Value] = field(default_factory=dict)
    begins: bool = False

    def spoken(self, translate: Translate) -> str:
        """The sentence in the language of `translate`; what runs against it is isolated."""
        return _whole(self, translate, _isolated, rightward=False)

    def __str__(self) -> str:
        return _whole(self, str, _as_it_is, rightward=False)


def _whole(its: Sentence, translate: Translate, place: _Place, *, rightward: bool) -> str:
    told = translate(its.pattern)
    if its.values:
        own = _rightward(_PLACE.sub("", told))
        around = rightward if own is None else own
        places = its.values.items()
        told = told.format(**{name: _part(one, translate, place, around) for name, one in places})
    return told[:1].upper() + told[1:] if its.begins else told


def _part(value: Value, translate: Translate, place: _Place, rightward: bool) -> str:
    if isinstance(value, Sentence):
        return _whole(value, translate, place, rightward=rightward)
    if isinstance(value, tuple):
        return translate(", ").join(_part(one, translate, place, rightward) for one in value)
    return place(value, rightward) if isinstance(value, str) else str(value)


_Place = Callable[[str, bool], str]


def _as_it_is(value: str, _rightward: bool) -> str:
    return value


def _isolated(value: str, rightward: bool) -> str:
    # A date or a label in Arabic would have its parts turned round, so it is kept apart as well.
    if not value or (_rightward(value) or False) == rightward:
        return value
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_DIRECTIONAL_ISOLATE}"


def _rightward(text: str) -> bool | None:
    """Whether a text begins from the right; None where nothing in it says so."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), None)


def say(pattern: str, **values: Value) -> Sentence:
    """A sentence; the tests hold that each catalogue has its pattern."""
    return Sentence(pattern, values)


def said(sentence: Sentence | str) -> Sentence:
    """A sentence, also where it was given as a pattern that holds no values."""
    return say(sentence) if isinstance(sentence, str) else sentence


def capital(name: Name) -> Sentence:
    """The same with a capital first letter, as a name or a verb may begin a sentence."""
    whole = say("{name}", name=name) if isinstance(name, str) else name
    return replace(whole, begins=True)


def row(sentences: Iterable[Sentence], more: int = 0) -> Sentence:
    """Sentences one after the other, and how many more there are."""
    first, *others = sentences
    if more > 0:
        others.append(say("And {n} more.", n=more))
    for other in others:
        first = say("{sentence} {next}", sentence=first, next=other)
    return first


def listed(names: Iterable[Name], last: str = "and") -> Name:
    """Names in a sentence: one, two and three."""
    *most, final = names
    if not most:
        return final
    if last == "or":
        return say("{most} or {last}", most=tuple(most), last=final)
    return say("{most} and {last}", most=tuple(most), last=final)


def span(time: timedelta) -> Sentence:
    """How long something takes, in the largest unit in which it is a whole number."""
    if time == HOUR:
        return say("one hour")
    if time == MINUTE:
        return say("one minute")
    if time and time % HOUR == timedelta(0):
        return say("{n} hours", n=time // HOUR)
    if time and time % MINUTE == timedelta(0):
        return say("{n} minutes", n=time // MINUTE)
    return say("{n} seconds", n=f"{time.total_seconds():g}")
