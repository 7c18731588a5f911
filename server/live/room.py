"""The room: one writer for one negotiation.

Whatever anybody does enters one bounded inbox. All that waits is one batch: decided in order on a
provisional state, committed in one transaction, and only then folded and told (design §4).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from typing import TypeVar

from models.acts import Act, Edit
from models.facts import AnyFact, DraftEdited, HeadReplaced, PersonAdmitted, PersonRemoved
from models.negotiation import Negotiation
from models.party import Actor, Person
from models.refusals import Refusal
from models.retention import Erasure
from models.rules import next_due
from models.silence import Outage
from server.live.ask import Ask, Outcome, busy, not_saved
from server.live.audience import Paint
from server.live.batch import Batch, made, steps
from server.live.clock import Clock
from server.live.hall import Hall, Step
from server.live.seat import Seat
from server.live.stamping import Stamper, told
from server.store.checkpoints import Stamp
from server.store.ledger import (
    Committed,
    ConstraintBroken,
    Kept,
    Ledger,
    Loaded,
    Outrun,
    Recorded,
    StoreFailure,
)
from server.store.replay import replay

log = logging.getLogger("parley.room")
T = TypeVar("T")

INBOX = 2_000
"""Acts that may wait; one more is refused as `busy`."""
REMEMBERED = 5_000
"""Outcomes kept to answer a resent act without asking the store."""
RETRY = 1.0
"""Seconds after which a room looks again for itself when the store had failed."""
TRIES = 8
"""How often a batch is decided again after another process was faster."""
OUTRUN = 2
"""How often another process may be faster before it is this one's turn."""


def outcome(facts: Sequence[AnyFact], kept: Kept | Recorded) -> Outcome:
    """What is answered for an act that was recorded."""
    revision = next((fact.revision for fact in facts if isinstance(fact, DraftEdited)), None)
    return Outcome(kept.place or 0, kept.number, made(facts), revision)


