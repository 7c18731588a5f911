"""Language versions: how each clause's translation stands to the working language.

The working language is the first of the negotiation's; whether another counts as much is said by
the rules (`Rules.authentic`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class TranslationStatus(StrEnum):
    """How a translation stands to the text it translates (domain §5.6)."""

    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"
    CURRENT = "current"
    VALIDATED = "validated"


class Translation(NamedTuple):
    """One clause in one other language; `authentic` where it counts as the working one does."""

    clause: str
    language: str
    status: TranslationStatus
    authentic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """A note that a translation says something else; open until somebody has answered it."""

    id: str
    order: int
    clause: str
    language: str
    text: str
    side: str | None
    person: str
    at: datetime
    answer: str = ""
    cleared: bool = False

    @property
    def label(self) -> str:
        """What people call it: N and its place in the order of noting."""
        return f"N{self.order}"
