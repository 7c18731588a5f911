"""Two processes on one PostgreSQL, one negotiation: both write, both tell, one order."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.client import Page, Refused
from bench.house import FIELD, House, Plan, begin_draft, delegate, observer, open_session
from bench.judge import (
    Journal,
    faults_of_acknowledgements,
    faults_of_pens,
    faults_of_watchers,
    read_store,
)
from bench.process import Process
from bench.typist import Typist, unique_letters
from tests.wire.conftest import serve
from tests.wire.stage import Stage

STROKES = 120
PAUSE = 0.05
PROMPT = 2.0
"""Seconds within which what one server recorded is on the pages of the other."""


@dataclass
class Pair:
    """One negotiation at two servers."""

    stage: Stage
    servers: tuple[Process, Process]

    async def come(self, at: int, person: str, journal: Journal | None = None) -> Page:
        """A page of somebody at one of the two."""
        page = self.stage.house.page(self.servers[at], person, journal)
        self.stage.pages.append(page)
        await page.come()
        return page


@pytest.fixture
async def pair(tmp_path: Path, postgres_database: Callable[[], str]) -> AsyncIterator[Pair]:
    database = postgres_database()
    house = House(Plan(observers=2), database)
    folders = tmp_path / "a", tmp_path / "b"
    for folder in folders:
        folder.mkdir()
    servers = serve(database, folders[0]), serve(database, folders[1])
    stage = Stage(house, servers[0], await open_session(house, servers[0]))
    try:
        yield Pair(stage, servers)
        await stage.close()
        assert "Traceback" not in servers[1].said, servers[1].said[-4000:]
    finally:
        for server in servers:
            server.stop()


async def strokes(page: Page, rng: random.Random, letter: Callable[[], str]) -> None:
    """Type at random for a while."""
    (pen,) = page.pens.values()
    typist = Typist(pen, FIELD, rng, letter, wild=True)
    for _ in range(STROKES):
        typist.stroke()
        page.send_typed(pen)
        await asyncio.sleep(PAUSE)
    await page.settled()


async def test_edits_through_both_converge_and_everybody_is_told(pair: Pair) -> None:
    journal, letters = Journal(), unique_letters()
    floor = await pair.stage.floor()
    writers = [await pair.come(n % 2, delegate(n // 2, n % 2), journal) for n in range(8)]
    for page in writers:
        await page.take_up(floor)
    watchers = [await pair.come(n, observer(n)) for n in range(2)]
    await asyncio.gather(
        *(strokes(page, random.Random(n), letters.__next__) for n, page in enumerate(writers))
    )
    record = await asyncio.to_thread(read_store, pair.stage.house)
    newest = record.negotiation.drafts[floor].revision
    assert newest > STROKES
    for page in writers:
        await page.until(lambda page=page: page.pens[floor].revision == newest)  # type: ignore[misc]
        page.pens[floor].check()
    for page in watchers:
        await page.until(lambda page=page: not faults_of_watchers([page], record))  # type: ignore[misc]
    assert faults_of_acknowledgements(journal, record) == []
    assert faults_of_pens(writers, record) == []
    # One may lose the race for the next batch several times over; it is told to try again.
    assert {event["code"] for event in journal.declined.values()} <= {"busy"}


async def test_what_one_server_decides_the_other_shows_at_once(pair: Pair) -> None:
    here, there = await pair.come(0, delegate(0)), await pair.come(1, delegate(1))
    began = time.monotonic()
    floor = await pair.stage.floor()
    await there.until(lambda: bool(there.watched), PROMPT)
    await there.take_up(floor)
    await here.take_up(floor)
    for number in range(5):
        here.pens[floor].type(FIELD, (f"{number} ",))
        here.send_typed(here.pens[floor])
        await there.until(lambda n=number: there.pens[floor].revision == n + 1, PROMPT)  # type: ignore[misc]
    assert time.monotonic() - began < 6 * PROMPT
    # A stop of the pens at one server is a stop at the other.
    await pair.stage.board.act("close_drafting", clause="A1")
    await there.until(lambda: not there.pens[floor].may, PROMPT)
    with pytest.raises(Refused) as refused:
        await there.act("start_draft", clause="A1")
    assert refused.value.code == "pens_down"


async def test_two_decisions_at_once_at_two_servers_are_one(pair: Pair) -> None:
    """Whoever comes second is told what happened, by the rule, not by the database."""
    for clause_is_shut in (True, False) * 5:
        kind = "close_drafting" if clause_is_shut else "open_drafting"
        boards = [pair.stage.board, await pair.come(1, "facilitator")]
        results = await asyncio.gather(
            *(board.act(kind, clause="A1") for board in boards), return_exceptions=True
        )
        assert not any(isinstance(r, Refused) and r.code == "not_saved" for r in results), results
        clause = read_store(pair.stage.house).negotiation.clauses["A1"]
        assert clause.drafting_closed is clause_is_shut
        await boards[1].leave()


async def test_one_act_sent_to_both_servers_is_one_act(pair: Pair) -> None:
    pages = [await pair.come(n, delegate(0)) for n in range(2)]
    before = len(read_store(pair.stage.house).negotiation.drafts)
    said = {"t": "act", "id": "both", "act": {"kind": "start_draft", "clause": "A1"}}
    for page in pages * 2:
        page.say({**said, "again": page is pages[1]})
    for page in pages:
        with pytest.raises(Refused):
            await page.act("publish_text")
    assert len(read_store(pair.stage.house).negotiation.drafts) == before + 1


async def test_a_session_ended_at_one_server_loses_its_sockets_at_the_other(pair: Pair) -> None:
    page = await pair.come(1, delegate(2))
    house = pair.stage.house
    began = time.monotonic()
    await asyncio.to_thread(
        house.sessions.revoke_person, house.plan.id, delegate(2), datetime.now(UTC)
    )
    await page.until(lambda: page.gone, 3)
    assert time.monotonic() - began < 1.0
    assert page.code == 4001


async def test_a_server_that_dies_leaves_the_other_whole(pair: Pair) -> None:
    journal = Journal()
    floor = await begin_draft(pair.stage.board, "A1")
    moved, stays = await pair.come(1, delegate(0), journal), await pair.come(0, delegate(1))
    pen = await moved.take_up(floor)
    await stays.take_up(floor)
    for number in range(10):
        pen.type(FIELD, (f"{number} ",))
        moved.send_typed(pen)
        await moved.settled()
    pen.type(FIELD, ("last ",))
    moved.send_typed(pen)
    pair.servers[1].kill()
    await moved.until(lambda: moved.gone)
    moved.seated = pair.stage.house.seat(pair.servers[0], delegate(0))
    await moved.back()
    await moved.settled()
    await stays.until(lambda: stays.pens[floor].revision == pen.revision)
    record = read_store(pair.stage.house)
    assert faults_of_acknowledgements(journal, record) == []
    assert faults_of_pens([moved, stays], record) == []
    assert "".join(run.text for run in pen.views[FIELD]).count("last ") == 1
