"""Acts of packages: table one, take a position on the whole, adopt or refuse it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.package import Element
from models.position import Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePackage:
    """Tie proposals, and versions that stay as they are, to be adopted or refused together."""

    title: str
    elements: tuple[Element, ...]
    conditions: str = ""
    deed: ClassVar[str] = "table a package"
    kind: Literal["table_package"] = "table_package"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePackagePosition:
    """Say where one's party stands on the whole of a package, as read.

    `confirmer` and `confirm_by` say who confirms an agreement ad referendum, and by when.
    """

    package: str
    digest: str
    stand: Stand
    note: str = ""
    confirmer: str = ""
    confirm_by: str = ""
    on_behalf: str | None = None
    deed: ClassVar[str] = "state a position on a package"
    kind: Literal["state_package_position"] = "state_package_position"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptPackage:
    """Accept and agree every element of a package by one decision."""

    package: str
    digest: str
    deed: ClassVar[str] = "adopt a package"
    kind: Literal["adopt_package"] = "adopt_package"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusePackage:
    """End a package that did not find agreement: its elements are ordinary proposals again."""

    package: str
    reason: str
    deed: ClassVar[str] = "refuse a package"
    kind: Literal["refuse_package"] = "refuse_package"
