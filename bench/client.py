"""A page: what a browser does on the socket, without a browser.

It keeps pens and watched layers right, and resends what was not answered when it comes back.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.hearing import PATIENCE, Asked, Ear, Hearing
from bench.line import Address, Line
from bench.pen import UNDOS, Pen
from bench.shared import Shared
from bench.watched import Event

__all__ = ["PATIENCE", "Ear", "Page", "Refused", "Seated"]


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


class Page(Hearing):
    """One page of one person."""

    def __init__(self, seated: Seated, ear: Ear | None = None, *, minted: str = "") -> None:
        super().__init__(ear)
        self.seated = seated
        self.buffer: int | None = None
        """What the kernel may keep of what was not read; None: as much as it likes."""
        self.shared = Shared()
        self.undos = UNDOS
        self._minted = minted or secrets.token_urlsafe(6)
        self._numbers = itertools.count(1)

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

    def _mint(self) -> str:
        return f"{self._minted}:{next(self._numbers)}"
