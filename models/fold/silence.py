"""Folds the silence procedure and outages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.facts import (
    OutageRecorded,
    SilenceAcknowledged,
    SilenceBreaker,
    SilenceBroken,
    SilenceCancelled,
    SilenceCounted,
    SilenceExpired,
    SilenceExplained,
    SilenceExtended,
    SilenceOffered,
    SilenceStarted,
)
from models.fold.setting import with_clause
from models.negotiation import Negotiation
from models.party import Actor
from models.silence import Outage, Silence, SilenceStatus


def _with(n: Negotiation, silence: str, **changes: Any) -> Negotiation:
    changed = replace(n.silences[silence], **changes)
    return replace(n, silences={**n.silences, silence: changed})


def _started(n: Negotiation, fact: SilenceStarted, at: datetime, by: Actor | None) -> Negotiation:
    silence = Silence(
        id=fact.silence,
        order=fact.order,
        clause=fact.clause,
        version=fact.version,
        started=at,
        ends=fact.ends,
        by=by.person if by is not None else "",
    )
    return replace(n, silences={**n.silences, silence.id: silence})


def _offered(n: Negotiation, fact: SilenceOffered, _at: datetime, _by: Actor | None) -> Negotiation:
    return _with(
        n, fact.silence, digest=fact.digest, notified=fact.notified, proposal=fact.proposal
    )


def _acknowledged(
    n: Negotiation, fact: SilenceAcknowledged, at: datetime, _by: Actor | None
) -> Negotiation:
    known = n.silences[fact.silence].acknowledged
    return _with(n, fact.silence, acknowledged={**known, fact.party: at})


def _broken(n: Negotiation, fact: SilenceBroken, _at: datetime, _by: Actor | None) -> Negotiation:
    clause = n.clauses[n.silences[fact.silence].clause]
    n = with_clause(n, replace(clause, reopened=False))
    return _with(n, fact.silence, status=SilenceStatus.BROKEN)


def _breaker(n: Negotiation, fact: SilenceBreaker, _at: datetime, _by: Actor | None) -> Negotiation:
    return _with(n, fact.silence, broken_by=fact.party, objection=fact.objection)


def _expired(n: Negotiation, fact: SilenceExpired, _at: datetime, _by: Actor | None) -> Negotiation:
    return _with(n, fact.silence, status=SilenceStatus.EXPIRED)


def _counted(
    n: Negotiation, _fact: SilenceCounted, _at: datetime, _by: Actor | None
) -> Negotiation:
    return n  # who agreed by silence is told by the positions


def _cancelled(
    n: Negotiation, fact: SilenceCancelled, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _with(n, fact.silence, status=SilenceStatus.CANCELLED)


def _explained(
    n: Negotiation, fact: SilenceExplained, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _with(n, fact.silence, because=fact.reason)


def _extended(
    n: Negotiation, fact: SilenceExtended, _at: datetime, _by: Actor | None
) -> Negotiation:
    its = n.silences[fact.silence]
    return _with(
        n,
        fact.silence,
        ends=fact.ends,
        made_good=fact.made_good,
        announced_end=its.announced_end or its.ends,
    )


def _outage(n: Negotiation, fact: OutageRecorded, _at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, outages=(*n.outages, Outage(fact.start, fact.end)))


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    SilenceStarted: _started,
    SilenceOffered: _offered,
    SilenceAcknowledged: _acknowledged,
    SilenceBroken: _broken,
    SilenceBreaker: _breaker,
    SilenceExpired: _expired,
    SilenceCounted: _counted,
    SilenceCancelled: _cancelled,
    SilenceExplained: _explained,
    SilenceExtended: _extended,
    OutageRecorded: _outage,
}
