"""Rules of notices: who has seen them."""

from __future__ import annotations

from models import acts, facts
from models.facts import AnyFact
from models.rules.guards import Asking


def mark_seen(act: acts.MarkSeen, asking: Asking) -> tuple[AnyFact, ...]:
    """N-4: a person has seen their side's notices up to one; never fewer than before."""
    n, person = asking.negotiation, asking.actor.person
    known = n.notices.get(asking.author, ())
    upto = min(act.upto, known[-1].number if known else 0)
    if upto <= n.seen.get(person, 0):
        return ()
    return (facts.NoticesSeen(person=person, upto=upto),)
