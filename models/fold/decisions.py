"""Folds decisions: rules, acceptance, the question, agreement, parking, and their undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from models.clause import Parking, Version
from models.facts import (
    ClauseAgreed,
    ClauseParked,
    ClauseResumed,
    DecisionUndone,
    ProposalAccepted,
    QuestionFell,
    QuestionPut,
    RoomRecorded,
    RulesAdopted,
    VersionAdopted,
)
from models.fold.setting import with_clause
from models.fold.structure import taken_back
from models.layer import Span, normalised, trace
from models.negotiation import Before, Decision, Negotiation, Question, Subject
from models.objection import Objection, ObjectionStatus
from models.party import Actor
from models.proposal import Effect, Proposal, ProposalStatus


def _decided(n: Negotiation, decision: Decision) -> Negotiation:
    return replace(n, decisions=(*n.decisions, decision))


def _who(by: Actor | None) -> str:
    return by.person if by is not None else ""


def _before(n: Negotiation, clause: str, joined: str | None = None) -> Before:
    both = {clause, joined}
    return Before(
        clause=n.clauses[clause],
        proposals={k: p for k, p in n.proposals.items() if p.clause in both},
        objections={k: o for k, o in n.objections.items() if o.clause in both},
        drafts={k: d for k, d in n.drafts.items() if d.clause in both},
        joined=n.clauses[joined] if joined is not None else None,
        on_screen=n.on_screen,
    )


def _before_accepting(n: Negotiation, proposal: Proposal) -> Before:
    """A move leaves everything alone that hangs on its clause, but for itself."""
    if proposal.effect is not Effect.MOVE:
        return _before(n, *proposal.clauses)
    return Before(
        clause=n.clauses[proposal.clause],
        proposals={proposal.id: proposal},
        objections={k: o for k, o in n.objections.items() if o.proposal == proposal.id},
        drafts={},
        order=tuple(n.clauses),
    )


def _rules(n: Negotiation, fact: RulesAdopted, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(number=fact.decision, subject=Subject.RULES, at=at, by=_who(by))
    return _decided(replace(n, rules=fact.rules, rules_adopted=True), decision)


def _accepted(
    n: Negotiation, fact: ProposalAccepted, at: datetime, by: Actor | None
) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.ACCEPTANCE,
        at=at,
        by=_who(by),
        clause=fact.clause,
        proposal=fact.proposal,
        version=fact.version,
        before=_before_accepting(n, n.proposals[fact.proposal]),
    )
    accepted = replace(n.proposals[fact.proposal], status=ProposalStatus.ACCEPTED, due=None)
    return _decided(replace(n, proposals={**n.proposals, accepted.id: accepted}), decision)


def _adopted(n: Negotiation, fact: VersionAdopted, at: datetime, _by: Actor | None) -> Negotiation:
    """The proposal it comes from is that of the acceptance folded just before."""
    clause, decision = n.clauses[fact.clause], n.decisions[-1]
    proposal = n.proposals[decision.proposal or ""]
    version = Version(
        number=fact.version,
        wording=fact.wording,
        digest=fact.digest,
        at=at,
        proposal=proposal.id,
        provenance=_provenance(clause.version, proposal, fact),
    )
    versions = (*clause.versions, version)
    return with_clause(
        n,
        replace(clause, versions=versions, current=version.number, removed=version.empty),
    )


def _provenance(
    former: Version, proposal: Proposal, fact: VersionAdopted
) -> dict[str, tuple[Span, ...]]:
    return {
        name: trace(former.provenance[name], normalised(runs), fact.version, proposal.id)
        for name, runs in proposal.texts.items()
    }


def _put(n: Negotiation, fact: QuestionPut, at: datetime, by: Actor | None) -> Negotiation:
    question = Question(
        clause=fact.clause,
        version=fact.version,
        digest=fact.digest,
        asked=at,
        closes=fact.closes,
        by=_who(by),
    )
    return replace(n, question=question)


def _fell(n: Negotiation, _fact: QuestionFell, _at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, question=None)


def _agreed(n: Negotiation, fact: ClauseAgreed, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.AGREEMENT,
        at=at,
        by=_who(by),
        clause=fact.clause,
        version=fact.version,
        before=_before(n, fact.clause),
    )
    n = with_clause(n, replace(n.clauses[fact.clause], agreed=True))
    return _decided(replace(n, question=None), decision)


def _recorded(n: Negotiation, _fact: RoomRecorded, _at: datetime, _by: Actor | None) -> Negotiation:
    return n  # who was there is for the record alone


def _parked(n: Negotiation, fact: ClauseParked, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.PARKING,
        at=at,
        by=_who(by),
        clause=fact.clause,
        before=_before(n, fact.clause),
    )
    parking = Parking(reason=fact.reason, owner=fact.owner, returns=fact.returns)
    return _decided(with_clause(n, replace(n.clauses[fact.clause], parking=parking)), decision)


def _resumed(n: Negotiation, fact: ClauseResumed, _at: datetime, _by: Actor | None) -> Negotiation:
    return with_clause(n, replace(n.clauses[fact.clause], parking=None))


def _undone(n: Negotiation, fact: DecisionUndone, at: datetime, _by: Actor | None) -> Negotiation:
    decision = next(d for d in n.decisions if d.number == fact.undoes)
    undone = tuple(replace(d, undone=True) if d is decision else d for d in n.decisions)
    n = replace(n, decisions=undone)
    before = decision.before
    if before is None:
        return n
    clause = n.clauses[fact.clause]
    if decision.subject is Subject.PARKING:
        return with_clause(n, replace(clause, parking=None))
    parking = clause.parking or before.clause.parking
    n = with_clause(
        taken_back(n, before),
        replace(
            clause,
            current=fact.version,
            agreed=before.clause.agreed,
            removed=before.clause.removed,
            successors=before.clause.successors,
            parking=parking,
        ),
    )
    if decision.subject is Subject.AGREEMENT:
        return n
    return _restored(n, before, at - decision.at)


def _restored(n: Negotiation, before: Before, lost: timedelta) -> Negotiation:
    proposals = {
        key: _proposal_again(then, n.proposals[key], lost) for key, then in before.proposals.items()
    }
    objections = {
        key: _objection_again(then, n.objections[key]) for key, then in before.objections.items()
    }
    return replace(
        n,
        proposals={**n.proposals, **proposals},
        objections={**n.objections, **objections},
    )


def _proposal_again(then: Proposal, now: Proposal, lost: timedelta) -> Proposal:
    """As it was before the decision; what parties have said of it since stands.

    Its author's withdrawal stands, and so does a lapse. The time in which this wording was not
    live, and could not be seconded, does not count towards lapsing.
    """
    if not then.live:
        return now
    former = {**now.former, now.digest: now.texts}
    if now.status in {ProposalStatus.WITHDRAWN, ProposalStatus.LAPSED}:
        return replace(then, status=now.status, due=None, former=former)
    shifted = then.due + lost if then.due else None
    if now.edition != then.edition:
        return replace(then, due=shifted, former=former)
    seconded = ProposalStatus.SECONDED if now.seconds else ProposalStatus.TABLED
    due = then.due if now.live else shifted
    return replace(
        then,
        status=seconded,
        seconds=now.seconds,
        co_sponsors=now.co_sponsors,
        answers=now.answers,
        due=None if now.seconds else due,
        former=former,
    )


def _objection_again(then: Objection, now: Objection) -> Objection:
    """As it was; but an objection to a proposal that its party has lifted since stays lifted."""
    if then.proposal is not None and now.status is ObjectionStatus.WITHDRAWN:
        return now
    return then


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    RulesAdopted: _rules,
    ProposalAccepted: _accepted,
    VersionAdopted: _adopted,
    QuestionPut: _put,
    QuestionFell: _fell,
    ClauseAgreed: _agreed,
    RoomRecorded: _recorded,
    ClauseParked: _parked,
    ClauseResumed: _resumed,
    DecisionUndone: _undone,
}
