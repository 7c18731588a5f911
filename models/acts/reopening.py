"""Acts of reopening: an agreed clause taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReopen:
    """Ask that an agreed clause be taken up again."""

    clause: str
    reason: str
    deed: ClassVar[str] = "ask to reopen a clause"
    kind: Literal["request_reopen"] = "request_reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportReopen:
    """Support another party's request."""

    clause: str
    deed: ClassVar[str] = "support a request to reopen a clause"
    kind: Literal["support_reopen"] = "support_reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReopen:
    """Withdraw one's party's request."""

    clause: str
    deed: ClassVar[str] = "withdraw a request to reopen a clause"
    kind: Literal["withdraw_reopen"] = "withdraw_reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """Grant the request: the clause, at this version, is agreed no longer."""

    clause: str
    version: int
    digest: str
    deed: ClassVar[str] = "reopen a clause"
    kind: Literal["reopen"] = "reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineReopen:
    """Decline the request: the clause stays agreed."""

    clause: str
    reason: str
    deed: ClassVar[str] = "decline a request to reopen a clause"
    kind: Literal["decline_reopen"] = "decline_reopen"
