"""The outage guard: who could not reach the negotiation is given the time back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from models import facts
from models.facts import AnyFact
from models.negotiation import Negotiation
from models.silence import Outage, Silence

WATCHED = timedelta(hours=2)
"""How long before its deadline a silence is guarded (domain §6.6)."""
BORNE = timedelta(minutes=10)
"""How much of that time may be lost before the deadline moves."""
GRACE = timedelta(hours=1)
"""By how much more than the outage it moves."""


def outage(negotiation: Negotiation, start: datetime, end: datetime) -> tuple[AnyFact, ...]:
    """L-10: nobody could reach the negotiation from `start` to `end`: record it, move deadlines.

    To be decided before anything falls due; none where it was recorded before.
    """
    found = Outage(start, end)
    if found in negotiation.outages or end <= start:
        return ()
    recorded = facts.OutageRecorded(start=start, end=end)
    return (recorded, *_extended(negotiation, (*negotiation.outages, found)))


def _extended(n: Negotiation, outages: Iterable[Outage]) -> Iterator[AnyFact]:
    known = tuple(outages)
    for silence in n.running_silences:
        watched = [its for its in known if _concerns(its, silence)]
        lost = sum((_lost(its, silence) for its in watched), timedelta())
        if lost > BORNE:
            length = sum((its.end - its.start for its in watched), timedelta())
            yield facts.SilenceExtended(
                silence=silence.id,
                ends=silence.ends + length + GRACE,
                made_good=max(its.end for its in watched),
            )


def _concerns(outage: Outage, silence: Silence) -> bool:
    """Whether an outage that is not made good yet reaches into the time that is guarded."""
    again = silence.made_good is not None and outage.start < silence.made_good
    return not again and _lost(outage, silence) > timedelta()


def _lost(outage: Outage, silence: Silence) -> timedelta:
    """How much of the last hours before the deadline, and since its start, an outage took."""
    first = max(outage.start, silence.ends - WATCHED, silence.started)
    return min(outage.end, silence.ends) - first
