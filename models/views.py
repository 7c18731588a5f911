"""Projections: what a negotiation looks like, from nothing but its state.

Nothing here is stored and nothing decides; the same state gives the same view. Whether somebody
may see it is `models.sight`'s to say: these views name authors, but for those that say they do not.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from models.clause import ClauseStatus
from models.hurdles import Hurdle, to_accept, to_agree
from models.layer import base, is_empty_change
from models.lint import guards_touched
from models.names import proposal_name
from models.negotiation import Aftermath, Attendance, Decision, Negotiation, Subject
from models.notice import Notice
from models.outline import gone, placed
from models.overlay import CompiledSpan
from models.overlay import compilation as compiled
from models.party import Actor
from models.position import Position
from models.proposal import Proposal
from models.rulebook import Guard
from models.rules.undo import stands
from models.settling import are_alternatives, in_conflict, reading
from models.text import from_units
from models.whole import guarded_names, guarded_terms


def status(negotiation: Negotiation, clause: str) -> ClauseStatus:
    """The status of a clause (domain §6.3), derived: the first of them that holds.

    An agreed clause stays agreed ad referendum until the legal check is complete (rule T-2).

    Bracketed means at least one live tabled proposal; an objection makes no bracket.
    """
    its = negotiation.clauses[clause]
    if gone(negotiation, clause):
        return ClauseStatus.REMOVED
    if its.agreed:
        return _agreed(negotiation)
    if negotiation.silence_on(clause) is not None:
        return ClauseStatus.UNDER_SILENCE
    if its.parking is not None:
        return ClauseStatus.PARKED
    if negotiation.live_proposals(clause) or negotiation.live_merges(clause):
        return ClauseStatus.BRACKETED
    if its.reopened:
        return ClauseStatus.REOPENED
    return ClauseStatus.OPEN if its.started else ClauseStatus.NOT_STARTED


def _agreed(n: Negotiation) -> ClauseStatus:
    """T-2, F-4: agreed ad referendum, until the text as a whole is closed and then locked."""
    if n.final is not None:
        return ClauseStatus.LOCKED
    return ClauseStatus.TEXT_CLOSED if n.legal_check else ClauseStatus.AGREED_AD_REF


class NegotiationStatus(StrEnum):
    """How far the text as a whole has come (domain §6.3)."""

    NEGOTIATING = "negotiating"
    ADOPTED = "text_agreed_ad_referendum"
    TEXT_CLOSED = "text_closed"
    LOCK_PENDING = "lock_pending"
    LOCKED = "locked"
    PUBLISHED = "locked_and_published"


def negotiation_status(negotiation: Negotiation) -> NegotiationStatus:
    """The status of the whole, derived."""
    if negotiation.final is not None:
        out = negotiation.publication is not None
        return NegotiationStatus.PUBLISHED if out else NegotiationStatus.LOCKED
    if negotiation.lock_pending is not None:
        return NegotiationStatus.LOCK_PENDING
    if negotiation.adopted is None:
        return NegotiationStatus.NEGOTIATING
    closed = negotiation.legal_check
    return NegotiationStatus.TEXT_CLOSED if closed else NegotiationStatus.ADOPTED


class Progress(NamedTuple):
    """How many clauses are agreed, and of how many."""

    agreed: int
    clauses: int

    def __str__(self) -> str:
        return f"{self.agreed} of {self.clauses}"


def progress(negotiation: Negotiation) -> Progress:
    """How far the text is agreed; what is out of it needs no agreement."""
    clauses = [its for its in placed(negotiation) if not gone(negotiation, its.id)]
    return Progress(sum(its.agreed for its in clauses), len(clauses))


# --- the board -----------------------------------------------------------------------------------


class Cell(NamedTuple):
    """One party on one clause.

    `position` is what it said of the version in force; `stale` what it last said of an earlier
    one, which has lapsed; `objections` are its own that stand, on the clause or its proposals.
    """

    party: str
    position: Position | None
    stale: Position | None
    objections: tuple[str, ...]


class Row(NamedTuple):
    """One clause: its status, where each admitted party stands, what is live and what blocks."""

    clause: str
    status: ClauseStatus
    version: int
    cells: tuple[Cell, ...]
    live: tuple[str, ...]
    blocking: tuple[str, ...]


class Board(NamedTuple):
    """Clause by party."""

    rows: tuple[Row, ...]
    progress: Progress
    attendance: Attendance


def board(negotiation: Negotiation) -> Board:
    """Where every admitted party stands on every clause, deleted ones among them."""
    rows = tuple(_row(negotiation, its.id) for its in placed(negotiation))
    return Board(rows, progress(negotiation), negotiation.attendance)


def _row(n: Negotiation, clause: str) -> Row:
    return Row(
        clause,
        status(n, clause),
        n.clauses[clause].current,
        tuple(_cell(n, clause, party.id) for party in n.admitted),
        tuple(proposal.id for proposal in n.live_proposals(clause)),
        tuple(objection.id for objection in n.blocking_objections(clause)),
    )


def _cell(n: Negotiation, clause: str, party: str) -> Cell:
    current = n.clauses[clause].current
    stated = n.positions.get(clause, {})
    earlier = [v for p, v in stated if p == party and v < current]
    return Cell(
        party,
        stated.get((party, current)),
        stated[party, max(earlier)] if earlier else None,
        tuple(o.id for o in n.standing_objections(clause) if o.party == party),
    )


# --- the queue -----------------------------------------------------------------------------------


class Queued(NamedTuple):
    """A live proposal as it waits: its number among the alternatives, what it meets, what is in
    the way of accepting it. `proposal.due` tells until when it waits for a second.
    """

    proposal: Proposal
    alt: int
    alternatives: tuple[str, ...]
    conflicts: tuple[str, ...]
    in_the_way: tuple[Hurdle, ...]


def queue(negotiation: Negotiation) -> tuple[Queued, ...]:
    """All live proposals, in the order of the text and then of tabling, each before its amendments.

    An amendment has the number of what it amends.
    """
    return tuple(
        Queued(
            waiting,
            alt,
            overlaps(negotiation, waiting.id),
            conflicts(negotiation, waiting.id),
            tuple(to_accept(negotiation, waiting)),
        )
        for clause in negotiation.clauses
        for alt, proposal in enumerate(negotiation.live_proposals(clause), start=1)
        for waiting in (proposal, *negotiation.live_proposals(clause, proposal.id))
    )


class Review(NamedTuple):
    """A proposal that its author must confirm or restate, and the decision that made it so."""

    proposal: Proposal
    decision: int | None


def review_queue(negotiation: Negotiation, clause: str) -> tuple[Review, ...]:
    """What still waits for its author after a decision on a clause, in order of tabling."""
    waiting = [
        p
        for p in negotiation.proposals.values()
        if p.clause == clause and p.live and p.needs_author
    ]
    return tuple(Review(p, _review_since(negotiation, p.id)) for p in waiting)


def _review_since(n: Negotiation, proposal: str) -> int | None:
    told = Aftermath(proposal, "needs_author")
    since = (d.number for d in reversed(n.decisions) if told in d.aftermath and not d.undone)
    return next(since, None)


def overlaps(negotiation: Negotiation, proposal: str) -> tuple[str, ...]:
    """The other live proposals that are alternatives to this one: they touch the same sentence."""
    its = negotiation.proposals[proposal]
    return tuple(o.id for o in _others(negotiation, its) if are_alternatives(its.texts, o.texts))


def conflicts(negotiation: Negotiation, proposal: str) -> tuple[str, ...]:
    """The other live proposals that accepting this one would supersede by conflict."""
    its = negotiation.proposals[proposal]
    return tuple(o.id for o in _others(negotiation, its) if in_conflict(its.texts, o.texts))


def _others(n: Negotiation, proposal: Proposal) -> list[Proposal]:
    live = n.live_proposals(proposal.clause, proposal.amends) if proposal.live else ()
    return [other for other in live if other.id != proposal.id]


# --- decisions -----------------------------------------------------------------------------------


def in_the_way(negotiation: Negotiation, clause: str) -> tuple[Hurdle, ...]:
    """What is in the way of putting a clause to the room; each says so in a sentence (`str`)."""
    return tuple(to_agree(negotiation, clause))


def may_be_undone(negotiation: Negotiation, decision: Decision) -> bool:
    """Whether undo could take this decision back, were its window open (rule U-2)."""
    return decision.subject is not Subject.RULES and stands(negotiation, decision)


# --- since you left -----------------------------------------------------------------------------


class Since(NamedTuple):
    """What one's side was told and one has not seen, of one clause or (None) of the whole."""

    clause: str | None
    notices: tuple[Notice, ...]


