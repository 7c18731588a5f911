"""Acts by which a party says where it stands: objections and positions.

`on_behalf` names the party for which a facilitator records what it said aloud or on paper
(domain R6); a head speaks for its own and leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.objection import Category
from models.position import Recordable, Stand


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
    on_behalf: str | None = None
    deed: ClassVar[str] = "object"
    kind: Literal["object"] = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftObjection:
    """Withdraw one's party's objection."""

    objection: str
    on_behalf: str | None = None
    deed: ClassVar[str] = "lift an objection"
    kind: Literal["lift_objection"] = "lift_objection"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePosition:
    """Say where one's party stands on a version.

    `instead` is the position of one's party that its author had in view (domain R5).
    `confirmer` and `confirm_by` say who confirms an agreement ad referendum, and by when.
    """

    clause: str
    version: int
    digest: str
    stand: Stand
    note: str = ""
    confirmer: str = ""
    confirm_by: str = ""
    instead: Stand | None = None
    on_behalf: str | None = None
    deed: ClassVar[str] = "state a position"
    kind: Literal["state_position"] = "state_position"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAdRef:
    """Say that one's own authority confirmed what was agreed ad referendum; none named: all."""

    clauses: tuple[str, ...] = ()
    deed: ClassVar[str] = "confirm what was agreed ad referendum"
    kind: Literal["confirm_ad_ref"] = "confirm_ad_ref"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRecorded:
    """Confirm what a facilitator recorded on behalf of one's party.

    `item` is a clause for a position on its version in force, else an objection, a statement, or
    the package a position was recorded on.
    """

    what: Recordable
    item: str
    deed: ClassVar[str] = "confirm what was recorded for a party"
    kind: Literal["confirm_recorded"] = "confirm_recorded"
