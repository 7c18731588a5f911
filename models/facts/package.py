"""Facts of packages: tabled, answered, adopted, refused, dissolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact
from models.package import Dissolving, Element
from models.position import Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageTabled(Fact):
    """Proposals and versions were tied together, under a digest of them all."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "package"
    package: str
    order: int
    title: str
    elements: tuple[Element, ...]
    digest: str
    conditions: str
    by: str
    kind: Literal["package_tabled"] = "package_tabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePositionStated(Fact):
    """A party said where it stands on the whole of a package."""

    part: ClassVar[str] = PARTIES
    package: str
    party: str
    person: str
    stand: Stand
    note: str = ""
    confirmer: str = ""
    confirm_by: str = ""
    recorded_by: str | None = None
    kind: Literal["package_position_stated"] = "package_position_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageAdopted(Fact):
    """A package was adopted; what it did to each clause follows, each `within` this decision."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "decision"
    decision: int
    package: str
    kind: Literal["package_adopted"] = "package_adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRefused(Fact):
    """A package found no agreement; its elements are ordinary proposals again."""

    part: ClassVar[str] = PARTIES
    package: str
    reason: str
    kind: Literal["package_refused"] = "package_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDissolved(Fact):
    """An element is not what it was: the others are ordinary proposals again."""

    part: ClassVar[str] = PARTIES
    package: str
    because: Dissolving
    clause: str
    kind: Literal["package_dissolved"] = "package_dissolved"
