"""What falls due by itself: proposals that nobody seconded in time."""

from __future__ import annotations

from datetime import datetime

from models import facts
from models.facts import AnyFact
from models.negotiation import Negotiation
from models.rules.guards import mooted
from models.rules.signing import close_window, window_closes


def next_due(negotiation: Negotiation) -> datetime | None:
    """The earliest deadline there is, or None; what it is the deadline of falls due after it."""
    first = negotiation.waiting[0].due if negotiation.waiting else None
    dues = [due for due in (first, window_closes(negotiation)) if due is not None]
    return min(dues, default=None)


def fall_due(negotiation: Negotiation, at: datetime) -> tuple[datetime, tuple[AnyFact, ...]] | None:
    """P-8: the earliest thing whose deadline lies strictly before `at`, with its due time.

    Acts received at a deadline are in time (domain R9), so nothing falls due at it.
    """
    due = next_due(negotiation)
    if due is None or due >= at:
        return None
    if due == window_closes(negotiation):
        return due, close_window(negotiation)
    proposal = negotiation.waiting[0].id
    return due, (facts.ProposalLapsed(proposal=proposal), *mooted(negotiation, proposal))
