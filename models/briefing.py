"""A party's briefings after signing (domain §5.6, A3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One time at which a party briefed its people: whom, when, where, and how many of them."""

    party: str
    person: str
    at: datetime
    held: str
    """The day, as 2027-02-14."""
    place: str
    whom: str
    briefed: int
    of: int
