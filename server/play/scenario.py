"""A scenario as the player has it: who takes part, what is proposed, the moves in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple


class ScenarioError(ValueError):
    """A scenario file that cannot be played, and where it says so."""


class Change(NamedTuple):
    """An exact find and replace on the text current when the proposal is tabled."""

    find: str
    replace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in the scenario; `party` is None for everybody who speaks for none."""

    id: str
    name: str
    role: str
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal as the file has it: `changes` maps each field of the clause to its edits."""

    id: str
    clause: str
    by: str
    person: str | None
    changes: Mapping[str, tuple[Change, ...]]
    reason: str = ""
    bridges: tuple[str, ...] = ()
    co_sponsors: tuple[str, ...] = ()
    severable: bool = False
    amends: str | None = None
    after: str = ""
    """New clause, move: the clause it would follow; "" for the beginning."""
    joins: str = ""
    """Merger: the second clause."""
    wording: Mapping[str, str] = field(default_factory=dict)
    """New clause, merger: what fields would read."""
    begins: Mapping[str, str] = field(default_factory=dict)
    """Split: the words with which the second clause begins in each text …"""
    second_title: Mapping[str, str] = field(default_factory=dict)
    """… and its titles."""
    caucus: str = ""
    """The caucus, or the small drafting group, it comes from."""
    beyond: str = ""
    """What it asks for that no act of the product can do yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """An objection as the file has it: to a clause, or to a proposal."""

    id: str
    by: str
    person: str | None
    category: str
    reason: str
    remedy: str
    clause: str
    proposal: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """A package as the file has it: `elements` are clauses, each with a proposal or unchanged."""

    id: str
    title: str
    elements: tuple[tuple[str, str | None], ...]
    conditions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A reservation, declaration or explanation as the file has it."""

    id: str
    kind: str
    clause: str
    by: str
    text: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A silence as the file has it: a version of a clause, or a proposal for it, until `ends`."""

    id: str
    clause: str
    ends: datetime
    proposal: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """An editorial correction as the file has it: of one field, the text where none is named."""

    id: str
    clause: str
    field: str
    change: Change
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A caucus or a small drafting group as the file has it; without clauses it works on any."""

    id: str
    title: str
    members: tuple[str, ...]
    told: bool = False
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move: its number, its time, who makes it, what it is, and what is expected of it."""

    n: int
    at: datetime
    do: str
    by: str | None = None
    expect: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    """What the file remarks for people; a signature says there what was lifted before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole scenario; `parties` are in seat order, `clauses` are ids with what people say."""

    id: str
    title: str
    language: str
    live_drafting: str
    rules: Mapping[str, Any] = field(default_factory=dict)
    """The rules part of the file, as it stands there."""
    persons: Mapping[str, Member]
    parties: tuple[str, ...]
    clauses: Mapping[str, str]
    proposals: Mapping[str, Proposed]
    objections: Mapping[str, Objected]
    packages: Mapping[str, Packaged]
    statements: Mapping[str, Entered]
    silences: Mapping[str, Offered]
    corrections: Mapping[str, Corrected]
    caucuses: Mapping[str, Met]
    signing_closes: datetime | None
    """When the window for signing closes, where the file says it."""
    place: str
    """Where the ceremony is."""
    moves: tuple[Move, ...]
    checkpoints: Mapping[str, Mapping[str, Any]]
    end_state: Mapping[str, Any]

    def head(self, party: str) -> str:
        """The person who speaks for a party: its head, or whoever comes first."""
        people = [person for person in self.persons.values() if person.party == party]
        heads = [person for person in people if person.role == "head_of_delegation"]
        if not people:
            raise ScenarioError(f"nobody speaks for {party}")
        return (heads or people)[0].id

    def speaker(self, by: str | None, named: str | None = None) -> str:
        """Who makes a move `by` a person or a party: the person named, else its head."""
        if by is not None and by in self.persons:
            return by
        if by is None or by not in self.parties:
            raise ScenarioError(f"by: there is no person and no party {by!r}")
        if named is not None and self.persons[named].party == by:
            return named
        return self.head(by)

    def up_to(self, *, until: int | None = None, session: str | None = None) -> tuple[Move, ...]:
        """The moves up to and with number `until`, or the close of `session`; all without both."""
        last = until
        if session is not None:
            closing = [
                move.n
                for move in self.moves
                if move.do == "close_session" and move.details.get("session") == session
            ]
            if not closing:
                raise ScenarioError(f"no move closes a session {session!r}")
            last = closing[0] if last is None else min(last, closing[0])
        return tuple(move for move in self.moves if last is None or move.n <= last)
