"""The form of the rules: every rule as flat fields, and the rules that a filled one asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from models.draft import Watch
from models.rulebook import Decision, Group, Guard, Kind, Mode, Quorum, Rules, Threshold
from models.saying import Sentence, say
from server.web.looks.rulebook import percent

Flat = Mapping[str, tuple[str, ...]]
"""A form as it stands: the name of a field → its values; none for what is not ticked."""
E = TypeVar("E", bound=StrEnum)

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?")
SECONDS, MINUTES, HOURS = "seconds", "minutes", "hours"
UNITS = {
    SECONDS: timedelta(seconds=1),
    MINUTES: timedelta(minutes=1),
    HOURS: timedelta(hours=1),
}
TIMES: Mapping[str, str] = {
    "seconding_time": MINUTES,
    "undo_window": MINUTES,
    "countdown": SECONDS,
    "take_over_time": MINUTES,
    "silence_minimum": HOURS,
    "late_review": HOURS,
    "editorial_window": HOURS,
    "walked_out_notice": HOURS,
}
"""Rules that are times, and the unit in which the form asks for them."""
FLAGS = (
    "seconding",
    "co_sponsor_seconds",
    "tabling_in_session",
    "reading_lapses",
    "silence_names",
    "reservations",
    "by_commitment",
)
"""Rules that are yes or no."""
COUNTS = ("effective_signatures", "private_kept", "access_kept")
"""Rules that are a whole number, or none."""
NOT_A_NUMBER = say("Enter a number.")
NOT_WHOLE = say("This is a whole number.")
NOT_A_CHOICE = say("Choose one of these.")


class Fields(Protocol):
    """A form as it was sent: some names more than once."""

    def multi_items(self) -> Sequence[tuple[str, object]]:
        """Every pair of name and value, in order."""
        ...


def sent(form: Fields) -> Flat:
    """What was sent, every field with its values."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            values[name] = (*values.get(name, ()), value.strip())
    return values


def flat(rules: Rules) -> Flat:
    """Rules as the form shows them."""
    quorum, threshold = rules.quorum, rules.threshold
    return {
        "decision": (rules.decision.value,),
        "threshold_parties": (_count(threshold.parties),),
        "threshold_share": (percent(threshold.share),),
        "indispensable": tuple(sorted(threshold.indispensable)),
        "quorum_parties": (_count(quorum.parties),),
        "quorum_share": (percent(quorum.more_than),),
        "reopening_supporters": (str(rules.reopening_supporters),),
        "editorial_guards": tuple(sorted(rules.editorial_guards)),
        "authentic": tuple(sorted(rules.authentic)),
        **{name: (_count(getattr(rules, name)),) for name in COUNTS},
        "mode": (rules.mode.value,),
        "live_drafting": (rules.live_drafting.value,),
        "visibility": tuple(
            f"{kind}/{group}" for kind in Kind for group in Group if rules.sees(group, kind)
        ),
        **{name: ("yes",) if getattr(rules, name) else () for name in FLAGS},
        **{name: (f"{getattr(rules, name) / UNITS[unit]:.10g}",) for name, unit in TIMES.items()},
    }


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


@dataclass
class Filled:
    """A filled form: the rules it asks for, and what in it cannot be read, by rule.

    A field that reads as the form was handed out leaves its rule as it is, to the last digit.
    """

    values: Flat
    base: Rules
    errors: dict[str, Sentence] = field(default_factory=dict)

    def rules(self) -> Rules:
        """The rules asked for; meaningless where there are `errors`."""
        simple: dict[str, Any] = {
            **{name: bool(self.values.get(name)) for name in FLAGS},
            **{name: self._time(name, unit) for name, unit in TIMES.items()},
            **{name: self._count(name) for name in COUNTS},
        }
        return replace(
            self.base,
            decision=self._choice("decision", Decision, self.base.decision),
            threshold=self._threshold(),
            quorum=self._quorum(),
            reopening_supporters=self._whole("reopening_supporters", "reopening_supporters") or 0,
            editorial_guards=frozenset(self._choices("editorial_guards", Guard)),
            authentic=self._languages(),
            mode=self._choice("mode", Mode, self.base.mode),
            live_drafting=self._choice("live_drafting", Watch, self.base.live_drafting),
            visibility=self._visibility(),
            **simple,
        )

    def _same(self, name: str) -> bool:
        return self._text(name) == flat(self.base)[name][0]

    def _text(self, name: str) -> str:
        return self.values.get(name, ("",))[-1]

    def _number(self, name: str, rule: str) -> float:
        text = self._text(name)
        if NUMBER.fullmatch(text):
            return float(text.replace(",", "."))
        self.errors.setdefault(rule, NOT_A_NUMBER)
        return 0

    def _whole(self, name: str, rule: str) -> int | None:
        text = self._text(name)
        if not text:
            if rule == name:
                self.errors.setdefault(rule, NOT_WHOLE)
            return None
        if text.isdecimal() and len(text) <= 9:
            return int(text)
        self.errors.setdefault(rule, NOT_WHOLE)
        return None

    def _languages(self) -> frozenset[str]:
        named = frozenset(self.values.get("authentic", ()))
        if not all(map(LANGUAGE.fullmatch, named)):
            self.errors.setdefault("authentic", NOT_A_CHOICE)
        return named

    def _count(self, name: str) -> int | None:
        return self._whole(name, name) if self._text(name) else None

    def _threshold(self) -> Threshold:
        share = self.base.threshold.share
        if not self._same("threshold_share"):
            share = self._number("threshold_share", "threshold") / 100
        parties = self._whole("threshold_parties", "threshold")
        spared = frozenset(self.values.get("indispensable", ()))
        return Threshold(parties=parties, share=share, indispensable=spared)

    def _quorum(self) -> Quorum:
        share = self.base.quorum.more_than
        if not self._same("quorum_share"):
            share = self._number("quorum_share", "quorum") / 100
        return Quorum(parties=self._whole("quorum_parties", "quorum"), more_than=share)

    def _time(self, name: str, unit: str) -> timedelta:
        if self._same(name):
            kept: timedelta = getattr(self.base, name)
            return kept
        return self._number(name, name) * UNITS[unit]

    def _choice(self, name: str, choices: type[E], otherwise: E) -> E:
        try:
            return choices(self._text(name))
        except ValueError:
            self.errors.setdefault(name, NOT_A_CHOICE)
            return otherwise

    def _choices(self, name: str, choices: type[E]) -> list[E]:
        known = [one for one in choices if one.value in self.values.get(name, ())]
        if len(known) != len(set(self.values.get(name, ()))):
            self.errors.setdefault(name, NOT_A_CHOICE)
        return known

    def _visibility(self) -> Mapping[Kind, frozenset[Group]]:
        ticked = set(self.values.get("visibility", ()))
        return {
            kind: frozenset(group for group in Group if f"{kind}/{group}" in ticked)
            for kind in Kind
        }
