"""A page: what a browser does on the socket, without a browser.

It keeps pens and watched layers right, resends what was not answered when it comes back, and tells
an `Ear` what happened and when, for those who measure or judge.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from bench.line import Address, Line
from bench.pen import UNDOS, Pen, Sent
from bench.shared import Shared
from bench.watched import Event, Frame, Watched, begin, patch, read
from models.edit import dump

PATIENCE = 20.0
"""Seconds to wait for something that has to come."""
TRY_AGAIN = frozenset({"not_saved", "busy"})
"""Refusals that mean: nothing is wrong with it, send it once more."""


class Refused(Exception):
    """The server declined a formal act."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"{event['code']}: {event['sentence']}")
        self.code: str = event["code"]
        self.event = event


@dataclass(frozen=True, slots=True)
class Seated:
    """Who sits at a page, and where: what it takes to open the socket."""

    address: Address
    negotiation: str
    cookie: str
    """The whole Cookie header."""
    screen: str = "table"
    clause: str | None = None


class Ear:
    """Told what happens on a page; each method may be overridden, none does anything here."""

    def sent(self, page: Page, pen: Pen, sent: Sent, at: float, /) -> None:
        """An edit goes out."""

    def confirmed(self, page: Page, act_id: str, at: float, /) -> None:
        """An edit of this page is durable."""

    def refused(self, page: Page, act_id: str, event: Event, /) -> None:
        """An edit of this page was refused."""

    def lines(self, page: Page, event: Event, at: float, /) -> None:
        """Committed edits came for a pen."""

    def patched(self, page: Page, before: Watched, after: Watched, at: float, /) -> None:
        """A watched layer went from one revision to another."""


@dataclass(slots=True, eq=False)
class Asked:
    """A formal act under way."""

    frame: dict[str, Any]
    answer: asyncio.Future[Event] = field(default_factory=asyncio.Future)


class Page:
    """One page of one person."""

    def __init__(self, seated: Seated, ear: Ear | None = None, *, minted: str = "") -> None:
        self.seated = seated
        self.ear = ear or Ear()
        self.pens: dict[str, Pen] = {}
        self.watched: dict[str, Watched] = {}
        self.wholes = 0
        """How often a watched layer came as a whole."""
        self.pongs = 0
        self.marks: dict[str, str] = {}
        self.carets: dict[str, list[Any]] = {}
        self.welcome: Event | None = None
        self.place: int | None = None
        self.line: Line | None = None
        self.heard: list[bytes] | None = None
        """Every payload as it came, where set to a list: for those who look for a word."""
        self.buffer: int | None = None
        """What the kernel may keep of what was not read; None: as much as it likes."""
        self.shared = Shared()
        self.undos = UNDOS
        self._minted = minted or secrets.token_urlsafe(6)
        self._numbers = itertools.count(1)
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
            "ok": self._answered,
            "no": self._refused,
            "pong": self._pong,
        }

    # Coming and going.

    async def come(self) -> None:
        """Open the socket, say hello, and send again whatever was not answered."""
        seated = self.seated
        self.welcome = None
        self.watched = {}
        self.line = await Line.dial(
            seated.address,
            f"/n/{seated.negotiation}/live",
            self._take,
            {"Cookie": seated.cookie},
            buffer=self.buffer,
        )
        self.line.closed.add_done_callback(lambda _: self._look())
        self._send(self._hello())
        await self.until(lambda: self.welcome is not None or self.gone)
        if self.gone:
            raise ConnectionError(f"closed with {self.line.code}: {self.line.reason}")
        self._send_again()

    def _hello(self) -> dict[str, Any]:
        drafts = {
            pen.draft: pen.revision if pen.confirmed else None
            for pen in self.pens.values()
            if pen.closed is None
        }
        return {
            "t": "hello",
            "screen": self.seated.screen,
            "clause": self.seated.clause,
            "since": self.place,
            "regions": self.marks,
            "drafts": drafts,
        }

    def _send_again(self) -> None:
        for asked in self._asked.values():
            self._send({**asked.frame, "again": True})
        for pen in self.pens.values():
            if pen.sent is not None:
                self._send_edit(pen, pen.sent, again=True)

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

    def cut(self) -> None:
        """Lose the line."""
        if self.line is not None:
            self.line.cut()

    async def back(self, within: float = PATIENCE) -> None:
        """Come back, as soon as somebody listens again."""
        ends = self._loop.time() + within
        while True:
            try:
                await self.come()
            except (OSError, TimeoutError):
                if self._loop.time() > ends:
                    raise
                await asyncio.sleep(0.02)  # nobody can tell when a port begins to listen
            else:
                return

    async def leave(self) -> None:
        """Close the page."""
        if self.line is not None and not self.gone:
            self.line.hang_up()
            await asyncio.wait([self.line.closed], timeout=PATIENCE)

    # Doing.

    def _send(self, said: Mapping[str, Any]) -> None:
        assert self.line is not None
        self.line.send(orjson.dumps(said))

    def say(self, said: Mapping[str, Any]) -> None:
        """Send any frame: also one that no page would send."""
        self._send(said)

    def ask(self, kind: str, **fields: Any) -> str:
        """Send a formal act without waiting; its id."""
        act_id = self._mint()
        asked = Asked({"t": "act", "id": act_id, "act": {"kind": kind, **fields}})
        self._asked[act_id] = asked
        self._send(asked.frame)
        return act_id

    async def act(self, kind: str, **fields: Any) -> Event:
        """Do a formal act and wait until it is durable; raises `Refused`."""
        answer = self._asked[self.ask(kind, **fields)].answer
        await self.until(lambda: answer.done() or self.gone)
        if not answer.done():
            raise ConnectionError(f"closed with {self.code} before the answer to {kind}")
        event = answer.result()
        if event["t"] == "no":
            raise Refused(event)
        return event

    async def take_up(self, draft: str) -> Pen:
        """Open a pen on a draft and wait for its wording."""
        pen = self.pens.get(draft)
        if pen is None or pen.closed:
            author = self.welcome["author"] if self.welcome else ""
            pen = self.pens[draft] = Pen(
                draft, author or "", self._mint, self.shared, undos=self.undos
            )
        self._send({"t": "open", "draft": draft, "revision": None})
        await self.until(lambda: bool(pen.confirmed) or pen.closed is not None or self.gone)
        if not pen.confirmed:
            raise ConnectionError(f"no pen on {draft}: {pen.closed or self.code}")
        return pen

    def put_down(self, draft: str) -> None:
        """Close a pen; what it held is forgotten."""
        del self.pens[draft]
        self._send({"t": "close", "draft": draft})

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

    def _mint(self) -> str:
        return f"{self._minted}:{next(self._numbers)}"

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
