"""Facts of reopening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.clause import ChangedBasis
from models.facts.base import PARTIES, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenRequested(Fact):
    """A party asked that an agreed clause be taken up again."""

    part: ClassVar[str] = PARTIES
    clause: str
    party: str
    person: str
    reason: str
    late_break: bool = False
    kind: Literal["reopen_requested"] = "reopen_requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenSupported(Fact):
    """Another party supports a request."""

    part: ClassVar[str] = PARTIES
    clause: str
    party: str
    kind: Literal["reopen_supported"] = "reopen_supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenWithdrawn(Fact):
    """The party that asked withdrew its request."""

    part: ClassVar[str] = PARTIES
    clause: str
    kind: Literal["reopen_withdrawn"] = "reopen_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenDeclined(Fact):
    """The facilitators declined a request."""

    part: ClassVar[str] = PARTIES
    clause: str
    reason: str
    kind: Literal["reopen_declined"] = "reopen_declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseReopened(Fact):
    """A clause is agreed no longer; with `unadopts`, nor is the whole text adopted."""

    makes: ClassVar[str] = "decision"
    decision: int
    clause: str
    version: int
    unadopts: bool = False
    kind: Literal["clause_reopened"] = "clause_reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookOffered(Fact):
    """A clause agreed in the same package was reopened: this one may be without a supporter.

    `taken_back`: the reopening was undone.
    """

    part: ClassVar[str] = PARTIES
    clause: str
    basis: ChangedBasis
    taken_back: bool = False
    kind: Literal["second_look_offered"] = "second_look_offered"
