"""Watching sessions: who lost theirs, on whatever server, is shown out within a second."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from server.live.rooms import Rooms
from server.store.failures import StoreFailure
from server.store.sessions import Sessions

log = logging.getLogger("parley.sessions")

EVERY = 0.5
"""Seconds between two looks: with the look itself, well under the second we promise."""
TOUCH = timedelta(minutes=5)
"""How often an open page counts as activity of its session, and ended ones are forgotten."""


async def watch_sessions(rooms: Rooms, sessions: Sessions) -> None:
    """Close the seats of sessions that ended, note that the others were active. Runs for ever."""
    touched = datetime.now(UTC)
    while True:
        await asyncio.sleep(EVERY)
        now, seated = datetime.now(UTC), rooms.sessions
        try:
            live = await asyncio.to_thread(sessions.still_live, seated, now)
            if now - touched > TOUCH:
                touched = now
                await asyncio.to_thread(sessions.touch, live, now)
                await asyncio.to_thread(sessions.sweep, now)
        except StoreFailure as failure:
            # Nobody is thrown out because the database cannot be asked for a moment.
            log.warning("sessions could not be looked at: %s", failure)
            continue
        ended = seated - live
        if ended:
            rooms.show_out(lambda seat, ended=ended: seat.session in ended)  # type: ignore[misc]
