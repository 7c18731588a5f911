"""The pure algebra: microseconds an edit, without a server, a store or a network.

A clause is typed letter by letter at forty places, as people at a table do; then every step that
an edit passes through is timed by itself and all together.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import NamedTuple

import orjson

from bench.figures import median, table
from models.edit import Edit, dump, edit_of, parse, rebase, strike
from models.layer import apply, carry, change, of_text, replacements, result, to_json
from models.runs import Runs
from models.text import wording_digest

PLACES = 40
ROUNDS = 5


class Typed(NamedTuple):
    """A clause as it was typed: its runs, and edits that may be done next."""

    runs: Runs
    edits: tuple[tuple[str, Edit], ...]


def typed(length: int, *, places: int = PLACES, seed: int = 1) -> Typed:
    """A clause of about ``length`` units, typed by four parties at so many places."""
    rng = random.Random(seed)
    runs = of_text("the parties shall publish " * (length // 52))
    half = sum(len(run.text) for run in runs)
    carets = sorted(rng.randrange(half) for _ in range(places))
    for typed_so_far in range(length - half):
        nth = typed_so_far % places
        at = carets[nth]
        runs, _ = apply(runs, edit_of(at, "x"), f"P{nth % 4}")
        carets = [caret + (caret > at or n == nth) for n, caret in enumerate(carets)]
    edits = tuple(
        (f"P{nth % 4}", edit_of(carets[nth], rng.choice("abcdefgh")))
        if rng.random() < 0.9
        else ("P9", edit_of(carets[nth] // 2, strike(6)))
        for nth in (rng.randrange(places) for _ in range(1000))
    )
    return Typed(runs, edits)


def scattered(length: int, marks: int, *, seed: int = 1) -> Typed:
    """The worst there is: letters put in one by one all over a clause of ``length`` units."""
    rng = random.Random(seed)
    runs = of_text("x" * length)
    for nth in range(marks):
        size = length + nth
        runs, _ = apply(runs, edit_of(rng.randrange(size), "y"), f"P{rng.randrange(4)}")
    edits = tuple(
        (f"P{rng.randrange(4)}", edit_of(rng.randrange(length), "z")) for _ in range(1000)
    )
    return Typed(runs, edits)


def micros(work: Callable[[str, Edit], object], clause: Typed) -> float:
    """Microseconds that ``work`` takes for one edit: the median of several rounds."""
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for author, edit in clause.edits:
            work(author, edit)
        spent.append((time.perf_counter() - began) / len(clause.edits) * 1e6)
    return median(spent)


def whole_way(runs: Runs, others: tuple[Edit, ...]) -> Callable[[str, Edit], object]:
    """Parse, rebase over what came since, apply: what the server does with an edit."""
    frames: dict[Edit, bytes] = {}

    def work(author: str, edit: Edit) -> object:
        parsed = parse(orjson.loads(frames.setdefault(edit, orjson.dumps(dump(edit)))))
        for over in others:
            parsed = rebase(parsed, over)
        return apply(runs, parsed, author)

    return work


def row(name: str, clause: Typed) -> list[object]:
    """One clause, every step."""
    runs, edits = clause
    others = tuple(edit for _, edit in edits[:10])
    pairs = {edit: apply(runs, edit, author) for author, edit in edits}
    cells = (
        micros(whole_way(runs, ()), clause),
        micros(whole_way(runs, others), clause),
        micros(lambda author, edit: apply(runs, edit, author), clause),
        micros(lambda _, edit: replacements(runs, pairs[edit][1], pairs[edit][0]), clause),
        _once(lambda: carry(runs, change(runs))) * 1e3,
        _once(lambda: orjson.dumps(to_json(runs))) * 1e3,
        _once(lambda: wording_digest({"en/text": result(runs)})) * 1e3,
    )
    return [name, len(runs), *(f"{cell:.1f}" for cell in cells)]


def _once(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return median(spent) * 1e3


def report() -> str:
    """The table of the algebra."""
    rows = [
        row("1k typed", typed(1_000)),
        row("10k typed", typed(10_000)),
        row("100k typed", typed(100_000)),
        row("1k + 2k scattered", scattered(1_000, 2_000)),
        row("10k + 10k scattered", scattered(10_000, 10_000)),
    ]
    head = (
        "clause",
        "runs",
        "edit µs",
        "10 behind µs",
        "apply µs",
        "patch µs",
        "carry µs",
        "to JSON µs",
        "digest µs",
    )
    return table("The algebra alone (an edit: parse, rebase, apply)", head, rows)
