"""Turmoil: four parties write into one another's way while things are tabled, accepted, undone.

Everybody types by chance into the layer of the floor and into their party's own; lines break;
meanwhile the chair has layers tabled, seconded, withdrawn, accepted, and takes acceptances back.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from bench.client import Page, Refused
from bench.hearing import Hearing
from bench.house import FIELD, Plan, begin_draft, delegate, observer, party
from bench.judge import Journal
from bench.pen import Pen, Sent
from bench.shared import Shared
from bench.typist import Typist, unique_letters
from models.layer import base
from models.settling import digest, wording
from models.text import from_units, wording_digest
from tests.wire.stage import Build, Stage
from tests.wire.truth import Meant, meant

PARTIES = 4
CLAUSE = "A1"
BREAKS = 0.004
"""How probably a line breaks at a stroke."""
PAUSE = 0.04
UNDOS = 3
"""Steps a writer keeps to take back: carrying them along is most of a client's work."""
BETWEEN = 0.15
"""Seconds the chair leaves between two deeds, so that some typing happens."""
TRIES = 5
"""How often an author tries to table while others go on typing."""


@dataclass
class Intentions(Journal):
    """What every frame was meant to do, at the moment it went out."""

    meant: dict[str, Meant] = field(default_factory=dict)

    def sent(self, page: Hearing, pen: Pen, sent: Sent, at: float, /) -> None:
        """Note the intention, letter by letter."""
        super().sent(page, pen, sent, at)
        runs = pen.confirmed[sent.field]
        self.meant[sent.id] = meant(sent.edit, runs, pen.author, sent.field, sent.revision)


@dataclass
class Deeds:
    """What the chair saw done."""

    tabled: int = 0
    moved: int = 0
    """Tablings refused because somebody had typed meanwhile."""
    withdrawn: int = 0
    accepted: int = 0
    undone: int = 0
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    """Proposal → the wording that whoever tabled it had in view."""


