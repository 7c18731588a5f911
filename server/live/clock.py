"""The one clock everything time-driven is told the time by."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from: always aware, always UTC."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        ...

    def until(self, at: datetime) -> float | None:
        """Seconds to wait before looking again for `at`; None: only a moved clock brings it."""
        ...


class SystemClock:
    """The server's own time."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return datetime.now(UTC)

    def until(self, at: datetime) -> float | None:
        """Seconds until `at`, at least 0."""
        return max(0.0, (at - self.now()).total_seconds())


class RehearsalClock:
    """A clock that the player of scenarios moves; refused for a real negotiation.

    Between two moves it runs at the pace of real time where `running`, and stands still otherwise.
    """

    def __init__(self, start: datetime, *, running: bool = True) -> None:
        self._listeners: list[Callable[[], None]] = []
        self._set(start, running)

    def _set(self, at: datetime, running: bool) -> None:
        self._at = at.astimezone(UTC)
        self._running = running
        self._since = time.monotonic()

    def now(self) -> datetime:
        """The rehearsed time, aware, in UTC."""
        if not self._running:
            return self._at
        return self._at + timedelta(seconds=time.monotonic() - self._since)

    def until(self, at: datetime) -> float | None:
        """Seconds until `at` while the clock runs; None while it stands still."""
        return max(0.0, (at - self.now()).total_seconds()) if self._running else None

    def move(self, at: datetime, *, running: bool = True) -> None:
        """Move the clock to `at` and wake everything that waits for a time."""
        self._set(at, running)
        for listener in self._listeners:
            listener()

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each move."""
        self._listeners.append(listener)
