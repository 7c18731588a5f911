"""The summary of a session: where every clause stands, and who owes what, by a reader's sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models import views
from models.clause import Clause, ClauseStatus
from models.facts import PlannedSession
from models.objection import Objection, ObjectionStatus
from models.partaking import reviews
from models.saying import Sentence, say
from models.sight import names
from models.stances import outstanding, recorded_for
from server.web.looks.board import DecisionLook, decided
from server.web.looks.reader import Reader, day
from server.web.looks.silences import SilenceLook, running

GROUPS = (
    ClauseStatus.AGREED_AD_REF,
    ClauseStatus.TEXT_CLOSED,
    ClauseStatus.LOCKED,
    ClauseStatus.BRACKETED,
    ClauseStatus.UNDER_SILENCE,
    ClauseStatus.PARKED,
    ClauseStatus.REOPENED,
    ClauseStatus.OPEN,
    ClauseStatus.NOT_STARTED,
    ClauseStatus.REMOVED,
)
"""The statuses in the order of the summary."""


@dataclass(frozen=True, slots=True)
class Line:
    """One clause under its status; of a parked one, who looks after it and when it comes back."""

    clause: str
    name: str
    version: int
    why: str = ""
    owner: str = ""
    returns: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The clauses of one status."""

    status: ClauseStatus
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """Something a party has still to do."""

    party: str
    """Empty where this audience is not told which."""
    what: Sentence


@dataclass(frozen=True, slots=True)
class Summary:
    """A session on one page."""

    session: PlannedSession
    open: bool
    present: tuple[str, ...]
    away: tuple[str, ...]
    decisions: tuple[DecisionLook, ...]
    groups: tuple[Group, ...]
    silences: tuple[SilenceLook, ...]
    owed: tuple[Owed, ...]


def summary(reader: Reader, session: PlannedSession) -> Summary:
    """What this reader may know of how things stand, and of what was decided on its days."""
    n = reader.negotiation
    named = reader.sight.attribution and reader.reads
    parties = n.admitted if named else ()
    return Summary(
        session=session,
        open=n.session == session.id,
        present=tuple(party.id for party in parties if party.presence.counts),
        away=tuple(party.id for party in parties if not party.active),
        decisions=_on_its_days(reader, session) if reader.reads else (),
        groups=_groups(reader),
        silences=running(reader),
        owed=tuple(_owed(reader)) if named else (),
    )


def _on_its_days(reader: Reader, session: PlannedSession) -> tuple[DecisionLook, ...]:
    n = reader.negotiation
    sat = {day(at, n.utc_offset) for at in n.sat.get(session.id, ())}
    days = sat | {session.date}
    return tuple(decided(reader, one) for one in n.decisions if day(one.at, n.utc_offset) in days)


def _groups(reader: Reader) -> tuple[Group, ...]:
    held: dict[ClauseStatus, list[Line]] = {status: [] for status in GROUPS}
    for its in reader.clauses:
        held[views.status(reader.negotiation, its.id)].append(_line(reader, its))
    return tuple(Group(status, tuple(lines)) for status, lines in held.items() if lines)


def _line(reader: Reader, its: Clause) -> Line:
    name, parking = reader.clause_name(its.id), its.parking
    if parking is None or its.agreed:
        return Line(its.id, name, its.current)
    return Line(its.id, name, its.current, parking.reason, parking.owner, parking.returns)


def _owed(reader: Reader) -> Iterable[Owed]:
    """Who owes what: answers, revisions, reviews and confirmations."""
    yield from _on_the_text(reader)
    n, sight = reader.negotiation, reader.sight
    for review in reviews(n):
        yield Owed(review.party, say("reviews {clauses}", clauses=_numbers(reader, review.clauses)))
    for party, positions in outstanding(n).items():
        if sight.positions or party == sight.party:
            clauses = _numbers(reader, (one.clause for one in positions))
            yield Owed(
                party, say("confirms what it agreed ad referendum: {clauses}", clauses=clauses)
            )
    for admitted in n.admitted:
        cards = recorded_for(n, admitted.id)
        if cards and (reader.role.facilitates or sight.party == admitted.id):
            yield Owed(admitted.id, say("confirms what was recorded for it: {n}", n=len(cards)))


def _target(reader: Reader, one: Objection) -> str:
    clause = reader.clause_name(one.clause)
    if one.proposal is None:
        return clause
    return f"{reader.negotiation.proposals[one.proposal].label}, {clause}"


def _numbers(reader: Reader, clauses: Iterable[str]) -> str:
    return ", ".join(map(reader.cited, clauses))


def _on_the_text(reader: Reader) -> Iterable[Owed]:
    """Objections that need an answer, and proposals that wait for their authors or a second."""
    n = reader.negotiation
    if not reader.sight.proposals:
        return
    for one in n.objections.values():
        if one.standing:
            needs = one.status is ObjectionStatus.NEEDS_ANSWER
            named = {"objection": one.label, "target": _target(reader, one)}
            yield Owed(
                one.party if names(reader.sight, one) else "",
                say("says whether {objection} to {target} still stands", **named)
                if needs
                else say("objects to {target} ({objection}): what would resolve it?", **named),
            )
    for proposal in n.proposals.values():
        if proposal.live and proposal.needs_author:
            yield Owed(
                proposal.author, say("confirms or restates {proposal}", proposal=proposal.label)
            )
