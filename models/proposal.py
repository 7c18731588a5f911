"""Proposals: layers frozen by tabling, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from models.layer import Runs


class ProposalKind(StrEnum):
    """What a proposal asks for; bridging needs no second and lists what it bridges."""

    AMENDMENT = "amendment"
    BRIDGING = "bridging"


class Effect(StrEnum):
    """What accepting a proposal does to the text."""

    WORDING = "wording"
    NEW_CLAUSE = "new_clause"
    DELETE = "delete"
    MOVE = "move"
    SPLIT = "split"
    MERGE = "merge"


TEXTUAL = frozenset({Effect.WORDING, Effect.NEW_CLAUSE, Effect.DELETE})
"""What accepting leads to a next version of the clause; the others change the structure alone."""
REVISABLE = frozenset({Effect.WORDING, Effect.NEW_CLAUSE})
"""What is revised by another wording; the others are withdrawn and tabled afresh."""
EXCLUSIVE = frozenset({Effect.SPLIT, Effect.MERGE})
"""While such a proposal is live, nothing else is tabled on its clauses."""


class ProposalStatus(StrEnum):
    """The status of a proposal (domain §6.4)."""

    TABLED = "tabled"
    SECONDED = "seconded"
    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    RETURNED = "returned"
    """Begun after a decision that was undone: back with its author as a draft."""


LIVE = frozenset({ProposalStatus.TABLED, ProposalStatus.SECONDED})


class Reflected(StrEnum):
    """What the author of a bridged proposal says of the bridge (domain §6.4)."""

    REFLECTED = "reflected"
    PARTLY = "partly"
    NOT = "not_reflected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a proposal would change the structure of the text."""

    after: str | None = None
    """Move: the clause it would come after, "" for the beginning."""
    cut: Mapping[str, int] = field(default_factory=dict)
    """Split: where the first clause ends in each text, in UTF-16 code units."""
    title: Mapping[str, str] = field(default_factory=dict)
    """Split: the titles of the second clause, by field."""
    joins: str | None = None
    """Merge: the clause that would be joined to it …"""
    version: int = 0
    """… and the version of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A request to change a clause, under a digest.

    `texts` are its runs over version `base` of the clause; `digest` is the digest of the wording
    it would make of that version; `order` counts tablings; `edition` counts its own revisions.
    """

    id: str
    order: int
    kind: ProposalKind
    clause: str
    base: int
    author: str
    person: str
    texts: Mapping[str, Runs]
    digest: str
    reason: str
    tabled_at: datetime
    edition: int = 1
    status: ProposalStatus = ProposalStatus.TABLED
    co_sponsors: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()
    bridges: tuple[str, ...] = ()
    answers: Mapping[str, Reflected] = field(default_factory=dict)
    """For a bridging proposal: bridged proposal → what its author said."""
    needs_author: bool = False
    """Carried over to a version that changed its surroundings: the author confirms or restates."""
    due: datetime | None = None
    """When it lapses unless it is seconded, inclusive; None: it needs no second, has one, or no
    session is open."""
    left: timedelta | None = None
    """What is left of the time for a second while no session is open; None: all of it."""
    former: Mapping[str, Mapping[str, Runs]] = field(default_factory=dict)
    """What it read before it was carried over or revised, by digest: to show what somebody saw."""
    effect: Effect = Effect.WORDING
    plan: Plan | None = None
    """For a move, a split or a merge."""
    amends: str | None = None
    """The proposal whose result it would change: decided only after it, falling with it."""
    parts: Mapping[str, Mapping[str, Runs]] = field(default_factory=dict)
    """Part → its layer over the same base; none unless declared severable, or consented to."""
    accepted_parts: tuple[str, ...] = ()
    withdrawn_parts: tuple[str, ...] = ()
    ended_at: datetime | None = None
    """When it was withdrawn or lapsed: others may take it over for a while."""
    restored_because: str = ""
    """Why the facilitators took back that it had lapsed."""
    by_delegate: bool = False
    """Tabled by a delegate, without the authority of a head, who may withdraw it."""
    caucus: str | None = None
    """The small drafting group it was reported back from; a caucus stays untold."""

    @property
    def live(self) -> bool:
        """Whether it still waits for a decision: this is what makes a clause bracketed."""
        return self.status in LIVE

    def ending(self, status: ProposalStatus) -> ProposalStatus:
        """What it ends as when it comes to `status`: accepted in part where only some of it was."""
        if status is ProposalStatus.ACCEPTED:
            return ProposalStatus.ACCEPTED_IN_PART if self.withdrawn_parts else status
        return ProposalStatus.ACCEPTED_IN_PART if self.accepted_parts else status

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses it would change: one, or the two that it would merge."""
        joined = self.plan.joins if self.plan is not None else None
        return (self.clause,) if joined is None else (self.clause, joined)

    @property
    def label(self) -> str:
        """What people call it: P and its place in the order of tabling."""
        return f"P{self.order:02d}"

    @property
    def sponsors(self) -> tuple[str, ...]:
        """Author and co-sponsors: those whose proposal it is."""
        return (self.author, *self.co_sponsors)
