"""Temperature checks: non-binding, anonymous, on a scale of five steps (domain §2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

STEPS = 5
"""1: cannot live with it; 5: fully for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureCheck:
    """`answers` maps a blind token to a step: nobody can tell whose it is, only that it is one."""

    id: str
    question: str
    by: str
    at: datetime
    clause: str | None = None
    answers: Mapping[str, int] = field(default_factory=dict)
    closed: bool = False

    @property
    def tally(self) -> tuple[int, ...]:
        """How many chose each step, from 1 to STEPS."""
        given = list(self.answers.values())
        return tuple(given.count(step) for step in range(1, STEPS + 1))
