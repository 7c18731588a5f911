"""A server that was away: who could not break silence is given the time back."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from models import acts
from models.acts import Act
from models.facts import Convened, OutageRecorded
from models.objection import Category
from models.party import Actor
from models.refusals import Refusal
from models.silence import Silence, SilenceStatus
from server.live.ask import Outcome
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.live.rooms import Rooms
from server.store.heartbeat import beat, outages
from server.store.ledger import Ledger
from server.store.replay import replay
from tests.cast import MORNING, Stage, opened
from tests.live.conftest import keep, plain
from tests.live.test_room import _locking

MINUTE = timedelta(minutes=1)
IDS = itertools.count()


@pytest.fixture
def stage(engine: Engine) -> Stage:
    """A1 under silence for a day, in the store."""
    stage = opened()
    stage.offers()
    keep(engine, stage)
    return stage


def silence_of(room: Room) -> Silence:
    """The only silence there is."""
    (silence,) = room.negotiation.silences.values()
    return silence


@asynccontextmanager
async def serving(engine: Engine, clock: RehearsalClock) -> AsyncIterator[tuple[Rooms, Room]]:
    """A server that comes up and opens the room, and goes away."""
    rooms = Rooms(engine, RehearsalClock(MORNING, running=False), plain, clock)
    room = await rooms.room("test")
    clock.on_move(room.look_again)
    await asks(room, "chair", acts.PutOnScreen(clause="A2"))
    yield rooms, room
    await rooms.stop()


async def asks(room: Room, person: str, act: Act, act_id: str = "") -> Outcome:
    """Do an act of a person of the cast."""
    its = room.negotiation.people[person]
    actor = Actor(its.id, its.role, its.party)
    return await room.submit(actor, act, act_id or f"t{next(IDS)}")


def at(when: datetime) -> RehearsalClock:
    return RehearsalClock(when, running=False)


async def test_a_silence_that_ended_while_the_server_was_down_is_extended(
    engine: Engine, stage: Stage
) -> None:
    """Before anything falls due; recorded as nobody's act; once, whoever looks again."""
    ends = stage.negotiation.running_silences[0].ends
    beat(engine, ends - 60 * MINUTE)
    async with serving(engine, at(ends + 30 * MINUTE)) as (_, room):
        silence = silence_of(room)
        assert (silence.status, silence.announced_end) == (SilenceStatus.RUNNING, ends)
        assert silence.ends == ends + 90 * MINUTE + 60 * MINUTE
    loaded = Ledger(engine, "test").load()
    (recorded,) = [r for r in loaded.records if isinstance(r.facts[0], OutageRecorded)]
    assert (recorded.actor, recorded.at) == (None, ends + 30 * MINUTE)
    async with serving(engine, at(ends + 151 * MINUTE)) as (_, room):
        # Away for two hours again: the second outage is another one.
        assert silence_of(room).running
        assert len(room.negotiation.outages) == 2
    assert replay(Ledger(engine, "test").load()) == room.negotiation


@pytest.mark.parametrize(("minutes", "expires"), [(9, True), (10, True), (11, False)])
async def test_more_than_ten_minutes_away_extend_it(
    engine: Engine, stage: Stage, minutes: int, expires: bool
) -> None:
    """Ten exactly do not."""
    ends = stage.negotiation.running_silences[0].ends
    beat(engine, ends - 30 * MINUTE)
    clock = at(ends - 30 * MINUTE + minutes * MINUTE)
    async with serving(engine, clock) as (_, room):
        while clock.now() < ends:
            clock.move(min(clock.now() + MINUTE, ends), running=False)
            beat(engine, clock.now())
        clock.move(ends + MINUTE / 60, running=False)
        await asks(room, "chair", acts.PutOnScreen(clause="A3"))
        assert (silence_of(room).status is SilenceStatus.EXPIRED) is expires
        assert room.negotiation.clauses["A1"].agreed is expires


async def test_without_an_earlier_beat_no_outage_is_known(engine: Engine, stage: Stage) -> None:
    ends = stage.negotiation.running_silences[0].ends
    async with serving(engine, at(ends + MINUTE)) as (_, room):
        assert silence_of(room).status is SilenceStatus.EXPIRED
        assert room.negotiation.decisions[-1].at == ends


async def test_a_machine_that_slept_past_a_deadline_extends_it(
    engine: Engine, stage: Stage
) -> None:
    """The room is open all the while; nobody has noted yet that the server was away."""
    ends = stage.negotiation.running_silences[0].ends
    clock = at(ends - 60 * MINUTE)
    async with serving(engine, clock) as (_, room):
        clock.move(ends + MINUTE, running=False)
        await asks(room, "chair", acts.PutOnScreen(clause="A3"))
        assert silence_of(room).ends == ends + 61 * MINUTE + 60 * MINUTE


