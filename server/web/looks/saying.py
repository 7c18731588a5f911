"""Sentences of pages that hold values: a pattern to translate, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Union

Value = Union[str, int, "Sentence", tuple[str, ...]]
"""A number or a name as it is; another sentence; or words, each translated, in a row."""

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pattern, and the values that stand in it."""

    pattern: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def spoken(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`."""
        said = {name: _spoken(value, translate) for name, value in self.values.items()}
        return translate(self.pattern).format(**said)


def _spoken(value: Value, translate: Callable[[str], str]) -> str:
    if isinstance(value, Sentence):
        return value.spoken(translate)
    if isinstance(value, tuple):
        return translate(", ").join(map(translate, value))
    return str(value)


def say(pattern: str, **values: Value) -> Sentence:
    """A sentence; the tests hold that each catalogue has its pattern."""
    return Sentence(pattern, values)


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
