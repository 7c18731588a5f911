"""Load: editors and watchers at a table, measured and checked at the same time."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bench import history
from bench.client import Page
from bench.hearing import Hearing
from bench.house import (
    FIELD,
    House,
    begin_draft,
    delegate,
    observer,
    open_session,
    party,
)
from bench.judge import (
    Journal,
    faults_of_acknowledgements,
    faults_of_pens,
    faults_of_watchers,
    read_store,
)
from bench.pen import Pen, Sent
from bench.process import Process
from bench.shape import ARRIVING, Measured, Shape
from bench.shared import Shared
from bench.typist import Typist, running_words
from bench.watched import Event, Watched
from models.party import FACILITATORS


class Meter(Journal):
    """Notes when edits were sent, acknowledged, and seen by others and by watchers."""

    def __init__(self, measured: Measured) -> None:
        super().__init__()
        self.measured = measured
        self.on = False
        self._sent: dict[str, tuple[float, Hearing]] = {}
        self._revisions: dict[tuple[str, int], float] = {}
        self._streams: dict[tuple[str, str], str] = {}
        self._arrivals: dict[tuple[str, str, int, int], list[float]] = defaultdict(list)

    def streams(self, clause: str, label: str, draft: str) -> None:
        """Watchers know a draft by its clause and label only."""
        self._streams[clause, label] = draft

    def sent(self, page: Hearing, pen: Pen, sent: Sent, at: float, /) -> None:
        """An edit goes out."""
        super().sent(page, pen, sent, at)
        if self.on:
            self._sent[sent.id] = (at, page)
            self.measured.edits += 1

    def confirmed(self, page: Hearing, act_id: str, at: float, /) -> None:
        """It is durable."""
        super().confirmed(page, act_id, at)
        known = self._sent.get(act_id)
        if known is not None:
            self.measured.acknowledged.add(at - known[0])

    def lines(self, page: Hearing, event: Event, at: float, /) -> None:
        """Others see it."""
        super().lines(page, event, at)
        for revision, _, _, _, act_id in event["l"]:
            known = self._sent.get(act_id)
            if known is None:
                continue
            self._revisions[event["d"], revision] = known[0]
            if known[1] is not page:
                self.measured.seen.add(at - known[0])

    def patched(self, page: Hearing, before: Watched, after: Watched, at: float, /) -> None:
        """Watchers see it, and maybe some more with it."""
        if page.pens:
            return  # who types in it has seen it by the pen
        stream = (after.clause, after.label, before.revision, after.revision)
        self._arrivals[stream].append(at)

    def resolve(self) -> None:
        """Say of every arrival at a watcher's how long its edits had taken."""
        for (clause, label, low, high), arrivals in self._arrivals.items():
            draft = self._streams[clause, label]
            for revision in range(low + 1, high + 1):
                sent = self._revisions.get((draft, revision))
                if sent is not None:
                    for at in arrivals:
                        self.measured.watched.add(at - sent)
        self._arrivals.clear()


@dataclass
class Table:
    """Everybody who is connected."""

    board: Page
    editors: list[tuple[Page, Pen]]
    watchers: list[Page]

    @property
    def pages(self) -> list[Page]:
        """All pages."""
        return [self.board, *(page for page, _ in self.editors), *self.watchers]


async def arrive(pages: Sequence[Page]) -> None:
    """Open pages, a few at a time."""
    for at in range(0, len(pages), ARRIVING):
        await asyncio.gather(*(page.come() for page in pages[at : at + ARRIVING]))


