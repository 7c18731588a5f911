"""The same load on the bare relay: what frames alone cost, in the same run."""

from __future__ import annotations

import asyncio
import gc
import itertools
import random
import time
from pathlib import Path

import orjson

from bench.house import FIELD, clause_of
from bench.line import Address, Line
from bench.pen import Pen
from bench.process import Process
from bench.shape import ARRIVING, Measured, Shape
from bench.typist import Typist, running_words
from bench.watched import read
from models.edit import dump
from models.layer import of_text, to_json


class Guest:
    """Somebody at the relay: types into a wording of their own, counts what comes."""

    def __init__(self, floor: Floor, number: int, *, types: bool) -> None:
        self._floor = floor
        self._name = f"{number:06x}"
        self._numbers = itertools.count(1)
        self._types = types
        self.line: Line | None = None
        self.pen = Pen("d" * 12, "P1", lambda: f"{self._name}:{next(self._numbers)}", undos=0)
        self.pen.load(
            0, {FIELD: to_json(of_text(clause_of(floor.measured.shape.length)))}, may=True
        )

    async def come(self, address: Address) -> None:
        """Connect and say hello."""
        self.line = await Line.dial(address, "/n/bench/live", self._take)
        screen = "table" if self._types else "follow"
        self.line.send(orjson.dumps({"t": "hello", "screen": screen}).replace(b" ", b""))

    def stroke(self, typist: Typist) -> None:
        """Type, send, and take it for confirmed: here nobody orders anything."""
        typist.stroke()
        sent = self.pen.next()
        if sent is None:
            return
        edit = dump(sent.edit)
        frame = {"t": "edit", "id": sent.id, "draft": self.pen.draft, "rev": sent.revision,
                 "field": FIELD, "edit": edit}  # fmt: skip
        self._floor.note(sent.id)
        assert self.line is not None
        self.line.send(orjson.dumps(frame))
        self.pen.told([(self.pen.revision + 1, self.pen.author, FIELD, edit, sent.id)])

    def _take(self, payload: bytes, at: float) -> None:
        for event in read(payload).events:
            if event["t"] == "edit":
                self._floor.arrived(event["id"], self, at)

    def owns(self, act_id: str) -> bool:
        """Whether an edit is this guest's."""
        return act_id.startswith(self._name)

    @property
    def types(self) -> bool:
        """Whether this is an editor."""
        return self._types


class Floor:
    """One run on the relay."""

    def __init__(self, shape: Shape) -> None:
        self.measured = Measured(shape)
        self.on = False
        self._sent: dict[str, float] = {}

    def note(self, act_id: str) -> None:
        """An edit goes out."""
        if self.on:
            self.measured.edits += 1
            self._sent[act_id] = time.perf_counter()

    def arrived(self, act_id: str, guest: Guest, at: float) -> None:
        """An edit has come to somebody."""
        sent = self._sent.get(act_id)
        if sent is None:
            return
        if not guest.types:
            self.measured.watched.add(at - sent)
        elif guest.owns(act_id):
            self.measured.acknowledged.add(at - sent)
        else:
            self.measured.seen.add(at - sent)

    async def run(self, relay: Process) -> Measured:
        """Seat everybody, warm up, measure."""
        shape, measured = self.measured.shape, self.measured
        total = shape.editors + shape.watchers
        guests = [Guest(self, n, types=n < shape.editors) for n in range(total)]
        for at in range(0, total, ARRIVING):
            await asyncio.gather(*(g.come(relay.address) for g in guests[at : at + ARRIVING]))
        await self._type(guests[: shape.editors], shape.warm_up)
        gc.collect()
        gc.disable()
        before, own = relay.usage(), time.process_time()
        heard = sum(g.line.received for g in guests[shape.editors :] if g.line)
        self.on = True
        await self._type(guests[: shape.editors], shape.seconds)
        self.on = False
        after = relay.usage()
        measured.seconds = after.at - before.at
        measured.cpu = after.cpu - before.cpu
        measured.client = (time.process_time() - own) / measured.seconds
        grown = sum(g.line.received for g in guests[shape.editors :] if g.line) - heard
        measured.bytes_per_watcher = grown / max(1, shape.watchers) / measured.seconds
        measured.resident = relay.resident()
        gc.enable()
        for guest in guests:
            if guest.line is not None:
                guest.line.cut()
        return measured

    async def _type(self, guests: list[Guest], seconds: float) -> None:
        ends, pause = time.monotonic() + seconds, 1 / self.measured.shape.rate

        async def person(guest: Guest, nth: int) -> None:
            rng = random.Random(nth)
            typist = Typist(guest.pen, FIELD, rng, running_words(rng).__next__, wild=False)
            typist.settle_down()
            await asyncio.sleep(rng.random() * pause)
            due = time.monotonic()
            while due < ends:
                guest.stroke(typist)
                due += pause
                await asyncio.sleep(max(0.0, due - time.monotonic()))

        await asyncio.gather(*(person(guest, n) for n, guest in enumerate(guests)))


def relay_at(folder: Path, *, pinned: bool) -> Process:
    """A relay, not started yet."""
    return Process(["-m", "bench.relay", "PORT"], folder / "relay.log", pinned=pinned)
