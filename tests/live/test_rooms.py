"""The rooms of a process: opened for what falls due, closed when idle, none waiting for another."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models import acts
from models.facts import Convened, SilenceExpired
from models.negotiation import Negotiation
from server.live import rooms as all_rooms
from server.live.clock import RehearsalClock
from server.live.rooms import Rooms
from server.store.heartbeat import beat
from server.store.ledger import Ledger, Loaded
from server.store.replay import replay
from tests.cast import Stage, opened
from tests.live.conftest import keep, plain
from tests.live.pages import seat
from tests.live.test_outages import asks
from tests.live.test_trouble import until


def rooms_of(engine: Engine, stage: Stage) -> Rooms:
    """A server that comes up a minute after what happened on a stage; its clock stands still."""
    later = RehearsalClock(stage.now + timedelta(minutes=1), running=False)
    return Rooms(engine, later, plain, later)


def another() -> Stage:
    """A stage of another negotiation."""
    stage = opened()
    convened, when, by = stage.log[0]
    assert isinstance(convened, Convened)
    stage.log[0] = (replace(convened, negotiation="other"), when, by)
    stage.negotiation = replace(stage.negotiation, id="other")
    return stage


async def test_a_deadline_waits_for_nobody_to_come(engine: Engine) -> None:
    """A server that starts again opens what has a deadline, and lets it fall due."""
    stage = opened()
    stage.offers(hours=24)
    keep(engine, stage)
    ends = stage.negotiation.running_silences[0].ends
    beat(engine, ends)
    clock = RehearsalClock(ends + timedelta(minutes=1), running=False)
    rooms = Rooms(engine, clock, plain, clock)
    await rooms.open_due()

    def expired() -> bool:
        records = Ledger(engine, "test").load().records
        return any(isinstance(fact, SilenceExpired) for each in records for fact in each.facts)

    await until(expired)
    await rooms.stop()


async def test_a_room_without_a_deadline_is_not_opened_before_somebody_comes(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = opened()
    keep(engine, stage)
    rooms = rooms_of(engine, stage)
    opening: list[str] = []
    monkeypatch.setattr(rooms, "_open", opening.append)
    await rooms.open_due()
    assert opening == []
    await rooms.stop()


async def test_one_record_that_cannot_be_read_keeps_no_other_room_closed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = opened()
    stage.offers(hours=24)
    keep(engine, stage)
    rooms = rooms_of(engine, stage)

    def puzzled(_loaded: Loaded) -> Negotiation:
        raise ValueError("a fact that nobody knows here")

    monkeypatch.setattr(all_rooms, "replay", puzzled)
    await rooms.open_due()
    assert "what falls due in test waits for somebody to come" in caplog.text
    await rooms.stop()


async def test_an_idle_room_is_closed_and_opens_again_as_it_was(engine: Engine) -> None:
    stage = opened()
    keep(engine, stage)
    rooms = rooms_of(engine, stage)
    room = await rooms.room("test")
    page = seat(stage.actor("ada"))
    room.hall.enter(page, {}, {})
    await rooms.close_idle(0)
    assert await rooms.room("test") is room
    room.hall.leave(page)
    await rooms.close_idle(60)
    assert await rooms.room("test") is room
    await asks(room, "chair", acts.PutOnScreen(clause="A2"))
    await rooms.close_idle(0)
    again = await rooms.room("test")
    assert again is not room
    assert again.negotiation == room.negotiation
    await asks(again, "chair", acts.PutOnScreen(clause="A3"))
    await rooms.stop()


async def test_a_room_in_which_something_will_fall_due_stays_open(engine: Engine) -> None:
    stage = opened()
    stage.offers(hours=24)
    keep(engine, stage)
    rooms = rooms_of(engine, stage)
    room = await rooms.room("test")
    await rooms.close_idle(0)
    assert await rooms.room("test") is room
    await rooms.stop()


async def test_no_room_waits_while_another_reads_a_long_record(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened()
    keep(engine, first)
    keep(engine, another())
    rooms = rooms_of(engine, first)
    room = await rooms.room("test")
    reading, go = threading.Event(), threading.Event()

    def slow(loaded: Loaded) -> Negotiation:
        reading.set()
        assert go.wait(10)
        return replay(loaded)

    monkeypatch.setattr(all_rooms, "replay", slow)
    opening = asyncio.ensure_future(rooms.room("other"))
    await until(reading.is_set)
    outcome = await asks(room, "chair", acts.PutOnScreen(clause="A2"))
    assert outcome.entry is not None
    assert not opening.done()
    go.set()
    assert (await opening).negotiation.id == "other"
    await rooms.stop()
