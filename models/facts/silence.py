"""Facts of the silence procedure, and of outages that move its deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from models.facts.base import FACILITATORS_ONLY, PARTIES, Fact, SpokenFact


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceStarted(Fact):
    """A clause is under silence until `ends`, inclusive; what is offered is told to the parties."""

    makes: ClassVar[str] = "silence"
    silence: str
    order: int
    clause: str
    version: int
    ends: datetime
    kind: Literal["silence_started"] = "silence_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceOffered(Fact):
    """The text a silence offers, and the parties it was announced to, whom it binds."""

    part: ClassVar[str] = PARTIES
    silence: str
    digest: str
    notified: tuple[str, ...]
    proposal: str | None = None
    kind: Literal["silence_offered"] = "silence_offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceAcknowledged(Fact):
    """A party has received the offer: for the call list (domain §6.6)."""

    part: ClassVar[str] = FACILITATORS_ONLY
    silence: str
    party: str
    kind: Literal["silence_acknowledged"] = "silence_acknowledged"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceBroken(Fact):
    """A silence ended because a party objects."""

    silence: str
    kind: Literal["silence_broken"] = "silence_broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceBreaker(SpokenFact):
    """Who broke a silence, and by which objection."""

    silence: str
    party: str
    objection: str
    unnamed: bool = False
    kind: Literal["silence_breaker"] = "silence_breaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceExpired(Fact):
    """Nobody broke a silence: what it offered is adopted."""

    silence: str
    kind: Literal["silence_expired"] = "silence_expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceCounted(Fact):
    """For the record: who was notified, and who of them agreed by silence."""

    part: ClassVar[str] = PARTIES
    silence: str
    decision: int
    notified: tuple[str, ...]
    silent: tuple[str, ...]
    kind: Literal["silence_counted"] = "silence_counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceCancelled(Fact):
    """The offer was taken back before its deadline."""

    silence: str
    kind: Literal["silence_cancelled"] = "silence_cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceExplained(Fact):
    """Why an offer was taken back."""

    part: ClassVar[str] = PARTIES
    silence: str
    reason: str
    kind: Literal["silence_explained"] = "silence_explained"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceExtended(Fact):
    """Outages moved a deadline; those that began before `made_good` are made good by it."""

    silence: str
    ends: datetime
    made_good: datetime
    kind: Literal["silence_extended"] = "silence_extended"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageRecorded(Fact):
    """Nobody could reach this negotiation from `start` to `end`."""

    start: datetime
    end: datetime
    kind: Literal["outage_recorded"] = "outage_recorded"
