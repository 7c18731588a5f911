"""The state of a layer: a list of runs, and the two hands that work on it.

A run is a stretch of text with one history: who inserted it, and who has struck it. A list of
runs is always in *normal form*: no run is empty, and no two neighbours bear equal marks. Two
lists that read alike in everything are therefore equal.

`Cursor` reads runs from left to right, `Writer` writes them; everything else in the algebra is
said with these two. Offsets are UTF-16 code units (`models.text`).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.saying import Sentence, said
from models.text import from_units, to_units

Author = str | None
"""A party's id, or None: the neutral current text, which no party inserted."""

NOBODY: frozenset[str] = frozenset()


class EditRefused(ValueError):
    """An edit that is not one, or that may not be done to these runs by this author.

    ``code`` names the reason for programs; ``sentence`` is a plain one for people.
    """

    def __init__(self, code: str, sentence: Sentence | str) -> None:
        self.sentence = said(sentence)
        super().__init__(str(self.sentence))
        self.code = code


class Run(NamedTuple):
    """A stretch of a layer's text with one history.

    ``text`` is a unit string, never empty and never half a character; ``inserted_by`` is the
    party that inserted it, None for current text; ``struck_by`` are the parties that strike it.
    """

    text: str
    inserted_by: Author = None
    struck_by: frozenset[str] = NOBODY


Runs = tuple[Run, ...]


class Writer:
    """Writes runs one after the other, keeping them in normal form."""

    __slots__ = ("_runs",)

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def put(self, run: Run) -> None:
        """Append one run that is not empty, merged with the last where the marks are equal."""
        runs = self._runs
        if runs:
            text, inserted_by, struck_by = runs[-1]
            if inserted_by == run.inserted_by and struck_by == run.struck_by:
                runs[-1] = Run(text + run.text, inserted_by, struck_by)
                return
        runs.append(run)

    def extend(self, runs: Sequence[Run]) -> None:
        """Append runs that are in normal form themselves, so that only the seam can merge."""
        if runs:
            self.put(runs[0])
            self._runs += runs[1:]

    def runs(self) -> Runs:
        """What was written."""
        return tuple(self._runs)


class Cursor:
    """A place in runs that moves to the right."""

    __slots__ = ("_at", "_off", "_runs")

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._at = 0  # the run it stands in,
        self._off = 0  # and how many units of that run lie behind it

    def take(self, count: int) -> list[Run]:
        """Move ``count`` units on and return the runs passed over, the outer two cut to fit.

        Raises `EditRefused` (``past_the_end``) if there are not so many.
        """
        runs, at, off = self._runs, self._at, self._off
        taken: list[Run] = []
        if off and count:
            text, inserted_by, struck_by = runs[at]
            piece = text[off : off + count]
            taken.append(Run(piece, inserted_by, struck_by))
            count -= len(piece)
            off += len(piece)
            if off == len(text):
                at, off = at + 1, 0
        whole = at
        while count and at < len(runs) and count >= len(runs[at][0]):
            count -= len(runs[at][0])
            at += 1
        taken += runs[whole:at]
        if count:
            if at == len(runs):
                raise EditRefused("past_the_end", "The edit goes past the end of the text.")
            text, inserted_by, struck_by = runs[at]
            taken.append(Run(text[:count], inserted_by, struck_by))
            off = count
        self._at, self._off = at, off
        return taken

    def rest(self) -> list[Run]:
        """Move to the end and return the runs passed over."""
        runs, at, off = self._runs, self._at, self._off
        self._at, self._off = len(runs), 0
        if not off:
            return list(runs[at:])
        text, inserted_by, struck_by = runs[at]
        return [Run(text[off:], inserted_by, struck_by), *runs[at + 1 :]]

    def check_whole(self) -> None:
        """Raise `EditRefused` (``splits_character``) if the cursor stands inside a character."""
        # Runs never end inside one, so only a place within a run has to be looked at.
        if self._off and "\udc00" <= self._runs[self._at][0][self._off] < "\ue000":
            raise EditRefused("splits_character", "The edit would split a character in two.")


def joined(runs: Iterable[Run]) -> Runs:
    """``runs`` in normal form: empty ones left out, neighbours with equal marks merged."""
    writer = Writer()
    for run in runs:
        if run.text:
            writer.put(run)
    return writer.runs()


def of_text(text: str) -> Runs:
    """A layer that changes nothing: ``text`` as it stands, inserted by nobody, struck by nobody."""
    return joined((Run(to_units(text)),))


def base(runs: Runs) -> str:
    """The units the layer started from: what nobody inserted, struck or not."""
    return "".join([run.text for run in runs if run.inserted_by is None])


def result(runs: Runs) -> str:
    """The units the layer would make: every insertion in, everything struck out."""
    return "".join([run.text for run in runs if not run.struck_by])


def anonymous(runs: Runs) -> Runs:
    """``runs`` for an audience without attribution: every party is ``*`` (design §6)."""
    return joined(
        Run(text, inserted_by and ANYONE, struck_by and SOMEBODY)
        for text, inserted_by, struck_by in runs
    )


ANYONE = "*"
SOMEBODY = frozenset({ANYONE})


def to_json(runs: Runs) -> list[list[object]]:
    """``runs`` for the wire and the store: ``[[text, inserted by or null, [struck by …]] …]``.

    Texts are ordinary text again, the strikers sorted. The inverse of `from_json`.
    """
    return [[from_units(text), inserted, sorted(struck)] for text, inserted, struck in runs]


def from_json(raw: Iterable[tuple[str, Author, Iterable[str]]]) -> Runs:
    """The runs that `to_json` wrote; trusts its shape, restores normal form."""
    return joined(Run(to_units(text), ins, frozenset(struck)) for text, ins, struck in raw)