def since_you_left(negotiation: Negotiation, person: str) -> tuple[Since, ...]:
    """The notices of a person's side that they have not seen, newest last (domain §5.7).

    The whole first, then clause by clause in the order of the text. Nothing for whoever has no
    side, or is not admitted (any more).
    """
    its = negotiation.people.get(person)
    if its is None or person in negotiation.removed:
        return ()
    if its.party is not None and not negotiation.parties[its.party].admitted:
        return ()
    side = Actor(its.id, its.role, its.party).author
    seen = negotiation.seen.get(person, 0)
    unseen = [one for one in negotiation.notices.get(side or "", ()) if one.number > seen]
    groups = ((clause, _about(unseen, clause)) for clause in (None, *negotiation.clauses))
    return tuple(Since(clause, notices) for clause, notices in groups if notices)


def _about(notices: list[Notice], clause: str | None) -> tuple[Notice, ...]:
    return tuple(one for one in notices if one.clause == clause)


# --- the text with what is proposed --------------------------------------------------------------


def compilation(
    negotiation: Negotiation, clause: str, field: str, *, attributed: bool
) -> tuple[CompiledSpan, ...]:
    """One field of a clause with all live proposals in brackets, each span with its labels.

    A label is the proposal's and its author's (“P03 by WLP”), or without attribution “Alt 1”.
    """
    layers = [
        (str(proposal_name(proposal)) if attributed else f"Alt {alt}", proposal.texts[field])
        for alt, proposal in enumerate(negotiation.live_proposals(clause), start=1)
        if not is_empty_change(proposal.texts[field])
    ]
    return compiled(negotiation.clauses[clause].version.wording[field], layers)


def substantive(negotiation: Negotiation, proposal: str) -> frozenset[Guard]:
    """What of the guarded things a proposal touches: it is substantive if anything (domain §4)."""
    its = negotiation.proposals[proposal]
    terms = guarded_terms(negotiation)
    names = guarded_names(negotiation)
    return frozenset(
        guard
        for field, runs in its.texts.items()
        for guard in guards_touched(
            from_units(base(runs)), reading(runs), terms, names, field.split("/")[0]
        )
    )
