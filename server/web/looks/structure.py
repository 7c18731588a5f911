"""The forms that propose another structure of the text: what each offers to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from models.clause import Clause
from models.outline import worded
from models.text import length
from models.words import sentences
from server.web import markup
from server.web.looks.may import alone, fixed
from server.web.looks.reader import Reader
from server.web.markup import Shown


@dataclass(frozen=True, slots=True)
class Place:
    """A clause that may be named."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a second clause may begin: its offset in UTF-16 code units, and its first words."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that is to be split, and every place where the second clause may begin."""

    field: Shown
    beginnings: tuple[Beginning, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A clause as it reads: what an act names."""

    id: str
    name: str
    version: int
    digest: str
    title: Shown
    text: Shown
    empty: bool


@dataclass(frozen=True, slots=True)
class Forms:
    """Everything the forms offer about one clause; `why_not`: only a new one may be proposed."""

    clause: Named | None
    clauses: tuple[Place, ...]
    places: tuple[Place, ...]
    after: str
    titles: tuple[Shown, ...]
    texts: tuple[Shown, ...]
    cuts: tuple[Cut, ...]
    following: Named | None
    why_not: str


def forms(reader: Reader) -> Forms:
    """The forms about the clause in view."""
    n, its = reader.negotiation, reader.clause
    clauses = tuple(Place(one.id, _name(reader, one)) for one in reader.clauses)
    order = [one.id for one in reader.clauses]
    here = order.index(its.id) if its is not None and its.id in order else 0
    stays = {order[here], order[here - 1] if here else ""} if order else set()
    fields = [f"{language}/{part}" for language in n.languages for part in ("title", "text")]
    shown = [markup.clean(field, "") for field in reader.ordered(dict.fromkeys(fields, ""))]
    return Forms(
        clause=_named(reader, its) if its is not None else None,
        clauses=clauses,
        places=tuple(place for place in clauses if place.id not in stays),
        after=its.id if its is not None else "",
        titles=tuple(one for one in shown if one.part == "title"),
        texts=tuple(one for one in shown if one.part == "text"),
        cuts=tuple(_cuts(reader, its)) if its is not None else (),
        following=_following(reader, its) if its is not None else None,
        why_not=fixed(reader, its) or alone(reader, its),
    )


def _name(reader: Reader, its: Clause) -> str:
    return reader.clause_name(its.id) or its.id


def _named(reader: Reader, its: Clause) -> Named:
    return Named(
        its.id,
        _name(reader, its),
        its.current,
        its.version.digest,
        reader.title(its),
        reader.text(its),
        its.version.empty,
    )


def _following(reader: Reader, its: Clause) -> Named | None:
    order = list(worded(reader.negotiation))
    at = next((place for place, one in enumerate(order) if one.id == its.id), len(order))
    return _named(reader, order[at + 1]) if at + 1 < len(order) else None


def _cuts(reader: Reader, its: Clause) -> Iterator[Cut]:
    wording = its.version.wording
    for field in reader.ordered(wording):
        if wording[field] and not field.endswith("/title"):
            yield Cut(markup.clean(field, ""), tuple(beginnings(wording[field])))


def beginnings(text: str) -> Iterator[Beginning]:
    """Every sentence but the first; of a single sentence every word but the first."""
    pieces = sentences(text)
    if len(pieces) < 2:
        pieces = [f"{word} " for word in text.split(" ")]
    at = 0
    for before, piece in pairwise(pieces):
        at += length(before)
        if piece.strip():
            yield Beginning(at, piece.strip())
