"""Caucuses and small drafting groups: private rooms, and what is written in them.

Everything of a caucus belongs to its own part of the record (`caucus:ID`), which no seat outside
it is ever sent; a party's own notes belong to `party:ID`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CaucusKind(StrEnum):
    """Who meets (domain §2)."""

    CAUCUS = "caucus"
    SMALL_GROUP = "small_drafting_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something written for one's own side."""

    id: str
    author: str
    person: str
    text: str
    at: datetime
    clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caucus:
    """`members` are authors: parties, and the facilitators where one of them chairs the group.

    Unless `told`, nobody outside learns that it exists.
    """

    id: str
    kind: CaucusKind
    title: str
    members: frozenset[str]
    opened_by: str
    opener: str
    at: datetime
    told: bool = False
    clauses: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tripwire:
    """A phrase that a party wants to hear of when it appears in, or disappears from, a clause."""

    id: str
    author: str
    person: str
    clause: str
    phrase: str
    appears: bool = False
