"""kill -9 at any moment: what was acknowledged is there after the restart, once, in order."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.client import Page
from bench.house import FIELD, House, Plan, begin_draft, clause_of, delegate, open_session, party
from bench.judge import (
    Journal,
    Record,
    faults_of_acknowledgements,
    faults_of_pens,
    read_store,
)
from bench.pen import Pen
from bench.process import Process
from bench.typist import Typist, running_words

PARTIES = 4
EACH = 2
"""Writers of each party."""
PAUSE = 0.045
"""Seconds between two strokes of one writer: 22 a second, what the server lets a page send."""
LONGEST = 1.2
"""Seconds that a server lives at most."""
RETIRE = 10_000
"""Units of text after which writing goes on in another draft: there is a longest."""


@dataclass
class Crashes:
    """What so many kills led to."""

    runs: int = 0
    acknowledged: int = 0
    in_flight: int = 0
    """Edits on their way when the server died."""
    of_them_kept: int = 0
    restart: list[float] = field(default_factory=list)
    """Seconds from starting the server to the last writer's being served again."""
    faults: list[str] = field(default_factory=list)


class Harness:
    """Writers who go on whatever happens, and the server they write to."""

    def __init__(self, folder: Path, seed: int, *, database: str | None = None) -> None:
        self._rng = random.Random(seed)
        plan = Plan(PARTIES, EACH, clauses={"A1": clause_of(300)})
        self.house = House(plan, database or str(folder / "parley.db"))
        self.server: Process = self.house.server(folder / "server.log")
        self.journal = Journal()
        self.pages: list[Page] = []
        self.result = Crashes()
        self._draft = ""

    async def begin(self) -> None:
        """Open the session and give everybody a pen."""
        self.server.start()
        board = await open_session(self.house, self.server)
        self._draft = await begin_draft(board, "A1")
        await board.leave()
        for n in range(PARTIES * EACH):
            page = self.house.page(
                self.server, delegate(n % PARTIES, n // PARTIES), self.journal, clause="A1"
            )
            await page.come()
            await page.take_up(self._draft)
            self.pages.append(page)

    async def crash(self) -> None:
        """Type, kill at a random moment, start again, go on, and judge."""
        await self._renew()
        typing = [
            asyncio.create_task(self._type(page, page.pens[self._draft])) for page in self.pages
        ]
        await asyncio.sleep(self._rng.random() * LONGEST)
        flying = [page.pens[self._draft].sent for page in self.pages]
        self.server.kill()
        for task in typing:
            task.cancel()
        await asyncio.gather(*typing, return_exceptions=True)
        for page in self.pages:
            await page.until(lambda page=page: page.gone)  # type: ignore[misc]
        kept = await asyncio.to_thread(read_store, self.house)
        self._judge(kept, "after the kill")
        under_way = [sent.id for sent in flying if sent is not None]
        self.result.in_flight += len(under_way)
        self.result.of_them_kept += sum(act_id in kept.edits for act_id in under_way)
        await self._return()
        self.result.runs += 1

    async def _return(self) -> None:
        began = time.perf_counter()
        await asyncio.to_thread(self.server.start)
        await asyncio.gather(*(page.back() for page in self.pages))
        await asyncio.gather(*(page.settled() for page in self.pages))
        self.result.restart.append(time.perf_counter() - began)
        record = await asyncio.to_thread(read_store, self.house)
        newest = record.negotiation.drafts[self._draft].revision
        for page in self.pages:
            pen = page.pens[self._draft]
            await page.until(lambda pen=pen: pen.revision == newest)  # type: ignore[misc]
        self._judge(record, "after the return")
        self._faults(faults_of_pens(self.pages, record), "after the return")
        declined = [f"{a}: {event['code']}" for a, event in self.journal.declined.items()]
        self._faults([d for d in declined if not d.endswith(("not_saved", "busy"))], "declined")

    async def _renew(self) -> None:
        """Go on in a draft of the same parties before the text grows too long."""
        first = self.pages[0]
        if sum(len(run.text) for run in first.pens[self._draft].views[FIELD]) < RETIRE:
            return
        writers = [party(n) for n in range(1, PARTIES)]
        self._draft = await begin_draft(first, "A1", floor=False, writers=writers)
        for page in self.pages:
            page.put_down(next(iter(page.pens)))
            await page.take_up(self._draft)

    async def _type(self, page: Page, pen: Pen) -> None:
        rng = random.Random(self._rng.random())
        typist = Typist(pen, FIELD, rng, running_words(rng).__next__, wild=True)
        while not page.gone:
            typist.stroke()
            page.send_typed(pen)
            await asyncio.sleep(PAUSE)

    def _judge(self, record: Record, when: str) -> None:
        self.result.acknowledged = self.journal.count
        self._faults(faults_of_acknowledgements(self.journal, record), when)

    def _faults(self, found: Sequence[str], when: str) -> None:
        self.result.faults += [f"run {self.result.runs + 1}, {when}: {fault}" for fault in found]

    async def end(self) -> None:
        """Leave, and take the server down."""
        await asyncio.gather(*(page.leave() for page in self.pages))
        self.server.stop()
        self.house.close()


async def run(folder: Path, runs: int, *, seed: int = 1, database: str | None = None) -> Crashes:
    """So many kills, one after the other, on one database."""
    harness = Harness(folder, seed, database=database)
    await harness.begin()
    try:
        for _ in range(runs):
            await harness.crash()
            if harness.result.faults:
                break
    finally:
        await harness.end()
    return harness.result
