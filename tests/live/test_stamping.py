"""Checkpoints as work goes on: who is told, when, and what stands in the store."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import acts
from models.party import Actor
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.live.rooms import Rooms
from server.live.seat import Seat
from server.live.stamping import Stamper
from server.store import checkpoints
from server.store.checkpoints import Notary, Stamp
from server.store.failures import StoreUnavailable
from server.store.keys import SigningKey, open_key
from tests.cast import MORNING, opened
from tests.live.conftest import keep, plain
from tests.live.pages import Screen
from tests.live.test_outages import asks


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return open_key(tmp_path / "signing.key")


@asynccontextmanager
async def serving(
    engine: Engine, key: SigningKey, outside: Callable[[Stamp], None] | None = None
) -> AsyncIterator[Room]:
    """The room of a server that stamps as soon as it can."""
    clock = RehearsalClock(MORNING, running=False)
    rooms = Rooms(engine, clock, plain, clock, key, soon=0.0, outside=outside)
    try:
        yield await rooms.room("test")
    finally:
        await rooms.stop()


async def stamped(room: Room) -> Stamp:
    """The stamp of all that is recorded now, when everybody was told of it."""
    hall, announced = room.hall, asyncio.Event()
    announce = hall.announce

    def overhear(event: bytes) -> None:
        announce(event)
        announced.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hall, "announce", overhear)
        await announced.wait()
    assert room.stamp is not None
    assert room.stamp.checkpoint.number == room.ledger.end[0]
    return room.stamp


async def test_every_seat_is_told_soon_after_anything_was_recorded(
    engine: Engine, key: SigningKey
) -> None:
    keep(engine, opened())
    async with serving(engine, key) as room:
        first = await stamped(room)
        screens = [(Screen(), room.negotiation.people[one]) for one in ("ada", "eve", "chair")]
        for screen, person in screens:
            actor = Actor(person.id, person.role, person.party)
            its = Seat(actor, person.name, person.id, screen, "follow", "en")
            room.hall.enter(its, {}, {})
        await asks(room, "chair", acts.PutOnScreen(clause="A2"))
        last = await stamped(room)
        for screen, _ in screens:
            (event,) = [one for one in screen.events if one["t"] == "checkpoint"]
            assert event["root"] == room.ledger.head
            assert checkpoints.opened(event["note"], base64.b64decode(event["key"])) == (
                last.checkpoint
            )
        assert [one for one, _, _ in checkpoints.kept(engine, "test")] == [
            first.checkpoint,
            last.checkpoint,
        ]


async def test_a_server_that_comes_back_knows_the_last_and_signs_nothing_twice(
    engine: Engine, key: SigningKey
) -> None:
    keep(engine, opened())
    async with serving(engine, key) as room:
        first = await stamped(room)
    async with serving(engine, key) as room:
        assert room.stamp == first
        await asks(room, "chair", acts.PutOnScreen(clause="A2"))
        assert (await stamped(room)).checkpoint.number > first.checkpoint.number
    assert len(checkpoints.kept(engine, "test")) == 2


async def test_a_pause_goes_outside_and_an_ordinary_act_does_not(
    engine: Engine, key: SigningKey
) -> None:
    keep(engine, opened())
    outside: list[Stamp] = []
    async with serving(engine, key, outside.append) as room:
        await stamped(room)
        await asks(room, "chair", acts.PutOnScreen(clause="A2"))
        await stamped(room)
        assert outside == []
        await asks(room, "chair", acts.CloseSession())
        pause = await stamped(room)
        assert outside == [pause]


async def test_a_checkpoint_that_could_not_be_kept_stays_due(
    engine: Engine, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(engine, opened())
    stamper = Stamper(Notary(engine, "test", key), soon=0.0)
    end = (1, bytes(32))
    rung = asyncio.Event()
    stamper.grew(end, (), rung.set)
    await rung.wait()

    def fail(*_: object) -> None:
        raise StoreUnavailable("no disk")

    with monkeypatch.context() as broken:
        broken.setattr(checkpoints, "keep", fail)
        with pytest.raises(StoreUnavailable):
            stamper.stamp(end, end, MORNING)
    assert stamper.due
    assert stamper.last is None
    stamper.stamp(end, end, MORNING)
    assert not stamper.due
    assert stamper.covers(end)
