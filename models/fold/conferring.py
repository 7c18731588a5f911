"""Folds what happens behind closed doors: caucuses, own notes, tripwires.

All of it may have been erased from the record (domain R8): what comes of a caucus, or takes away a
note, that is not there changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from models.caucus import Caucus, Note, Tripwire
from models.facts import (
    CaucusClosed,
    CaucusMembersChanged,
    CaucusNoteWritten,
    CaucusOpened,
    CaucusTold,
    NoteDeleted,
    NoteWritten,
    TripwireRemoved,
    TripwireSet,
)
from models.negotiation import Negotiation
from models.party import Actor

T = TypeVar("T")


def _opened(n: Negotiation, fact: CaucusOpened, at: datetime, _by: Actor | None) -> Negotiation:
    caucus = Caucus(
        id=fact.caucus,
        kind=fact.caucus_kind,
        title=fact.title,
        members=fact.members,
        lead=fact.lead,
        at=at,
        told=fact.told,
        clauses=fact.clauses,
        joined=dict.fromkeys(sorted(fact.members), 0),
    )
    return _with(n, caucus)


def _with(n: Negotiation, caucus: Caucus) -> Negotiation:
    return replace(n, caucuses={**n.caucuses, caucus.id: caucus})


def _members(
    n: Negotiation, fact: CaucusMembersChanged, _at: datetime, _by: Actor | None
) -> Negotiation:
    its = n.caucuses.get(fact.caucus)
    if its is None:
        return n
    written = len(its.notes)
    joined = {one: its.joined.get(one, written) for one in sorted(fact.members)}
    return _with(n, replace(its, members=fact.members, lead=fact.lead, joined=joined))


def _written(
    n: Negotiation, fact: CaucusNoteWritten, at: datetime, _by: Actor | None
) -> Negotiation:
    its = n.caucuses.get(fact.caucus)
    if its is None:
        return n
    return _with(n, replace(its, notes=(*its.notes, _note(fact, at))))


def _closed(n: Negotiation, fact: CaucusClosed, _at: datetime, _by: Actor | None) -> Negotiation:
    its = n.caucuses.get(fact.caucus)
    return n if its is None else _with(n, replace(its, closed=True))


def _told(n: Negotiation, _fact: CaucusTold, _at: datetime, _by: Actor | None) -> Negotiation:
    """What was told of a caucus is what its own facts say; this is for those who have no others."""
    return n


def _note(fact: CaucusNoteWritten | NoteWritten, at: datetime) -> Note:
    return Note(
        id=fact.note,
        author=fact.author,
        person=fact.person,
        text=fact.text,
        at=at,
        clause=fact.clause,
    )


def _noted(n: Negotiation, fact: NoteWritten, at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, notes={**n.notes, fact.note: _note(fact, at)})


def _deleted(n: Negotiation, fact: NoteDeleted, _at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, notes=_without(n.notes, fact.note))


def _set(n: Negotiation, fact: TripwireSet, _at: datetime, _by: Actor | None) -> Negotiation:
    tripwire = Tripwire(
        id=fact.tripwire,
        author=fact.author,
        person=fact.person,
        clause=fact.clause,
        phrase=fact.phrase,
        appears=fact.appears,
    )
    return replace(n, tripwires={**n.tripwires, tripwire.id: tripwire})


def _removed(
    n: Negotiation, fact: TripwireRemoved, _at: datetime, _by: Actor | None
) -> Negotiation:
    return replace(n, tripwires=_without(n.tripwires, fact.tripwire))


def _without(things: Mapping[str, T], gone: str) -> dict[str, T]:
    return {key: thing for key, thing in things.items() if key != gone}


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    CaucusOpened: _opened,
    CaucusMembersChanged: _members,
    CaucusNoteWritten: _written,
    CaucusClosed: _closed,
    CaucusTold: _told,
    NoteWritten: _noted,
    NoteDeleted: _deleted,
    TripwireSet: _set,
    TripwireRemoved: _removed,
}
