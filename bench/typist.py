"""Typists: what people do to a draft, by chance but as people do it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from typing import Final

from bench.pen import Pen
from models.edit import REMOVE, Edit, edit_of, strike, unstrike
from models.runs import Run, Runs
from models.text import to_units

SENTENCE: Final = (
    "the parties shall publish sources of paid content within seven days and correct any error "
    "without delay where an authority asks for it in writing"
)
WORDS: Final = tuple(SENTENCE.split())

# Each of these is a word of its own (models.words): what becomes of one says nothing of another.
UNIQUE_RANGES: Final = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DD),  # two units each
    (0x1F400, 0x1F4FC),  # emoji
)


def unique_letters() -> Iterator[str]:
    """Letters none of which comes twice, long and short ones mixed; about 70,000."""
    alive = [iter(range(low, high + 1)) for low, high in UNIQUE_RANGES]
    while alive:
        for letters in list(alive):
            point = next(letters, None)
            if point is None:
                alive.remove(letters)
            else:
                yield chr(point)


def running_words(rng: random.Random) -> Iterator[str]:
    """Letters as somebody types them, word after word, for ever."""
    for _ in itertools.count():
        yield from rng.choice(WORDS) + " "


class Typist:
    """One person at one field of one draft."""

    def __init__(
        self, pen: Pen, field: str, rng: random.Random, letter: Callable[[], str], *, wild: bool
    ) -> None:
        self.pen = pen
        self.field = field
        self._rng = rng
        self._letter = letter
        self._wild = wild

    def settle_down(self) -> None:
        """Put the caret somewhere."""
        self._go(self._anywhere())

    def stroke(self) -> None:
        """One thing a person does: mostly a letter where the caret is."""
        dice = self._rng.random()
        if self._wild:
            self._wild_stroke(dice)
        elif dice < 0.90:
            self._insert(1)
        elif dice < 0.96:
            self._take_back()
        else:
            self._mark()

    def churn(self, size: int) -> None:
        """Write a paragraph, or take back the one written before."""
        if not self.pen.undo():
            self._insert(size)

    def _wild_stroke(self, dice: float) -> None:
        """Everything there is, all over the place, so that people get in each other's way."""
        if dice < 0.3:
            self.settle_down()
        if dice < 0.55:
            self._insert(self._rng.randint(1, 3))
        elif dice < 0.70:
            self._take_back()
        elif dice < 0.92:
            self._mark()
        else:
            self.pen.undo(reinsert=False)

    # Where.

    @property
    def _view(self) -> Runs:
        return self.pen.views[self.field]

    def _anywhere(self) -> int:
        units = "".join(run.text for run in self._view)
        return whole(units, self._rng.randint(0, len(units)))

    def _go(self, at: int) -> None:
        self.pen.carets[self.field] = at

    # What.

    def _insert(self, count: int) -> None:
        at = self.pen.carets.get(self.field, 0)
        text = to_units("".join(self._letter() for _ in range(count)))
        self.pen.type(self.field, edit_of(at, text))

    def _take_back(self) -> None:
        """Remove a little of one's own, before the caret where there is some."""
        view, author = self._view, self.pen.author
        at = self.pen.carets.get(self.field, 0)
        own = [
            (start, end)
            for start, end, run in _placed(view)
            if run.inserted_by == author and (start < at or self._wild)
        ]
        if not own:
            self._insert(1)
            return
        start, end = self._rng.choice(own) if self._wild else own[-1]
        units = "".join(run.text for run in view)
        end = end if self._wild else min(end, max(at, start + 1))
        begin = max(start, end - self._rng.randint(1, 3)) if self._wild else end - 1
        self._cover(whole(units, begin), _whole_end(units, end))

    def _mark(self) -> None:
        """Strike a few words, or take a strike of one's own back."""
        units = "".join(run.text for run in self._view)
        if not units:
            self._insert(1)
            return
        begin = self._anywhere() if self._wild else _word_start(units, self._anywhere())
        end = begin + (self._rng.randint(1, 4) if self._wild else 6)
        self._cover(begin, _whole_end(units, min(len(units), end)))

    def _cover(self, begin: int, end: int) -> None:
        """Strike what stands there; what is one's own goes, what one had struck comes back."""
        author = self.pen.author
        parts: list[int | tuple[str, int]] = [begin]
        for start, stop, run in _placed(self._view):
            low, high = max(begin, start), min(end, stop)
            if low >= high:
                continue
            if run.inserted_by == author:
                parts.append((REMOVE, high - low))
            elif author in run.struck_by:
                parts.append(unstrike(high - low))
            else:
                parts.append(strike(high - low))
        edit: Edit = edit_of(*parts)
        if edit:
            self.pen.type(self.field, edit)


def whole(units: str, at: int) -> int:
    """The place at or before ``at`` that is not inside a character."""
    inside = 0 < at < len(units) and "\udc00" <= units[at] <= "\udfff"
    return at - 1 if inside else at


def _whole_end(units: str, at: int) -> int:
    inside = 0 < at < len(units) and "\udc00" <= units[at] <= "\udfff"
    return at + 1 if inside else at


def _word_start(units: str, at: int) -> int:
    return max(0, units.rfind(" ", 0, at) + 1)


def _placed(runs: Runs) -> Iterator[tuple[int, int, Run]]:
    at = 0
    for run in runs:
        yield at, at + len(run.text), run
        at += len(run.text)
