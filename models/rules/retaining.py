"""Rules of retention: what is erased by itself, and what may not begin after that."""

from __future__ import annotations

from datetime import datetime, timedelta

from models import acts, facts
from models.acts import Act
from models.negotiation import Negotiation
from models.retention import Erasure
from models.rules.guards import Due, refuse

BEGINS = (acts.OpenCaucus, acts.WriteNote)
"""What would be private, and may be asked while the text is locked."""


def erased_for(negotiation: Negotiation, kind: type[Act]) -> bool:
    """Y-2: whether acts of this kind would begin something private after its like was erased."""
    return Erasure.PRIVATE in negotiation.erased and kind in BEGINS


def check_begins(negotiation: Negotiation, act: Act) -> None:
    """Y-2: pass unless this act would begin something private after its like was erased."""
    if erased_for(negotiation, type(act)):
        refuse(
            "erased",
            "What is private was erased by the rules of this negotiation, and none begins anew.",
            "Keep it outside of this negotiation.",
            "Y-2",
        )


def kept_days(negotiation: Negotiation, what: Erasure) -> int | None:
    """For how many days after publication the rules keep it; None: for good."""
    rules = negotiation.rules
    return rules.private_kept if what is Erasure.PRIVATE else rules.access_kept


def erased_at(negotiation: Negotiation, what: Erasure) -> datetime | None:
    """When it falls due to be erased; None: never by these rules, not yet, or it is done."""
    days, released = kept_days(negotiation, what), negotiation.publication
    if days is None or released is None or what in negotiation.erased:
        return None
    return max(released.at, released.embargo or released.at) + timedelta(days=days)


def overdue(negotiation: Negotiation) -> Due | None:
    """Y-1, Y-3: what the rules let be erased, the first to fall due."""
    if negotiation.publication is None:
        return None
    found = [(at, what) for what in Erasure if (at := erased_at(negotiation, what)) is not None]
    if not found:
        return None
    at, what = min(found)
    days = kept_days(negotiation, what) or 0
    return Due(at, lambda: (facts.Erased(what=what, days=days),))
