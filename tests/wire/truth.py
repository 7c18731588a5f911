"""Ground truth: what became of every single character, told by identity and not by place.

Every letter typed in these tests is typed once only, so that it can be followed by what it is.
The truth notes what each frame meant to do at the moment it was sent, letter by letter, and folds
those intentions in the order in which the server committed them. It knows no offsets and shares no
line with the algebra, whose results it is held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.edit import Edit
from models.runs import Author, Runs
from models.text import from_units


def letters(runs: Runs) -> list[tuple[str, Author, frozenset[str]]]:
    """Every character of a layer with its facts."""
    return [(c, run.inserted_by, run.struck_by) for run in runs for c in from_units(run.text)]


@dataclass(frozen=True, slots=True)
class Meant:
    """What one frame was meant to do."""

    author: str
    field: str
    revision: int
    """The last that its author had seen."""
    inserted: tuple[str, ...]
    """The stretches inserted, each in one piece."""
    struck: frozenset[str]
    unstruck: frozenset[str]
    removed: frozenset[str]


def meant(edit: Edit, runs: Runs, author: str, field_name: str, revision: int) -> Meant:
    """What ``author`` means by ``edit`` while looking at ``runs`` of this revision."""
    units = "".join(run.text for run in runs)
    at = 0
    inserted: list[str] = []
    touched: dict[str, set[str]] = {"s": set(), "u": set(), "x": set()}
    for part in edit:
        if isinstance(part, str):
            inserted.append(from_units(part))
        elif isinstance(part, int):
            at += part
        else:
            touched[part[0]] |= set(from_units(units[at : at + part[1]]))
            at += part[1]
    return Meant(
        author, field_name, revision, tuple(inserted),
        frozenset(touched["s"]), frozenset(touched["u"]), frozenset(touched["x"]),
    )  # fmt: skip


@dataclass(slots=True)
class Facts:
    """One character of one layer."""

    inserted_by: Author
    struck_by: set[str] = field(default_factory=set)
    since: int = 0
    """The revision it came with: what a decision took away and an undo brought back is another."""


class Truth:
    """One layer: its characters, and the stretches they came in."""

    def __init__(self, texts: Mapping[str, Runs]) -> None:
        self.fields = {
            name: {c: Facts(author, set(struck)) for c, author, struck in letters(runs)}
            for name, runs in texts.items()
        }
        self._stretches: list[tuple[str, str]] = []

    def commit(self, act: Meant) -> None:
        """The next frame that was committed."""
        known = self.fields[act.field]
        for c in act.struck & known.keys():
            if known[c].since <= act.revision:
                known[c].struck_by.add(act.author)
        for c in act.unstruck & known.keys():
            known[c].struck_by.discard(act.author)
        for c in act.removed & known.keys():
            assert known[c].inserted_by == act.author, f"{c} was removed by another"
            del known[c]
        for stretch in act.inserted:
            assert not known.keys() & set(stretch), f"of {stretch!r} something was typed before"
            known.update((c, Facts(act.author)) for c in stretch)
            self._stretches.append((act.field, stretch))

    def settle(self, name: str, text: str, revision: int) -> None:
        """The layer was carried over, as this revision: its base now reads ``text``."""
        known = self.fields[name]
        gone = {c for c, facts in known.items() if facts.inserted_by is None} - set(text)
        for c in gone:
            del known[c]
        for c in text:
            known.setdefault(c, Facts(None, since=revision))

    def hold_against(self, texts: Mapping[str, Runs]) -> None:
        """Assert that a layer says of every character what is true, and of no other anything."""
        for name, known in self.fields.items():
            said = letters(texts[name])
            places = {c: at for at, (c, _, _) in enumerate(said)}
            assert len(places) == len(said), f"{name}: letters doubled: {doubled(said)}"
            assert places.keys() == known.keys(), (
                f"{name}: lost {known.keys() - places.keys()}, "
                f"never typed or gone {places.keys() - known.keys()}"
            )
            for c, author, struck in said:
                assert author == known[c].inserted_by, f"{c}: by {author}, truly {known[c]}"
                assert struck == known[c].struck_by, f"{c}: struck by {struck}, truly {known[c]}"
        self._hold_stretches(texts)

    def _hold_stretches(self, texts: Mapping[str, Runs]) -> None:
        places = {
            name: {c: at for at, (c, _, _) in enumerate(letters(runs))}
            for name, runs in texts.items()
        }
        for name, stretch in self._stretches:
            order = [places[name][c] for c in stretch if c in places[name]]
            assert order == sorted(order), f"{name}: {stretch!r} was put out of order"


def doubled(said: Iterable[tuple[str, Author, frozenset[str]]]) -> set[str]:
    """The characters that stand there more than once."""
    seen: set[str] = set()
    return {c for c, _, _ in said if c in seen or seen.add(c)}  # type: ignore[func-returns-value]
