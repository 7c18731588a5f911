"""Parts of a proposal: the separate places where it changes the text, each a layer by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby, pairwise, product
from string import ascii_lowercase

from models.layer import Run, Runs, base, joined, normalised, result

Texts = Mapping[str, Runs]
Parts = Mapping[str, Texts]


def parts_of(texts: Texts, taken: Iterable[str] = ()) -> dict[str, dict[str, Runs]]:
    """The parts of a layer: a, b, c … in the order of its fields, then of the places in each.

    A place is a stretch of changed runs, as long as can be, that makes a difference; its part is a
    layer of that one field over the same base. Names that are `taken` are passed over.
    """
    names = (name for name in _letters() if name not in frozenset(taken))
    places = ((field, place) for field, runs in texts.items() for place in _places(runs))
    return {name: {field: place} for (field, place), name in zip(places, names, strict=False)}


def _letters() -> Iterator[str]:
    """a to z, then aa, ab …"""
    lengths = (product(ascii_lowercase, repeat=length) for length in count(1))
    return map("".join, chain.from_iterable(lengths))


def _places(runs: Runs) -> Iterator[Runs]:
    """For each place that differs, the layer with every other place as its base reads."""
    stretches = [tuple(group) for _, group in groupby(normalised(runs), key=_changed)]
    for stretch in stretches:
        if base(stretch) != result(stretch):
            yield joined(
                run
                for other in stretches
                for run in (other if other is stretch else (Run(base(other)),))
            )


def _changed(run: Run) -> bool:
    return run.inserted_by is not None or bool(run.struck_by)


def together(texts: Texts, parts: Iterable[Texts]) -> dict[str, Runs]:
    """The layer that some parts of `texts` make side by side over its base.

    Law: it reads as `texts` where all its parts are given.
    """
    chosen = list(parts)
    return {
        field: _side_by_side([joined([Run(base(runs))]), *(p[field] for p in chosen if field in p)])
        for field, runs in texts.items()
    }


def _side_by_side(layers: Sequence[Runs]) -> Runs:
    """Layers of one base as one; where several insert at one place, in the order they are given."""
    text = base(layers[0])
    come: dict[int, list[Run]] = {}
    struck: list[tuple[int, int, frozenset[str]]] = []
    for runs in layers:
        at = 0
        for run in runs:
            if run.inserted_by is not None:
                come.setdefault(at, []).append(run)
                continue
            struck.append((at, at + len(run.text), run.struck_by))
            at += len(run.text)
    cuts = sorted({0, len(text), *come, *(start for start, _, _ in struck)})
    out: list[Run] = []
    for start, end in pairwise((*cuts, len(text))):
        out += come.get(start, ())
        by = (marks for first, last, marks in struck if first <= start < last)
        out.append(Run(text[start:end], None, frozenset[str]().union(*by)))
    return joined(out)
