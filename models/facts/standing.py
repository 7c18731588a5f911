"""Facts of what parties say of a text: objections and positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact
from models.objection import Category
from models.position import Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised(Fact):
    """A party objected, with its reason and what would resolve it."""

    part: ClassVar[str] = PARTIES
    objection: str
    party: str
    person: str
    clause: str
    version: int
    proposal: str | None
    category: Category
    reason: str
    remedy: str
    order: int = 0
    of_part: str | None = None
    kind: Literal["objection_raised"] = "objection_raised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionLifted(Fact):
    """The objecting party withdrew its objection."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_lifted"] = "objection_lifted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMooted(Fact):
    """What was objected to is gone."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_mooted"] = "objection_mooted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionNeedsAnswer(Fact):
    """The clause has a new version: its party maintains or lifts; until then it blocks."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_needs_answer"] = "objection_needs_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionStated(Fact):
    """A party said where it stands on one version."""

    part: ClassVar[str] = PARTIES
    party: str
    person: str
    clause: str
    version: int
    digest: str
    stand: Stand
    note: str = ""
    kind: Literal["position_stated"] = "position_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionCleared(Fact):
    """A party lifted its objection to this version, and has said nothing else of it yet."""

    part: ClassVar[str] = PARTIES
    party: str
    clause: str
    version: int
    kind: Literal["position_cleared"] = "position_cleared"
