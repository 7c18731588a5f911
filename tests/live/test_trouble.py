"""A room whose store fails for a while: it asks again, not too often, and loses no word of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models import acts
from models.negotiation import Negotiation
from models.rules import decide
from server.live import room as rooms
from server.live import rooms as all_rooms
from server.live.clock import SystemClock
from server.live.room import replayed
from server.live.rooms import Rooms
from server.store.ledger import Committed, Ledger, Loaded, Record, StoreUnavailable
from tests.cast import opened
from tests.live.conftest import Hosted, keep, plain
from tests.live.test_room import tabling


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; raises TimeoutError where it never does."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - a room that looks again tells nobody
            await asyncio.sleep(0.01)


async def test_what_is_overdue_does_not_hammer_a_store_that_fails(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "RETRY", 0.1)
    proposal, _ = await tabling(hosted)
    tries = 0

    def failing(_fence: int, _records: Sequence[Record]) -> Committed:
        nonlocal tries
        tries += 1
        raise StoreUnavailable("disk full")

    with monkeypatch.context() as full:
        full.setattr(hosted.room.ledger, "commit", failing)
        hosted.clock.move(hosted.clock.now() + timedelta(hours=1))
        await asyncio.sleep(0.35)
    assert 1 <= tries <= 5
    assert hosted.room.negotiation.proposals[proposal].live
    await until(lambda: not hosted.room.negotiation.proposals[proposal].live)


async def test_what_another_process_wrote_is_read_once_the_store_can_be_asked(
    hosted: Hosted, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "RETRY", 0.05)
    page = hosted.comes("bo")
    ledger = Ledger(engine, hosted.room.negotiation.id)
    loaded = ledger.load()
    act = acts.PutOnScreen(clause="A2")
    facts = decide(
        hosted.room.negotiation, act, hosted.actor("chair"), hosted.clock.now(), rooms.mint
    )
    record = Record(hosted.clock.now(), hosted.actor("chair"), "elsewhere", act, facts)
    ledger.commit(loaded.fence, [record])

    def failing(_fence: int = 0) -> Loaded:
        raise StoreUnavailable("gone")

    with monkeypatch.context() as gone:
        gone.setattr(hosted.room.ledger, "load", failing)
        hosted.room.catch_up()
        await asyncio.sleep(0.08)
    await until(lambda: hosted.room.negotiation.on_screen is not None)
    await hosted.told(page)
    shown = hosted.room.negotiation.on_screen
    assert shown is not None
    assert shown.clause == "A2"


async def test_a_long_record_is_replayed_beside_the_loop(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = opened()
    keep(engine, stage)
    threads = []

    def watched(state: Negotiation | None, loaded: Loaded) -> Negotiation:
        threads.append(threading.current_thread())
        return replayed(state, loaded)

    monkeypatch.setattr(all_rooms, "replayed", watched)
    house = Rooms(engine, SystemClock(), plain)
    room = await house.room(stage.negotiation.id)
    assert room.negotiation == stage.negotiation
    assert threads
    assert threading.main_thread() not in threads
    await house.stop()
