"""What settling does with wording: what a layer reads, what conflicts, what is carried over.

Changes between versions are minimal changes (design §2): two proposals meet only where their words
do, whatever was struck and typed again on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from models.edit import Edit, Part, edit_of, invert, rebase
from models.layer import Author, Runs, apply, authored, base, carry, normalised, of_text, result
from models.overlay import alternatives, conflict
from models.proposal import Effect
from models.redline import minimal, minimal_of
from models.text import from_units, wording_digest

Texts = Mapping[str, Runs]
Wording = Mapping[str, str]
Changes = Mapping[str, Edit]


def reading(runs: Runs) -> str:
    """What a layer would make of its base: ordinary NFC text, as a version would hold it."""
    return from_units(result(normalised(runs)))


def wording(texts: Texts) -> dict[str, str]:
    """What the layers of a clause would make of it, field by field."""
    return {field: reading(runs) for field, runs in texts.items()}


def digest(texts: Texts) -> str:
    """The digest of the wording these layers would make."""
    return wording_digest(wording(texts))


@lru_cache(maxsize=1_000)
def smallest(runs: Runs) -> Edit:
    """The minimal change a layer makes, in UTF-16 code units of its base.

    Remembered, because every page that shows overlaps asks it of the same live proposals.
    """
    return minimal_of(normalised(runs))


def effect(old: Wording, new: Wording) -> Effect:
    """What settling a wording does to the text: a clause comes in, goes, or reads otherwise."""
    if not any(new.values()):
        return Effect.DELETE
    return Effect.WORDING if any(old.values()) else Effect.NEW_CLAUSE


def changes(texts: Texts) -> dict[str, Edit]:
    """The minimal change that layers make of each field, in UTF-16 code units of its base."""
    return {field: smallest(runs) for field, runs in texts.items()}


def between(old: Wording, new: Wording) -> dict[str, Edit]:
    """The minimal change of each field from one wording to another, in UTF-16 code units."""
    return {field: minimal(text, new[field]) for field, text in old.items()}


def reverse(settled: Changes, former: Wording) -> dict[str, Edit]:
    """What takes changes of the former wording back: whatever stayed on the way there stays."""
    return {field: _reverse(edit, former[field]) for field, edit in settled.items()}


def _reverse(edit: Edit, former: str) -> Edit:
    parts: list[Part] = []
    for part in invert(edit, of_text(former)):
        # As in every minimal change, what goes at a place goes before what comes there.
        beside = isinstance(part, tuple) and bool(parts) and isinstance(parts[-1], str)
        parts.insert(len(parts) - beside, part)
    return edit_of(*parts)


def in_conflict(one: Texts, other: Texts) -> bool:
    """Whether two layers of one base cannot both be settled: in any field they meet (design §2)."""
    return any(
        conflict(smallest(runs), smallest(other[field]))
        for field, runs in one.items()
        if field in other
    )


def meets(texts: Texts, settled: Changes) -> bool:
    """Whether a layer cannot be settled beside a change of its base that was."""
    return any(conflict(smallest(runs), settled.get(field, ())) for field, runs in texts.items())


def are_alternatives(one: Texts, other: Texts) -> bool:
    """Whether two layers of one base touch the same sentence of any field (design §2)."""
    return any(
        alternatives(base(runs), smallest(runs), smallest(other[field]))
        for field, runs in one.items()
        if field in other
    )


class Carried(NamedTuple):
    """A layer over another version; `exact` unless it came to read other than it proposed."""

    texts: Texts
    exact: bool


def carried(texts: Texts, settled: Changes) -> Carried:
    """Frozen layers carried over to another version.

    What they propose is their minimal change; where their runs as typed would say something else
    beside the settled words, one author's runs are drawn again as that minimal change, and those
    of several are marked as not exact, for their authors to restate.
    """
    over: dict[str, Runs] = {}
    exact = True
    for field, runs in texts.items():
        change = settled.get(field, ())
        moved, _ = carry(runs, change)
        meant, drawn = _meant(runs, change)
        if result(moved) != meant:
            exact = exact and drawn is not None
            moved = drawn or moved
        over[field] = moved
    return Carried(over, exact)


def _meant(runs: Runs, change: Edit) -> tuple[str, Runs | None]:
    """What the layer's minimal change reads after `change`, and as one author's runs."""
    ground, _ = apply(of_text(base(runs)), change, None)
    change_after = rebase(smallest(runs), change)
    meant = result(apply(ground, change_after, None)[0])
    authors = authors_of(runs)
    if len(authors) != 1:
        return meant, None
    (author,) = authors
    return meant, apply(ground, authored(ground, change_after, author), author)[0]


def authors_of(runs: Runs) -> frozenset[str]:
    """The authors whose marks are in a layer."""
    inserters: set[Author] = {run.inserted_by for run in runs}
    strikers = {author for run in runs for author in run.struck_by}
    return frozenset(author for author in inserters | strikers if author is not None)
