"""Folds decisions: rules, acceptance, the question, agreement, parking, and their undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

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
from models.layer import Span, normalised, trace
from models.negotiation import Before, Decision, Negotiation, Question, Subject
from models.objection import Objection, ObjectionStatus
from models.parts import Texts, together
from models.party import Actor
from models.proposal import Proposal, ProposalStatus
from models.restoring import Clock, proposals_again


def _decided(n: Negotiation, decision: Decision) -> Negotiation:
    return replace(n, decisions=(*n.decisions, decision))


def _who(by: Actor | None) -> str:
    return by.person if by is not None else ""


def _before(n: Negotiation, clause: str) -> Before:
    return Before(
        clause=n.clauses[clause],
        proposals={k: p for k, p in n.proposals.items() if p.clause == clause},
        objections={k: o for k, o in n.objections.items() if o.clause == clause},
        drafts={k: d for k, d in n.drafts.items() if d.clause == clause},
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
        before=_before(n, fact.clause),
        parts=fact.parts,
    )
    proposal = n.proposals[fact.proposal]
    parts = fact.parts or tuple(proposal.parts)
    accepted = replace(proposal, accepted_parts=(*proposal.accepted_parts, *parts))
    if not fact.parts:
        status = proposal.ending(ProposalStatus.ACCEPTED)
        accepted = replace(accepted, status=status, due=None, left=None)
    return _decided(replace(n, proposals={**n.proposals, accepted.id: accepted}), decision)


def _adopted(n: Negotiation, fact: VersionAdopted, at: datetime, _by: Actor | None) -> Negotiation:
    """The proposal it comes from is that of the acceptance folded just before."""
    clause, decision = n.clauses[fact.clause], n.decisions[-1]
    proposal = n.proposals[decision.proposal or ""]
    texts = proposal.texts
    if decision.parts:
        texts = together(texts, (proposal.parts[name] for name in decision.parts))
    version = Version(
        number=fact.version,
        wording=fact.wording,
        digest=fact.digest,
        at=at,
        proposal=proposal.id,
        provenance=_provenance(clause.version, texts, fact, proposal.id),
    )
    versions = (*clause.versions, version)
    return with_clause(n, replace(clause, versions=versions, current=version.number))


def _provenance(
    former: Version, texts: Texts, fact: VersionAdopted, proposal: str
) -> dict[str, tuple[Span, ...]]:
    return {
        name: trace(former.provenance[name], normalised(runs), fact.version, proposal)
        for name, runs in texts.items()
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
        n, replace(clause, current=fact.version, agreed=before.clause.agreed, parking=parking)
    )
    if decision.subject is Subject.AGREEMENT:
        return n
    return _restored(n, before, Clock(decision.at, at, n.session is not None))


def _restored(n: Negotiation, before: Before, clock: Clock) -> Negotiation:
    proposals = {**n.proposals, **proposals_again(before.proposals, n.proposals, clock)}
    objections = {
        key: _objection_again(then, n.objections[key], proposals)
        for key, then in before.objections.items()
    }
    return replace(n, proposals=proposals, objections={**n.objections, **objections})


def _objection_again(
    then: Objection, now: Objection, proposals: Mapping[str, Proposal]
) -> Objection:
    """As it was; but one to a proposal stays lifted, and moot where that has ended since."""
    if then.proposal is None:
        return then
    if now.status is ObjectionStatus.WITHDRAWN:
        return now
    target = proposals[then.proposal]
    there = target.live and (then.part is None or then.part in target.parts)
    if then.status is ObjectionStatus.OPEN and not there:
        return replace(then, status=ObjectionStatus.MOOT)
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
