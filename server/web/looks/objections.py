"""Objections to proposals, for those who may know whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.objection import Objection, ObjectionStatus
from models.proposal import Proposal
from models.sight import names
from server.web import words
from server.web.looks.may import away, may
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
    suspended: bool
    """Its party has walked out: it is seen, and blocks nothing meanwhile."""
    overridden: bool
    may_lift: bool
    maintaining: Mapping[str, object] | None
    recorded: bool
    """By a facilitator, and not confirmed by the party yet."""


def objection(reader: Reader, one: Objection) -> ObjectionLook:
    """One objection as this audience may know it."""
    reasons, n = reader.sight.reasons, reader.negotiation
    raiser = n.parties[one.party]
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
        suspended=not raiser.active and not n.rules.lets_block(raiser),
        overridden=one.status is ObjectionStatus.OVERRIDDEN,
        may_lift=one.party == reader.party and may(reader, "lift_objection"),
        maintaining=maintaining(reader, one),
        recorded=one.recorded_by is not None,
    )


def maintaining(reader: Reader, one: Objection) -> Mapping[str, object] | None:
    """The same objection to the version in view; None where it needs no answer, or not from here.

    Only to a version that these people have before them: one objects to what one has read.
    """
    its = reader.clause
    asked = one.status is ObjectionStatus.NEEDS_ANSWER
    if its is None or its.id != one.clause or not asked or one.party != reader.party:
        return None
    if not may(reader, "object") or away(reader):
        return None
    return {
        "clause": its.id,
        "digest": its.version.digest,
        "category": one.category.value,
        "reason": one.reason,
        "remedy": one.remedy,
    }


def objections_to(
    reader: Reader, proposal: Proposal, part: str | None = None
) -> tuple[ObjectionLook, ...]:
    """What stands against a proposal as a whole, or against one part of it."""
    return tuple(
        objection(reader, one)
        for one in reader.negotiation.standing_objections(proposal.clause)
        if (one.proposal, one.part) == (proposal.id, part)
    )
