"""Statements of a party about a clause that do not block: they go with its signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StatementKind(StrEnum):
    """What a statement does (domain §2)."""

    RESERVATION = "reservation"
    """Excludes or limits the effect of the clause for the party."""
    DECLARATION = "interpretative_declaration"
    """Says how the party understands the clause, without limiting it."""
    EXPLANATION = "explanation_of_position"
    """For the record, after a decision."""


LETTERS = {
    StatementKind.RESERVATION: "R",
    StatementKind.DECLARATION: "D",
    StatementKind.EXPLANATION: "EP",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A reservation, a declaration or an explanation of position, on one clause."""

    id: str
    order: int
    kind: StatementKind
    clause: str
    version: int
    party: str
    person: str
    text: str
    at: datetime
    withdrawn: bool = False
    recorded_by: str | None = None
    """The facilitator who recorded it on behalf of its party, until the party confirms."""

    @property
    def label(self) -> str:
        """What people call it: R, D or EP, and its place among those of its kind."""
        return f"{LETTERS[self.kind]}{self.order:02d}"
