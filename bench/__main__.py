"""`python -m bench [scenario …]`: load, latency and durability, measured and checked.

Without a scenario: everything, which takes minutes and both cores.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import uvloop

from bench import algebra, crash, growth, joining, load, report, stalled
from bench.floor import Floor, relay_at
from bench.house import Plan, clause_of, observer, open_session, served
from bench.process import pin
from bench.shape import Measured, Shape

T = TypeVar("T")
SIZES = ((10, 50), (30, 200), (50, 1000))
Options = argparse.Namespace


def in_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run on the fastest loop there is: the clients must not be what is measured."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder for one run."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        yield Path(folder)


def on_server(shape: Shape, options: Options) -> Measured:
    """One run on the server."""
    with (
        a_folder() as folder,
        served(shape.plan, folder, database=options.database, pinned=True) as (house, server),
    ):
        return in_loop(load.run(house, server, shape))


def on_relay(shape: Shape) -> Measured:
    """The same on the bare relay."""
    with a_folder() as folder:
        relay = relay_at(folder, pinned=True)
        relay.start()
        try:
            return in_loop(Floor(shape).run(relay))
        finally:
            relay.stop()


def loads(options: Options) -> list[str]:
    """Three sizes, the relay beside the server, several times over."""
    rows = []
    for editors, watchers in SIZES:
        shape = Shape(editors, watchers, seconds=options.seconds)
        pairs = [(on_server(shape, options), on_relay(shape)) for _ in range(options.times)]
        rows.append(pairs)
        print(report.loads(rows[-1:]), flush=True)
    print(report.loads(rows))
    return [fault for pairs in rows for measured, _ in pairs for fault in measured.faults]


def grows(options: Options) -> list[str]:
    """One thing at a time grows."""
    base = Shape(10, 20, seconds=options.seconds / 2)
    rows = [(name, on_server(shape, options)) for name, shape in growth.shapes(base)]
    print(report.growth(rows))
    return [f"{name}: {fault}" for name, measured in rows for fault in measured.faults]


def stalls(options: Options) -> list[str]:
    """Readers that stop reading."""
    # Enough that the network's own buffers cannot hide it: some 40 kB a second to each watcher.
    shape = Shape(10, 70, seconds=options.seconds, length=500, paragraph=1_500)
    with a_folder() as folder, served(shape.plan, folder, pinned=True) as (house, server):
        result = in_loop(stalled.run(house, server, shape, seconds=30.0))
    print(report.stalled(result))
    return result.faults


def joins(options: Options) -> list[str]:
    """Coming in after a long history."""
    rows = []
    for edits in (1_000, 10_000, options.edits):
        with a_folder() as folder:
            rows.append(in_loop(joining.run(folder, edits)))
    print(report.joined(rows))
    return []


def seats(_: Options) -> list[str]:
    """Memory of one page."""
    plan = Plan(observers=1000, clauses={"A1": clause_of(1_000)})
    with a_folder() as folder, served(plan, folder, pinned=True) as (house, server):

        async def grow() -> list[tuple[int, int]]:
            await open_session(house, server)
            points = [(0, server.resident())]
            pages = [house.page(server, observer(n)) for n in range(1000)]
            for at in range(0, 1000, 100):
                await load.arrive(pages[at : at + 100])
                points.append((at + 100, server.resident()))
            for page in pages:
                page.cut()
            return points

        print(report.seats(in_loop(grow())))
    return []


def crashes(options: Options) -> list[str]:
    """kill -9, again and again."""
    with a_folder() as folder:
        result = in_loop(crash.run(folder, options.runs, seed=options.seed))
    print(report.crashes(result))
    return result.faults


def pure(_: Options) -> list[str]:
    """The algebra alone."""
    print(algebra.report())
    return []


SCENARIOS: dict[str, Callable[[Options], list[str]]] = {
    "algebra": pure,
    "load": loads,
    "join": joins,
    "seats": seats,
    "stalled": stalls,
    "growth": grows,
    "crash": crashes,
}


def parser() -> argparse.ArgumentParser:
    """What may be said on the command line."""
    made = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    made.add_argument("scenario", nargs="*", help=f"of {', '.join(SCENARIOS)}; all if none")
    made.add_argument("--seconds", type=float, default=20.0, help="of each measured spell")
    made.add_argument("--times", type=int, default=3, help="runs of each load; medians are shown")
    made.add_argument("--edits", type=int, default=50_000, help="the longest history joined")
    made.add_argument("--runs", type=int, default=50, help="kills of the crash harness")
    made.add_argument("--seed", type=int, default=1, help="of the crash harness")
    made.add_argument("--database", help="a PostgreSQL URL; default a new SQLite file")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; the exit status says whether everything was right."""
    options = parser().parse_args(arguments)
    unknown = set(options.scenario) - SCENARIOS.keys()
    if unknown:
        parser().error(f"no such scenario: {', '.join(sorted(unknown))}")
    if (os.cpu_count() or 1) > 1:
        pin(os.getpid(), 1)
    faults = []
    for name in options.scenario or SCENARIOS:
        faults += [f"{name}: {fault}" for fault in SCENARIOS[name](options)]
    for fault in faults[:50]:
        print(f"WRONG  {fault}")
    print(f"\n{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
