"""Joining: what it costs to come in after a long history, in bytes, milliseconds and processor."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from bench import history
from bench.client import Page
from bench.figures import Latencies
from bench.house import FIELD, House, Plan, begin_draft, clause_of, delegate, open_session
from bench.judge import read_store
from bench.process import Process
from models.runs import Runs
from models.text import from_units

JOINS = 300
AT_ONCE = 50


@dataclass
class Joined:
    """What coming in cost."""

    edits: int
    text: int
    """UTF-8 bytes of the layer's text."""
    runs: int
    joins: int
    received: int = 0
    """Bytes a page is sent that has painted itself already: the watched layer."""
    pen: int = 0
    """Bytes more for taking up a pen."""
    cpu: float = 0.0
    """Seconds of server processor for one page that watches."""
    pen_cpu: float = 0.0
    """Seconds more for its pen."""
    took: float = 0.0
    """Median seconds from connecting to seeing the text."""
    at_once: float = 0.0
    """Seconds until the last of fifty who came together saw it."""
    start: float = 0.0
    """Seconds from starting the server cold to the first who sees it."""

    @property
    def bound(self) -> float:
        """The bytes aimed for: 1.2 x (text + 40 a run)."""
        return 1.2 * (self.text + 40 * self.runs)


def weigh(runs: Runs) -> tuple[int, int]:
    """UTF-8 bytes and number of runs."""
    return sum(len(from_units(run.text).encode()) for run in runs), len(runs)


async def run(folder: Path, edits: int, *, pinned: bool = True, joins: int = JOINS) -> Joined:
    """Prepare a history of so many edits, start the server anew, and come in again and again."""
    house = House(Plan(clauses={"A1": clause_of(4_000)}), str(folder / "parley.db"))
    server = house.server(folder / "server.log", pinned=pinned)
    draft = await _prepare(house, server, edits)
    record = read_store(house)
    text, runs = weigh(record.negotiation.drafts[draft].texts[FIELD])
    joined = Joined(edits, text, runs, joins)
    began = time.perf_counter()
    server.start()
    try:
        first = house.page(server, delegate(0), screen="table", clause="A1")
        await first.come()
        await first.until(lambda: bool(first.watched))
        joined.start = time.perf_counter() - began
        await _one_by_one(house, server, joined, first.marks)
        await _pens(house, server, joined, draft, first.marks)
        await _together(house, server, joined, first.marks)
        await first.leave()
    finally:
        server.stop()
        house.close()
    return joined


async def _prepare(house: House, server: Process, edits: int) -> str:
    server.start()
    try:
        board = await open_session(house, server)
        draft = await begin_draft(board, "A1")
        await board.leave()
    finally:
        server.stop()
    history.fill(house, draft, edits)
    return draft


async def _enter(house: House, server: Process, number: int, marks: dict[str, str]) -> Page:
    page = house.page(server, delegate(number % 4, 1), screen="table", clause="A1")
    page.marks = dict(marks)
    await page.come()
    await page.until(lambda: bool(page.watched))
    return page


async def _one_by_one(house: House, server: Process, joined: Joined, marks: dict[str, str]) -> None:
    took = Latencies()
    # One warm round first, from which the regions of this role are known.
    warm = await _enter(house, server, 0, marks)
    await warm.leave()
    before = server.usage().cpu
    for number in range(joined.joins):
        began = time.perf_counter()
        page = await _enter(house, server, number - number % 4, warm.marks)
        took.add(time.perf_counter() - began)
        assert page.line is not None
        joined.received = page.line.received
        await page.leave()
    joined.cpu = (server.usage().cpu - before) / joined.joins
    joined.took = took.at(0.5)


async def _pens(
    house: House, server: Process, joined: Joined, draft: str, marks: dict[str, str]
) -> None:
    page = await _enter(house, server, 0, marks)
    assert page.line is not None
    before, received = server.usage().cpu, page.line.received
    for _ in range(joined.joins):
        page.pens.clear()
        await page.take_up(draft)
    joined.pen = (page.line.received - received) // joined.joins
    joined.pen_cpu = (server.usage().cpu - before) / joined.joins
    await page.leave()


async def _together(house: House, server: Process, joined: Joined, marks: dict[str, str]) -> None:
    began = time.perf_counter()
    entering = (_enter(house, server, number, marks) for number in range(AT_ONCE))
    pages = await asyncio.gather(*entering)
    joined.at_once = time.perf_counter() - began
    for page in pages:
        await page.leave()
