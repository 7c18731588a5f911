"""Layers and edits to test the algebra with: as hypothesis strategies."""

from typing import TypeVar

from hypothesis import strategies as st

from models.edit import REMOVE, STRIKE, UNSTRIKE, Edit, Part, edit_of, remove, strike, unstrike
from models.layer import Author, Run, Runs, joined
from models.text import to_units

T = TypeVar("T")

# Short alphabets make ties and meetings likely; Latin, Arabic, a combining mark, an emoji.
LETTERS = ["a", "b", " ", "م", "ع", "\u0301", "😀"]
PARTIES = ("p", "q", "r")

letters = st.sampled_from(LETTERS)
texts = st.lists(letters, max_size=8).map(lambda chosen: to_units("".join(chosen)))
parties = st.sampled_from(PARTIES)
authors = st.sampled_from((*PARTIES, None))


@st.composite
def layers(draw: st.DrawFn) -> Runs:
    """A layer several parties have worked on."""
    count = draw(st.integers(0, 6))
    return joined(draw(_runs()) for _ in range(count))


@st.composite
def _runs(draw: st.DrawFn) -> Run:
    inserted_by = draw(st.sampled_from((None, None, *PARTIES)))
    strikers = draw(st.frozensets(parties, max_size=2))
    return Run(draw(texts), inserted_by, strikers - {inserted_by})


@st.composite
def edits(draw: st.DrawFn, runs: Runs, author: Author) -> Edit:
    """An edit that ``author`` may do on ``runs``, not all of which need have an effect."""
    parts: list[Part] = []
    for character, run in characters(runs):
        what = draw(st.sampled_from("kkkkimmu"))
        if what == "i":
            parts.append(draw(texts))
        parts.append(_mark(what, len(character), run, author))
    parts.append(draw(texts))
    return edit_of(*parts)


def _mark(what: str, count: int, run: Run, author: Author) -> Part:
    if what in "ki":
        return count
    if run.inserted_by == author:
        return remove(count)
    if author is None:
        return count
    return strike(count) if what == "m" else unstrike(count)


def characters(runs: Runs) -> list[tuple[str, Run]]:
    """Every whole character of ``runs``, as units, with the run it stands in."""
    found: list[tuple[str, Run]] = []
    for run in runs:
        for unit in run.text:
            if "\udc00" <= unit < "\ue000":
                found[-1] = (found[-1][0] + unit, run)
            else:
                found.append((unit, run))
    return found


def kinds(edit: Edit) -> set[str]:
    """Which kinds of marks ``edit`` makes."""
    return {part[0] for part in edit if isinstance(part, tuple)} & {STRIKE, UNSTRIKE, REMOVE}


def is_normal(runs: Runs) -> bool:
    """Whether ``runs`` are in normal form."""
    return joined(runs) == runs and all(run.inserted_by not in run.struck_by for run in runs)
