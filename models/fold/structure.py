"""Folds the structure of the text: clauses added, moved, split, merged, renumbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from models.clause import Clause, Version
from models.facts import (
    ClauseAdded,
    ClauseMoved,
    ClausesRenumbered,
    ClausesReplaced,
    NewClause,
    ObjectionCarried,
)
from models.layer import Origin, Span
from models.negotiation import Before, Negotiation, OnScreen
from models.objection import ObjectionStatus
from models.party import Actor
from models.proposal import Effect, Plan, Proposal
from models.provenance import cut, whole
from models.text import length


def _after(clauses: Iterable[Clause], after: str, new: Iterable[Clause]) -> dict[str, Clause]:
    """Clauses in order, with new ones after the one named, or at the beginning."""
    ordered = [] if after else list(new)
    for its in clauses:
        ordered.append(its)
        if its.id == after:
            ordered += new
    return {its.id: its for its in ordered}


def _added(n: Negotiation, fact: ClauseAdded, at: datetime, _by: Actor | None) -> Negotiation:
    version = Version(
        number=1,
        wording=fact.wording,
        digest=fact.digest,
        at=at,
        provenance=dict.fromkeys(fact.wording, ()),
    )
    clause = Clause(id=fact.clause, number=fact.number, part=fact.part_title, versions=(version,))
    return replace(n, clauses=_after(n.clauses.values(), fact.after, [clause]))


def _moved(n: Negotiation, fact: ClauseMoved, _at: datetime, _by: Actor | None) -> Negotiation:
    others = [its for its in n.clauses.values() if its.id != fact.clause]
    return replace(n, clauses=_after(others, fact.after, [n.clauses[fact.clause]]))


def _replaced(
    n: Negotiation, fact: ClausesReplaced, at: datetime, _by: Actor | None
) -> Negotiation:
    """The proposal it comes from is that of the acceptance folded just before."""
    proposal = n.proposals[n.decisions[-1].proposal or ""]
    old = [n.clauses[one] for one in fact.old]
    new = [_new(proposal, old, nth, its, at) for nth, its in enumerate(fact.new)]
    ids = tuple(its.id for its in new)
    clauses = {
        key: replace(its, successors=ids, parking=None) if key in fact.old else its
        for key, its in n.clauses.items()
    }
    shown = n.on_screen
    if shown is not None and shown.clause in fact.old:
        shown = OnScreen(clause=ids[0])
    return replace(n, clauses=_after(clauses.values(), fact.old[-1], new), on_screen=shown)


def _new(proposal: Proposal, old: list[Clause], nth: int, its: NewClause, at: datetime) -> Clause:
    version = Version(
        number=1,
        wording=its.wording,
        digest=its.digest,
        at=at,
        proposal=proposal.id,
        provenance={
            field: _origins(proposal, old, nth, field, text) for field, text in its.wording.items()
        },
    )
    return Clause(
        id=its.id,
        number=its.number,
        part=old[0].part,
        versions=(version,),
        started=True,
        drafting_closed=any(one.drafting_closed for one in old),
        predecessors=tuple(one.id for one in old),
    )


def _origins(
    proposal: Proposal, old: list[Clause], nth: int, field: str, text: str
) -> tuple[Span, ...]:
    """Whose each word is, carried over; the words the proposal itself brought are its author's."""
    new = Origin(1, proposal.id, proposal.author)
    sources = [one.version.provenance.get(field, ()) for one in old]
    size = length(text)
    if proposal.effect is Effect.SPLIT:
        plan, held = proposal.plan or Plan(), sum(span.length for span in sources[0])
        if nth and field not in plan.cut:
            return whole([Span(size, new)])
        start = held - size if nth else 0
        return whole(cut(sources[0], start, start + size))
    former = [one.version.wording.get(field, "") for one in old]
    if text == former[0]:
        return whole(sources[0])
    seam = size - sum(map(length, former))
    if not text.endswith(former[-1]) or not text.startswith(former[0]) or seam < 0:
        return whole([Span(size, new)])
    return whole([*sources[0], Span(seam, new), *sources[-1]])


def taken_back(n: Negotiation, before: Before) -> Negotiation:
    """The negotiation without the move, split or merge of an acceptance that is undone.

    What had come of a split or merge leads back to the clauses there were: no id is used again.
    """
    if before.order:
        return replace(n, clauses=_in_order(n, before.order))
    new = n.clauses[before.clause.id].successors
    if not new:
        return n
    joined = before.joined
    old = (before.clause.id,) if joined is None else (before.clause.id, joined.id)
    clauses = {
        key: replace(its, successors=old) if key in new else its for key, its in n.clauses.items()
    }
    if joined is not None:
        clauses[joined.id] = replace(clauses[joined.id], successors=(), parking=joined.parking)
    return replace(n, clauses=clauses, on_screen=_shown_again(n, before, new))


def _shown_again(n: Negotiation, before: Before, new: tuple[str, ...]) -> OnScreen | None:
    """What came of the old clauses leaves the screen to them."""
    then = before.on_screen
    if n.on_screen is None or n.on_screen.clause not in new:
        return n.on_screen
    joined = before.joined
    if then is None or then.clause not in {before.clause.id, joined.id if joined else ""}:
        return OnScreen(clause=before.clause.id)
    return then if then.draft in n.drafts else OnScreen(clause=then.clause)


def _in_order(n: Negotiation, order: tuple[str, ...]) -> dict[str, Clause]:
    """The clauses as they stood; those that came since stay behind the one they follow now."""
    ordered, before = list(order), ""
    for key in n.clauses:
        if key not in order:
            ordered.insert(ordered.index(before) + 1 if before else 0, key)
        before = key
    return {key: n.clauses[key] for key in ordered}


def _carried(
    n: Negotiation, fact: ObjectionCarried, _at: datetime, _by: Actor | None
) -> Negotiation:
    objection = replace(
        n.objections[fact.objection],
        clause=fact.clause,
        version=1,
        status=ObjectionStatus.NEEDS_ANSWER,
    )
    return replace(n, objections={**n.objections, objection.id: objection})


def _renumbered(
    n: Negotiation, fact: ClausesRenumbered, _at: datetime, _by: Actor | None
) -> Negotiation:
    clauses = dict(n.clauses)
    for row in fact.table:
        clauses[row.clause] = replace(
            clauses[row.clause], number=row.number, former_number=row.former
        )
    return replace(n, clauses=clauses, renumbered=True, adopted=fact.digest or n.adopted)


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    ClauseAdded: _added,
    ClauseMoved: _moved,
    ClausesReplaced: _replaced,
    ObjectionCarried: _carried,
    ClausesRenumbered: _renumbered,
}
