"""Objections to proposals, for those who may know whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from models.objection import Objection, ObjectionStatus
from models.proposal import Proposal
from models.sight import names
from server.web import words
from server.web.looks.may import may
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class ObjectionLook:
    """An objection, its words only where reasons may be read."""

    id: str
    label: str
    party: str
    """Empty where this audience is not told which."""
    version: int
    part: str
    category: str
    reason: str
    remedy: str
    needs_answer: bool
    may_lift: bool
    recorded: bool
    """By a facilitator, and not confirmed by the party yet."""


def objection(reader: Reader, one: Objection) -> ObjectionLook:
    """One objection as this audience may know it."""
    reasons = reader.sight.reasons
    return ObjectionLook(
        id=one.id,
        label=one.label,
        party=one.party if names(reader.sight, one) else "",
        version=one.version,
        part=one.part or "",
        category=words.CATEGORY[one.category] if reasons else "",
        reason=one.reason if reasons else "",
        remedy=one.remedy if reasons else "",
        needs_answer=one.status is ObjectionStatus.NEEDS_ANSWER,
        may_lift=one.party == reader.party and may(reader, "lift_objection"),
        recorded=one.recorded_by is not None,
    )


def objections_to(
    reader: Reader, proposal: Proposal, part: str | None = None
) -> tuple[ObjectionLook, ...]:
    """What stands against a proposal as a whole, or against one part of it."""
    return tuple(
        objection(reader, one)
        for one in reader.negotiation.standing_objections(proposal.clause)
        if (one.proposal, one.part) == (proposal.id, part)
    )
