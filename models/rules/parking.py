"""Rules of parking: a clause set aside with an owner and a time of return."""

from __future__ import annotations

from models import acts, facts
from models.facts import AnyFact
from models.hurdles import rules_missing, session_missing
from models.known import the_clause
from models.names import clause_name
from models.rules.guards import Asking, clear, refuse, undecided
from models.saying import say

LONGEST = 500
"""How long each note of a parking may be, in characters."""


def park(act: acts.Park, asking: Asking) -> tuple[AnyFact, ...]:
    """K-1: a facilitator's decision of procedure: it needs a session, not a quorum."""
    n = asking.negotiation
    clause = undecided(n, act.clause)
    if clause.parking is not None:
        refuse(
            "parked",
            say("{clause} is parked already.", clause=clause_name(n, clause.id)),
            "Resume it first.",
            "K-1",
            ("clause", clause.id),
        )
    clear((*rules_missing(n), *session_missing(n)))
    if max(len(act.reason), len(act.owner), len(act.returns)) > LONGEST:
        refuse(
            "too_long",
            say("A note has at most {most} characters.", most=LONGEST),
            "Shorten it.",
            "K-1",
        )
    parked = facts.ClauseParked(
        decision=len(n.decisions) + 1,
        clause=clause.id,
        reason=act.reason.strip(),
        owner=act.owner.strip(),
        returns=act.returns.strip(),
    )
    return (parked,)


def resume(act: acts.Resume, asking: Asking) -> tuple[AnyFact, ...]:
    """K-2: a parked clause is taken up again."""
    n = asking.negotiation
    if the_clause(n, act.clause).parking is None:
        refuse(
            "not_parked",
            say("{clause} is not parked.", clause=clause_name(n, act.clause)),
            "Nothing more is needed.",
            "K-2",
            ("clause", act.clause),
        )
    return (facts.ClauseResumed(clause=act.clause),)