async def gather(house: House, server: Process, shape: Shape, meter: Meter) -> Table:
    """Open the session, begin the drafts, seat everybody and give the editors their pens."""
    board = await open_session(house, server)
    drafts = await begin(house, server, shape, board)
    if shape.history:
        await board.leave()
        server.stop()
        history.fill(house, drafts[0].id, shape.history)
        server.start()
        await board.come()
    for draft in drafts:
        meter.streams(draft.clause, draft.owner, draft.id)
    editors = []
    shared = Shared()
    for n in range(shape.editors):
        draft = drafts[n % len(drafts)]
        number = n % shape.parties if draft.owner == FACILITATORS else n % len(drafts)
        person = delegate(number, 1 + n // shape.parties)
        page = house.page(server, person, meter, screen="table", clause=draft.clause)
        page.shared, page.undos = shared, 1 if shape.paragraph else 0
        await page.come()
        editors.append((page, await page.take_up(draft.id)))
    watchers = watching(house, server, shape, meter)
    await arrive(watchers)
    return Table(board, editors, watchers)


class Begun(NamedTuple):
    """A draft that was begun."""

    clause: str
    owner: str
    id: str


async def begin(house: House, server: Process, shape: Shape, board: Page) -> list[Begun]:
    """The drafts of a shape: one for the floor on each clause, or one of each party."""
    if shape.layers == 1:
        return [
            Begun(clause, FACILITATORS, await begin_draft(board, clause))
            for clause in house.plan.clauses
        ]
    drafts = []
    for clause in house.plan.clauses:
        for layer in range(shape.layers):
            author = house.page(server, delegate(layer))
            await author.come()
            draft = await begin_draft(author, clause, floor=False)
            drafts.append(Begun(clause, party(layer), draft))
            await author.leave()
    return drafts


def watching(house: House, server: Process, shape: Shape, meter: Meter) -> list[Page]:
    """Those who watch: one in five from the parties, the others observers."""
    clauses = list(house.plan.clauses)
    pages = []
    for n in range(shape.watchers):
        clause = clauses[n % len(clauses)]
        if n % 5 == 0:
            nth = house.plan.delegates - 1 - n // 5 // shape.parties
            person = delegate(n // 5 % shape.parties, nth)
        else:
            person = observer(n)
        pages.append(house.page(server, person, meter, clause=clause))
    return pages


async def type_away(table: Table, shape: Shape, seconds: float, seed: int) -> None:
    """Everybody types at their rate for so long."""
    ends = time.monotonic() + seconds
    pause = 1 / shape.rate

    async def person(page: Page, pen: Pen, nth: int) -> None:
        rng = random.Random(seed * 1000 + nth)
        typist = Typist(pen, FIELD, rng, running_words(rng).__next__, wild=False)
        typist.settle_down()
        await asyncio.sleep(rng.random() * pause)
        due = time.monotonic()
        while due < ends and not page.gone:
            if shape.paragraph:
                typist.churn(shape.paragraph)
            else:
                typist.stroke()
            page.send_typed(pen)
            due += pause
            await asyncio.sleep(max(0.0, due - time.monotonic()))

    await asyncio.gather(*(person(page, pen, n) for n, (page, pen) in enumerate(table.editors)))


async def measure(table: Table, server: Process, meter: Meter) -> None:
    """Warm up, then measure."""
    shape, measured = meter.measured.shape, meter.measured
    await type_away(table, shape, shape.warm_up, seed=1)
    gc.collect()
    gc.disable()
    before, own = server.usage(), time.process_time()
    bytes_before = received(table.watchers)
    meter.on = True
    await type_away(table, shape, shape.seconds, seed=2)
    meter.on = False
    after = server.usage()
    measured.seconds = after.at - before.at
    measured.cpu = after.cpu - before.cpu
    measured.client = (time.process_time() - own) / measured.seconds
    if table.watchers:
        grown = received(table.watchers) - bytes_before
        measured.bytes_per_watcher = grown / len(table.watchers) / measured.seconds
    measured.resident = server.resident()
    gc.enable()


def received(pages: Sequence[Page]) -> int:
    """Bytes that these pages have been sent."""
    return sum(page.line.received for page in pages if page.line is not None)


async def check(house: House, table: Table, meter: Meter) -> None:
    """When all has arrived everywhere: is it right?"""
    for page, _ in table.editors:
        await page.settled()
    record = await asyncio.to_thread(read_store, house)
    newest = {draft.id: draft.revision for draft in record.negotiation.drafts.values()}
    total = sorted(newest.values())
    for page, pen in table.editors:
        await page.until(lambda pen=pen: pen.revision == newest[pen.draft])  # type: ignore[misc]
    for page in table.watchers:
        await page.until(
            lambda page=page: all(w.revision in total for w in page.watched.values())  # type: ignore[misc]
        )
    meter.resolve()
    pages = [page for page, _ in table.editors]
    faults = [
        *faults_of_acknowledgements(meter, record),
        *faults_of_pens(pages, record),
        *faults_of_watchers(table.pages, record),
        *(f"gone: {page.code}" for page in table.pages if page.gone),
        *(f"declined: {event}" for event in meter.declined.values()),
    ]
    meter.measured.faults += faults


async def run(house: House, server: Process, shape: Shape) -> Measured:
    """One run, measured and checked."""
    meter = Meter(Measured(shape))
    table = await gather(house, server, shape, meter)
    try:
        await measure(table, server, meter)
        await check(house, table, meter)
    finally:
        await asyncio.gather(*(page.leave() for page in table.pages))
    return meter.measured
