"""Requests to reopen agreed clauses, as facilitators answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.hurdles import to_reopen
from models.reopening import Reopening
from server.web.looks.may import may
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class RequestLook:
    """One request: who asks and why, who supports it, what is missing."""

    clause: str
    name: str
    version: int
    digest: str
    party: str
    reason: str
    at: datetime
    supporters: tuple[str, ...]
    late_break: bool
    missing: tuple[str, ...]
    may: bool


def requests(reader: Reader) -> tuple[RequestLook, ...]:
    """The requests that wait, in the order in which they came."""
    if not (reader.sight.attribution and reader.reads):
        return ()
    waiting = sorted(reader.negotiation.reopenings.values(), key=lambda one: one.at)
    return tuple(_request(reader, one) for one in waiting)


def _request(reader: Reader, one: Reopening) -> RequestLook:
    n = reader.negotiation
    version = n.clauses[one.clause].version
    return RequestLook(
        clause=one.clause,
        name=reader.clause_name(one.clause),
        version=version.number,
        digest=version.digest,
        party=one.party,
        reason=one.reason if reader.sight.reasons else "",
        at=one.at,
        supporters=one.supporters,
        late_break=one.late_break,
        missing=tuple(map(str, to_reopen(n, one))),
        may=may(reader, "reopen"),
    )
