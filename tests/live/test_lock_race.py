"""The lock is raced by ten people who type: whoever comes second is told so, and loses no word.

By hand, on each database by itself (`-k room`, `-k processes`):

    PARLEY_LOCK_TRIALS=10000 python -m pytest -s tests/live/test_lock_race.py -k room

PARLEY_LOCK_FIRST goes on where a run was ended. A trial that failed is made again, as far as
chance allows, by PARLEY_LOCK_SEED with its seed.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Engine

from server.store.database import open_engine
from server.store.schema import upgrade
from tests.live.race.half import Half
from tests.live.race.judge import Told, judge
from tests.live.race.scene import CLOSERS, TYPISTS, wipe, write
from tests.live.race.second import Halves, Second, hearing

TRIALS = int(os.environ.get("PARLEY_LOCK_TRIALS", "300"))
SEED = os.environ.get("PARLEY_LOCK_SEED", "")
FIRST = int(os.environ.get("PARLEY_LOCK_FIRST", "0"))
SEEDS = [SEED] if SEED else [f"race-{number}" for number in range(FIRST, FIRST + TRIALS)]
ROOMS, PAIRS = 8, 2
"""Trials at a time: a trial mostly waits."""

Trial = Callable[[str], Awaitable[Sequence[Told]]]


class Tally(Counter[str]):
    """How many trials there were, and what was answered in them."""

    def add(self, told: Sequence[Told]) -> None:
        """Count one more trial."""
        self["trials"] += 1
        for fate in (fate for its in told for fate in its.fates.values()):
            self["kept"] += len(fate.kept)
            self["refused"] += len(fate.lost)
            self["asked after the lock"] += len(fate.late)
            self.update(f"  {code}" for code in fate.lost.values())


async def run(engine: Engine, trials: Sequence[Trial]) -> Tally:
    """All trials, as many at a time as there are ways given to make one."""
    seeds, tally = iter(SEEDS), Tally()

    async def lane(trial: Trial) -> None:
        for seed in seeds:
            write(engine, seed)
            told = await trial(seed)
            faults = judge(engine, seed, told)
            assert not faults, f"PARLEY_LOCK_SEED={seed}: {faults[:3]}"
            wipe(engine, seed)
            tally.add(told)
            if tally["trials"] % 100 == 0:
                print(tally["trials"], "trials", flush=True)  # noqa: T201 - by hand it takes long

    async with asyncio.TaskGroup() as lanes:
        for trial in trials:
            lanes.create_task(lane(trial))
    return tally


def hold(tally: Tally) -> None:
    """All were made, and they were races: there was typing, and much of it came too late."""
    print(*(f"{name}: {count}" for name, count in tally.items()), sep="\n")  # noqa: T201
    assert tally["trials"] == len(SEEDS)
    assert tally["kept"] > 5 * tally["trials"]
    assert tally["asked after the lock"] > 10 * tally["trials"]


async def in_a_room(engine: Engine) -> Tally:
    """Everybody in one room of this process."""
    with ThreadPoolExecutor(1) as writer:

        async def trial(seed: str) -> Sequence[Told]:
            half = Half(engine, writer, seed, seed, (*TYPISTS, *CLOSERS))
            rivals = [half.confirms_too] if half.dice.random() < 0.5 else []
            await half.run(half.closes, *half.deeds(), *rivals)
            await half.settle()
            told = half.told()
            await half.room.stop()
            return [told]

        return await run(engine, [trial] * ROOMS)


async def in_two_processes(engine: Engine, url: str) -> Tally:
    """Half of the people here, with those who close the text; half of them in another process."""
    halves = Halves()
    with ThreadPoolExecutor(1) as writer, ThreadPoolExecutor(PAIRS) as reader, ExitStack() as stack:
        seconds = [Second(url, reader) for _ in range(PAIRS)]
        for second in seconds:
            stack.callback(second.close)

        def with_(second: Second) -> Trial:
            async def trial(seed: str) -> Sequence[Told]:
                second.begin(seed)
                people = (*TYPISTS[::2], "chair", "host", "lex")
                half = halves[seed] = Half(engine, writer, seed, f"{seed}/first", people)
                await half.run(half.closes, *half.deeds())
                await second.done()
                await half.settle()
                told = [half.told(), await second.told()]
                await halves.pop(seed).room.stop()
                return told

            return trial

        async with hearing(engine, halves):
            return await run(engine, [with_(second) for second in seconds])


def test_one_lock_and_no_edit_after_it_in_a_room(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "race.db"))
    upgrade(engine)
    tally = asyncio.run(in_a_room(engine))
    engine.dispose()
    hold(tally)


def test_one_lock_and_no_edit_after_it_by_two_processes(
    postgres_database: Callable[[], str],
) -> None:
    url = postgres_database()
    engine = open_engine(url)
    upgrade(engine)
    tally = asyncio.run(in_two_processes(engine, url))
    engine.dispose()
    hold(tally)
