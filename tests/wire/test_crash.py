"""kill -9 at any moment: nothing acknowledged is lost, doubled, out of order or under a wrong name.

Fifty kills; three hundred by hand: python -m bench crash --runs 300
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from bench import crash

KILLS = int(os.environ.get("PARLEY_KILLS", "50"))
ON_POSTGRESQL = 5


async def test_whatever_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    result = await crash.run(tmp_path, KILLS, seed=KILLS)
    assert result.faults == []
    assert result.runs == KILLS
    assert result.acknowledged > KILLS * 20
    # Otherwise the kills missed the moments they are about.
    assert result.in_flight > result.of_them_kept > 0
    log = (tmp_path / "server.log").read_text()
    assert "Traceback" not in log, log[-4000:]


async def test_the_same_on_postgresql(tmp_path: Path, postgres_database: Callable[[], str]) -> None:
    result = await crash.run(tmp_path, ON_POSTGRESQL, seed=2, database=postgres_database())
    assert result.faults == []
    assert result.runs == ON_POSTGRESQL
