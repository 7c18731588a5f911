"""Packages: linked proposals, adopted or refused together (domain §6.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from models.position import Stand


class PackageStatus(StrEnum):
    """The status of a package (domain §6.7)."""

    TABLED = "tabled"
    AGREED = "agreed"
    REFUSED = "refused"
    DISSOLVED = "dissolved"


class Element(NamedTuple):
    """One clause of a package: what a proposal makes of it, or its version unchanged."""

    clause: str
    version: int
    digest: str
    proposal: str | None = None


class PackagePosition(NamedTuple):
    """Where a party stands on the whole."""

    stand: Stand
    person: str
    at: datetime
    note: str = ""
    recorded_by: str | None = None


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
    """Why it was dissolved or refused."""

    @property
    def label(self) -> str:
        """What people call it: PK and its place in the order of tabling."""
        return f"PK{self.order}"

    @property
    def live(self) -> bool:
        """Whether it waits for a decision."""
        return self.status is PackageStatus.TABLED
