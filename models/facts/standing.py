"""Facts of what parties say of a text: objections and positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from models.facts.base import PARTIES, Fact, SpokenFact
from models.objection import Category
from models.position import Recordable, Source, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised(SpokenFact):
    """A party objected, with its reason and what would resolve it."""

    makes: ClassVar[str] = "objection"
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
    recorded_by: str | None = None
    unnamed: bool = False
    kind: Literal["objection_raised"] = "objection_raised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionLifted(SpokenFact):
    """The objecting party withdrew its objection."""

    objection: str
    unnamed: bool = False
    kind: Literal["objection_lifted"] = "objection_lifted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMooted(Fact):
    """What was objected to is gone."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_mooted"] = "objection_mooted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionOverridden(Fact):
    """The clause was agreed by sufficient consensus all the same; its text is kept as dissent."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_overridden"] = "objection_overridden"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionNeedsAnswer(Fact):
    """The clause has a new version: its party maintains or lifts; until then it blocks."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_needs_answer"] = "objection_needs_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionStated(SpokenFact):
    """Where a party stands on one version: it said so, or what `source` names."""

    party: str
    person: str
    clause: str
    version: int
    digest: str
    stand: Stand
    note: str = ""
    source: Source = Source.STATED
    confirmer: str = ""
    confirm_by: str = ""
    recorded_by: str | None = None
    unnamed: bool = False
    kind: Literal["position_stated"] = "position_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionCleared(SpokenFact):
    """A party lifted its objection to this version, and has said nothing else of it yet."""

    party: str
    clause: str
    version: int
    unnamed: bool = False
    kind: Literal["position_cleared"] = "position_cleared"


class OnVersion(NamedTuple):
    """A version of a clause, where only its number is wanted."""

    clause: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdRefConfirmed(Fact):
    """A party's own authority confirmed what the party had agreed ad referendum."""

    part: ClassVar[str] = PARTIES
    party: str
    person: str
    confirmed: tuple[OnVersion, ...]
    count: int
    kind: Literal["ad_ref_confirmed"] = "ad_ref_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedConfirmed(SpokenFact):
    """A head confirmed what a facilitator had recorded on behalf of its party."""

    party: str
    person: str
    what: Recordable
    item: str
    version: int = 0
    """Of the clause, where it was a position."""
    unnamed: bool = False
    kind: Literal["recorded_confirmed"] = "recorded_confirmed"
