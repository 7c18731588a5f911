"""What a page hears: every event of the wire, and who waits for what it brings.

An `Ear` is told what happened and when, for those who measure or judge.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from bench.line import Line
from bench.pen import Pen, Sent
from bench.watched import Event, Frame, Watched, begin, patch, read
from models.edit import dump

PATIENCE = 20.0
"""Seconds to wait for something that has to come."""
TRY_AGAIN = frozenset({"not_saved", "busy"})
"""Refusals that mean: nothing is wrong with it, send it once more."""


class Ear:
    """Told what happens on a page; each method may be overridden, none does anything here."""

    def sent(self, page: Hearing, pen: Pen, sent: Sent, at: float, /) -> None:
        """An edit goes out."""

    def confirmed(self, page: Hearing, act_id: str, at: float, /) -> None:
        """An edit of this page is durable."""

    def refused(self, page: Hearing, act_id: str, event: Event, /) -> None:
        """An edit of this page was refused."""

    def lines(self, page: Hearing, event: Event, at: float, /) -> None:
        """Committed edits came for a pen."""

    def patched(self, page: Hearing, before: Watched, after: Watched, at: float, /) -> None:
        """A watched layer went from one revision to another."""


@dataclass(slots=True, eq=False)
class Asked:
    """A formal act under way."""

    frame: dict[str, Any]
    answer: asyncio.Future[Event] = field(default_factory=asyncio.Future)


class Hearing:
    """One page, as far as it listens."""

    def __init__(self, ear: Ear | None) -> None:
        self.ear = ear or Ear()
        self.pens: dict[str, Pen] = {}
        self.watched: dict[str, Watched] = {}
        self.wholes = 0
        """How often a watched layer came as a whole."""
        self.pongs = 0
        self.marks: dict[str, str] = {}
        self.carets: dict[str, list[Any]] = {}
        self.checkpoint: Event | None = None
        self.welcome: Event | None = None
        self.place: int | None = None
        self.line: Line | None = None
        self.heard: list[bytes] | None = None
        """Every payload as it came, where set to a list: for those who look for a word."""
        self._asked: dict[str, Asked] = {}
        self._waiting: dict[asyncio.Future[None], Callable[[], bool]] = {}
        self._loop = asyncio.get_running_loop()
        self._does: dict[str, Callable[[Frame, int, Event, float], None]] = {
            "welcome": self._welcomed,
            "html": self._html,
            "draft": self._draft,
            "edits": self._edits,
            "may": self._may,
            "closed": self._closed,
            "watch": self._watch,
            "patch": self._patch,
            "unwatch": self._unwatch,
            "carets": self._carets,
            "checkpoint": self._checkpoint,
            "ok": self._answered,
            "no": self._refused,
            "pong": self._pong,
        }

    @property
    def person(self) -> str:
        """Who sits here, as the server says."""
        return str(self.welcome["person"]) if self.welcome else "nobody yet"

    @property
    def gone(self) -> bool:
        """Whether the line is down."""
        return self.line is None or self.line.closed.done()

    @property
    def code(self) -> int | None:
        """The code that the server closed the socket with."""
        return None if self.line is None else self.line.code

    # Sending what was typed.

    def _send(self, said: Mapping[str, Any]) -> None:
        assert self.line is not None
        self.line.send(orjson.dumps(said))

    def send_typed(self, pen: Pen) -> None:
        """Send what was typed, if nothing is under way; otherwise the confirmation will."""
        if self.gone or self.welcome is None:
            return
        sent = pen.next()
        if sent is not None:
            self.ear.sent(self, pen, sent, time.perf_counter())
            self._send_edit(pen, sent, again=False)

    def _send_edit(self, pen: Pen, sent: Sent, *, again: bool) -> None:
        said = {"t": "edit", "id": sent.id, "draft": pen.draft, "rev": sent.revision,
                "field": sent.field, "edit": dump(sent.edit)}  # fmt: skip
        self._send({**said, "again": True} if again else said)

    # Waiting.

    async def until(self, holds: Callable[[], bool], within: float = PATIENCE) -> None:
        """Wait until something holds; looked at after every frame. Raises TimeoutError."""
        if holds():
            return
        future = self._loop.create_future()
        self._waiting[future] = holds
        try:
            async with asyncio.timeout(within):
                await future
        finally:
            del self._waiting[future]

    async def settled(self, within: float = PATIENCE) -> None:
        """Wait until everything typed and asked is answered."""
        try:
            await self.until(lambda: self.answered or self.gone, within)
        except TimeoutError:
            raise TimeoutError(f"no answer in {within} s to {self.under_way}") from None
        if not self.answered:
            raise ConnectionError(f"closed with {self.code}")

    @property
    def under_way(self) -> str:
        """What waits for an answer, for people."""
        pens = [
            f"{pen.draft} at {pen.revision} closed={pen.closed} may={pen.may} "
            f"sent={pen.sent} buffers={pen.buffers}"
            for pen in self.pens.values()
            if not pen.idle
        ]
        return "; ".join([*pens, *(str(asked.frame) for asked in self._asked.values())])

    @property
    def answered(self) -> bool:
        """Whether nothing is under way."""
        return not self._asked and all(pen.idle for pen in self.pens.values())

    # Hearing.

    def _take(self, payload: bytes, at: float) -> None:
        if self.heard is not None:
            self.heard.append(payload)
        frame = read(payload)
        self.place = frame.place
        for nth, event in enumerate(frame.events):
            self._does[event["t"]](frame, nth, event, at)
        if self._waiting:
            self._look()

    def _look(self) -> None:
        """See who waited for what happened just now."""
        for future, holds in list(self._waiting.items()):
            if not future.done() and holds():
                future.set_result(None)

    def _welcomed(self, _: Frame, __: int, event: Event, ___: float) -> None:
        self.welcome = event

    def _checkpoint(self, _: Frame, __: int, event: Event, ___: float) -> None:
        self.checkpoint = event

    def _pong(self, _: Frame, __: int, ___: Event, ____: float) -> None:
        self.pongs += 1

    def _html(self, _: Frame, __: int, event: Event, ___: float) -> None:
        self.marks[event["id"]] = event["mark"]

    def _draft(self, _: Frame, __: int, event: Event, ___: float) -> None:
        pen = self.pens.get(event["id"])
        if pen is not None:
            pen.load(event["rev"], event["fields"], may=event["may"])
            if pen.sent is not None and self.welcome is not None:
                self._send_edit(pen, pen.sent, again=True)

    def _edits(self, _: Frame, __: int, event: Event, at: float) -> None:
        self.ear.lines(self, event, at)
        pen = self.pens.get(event["d"])
        if pen is None:
            return
        for act_id in pen.told(event["l"]):
            self.ear.confirmed(self, act_id, at)
        self.send_typed(pen)

    def _may(self, _: Frame, __: int, event: Event, ___: float) -> None:
        pen = self.pens.get(event["d"])
        if pen is not None:
            pen.may = event["may"]
            self.send_typed(pen)

    def _closed(self, _: Frame, __: int, event: Event, ___: float) -> None:
        pen = self.pens.get(event["d"])
        if pen is None:
            return
        pen.close(event["why"])
        if event["why"] == "restored":
            self._send({"t": "open", "draft": pen.draft, "revision": None})

    def _watch(self, frame: Frame, nth: int, event: Event, _: float) -> None:
        self.watched[event["w"]] = begin(frame, nth)
        self.wholes += 1

    def _patch(self, frame: Frame, nth: int, event: Event, at: float) -> None:
        before = self.watched[event["w"]]
        after = self.watched[event["w"]] = patch(before, frame, nth)
        self.ear.patched(self, before, after, at)

    def _unwatch(self, _: Frame, __: int, event: Event, ___: float) -> None:
        self.watched.pop(event["w"], None)

    def _carets(self, _: Frame, __: int, event: Event, ___: float) -> None:
        self.carets[event["d"]] = event["l"]

    def _answered(self, _: Frame, __: int, event: Event, ___: float) -> None:
        asked = self._asked.pop(event["id"], None)
        if asked is not None and not asked.answer.done():
            asked.answer.set_result(event)

    def _refused(self, frame: Frame, nth: int, event: Event, at: float) -> None:
        if event["id"] in self._asked:
            self._answered(frame, nth, event, at)
            return
        for pen in self.pens.values():
            if pen.sent is not None and pen.sent.id == event["id"]:
                self.ear.refused(self, event["id"], event)
                if event["code"] in TRY_AGAIN:
                    self._loop.call_later(0.1, self._once_more, pen, pen.sent)
                else:
                    pen.refused()
                    self.send_typed(pen)
                return

    def _once_more(self, pen: Pen, sent: Sent) -> None:
        if pen.sent is sent and not self.gone:
            self._send_edit(pen, sent, again=True)
