"""The whole of a negotiation as one immutable value; `models.fold` takes facts into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from models.briefing import Briefing
from models.caucus import Caucus, Note, Tripwire
from models.clause import Advice, Clause
from models.correction import Correction
from models.draft import Draft
from models.facts import PlannedSession, PreparedClause
from models.notice import Notice
from models.objection import Objection
from models.package import Package
from models.party import Party, Person
from models.position import Position, Source
from models.proposal import Proposal
from models.reopening import Reopening
from models.reservation import Statement
from models.retention import Erasure
from models.rulebook import OUTSIDERS, READERS, TEXT_ONLY, Group, Kind, Mode, Rules
from models.signing import FinalText, LockStatus, Publication, Signature, Standing, Window
from models.silence import Outage, Silence
from models.temperature import TemperatureCheck
from models.translation import Discrepancy


class Subject(StrEnum):
    """What a decision was about."""

    RULES = "rules"
    ACCEPTANCE = "acceptance"
    AGREEMENT = "agreement"
    PARKING = "parking"
    ADMISSION = "admission"
    LEAVING = "leaving"
    EXCLUSION = "exclusion"
    SPLIT = "split"
    REOPENING = "reopening"
    PACKAGE = "package"
    ADOPTION = "adoption"
    """Of the whole text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A clause and everything that hangs on it, as they were before a decision: for undo.

    Bound to their version, positions are back when it is; `positions` are kept for what a package
    wrote over them.
    """

    clause: Clause
    proposals: Mapping[str, Proposal]
    objections: Mapping[str, Objection]
    drafts: Mapping[str, Draft]
    packages: Mapping[str, Package] = field(default_factory=dict)
    """The live packages with an element on the clause."""
    positions: Mapping[tuple[str, int], Position] = field(default_factory=dict)
    joined: Clause | None = None
    """The second clause of a merge."""
    order: tuple[str, ...] = ()
    """The order of the text, before a move."""
    on_screen: OnScreen | None = None
    """What was on every screen, before a split or merge."""


class Aftermath(NamedTuple):
    """What a decision did to another proposal.

    `became` is "superseded", "fell" (with the proposal it amended), "carried" or "needs_author".
    """

    proposal: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Who was there when a clause was agreed, who was not, and who of those there said nothing."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    silent: tuple[str, ...]


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
    because: str = ""
    """Why it was undone."""
    package: str | None = None
    within: int | None = None
    """The decision it is a part of: an acceptance within a package is undone with it."""
    aftermath: tuple[Aftermath, ...] = ()
    lapsed: int = 0
    """How many positions given on the former version lapsed with it."""
    parts: tuple[str, ...] = ()
    """Of an acceptance: the parts that were accepted, none where it was the whole."""
    party: str | None = None
    """The party it admits, or whose admission it ends."""
    room: Room | None = None
    """Of an agreement put to the room."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesProposal:
    """Changed rules before the parties; they may be adopted once `closes` is past."""

    rules: Rules
    digest: str
    reason: str
    at: datetime
    closes: datetime
    by: str


