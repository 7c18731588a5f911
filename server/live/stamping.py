"""Stamping: a signed checkpoint for every seat, soon after the record grew.

Every page keeps the last one. A server that later shows a shorter or another history is found out
by each of them, whatever it signs (design §5).
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Iterable
from datetime import datetime

from models.facts import (
    AnyFact,
    SessionClosed,
    SignatureWithdrawn,
    SigningClosed,
    TextLocked,
    TextReleased,
    TextSigned,
    TextUnlocked,
)
from server.live.seat import encode
from server.store.checkpoints import Notary, Stamp
from server.store.heads import Link
from server.store.instant import to_iso

SOON = 10.0
"""Seconds within which a checkpoint follows what was recorded."""
MOMENTOUS = (
    SessionClosed,
    SignatureWithdrawn,
    SigningClosed,
    TextLocked,
    TextReleased,
    TextSigned,
    TextUnlocked,
)
"""What is stamped at once, and anchored outside where there is an anchor."""


def told(stamp: Stamp) -> bytes:
    """A checkpoint as the event that a page hears."""
    checkpoint = stamp.checkpoint
    return encode(
        {
            "t": "checkpoint",
            "number": checkpoint.number,
            "root": checkpoint.root.hex(),
            "at": to_iso(checkpoint.at),
            "code": checkpoint.code,
            "note": stamp.note,
            "key": base64.b64encode(stamp.key).decode(),
        }
    )


class Stamper:
    """When one negotiation is stamped, and the last stamp it was given."""

    def __init__(
        self, notary: Notary, soon: float = SOON, outside: Callable[[Stamp], None] | None = None
    ) -> None:
        """A stamper that hands what is momentous on to `outside`, which does not wait."""
        self.last: Stamp | None = None
        self.due = False
        self._notary = notary
        self._soon = soon
        self._outside = outside
        self._momentous = False
        self._alarm: asyncio.TimerHandle | None = None

    def recall(self) -> None:
        """Read the newest that was kept: the store is waited for. Raises StoreUnavailable."""
        self.last = self._notary.last()

    def grew(self, end: Link, facts: Iterable[AnyFact], wake: Callable[[], None]) -> None:
        """The record has this end now: `wake` is called when that is to be stamped."""
        if self.covers(end):
            self.due = False
        elif any(isinstance(fact, MOMENTOUS) for fact in facts):
            self._momentous = True
            self._ring(wake)
        elif self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(self._soon, self._ring, wake)

    def covers(self, end: Link) -> bool:
        """Whether this end is stamped already."""
        return end[0] == (self.last.checkpoint.number if self.last is not None else 0)

    def stamp(self, end: Link, batch: Link, at: datetime) -> Stamp:
        """Sign where the main chain ends, and which batch is the last: the store is waited for.

        Raises StoreUnavailable: it stays due then.
        """
        self.last = self._notary.stamp(end, batch, at)
        self.due = False
        return self.last

    def given(self, stamp: Stamp) -> None:
        """A stamp was made: one of something momentous goes outside too."""
        if self._momentous and self._outside is not None:
            self._outside(stamp)
        self._momentous = False

    def stop(self) -> None:
        """Stamp no more."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _ring(self, wake: Callable[[], None]) -> None:
        self.stop()
        self.due = True
        wake()
