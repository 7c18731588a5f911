"""How fast one page may send: who sends faster is read more slowly, nobody else waits."""

from __future__ import annotations

import asyncio


class Pace:
    """A token bucket: `rate` frames a second, `burst` at once; `wait` holds back what is more."""

    def __init__(self, *, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._loop = asyncio.get_running_loop()
        self._tokens = burst
        self._at = self._loop.time()

    async def wait(self) -> None:
        """Take one token, waiting for it where there is none."""
        now = self._loop.time()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            await asyncio.sleep((1 - self._tokens) / self._rate)
            self._at = self._loop.time()
            self._tokens = 1
        self._tokens -= 1
