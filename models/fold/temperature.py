"""Folds temperature checks: asked, answered, closed, deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    TemperatureAnswered,
    TemperatureAsked,
    TemperatureClosed,
    TemperatureDeleted,
)
from models.negotiation import Negotiation
from models.party import Actor
from models.temperature import TemperatureCheck


def _with(n: Negotiation, check: TemperatureCheck) -> Negotiation:
    return replace(n, checks={**n.checks, check.id: check})


def _asked(n: Negotiation, fact: TemperatureAsked, at: datetime, _by: Actor | None) -> Negotiation:
    check = TemperatureCheck(
        id=fact.check, question=fact.question, by=fact.by, at=at, clause=fact.clause
    )
    return _with(n, check)


def _answered(
    n: Negotiation, fact: TemperatureAnswered, _at: datetime, _by: Actor | None
) -> Negotiation:
    check = n.checks[fact.check]
    return _with(n, replace(check, answers={**check.answers, fact.token: fact.step}))


def _closed(
    n: Negotiation, fact: TemperatureClosed, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _with(n, replace(n.checks[fact.check], closed=True))


def _deleted(
    n: Negotiation, fact: TemperatureDeleted, _at: datetime, _by: Actor | None
) -> Negotiation:
    return replace(n, checks={key: its for key, its in n.checks.items() if key != fact.check})


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    TemperatureAsked: _asked,
    TemperatureAnswered: _answered,
    TemperatureClosed: _closed,
    TemperatureDeleted: _deleted,
}
