"""Acts after signing: a party says that it has briefed its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBriefing:
    """Record a briefing of one's party: whom, on which day, where, how many of how many.

    `met` confirms with it that the duty to brief is met.
    """

    held: str
    place: str
    whom: str
    briefed: int
    of: int
    met: bool = False
    deed: ClassVar[str] = "record a briefing"
    kind: Literal["record_briefing"] = "record_briefing"
