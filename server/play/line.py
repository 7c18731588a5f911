"""One page's socket from the client's end: what it was told, in order, and what it sends."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

Event = Mapping[str, Any]

PATIENCE: Final = 15.0
"""Seconds after which an answer is not waited for any more."""
BACK_AFTER: Final = 0.5
ENDED: Final = frozenset({4001, 4009})
"""Closed for good: the session is over, or this client sent what it should not have."""


class Trouble(RuntimeError):
    """The server did not do its part: no answer, no page, no line."""


class Told(NamedTuple):
    """An event, and the place up to which the page had been served by the frame it came in."""

    place: int
    event: Event


class Line:
    """A socket that comes back when it is lost; `on_event` and `hello` belong to its page."""

    def __init__(
        self,
        url: str,
        headers: Mapping[str, str],
        hello: Callable[[], Event],
        on_event: Callable[[Event], None],
    ) -> None:
        self._url = url
        self._headers = dict(headers)
        self._hello = hello
        self._on_event = on_event
        self._socket: ClientConnection | None = None
        self._task: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self.told: list[Told] = []
        self.place = 0
        self.comings = 0
        """How often the server has said welcome: what was sent before may be lost."""
        self.over = ""
        """Why this line is closed for good."""

    async def open(self) -> None:
        """Connect and wait for the welcome; raises `Trouble`."""
        self._task = asyncio.create_task(self._keep())
        await self.until(lambda: self.comings > 0)

    async def close(self) -> None:
        """Leave as a page does that is closed."""
        self.over = self.over or "left"
        if self._socket is not None:
            await self._socket.close()
        if self._task is not None:
            await self._task

    async def send(self, frame: Event) -> None:
        """Send a frame, once there is a line; it may be lost with it. Raises `Trouble`."""
        await self.until(lambda: self._socket is not None)
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed):
                await self._socket.send(json.dumps(frame, ensure_ascii=False))

    async def until(self, come: Callable[[], bool], within: float = PATIENCE) -> None:
        """Wait until something has come to be by what was told; raises `Trouble`."""
        try:
            async with asyncio.timeout(within):
                while not come():
                    if self.over:
                        raise Trouble(f"the line is closed: {self.over}")
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise Trouble(f"nothing came within {within:.0f} seconds") from None

    async def _keep(self) -> None:
        while not self.over:
            try:
                async with connect(
                    self._url,
                    additional_headers=self._headers,
                    compression=None,
                    max_size=None,
                ) as socket:
                    await self._serve(socket)
            except InvalidStatus as refused:
                self.over = f"the upgrade was answered by {refused.response.status_code}"
            except (OSError, TimeoutError):
                await asyncio.sleep(BACK_AFTER)
            finally:
                self._socket = None
                self._news.set()

    async def _serve(self, socket: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            await socket.send(json.dumps(self._hello()))
            self._socket = socket
            self._news.set()
            async for raw in socket:
                self._take(json.loads(raw))
        self._socket = None
        if socket.close_code in ENDED:
            self.over = f"{socket.close_code} {socket.close_reason}"
        elif not self.over:
            await asyncio.sleep(BACK_AFTER)

    def _take(self, frame: Event) -> None:
        self.place = max(self.place, frame["n"])
        for event in frame["e"]:
            self.told.append(Told(frame["n"], event))
            self.comings += event["t"] == "welcome"
            self._on_event(event)
        self._news.set()
