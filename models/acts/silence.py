"""Acts of the silence procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from models.objection import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSilence:
    """Offer a fixed text: adopted unless a party breaks silence by `ends`, an aware time.

    The text is the version named, or, where a proposal is named, what that makes of it: `wording`
    is the digest of that result.
    """

    clause: str
    version: int
    digest: str
    ends: datetime
    proposal: str | None = None
    wording: str = ""
    deed: ClassVar[str] = "start a silence"
    kind: Literal["start_silence"] = "start_silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeSilence:
    """Say that one's party has received the offer: receipt is not consent."""

    silence: str
    deed: ClassVar[str] = "acknowledge a silence"
    kind: Literal["acknowledge_silence"] = "acknowledge_silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSilence:
    """Object to what is offered, in time: the silence ends."""

    silence: str
    category: Category
    reason: str
    remedy: str
    on_behalf: str | None = None
    deed: ClassVar[str] = "break silence"
    kind: Literal["break_silence"] = "break_silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelSilence:
    """Take the offer back before its deadline."""

    silence: str
    reason: str
    deed: ClassVar[str] = "cancel a silence"
    kind: Literal["cancel_silence"] = "cancel_silence"
