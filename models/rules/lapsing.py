"""What falls due by itself: the earliest deadline that is over, whatever it is a deadline of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from models.facts import AnyFact
from models.negotiation import Negotiation
from models.rules import editorial, retaining, signing, silence, supporting
from models.rules.guards import Due
from models.rules.package import dissolved

SOURCES: tuple[Callable[[Negotiation], Due | None], ...] = (
    supporting.unseconded,
    silence.unbroken,
    editorial.uncontested,
    signing.window_over,
    retaining.overdue,
)
"""Each names the first thing of its kind to fall due; of equal deadlines the first one goes first.

They are asked before every keystroke: what they look through is kept with the negotiation.
"""


def next_due(negotiation: Negotiation) -> datetime | None:
    """The earliest deadline there is, or None; what it is the deadline of falls due after it."""
    due = _next(negotiation)
    return due.at if due is not None else None


def fall_due(negotiation: Negotiation, at: datetime) -> tuple[datetime, tuple[AnyFact, ...]] | None:
    """The earliest thing whose deadline lies strictly before `at`, with its due time.

    Acts received at a deadline are in time (domain R9), so nothing falls due at it.
    """
    due = _next(negotiation)
    if due is None or due.at >= at:
        return None
    made = due.facts()
    return due.at, (*made, *dissolved(negotiation, made, due.at, None))


def _next(negotiation: Negotiation) -> Due | None:
    found = [due for source in SOURCES if (due := source(negotiation)) is not None]
    return min(found, key=lambda due: due.at, default=None)
