"""Requests to take up an agreed clause again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A party's request to reopen a clause; it waits for supporters and for the facilitators."""

    clause: str
    party: str
    person: str
    reason: str
    at: datetime
    supporters: tuple[str, ...] = ()
    late_break: bool = False
    """It came of a break of silence that was too late (domain §6.6)."""
    declined: str = ""
    """Why the facilitators declined it."""
