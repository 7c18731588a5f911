"""Whole negotiations through a room with a store: every move, every expectation, their end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from server.convene import from_file
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.play.checkpoints import compare_end
from server.play.expectations import unmet
from server.play.player import Pace, Player
from server.play.reading import read
from server.store.ledger import Ledger
from server.store.negotiations import convene
from server.store.replay import replay
from server.store.verify import verify
from server.web.paint import paint
from tests.bare import MOVES, SCENARIOS
from tests.live.guests import everybody
from tests.live.pages import screen

EARLIER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(("name", "count"), MOVES)
async def test_every_move_comes_out_as_written(
    engine: Engine, writer: ThreadPoolExecutor, name: str, count: int
) -> None:
    """By seats of every role, on the pages' own painting; then the record is sound and replays."""
    file = SCENARIOS / f"{name}.yaml"
    scenario, convening = read(file), from_file(file, rehearsal=True)
    convene(engine, convening.convened, convening.others, EARLIER)
    ledger = Ledger(engine, scenario.id)
    clock = RehearsalClock(EARLIER, running=False)
    room = Room(ledger, ledger.load(), clock, paint, writer)
    clock.on_move(room.look_again)
    guests = everybody(room, clock)
    player = Player(scenario, guests, Pace())
    moves = scenario.up_to()
    assert len(moves) == count

    amiss = [f"move {move.n}: {said}" for move in moves for said in unmet(await player.play(move))]

    assert amiss == []
    assert compare_end(scenario, await player.state()) == []
    await room.hall.quiet()
    assert not any(screen(guest.seat).closed for guest in guests.values())
    assert replay(Ledger(engine, scenario.id).load()) == room.negotiation
    report = verify(engine, scenario.id)
    assert report.sound, report
    await room.stop()
