"""Facts after signing: briefings, and that the duty to brief is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingHeld(Fact):
    """A party briefed its people: told to the table."""

    part: ClassVar[str] = PARTIES
    party: str
    person: str
    held: str
    place: str
    whom: str
    briefed: int
    of: int
    kind: Literal["briefing_held"] = "briefing_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyToBriefMet(Fact):
    """A party confirmed that its duty to brief is met: that, and no more, is for everybody."""

    party: str
    kind: Literal["duty_to_brief_met"] = "duty_to_brief_met"
