"""What happens in one process of the race: a room, its people, and who closes the text."""

from __future__ import annotations

import asyncio
import html
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine

from models import acts
from models.acts import Act
from models.negotiation import Negotiation
from models.refusals import Refusal
from models.reservation import StatementKind
from models.settling import digest
from models.whole import whole_digest, whole_text
from server.live.audience import Audience, Online
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.store.ledger import Ledger
from tests.live.race.judge import Replica, Told, of_lock
from tests.live.race.page import Answer, Page
from tests.live.race.scene import CLAUSE, EXPLAINED, FENCE, prepared

AFTER = 2
"""How often each goes on once they know of the lock."""
STEPS = 300
"""More than any way to the lock takes."""
REST = 4
"""How many times what the last record took hands rest at most, but for half a second."""
CREDIT = 10
"""Strokes recorded here in a row before all hands rest a second, unless others get in between.

Of two processes the one that wrote last is ahead in the race for the next batch, and on a machine
that has much else to do it would stay so for minutes.
"""
WHIM = 0.12
"""How often somebody does something else than to type."""


def paint(negotiation: Negotiation, audience: Audience, online: Online) -> Mapping[str, str]:
    """A page of the text as it is locked, and of the fingerprints it is locked under."""
    return {
        "text": f'<pre id="text">{html.escape(whole_text(negotiation).decode())}</pre>',
        "final": f'<p id="final">{of_lock(negotiation)}</p>',
    }


