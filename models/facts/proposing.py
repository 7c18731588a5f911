"""Facts of proposals: what was tabled, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact
from models.layer import Runs
from models.proposal import Effect, Plan, ProposalKind, Reflected


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTabled(Fact):
    """A proposal was tabled: its wording frozen under a digest."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "proposal"
    proposal: str
    order: int
    proposal_kind: ProposalKind
    clause: str
    base: int
    author: str
    person: str
    texts: Mapping[str, Runs]
    digest: str
    reason: str
    co_sponsors: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()
    bridges: tuple[str, ...] = ()
    due: datetime | None = None
    amends: str | None = None
    parts: Mapping[str, Mapping[str, Runs]] = field(default_factory=dict)
    effect: Effect = Effect.WORDING
    plan: Plan | None = None
    caucus: str | None = None
    """The small drafting group that reports back by it; never a caucus."""
    kind: Literal["proposal_tabled"] = "proposal_tabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRevised(Fact):
    """An author replaced the wording; seconds and answers given to the former one lapsed.

    `co_sponsors` are those who took part in the new wording, and so remain.
    """

    part: ClassVar[str] = PARTIES
    proposal: str
    edition: int
    base: int
    texts: Mapping[str, Runs]
    digest: str
    reason: str
    person: str
    co_sponsors: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()
    due: datetime | None = None
    parts: Mapping[str, Mapping[str, Runs]] = field(default_factory=dict)
    kind: Literal["proposal_revised"] = "proposal_revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSeconded(Fact):
    """Another party said that the proposal merits discussion."""

    part: ClassVar[str] = PARTIES
    proposal: str
    party: str
    recorded_by: str | None = None
    kind: Literal["proposal_seconded"] = "proposal_seconded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCoSponsored(Fact):
    """A party joined the authors of a proposal."""

    part: ClassVar[str] = PARTIES
    proposal: str
    party: str
    kind: Literal["proposal_co_sponsored"] = "proposal_co_sponsored"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportWithdrawn(Fact):
    """A party seconds and co-sponsors a proposal no more; `due`: until when it needs a second."""

    part: ClassVar[str] = PARTIES
    proposal: str
    party: str
    due: datetime | None = None
    kind: Literal["support_withdrawn"] = "support_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Fact):
    """Its author withdrew the proposal."""

    part: ClassVar[str] = PARTIES
    proposal: str
    kind: Literal["proposal_withdrawn"] = "proposal_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLapsed(Fact):
    """Nobody seconded the proposal in time, or its reading closed."""

    part: ClassVar[str] = PARTIES
    proposal: str
    because: Literal["no_second", "reading"] = "no_second"
    kind: Literal["proposal_lapsed"] = "proposal_lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSuperseded(Fact):
    """Something made the proposal pointless.

    An acceptance, in conflict with it or reflecting it; or it fell with the proposal it amended.
    `decision` is the acceptance that did so, where one did.
    """

    part: ClassVar[str] = PARTIES
    proposal: str
    by: str
    because: Literal["conflict", "reflected", "fell"]
    decision: int | None = None
    kind: Literal["proposal_superseded"] = "proposal_superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCarried(Fact):
    """A live proposal was carried over to the new version; its digest follows the wording.

    `amends` is the proposal whose result it lies over now; `decision` the acceptance behind it.
    """

    part: ClassVar[str] = PARTIES
    proposal: str
    base: int
    texts: Mapping[str, Runs]
    digest: str
    needs_author: bool = False
    amends: str | None = None
    parts: Mapping[str, Mapping[str, Runs]] = field(default_factory=dict)
    decision: int | None = None
    kind: Literal["proposal_carried"] = "proposal_carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReturned(Fact):
    """A proposal begun since an undone decision went back to its author.

    As a draft; "" where it had no words of its own to draft again: a move, a split, a merge.
    """

    part: ClassVar[str] = PARTIES
    proposal: str
    draft: str
    kind: Literal["proposal_returned"] = "proposal_returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSevered(Fact):
    """Its author consented that each part of the proposal may stand alone."""

    part: ClassVar[str] = PARTIES
    proposal: str
    parts: Mapping[str, Mapping[str, Runs]]
    kind: Literal["proposal_severed"] = "proposal_severed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsWithdrawn(Fact):
    """Its author withdrew some parts of a proposal; `texts` is what is left of it."""

    part: ClassVar[str] = PARTIES
    proposal: str
    parts: tuple[str, ...]
    texts: Mapping[str, Runs]
    digest: str
    kind: Literal["parts_withdrawn"] = "parts_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTakenOver(Fact):
    """Another party made a proposal its own: it is live, with a new author."""

    part: ClassVar[str] = PARTIES
    proposal: str
    author: str
    person: str
    co_sponsors: tuple[str, ...]
    seconds: tuple[str, ...]
    due: datetime | None = None
    kind: Literal["proposal_taken_over"] = "proposal_taken_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRestored(Fact):
    """The facilitators took back that a proposal had lapsed: it is tabled again."""

    part: ClassVar[str] = PARTIES
    proposal: str
    reason: str
    due: datetime | None = None
    kind: Literal["proposal_restored"] = "proposal_restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseUndone(Fact):
    """What had lapsed on a clause is tabled again: all are told so, and not whose it is."""

    clause: str
    kind: Literal["lapse_undone"] = "lapse_undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondingSuspended(Fact):
    """The session closed, and what is left of the time to second a proposal is kept."""

    part: ClassVar[str] = PARTIES
    proposal: str
    left: timedelta
    kind: Literal["seconding_suspended"] = "seconding_suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondingResumed(Fact):
    """A session opened, and the time to second a proposal runs."""

    part: ClassVar[str] = PARTIES
    proposal: str
    due: datetime
    kind: Literal["seconding_resumed"] = "seconding_resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeAnswered(Fact):
    """The author of a bridged proposal said how far the bridge reflects it."""

    part: ClassVar[str] = PARTIES
    bridge: str
    proposal: str
    answer: Reflected
    kind: Literal["bridge_answered"] = "bridge_answered"
