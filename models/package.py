"""Packages: linked proposals, adopted or refused together (domain §6.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from models.position import Stand
from models.text import wording_digest


class PackageStatus(StrEnum):
    """The status of a package (domain §6.7)."""

    TABLED = "tabled"
    AGREED = "agreed"
    REFUSED = "refused"
    DISSOLVED = "dissolved"


class Dissolving(StrEnum):
    """What may become of an element so that its package is dissolved (domain §6.7)."""

    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    REVISED = "revised"
    ENDED = "ended"
    """It was decided on, or returned to its author."""
    TEXT_MOVED = "text_moved"
    """Its clause has another version, or was decided without the package."""


class Element(NamedTuple):
    """One clause of a package: what a proposal makes of it, or its version unchanged.

    `digest` is that of the version, `wording` that of the proposal's result; "" without one.
    """

    clause: str
    version: int
    digest: str
    proposal: str | None = None
    wording: str = ""


class PackagePosition(NamedTuple):
    """Where a party stands on the whole."""

    stand: Stand
    person: str
    at: datetime
    note: str = ""
    recorded_by: str | None = None
    confirmer: str = ""
    confirm_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Proposals that stand or fall together; `digest` names all its elements as they read."""

    id: str
    order: int
    title: str
    elements: tuple[Element, ...]
    digest: str
    by: str
    at: datetime
    conditions: str = ""
    status: PackageStatus = PackageStatus.TABLED
    positions: Mapping[str, PackagePosition] = field(default_factory=dict)
    because: str = ""
    """Why it was refused, or what its dissolution came of."""

    @property
    def label(self) -> str:
        """What people call it: PK and its place in the order of tabling."""
        return f"PK{self.order}"

    @property
    def live(self) -> bool:
        """Whether it waits for a decision."""
        return self.status is PackageStatus.TABLED

    def stand(self, party: str) -> Stand | None:
        """Where a party stands on the whole; None: not stated."""
        position = self.positions.get(party)
        return position.stand if position is not None else None

    def element(self, clause: str) -> Element | None:
        """What it says of a clause; None: nothing."""
        return next((element for element in self.elements if element.clause == clause), None)


def package_digest(title: str, conditions: str, elements: Iterable[Element]) -> str:
    """The digest of a package: its title, its conditions, and all its elements as they read."""
    named = {
        f"{element.clause}/{name}": str(value or "")
        for element in elements
        for name, value in element._asdict().items()
    }
    return wording_digest({"title": title, "conditions": conditions, **named})
