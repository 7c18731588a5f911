"""Folds the setting: people, text, rules, sessions, presence, the screen, advice, parking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.clause import Advice, ChangedBasis, Clause, Version
from models.facts import (
    AdviceGiven,
    ClausePutOnScreen,
    Convened,
    DraftingClosed,
    DraftingOpened,
    PersonAdmitted,
    PersonRemoved,
    PreparedClause,
    PresenceChanged,
    RollCalled,
    SessionClosed,
    SessionOpened,
    TextPrepared,
    TextPublished,
)
from models.layer import Origin, Span
from models.negotiation import Negotiation, OnScreen
from models.party import Actor, Party, Presence
from models.text import length


def convened(fact: Convened) -> Negotiation:
    """The negotiation as it is set up."""
    return Negotiation(
        id=fact.negotiation,
        title=fact.title,
        convenor=fact.convenor,
        languages=fact.languages,
        rules=fact.rules,
        mode=fact.rules.mode,
        parties={party.id: party for party in fact.parties},
        sessions={session.id: session for session in fact.sessions},
        rehearsal=fact.rehearsal,
        utc_offset=fact.utc_offset,
    )


def with_clause(negotiation: Negotiation, clause: Clause) -> Negotiation:
    """The negotiation with this clause in the place of the one of its id."""
    return replace(negotiation, clauses={**negotiation.clauses, clause.id: clause})


def with_second_look(
    negotiation: Negotiation, clause: str, basis: ChangedBasis, *, due: bool
) -> Negotiation:
    """The negotiation with a second look at this clause due for what changed, or no longer so."""
    its = negotiation.clauses[clause]
    others = tuple(one for one in its.second_look if one != basis)
    return with_clause(negotiation, replace(its, second_look=(*others, basis) if due else others))


def _admitted(
    n: Negotiation, fact: PersonAdmitted, _at: datetime, _by: Actor | None
) -> Negotiation:
    people = {**n.people, fact.person.id: fact.person}
    return replace(n, people=people, removed=n.removed - {fact.person.id})


def _removed(n: Negotiation, fact: PersonRemoved, _at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, removed=n.removed | {fact.person})


def _prepared(n: Negotiation, fact: TextPrepared, _at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, prepared=fact.clauses)


def _published(n: Negotiation, fact: TextPublished, at: datetime, _by: Actor | None) -> Negotiation:
    clauses = {c.id: _first(c, fact.digests[c.id], at) for c in fact.clauses}
    return replace(n, clauses=clauses, prepared=())


def _first(prepared: PreparedClause, digest: str, at: datetime) -> Clause:
    provenance = {
        name: (Span(length(text), Origin(1)),) if text else ()
        for name, text in prepared.wording.items()
    }
    version = Version(
        number=1, wording=prepared.wording, digest=digest, at=at, provenance=provenance
    )
    return Clause(
        id=prepared.id,
        number=prepared.number,
        part=prepared.part,
        versions=(version,),
        protected=prepared.protected,
    )


def _opened(n: Negotiation, fact: SessionOpened, at: datetime, _by: Actor | None) -> Negotiation:
    sat = {**n.sat, fact.session: (*n.sat.get(fact.session, ()), at)}
    return replace(n, session=fact.session, sat=sat)


def _called(n: Negotiation, fact: RollCalled, _at: datetime, _by: Actor | None) -> Negotiation:
    parties = {
        key: _found(party, fact.presence.get(key, party.presence))
        for key, party in n.parties.items()
    }
    return replace(n, parties=parties)


def _closed(n: Negotiation, _fact: SessionClosed, _at: datetime, _by: Actor | None) -> Negotiation:
    at_close = {its.id: its.current for its in n.clauses.values()}
    return replace(n, session=None, at_close=at_close)


def _presence(
    n: Negotiation, fact: PresenceChanged, _at: datetime, _by: Actor | None
) -> Negotiation:
    party = _found(n.parties[fact.party], fact.presence)
    return replace(n, parties={**n.parties, party.id: party})


def _found(party: Party, presence: Presence) -> Party:
    """The party where it is now; what it said when it walked out is over once it is back."""
    out = not party.admitted or presence is Presence.WALKED_OUT
    return replace(party, presence=presence, statement=party.statement if out else "")


def _on_screen(
    n: Negotiation, fact: ClausePutOnScreen, _at: datetime, _by: Actor | None
) -> Negotiation:
    n = with_clause(n, replace(n.clauses[fact.clause], started=True))
    return replace(n, on_screen=OnScreen(clause=fact.clause, draft=fact.draft))


def _advised(n: Negotiation, fact: AdviceGiven, at: datetime, _by: Actor | None) -> Negotiation:
    advice = Advice(
        id=fact.advice,
        clauses=fact.clauses,
        title=fact.title,
        text=fact.text,
        by=fact.by,
        at=at,
    )
    return replace(n, advice={**n.advice, advice.id: advice})


def _pens_stopped(
    n: Negotiation, fact: DraftingClosed, _at: datetime, _by: Actor | None
) -> Negotiation:
    return with_clause(n, replace(n.clauses[fact.clause], drafting_closed=True))


def _pens_freed(
    n: Negotiation, fact: DraftingOpened, _at: datetime, _by: Actor | None
) -> Negotiation:
    return with_clause(n, replace(n.clauses[fact.clause], drafting_closed=False))


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    PersonAdmitted: _admitted,
    PersonRemoved: _removed,
    TextPrepared: _prepared,
    TextPublished: _published,
    SessionOpened: _opened,
    RollCalled: _called,
    SessionClosed: _closed,
    PresenceChanged: _presence,
    ClausePutOnScreen: _on_screen,
    AdviceGiven: _advised,
    DraftingClosed: _pens_stopped,
    DraftingOpened: _pens_freed,
}