class Half:
    """One process's part of a trial; alone, it is the whole."""

    def __init__(
        self,
        engine: Engine,
        writer: Executor,
        negotiation: str,
        seed: str,
        people: Iterable[str],
    ) -> None:
        ledger = Ledger(engine, negotiation)
        loaded = ledger.load()
        state = replace(prepared().state, id=negotiation) if loaded.fence == FENCE else None
        clock = RehearsalClock(prepared().now)
        self.room = Room(ledger, loaded, clock, paint, writer, state=state)
        self.dice = random.Random(seed)
        self.locked = asyncio.Event()
        self.pending = asyncio.Event()
        self._stirred = asyncio.Event()
        self._beat = 0.01
        """What the last record took."""
        self._credit = CREDIT
        self.pages = {
            person: Page(self.room, person, f"{seed}/{person}", self._look) for person in people
        }
        for page in self.pages.values():
            for draft in self.room.negotiation.drafts.values():
                if page.actor.author in draft.writers:
                    page.take_up(draft.id)
        self.tables = frozenset(self.dice.sample(sorted(self.pages), 2))
        """Whoever tables a late proposal, where the text is open again."""

    # What happens.

    async def run(self, *deeds: Callable[[], Awaitable[None]]) -> None:
        """Let everybody type until the text is locked and a little beyond, while `deeds` happen."""
        typing = [self._types(page) for page in self.pages.values() if page.pens]
        await asyncio.gather(*typing, *(deed() for deed in deeds))

    def _look(self, took: float | None) -> None:
        """Something was answered, and recorded in so many seconds: see where the lock is."""
        if took is not None:
            self._beat, self._credit = took, self._credit - 1
        n = self.room.negotiation
        if n.final is not None:
            self.locked.set()
        if n.lock_pending is not None or n.final is not None:
            self.pending.set()
        else:
            self.pending.clear()
        stirred, self._stirred = self._stirred, asyncio.Event()
        stirred.set()

    def others_came(self) -> None:
        """Something was recorded that nobody typed here."""
        self._credit = CREDIT

    @property
    def _rest(self) -> float:
        """How long hands rest at most; not at all once there is nothing left to race for."""
        if self.locked.is_set():
            return 0.0
        return min(0.5, REST * self._beat) if self._credit > 0 else 1.0

    async def stir(self, times: int) -> None:
        """Wait until something was answered to somebody, so many times."""
        for _ in range(times):
            if not self.locked.is_set():
                await self._stirred.wait()

    async def _types(self, page: Page) -> None:
        left = AFTER
        while left:
            left -= self.locked.is_set()
            if page.dice.random() < WHIM:
                await page.does(self._whim(page))
            else:
                reply = page.stroke()
                if reply is None:
                    await self.room.hall.flushed()
                elif page.dice.random() < 0.8:
                    await reply
            await asyncio.sleep(page.dice.random() * self._rest)

    def _whim(self, page: Page) -> Act:
        """Something else than typing, whether or not it can be done now."""
        n, dice = self.room.negotiation, page.dice
        own = [d for d in n.drafts.values() if d.owner == page.actor.author]
        version = n.clauses[CLAUSE].version
        if page.person in self.tables and own and not n.clauses[CLAUSE].agreed:
            self.tables -= {page.person}
            return acts.Table(
                draft=own[0].id,
                version=version.number,
                digest=version.digest,
                wording=digest(own[0].texts),
            )
        draft = dice.choice(own) if own else None
        choices: list[Act] = [
            acts.WriteNote(text=f"Note of {page.person}."),
            acts.NoteDiscrepancy(clause=CLAUSE, language="ar", text="It says less."),
            acts.TableDeletion(clause="A2", version=1, digest=n.clauses["A2"].version.digest),
            acts.StartDraft(clause="A3"),
        ]
        if draft is not None:
            rewrite = acts.Rewrite(
                draft=draft.id, revision=draft.revision, field="en/text", text="All of it anew."
            )
            choices += [rewrite, rewrite]
        return dice.choice(choices)

    # Who closes the text.

    async def closes(self) -> None:
        """The chair, with those it takes, brings the text to its lock, whatever comes between."""
        for _ in range(STEPS):
            if self.room.negotiation.final is not None:
                self.locked.set()
                return
            await self._step()
            self.others_came()
            await self.stir(self.dice.randrange(9))
        raise AssertionError(f"never locked: {self.room.negotiation.finals}")

    async def _step(self) -> None:
        """The next thing that the lock takes."""
        n = self.room.negotiation
        live = [p for p in n.proposals.values() if p.live]
        open_clauses = [c for c in n.clauses.values() if not c.agreed]
        pending = n.lock_pending
        if pending is not None and n.legal_check:
            confirm = acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest)
            await self.together(*(("host", confirm) for _ in range(self.dice.choice((1, 1, 2)))))
        elif live:
            await self._settle(live[0].id)
        elif n.question is not None:
            await self.does("chair", acts.Confirm(**_read(n, n.question.clause)))
        elif open_clauses:
            await self.does("chair", acts.PutToRoom(**_read(n, open_clauses[0].id)))
        elif n.adopted is None:
            await self.does("chair", acts.AdoptWholeText(digest=whole_digest(n)))
        elif not n.legal_check:
            await self.does("lex", acts.CompleteLegalCheck(explained=EXPLAINED))
        else:
            request = acts.RequestLock(digest=whole_digest(n))
            await self.together(*(("chair", request) for _ in range(self.dice.choice((1, 1, 2)))))

    async def _settle(self, proposal: str) -> None:
        """A live proposal is accepted, or withdrawn by its author."""
        n = self.room.negotiation
        its = n.proposals[proposal]
        if self.dice.random() < 0.5:
            version = n.clauses[its.clause].version
            accept = acts.Accept(
                proposal=proposal,
                version=version.number,
                digest=version.digest,
                wording=its.digest,
            )
            if not isinstance(await self.does("chair", accept), Refusal):
                return
        await self.does(its.person, acts.Withdraw(proposal=proposal))

    async def confirms_too(self) -> None:
        """The other convenor confirms whenever a lock is pending, at once or a little later."""
        while not self.locked.is_set():
            await self.pending.wait()
            await self.stir(self.dice.randrange(1, 4))
            pending = self.room.negotiation.lock_pending
            if pending is not None and self.room.negotiation.legal_check:
                confirm = acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest)
                await self.does("hest", confirm)
            await asyncio.sleep(0)

    def deeds(self) -> list[Callable[[], Awaitable[None]]]:
        """What comes between in this trial: each by chance, and when by chance."""
        chances: dict[Callable[[], Awaitable[Answer]], float] = {
            self._reopens: 0.5,
            self._states: 0.3,
            self._stops: 0.2,
            self._misreads: 0.1,
            self._admits: 0.1,
        }
        return [self._some_time(deed) for deed, p in chances.items() if self.dice.random() < p]

    def _some_time(self, deed: Callable[[], Awaitable[Answer]]) -> Callable[[], Awaitable[None]]:
        at_request = self.dice.random() < 0.7
        wait = self.dice.randrange(6)

        async def done() -> None:
            if at_request:
                await self.pending.wait()
            await self.stir(wait)
            await deed()

        return done

    async def _reopens(self) -> Answer:
        n = self.room.negotiation
        return await self.does("aide", acts.Reopen(**_read(n, CLAUSE)))

    async def _states(self) -> Answer:
        read = self.room.negotiation.clauses["A2"].version.digest
        kind = StatementKind.RESERVATION
        act = acts.EnterStatement(statement_kind=kind, clause="A2", digest=read, text="We cannot.")
        return await self.does("dot", act)

    async def _stops(self) -> Answer:
        return await self.does(self.dice.choice(("chair", "host")), acts.StopLock(reason="Wait."))

    async def _misreads(self) -> Answer:
        return await self.does("hest", acts.ConfirmLock(digest="0" * 64, manifest="0" * 64))

    async def _admits(self) -> Answer:
        return await self.does("host", acts.AdmitParty(party="NEW"))

    async def does(self, person: str, act: Act) -> Answer:
        """Have somebody do something; whoever sits at the other process does it by a page here."""
        if person not in self.pages:
            line = f"{self.dice.random()}/{person}"
            self.pages[person] = Page(self.room, person, line, self._look)
        return await self.pages[person].does(act)

    async def together(self, *asked: tuple[str, Act]) -> None:
        """Several things at once."""
        await asyncio.gather(*(self.does(person, act) for person, act in asked))

    # Afterwards.

    async def settle(self) -> None:
        """Take in what the other process wrote, and tell everybody everything."""
        self.room.catch_up()
        # Whatever is asked now is decided after that; and the lock is asked for in vain.
        await self.does("chair", acts.RequestLock(digest=whole_digest(self.room.negotiation)))
        await self.room.hall.quiet()

    def told(self) -> Told:
        """What this process and everybody at it hold to be so."""
        return Told(
            Replica.of(self.room.negotiation, self.room.place, self.room.ledger.end),
            {person: (page.digest, page.final) for person, page in self.pages.items()},
            {person: page.fate for person, page in self.pages.items()},
            [fault for page in self.pages.values() for fault in page.differing()],
        )


def _read(n: Negotiation, clause: str) -> Mapping[str, Any]:
    """A clause as whoever decides on it reads it."""
    version = n.clauses[clause].version
    return {"clause": clause, "version": version.number, "digest": version.digest}
