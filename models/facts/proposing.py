"""Facts of proposals: what was tabled, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact
from models.layer import Runs
from models.proposal import ProposalKind, Reflected


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTabled(Fact):
    """A proposal was tabled: its wording frozen under a digest."""

    part: ClassVar[str] = PARTIES
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
    kind: Literal["proposal_revised"] = "proposal_revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSeconded(Fact):
    """Another party said that the proposal merits discussion."""

    part: ClassVar[str] = PARTIES
    proposal: str
    party: str
    kind: Literal["proposal_seconded"] = "proposal_seconded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCoSponsored(Fact):
    """A party joined the authors of a proposal."""

    part: ClassVar[str] = PARTIES
    proposal: str
    party: str
    kind: Literal["proposal_co_sponsored"] = "proposal_co_sponsored"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Fact):
    """Its author withdrew the proposal."""

    part: ClassVar[str] = PARTIES
    proposal: str
    kind: Literal["proposal_withdrawn"] = "proposal_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLapsed(Fact):
    """Nobody seconded the proposal in time."""

    part: ClassVar[str] = PARTIES
    proposal: str
    kind: Literal["proposal_lapsed"] = "proposal_lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSuperseded(Fact):
    """An acceptance made the proposal pointless: in conflict with it, or reflected in it."""

    part: ClassVar[str] = PARTIES
    proposal: str
    by: str
    because: Literal["conflict", "reflected"]
    kind: Literal["proposal_superseded"] = "proposal_superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCarried(Fact):
    """A live proposal was carried over to the new version; its digest follows the wording."""

    part: ClassVar[str] = PARTIES
    proposal: str
    base: int
    texts: Mapping[str, Runs]
    digest: str
    needs_author: bool = False
    kind: Literal["proposal_carried"] = "proposal_carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReturned(Fact):
    """A proposal begun since an undone decision went back to its author, as a draft."""

    part: ClassVar[str] = PARTIES
    proposal: str
    draft: str
    kind: Literal["proposal_returned"] = "proposal_returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeAnswered(Fact):
    """The author of a bridged proposal said how far the bridge reflects it."""

    part: ClassVar[str] = PARTIES
    bridge: str
    proposal: str
    answer: Reflected
    kind: Literal["bridge_answered"] = "bridge_answered"
