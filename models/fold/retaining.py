"""Folds retention: what was erased is gone from the state, as it is from the record.

A record replayed after an erasure has none of the private facts before it. So the fold takes away
all that follows from them, and both ways lead to the same state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import Erased
from models.negotiation import Decision, Negotiation
from models.party import Actor
from models.retention import Erasure


def _erased(n: Negotiation, fact: Erased, at: datetime, _by: Actor | None) -> Negotiation:
    n = replace(n, erased={**n.erased, fact.what: at})
    if fact.what is not Erasure.PRIVATE:
        return n
    return replace(
        n,
        drafts={},
        caucuses={},
        notes={},
        tripwires={},
        notices={},
        seen={},
        on_screen=n.on_screen and replace(n.on_screen, draft=None),
        decisions=tuple(map(_without_drafts, n.decisions)),
    )


def _without_drafts(decision: Decision) -> Decision:
    if decision.before is None:
        return decision
    shown = decision.before.on_screen and replace(decision.before.on_screen, draft=None)
    return replace(decision, before=replace(decision.before, drafts={}, on_screen=shown))


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {Erased: _erased}
