"""All rooms of this process, and the thread that writes for them.

A room is opened when somebody comes, or because something falls due in it; it is closed when for
an hour neither was so.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from models.negotiation import Negotiation
from models.rules import next_due
from models.silence import Outage
from server.live.audience import Paint
from server.live.clock import Clock, RehearsalClock, SystemClock
from server.live.room import Room
from server.live.seat import Seat
from server.live.stamping import SOON, Stamper
from server.store.checkpoints import Notary, Stamp
from server.store.headers import Header, headers
from server.store.heartbeat import beat, outages
from server.store.keys import SigningKey
from server.store.ledger import Ledger, Loaded
from server.store.negotiations import listed
from server.store.replay import replay
from server.store.retention import enforce

log = logging.getLogger("parley.rooms")

IDLE = 3600.0
"""Seconds after which a room that nobody asked for is closed, if it is idle."""
SWEEP = 60.0
"""Seconds between two looks for such rooms."""


class Rooms:
    """The rooms of this process by negotiation id."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        paint: Paint,
        real: Clock | None = None,
        key: SigningKey | None = None,
        soon: float = SOON,
        outside: Callable[[Stamp], None] | None = None,
    ) -> None:
        """Rooms over one database; `real` times those that `clock`, if it can be moved, may not.

        Their checkpoints are signed with `key`, within `soon` seconds after the record grew; those
        of pauses, locks and signatures are handed to `outside`, which does not wait.
        """
        self.clock = clock
        self._real = real or SystemClock()
        self._engine = engine
        self._paint = paint
        self._key, self._soon, self._outside = key, soon, outside
        self._loop = asyncio.get_running_loop()
        self._rooms: dict[str, Room] = {}
        self._asked: dict[str, float] = {}
        """Negotiation → the loop's time when its room was last asked for."""
        self._opening = asyncio.Lock()
        # SQLite has one writer by nature; on PostgreSQL one thread still keeps each room in order.
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        if isinstance(clock, RehearsalClock):
            clock.on_move(self._look_again)

    async def room(self, negotiation: str) -> Room:
        """The room of a negotiation; raises KeyError where there is no such negotiation."""
        if negotiation not in self._rooms:
            async with self._opening:
                if negotiation not in self._rooms:
                    self._rooms[negotiation] = await self._open(negotiation)
        self._asked[negotiation] = self._loop.time()
        return self._rooms[negotiation]

    async def _open(self, negotiation: str) -> Room:
        ledger, loaded, state = await self._read(negotiation)
        if state is None:
            raise KeyError(negotiation)
        room = Room(
            ledger,
            loaded,
            self._clock_of(state),
            self._paint,
            self._writer,
            state=state,
            outages=None if state.rehearsal else self._outages,
        )
        room.erase_by(partial(enforce, self._engine, negotiation))
        if self._key is not None:
            notary = Notary(self._engine, negotiation, self._key)
            stamper = Stamper(notary, self._soon, self._outside)
            await asyncio.to_thread(stamper.recall)
            room.stamp_by(stamper)
        return room

    async def _read(self, negotiation: str) -> tuple[Ledger, Loaded, Negotiation | None]:
        """Beside the thread that writes: a long record takes seconds, and no other room waits."""
        ledger = Ledger(self._engine, negotiation)
        loaded = await asyncio.to_thread(ledger.load)
        state = await asyncio.to_thread(replay, loaded) if loaded.records else None
        return ledger, loaded, state

    async def keep(self) -> None:
        """Open the rooms where something falls due, close those that are idle. For ever."""
        await self.open_due()
        while True:
            await asyncio.sleep(SWEEP)
            await self.close_idle(IDLE)

    async def open_due(self) -> None:
        """Open every room where something falls due: a deadline waits for nobody to come."""
        for its in await asyncio.to_thread(listed, self._engine):
            if its.id in self._rooms:
                continue
            try:
                _, _, state = await self._read(its.id)
                if state is not None and next_due(state) is not None:
                    await self.room(its.id)
            except Exception:  # one record that cannot be read must not keep the others closed
                log.exception("what falls due in %s waits for somebody to come", its.id)

    async def close_idle(self, idle: float) -> None:
        """Close the rooms that are idle and that nobody asked for in so many seconds."""
        long_ago = self._loop.time() - idle
        for negotiation, room in list(self._rooms.items()):
            if room.idle and self._asked[negotiation] <= long_ago:
                del self._rooms[negotiation], self._asked[negotiation]
                await room.stop()

    def _clock_of(self, negotiation: Negotiation) -> Clock:
        """A clock that can be moved never times a real negotiation, whatever this server is."""
        return self.clock if negotiation.rehearsal else self._real

    def _outages(self, since: datetime) -> tuple[Outage, ...]:
        """What the store knows of outages, this server's last one included.

        A rehearsed negotiation has none: its time is moved, and does not pass.
        """
        beat(self._engine, self._real.now())
        return outages(self._engine, since)

    def look_for_outages(self) -> None:
        """This server could not be reached for a while."""
        for room in self._rooms.values():
            room.look_for_outages()

    def headers(self, negotiation: str, after: int) -> tuple[Header, ...]:
        """The headers of a record: the store is waited for. Raises StoreUnavailable."""
        return headers(self._engine, negotiation, after)

    def signalled(self, negotiation: str) -> None:
        """Another process wrote to a negotiation."""
        room = self._rooms.get(negotiation)
        if room is not None:
            room.catch_up()

    def catch_up(self) -> None:
        """Other processes may have written to any negotiation."""
        for room in self._rooms.values():
            room.catch_up()

    def show_out(self, whom: Callable[[Seat], bool]) -> int:
        """Close every seat that `whom` names, as one whose session ended; how many those were."""
        return sum(room.hall.show_out(whom) for room in self._rooms.values())

    @property
    def sessions(self) -> frozenset[str]:
        """The sessions behind all seats of this process."""
        return frozenset(seat.session for room in self._rooms.values() for seat in room.hall.seats)

    def _look_again(self) -> None:
        for room in self._rooms.values():
            room.look_again()

    async def stop(self) -> None:
        """Close all rooms, then the thread that writes."""
        for room in self._rooms.values():
            await room.stop()
        self._rooms.clear()
        self._writer.shutdown()
