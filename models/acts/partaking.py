"""Acts of taking part: admission and its end, splitting, heads, walking out, late review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from models.party import Departure, NewParty
from models.position import Stand


class Reviewed(NamedTuple):
    """One agreed clause as a late party read it."""

    clause: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitParty:
    """Admit a party that was convened: from now on it has a voice."""

    party: str
    deed: ClassVar[str] = "admit parties"
    kind: Literal["admit_party"] = "admit_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAdmission:
    """Record that a party left for good, or exclude it; what was accepted of it stays."""

    party: str
    departure: Departure
    statement: str = ""
    deed: ClassVar[str] = "end the admission of a party"
    kind: Literal["end_admission"] = "end_admission"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitParty:
    """Close a party and admit those it split into."""

    party: str
    into: tuple[NewParty, ...]
    deed: ClassVar[str] = "record that a party split"
    kind: Literal["split_party"] = "split_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceHead:
    """Make somebody of a party its head; whoever was becomes a delegate."""

    party: str
    person: str
    deed: ClassVar[str] = "replace the head of a delegation"
    kind: Literal["replace_head"] = "replace_head"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmInherited:
    """Make positions one's party inherited its own."""

    clauses: tuple[str, ...]
    deed: ClassVar[str] = "confirm inherited positions"
    kind: Literal["confirm_inherited"] = "confirm_inherited"


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkOut:
    """Leave the room in protest: one's objections are suspended until one is back."""

    statement: str = ""
    deed: ClassVar[str] = "walk out"
    kind: Literal["walk_out"] = "walk_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteReview:
    """Say for a party admitted late where it stands on clauses that were agreed before."""

    clauses: tuple[Reviewed, ...]
    stand: Stand
    note: str = ""
    deed: ClassVar[str] = "complete a review"
    kind: Literal["complete_review"] = "complete_review"
