"""Folds what parties say of a text: objections and positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    AdRefConfirmed,
    ObjectionLifted,
    ObjectionMooted,
    ObjectionNeedsAnswer,
    ObjectionOverridden,
    ObjectionRaised,
    PositionCleared,
    PositionStated,
    RecordedConfirmed,
)
from models.fold.setting import with_clause
from models.negotiation import Negotiation
from models.objection import Objection, ObjectionStatus
from models.party import Actor
from models.position import Position, Recordable


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
        recorded_by=fact.recorded_by,
        part=fact.of_part,
        unnamed=fact.unnamed,
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


def with_position(negotiation: Negotiation, position: Position) -> Negotiation:
    """The negotiation with this position in the place of its party's on that version."""
    key = (position.party, position.version)
    stated = {**negotiation.positions.get(position.clause, {}), key: position}
    return replace(negotiation, positions={**negotiation.positions, position.clause: stated})


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
        source=fact.source,
        confirmer=fact.confirmer,
        confirm_by=fact.confirm_by,
        recorded_by=fact.recorded_by,
        unnamed=fact.unnamed,
    )
    return with_position(_reviewed(n, fact.party, fact.clause), position)


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


def _ad_ref(n: Negotiation, fact: AdRefConfirmed, at: datetime, _by: Actor | None) -> Negotiation:
    for clause, version in fact.confirmed:
        position = n.positions[clause][fact.party, version]
        n = with_position(n, replace(position, confirmed_at=at))
    return n


def _recorded(
    n: Negotiation, fact: RecordedConfirmed, _at: datetime, _by: Actor | None
) -> Negotiation:
    item = fact.item
    match fact.what:
        case Recordable.POSITION:
            position = n.positions[item][fact.party, fact.version]
            return with_position(n, replace(position, recorded_by=None))
        case Recordable.OBJECTION:
            objection = replace(n.objections[item], recorded_by=None)
            return replace(n, objections={**n.objections, item: objection})
        case Recordable.STATEMENT:
            statement = replace(n.statements[item], recorded_by=None)
            return replace(n, statements={**n.statements, item: statement})
        case Recordable.PACKAGE:
            package = n.packages[item]
            its = package.positions[fact.party]._replace(recorded_by=None)
            package = replace(package, positions={**package.positions, fact.party: its})
            return replace(n, packages={**n.packages, item: package})


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    ObjectionRaised: _raised,
    ObjectionLifted: _lifted,
    ObjectionMooted: _mooted,
    ObjectionOverridden: _overridden,
    ObjectionNeedsAnswer: _unanswered,
    PositionStated: _stated,
    PositionCleared: _cleared,
    AdRefConfirmed: _ad_ref,
    RecordedConfirmed: _recorded,
}
