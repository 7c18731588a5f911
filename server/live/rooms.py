"""All rooms of this process, opened when somebody comes, and the thread that writes for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from models.facts import Convened
from server.live.audience import Paint
from server.live.clock import Clock, RehearsalClock, SystemClock
from server.live.room import Room, replayed
from server.live.seat import Seat
from server.store.ledger import Ledger, Loaded


class Rooms:
    """The rooms of this process by negotiation id."""

    def __init__(self, engine: Engine, clock: Clock, paint: Paint) -> None:
        self.clock = clock
        self._engine = engine
        self._paint = paint
        self._rooms: dict[str, Room] = {}
        self._opening = asyncio.Lock()
        # SQLite has one writer by nature; on PostgreSQL one thread still keeps each room in order.
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        if isinstance(clock, RehearsalClock):
            clock.on_move(self._look_again)

    async def room(self, negotiation: str) -> Room:
        """The room of a negotiation; raises KeyError where there is no such negotiation."""
        room = self._rooms.get(negotiation)
        if room is not None:
            return room
        async with self._opening:
            if negotiation not in self._rooms:
                ledger = Ledger(self._engine, negotiation)
                loop = asyncio.get_running_loop()
                loaded = await loop.run_in_executor(self._writer, ledger.load)
                if not loaded.records:
                    raise KeyError(negotiation)
                # A long record takes seconds to replay; the other rooms do not wait for it.
                state = await loop.run_in_executor(self._writer, replayed, None, loaded)
                self._rooms[negotiation] = Room(
                    ledger,
                    loaded,
                    self._clock_of(loaded),
                    self._paint,
                    self._writer,
                    state=state,
                )
            return self._rooms[negotiation]

    def _clock_of(self, loaded: Loaded) -> Clock:
        """A clock that can be moved never times a real negotiation, whatever this server is."""
        first = loaded.records[0].facts[0]
        rehearsed = isinstance(first, Convened) and first.rehearsal
        return self.clock if rehearsed else SystemClock()

    def signalled(self, negotiation: str) -> None:
        """Another process wrote to a negotiation."""
        room = self._rooms.get(negotiation)
        if room is not None:
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