class Turmoil:
    """One negotiation in an uproar."""

    def __init__(self, stage: Stage, rng: random.Random, letters: Iterator[str]) -> None:
        self.stage = stage
        self.deeds = Deeds()
        self.journal = Intentions()
        self.writers: list[Page] = []
        self.heads: list[Page] = []
        self.watchers: list[Page] = []
        self._rng = rng
        self._letter = letters.__next__
        self._drafts: dict[str, str] = {}
        """Owner → the draft its people type in; "floor" for everybody's."""
        self._over = False
        self._shared = Shared()
        clause = stage.house.plan.clauses[CLAUSE]
        self._texts = [{"en/title": f"Clause {CLAUSE}", FIELD: clause}]
        self._version = 1

    @classmethod
    async def begin(cls, build: Build, seed: int, *, people: int = 4) -> Turmoil:
        """Seat everybody: the heads with a pen on their own layer, the others with two."""
        rng = random.Random(seed)
        letters = unique_letters()
        text = "".join(next(letters) for _ in range(80))
        plan = Plan(PARTIES, people + 1, 2, clauses={CLAUSE: text})
        turmoil = cls(await build(plan), rng, letters)
        await turmoil._seat(people)
        return turmoil

    async def _seat(self, people: int) -> None:
        stage = self.stage
        self._drafts["floor"] = await stage.floor()
        await stage.board.take_up(self._drafts["floor"])
        for number in range(PARTIES):
            self.heads.append(await stage.come(delegate(number)))
            await self._begin_own(number)
        for nth in range(1, people + 1):
            for number in range(PARTIES):
                page = stage.page(delegate(number, nth), self.journal, clause=CLAUSE)
                page.shared, page.undos = self._shared, UNDOS
                await page.come()
                self.writers.append(page)
                await self._take_up(page, number)
        self.watchers = [await stage.come(observer(n)) for n in range(2)]

    async def _begin_own(self, number: int) -> None:
        head = self.heads[number]
        partner = [party((number + 1) % PARTIES)] if number % 2 == 0 else []
        draft = await begin_draft(head, CLAUSE, floor=False, watch="parties", writers=partner)
        self._drafts[party(number)] = draft
        await head.take_up(draft)

    async def _take_up(self, page: Page, number: int) -> None:
        """Have pens on the layers that are one's own now, and no others."""
        owners = ["floor", party(number), *([party(number - 1)] if number % 2 else [])]
        wanted = {self._drafts[owner] for owner in owners}
        for draft in list(page.pens):
            if draft not in wanted and page.pens[draft].idle:
                page.put_down(draft)
        for draft in wanted - page.pens.keys():
            with suppress(ConnectionError):  # it may be over already
                await page.take_up(draft)

    # Writers.

    async def run(self, edits: int) -> None:
        """Go on until so many edits are acknowledged, then come to rest."""
        typing = [
            asyncio.create_task(self._write(page, n % PARTIES))
            for n, page in enumerate(self.writers)
        ]
        presiding = asyncio.create_task(self._preside())
        try:
            while self.journal.count < edits:
                done, _ = await asyncio.wait(
                    [*typing, presiding], timeout=0.5, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    await task
        finally:
            self._over = True
        await asyncio.gather(presiding, *typing)
        await self._come_to_rest()

    async def _write(self, page: Page, number: int) -> None:
        rng = random.Random(self._rng.random())
        while not self._over:
            if page.gone:
                await page.back()
            await self._take_up(page, number)
            pens = [pen for pen in page.pens.values() if not pen.closed and pen.may]
            if pens:
                pen = rng.choice(pens)
                Typist(pen, FIELD, rng, self._letter, wild=True).stroke()
                page.send_typed(pen)
            if rng.random() < BREAKS:
                page.cut()
            await asyncio.sleep(PAUSE)

    async def _come_to_rest(self) -> None:
        for page in [*self.writers, *self.heads, *self.watchers]:
            if page.gone:
                await page.back()
            await page.settled()

    # The chair.

    async def _preside(self) -> None:
        fates = itertools.cycle((self._accept, self._accept_and_undo, self._withdraw))
        while not self._over:
            await asyncio.sleep(BETWEEN)
            owner = self._rng.choice([*map(party, range(PARTIES)), "floor"])
            for _ in range(TRIES):
                proposal = await self._table(owner)
                if proposal is not None:
                    await asyncio.sleep(BETWEEN)
                    await next(fates)(owner, proposal)
                    break

    def _author(self, owner: str) -> Page:
        return self.stage.board if owner == "floor" else self.heads[int(owner[1:]) - 1]

    async def _table(self, owner: str) -> str | None:
        """Table what the author sees at this moment, wherever others are with their typing."""
        page = self._author(owner)
        pen = page.pens[self._drafts[owner]]
        seen = wording(pen.views)
        text = {name: from_units(base(runs)) for name, runs in pen.views.items()}
        if seen == text:
            return None
        try:
            answer = await page.act(
                "table",
                draft=pen.draft,
                version=self._version,
                digest=wording_digest(text),
                wording=digest(pen.views),
            )
        except Refused as refused:
            if refused.code not in ("text_moved", "identical"):
                raise
            self.deeds.moved += 1
            return None
        proposal: str = answer["made"]["proposal"]
        self.deeds.tabled += 1
        self.deeds.seen[proposal] = seen
        if owner == "floor":
            self._drafts["floor"] = await self.stage.floor()
            await self.stage.board.take_up(self._drafts["floor"])
        else:
            await self._begin_own(int(owner[1:]) - 1)
        return proposal

    async def _accept(self, owner: str, proposal: str) -> int:
        """Have it seconded where that is needed, and accept the very words that were tabled."""
        seen = self.deeds.seen[proposal]
        named = wording_digest(seen)
        if owner != "floor":
            other = self.heads[int(owner[1:]) % PARTIES]
            await other.act("second", proposal=proposal, wording=named)
        current = wording_digest(self._texts[self._version - 1])
        answer = await self.stage.board.act(
            "accept", proposal=proposal, version=self._version, digest=current, wording=named
        )
        self.deeds.accepted += 1
        self._texts.append(seen)
        self._version = len(self._texts)
        return int(answer["made"]["decision"])

    async def _accept_and_undo(self, owner: str, proposal: str) -> None:
        """Accept, let some typing happen, take it back; the proposal is live again then."""
        former = self._version
        decision = await self._accept(owner, proposal)
        if self._rng.random() < 0.5:
            await asyncio.sleep(BETWEEN)
        await self.stage.board.act("undo", decision=decision, reason="It was a mistake.")
        self.deeds.undone += 1
        self._version = former
        await self._withdraw(owner, proposal)

    async def _withdraw(self, owner: str, proposal: str) -> None:
        await self._author(owner).act("withdraw", proposal=proposal)
        self.deeds.withdrawn += 1
