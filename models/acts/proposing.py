"""Acts of proposals: table them, and say what one thinks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.proposal import Reflected


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Freeze a draft as a proposal.

    `version` and `digest` name the current version the author saw; `wording` is the digest of the
    wording the author saw the proposal make of it.
    """

    draft: str
    version: int
    digest: str
    wording: str
    reason: str = ""
    bridges: tuple[str, ...] = ()
    co_sponsors: tuple[str, ...] = ()
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
class Withdraw:
    """Withdraw one's proposal."""

    proposal: str
    deed: ClassVar[str] = "withdraw a proposal"
    kind: Literal["withdraw"] = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBridge:
    """Say whether one's proposal is reflected in a bridging proposal."""

    bridge: str
    proposal: str
    answer: Reflected
    deed: ClassVar[str] = "say whether a proposal is reflected in a bridge"
    kind: Literal["answer_bridge"] = "answer_bridge"