class RulesAnswer(NamedTuple):
    """What a party said of the rules that are before it."""

    person: str
    agree: bool
    reason: str
    at: datetime


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
    rules_proposed: RulesProposal | None = None
    rules_answers: Mapping[str, RulesAnswer] = field(default_factory=dict)
    """Party → its answer to what is proposed, or before adoption to the rules as prepared."""
    session: str | None = None
    sat: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    """Session → each time it was opened."""
    at_close: Mapping[str, int] = field(default_factory=dict)
    """Clause → the version in force when the last session closed."""
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
    """Who of those the rules let see a kind of thing still sees it now; None: all of them."""
    reopenings: Mapping[str, Reopening] = field(default_factory=dict)
    """Clause → the request to reopen it that waits for an answer."""
    reopenings_declined: Mapping[str, Reopening] = field(default_factory=dict)
    """Clause → the last request to reopen it, where that was declined."""
    silences: Mapping[str, Silence] = field(default_factory=dict)
    outages: tuple[Outage, ...] = ()
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
    """The digest of the whole text (`whole.whole_digest`), once that is adopted ad referendum."""
    validated: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Clause and language → the version whose translation was found to say the same."""
    discrepancies: Mapping[str, Discrepancy] = field(default_factory=dict)
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
    briefings: tuple[Briefing, ...] = ()
    """On the text in force, as they were recorded."""
    briefed: Mapping[str, datetime] = field(default_factory=dict)
    """Party → when it confirmed that its duty to brief is met."""
    erased: Mapping[Erasure, datetime] = field(default_factory=dict)
    """What a rule has erased since the text was locked, and when."""

    @property
    def admitted(self) -> tuple[Party, ...]:
        """The admitted parties in seat order."""
        return tuple(
            sorted((p for p in self.parties.values() if p.admitted), key=lambda p: p.seat_order)
        )

    def people_of(self, party: str) -> tuple[Person, ...]:
        """The people of a party whose access was not ended."""
        people = self.people.values()
        return tuple(one for one in people if one.party == party and one.id not in self.removed)

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

    @cached_property
    def running_silences(self) -> tuple[Silence, ...]:
        """The silences that can still be broken, the first deadline first; kept like `waiting`."""
        running = [silence for silence in self.silences.values() if silence.running]
        return tuple(sorted(running, key=lambda silence: (silence.ends, silence.order)))

    def silence_on(self, clause: str) -> Silence | None:
        """The silence that runs on a clause."""
        return next((its for its in self.running_silences if its.clause == clause), None)

    def live_proposals(self, clause: str, amends: str | None = None) -> tuple[Proposal, ...]:
        """The live proposals on a clause, or the amendments to one of them, in order of tabling."""
        its = (p for p in self.proposals.values() if p.clause == clause and p.amends == amends)
        return tuple(sorted((p for p in its if p.live), key=lambda p: p.order))

    def live_package(self, clause: str, proposal: str | None = None) -> Package | None:
        """The live package with an element on a clause; where one is named, that proposal."""
        for package in self.packages.values():
            element = package.element(clause) if package.live else None
            if element is not None and proposal in {None, element.proposal}:
                return package
        return None

    def live_on(self, clause: str) -> tuple[Proposal, ...]:
        """Every live proposal that would change a clause: amendments and mergers among them."""
        return tuple(p for p in self.proposals.values() if p.live and clause in p.clauses)

    def live_merges(self, clause: str) -> tuple[Proposal, ...]:
        """The live proposals to join this clause to the one before it."""
        return tuple(
            p for p in self.proposals.values() if p.live and p.plan and p.plan.joins == clause
        )

    def standing_objections(self, clause: str) -> tuple[Objection, ...]:
        """Objections on a clause, or on a proposal for it, that are not answered yet."""
        return tuple(o for o in self.objections.values() if o.clause == clause and o.standing)

    def blocking_objections(self, clause: str) -> tuple[Objection, ...]:
        """The standing objections that are in the way, by the decision rule.

        Those of a party that walked out are suspended, but under unanimity. An agreed clause has
        none: what was suspended when it was agreed does not revive on it. Those to a protected
        clause are notes for the record: its text is not the parties' to change.
        """
        its = self.clauses[clause]
        if its.agreed or its.protected:
            return ()
        standing = self.standing_objections(clause)
        return tuple(o for o in standing if self.rules.lets_block(self.parties[o.party]))

    def objections_heard(self, clause: str) -> tuple[Objection, ...]:
        """The standing objections of active parties: no silence begins or ends over them.

        Whom a decision may pass over has not been silent. Those to a protected clause are notes.
        """
        if self.clauses[clause].protected:
            return ()
        standing = self.standing_objections(clause)
        return tuple(o for o in standing if self.parties[o.party].active)

    def correction_of(self, clause: str, version: int) -> Correction | None:
        """The editorial correction that made this version; None where something else did."""
        made = (c for c in self.corrections.values() if (c.clause, c.became) == (clause, version))
        return next(made, None)

    def position(self, clause: str, party: str) -> Position | None:
        """The position of a party on the version in force; None: not stated (R2).

        What a party inherited is not its own before it has confirmed it; a clause that was split
        or merged has no version in force.
        """
        its = self.clauses[clause]
        stated = self.positions.get(clause, {}).get((party, its.current))
        unsaid = stated is None or stated.source is Source.INHERITED or its.successors
        return None if unsaid else stated

    def outstanding(self, party: str) -> tuple[Position, ...]:
        """What a party agreed to ad referendum on versions in force and has not confirmed yet."""
        stated = (self.position(clause, party) for clause in self.clauses)
        return tuple(p for p in stated if p is not None and p.outstanding)

    def inherited(self, party: str) -> tuple[Position, ...]:
        """What a party inherited on versions in force and has not confirmed, in text order."""
        found = (
            self.positions.get(clause.id, {}).get((party, clause.current))
            for clause in self.clauses.values()
            if not clause.successors
        )
        return tuple(p for p in found if p is not None and p.source is Source.INHERITED)

    def sees(self, group: Group, kind: Kind) -> bool:
        """Whether people of `group` may see `kind` now: by the rules, and as far as the mode goes.

        Those who decide on the text always read it.
        """
        if kind is Kind.TEXT and group in READERS:
            return True
        if self.mode is Mode.CLOSED and group in OUTSIDERS:
            return False
        if kind is not Kind.TEXT and group in TEXT_ONLY.get(self.mode, ()):
            return False
        shown = self.rules.visibility if self.shown is None else self.shown
        return self.rules.sees(group, kind) and group in shown.get(kind, frozenset())

    def sees_proposals(self, group: Group) -> bool:
        """Whether people of `group` may see what is proposed at all, with or without names."""
        plenary = self.mode is Mode.PLENARY and group in OUTSIDERS
        return not plenary and self.sees(group, Kind.TEXT)
