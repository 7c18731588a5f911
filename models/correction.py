"""Editorial corrections: changes without effect on the meaning, and a window to contest them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CorrectionStatus(StrEnum):
    """The status of an editorial correction (domain R3)."""

    RUNNING = "running"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`find`, which occurs once in that field of that version, becomes `replace`.

    `window_ends` is in time itself.
    """

    id: str
    order: int
    clause: str
    version: int
    field: str
    find: str
    replace: str
    reason: str
    by: str
    at: datetime
    window_ends: datetime
    status: CorrectionStatus = CorrectionStatus.RUNNING
    contested_by: str | None = None
    contested_because: str = ""
    became: int | None = None
    """The version it made, once confirmed."""

    @property
    def label(self) -> str:
        """What people call it: E and its place in the order of proposing."""
        return f"E{self.order}"

    @property
    def running(self) -> bool:
        """Whether it may still be contested."""
        return self.status is CorrectionStatus.RUNNING
