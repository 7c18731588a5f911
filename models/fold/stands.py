"""Folds what parties say of a text: objections and positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    ObjectionLifted,
    ObjectionMooted,
    ObjectionNeedsAnswer,
    ObjectionRaised,
    PositionCleared,
    PositionStated,
)
from models.fold.setting import with_clause
from models.negotiation import Negotiation
from models.objection import Objection, ObjectionStatus
from models.party import Actor
from models.position import Position


def _raised(n: Negotiation, fact: ObjectionRaised, at: datetime, _by: Actor | None) -> Negotiation:
    objection = Objection(
        id=fact.objection,
        party=fact.party,
        person=fact.person,
        clause=fact.clause,
        version=fact.version,
        proposal=fact.proposal,
        category=fact.category,
        reason=fact.reason,
        remedy=fact.remedy,
        at=at,
        order=fact.order,
        part=fact.of_part,
    )
    n = with_clause(n, replace(n.clauses[fact.clause], started=True))
    return replace(n, objections={**n.objections, objection.id: objection})


def _status(n: Negotiation, objection: str, status: ObjectionStatus) -> Negotiation:
    changed = replace(n.objections[objection], status=status)
    return replace(n, objections={**n.objections, objection: changed})


def _lifted(n: Negotiation, fact: ObjectionLifted, _at: datetime, _by: Actor | None) -> Negotiation:
    return _status(n, fact.objection, ObjectionStatus.WITHDRAWN)


def _mooted(n: Negotiation, fact: ObjectionMooted, _at: datetime, _by: Actor | None) -> Negotiation:
    return _status(n, fact.objection, ObjectionStatus.MOOT)


def _unanswered(
    n: Negotiation, fact: ObjectionNeedsAnswer, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _status(n, fact.objection, ObjectionStatus.NEEDS_ANSWER)


def _stated(n: Negotiation, fact: PositionStated, at: datetime, _by: Actor | None) -> Negotiation:
    position = Position(
        party=fact.party,
        clause=fact.clause,
        version=fact.version,
        digest=fact.digest,
        stand=fact.stand,
        person=fact.person,
        at=at,
        note=fact.note,
    )
    stated = {**n.positions.get(fact.clause, {}), (fact.party, fact.version): position}
    return replace(n, positions={**n.positions, fact.clause: stated})


def _cleared(
    n: Negotiation, fact: PositionCleared, _at: datetime, _by: Actor | None
) -> Negotiation:
    cleared = (fact.party, fact.version)
    left = {k: p for k, p in n.positions.get(fact.clause, {}).items() if k != cleared}
    return replace(n, positions={**n.positions, fact.clause: left})


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    ObjectionRaised: _raised,
    ObjectionLifted: _lifted,
    ObjectionMooted: _mooted,
    ObjectionNeedsAnswer: _unanswered,
    PositionStated: _stated,
    PositionCleared: _cleared,
}
