"""Redlines between versions of a clause, every word attributed: who inserted it, who struck it.

Two ways to read the same history. `compared` says what differs between two versions: what came and
went in between shows nowhere. `replayed` shows all that happened on the way, also the words of one
version that a later one struck.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from models.clause import Clause, Version
from models.layer import Run, Runs, base, joined
from models.party import FACILITATORS
from models.redline import Kind, Stretch, between
from models.runs import NOBODY
from models.settling import authors_of, reading
from models.text import from_units, to_units


class Mark(NamedTuple):
    """Who changed words, and the version by which they were changed."""

    authors: tuple[str, ...]
    version: int


class Traced(NamedTuple):
    """A stretch of ordinary text, and who inserted and struck it since the older version."""

    text: str
    inserted: Mark | None = None
    struck: Mark | None = None


@lru_cache(maxsize=512)
def tidy(runs: Runs) -> Runs:
    """One author's layer as a lawyer would mark it, whatever way it was typed.

    Words of several authors stay as they were typed: who wrote what comes before how it looks.
    """
    authors = authors_of(runs)
    if len(authors) != 1:
        return runs
    (author,) = authors
    marks = {
        Kind.INSERT: (author, NOBODY),
        Kind.DELETE: (None, authors),
        Kind.EQUAL: (None, NOBODY),
    }
    return joined(
        Run(to_units(text), *marks[kind]) for kind, text in between(base(runs), reading(runs))
    )


def replayed(clause: Clause, field: str, older: Version, newer: Version) -> tuple[Traced, ...]:
    """One field from an older version to a newer one that came of it, with all that happened.

    Without its insertions it reads as the older one did, without what is struck as the newer.
    Raises `ValueError` if the newer version does not come of the older one.
    """
    if not comes_of(clause, older, newer):
        raise ValueError(f"version {newer.number} does not come of version {older.number}")
    cells = [Traced(unit) for unit in to_units(older.wording.get(field, ""))]
    for version in _steps(clause, older, newer):
        if field in version.brought:
            cells = _step(cells, tidy(version.brought[field]), version.number)
    return _stretches(cells)


def compared(clause: Clause, field: str, older: Version, newer: Version) -> tuple[Traced, ...]:
    """What differs in one field between two versions, the way a lawyer would mark it.

    Every change bears who made it. A word marked as changed that nobody touched, since it stands
    between words that were, bears its neighbour's mark; what is explained only by a decision that
    was undone bears the facilitators', who undid it. Raises nothing.
    """
    stretches = between(older.wording.get(field, ""), newer.wording.get(field, ""))
    gone, come = _gone(clause, field, older, newer), _come(clause, field, older, newer)
    otherwise = Mark((FACILITATORS,), newer.number)
    cells: list[Traced] = []
    at = now = 0
    for stayed, hunk in groupby(stretches, key=lambda stretch: stretch.kind is Kind.EQUAL):
        for kind, text, marks in _marked(hunk, gone[at:], come[now:], otherwise, stayed=stayed):
            units = to_units(text)
            at += len(units) if kind is not Kind.INSERT else 0
            now += len(units) if kind is not Kind.DELETE else 0
            cells += (_cell(kind, unit, mark) for unit, mark in zip(units, marks, strict=True))
    return _stretches(cells)


def comes_of(clause: Clause, older: Version, newer: Version) -> bool:
    """Whether a version was made of an older one, or is that very one."""
    return older.number in {version.number for version in clause.line(newer)}


def _steps(clause: Clause, older: Version, newer: Version) -> list[Version]:
    """What lies between: the versions the newer came of, and the older did not."""
    known = {version.number for version in clause.line(older)}
    return [version for version in clause.line(newer) if version.number not in known]


def _step(cells: Sequence[Traced], runs: Runs, version: int) -> list[Traced]:
    """The history with one version more; what is struck already is passed over."""
    out: list[Traced] = []
    at = 0
    for text, inserted_by, struck_by in runs:
        if inserted_by is not None:
            if not struck_by:
                out += (Traced(unit, Mark((inserted_by,), version)) for unit in text)
            continue
        mark = Mark(tuple(sorted(struck_by)), version) if struck_by else None
        for _ in text:
            while cells[at].struck is not None:
                out.append(cells[at])
                at += 1
            out.append(cells[at]._replace(struck=mark))
            at += 1
    return [*out, *cells[at:]]


def _gone(clause: Clause, field: str, older: Version, newer: Version) -> list[Mark | None]:
    """For each unit of the older text, who struck it on the way to the newer one."""
    if not comes_of(clause, older, newer):
        return [None] * len(to_units(older.wording.get(field, "")))
    told = replayed(clause, field, older, newer)
    return [one.struck for one in told if one.inserted is None for _ in to_units(one.text)]


def _come(clause: Clause, field: str, older: Version, newer: Version) -> list[Mark | None]:
    """For each unit of the newer text, who inserted it since the older one.

    By the minimal changes that were settled: whoever typed a word again did not write it.
    """
    line, steps = clause.line(newer), _steps(clause, older, newer)
    common = line[len(line) - len(steps) - 1]
    told = replayed(clause, field, common, newer)
    return [one.inserted for one in told if one.struck is None for _ in to_units(one.text)]


class _Changed(NamedTuple):
    kind: Kind
    text: str
    marks: Sequence[Mark]


def _marked(
    hunk: Iterable[Stretch],
    gone: Sequence[Mark | None],
    come: Sequence[Mark | None],
    otherwise: Mark,
    *,
    stayed: bool,
) -> list[_Changed]:
    """The stretches of one place with a mark for each unit: its own, or else its neighbour's."""
    stretches = list(hunk)
    marks: list[Mark | None] = []
    for kind, text in stretches:
        count = len(to_units(text))
        taken = come if kind is Kind.INSERT else gone
        marks += [None] * count if stayed else taken[:count]
        gone = gone[count:] if kind is Kind.DELETE else gone
        come = come[count:] if kind is Kind.INSERT else come
    last = next((mark for mark in marks if mark is not None), otherwise)
    filled = [last := mark or last for mark in marks]
    changed: list[_Changed] = []
    for kind, text in stretches:
        count = len(to_units(text))
        changed.append(_Changed(kind, text, filled[:count]))
        filled = filled[count:]
    return changed


def _cell(kind: Kind, unit: str, mark: Mark) -> Traced:
    inserted = mark if kind is Kind.INSERT else None
    return Traced(unit, inserted, mark if kind is Kind.DELETE else None)


def _stretches(cells: Iterable[Traced]) -> tuple[Traced, ...]:
    """Neighbours with equal marks as one stretch, in ordinary text."""
    grouped = groupby(cells, key=lambda cell: cell[1:])
    return tuple(
        Traced(from_units("".join(cell.text for cell in group)), *marks) for marks, group in grouped
    )
