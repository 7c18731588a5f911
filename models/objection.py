"""Objections: recorded refusals that block while they are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Category(StrEnum):
    """Why a party objects; a political instruction is an allowed reason (domain §6.5)."""

    PRINCIPLE = "principle"
    FEASIBILITY = "feasibility"
    LEGAL = "legal"
    FAIRNESS = "fairness"
    TRUST = "trust"
    CONFIDENTIALITY = "confidentiality"
    DEADLOCK = "deadlock"
    WORDING = "wording"
    INSTRUCTION = "instruction"
    OTHER = "other"


class ObjectionStatus(StrEnum):
    """The status of an objection (domain §6.5)."""

    OPEN = "open"
    NEEDS_ANSWER = "needs_answer"
    MOOT = "moot"
    WITHDRAWN = "withdrawn"
    OVERRIDDEN = "overridden"
    """The clause was agreed by sufficient consensus: kept and printed as dissent."""


STANDING = frozenset({ObjectionStatus.OPEN, ObjectionStatus.NEEDS_ANSWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A party's refusal of one version of a clause, or (where `proposal` is set) of a proposal."""

    id: str
    party: str
    person: str
    clause: str
    version: int
    category: Category
    reason: str
    remedy: str
    at: datetime
    proposal: str | None = None
    status: ObjectionStatus = ObjectionStatus.OPEN
    order: int = 0
    part: str | None = None
    """The part of the proposal it is to, where it is not to the whole."""
    unnamed: bool = False
    """It broke a silence under rules that do not name who did (`sight.names`)."""
    recorded_by: str | None = None
    """The facilitator who recorded it on behalf of its party, until the party confirms."""

    @property
    def label(self) -> str:
        """What people call it: O and its place in the order of raising."""
        return f"O{self.order:02d}"

    @property
    def standing(self) -> bool:
        """Whether it still blocks."""
        return self.status in STANDING

    @property
    def to_text(self) -> bool:
        """Whether it is to what the clause reads: also one to a proposal that was accepted."""
        return self.proposal is None or self.status is ObjectionStatus.NEEDS_ANSWER
