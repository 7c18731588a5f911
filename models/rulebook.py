"""The rules of procedure of one negotiation: data adopted by its parties, not code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from models.draft import Watch


class Decision(StrEnum):
    """When a clause is agreed (domain §6.2)."""

    CONSENSUS = "consensus"
    UNANIMITY = "unanimity"


class Kind(StrEnum):
    """What the visibility rules speak of, each kind by itself."""

    TEXT = "text"
    ATTRIBUTION = "attribution"
    REASONS = "reasons"
    POSITIONS = "positions"


class Group(StrEnum):
    """Groups of people that visibility is granted to."""

    PARTIES = "parties"
    FACILITATORS = "facilitators"
    CONVENOR = "convenor"
    EXPERTS = "experts"
    OBSERVERS = "observers"
    PROJECTOR = "projector"


INSIDERS = frozenset({Group.PARTIES, Group.FACILITATORS, Group.CONVENOR, Group.EXPERTS})
DEFAULT_VISIBILITY: Mapping[Kind, frozenset[Group]] = {
    Kind.TEXT: INSIDERS | {Group.OBSERVERS, Group.PROJECTOR},
    Kind.ATTRIBUTION: INSIDERS,
    Kind.REASONS: INSIDERS,
    Kind.POSITIONS: INSIDERS - {Group.EXPERTS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """How many admitted parties must be there: a fixed number, or more than a share of them."""

    parties: int | None = None
    more_than: float = 0.5

    def needed(self, admitted: int) -> int:
        """How many of `admitted` parties have to be present."""
        if self.parties is not None:
            return min(self.parties, admitted)
        return int(admitted * self.more_than) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the parties adopt as decision 1 (domain §6.2)."""

    decision: Decision = Decision.CONSENSUS
    quorum: Quorum = field(default_factory=Quorum)
    seconding: bool = True
    co_sponsor_seconds: bool = True
    seconding_time: timedelta = timedelta(minutes=20)
    undo_window: timedelta = timedelta(minutes=10)
    countdown: timedelta = timedelta(seconds=60)
    live_drafting: Watch = Watch.PARTIES
    """The widest audience that may watch a draft letter by letter."""
    visibility: Mapping[Kind, frozenset[Group]] = field(
        default_factory=lambda: dict(DEFAULT_VISIBILITY)
    )

    def sees(self, group: Group, kind: Kind) -> bool:
        """Whether people of `group` may see `kind`."""
        return group in self.visibility.get(kind, frozenset())
