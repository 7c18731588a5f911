"""Pages that stop reading: the server stays small, nobody else waits, and they come round."""

from __future__ import annotations

import asyncio
import time

from bench.client import Page
from bench.figures import Latencies
from bench.house import FIELD, Plan, delegate, observer
from bench.judge import faults_of_pens, faults_of_watchers, read_store
from bench.pen import Pen
from tests.wire.stage import Build, Stage

SLOW = 12
BUFFER = 4_096
PARAGRAPH = "words without end " * 150
SHORT, LONG = 5.0, 23.0
"""Seconds of not reading: caught up with one state after the one, closed after the other."""
GROWTH = 10_000_000


async def churn(page: Page, pen: Pen, found: Latencies, until: float) -> None:
    """Write a paragraph, take it back, and so on; note how long each confirmation took."""
    while time.perf_counter() < until:
        for stroke in (lambda: pen.type(FIELD, (PARAGRAPH,)), pen.undo):
            began = time.perf_counter()
            stroke()
            page.send_typed(pen)
            await page.settled()
            found.add(time.perf_counter() - began)
        await asyncio.sleep(0.05)


async def spell(stage: Stage, writers: list[Page], seconds: float) -> tuple[Latencies, int]:
    """Everybody churns for a while: how long they waited, and how large the server became."""
    found, until = Latencies(), time.perf_counter() + seconds
    tasks = [
        asyncio.create_task(churn(page, next(iter(page.pens.values())), found, until))
        for page in writers
    ]
    largest = 0
    while not all(task.done() for task in tasks):
        largest = max(largest, stage.server.resident())
        await asyncio.wait(tasks, timeout=0.25)
    await asyncio.gather(*tasks)
    return found, largest


async def arrive(stage: Stage) -> tuple[list[Page], list[Page], list[Page]]:
    """Writers, those who will stop reading, and those who watch on."""
    floor = await stage.floor()
    writers = [await stage.come(delegate(n)) for n in range(3)]
    for page in writers:
        await page.take_up(floor)
    slow = [stage.page(observer(n)) for n in range(SLOW - 1)]
    slow.append(stage.page(delegate(3)))
    for page in slow:
        page.buffer = BUFFER
        await page.come()
    await slow[-1].take_up(floor)
    return writers, slow, [await stage.come(observer(n)) for n in range(SLOW, SLOW + 3)]


def stop_reading(pages: list[Page]) -> None:
    for page in pages:
        assert page.line is not None
        page.line.stop_reading()


async def read_on(pages: list[Page]) -> int:
    """Let them read again and come back if they were closed; how many had been."""
    for page in pages:
        assert page.line is not None
        page.line.read_on()
    closed = 0
    for page in pages:
        # What was on its way comes first; then the answer, or the whole of the layer, or the close.
        page.say({"t": "ping"})
        known = page.wholes + page.pongs
        await page.until(
            lambda page=page, known=known: page.gone or page.wholes + page.pongs > known  # type: ignore[misc]
        )
        if page.gone:
            closed += 1
            await page.back()
    return closed


async def test_whoever_stops_reading_harms_nobody_and_comes_round(build: Build) -> None:
    stage = await build(Plan(observers=SLOW + 3))
    writers, slow, watchers = await arrive(stage)
    calm, before = await spell(stage, writers, 3)
    stop_reading(slow)
    first, grown = await spell(stage, writers, SHORT)
    short = slow[: SLOW // 3]
    assert await read_on(short) == 0
    second, grown_more = await spell(stage, writers, LONG - SHORT)
    assert max(grown, grown_more) - before < GROWTH
    assert max(first.at(0.9), second.at(0.9)) < 1.2 * calm.at(0.9) + 0.03
    assert await read_on(slow[SLOW // 3 :]) == SLOW - SLOW // 3
    await settle(stage, writers, slow, watchers)


async def settle(stage: Stage, writers: list[Page], slow: list[Page], watchers: list[Page]) -> None:
    """Assert that everybody ends up with what the store says."""
    record = read_store(stage.house)
    newest = {draft.id: draft.revision for draft in record.negotiation.drafts.values()}
    for page in (*writers, *slow, *watchers):
        for pen in page.pens.values():
            await page.until(lambda pen=pen: pen.revision == newest[pen.draft])  # type: ignore[misc]
        await page.until(lambda page=page: not faults_of_watchers([page], record))  # type: ignore[misc]
    assert faults_of_pens([*writers, *slow], record) == []
