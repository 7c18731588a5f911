"""Folds taking part: admission and its end, splitting, heads, walking out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    AdmissionEnded,
    HeadReplaced,
    PartyAdmitted,
    PartySplit,
    PartyWalkedOut,
    PositionInherited,
)
from models.fold.decisions import decided, who
from models.fold.stands import with_position
from models.negotiation import Decision, Negotiation, Subject
from models.party import Actor, Departure, Party, Presence, Role
from models.position import Source

ENDINGS = {Departure.LEFT: Subject.LEAVING, Departure.EXCLUDED: Subject.EXCLUSION}
"""What the decision is about that ends an admission."""


def _with(n: Negotiation, *parties: Party) -> Negotiation:
    return replace(n, parties={**n.parties, **{party.id: party for party in parties}})


def _decided(
    n: Negotiation,
    fact: PartyAdmitted | AdmissionEnded | PartySplit,
    subject: Subject,
    at: datetime,
    by: Actor | None,
) -> Negotiation:
    if fact.decision is None:
        return n
    its = Decision(number=fact.decision, subject=subject, at=at, by=who(by), party=fact.party)
    return decided(n, its)


def _admitted(n: Negotiation, fact: PartyAdmitted, at: datetime, by: Actor | None) -> Negotiation:
    party = replace(
        n.parties[fact.party],
        admitted=True,
        presence=fact.presence,
        statement="",
        departure=None,
        review_until=fact.review_until,
        reviewing=fact.reviewing,
    )
    return _decided(_with(n, party), fact, Subject.ADMISSION, at, by)


def _ended(n: Negotiation, fact: AdmissionEnded, at: datetime, by: Actor | None) -> Negotiation:
    party = _closed(n.parties[fact.party], fact.departure)
    party = replace(party, statement=fact.statement)
    return _decided(_with(n, party), fact, ENDINGS[fact.departure], at, by)


def _closed(party: Party, departure: Departure) -> Party:
    return replace(
        party,
        admitted=False,
        presence=Presence.ABSENT,
        departure=departure,
        review_until=None,
        reviewing=frozenset(),
    )


def _split(n: Negotiation, fact: PartySplit, at: datetime, by: Actor | None) -> Negotiation:
    closed = _closed(n.parties[fact.party], Departure.SPLIT)
    closed = replace(closed, successors=tuple(party.id for party in fact.into))
    return _decided(_with(n, closed, *fact.into), fact, Subject.SPLIT, at, by)


def _inherited(
    n: Negotiation, fact: PositionInherited, _at: datetime, _by: Actor | None
) -> Negotiation:
    said = n.positions[fact.clause][fact.former, fact.version]
    return with_position(n, replace(said, party=fact.party, source=Source.INHERITED))


def _headed(n: Negotiation, fact: HeadReplaced, _at: datetime, _by: Actor | None) -> Negotiation:
    roles = {**dict.fromkeys(fact.former, Role.DELEGATE), fact.head: Role.HEAD}
    people = {person: replace(n.people[person], role=role) for person, role in roles.items()}
    return replace(n, people={**n.people, **people})


def _walked_out(
    n: Negotiation, fact: PartyWalkedOut, _at: datetime, _by: Actor | None
) -> Negotiation:
    party = replace(n.parties[fact.party], presence=Presence.WALKED_OUT, statement=fact.statement)
    return _with(n, party)


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    PartyAdmitted: _admitted,
    AdmissionEnded: _ended,
    PartySplit: _split,
    PositionInherited: _inherited,
    HeadReplaced: _headed,
    PartyWalkedOut: _walked_out,
}