class Room:
    """One negotiation as it runs in this process."""

    def __init__(
        self,
        ledger: Ledger,
        loaded: Loaded,
        clock: Clock,
        paint: Paint,
        writer: Executor,
        *,
        state: Negotiation | None = None,
        outages: Callable[[datetime], Sequence[Outage]] | None = None,
    ) -> None:
        """A room over what was loaded; `state` is what that leads to, where it is known already.

        `outages` asks the store in which times, ended since one, nobody could reach this server.
        """
        self.ledger = ledger
        self._clock = clock
        self._writer = writer
        self._loop = asyncio.get_running_loop()
        self._inbox: deque[Ask] = deque()
        self._wake = asyncio.Event()
        self._behind = False
        self._failed = False
        self._stopping = False
        self._outages = outages
        self._erase: Callable[[Mapping[Erasure, datetime]], object] | None = None
        self._erased: Mapping[Erasure, datetime] = {}
        self._look_for_outages = True
        self._stamper: Stamper | None = None
        self._done: OrderedDict[tuple[str, str], Outcome] = OrderedDict()
        self._alarm: asyncio.TimerHandle | None = None
        self._fence = loaded.fence
        self.epoch = loaded.records[0].at.isoformat() if loaded.records else ""
        """Names this very record: a page that knew another one must not mix the two."""
        state = state if state is not None else replay(loaded)
        self._last = max((record.at for record in loaded.records), default=clock.now())
        self.hall = Hall(state, loaded.place, paint)
        for record in loaded.records:
            self.hall.drafting.remember(record.facts, record.act_id)
        if state.running_silences:
            self._wake.set()
        self._task = self._loop.create_task(self._work(), name=f"room {state.id}")

    @property
    def negotiation(self) -> Negotiation:
        """The negotiation as committed."""
        return self.hall.negotiation

    @property
    def place(self) -> int:
        """The place in the one counter up to which `negotiation` goes."""
        return self.hall.place

    @property
    def idle(self) -> bool:
        """Whether nobody is here, nothing waits to be done, and nothing will fall due."""
        waits = self.hall.seats or self._inbox or self._wake.is_set() or self._failed
        return not waits and next_due(self.negotiation) is None

    @property
    def stamp(self) -> Stamp | None:
        """The last signed checkpoint."""
        return self._stamper.last if self._stamper is not None else None

    def stamp_by(self, stamper: Stamper) -> None:
        """Have it signed, from now on, where the record stands."""
        self._stamper = stamper
        self._grew(())

    def erase_by(self, erase: Callable[[Mapping[Erasure, datetime]], object]) -> None:
        """Have what the record says was erased gone from the store, from now on, by `erase`."""
        self._erase = erase
        self._wake.set()

    def now(self) -> datetime:
        """The time an act received now is stamped with: never earlier than one before it."""
        self._last = max(self._last, self._clock.now())
        return self._last

    def post(
        self,
        actor: Actor,
        act: Act,
        act_id: str,
        answer: Callable[[Outcome | Refusal], None],
        *,
        again: bool = False,
    ) -> None:
        """Put an act into the inbox; `answer` is called once, when it is durable or refused."""
        if self._stopping or len(self._inbox) >= INBOX:
            answer(busy())
            return
        self._inbox.append(Ask(actor, act, act_id, self.now(), answer, again))
        self._wake.set()

    async def submit(self, actor: Actor, act: Act, act_id: str) -> Outcome:
        """Do an act and wait until it is durable; raises Refusal."""
        reply: asyncio.Future[Outcome] = self._loop.create_future()

        def answer(result: Outcome | Refusal) -> None:
            if reply.done():
                return
            if isinstance(result, Refusal):
                reply.set_exception(result)
            else:
                reply.set_result(result)

        self.post(actor, act, act_id, answer, again=True)
        return await reply

    def look_again(self) -> None:
        """The clock was moved: see what fell due, and let every countdown follow."""
        self._wake.set()
        self.hall.clock_moved(self.now())

    def look_for_outages(self) -> None:
        """This server could not be reached for a while: deadlines may have to move."""
        self._look_for_outages = True
        self._wake.set()

    def catch_up(self) -> None:
        """Another process wrote to this negotiation: read what it wrote."""
        self._behind = True
        self._wake.set()

    async def stop(self) -> None:
        """Finish what is in hand and take nothing more."""
        self._stopping = True
        self._wake.set()
        await self._task
        if self._alarm is not None:
            self._alarm.cancel()
        if self._stamper is not None:
            self._stamper.stop()
        self.hall.stop()
        for ask in self._inbox:
            ask.answer(not_saved())
        self._inbox.clear()

    # The writer.

    async def _work(self) -> None:
        while not self._stopping:
            self._arm()
            await self._wake.wait()
            self._wake.clear()
            asks = list(self._inbox)
            self._inbox.clear()
            try:
                if self._behind:
                    await self._catch_up()
                await self._settle(asks)
                await self._give_stamp()
                await self._have_erased()
            except Exception:  # an act must never stop the room: whoever waits is told
                self._failed = True
                log.exception("a batch of %d acts failed", len(asks))
                for ask in asks:
                    ask.answer(self._done.get(ask.key) or not_saved())

    def _arm(self) -> None:
        """Wake up when the next thing falls due."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        due = next_due(self.negotiation)
        wait = None if due is None else self._clock.until(due)
        if wait is not None:
            # A deadline that is met exactly is in time: look just after it.
            wait += 0.002
        if self._failed:
            # What is overdue stays so until the store works: asking it at once would never end.
            self._failed, wait = False, max(RETRY, wait or 0.0)
        if wait is not None:
            self._alarm = self._loop.call_later(wait, self._wake.set)

    async def _settle(self, asks: Sequence[Ask]) -> None:
        try:
            await self._settle_in_turn(asks)
        finally:
            if self.ledger.in_turn:
                await self._in_store(self.ledger.yield_turn)

    async def _settle_in_turn(self, asks: Sequence[Ask]) -> None:
        fresh = list(asks)
        for outrun in range(1, TRIES + 1):
            fresh = [ask for ask in fresh if not await self._recognised(ask)]
            batch = self._decide(fresh, await self._lost())
            if batch.ahead and await self._catch_up():
                continue
            try:
                committed = await self._commit(batch)
            except Outrun:
                # A commit whose connection broke may have been kept after all: the store knows.
                for ask in fresh:
                    ask.again = True
                if outrun >= OUTRUN:
                    with contextlib.suppress(StoreFailure):
                        await self._in_store(self.ledger.take_turn)
                await self._catch_up()
                continue
            except ConstraintBroken:
                await self._settle_singly(fresh)
                return
            except StoreFailure as failure:
                self._failed = True
                log.error("not saved: %s", failure)
                for ask in fresh:
                    ask.answer(not_saved())
                return
            self._tell(batch, committed)
            return
        for ask in fresh:
            ask.answer(busy())

    async def _settle_singly(self, asks: Sequence[Ask]) -> None:
        """An act of this batch was recorded before: find out which, decide the rest one by one."""
        if len(asks) == 1 and asks[0].again:
            asks[0].answer(not_saved())
            return
        for ask in asks:
            ask.again = True
            await self._settle([ask])

    async def _recognised(self, ask: Ask) -> bool:
        """Answer a resent act with what it led to the first time."""
        known: Outcome | Refusal | None = self._done.get(ask.key)
        if known is None and ask.again:
            try:
                found = await self._in_store(self.ledger.find_act, *ask.key)
                known = outcome(found.facts, found) if found is not None else None
            except StoreFailure:
                # Decided anew it might be refused, though it is on the record.
                known = not_saved()
        if known is None:
            return False
        ask.answer(known)
        return True

    async def _lost(self) -> Sequence[Outage]:
        """The outages to be considered before anything falls due; none where no silence runs.

        Asked for when the room opens, when this server was away, and before a silence expires.
        """
        silences = self.negotiation.running_silences
        if self._outages is None or not silences:
            return ()
        if not self._look_for_outages and self.now() <= silences[0].ends:
            return ()
        since = min(silence.started for silence in silences)
        found = await self._in_store(self._outages, since)
        self._look_for_outages = False
        return found

    def _decide(self, asks: Sequence[Ask], lost: Sequence[Outage]) -> Batch:
        batch = Batch(self.negotiation, self.ledger.head)
        batch.lose(lost)
        for ask in asks:
            batch.take(ask)
        if not asks:
            batch.fall_due(self.now())
        return batch

    async def _commit(self, batch: Batch) -> Committed | None:
        if not batch.records:
            return None
        return await self._in_store(self.ledger.commit, self._fence, batch.records)

    def _tell(self, batch: Batch, committed: Committed | None) -> None:
        if committed is not None:
            self._fence = committed.fence
            results = [
                (ask, outcome(record.facts, kept))
                for record, ask, kept in zip(
                    batch.records, batch.asks, committed.records, strict=True
                )
                if ask is not None
            ]
            # Whatever telling it may meet: these acts are done.
            for ask, result in results:
                self._remember(ask, result)
            self._publish(batch.steps, committed.place)
            for ask, result in results:
                ask.answer(result)
        for ask, refusal in batch.refused:
            ask.answer(refusal)
        for ask in batch.empty:
            self._acknowledge_empty(ask)
        for ask in batch.repeated:
            ask.answer(self._done.get(ask.key) or busy())

    def _publish(self, taken: Sequence[Step], place: int) -> None:
        """Tell what is on the record, whoever wrote it there, and have it stamped."""
        try:
            self.hall.told(taken, place)
        except Exception:  # whoever missed it must not believe to have seen everything
            log.exception("what is on the record could not be told")
            self.hall.send_back()
        facts = [fact for step in taken for fact in step.facts]
        self._show_out(facts)
        self._grew(facts)

    def _remember(self, ask: Ask, result: Outcome) -> None:
        self._done[ask.key] = result
        if len(self._done) > REMEMBERED:
            self._done.popitem(last=False)

    def _acknowledge_empty(self, ask: Ask) -> None:
        act, result = ask.act, Outcome(self.place)
        if isinstance(act, Edit):
            author = ask.actor.author or ""
            self.hall.drafting.acknowledge_empty(act.draft, act.field, author, ask.act_id)
        self._remember(ask, result)
        ask.answer(result)

    def _show_out(self, facts: Iterable[AnyFact]) -> None:
        """Who lost access, or has another role now, is shown out at once."""
        for fact in facts:
            match fact:
                case PersonRemoved(person=gone):
                    self.hall.show_out(partial(_is, gone))
                case PersonAdmitted(person=person):
                    self.hall.show_out(partial(_was_another, person))
                case HeadReplaced(head=head, former=former):
                    for each in (head, *former):
                        person = self.negotiation.people[each]
                        self.hall.show_out(partial(_was_another, person))
                case _:
                    pass

    # The store.

    async def _in_store(self, work: Callable[..., T], *args: object) -> T:
        return await self._loop.run_in_executor(self._writer, work, *args)

    async def _catch_up(self) -> bool:
        """Read and tell what another process recorded; whether there was anything."""
        self._behind = False
        try:
            loaded = await self._in_store(self.ledger.load, self._fence)
            taken = steps(self.negotiation, loaded.records)
        except Exception:  # nothing is decided on a state that lacks what others wrote
            self._behind = True
            raise
        self._fence = loaded.fence
        if taken:
            self._last = max(self._last, *(record.at for record in loaded.records))
            self._publish(taken, loaded.place)
        return bool(taken)

    def _grew(self, facts: Iterable[AnyFact]) -> None:
        """What is recorded is stamped: at once where it is momentous, soon where not."""
        if self._stamper is not None:
            self._stamper.grew(self.ledger.end, facts, self._wake.set)

    async def _have_erased(self) -> None:
        """Y-1, Y-3: have gone what the record says was erased; a rehearsal keeps its ways in."""
        erased = self.negotiation.erased
        if self.negotiation.rehearsal:
            erased = {what: at for what, at in erased.items() if what is not Erasure.ACCESS}
        if self._erase is None or erased == self._erased:
            return
        try:
            await self._in_store(self._erase, erased)
        except StoreFailure as failure:
            self._failed = True
            log.error("not erased: %s", failure)
            return
        if Erasure.ACCESS in erased.keys() - self._erased.keys():
            self.hall.show_out(lambda _: True)
        self._erased = erased

    async def stamped(self) -> Stamp:
        """A checkpoint of all that is recorded now. Raises StoreUnavailable, LookupError."""
        stamper, end = self._stamper, self.ledger.end
        if stamper is None:
            raise LookupError("this room has no key to sign with")
        if stamper.last is not None and stamper.covers(end):
            return stamper.last
        stamp = await self._in_store(self._sign, stamper, self.now())
        self.hall.announce(told(stamp))
        stamper.given(stamp)
        return stamp

    def _sign(self, stamper: Stamper, at: datetime) -> Stamp:
        """In the thread that writes, where both ends are those of one moment."""
        return stamper.stamp(self.ledger.end, self.ledger.batch, at)

    async def _give_stamp(self) -> None:
        """Sign where the record stands, where that is due, and tell every page."""
        if self._stamper is None or not self._stamper.due:
            return
        try:
            await self.stamped()
        except StoreFailure as failure:
            self._failed = True
            log.error("no checkpoint: %s", failure)


def _is(person: str, seat: Seat) -> bool:
    return seat.actor.person == person


def _was_another(person: Person, seat: Seat) -> bool:
    actor = seat.actor
    return actor.person == person.id and actor != Actor(person.id, person.role, person.party)
