"""Folds what parties say of a text: objections and positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    ObjectionLifted,
    ObjectionMooted,
    ObjectionNeedsAnswer,
    ObjectionOverridden,
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


def _overridden(
    n: Negotiation, fact: ObjectionOverridden, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _status(n, fact.objection, ObjectionStatus.OVERRIDDEN)


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
    return with_position(_reviewed(n, fact.party, fact.clause), position)


def with_position(n: Negotiation, position: Position) -> Negotiation:
    """The negotiation with this position in the place of its party's former one on that version."""
    key = (position.party, position.version)
    stated = {**n.positions.get(position.clause, {}), key: position}
    return replace(n, positions={**n.positions, position.clause: stated})


def _reviewed(n: Negotiation, party: str, clause: str) -> Negotiation:
    """A party admitted late reviews a clause until it has said something of it."""
    its = n.parties[party]
    if clause not in its.reviewing:
        return n
    its = replace(its, reviewing=its.reviewing - {clause})
    return replace(n, parties={**n.parties, party: its})


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
    ObjectionOverridden: _overridden,
    ObjectionNeedsAnswer: _unanswered,
    PositionStated: _stated,
    PositionCleared: _cleared,
}
