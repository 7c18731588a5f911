"""Several changes of one base, laid beside each other: what collides, and the sight of all.

A change is an edit by nobody: it keeps, inserts and removes, in UTF-16 code units of the base.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from models.edit import Edit, size
from models.layer import Runs, change
from models.text import from_units, to_units
from models.words import ends_sentence, sentence_ends


class CompiledSpan(NamedTuple):
    """A stretch of the bracketed compilation: ordinary text, and which layers are at it.

    ``inserted_by`` is the label of the layer that inserts it, None for current text; ``struck_by``
    are the labels of the layers that strike it, in order of tabling.
    """

    text: str
    inserted_by: str | None
    struck_by: tuple[str, ...]


class _Footprint(NamedTuple):
    """What a change does to its base: the stretches it removes, what it inserts at which offset."""

    gone: list[tuple[int, int]]
    come: dict[int, str]

    def cuts_within(self, start: int, end: int) -> bool:
        """Whether the change removes, or inserts within, units ``start`` to ``end``."""
        return any(s < end and start < e for s, e in self.gone) or any(
            start < at < end for at in self.come
        )


def _footprint(change: Edit) -> _Footprint:
    gone: list[tuple[int, int]] = []
    come: dict[int, str] = {}
    at = 0
    for part in change:
        if isinstance(part, str):
            come[at] = come.get(at, "") + part
            continue
        if not isinstance(part, int):
            gone.append((at, at + part[1]))
        at += size(part)
    return _Footprint(gone, come)


def conflict(change_a: Edit, change_b: Edit) -> bool:
    """Whether two minimal changes of one base cannot both be made (design §2).

    They conflict if they remove the same characters, if they insert at the same point, or if one
    inserts within what the other removes. At the edge of a removal there is room for an insertion,
    unless the insertion that replaces what was removed stands at that very point.
    """
    a, b = _footprint(change_a), _footprint(change_b)
    return (
        not a.come.keys().isdisjoint(b.come)
        or any(a.cuts_within(start, end) for start, end in b.gone)
        or any(b.cuts_within(start, end) for start, end in a.gone)
    )


def alternatives(base_text: str, change_a: Edit, change_b: Edit) -> bool:
    """Whether two changes of ``base_text`` touch the same sentence, and so are shown together.

    Whole sentences inserted between two others touch neither of those, only the gap.
    """
    ends = sentence_ends(from_units(base_text))
    return not _touched(change_a, ends).isdisjoint(_touched(change_b, ends))


def _touched(change: Edit, ends: Sequence[int]) -> set[float]:
    """The numbers of the sentences ``change`` touches; the gap before sentence 2 is 1.5."""
    gone, come = footprint = _footprint(change)
    touched: set[float] = set()
    for number, (start, end) in enumerate(pairwise((0, *ends))):
        if footprint.cuts_within(start, end):
            touched.add(number)
        if any(s < start < e for s, e in gone):
            touched.add(number - 0.5)
    for at, text in come.items():
        following = bisect_right(ends, at)
        if at and bisect_left(ends, at) == following:
            continue  # within a sentence, which was seen above
        touched.add(following - 0.5)
        if not ends_sentence(text):
            touched.add(min(following, len(ends) - 1))
    return touched


def compilation(base_text: str, layers: Sequence[tuple[str, Runs]]) -> tuple[CompiledSpan, ...]:
    """All ``layers`` merged over ``base_text``: the bracketed compilation (design §2).

    ``layers`` are labels and runs, in order of tabling, each based on ``base_text``. Where several
    insert at one place they stand in that order. What a layer has itself struck of its own
    insertions is not shown.
    """
    units = to_units(base_text)
    footprints = [(label, _footprint(change(runs))) for label, runs in layers]
    cuts = {0, len(units)}
    for _, (gone, come) in footprints:
        cuts.update(come, *gone)
    spans: list[CompiledSpan] = []
    for start, end in pairwise((*sorted(cuts), len(units))):
        for label, (_, come) in footprints:
            if start in come:
                _put(spans, CompiledSpan(from_units(come[start]), label, ()))
        struck = (label for label, mark in footprints if mark.cuts_within(start, end))
        if start < end:
            _put(spans, CompiledSpan(from_units(units[start:end]), None, tuple(struck)))
    return tuple(spans)


def _put(spans: list[CompiledSpan], span: CompiledSpan) -> None:
    if spans and spans[-1][1:] == span[1:]:
        span = span._replace(text=spans.pop().text + span.text)
    spans.append(span)