async def test_an_outage_is_told_as_soon_as_the_server_is_back(
    engine: Engine, stage: Stage
) -> None:
    """Not only when the deadline has come."""
    ends = stage.negotiation.running_silences[0].ends
    clock = at(ends - 60 * MINUTE)
    async with serving(engine, clock) as (rooms, room):
        clock.move(ends - 40 * MINUTE, running=False)
        beat(engine, clock.now())
        await asks(room, "chair", acts.PutOnScreen(clause="A3"))
        assert silence_of(room).ends == ends
        rooms.look_for_outages()
        await asks(room, "chair", acts.PutOnScreen(clause="A1"))
        assert silence_of(room).ends == ends + 80 * MINUTE


async def test_a_rehearsed_negotiation_has_no_outages(engine: Engine) -> None:
    """Its clock is moved: the hours between two moves are no outage."""
    stage = opened()
    convened, when, by = stage.log[0]
    assert isinstance(convened, Convened)
    stage.log[0] = (replace(convened, rehearsal=True), when, by)
    stage.offers()
    keep(engine, stage)
    ends = stage.negotiation.running_silences[0].ends
    beat(engine, ends - 60 * MINUTE)
    rooms = Rooms(engine, at(ends + MINUTE), plain)
    room = await rooms.room("test")
    await asks(room, "chair", acts.PutOnScreen(clause="A2"))
    assert silence_of(room).status is SilenceStatus.EXPIRED
    await rooms.stop()


async def test_no_silence_expires_while_outages_cannot_be_asked_for(
    engine: Engine, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store fails: it is asked again, and nothing was decided meanwhile."""
    ends = stage.negotiation.running_silences[0].ends
    clock = at(ends - MINUTE)
    async with serving(engine, clock) as (_, room):

        def failing(_since: datetime) -> tuple[()]:
            raise RuntimeError("no store")

        with monkeypatch.context() as broken:
            broken.setattr(room, "_outages", failing)
            clock.move(ends + MINUTE / 60, running=False)
            with pytest.raises(Refusal) as refused:
                await asks(room, "chair", acts.PutOnScreen(clause="A3"))
        assert refused.value.code == "not_saved"
        assert silence_of(room).running
        await asks(room, "chair", acts.PutOnScreen(clause="A3"))
        assert silence_of(room).status is SilenceStatus.EXPIRED


def test_servers_that_come_back_together_note_one_outage(engine: Engine, stage: Stage) -> None:
    """And none while one of them lives, nor for a gap of a minute."""
    assert stage.negotiation.id == "test"
    beat(engine, MORNING)
    beat(engine, MORNING + MINUTE)
    assert outages(engine, MORNING) == ()
    back = MORNING + 20 * MINUTE
    with ThreadPoolExecutor(2) as servers:
        for done in [servers.submit(beat, engine, back) for _ in range(2)]:
            done.result()
    assert outages(engine, MORNING) == ((MORNING + MINUTE, back),)
    assert outages(engine, back) == ()


# --- a break that comes too late -----------------------------------------------------------------


async def test_a_late_break_is_recorded_before_it_is_refused(engine: Engine, stage: Stage) -> None:
    """Sent again it is refused again, and recorded once."""
    silence = stage.negotiation.running_silences[0]
    late = acts.BreakSilence(
        silence=silence.id, category=Category.FAIRNESS, reason="Too fast.", remedy="More time."
    )
    async with serving(engine, at(silence.ends + MINUTE)) as (_, room):
        for _again in range(2):
            with pytest.raises(Refusal) as refused:
                await asks(room, "bo", late, "once")
            assert refused.value.code == "deadline_passed"
            assert room.negotiation.reopenings["A1"].late_break
            last = Ledger(engine, "test").load().records[-1]
            assert (last.actor and last.actor.person, last.act, last.act_id) == ("bo", late, None)
        both = await asyncio.gather(
            asks(room, "gus", late, "x"), asks(room, "gus", late, "y"), return_exceptions=True
        )
        codes = [told.code for told in both if isinstance(told, Refusal)]
        assert codes == ["deadline_passed"] * 2
        assert room.negotiation.reopenings["A1"].supporters == ("GAM",)
    assert replay(Ledger(engine, "test").load()) == room.negotiation


async def test_a_late_break_that_was_not_saved_says_so(engine: Engine, stage: Stage) -> None:
    """Nobody is told that it was recorded where it was not."""
    silence = stage.negotiation.running_silences[0]
    late = acts.BreakSilence(
        silence=silence.id, category=Category.FAIRNESS, reason="Too fast.", remedy="More time."
    )
    async with serving(engine, at(silence.ends + MINUTE)) as (_, room):
        with engine.connect() as other:
            other.execute(text(_locking(engine)))
            with pytest.raises(Refusal) as refused:
                await asks(room, "bo", late, "once")
            other.rollback()
        assert refused.value.code == "not_saved"
        assert room.negotiation.reopenings == {}
