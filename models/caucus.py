"""Caucuses and small drafting groups: private rooms, and what is written in them; own notes.

Everything of a caucus belongs to its own part of the record (`caucus:ID`), which no seat outside
it is ever sent; a side's own notes and tripwires belong to `party:ID`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CaucusKind(StrEnum):
    """Who meets (domain §2)."""

    CAUCUS = "caucus"
    SMALL_GROUP = "small_drafting_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something written in a caucus, or for one's own side."""

    id: str
    author: str
    person: str
    text: str
    at: datetime
    clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caucus:
    """`members` are authors: parties, and the facilitators where one of them chairs the group.

    Unless `told`, nobody outside learns that it exists. Without `clauses` it works on any.
    """

    id: str
    kind: CaucusKind
    title: str
    members: frozenset[str]
    lead: str
    """The author whose side opened it, or took over when that one left: it decides of it."""
    at: datetime
    told: bool = False
    clauses: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    joined: Mapping[str, int] = field(default_factory=dict)
    """Member → how many notes had been written when it joined; it reads those after."""
    closed: bool = False

    def read_by(self, author: str) -> tuple[Note, ...]:
        """The notes that a member reads, oldest first; nobody else reads any."""
        return self.notes[self.joined.get(author, 0) :] if author in self.members else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tripwire:
    """A phrase that a side wants to hear of when it disappears from, or appears in, a clause."""

    id: str
    author: str
    person: str
    clause: str
    phrase: str
    appears: bool = False
