"""Facts of statements: entered, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact
from models.reservation import StatementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntered(Fact):
    """A party made a reservation, a declaration or an explanation of position on a clause."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "statement"
    statement: str
    order: int
    statement_kind: StatementKind
    clause: str
    version: int
    party: str
    person: str
    text: str
    recorded_by: str | None = None
    kind: Literal["statement_entered"] = "statement_entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementWithdrawn(Fact):
    """Its party withdrew the statement."""

    part: ClassVar[str] = PARTIES
    statement: str
    kind: Literal["statement_withdrawn"] = "statement_withdrawn"
