"""Projections of where parties stand: over time, outstanding, recorded for them, and on packages.

Whether somebody may see them is for the caller, as with `models.views`.
"""

from __future__ import annotations

from typing import NamedTuple

from models.hurdles import Hurdle, to_adopt_package
from models.negotiation import Negotiation, Subject
from models.package import Package, PackageStatus
from models.position import Position, Recordable, Stand
from models.redline import minimal
from models.reservation import Statement
from models.rulebook import Group
from models.settling import Changes
from models.sight import Sight
from models.temperature import TemperatureCheck


class Then(NamedTuple):
    """What a party said of one version, and how that version differs from the one before here.

    `changes` are minimal changes of each field that differs, in UTF-16 code units; `position` is
    None for the version in force where the party has said nothing of it.
    """

    version: int
    position: Position | None
    changes: Changes


def history(negotiation: Negotiation, clause: str, party: str) -> tuple[Then, ...]:
    """The versions a party took a position on, and the one in force: oldest first (domain R2)."""
    its, stated = negotiation.clauses[clause], negotiation.positions.get(clause, {})
    told: list[Then] = []
    for version in its.versions:
        position = stated.get((party, version.number))
        if position is None and version.number != its.current:
            continue
        former = its.numbered(told[-1].version).wording if told else version.wording
        changed = {f: minimal(former[f], text) for f, text in version.wording.items()}
        differing = {field: edit for field, edit in changed.items() if edit}
        told.append(Then(version.number, position, differing))
    return tuple(told)


def restored(negotiation: Negotiation, position: Position) -> bool:
    """Whether a position had lapsed, and holds again since a later version was undone (U-5)."""
    return any(
        one.undone
        and (one.clause, one.subject) == (position.clause, Subject.ACCEPTANCE)
        and (one.version or 0) > position.version
        and one.at > position.at
        for one in negotiation.decisions
    )


def outstanding(negotiation: Negotiation) -> dict[str, tuple[Position, ...]]:
    """What was agreed ad referendum and not confirmed, on versions in force: party → positions."""
    found = {party.id: negotiation.outstanding(party.id) for party in negotiation.admitted}
    return {party: positions for party, positions in found.items() if positions}


class Recorded(NamedTuple):
    """Something recorded for a party that waits for its head, as `ConfirmRecorded` names it."""

    what: Recordable
    item: str
    by: str


def recorded_for(negotiation: Negotiation, party: str) -> tuple[Recorded, ...]:
    """What facilitators recorded on behalf of a party and it has not confirmed (domain R6)."""
    n = negotiation
    objections = [o for o in n.objections.values() if o.party == party and o.standing]
    # An objection to a version is the position on it as well, and one thing to confirm (O-3).
    objected = {o.clause for o in objections if o.recorded_by and o.proposal is None}
    stated = ((clause, n.position(clause, party)) for clause in n.clauses)
    positions = ((c, its) for c, its in stated if not (c in objected and _objects(its)))
    statements = (s for s in n.statements.values() if s.party == party and not s.withdrawn)
    packages = ((p.id, p.positions.get(party)) for p in n.packages.values() if p.live)
    found = [
        *((Recordable.POSITION, clause, its and its.recorded_by) for clause, its in positions),
        *((Recordable.OBJECTION, o.id, o.recorded_by) for o in objections),
        *((Recordable.STATEMENT, s.id, s.recorded_by) for s in statements),
        *((Recordable.PACKAGE, package, its and its.recorded_by) for package, its in packages),
    ]
    return tuple(Recorded(what, item, by) for what, item, by in found if by)


def _objects(its: Position | None) -> bool:
    return its is not None and its.stand is Stand.OBJECT


def statements_on(negotiation: Negotiation, clause: str) -> tuple[Statement, ...]:
    """The statements on a clause that stand, in the order in which they were entered."""
    standing = (s for s in negotiation.statements.values() if s.clause == clause)
    return tuple(s for s in standing if not s.withdrawn)


def to_move(negotiation: Negotiation, package: Package) -> tuple[Hurdle, ...]:
    """What is in the way of adopting a package: who would have to move (domain §5.3)."""
    return tuple(to_adopt_package(negotiation, package)) if package.live else ()


def flagged(negotiation: Negotiation, clause: str) -> str | None:
    """The agreed package of a clause of which another clause was reopened (domain §6.7)."""
    for package in negotiation.packages.values():
        if package.status is PackageStatus.AGREED and package.element(clause) is not None:
            others = (negotiation.clauses[e.clause] for e in package.elements if e.clause != clause)
            if any(other.reopened and not other.agreed for other in others):
                return package.id
    return None


def tally(check: TemperatureCheck, sight: Sight) -> tuple[int, ...] | None:
    """How many chose each step: once it is closed, and to the facilitators as it runs (H-4)."""
    shown = check.closed or sight.group is Group.FACILITATORS
    return check.tally if shown else None
