"""Seats: one browser page each, with what it is shown and what it was served."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from models.party import Actor
from server.live.outlet import HIGH_WATER, LOW_WATER, Outlet, text_frame


def envelope(place: int, events: Iterable[bytes]) -> bytes:
    """One frame, ready for any number of transports, around events that are encoded already."""
    return text_frame(b'{"n":%d,"e":[%s]}' % (place, b",".join(events)))


def encode(event: object) -> bytes:
    """One event as JSON."""
    return orjson.dumps(event)


@dataclass(slots=True, eq=False)
class Seat:
    """One page of one person: `clause` is the clause chosen, None while it follows the screen;
    `caucus` the one it asked for, whether or not it is theirs to see.
    """

    actor: Actor
    name: str
    session: str
    outlet: Outlet
    screen: str
    language: str
    clause: str | None = None
    caucus: str | None = None
    pens: set[str] = field(default_factory=set)
    follows: frozenset[str] = frozenset()
    """The slots of the layers this page was last told to follow."""
    behind_since: float | None = None

    def offer(self, frame: bytes, now: float) -> None:
        """Write a prebuilt frame, unless this seat is behind; `now` is the loop's time."""
        if self.behind_since is not None:
            return
        if self.outlet.waiting() > HIGH_WATER:
            self.behind_since = now
            return
        self.outlet.write(frame)

    def tell(self, place: int, *events: object) -> None:
        """Write events for this seat alone."""
        if self.behind_since is None:
            self.outlet.write(envelope(place, map(encode, events)))

    @property
    def drained(self) -> bool:
        """Whether it was behind and can be brought up again."""
        return self.behind_since is not None and self.outlet.waiting() < LOW_WATER
