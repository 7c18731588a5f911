"""Acts of proposals: table them, and say what one thinks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.proposal import Reflected


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Freeze a draft as a proposal.

    `version` and `digest` name the current version the author saw; `wording` is the digest of the
    wording the author saw the proposal make of it. `severable` declares that each part may stand
    alone (`models.parts`).
    """

    draft: str
    version: int
    digest: str
    wording: str
    reason: str = ""
    bridges: tuple[str, ...] = ()
    co_sponsors: tuple[str, ...] = ()
    severable: bool = False
    deed: ClassVar[str] = "table a proposal"
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revise:
    """Replace the wording of one's proposal by that of a draft started with `revises`."""

    draft: str
    version: int
    digest: str
    wording: str
    reason: str = ""
    severable: bool = False
    deed: ClassVar[str] = "revise a proposal"
    kind: Literal["revise"] = "revise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """State that another party's proposal merits discussion; `wording` is its digest as read."""

    proposal: str
    wording: str
    on_behalf: str | None = None
    deed: ClassVar[str] = "second a proposal"
    kind: Literal["second"] = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoSponsor:
    """Join a proposal as one of its authors."""

    proposal: str
    wording: str
    deed: ClassVar[str] = "co-sponsor a proposal"
    kind: Literal["co_sponsor"] = "co_sponsor"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSupport:
    """Take back one's second, and no longer be one of the authors."""

    proposal: str
    deed: ClassVar[str] = "withdraw its support of a proposal"
    kind: Literal["withdraw_support"] = "withdraw_support"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Withdraw one's proposal, or some parts of it."""

    proposal: str
    parts: tuple[str, ...] = ()
    deed: ClassVar[str] = "withdraw a proposal"
    kind: Literal["withdraw"] = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentToSever:
    """Declare that each part of one's proposal, as it reads, may stand alone."""

    proposal: str
    wording: str
    deed: ClassVar[str] = "consent that a proposal is decided in parts"
    kind: Literal["consent_to_sever"] = "consent_to_sever"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """Make a proposal one's own that its author withdrew, or left behind."""

    proposal: str
    wording: str
    deed: ClassVar[str] = "take over a proposal"
    kind: Literal["take_over"] = "take_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreLapsed:
    """Take back that a proposal lapsed: announced to all."""

    proposal: str
    reason: str
    deed: ClassVar[str] = "restore a proposal that lapsed"
    kind: Literal["restore_lapsed"] = "restore_lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBridge:
    """Say whether one's proposal is reflected in a bridging proposal."""

    bridge: str
    proposal: str
    answer: Reflected
    deed: ClassVar[str] = "say whether a proposal is reflected in a bridge"
    kind: Literal["answer_bridge"] = "answer_bridge"
