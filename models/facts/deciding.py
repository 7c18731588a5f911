"""Facts of decisions: versions, the question, agreement, parking, undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted(Fact):
    """A proposal's result became the next version, by a decision; or that of some `parts` of it."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "decision"
    decision: int
    proposal: str
    clause: str
    version: int
    lapsed: int = 0
    """How many positions given on the former version lapse with it."""
    within: int | None = None
    """The decision it is a part of."""
    parts: tuple[str, ...] = ()
    kind: Literal["proposal_accepted"] = "proposal_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAdopted(Fact):
    """A clause has a new version; who brought it is told by ProposalAccepted."""

    clause: str
    version: int
    wording: Mapping[str, str]
    digest: str
    kind: Literal["version_adopted"] = "version_adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPut(Fact):
    """The room was asked for objections to a version, until `closes`."""

    clause: str
    version: int
    digest: str
    closes: datetime
    kind: Literal["question_put"] = "question_put"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFell(Fact):
    """The question ended without agreement: taken back, or somebody objected."""

    clause: str
    because: Literal["taken_back", "objection", "text_moved"]
    kind: Literal["question_fell"] = "question_fell"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAgreed(Fact):
    """Nobody objected when the question was put: agreed ad referendum."""

    makes: ClassVar[str] = "decision"
    decision: int
    clause: str
    version: int
    within: int | None = None
    kind: Literal["clause_agreed"] = "clause_agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRecorded(Fact):
    """Who was there, who was absent and who stayed silent when a clause was agreed."""

    part: ClassVar[str] = PARTIES
    decision: int
    present: tuple[str, ...]
    absent: tuple[str, ...]
    silent: tuple[str, ...]
    kind: Literal["room_recorded"] = "room_recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseParked(Fact):
    """A clause was set aside."""

    makes: ClassVar[str] = "decision"
    decision: int
    clause: str
    reason: str
    owner: str
    returns: str
    kind: Literal["clause_parked"] = "clause_parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseResumed(Fact):
    """A parked clause was taken up again."""

    clause: str
    kind: Literal["clause_resumed"] = "clause_resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionUndone(Fact):
    """A decision was taken back: its clause, proposals, positions and layers are as before it.

    That of a package comes last of its parts, and names no clause.
    """

    undoes: int
    clause: str = ""
    version: int = 0
    reason: str
    kind: Literal["decision_undone"] = "decision_undone"
