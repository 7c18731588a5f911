"""The whole of a negotiation as one immutable value; `models.fold` takes facts into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from models.caucus import Caucus, Note, Tripwire
from models.clause import Advice, Clause
from models.correction import Correction
from models.draft import Draft
from models.facts import PlannedSession, PreparedClause
from models.notice import Notice
from models.objection import Objection
from models.package import Package
from models.party import Party, Person
from models.position import Position
from models.proposal import Proposal
from models.reopening import Reopening
from models.reservation import Statement
from models.rulebook import Group, Kind, Mode, Rules
from models.signing import FinalText, LockStatus, Publication, Signature, Standing, Window
from models.silence import Silence
from models.temperature import TemperatureCheck


class Subject(StrEnum):
    """What a decision was about."""

    RULES = "rules"
    ACCEPTANCE = "acceptance"
    AGREEMENT = "agreement"
    PARKING = "parking"
    ADMISSION = "admission"
    REOPENING = "reopening"
    PACKAGE = "package"
    ADOPTION = "adoption"
    """Of the whole text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A clause and everything that hangs on it, as they were before a decision: for undo.

    Positions are not among it: bound to their version, they are back when it is.
    """

    clause: Clause
    proposals: Mapping[str, Proposal]
    objections: Mapping[str, Objection]
    drafts: Mapping[str, Draft]


class Aftermath(NamedTuple):
    """What a decision did to another proposal: it fell, was carried, or needs its author."""

    proposal: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A numbered decision; `before` is kept for as long as it can be undone or was."""

    number: int
    subject: Subject
    at: datetime
    by: str
    clause: str | None = None
    proposal: str | None = None
    version: int | None = None
    before: Before | None = None
    undone: bool = False
    package: str | None = None
    within: int | None = None
    """The decision it is a part of: an acceptance within a package is undone with it."""
    aftermath: tuple[Aftermath, ...] = ()

    @property
    def label(self) -> str:
        """What people call it in the record."""
        return f"D-{self.number:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A clause put to the room; objections are in time until `closes`, inclusive."""

    clause: str
    version: int
    digest: str
    asked: datetime
    closes: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is there: how many admitted parties, how many are admitted, how many are needed."""

    present: int
    admitted: int
    needed: int

    @property
    def met(self) -> bool:
        """Whether there is a quorum."""
        return self.present >= self.needed

    def __str__(self) -> str:
        return f"{self.present} of {self.admitted}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnScreen:
    """What every screen shows now."""

    clause: str
    draft: str | None = None


@dataclass(frozen=True, kw_only=True)
class Negotiation:
    """One code, its parties, rules, sessions, texts: never changed, only replaced by `fold`.

    `clauses` are in the order of the text; `positions` maps a clause to the last position of each
    party on each version, keyed (party, version).
    """

    id: str
    title: str
    convenor: str
    languages: tuple[str, ...]
    rules: Rules
    parties: Mapping[str, Party]
    sessions: Mapping[str, PlannedSession]
    rehearsal: bool = False
    utc_offset: str = "+00:00"
    people: Mapping[str, Person] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    prepared: tuple[PreparedClause, ...] = ()
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    rules_adopted: bool = False
    session: str | None = None
    on_screen: OnScreen | None = None
    question: Question | None = None
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    objections: Mapping[str, Objection] = field(default_factory=dict)
    positions: Mapping[str, Mapping[tuple[str, int], Position]] = field(default_factory=dict)
    advice: Mapping[str, Advice] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    mode: Mode = Mode.OPEN
    shown: Mapping[Kind, frozenset[Group]] | None = None
    """Who sees what now, where that is otherwise than in the rules."""
    reopenings: Mapping[str, Reopening] = field(default_factory=dict)
    """Clause → the request to reopen it that waits for an answer."""
    silences: Mapping[str, Silence] = field(default_factory=dict)
    packages: Mapping[str, Package] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    checks: Mapping[str, TemperatureCheck] = field(default_factory=dict)
    caucuses: Mapping[str, Caucus] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    """A side's own notes, by id; each belongs to its author alone."""
    tripwires: Mapping[str, Tripwire] = field(default_factory=dict)
    notices: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    """Author key → what concerns it, oldest first."""
    seen: Mapping[str, int] = field(default_factory=dict)
    """Person → the number of the last notice of their side that they have seen."""
    adopted: str | None = None
    """The digest of the whole text, once that is adopted ad referendum."""
    legal_check: bool = False
    """Whether the legal check is complete."""
    renumbered: bool = False
    finals: tuple[FinalText, ...] = ()
    """Every text that was to be locked, the last one last."""
    window: Window | None = None
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    """Party → where it stands towards the final text in force."""
    publication: Publication | None = None

    @property
    def admitted(self) -> tuple[Party, ...]:
        """The admitted parties in seat order."""
        return tuple(
            sorted((p for p in self.parties.values() if p.admitted), key=lambda p: p.seat_order)
        )

    @property
    def attendance(self) -> Attendance:
        """The quorum as it stands."""
        admitted = self.admitted
        present = sum(party.presence.counts for party in admitted)
        return Attendance(present, len(admitted), self.rules.quorum.needed(len(admitted)))

    @property
    def final(self) -> FinalText | None:
        """The locked text in force, or None while the text is open."""
        last = self.finals[-1] if self.finals else None
        return last if last is not None and last.locked else None

    @property
    def lock_pending(self) -> FinalText | None:
        """The text whose lock waits for its second person."""
        last = self.finals[-1] if self.finals else None
        return last if last is not None and last.status is LockStatus.PENDING else None

    @cached_property
    def waiting(self) -> tuple[Proposal, ...]:
        """The proposals that lapse unless they are seconded, the first deadline first.

        Kept for as long as no fact but typing comes in: every keystroke asks for it.
        """
        waiting = [p for p in self.proposals.values() if p.live and p.due is not None]
        return tuple(sorted(waiting, key=lambda p: (p.due, p.order)))

    def live_proposals(self, clause: str) -> tuple[Proposal, ...]:
        """The live proposals on a clause in order of tabling."""
        live = (p for p in self.proposals.values() if p.clause == clause and p.live)
        return tuple(sorted(live, key=lambda p: p.order))

    def standing_objections(self, clause: str) -> tuple[Objection, ...]:
        """Objections on a clause, or on a proposal for it, that are not answered yet."""
        return tuple(o for o in self.objections.values() if o.clause == clause and o.standing)

    def blocking_objections(self, clause: str) -> tuple[Objection, ...]:
        """Standing objections of active parties; those of a party that walked out are suspended."""
        standing = self.standing_objections(clause)
        return tuple(o for o in standing if self.parties[o.party].active)

    def position(self, clause: str, party: str) -> Position | None:
        """The position of a party on the version in force; None: not stated (R2)."""
        return self.positions.get(clause, {}).get((party, self.clauses[clause].current))
