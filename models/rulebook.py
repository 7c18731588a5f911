"""The rules of procedure of one negotiation: data adopted by its parties, not code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from models.draft import Watch
from models.party import Party


class Decision(StrEnum):
    """When a clause is agreed (domain §6.2)."""

    CONSENSUS = "consensus"
    UNANIMITY = "unanimity"
    SUFFICIENT = "sufficient_consensus"


class Kind(StrEnum):
    """What the visibility rules speak of, each kind by itself."""

    TEXT = "text"
    ATTRIBUTION = "attribution"
    REASONS = "reasons"
    POSITIONS = "positions"


class Mode(StrEnum):
    """How far a meeting is open to those who are not at the table (domain §6.11)."""

    OPEN = "open"
    """Everybody sees what the rules grant them."""
    PLENARY = "plenary"
    """Observers and the hall see the text and its status, nothing that is proposed."""
    CLOSED = "closed"
    """Observers and the hall see nothing."""
    CHATHAM = "chatham"
    """Observers, experts and the hall see the words, never whose they are."""


class Guard(StrEnum):
    """What an editorial correction may not touch (domain §4)."""

    MODAL_VERB = "modal_verb"
    NUMBER = "number"
    DATE = "date"
    NEGATION = "negation"
    DEFINED_TERM = "defined_term"
    PARTY_NAME = "party_name"


class Group(StrEnum):
    """Groups of people that visibility is granted to."""

    PARTIES = "parties"
    FACILITATORS = "facilitators"
    CONVENOR = "convenor"
    EXPERTS = "experts"
    OBSERVERS = "observers"
    PROJECTOR = "projector"


INSIDERS = frozenset({Group.PARTIES, Group.FACILITATORS, Group.CONVENOR, Group.EXPERTS})
OUTSIDERS = frozenset(Group) - INSIDERS
"""Those who only watch: the observers, and the hall before the projector."""
READERS = INSIDERS - {Group.EXPERTS}
"""Those who always read the text, whatever rules and mode say: it is theirs to decide on."""
TEXT_ONLY: Mapping[Mode, frozenset[Group]] = {
    Mode.PLENARY: OUTSIDERS,
    Mode.CHATHAM: OUTSIDERS | {Group.EXPERTS},
}
"""Whom a mode leaves the words, and neither names, reasons nor positions (domain §6.11)."""
DEFAULT_VISIBILITY: Mapping[Kind, frozenset[Group]] = {
    Kind.TEXT: INSIDERS | {Group.OBSERVERS, Group.PROJECTOR},
    Kind.ATTRIBUTION: INSIDERS,
    Kind.REASONS: INSIDERS,
    Kind.POSITIONS: INSIDERS - {Group.EXPERTS},
}


ROUNDING = 1e-9
"""Shares and weights are written as decimals or as thirds: exact sums are not to be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """How many admitted parties must be there: a fixed number, or more than a share of them."""

    parties: int | None = None
    more_than: float = 0.5

    def needed(self, admitted: int) -> int:
        """How many of `admitted` parties have to be present."""
        if self.parties is not None:
            return min(self.parties, admitted)
        return int(admitted * self.more_than + ROUNDING) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """What sufficient consensus takes, fixed beforehand (domain §6.2).

    A number of admitted parties, or else a share of their weights, and nobody of `indispensable`
    objecting.
    """

    parties: int | None = None
    share: float = 2 / 3
    indispensable: frozenset[str] = frozenset()

    def met(self, weights: Mapping[str, float], agreeing: Iterable[str]) -> bool:
        """Whether those `agreeing` are enough of the admitted parties, given by their weights."""
        agreed = [weights[party] for party in agreeing]
        if self.parties is not None:
            return len(agreed) >= min(self.parties, len(weights))
        return sum(agreed) >= self.share * sum(weights.values()) - ROUNDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the parties adopt as decision 1 (domain §6.2)."""

    decision: Decision = Decision.CONSENSUS
    threshold: Threshold = field(default_factory=Threshold)
    """Asked for under sufficient consensus only."""
    quorum: Quorum = field(default_factory=Quorum)
    seconding: bool = True
    co_sponsor_seconds: bool = True
    seconding_time: timedelta = timedelta(minutes=20)
    undo_window: timedelta = timedelta(minutes=10)
    countdown: timedelta = timedelta(seconds=60)
    tabling_in_session: bool = False
    """Whether proposals are tabled in open sessions only."""
    reading_lapses: bool = False
    """Whether what is still live when the last session of a reading closes lapses."""
    take_over_time: timedelta = timedelta(minutes=15)
    """How long a withdrawn proposal may be taken over."""
    silence_minimum: timedelta = timedelta(hours=12)
    silence_names: bool = True
    """Whether who broke a silence is told to everybody at the table."""
    reopening_supporters: int = 1
    """How many other parties must support a request to reopen an agreed clause."""
    late_review: timedelta = timedelta(hours=24)
    """How long a party admitted late reviews what was agreed before."""
    editorial_window: timedelta = timedelta(hours=48)
    editorial_guards: frozenset[Guard] = frozenset(Guard)
    authentic: frozenset[str] = frozenset()
    """The languages that count as the working one does, beside it."""
    reservations: bool = True
    by_commitment: bool = False
    """Whether parties sign commitment by commitment instead of the whole."""
    effective_signatures: int | None = None
    """How many signatures bring the code into effect; None: for each party with its own."""
    walked_out_notice: timedelta = timedelta(hours=24)
    """How long before the lock a party that walked out must have been told of it."""
    private_kept: int | None = None
    """For how many days after publication what is private is kept; None: for good."""
    access_kept: int | None = None
    """Likewise invitations, sessions and second factors."""
    mode: Mode = Mode.OPEN
    """How meetings begin; a facilitator or the convenor changes it as they go."""
    live_drafting: Watch = Watch.PARTIES
    """The widest audience that may watch a draft letter by letter."""
    visibility: Mapping[Kind, frozenset[Group]] = field(
        default_factory=lambda: dict(DEFAULT_VISIBILITY)
    )

    def lets_block(self, party: Party) -> bool:
        """Whether an objection of this party is in the way of a decision (domain §6.2).

        Under consensus that of an active party; under unanimity that of any admitted party; under
        sufficient consensus that of an active party that cannot be passed over.
        """
        if self.decision is Decision.UNANIMITY:
            return party.admitted
        passed_over = self.decision is Decision.SUFFICIENT and (
            party.id not in self.threshold.indispensable
        )
        return party.active and not passed_over

    def sees(self, group: Group, kind: Kind) -> bool:
        """Whether people of `group` may see `kind`."""
        return group in self.visibility.get(kind, frozenset())


class Change(NamedTuple):
    """One rule that would change, in the plain form of `plainly`."""

    field: str
    old: Any
    new: Any


def plainly(value: Any) -> Any:
    """A rule as JSON can write it, always in the same way: durations in seconds, sets in order."""
    if is_dataclass(value):
        return {each.name: plainly(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(key): plainly(held) for key, held in value.items()}
    if isinstance(value, frozenset):
        return sorted(plainly(each) for each in value)
    return value


def rules_digest(rules: Rules) -> str:
    """The SHA-256 by which rules are named: whoever answers or adopts them says what they read."""
    text = json.dumps(plainly(rules), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changes(old: Rules, new: Rules) -> tuple[Change, ...]:
    """What differs between two sets of rules, rule by rule."""
    before, after = plainly(old), plainly(new)
    return tuple(
        Change(name, before[name], after[name]) for name in before if before[name] != after[name]
    )
