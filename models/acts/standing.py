"""Acts by which a party says where it stands: objections and positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.objection import Category
from models.position import Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """Object to a version of a clause, or to a proposal where one is named, or to a part of it.

    `digest` names the version, or the whole of the proposal, as read.
    """

    clause: str
    digest: str
    category: Category
    reason: str
    remedy: str
    proposal: str | None = None
    part: str | None = None
    deed: ClassVar[str] = "object"
    kind: Literal["object"] = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftObjection:
    """Withdraw one's party's objection."""

    objection: str
    deed: ClassVar[str] = "lift an objection"
    kind: Literal["lift_objection"] = "lift_objection"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePosition:
    """Say where one's party stands on a version."""

    clause: str
    version: int
    digest: str
    stand: Stand
    note: str = ""
    deed: ClassVar[str] = "state a position"
    kind: Literal["state_position"] = "state_position"
