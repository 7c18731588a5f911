"""Proposals that are no longer live: what became of them, and what may bring them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.proposal import Proposal, ProposalKind, ProposalStatus
from models.saying import Sentence, say
from server.web import words
from server.web.looks.may import away, may
from server.web.looks.plans import PlanLook, plan
from server.web.looks.proposals import shown
from server.web.looks.reader import Reader
from server.web.markup import Shown

TEXT_MOVED = say("The text it was for has changed since: table its words afresh.")


@dataclass(frozen=True, slots=True)
class Ended:
    """A proposal that is no longer live; its words while it could still come back.

    `until` is when the time is over in which it may be taken over, or restored: the page counts it
    down, the rules judge it.
    """

    id: str
    label: str
    author: str
    status: str
    digest: str
    lapsed: bool
    plan: PlanLook | None
    shown: tuple[Shown, ...]
    until: datetime | None
    may_take_over: bool
    may_restore: bool
    why_not: Sentence | None


@dataclass(frozen=True, slots=True)
class Gone:
    """What was proposed on a clause and is no longer live, the last first."""

    withdrawn: tuple[Ended, ...]
    """What these people may take over."""
    lapsed: tuple[Ended, ...]
    others: tuple[Ended, ...]


def gone(reader: Reader) -> Gone:
    """What was proposed on the clause in view and is no longer live."""
    if reader.clause is None or not reader.sight.attribution:
        return Gone((), (), ())
    found = [
        ended(reader, proposal)
        for proposal in sorted(
            reader.negotiation.proposals.values(), key=lambda one: one.order, reverse=True
        )
        if proposal.clause == reader.clause.id and not proposal.live
    ]
    return Gone(
        withdrawn=tuple(one for one in found if one.may_take_over),
        lapsed=tuple(one for one in found if one.lapsed),
        others=tuple(one for one in found if not one.lapsed and not one.may_take_over),
    )


def lapsed(reader: Reader) -> tuple[Ended, ...]:
    """What the facilitators could restore, wherever in the text, the last first."""
    if not reader.sight.attribution or not may(reader, "restore_lapsed"):
        return ()
    found = [ended(reader, one) for one in reader.negotiation.proposals.values()]
    restorable = [one for one in found if one.may_restore]
    return tuple(sorted(restorable, key=lambda one: one.label, reverse=True))


def ended(reader: Reader, proposal: Proposal) -> Ended:
    """One proposal that is no longer live."""
    rules = reader.negotiation.rules
    is_lapsed = proposal.status is ProposalStatus.LAPSED
    stands = _ground_stands(reader, proposal)
    taken = _supports(reader, proposal) and may(reader, "take_over") and not away(reader)
    window = rules.undo_window if is_lapsed else rules.take_over_time
    returns = is_lapsed or taken
    return Ended(
        id=proposal.id,
        label=proposal.label,
        author=proposal.author,
        status=words.PROPOSAL[proposal.status],
        digest=proposal.digest,
        lapsed=is_lapsed,
        plan=plan(reader, proposal) if returns else None,
        shown=shown(reader, proposal) if returns else (),
        until=proposal.ended_at + window if proposal.ended_at is not None and returns else None,
        may_take_over=taken and stands,
        may_restore=is_lapsed and stands and may(reader, "restore_lapsed"),
        why_not=TEXT_MOVED if taken and not stands else None,
    )


def _supports(reader: Reader, proposal: Proposal) -> bool:
    return (
        proposal.status is ProposalStatus.WITHDRAWN
        and proposal.kind is not ProposalKind.BRIDGING
        and reader.party in {*proposal.seconds, *proposal.co_sponsors}
    )


def _ground_stands(reader: Reader, proposal: Proposal) -> bool:
    """Whether the text it was for is still in force, and nothing is decided on it."""
    n = reader.negotiation
    its = n.clauses[proposal.clause]
    parent = n.proposals.get(proposal.amends or "")
    there = proposal.amends is None or (parent is not None and parent.live)
    return there and proposal.base == its.current and not its.agreed
