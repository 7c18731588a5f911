"""Facts of temperature checks: asked, answered, closed, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureAsked(Fact):
    """Everybody at the table was asked how they feel."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "check"
    check: str
    question: str
    clause: str | None
    by: str
    kind: Literal["temperature_asked"] = "temperature_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureAnswered(Fact):
    """Somebody answered, or changed their answer; nothing here or around it says who."""

    part: ClassVar[str] = PARTIES
    anonymous: ClassVar[bool] = True
    check: str
    token: str
    step: int
    kind: Literal["temperature_answered"] = "temperature_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureClosed(Fact):
    """The check takes no more answers, and its result is shown."""

    part: ClassVar[str] = PARTIES
    check: str
    kind: Literal["temperature_closed"] = "temperature_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureDeleted(Fact):
    """The check and its result are gone."""

    part: ClassVar[str] = PARTIES
    check: str
    kind: Literal["temperature_deleted"] = "temperature_deleted"
