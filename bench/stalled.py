"""Slow consumers: twenty watchers stop reading for half a minute; what do the others notice?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.client import Page
from bench.house import House, observer
from bench.judge import faults_of_watchers, read_store
from bench.load import Meter, Table, check, gather, type_away
from bench.process import Process
from bench.shape import Measured, Shape

SLOW = 20
BUFFER = 16_384
"""What the kernel may keep for each of them: what more it hid would be memory all the same."""
EACH = 1.0
"""Seconds between two looks at the memory."""


@dataclass
class Stalled:
    """What a spell of stalled readers did."""

    before: Measured
    during: Measured
    after: Measured
    grown: int = 0
    """Bytes of memory more than before, at the worst moment."""
    closed: int = 0
    """How many of the slow ones were closed; they come back."""
    recovered: float = 0.0
    """Seconds from reading on until the last of them saw what the store says."""
    faults: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How the others' p99 at a watcher changed."""
        return self.during.watched.at(0.99) / max(self.before.watched.at(0.99), 1e-9)


async def run(house: House, server: Process, shape: Shape, *, seconds: float = 30.0) -> Stalled:
    """Measure before, while they are stalled, and after they read on."""
    spells = (Measured(shape), Measured(shape), Measured(shape))
    meter = Meter(spells[0])
    table = await gather(house, server, shape, meter)
    slow = [house.page(server, observer(shape.watchers - 1 - n)) for n in range(SLOW)]
    for page in slow:
        page.buffer = BUFFER
        await page.come()
    result = Stalled(*spells)
    try:
        await _spell(table, meter, spells[0], seconds)
        base = server.resident()
        for page in slow:
            if page.line is not None:
                page.line.stop_reading()
        watching = asyncio.create_task(_highest(server.resident, seconds))
        await _spell(table, meter, spells[1], seconds)
        result.grown = await watching - base
        await _come_round(slow, result)
        await _spell(table, meter, spells[2], seconds / 3)
        await check(house, table, meter)
        result.faults = [fault for spell in spells for fault in spell.faults]
        await _up_to_date(house, slow, result)
    finally:
        await asyncio.gather(*(page.leave() for page in (*table.pages, *slow)))
    return result


async def _spell(table: Table, meter: Meter, spell: Measured, seconds: float) -> None:
    meter.measured = spell
    meter.on = True
    await type_away(table, spell.shape, seconds, seed=3)
    for page, _ in table.editors:
        await page.settled()
    meter.on = False
    meter.resolve()


async def _highest(look: Callable[[], int], seconds: float) -> int:
    highest = look()
    for _ in range(int(seconds / EACH)):
        await asyncio.sleep(EACH)
        highest = max(highest, look())
    return highest


async def _come_round(slow: list[Page], result: Stalled) -> None:
    """They read on: what they missed comes as one state, or they were closed and come back."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    for page in slow:
        if page.line is not None:
            page.line.read_on()

    async def one(page: Page) -> None:
        known = page.wholes
        page.say({"t": "ping"})
        await page.until(lambda: page.gone or page.wholes > known or page.pongs > 0, 10)
        if page.gone:
            result.closed += 1
            await page.back()

    await asyncio.gather(*(one(page) for page in slow))
    result.recovered = loop.time() - began


async def _up_to_date(house: House, slow: list[Page], result: Stalled) -> None:
    record = await asyncio.to_thread(read_store, house)
    revisions = {draft.revision for draft in record.negotiation.drafts.values()}
    for page in slow:
        if page.gone:
            await page.back()
        await page.until(
            lambda page=page: {w.revision for w in page.watched.values()} <= revisions  # type: ignore[misc]
        )
    result.faults += faults_of_watchers(slow, record)
