"""Facts of taking part: admission and its end, splitting, heads, walking out.

`decision` is None where the convenor's invitation alone decided: before the rules are adopted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact
from models.party import Departure, Party, Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAdmitted(Fact):
    """A party took its seat; it reviews what was agreed before."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "decision"
    decision: int | None
    party: str
    presence: Presence
    review_until: datetime | None
    reviewing: frozenset[str]
    kind: Literal["party_admitted"] = "party_admitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionEnded(Fact):
    """A party left for good or was excluded."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "decision"
    decision: int | None
    party: str
    departure: Departure
    statement: str
    kind: Literal["admission_ended"] = "admission_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySplit(Fact):
    """A party was closed, and those it split into were admitted with what it had said."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "decision"
    decision: int | None
    party: str
    into: tuple[Party, ...]
    kind: Literal["party_split"] = "party_split"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionInherited(Fact):
    """The position of a closed party was copied to one it split into, to be confirmed."""

    part: ClassVar[str] = PARTIES
    party: str
    former: str
    clause: str
    version: int
    kind: Literal["position_inherited"] = "position_inherited"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadReplaced(Fact):
    """A party has another head; its `former` ones are delegates."""

    part: ClassVar[str] = PARTIES
    party: str
    head: str
    former: tuple[str, ...]
    kind: Literal["head_replaced"] = "head_replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyWalkedOut(Fact):
    """A party walked out, by its head."""

    part: ClassVar[str] = PARTIES
    party: str
    person: str
    statement: str
    kind: Literal["party_walked_out"] = "party_walked_out"
