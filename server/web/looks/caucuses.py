"""Behind closed doors: the caucuses an audience may know of, the one in view, one's own notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from models.caucus import Caucus, CaucusKind, Note
from models.clause import Clause
from models.party import Party
from models.sight import knows_of, leading, pens_down
from server.web.looks import drafts
from server.web.looks.drafts import DraftLook
from server.web.looks.may import away, may
from server.web.looks.reader import Reader

SHOWN = 200
"""How many notes of a caucus, or of one's own, are on the page: the last ones."""


@dataclass(frozen=True, slots=True)
class CaucusLook:
    """A caucus as anybody who may know of it sees it."""

    id: str
    kind: CaucusKind
    title: str
    members: tuple[str, ...]
    clauses: tuple[str, ...]
    inside: bool
    told: bool
    closed: bool
    in_view: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A clause to choose."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Opening:
    """How these people may meet others: `kind` is that of the act."""

    kind: str
    parties: tuple[Party, ...]
    clauses: tuple[Choice, ...]
    group: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One note."""

    id: str
    author: str
    person: str
    text: str
    at: datetime
    clause: str
    ours: bool


@dataclass(frozen=True, slots=True)
class RoomLook:
    """A caucus as its members see it."""

    caucus: CaucusLook
    said: tuple[Said, ...]
    parties: tuple[Party, ...]
    clauses: tuple[Choice, ...]
    why_not: str
    may_write: bool
    may_change: bool
    may_leave: bool
    may_close: bool


@dataclass(frozen=True, slots=True)
class Wire:
    """A tripwire, and whether its phrase is in the text in force."""

    id: str
    clause: str
    phrase: str
    appears: bool
    there: bool


@dataclass(frozen=True, slots=True)
class Own:
    """What one side keeps for itself."""

    author: str
    notes: tuple[Said, ...]
    tripwires: tuple[Wire, ...]
    clauses: tuple[Choice, ...]
    may_write: bool
    may_wire: bool
    may_delete: bool


def caucuses(reader: Reader) -> tuple[CaucusLook, ...]:
    """The caucuses this audience may know of: those still open first, the newest first."""
    known = [one for one in reader.negotiation.caucuses.values() if knows_of(reader.sight, one)]
    known.reverse()
    return tuple(_look(reader, its) for its in sorted(known, key=lambda its: its.closed))


def meeting(reader: Reader) -> tuple[CaucusLook, ...]:
    """Those that meet now and this audience is in."""
    return tuple(its for its in caucuses(reader) if its.inside and not its.closed)


def _look(reader: Reader, its: Caucus) -> CaucusLook:
    return CaucusLook(
        id=its.id,
        kind=its.kind,
        title=its.title,
        members=_seated(reader, its.members),
        clauses=tuple(map(reader.clause_name, its.clauses)) if reader.reads else (),
        inside=reader.author in its.members,
        told=its.told,
        closed=its.closed,
        in_view=its.id == reader.audience.caucus,
    )


def _seated(reader: Reader, members: frozenset[str]) -> tuple[str, ...]:
    """Parties in seat order, the facilitators last."""
    seats = [party.id for party in reader.negotiation.admitted]
    return tuple(sorted(members, key=lambda m: (m not in seats, m in seats and seats.index(m), m)))


def opening(reader: Reader) -> Opening | None:
    """How these people may meet others; None for those who may not."""
    group = reader.role.facilitates
    kind = "open_small_group" if group else "open_caucus"
    if reader.author is None or not may(reader, kind):
        return None
    return Opening(kind, _others(reader), _choices(reader, reader.clauses), group)


def _others(reader: Reader) -> tuple[Party, ...]:
    return tuple(party for party in reader.negotiation.admitted if party.id != reader.author)


def _choices(reader: Reader, clauses: Iterable[Clause]) -> tuple[Choice, ...]:
    return tuple(Choice(its.id, reader.clause_name(its.id)) for its in clauses)


def room(reader: Reader) -> RoomLook | None:
    """The caucus in view; None where none is, or these people are not in it."""
    its = reader.negotiation.caucuses.get(reader.audience.caucus or "")
    author = reader.author
    if its is None or author is None or author not in its.members:
        return None
    lead = leading(reader.negotiation, its)
    leads = lead == author and not its.closed
    clauses = () if its.closed else tuple(_draftable(reader, its))
    return RoomLook(
        caucus=_look(reader, its),
        said=tuple(_said(reader, note) for note in its.read_by(author)[-SHOWN:]),
        parties=tuple(party for party in reader.negotiation.admitted if party.id != lead),
        clauses=clauses,
        why_not=away(reader) if clauses else "",
        may_write=not its.closed and may(reader, "write_in_caucus"),
        may_change=leads and may(reader, "change_members"),
        may_leave=not its.closed and may(reader, "leave_caucus"),
        may_close=leads and may(reader, "close_caucus"),
    )


def _draftable(reader: Reader, its: Caucus) -> Iterator[Choice]:
    """The clauses of a caucus on which a pen works now."""
    open_ = (
        clause
        for clause in reader.clauses
        if (not its.clauses or clause.id in its.clauses)
        and not pens_down(reader.negotiation, clause.id)
    )
    yield from _choices(reader, open_)


def _said(reader: Reader, note: Note) -> Said:
    n = reader.negotiation
    person = n.people.get(note.person)
    known = note.clause is not None and note.clause in n.clauses and reader.reads
    return Said(
        id=note.id,
        author=note.author,
        person=person.name if person is not None else "",
        text=note.text,
        at=note.at,
        clause=reader.clause_name(note.clause or "") if known else "",
        ours=note.author == reader.author,
    )


def room_drafts(reader: Reader) -> tuple[DraftLook, ...]:
    """The drafts of the caucus in view, for its members."""
    n, caucus = reader.negotiation, reader.audience.caucus
    return tuple(
        drafts.look(reader, n.clauses[draft.clause], draft)
        for draft in n.drafts.values()
        if caucus is not None and draft.caucus == caucus and reader.author in draft.writers
    )


def own(reader: Reader) -> Own | None:
    """What the reader's side keeps for itself; None where they have no side."""
    n, author = reader.negotiation, reader.author
    if author is None:
        return None
    notes = [note for note in n.notes.values() if note.author == author]
    return Own(
        author=author,
        notes=tuple(_said(reader, note) for note in reversed(notes[-SHOWN:])),
        tripwires=tuple(_wires(reader, author)),
        clauses=_choices(reader, reader.clauses),
        may_write=may(reader, "write_note"),
        may_wire=may(reader, "set_tripwire"),
        may_delete=may(reader, "delete_note"),
    )


def _wires(reader: Reader, author: str) -> Iterator[Wire]:
    n = reader.negotiation
    for wire in n.tripwires.values():
        its = n.clauses.get(wire.clause)
        if wire.author == author and its is not None and reader.reads:
            texts = (text.casefold() for text in its.version.wording.values())
            there = any(wire.phrase.casefold() in text for text in texts)
            name = reader.clause_name(wire.clause)
            yield Wire(wire.id, name, wire.phrase, wire.appears, there)
