"""Where the words of a version come from.

Every word of a version remembers the version that brought it, the proposal, and the party that
wrote it (design §2). A text's provenance is a list of spans that cover it from end to end;
lengths are UTF-16 code units.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.runs import Author, Runs, base


class Origin(NamedTuple):
    """Where words come from: the version that brought them, its proposal, the party."""

    version: int
    proposal: str | None = None
    party: Author = None


class Span(NamedTuple):
    """``length`` units of a version's text that have one origin."""

    length: int
    origin: Origin


def trace(
    spans: Sequence[Span], runs: Runs, version: int, proposal: str | None
) -> tuple[Span, ...]:
    """The origins of every word of ``result(runs)``, given those of ``base(runs)``.

    Inserted words come from ``proposal``, by the party that inserted them, in ``version``.
    Neighbours of one origin are one span. Raises `ValueError` if ``spans`` are not as long as
    the base.
    """
    if sum(span.length for span in spans) != len(base(runs)):
        raise ValueError("the spans are not those of the layer's base")
    traced: list[Span] = []
    sources = iter(spans)
    left, origin = 0, Origin(version)
    for text, inserted_by, struck_by in runs:
        unread = len(text)
        if inserted_by is not None:
            if not struck_by:
                _put_span(traced, unread, Origin(version, proposal, inserted_by))
            continue
        while unread:
            if not left:
                left, origin = next(sources)
            count = min(unread, left)
            if not struck_by:
                _put_span(traced, count, origin)
            unread -= count
            left -= count
    return tuple(traced)


def _put_span(spans: list[Span], length: int, origin: Origin) -> None:
    if spans and spans[-1].origin == origin:
        spans[-1] = Span(spans[-1].length + length, origin)
    else:
        spans.append(Span(length, origin))


def cut(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The origins of units ``start`` to ``end`` of a text."""
    found: list[Span] = []
    at = 0
    for length, origin in spans:
        inside = min(at + length, end) - max(at, start)
        if inside > 0:
            found.append(Span(inside, origin))
        at += length
    return found


def whole(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The origins of the first version of a clause that came of others: all are in version 1.

    Neighbours of one origin are one span.
    """
    joined: list[Span] = []
    for length, origin in spans:
        if length:
            _put_span(joined, length, origin._replace(version=1))
    return tuple(joined)
