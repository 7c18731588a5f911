"""A small negotiation to try things in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.play.house import House
from tests.browser.scenes import apart, rehearsed
from tests.browser.windows import house_of

ON_SCREEN = 4
"""The move by which the session is open, the rules adopted, and a clause on screen."""


@pytest.fixture
async def cove(tmp_path: Path, frontend: Path) -> AsyncIterator[House]:
    """The cove with its session open, of this test alone."""
    stage = rehearsed("cove", ON_SCREEN)[ON_SCREEN]
    async with house_of(apart(stage), tmp_path) as served:
        yield served
