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
from models.refusals import Refusal
from models.rules import decide
from server.live import room as rooms
from server.live import rooms as all_rooms
from server.live.ask import Outcome
from server.live.batch import mint
from server.live.clock import SystemClock
from server.live.hall import Step
from server.live.rooms import Rooms
from server.store.ledger import Committed, Ledger, Loaded, Record, StoreUnavailable
from server.store.replay import replay
from tests.cast import opened
from tests.live.conftest import Hosted, keep, plain
from tests.live.pages import screen
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


@pytest.mark.parametrize("missing", ["the store", "the meaning"])
async def test_what_another_process_wrote_is_read_once_that_can_be(
    hosted: Hosted, engine: Engine, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(rooms, "RETRY", 0.05)
    page = hosted.comes("bo")
    ledger = Ledger(engine, hosted.room.negotiation.id)
    loaded = ledger.load()
    act = acts.PutOnScreen(clause="A2")
    facts = decide(hosted.room.negotiation, act, hosted.actor("chair"), hosted.clock.now(), mint)
    record = Record(hosted.clock.now(), hosted.actor("chair"), "elsewhere", act, facts)
    ledger.commit(loaded.fence, [record])

    tries: list[None] = []

    def failing(_fence: int = 0) -> Loaded:
        tries.append(None)
        raise StoreUnavailable("gone")

    def puzzled(_state: Negotiation, _records: Sequence[Record]) -> list[Step]:
        tries.append(None)
        raise ValueError("a fact that nobody knows here")

    with monkeypatch.context() as gone:
        if missing == "the store":
            gone.setattr(hosted.room.ledger, "load", failing)
        else:
            gone.setattr(rooms, "steps", puzzled)
        hosted.room.catch_up()
        await until(lambda: len(tries) > 1)
        with pytest.raises(Refusal) as refused:
            await hosted.does("chair", acts.PutOnScreen(clause="A3"))
        assert refused.value.code == "not_saved"
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

    def watched(loaded: Loaded) -> Negotiation:
        threads.append(threading.current_thread())
        return replay(loaded)

    monkeypatch.setattr(all_rooms, "replay", watched)
    house = Rooms(engine, SystemClock(), plain)
    room = await house.room(stage.negotiation.id)
    assert room.negotiation == stage.negotiation
    assert threads
    assert threading.main_thread() not in threads
    await house.stop()


async def test_a_room_that_stops_finishes_what_is_in_hand(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, begun, go = hosted.room.ledger.commit, threading.Event(), threading.Event()

    def slow(fence: int, records: Sequence[Record]) -> Committed:
        begun.set()
        assert go.wait(10)
        return commit(fence, records)

    monkeypatch.setattr(hosted.room.ledger, "commit", slow)
    asked = asyncio.ensure_future(hosted.does("chair", acts.PutOnScreen(clause="A2")))
    await until(begun.is_set)
    stopped = asyncio.ensure_future(hosted.room.stop())
    await asyncio.sleep(0)
    with pytest.raises(Refusal) as refused:
        await hosted.does("chair", acts.PutOnScreen(clause="A3"))
    assert refused.value.code == "busy"
    go.set()
    assert (await asked).entry is not None
    await stopped
    shown = hosted.room.negotiation.on_screen
    assert shown is not None
    assert shown.clause == "A2"


async def test_who_could_not_be_told_comes_back_and_what_is_recorded_is_called_so(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hosted.comes("bo")
    answers: list[Outcome | Refusal] = []

    def failing(_fact: object, _act_id: object) -> None:
        raise RuntimeError("a fact that nobody can tell")

    act = acts.PutOnScreen(clause="A2")
    with monkeypatch.context() as broken:
        broken.setattr(hosted.room.hall.drafting, "tell", failing)
        hosted.room.post(hosted.actor("chair"), act, "told-1", answers.append)
        await until(lambda: bool(answers))
    (answer,) = answers
    assert isinstance(answer, Outcome)
    assert answer.entry is not None
    closed = screen(page).closed_with
    assert closed is not None
    assert closed[0] == 4008
    assert await hosted.does("chair", act, "told-1") == answer
    again = hosted.comes("bo")
    await hosted.told(again)
    assert "A2" in screen(again).regions["status"]


async def test_a_resent_act_is_not_refused_while_nobody_can_say_whether_it_was_recorded(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal, wording = await tabling(hosted)
    act = acts.Second(proposal=proposal, wording=wording)
    first = await hosted.does("bo", act, "again-1")
    hosted.room._done.clear()

    def failing(_person: str, _act_id: str) -> None:
        raise StoreUnavailable("gone")

    with monkeypatch.context() as gone:
        gone.setattr(hosted.room.ledger, "find_act", failing)
        with pytest.raises(Refusal) as refused:
            await hosted.does("bo", act, "again-1")
    assert refused.value.code == "not_saved"
    assert await hosted.does("bo", act, "again-1") == first
