"""The truth about a layer, kept apart from the algebra.

Every character anybody types is unique, so a plain book can say of each who typed it, who strikes
it, whether it is gone, and between which others it was put. The book knows no offsets and so shares
no error with what it checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from models.edit import Edit
from models.layer import Author, Runs, of_text
from models.text import to_units
from tests.models.algebra import characters

Intent = tuple[str, str, str | None, str | None]
"""What somebody meant: ``(kind, character, left neighbour, right neighbour)``."""


def unique_characters() -> Iterator[str]:
    """Characters of all sorts, none twice, none that NFC would touch; as units."""
    arabic, emoji = iter(range(0x0671, 0x06C0)), iter(range(0x1F300, 0x1F600))
    for number in range(0x4E00, 0x9000):
        for point in (number, next(emoji, None), next(arabic, None), 0x20000 + number):
            if point is not None:
                yield to_units(chr(point))


@dataclass
class Book:
    """What is true of the characters of one layer."""

    typed_by: dict[str, Author]
    struck_by: dict[str, set[str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    order: list[tuple[str | None, str | None]] = field(default_factory=list)

    def enter(self, party: str, intents: list[Intent]) -> None:
        for kind, character, left, right in intents:
            strikers = self.struck_by.setdefault(character, set())
            if kind == "i":
                self.typed_by[character] = party
                self.order += [(left, character), (character, right)]
            elif kind == "s":
                strikers.add(party)
            elif kind == "u":
                strikers.discard(party)
            else:
                self.gone.add(character)

    def settle(self, old: str, new: str) -> None:
        """The current text beneath the layer has changed."""
        before, after = split(old), split(new)
        self.gone |= set(before) - set(after)
        self.typed_by |= dict.fromkeys(after)

    def check(self, runs: Runs) -> None:
        """Hold a layer against the book."""
        seen = dict(characters(runs))
        assert len(seen) == len(characters(runs)), "a character is there twice"
        assert seen.keys() == self.typed_by.keys() - self.gone
        for character, run in seen.items():
            assert run.inserted_by == self.typed_by[character]
            assert run.struck_by == self.struck_by.get(character, set())

    def check_order(self, runs: Runs) -> None:
        """Hold a layer's order against every character's neighbours when it was typed."""
        place = {character: at for at, (character, _) in enumerate(characters(runs))}
        for left, right in self.order:
            if left in place and right in place:
                assert place[left] < place[right]


def split(units: str) -> list[str]:
    """The whole characters of a unit string."""
    return [character for character, _ in characters(of_text(units))]


def intents_of(before: Runs, effective: Edit) -> list[Intent]:
    """What an edit means, character by character."""
    old = [character for character, _ in characters(before)]
    found: list[Intent] = []
    at, left = 0, None
    for part in effective:
        if isinstance(part, str):
            for character in split(part):
                found.append(("i", character, left, old[at] if at < len(old) else None))
                left = character
            continue
        count = part if isinstance(part, int) else part[1]
        while count:
            character = old[at]
            if not isinstance(part, int):
                found.append((part[0], character, None, None))
            left, at, count = character, at + 1, count - len(character)
    return found
