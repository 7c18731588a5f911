"""Fixtures for tests of the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.cast import Stage
from tests.web.house import House, served

Serve = Callable[..., Awaitable[House]]


@pytest.fixture
async def serve(tmp_path: Path) -> AsyncIterator[Serve]:
    """Call it with a stage for a house that serves what happened there."""
    async with AsyncExitStack() as stack:

        async def open_house(stage: Stage, **settings: object) -> House:
            return await stack.enter_async_context(served(stage, tmp_path, **settings))

        yield open_house
