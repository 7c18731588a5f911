"""Every scenario of the bench at its smallest: it runs, measures something, and finds no fault.

No figure is asserted as such: how fast this machine is says nothing about the work.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bench import algebra, joining, report, stalled
from bench.__main__ import main, on_relay, on_server, parser
from bench.house import served
from bench.shape import Shape

TINY = Shape(editors=4, watchers=6, rate=8.0, seconds=1.5, warm_up=0.3)


def test_server_and_relay_are_measured_side_by_side() -> None:
    options = parser().parse_args([])
    ours, floor = on_server(TINY, options), on_relay(TINY)
    assert ours.faults == []
    for measured in (ours, floor):
        assert measured.edits > TINY.editors * TINY.rate * TINY.seconds / 2
        for latencies in (measured.acknowledged, measured.seen, measured.watched):
            assert 0 < latencies.at(0.5) <= latencies.at(0.99)
        assert measured.bytes_per_watcher > 0
        assert measured.resident > 0
    # Each edit is acknowledged once, and seen by each of the other editors and each watcher.
    assert ours.acknowledged.count == ours.edits
    assert ours.seen.count == ours.edits * (TINY.editors - 1)
    assert ours.watched.count == ours.edits * TINY.watchers
    printed = report.loads([[(ours, floor)]])
    assert "4+6 server" in printed
    assert "4+6 relay" in printed


@pytest.mark.parametrize(
    "change",
    [{"layers": 3, "parties": 3}, {"clauses": 3}, {"history": 300}],
    ids=["layers", "clauses", "history"],
)
def test_each_way_of_growing_is_measured(change: dict[str, int]) -> None:
    shape = replace(TINY, **change)
    measured = on_server(shape, parser().parse_args([]))
    assert measured.faults == []
    assert measured.acknowledged.count == measured.edits > 0
    assert "300" in report.growth([("300", measured)])


def test_joining_is_weighed_against_the_text(tmp_path: Path) -> None:
    joined = asyncio.run(joining.run(tmp_path, 300, pinned=False, joins=5))
    assert 0 < joined.text < joined.received
    assert joined.runs > 1
    assert "300" in report.joined([joined])


def test_stalled_readers_are_measured(tmp_path: Path) -> None:
    shape = Shape(editors=3, watchers=25, rate=8.0, paragraph=500)
    with served(shape.plan, tmp_path) as (house, server):
        result = asyncio.run(stalled.run(house, server, shape, seconds=2.0))
    assert result.faults == []
    assert result.during.watched.count > 0
    assert "stalled" in report.stalled(result)


def test_the_algebra_is_timed() -> None:
    row = algebra.row("1k", algebra.typed(1_000))
    assert all(float(str(cell)) > 0 for cell in row[2:])


def test_an_unknown_scenario_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nope"])
    assert "no such scenario" in capsys.readouterr().err
