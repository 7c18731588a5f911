"""Folds packages: tabled, answered, adopted, refused, dissolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    PackageAdopted,
    PackageDissolved,
    PackagePositionStated,
    PackageRefused,
    PackageTabled,
)
from models.negotiation import Decision, Negotiation, Subject
from models.package import Package, PackagePosition, PackageStatus
from models.party import Actor


def with_package(negotiation: Negotiation, package: Package) -> Negotiation:
    """The negotiation with this package in the place of the one of its id."""
    return replace(negotiation, packages={**negotiation.packages, package.id: package})


def _tabled(n: Negotiation, fact: PackageTabled, at: datetime, _by: Actor | None) -> Negotiation:
    package = Package(
        id=fact.package,
        order=fact.order,
        title=fact.title,
        elements=fact.elements,
        digest=fact.digest,
        by=fact.by,
        at=at,
        conditions=fact.conditions,
    )
    return with_package(n, package)


def _stated(
    n: Negotiation, fact: PackagePositionStated, at: datetime, _by: Actor | None
) -> Negotiation:
    package = n.packages[fact.package]
    its = PackagePosition(
        fact.stand, fact.person, at, fact.note, fact.recorded_by, fact.confirmer, fact.confirm_by
    )
    return with_package(n, replace(package, positions={**package.positions, fact.party: its}))


def _adopted(n: Negotiation, fact: PackageAdopted, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.PACKAGE,
        at=at,
        by=by.person if by is not None else "",
        package=fact.package,
    )
    n = with_package(n, replace(n.packages[fact.package], status=PackageStatus.AGREED))
    return replace(n, decisions=(*n.decisions, decision))


def _refused(n: Negotiation, fact: PackageRefused, _at: datetime, _by: Actor | None) -> Negotiation:
    package = n.packages[fact.package]
    return with_package(n, replace(package, status=PackageStatus.REFUSED, because=fact.reason))


def _dissolved(
    n: Negotiation, fact: PackageDissolved, _at: datetime, _by: Actor | None
) -> Negotiation:
    package = n.packages[fact.package]
    because = fact.because.value
    return with_package(n, replace(package, status=PackageStatus.DISSOLVED, because=because))


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    PackageTabled: _tabled,
    PackagePositionStated: _stated,
    PackageAdopted: _adopted,
    PackageRefused: _refused,
    PackageDissolved: _dissolved,
}
