"""One negotiation at a real server, as the tests of the wire use it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bench.client import Ear, Page
from bench.house import House, begin_draft
from bench.process import Process


@dataclass
class Stage:
    """One negotiation, open for drafting, and the pages of a test."""

    house: House
    server: Process
    board: Page
    pages: list[Page] = field(default_factory=list)
    quiet_from: int = 0

    def page(self, person: str, ear: Ear | None = None, **options: Any) -> Page:
        """A page of somebody, not opened yet; closed when the test is over."""
        page = self.house.page(self.server, person, ear, **options)
        self.pages.append(page)
        return page

    async def come(self, person: str, ear: Ear | None = None, **options: Any) -> Page:
        """A page of somebody, open."""
        page = self.page(person, ear, **options)
        await page.come()
        return page

    async def floor(self, clause: str = "A1") -> str:
        """A draft for everybody."""
        return await begin_draft(self.board, clause)

    @property
    def logged(self) -> str:
        """What the server has logged since this stage was built."""
        return self.server.said[self.quiet_from :]

    async def close(self) -> None:
        """Everybody leaves; the server must have had nothing to be upset about."""
        await asyncio.gather(*(page.leave() for page in (self.board, *self.pages)))
        self.house.close()
        assert "Traceback" not in self.logged, self.logged[-4000:]


Build = Callable[..., Awaitable[Stage]]
"""Builds a stage from a plan."""
