"""Adaptive flushing: at once when idle, coalescing when busy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Pacer:
    """Calls `flush` soon after `touch`: at once after quiet, else not before a pause.

    The pause is `factor` times what the last flush took, within `shortest` and `longest` seconds,
    so that flushing never takes more than its share of the process (background/performance.md
    §11.1).
    """

    def __init__(
        self, flush: Callable[[], None], *, factor: float, shortest: float, longest: float
    ) -> None:
        self._flush = flush
        self._factor = factor
        self._shortest = shortest
        self._longest = longest
        self._loop = asyncio.get_running_loop()
        self._handle: asyncio.Handle | None = None
        self._not_before = 0.0
        self._flushed = asyncio.Event()

    def touch(self) -> None:
        """Something waits to be told."""
        if self._handle is not None:
            return
        delay = self._not_before - self._loop.time()
        if delay <= 0:
            self._handle = self._loop.call_soon(self._run)
        else:
            self._handle = self._loop.call_later(delay, self._run)

    def _run(self) -> None:
        self._handle = None
        flushed, self._flushed = self._flushed, asyncio.Event()
        began = self._loop.time()
        try:
            self._flush()
        finally:
            ended = self._loop.time()
            pause = min(self._longest, max(self._shortest, self._factor * (ended - began)))
            self._not_before = ended + pause
            flushed.set()

    @property
    def waiting(self) -> bool:
        """Whether a flush is still to come."""
        return self._handle is not None

    async def flushed(self) -> None:
        """Wait for the flush that is to come; at once where none is."""
        if self._handle is not None:
            await self._flushed.wait()

    def stop(self) -> None:
        """Flush nothing any more."""
        if self._handle is not None:
            self._handle.cancel()
        self._handle = None
        self._flushed.set()
