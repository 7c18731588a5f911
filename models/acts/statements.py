"""Acts of statements: reservations, declarations and explanations of position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.reservation import StatementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterStatement:
    """Enter a statement of one's party on a clause; `digest` is that of the version in force."""

    statement_kind: StatementKind
    clause: str
    digest: str
    text: str
    on_behalf: str | None = None
    deed: ClassVar[str] = "enter a statement"
    kind: Literal["enter_statement"] = "enter_statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawStatement:
    """Withdraw a statement of one's party."""

    statement: str
    deed: ClassVar[str] = "withdraw a statement"
    kind: Literal["withdraw_statement"] = "withdraw_statement"
