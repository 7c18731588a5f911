"""Growth: what becomes dearer as a clause, its history, its layers, the seats, the clauses grow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bench.shape import Shape

# The rules let a clause hold 20,000 letters; longer ones are measured in the algebra alone.
LENGTHS = (1_000, 5_000, 10_000, 18_000)
HISTORIES = (1_000, 10_000, 50_000)
LAYERS = (2, 5, 10, 20)
SEATS = (100, 300, 900)
CLAUSES = (5, 20, 50)


def shapes(base: Shape) -> Iterator[tuple[str, Shape]]:
    """What is measured, and what it is called: one thing at a time grows."""
    yield "as it is", base
    for length in LENGTHS[1:]:
        yield f"clause of {length}", replace(base, length=length)
    for history in HISTORIES:
        yield f"after {history} edits", replace(base, history=history)
    for layers in LAYERS:
        yield f"{layers} layers", replace(base, layers=layers, parties=layers)
    for clauses in CLAUSES:
        yield f"{clauses} clauses open", replace(base, clauses=clauses)
    for seats in SEATS:
        yield f"{seats} watchers", replace(base, watchers=seats)
