"""Folds requests to reopen a clause; reopening itself is a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    ReopenDeclined,
    ReopenRequested,
    ReopenSupported,
    ReopenWithdrawn,
    SecondLookOffered,
)
from models.fold.decisions import without_request
from models.fold.setting import with_second_look
from models.negotiation import Negotiation
from models.party import Actor
from models.reopening import Reopening


def _requested(
    n: Negotiation, fact: ReopenRequested, at: datetime, _by: Actor | None
) -> Negotiation:
    request = Reopening(
        clause=fact.clause,
        party=fact.party,
        person=fact.person,
        reason=fact.reason,
        at=at,
        late_break=fact.late_break,
    )
    declined = {
        clause: old for clause, old in n.reopenings_declined.items() if clause != fact.clause
    }
    reopenings = {**n.reopenings, fact.clause: request}
    return replace(n, reopenings=reopenings, reopenings_declined=declined)


def _supported(
    n: Negotiation, fact: ReopenSupported, _at: datetime, _by: Actor | None
) -> Negotiation:
    request = n.reopenings[fact.clause]
    supported = replace(request, supporters=(*request.supporters, fact.party))
    return replace(n, reopenings={**n.reopenings, fact.clause: supported})


def _withdrawn(
    n: Negotiation, fact: ReopenWithdrawn, _at: datetime, _by: Actor | None
) -> Negotiation:
    return without_request(n, fact.clause)


def _declined(
    n: Negotiation, fact: ReopenDeclined, _at: datetime, _by: Actor | None
) -> Negotiation:
    request = replace(n.reopenings[fact.clause], declined=fact.reason)
    declined = {**n.reopenings_declined, fact.clause: request}
    return replace(without_request(n, fact.clause), reopenings_declined=declined)


def _second_look(
    n: Negotiation, fact: SecondLookOffered, _at: datetime, _by: Actor | None
) -> Negotiation:
    return with_second_look(n, fact.clause, fact.basis, due=not fact.taken_back)


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    ReopenRequested: _requested,
    ReopenSupported: _supported,
    ReopenWithdrawn: _withdrawn,
    ReopenDeclined: _declined,
    SecondLookOffered: _second_look,
}
