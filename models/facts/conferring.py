"""Facts behind closed doors: caucuses and small drafting groups; own notes and tripwires.

All but `CaucusTold` belong to the members, or to one side, alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.caucus import CaucusKind
from models.facts.base import PARTIES, CaucusFact, Fact, OwnFact


@dataclass(frozen=True, slots=True, kw_only=True)
class CaucusOpened(CaucusFact):
    """Some parties meet, or a small drafting group does; `lead` is the side that opened it."""

    makes: ClassVar[str] = "caucus"
    caucus: str
    caucus_kind: CaucusKind
    title: str
    members: frozenset[str]
    lead: str
    by: str
    told: bool = False
    clauses: tuple[str, ...] = ()
    kind: Literal["caucus_opened"] = "caucus_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaucusMembersChanged(CaucusFact):
    """Others meet now; who is new reads what is written from here on."""

    caucus: str
    members: frozenset[str]
    lead: str
    kind: Literal["caucus_members_changed"] = "caucus_members_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaucusNoteWritten(CaucusFact):
    """A member said something to the others."""

    caucus: str
    note: str
    author: str
    person: str
    text: str
    clause: str | None = None
    kind: Literal["caucus_note_written"] = "caucus_note_written"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaucusClosed(CaucusFact):
    """The caucus is over."""

    caucus: str
    kind: Literal["caucus_closed"] = "caucus_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaucusTold(Fact):
    """The table was told who meets, on what, or that they do no more; and nothing else."""

    part: ClassVar[str] = PARTIES
    caucus: str
    caucus_kind: CaucusKind
    title: str
    members: frozenset[str]
    clauses: tuple[str, ...] = ()
    closed: bool = False
    kind: Literal["caucus_told"] = "caucus_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(OwnFact):
    """Somebody wrote something down for their own side."""

    makes: ClassVar[str] = "note"
    note: str
    author: str
    person: str
    text: str
    clause: str | None = None
    kind: Literal["note_written"] = "note_written"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDeleted(OwnFact):
    """A note was taken away; its part of the record may be erased."""

    note: str
    author: str
    kind: Literal["note_deleted"] = "note_deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class TripwireSet(OwnFact):
    """A side wants to hear when a phrase disappears from a clause, or appears in it."""

    makes: ClassVar[str] = "tripwire"
    tripwire: str
    author: str
    person: str
    clause: str
    phrase: str
    appears: bool = False
    kind: Literal["tripwire_set"] = "tripwire_set"


@dataclass(frozen=True, slots=True, kw_only=True)
class TripwireRemoved(OwnFact):
    """A side wants to hear of it no more."""

    tripwire: str
    author: str
    kind: Literal["tripwire_removed"] = "tripwire_removed"
