"""The silence procedure: a fixed text adopted unless a party breaks silence (domain §6.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class SilenceStatus(StrEnum):
    """The status of a silence (domain §6.6)."""

    RUNNING = "running"
    EXPIRED = "expired_unbroken"
    BROKEN = "broken"
    CANCELLED = "cancelled"


class Outage(NamedTuple):
    """A time in which nobody could reach the negotiation."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """One clause offered for adoption: a version, or what one live proposal makes of it.

    `digest` is that of the offered wording; `ends` is in time itself; `notified` are the parties
    admitted when it started, whom it binds.
    """

    id: str
    order: int
    clause: str
    version: int
    started: datetime
    ends: datetime
    by: str
    digest: str = ""
    notified: tuple[str, ...] = ()
    proposal: str | None = None
    status: SilenceStatus = SilenceStatus.RUNNING
    acknowledged: Mapping[str, datetime] = field(default_factory=dict)
    broken_by: str | None = None
    objection: str | None = None
    announced_end: datetime | None = None
    """The deadline as first announced, where an outage has moved it."""
    made_good: datetime | None = None
    """Outages that began before this have moved the deadline already."""
    because: str = ""
    """Why it was cancelled."""

    @property
    def label(self) -> str:
        """What people call it: SP and its place in the order of starting."""
        return f"SP{self.order}"

    @property
    def running(self) -> bool:
        """Whether it can still be broken."""
        return self.status is SilenceStatus.RUNNING
