"""What falls due by itself: the earliest deadline that is over, whatever it is a deadline of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from models import facts
from models.facts import AnyFact
from models.negotiation import Negotiation
from models.rules import editorial
from models.rules.guards import mooted

Source = Callable[[Negotiation], Iterator[tuple[datetime, str]]]
"""The deadlines of one kind of thing, in any order, each with the id of what falls due."""
Outcome = Callable[[Negotiation, str], tuple[AnyFact, ...]]
"""What follows when the thing of this id falls due."""


def _unseconded(negotiation: Negotiation) -> Iterator[tuple[datetime, str]]:
    for proposal in negotiation.waiting[:1]:  # the first deadline goes first
        if proposal.due is not None:
            yield proposal.due, proposal.id


def _lapsed(negotiation: Negotiation, proposal: str) -> tuple[AnyFact, ...]:
    """P-8: a proposal that nobody seconded in time lapses."""
    return (facts.ProposalLapsed(proposal=proposal), *mooted(negotiation, proposal))


SOURCES: tuple[tuple[Source, Outcome], ...] = (
    (_unseconded, _lapsed),
    (editorial.unconfirmed, editorial.confirmed),
)


def next_due(negotiation: Negotiation) -> datetime | None:
    """The earliest deadline there is, or None; what it is the deadline of falls due after it."""
    return min((due for source, _ in SOURCES for due, _ in source(negotiation)), default=None)


def fall_due(negotiation: Negotiation, at: datetime) -> tuple[datetime, tuple[AnyFact, ...]] | None:
    """P-8, T-7: the earliest thing whose deadline lies strictly before `at`, with its due time.

    Acts received at a deadline are in time (domain R9), so nothing falls due at it.
    """
    due = next_due(negotiation)
    if due is None or due >= at:
        return None
    for source, outcome in SOURCES:
        for its, item in source(negotiation):
            if its == due:
                return due, outcome(negotiation, item)
    return None
