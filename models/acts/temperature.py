"""Acts of temperature checks: non-binding questions, answered anonymously."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTemperature:
    """Ask everybody at the table how they feel about something, on a scale of five steps."""

    question: str
    clause: str | None = None
    deed: ClassVar[str] = "ask for a temperature check"
    kind: Literal["ask_temperature"] = "ask_temperature"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTemperature:
    """Answer a temperature check, or change one's answer: from 1 (cannot live with it) to 5."""

    check: str
    step: int
    deed: ClassVar[str] = "answer a temperature check"
    kind: Literal["answer_temperature"] = "answer_temperature"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTemperature:
    """Close a temperature check and show its result."""

    check: str
    deed: ClassVar[str] = "close a temperature check"
    kind: Literal["close_temperature"] = "close_temperature"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTemperature:
    """Delete a temperature check and its result."""

    check: str
    deed: ClassVar[str] = "delete a temperature check"
    kind: Literal["delete_temperature"] = "delete_temperature"
