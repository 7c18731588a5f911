"""Rules of what a move, a split or a merge leads to once it is accepted, or that is undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models import facts
from models.clause import Clause
from models.draft import Watch
from models.facts import AnyFact, NewClause
from models.layer import of_text
from models.negotiation import Before, Decision, Negotiation
from models.outline import fresh_id, number_after, successors_of
from models.proposal import TEXTUAL, Effect, Plan, Proposal
from models.rules.carrying import drafts_carried, ground, lapsing, text_of
from models.rules.guards import Asking, mooted, refuse, undecided
from models.rules.structure import neighbours
from models.settling import between, carried, wording
from models.text import from_units, to_units, wording_digest


def restructured(
    n: Negotiation, proposal: Proposal, within: int | None = None
) -> Iterator[AnyFact]:
    """C-4 to C-6, C-8: what accepting a move, a split or a merge leads to.

    The acceptance goes first: folding it keeps how things were before, for undo.
    """
    clause, plan = n.clauses[proposal.clause], proposal.plan or Plan()
    accepted = facts.ProposalAccepted(
        decision=len(n.decisions) + 1,
        proposal=proposal.id,
        clause=clause.id,
        version=clause.current,
        within=within,
    )
    if proposal.effect is Effect.MOVE:
        after = successors_of(n, plan.after or "")[-1:]
        yield accepted
        yield facts.ClauseMoved(clause=clause.id, after=after[0] if after else "")
        for suspended in mooted(n, proposal.id):  # those of parties that walked out
            yield facts.ObjectionNeedsAnswer(objection=suspended.objection)
        return
    old = (clause,) if plan.joins is None else (clause, _joining(n, proposal, plan.joins))
    new = _split(n, clause, plan) if len(old) == 1 else (_merged(n, old, proposal),)
    yield replace(accepted, lapsed=lapsing(n, *old))
    yield facts.ClausesReplaced(old=tuple(its.id for its in old), new=new)
    for its in old:
        for objection in n.standing_objections(its.id):
            yield facts.ObjectionCarried(objection=objection.id, clause=new[0].id)


def _joining(n: Negotiation, proposal: Proposal, other: str) -> Clause:
    """The second clause of a merge, if it is as it was when that was tabled."""
    found = undecided(n, other)
    if proposal.plan is not None and found.current != proposal.plan.version:
        refuse(
            "text_moved",
            "The second clause does not read as it did when the merger was tabled.",
            "Ask its author to table it afresh.",
            "G-4",
            ("clause", other),
        )
    neighbours(n, proposal.clause, other)
    return found


def _split(n: Negotiation, clause: Clause, plan: Plan) -> tuple[NewClause, NewClause]:
    first, second = dict(clause.version.wording), dict.fromkeys(clause.version.wording, "")
    for field, at in plan.cut.items():
        units = to_units(clause.version.wording[field])
        first[field] = from_units(units[:at].rstrip())
        second[field] = from_units(units[at:].lstrip())
    second.update(plan.title)
    next_number = number_after(n, clause.id) if clause.number else ""
    return (
        _new(fresh_id(n, f"{clause.id}a"), clause.number, first),
        _new(fresh_id(n, f"{clause.id}b"), next_number, second),
    )


def _merged(n: Negotiation, old: tuple[Clause, ...], proposal: Proposal) -> NewClause:
    name = fresh_id(n, "-".join(its.id for its in old))
    return _new(name, old[0].number, wording(proposal.texts))


def _new(name: str, number: str, its: dict[str, str]) -> NewClause:
    return NewClause(name, number, its, wording_digest(its))


# --- undo ----------------------------------------------------------------------------------------


def involved(negotiation: Negotiation, decision: Decision) -> frozenset[str]:
    """The clauses a decision is about, and those that came of it by splitting or merging."""
    if decision.clause is None:
        return frozenset()
    its = negotiation.clauses[decision.clause]
    joined = decision.before.joined if decision.before is not None else None
    return frozenset({its.id, *its.successors, *((joined.id,) if joined is not None else ())})


def moves(decision: Decision) -> bool:
    """Whether a decision put a clause in another place."""
    return decision.before is not None and bool(decision.before.order)


def begun_on_new(asking: Asking, before: Before) -> Iterator[AnyFact]:
    """C-9: what was begun since on the clauses that came of a split or a merge now undone.

    Proposals go back to their sponsors as drafts, to read and copy from; objections are moot.
    """
    n = asking.negotiation
    for new in n.clauses[before.clause.id].successors:
        if n.question is not None and n.question.clause == new:
            yield facts.QuestionFell(clause=new, because="text_moved")
        for objection in n.standing_objections(new):
            if objection.id not in before.objections and objection.proposal is None:
                yield facts.ObjectionMooted(objection=objection.id)
        yield from all_given_back(asking, new)


def all_given_back(asking: Asking, clause: str) -> Iterator[AnyFact]:
    """U-3, C-9: all that is live on a clause; drafts that amended it lie on its text again."""
    n = asking.negotiation
    for proposal in n.live_on(clause):
        yield from given_back(asking, proposal)
        yield from drafts_carried(n, proposal, text_of(n, proposal))


def given_back(asking: Asking, proposal: Proposal) -> Iterator[AnyFact]:
    """C-9: a proposal on a text that is gone: its words as a private draft, where it has some."""
    n, draft = asking.negotiation, asking.mint() if proposal.effect in TEXTUAL else ""
    yield facts.ProposalReturned(proposal=proposal.id, draft=draft)
    yield from mooted(n, proposal.id)
    if draft:
        change = between(ground(n, proposal).wording, text_of(n, proposal).wording)
        yield facts.DraftStarted(
            draft=draft,
            private=True,
            clause=proposal.clause,
            base=proposal.base,
            owner=proposal.author,
            writers=frozenset(proposal.sponsors),
            watch=Watch.NONE,
            texts=carried(proposal.texts, change).texts,
            by=proposal.person,
        )


def begun_since(asking: Asking, before: Before, proposal: Proposal) -> Iterator[AnyFact]:
    """C-9: a move, split or merge of a clause whose last text decision is undone.

    A move stays, as it changes no word; a split or merge tabled since is of a text that is gone.
    """
    if proposal.effect is not Effect.MOVE:
        yield from given_back(asking, proposal)
    elif proposal.id not in before.proposals:
        former = before.clause.version
        yield facts.ProposalCarried(
            proposal=proposal.id,
            base=former.number,
            texts={field: of_text(text) for field, text in former.wording.items()},
            digest=former.digest,
        )
