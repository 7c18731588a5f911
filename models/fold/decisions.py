"""Folds decisions: acceptance, agreement, parking, reopening, and their undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.clause import ChangedBasis, Parking, Version
from models.facts import (
    ClauseAgreed,
    ClauseParked,
    ClauseReopened,
    ClauseResumed,
    DecisionUndone,
    ProposalAccepted,
    QuestionFell,
    QuestionPut,
    RoomRecorded,
    VersionAdopted,
)
from models.fold.editorial import corrected
from models.fold.setting import with_clause
from models.fold.structure import taken_back
from models.layer import Span, normalised, trace
from models.negotiation import Before, Decision, Negotiation, Question, Room, Subject
from models.objection import Objection, ObjectionStatus
from models.package import PackageStatus
from models.parts import Texts, together
from models.party import Actor
from models.position import Source
from models.proposal import Effect, Proposal, ProposalStatus
from models.restoring import Clock, proposals_again


def decided(n: Negotiation, decision: Decision) -> Negotiation:
    """The negotiation with one decision more."""
    return replace(n, decisions=(*n.decisions, decision))


def who(by: Actor | None) -> str:
    """The person who acted; nobody where something fell due."""
    return by.person if by is not None else ""


def _before(n: Negotiation, clause: str, joined: str | None = None) -> Before:
    both = {clause, joined}
    return Before(
        clause=n.clauses[clause],
        proposals={k: p for k, p in n.proposals.items() if p.clause in both},
        objections={k: o for k, o in n.objections.items() if o.clause in both},
        drafts={k: d for k, d in n.drafts.items() if d.clause in both},
        packages={k: p for k, p in n.packages.items() if p.live and p.element(clause)},
        positions=n.positions.get(clause, {}),
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


def _accepted(
    n: Negotiation, fact: ProposalAccepted, at: datetime, by: Actor | None
) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.ACCEPTANCE,
        at=at,
        by=who(by),
        clause=fact.clause,
        proposal=fact.proposal,
        version=fact.version,
        before=_before_accepting(n, n.proposals[fact.proposal]),
        within=fact.within,
        lapsed=fact.lapsed,
        parts=fact.parts,
    )
    proposal = n.proposals[fact.proposal]
    parts = fact.parts or tuple(proposal.parts)
    accepted = replace(proposal, accepted_parts=(*proposal.accepted_parts, *parts))
    if not fact.parts:
        status = proposal.ending(ProposalStatus.ACCEPTED)
        accepted = replace(accepted, status=status, due=None, left=None)
    return decided(replace(n, proposals={**n.proposals, accepted.id: accepted}), decision)


def _adopted(n: Negotiation, fact: VersionAdopted, at: datetime, _by: Actor | None) -> Negotiation:
    """It comes from the correction, or the proposal accepted, that was folded just before."""
    correction = n.correction_of(fact.clause, fact.version)
    if correction is not None:
        return corrected(n, correction, fact, at)
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
        former=clause.current,
        brought={name: normalised(runs) for name, runs in texts.items()},
    )
    versions = (*clause.versions, version)
    return with_clause(
        n,
        replace(clause, versions=versions, current=version.number, removed=version.empty),
    )


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
        by=who(by),
    )
    return replace(n, question=question)


def _fell(n: Negotiation, _fact: QuestionFell, _at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, question=None)


def _agreed(n: Negotiation, fact: ClauseAgreed, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.AGREEMENT,
        at=at,
        by=who(by),
        clause=fact.clause,
        version=fact.version,
        before=_before(n, fact.clause),
        within=fact.within,
    )
    clause = replace(n.clauses[fact.clause], agreed=True, reopened=False, second_look=())
    asked = n.question is not None and n.question.clause == fact.clause
    question = None if asked else n.question
    return decided(replace(with_clause(n, clause), question=question), decision)


def _recorded(n: Negotiation, fact: RoomRecorded, _at: datetime, _by: Actor | None) -> Negotiation:
    room = Room(present=fact.present, absent=fact.absent, silent=fact.silent)
    decisions = (replace(d, room=room) if d.number == fact.decision else d for d in n.decisions)
    return replace(n, decisions=tuple(decisions))


def _parked(n: Negotiation, fact: ClauseParked, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.PARKING,
        at=at,
        by=who(by),
        clause=fact.clause,
        before=_before(n, fact.clause),
    )
    parking = Parking(reason=fact.reason, owner=fact.owner, returns=fact.returns)
    clause = replace(n.clauses[fact.clause], parking=parking, reopened=False)
    return decided(with_clause(n, clause), decision)


def _resumed(n: Negotiation, fact: ClauseResumed, _at: datetime, _by: Actor | None) -> Negotiation:
    return with_clause(n, replace(n.clauses[fact.clause], parking=None))


def _reopened(n: Negotiation, fact: ClauseReopened, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.REOPENING,
        at=at,
        by=who(by),
        clause=fact.clause,
        version=fact.version,
        before=_before(n, fact.clause),
    )
    clause = replace(n.clauses[fact.clause], agreed=False, reopened=True, second_look=())
    n = without_request(with_clause(n, clause), fact.clause)
    if fact.unadopts:
        n = replace(n, adopted=None, legal_check=False)
    return decided(n, decision)


def without_request(negotiation: Negotiation, clause: str) -> Negotiation:
    """The negotiation without a request to reopen this clause."""
    left = {key: one for key, one in negotiation.reopenings.items() if key != clause}
    return replace(negotiation, reopenings=left)


def _undone(n: Negotiation, fact: DecisionUndone, at: datetime, _by: Actor | None) -> Negotiation:
    decision = next(d for d in n.decisions if d.number == fact.undoes)
    back = replace(decision, undone=True, because=fact.reason)
    n = replace(n, decisions=tuple(back if d is decision else d for d in n.decisions))
    if decision.subject is Subject.ADOPTION:
        return replace(n, adopted=None)
    before = decision.before
    if decision.package is not None:
        tabled = replace(n.packages[decision.package], status=PackageStatus.TABLED)
        return replace(n, packages={**n.packages, tabled.id: tabled})
    if before is None:
        return n
    clause = n.clauses[fact.clause]
    if decision.subject is Subject.PARKING:
        return with_clause(n, replace(clause, parking=None, reopened=before.clause.reopened))
    parking = clause.parking or before.clause.parking
    n = with_clause(
        taken_back(n, before),
        replace(
            clause,
            current=fact.version,
            agreed=before.clause.agreed,
            reopened=before.clause.reopened,
            removed=before.clause.removed,
            successors=before.clause.successors,
            second_look=clause.second_look or _looked(decision, before),
            parking=parking,
        ),
    )
    n = _packages_again(n, before)
    if decision.subject is Subject.AGREEMENT:
        n = without_request(_heard_again(n, before), fact.clause)
        if decision.within is None:
            return _silence_unsaid(n, decision)
        return _positions_again(n, before)
    if decision.subject is Subject.REOPENING:
        return n
    return _restored(n, before, Clock(decision.at, at, n.session is not None, n.rules))


def _heard_again(n: Negotiation, before: Before) -> Negotiation:
    """Objections that the agreement overrode stand as they did, unless lifted or left since."""
    overridden = {
        key: then
        for key, then in before.objections.items()
        if n.objections[key].status is ObjectionStatus.OVERRIDDEN and n.parties[then.party].admitted
    }
    return replace(n, objections={**n.objections, **overridden})


def _looked(decision: Decision, before: Before) -> tuple[ChangedBasis, ...]:
    """What a decision had settled is to be looked at again once it is undone."""
    settles = decision.subject in {Subject.AGREEMENT, Subject.REOPENING}
    return before.clause.second_look if settles else ()


def _restored(n: Negotiation, before: Before, clock: Clock) -> Negotiation:
    proposals = {**n.proposals, **proposals_again(before.proposals, n.proposals, clock)}
    objections = {
        key: _objection_again(then, n.objections[key], proposals)
        for key, then in before.objections.items()
        if n.parties[then.party].admitted
    }
    return replace(n, proposals=proposals, objections={**n.objections, **objections})


def _packages_again(n: Negotiation, before: Before) -> Negotiation:
    """Packages dissolved since are live again; rules dissolve them once more where they must."""
    again = {
        key: replace(now, status=PackageStatus.TABLED, because="")
        for key in before.packages
        if (now := n.packages[key]).status is PackageStatus.DISSOLVED
    }
    return replace(n, packages={**n.packages, **again})


def _silence_unsaid(n: Negotiation, decision: Decision) -> Negotiation:
    """Less the agreement by silence that led to this decision, at its deadline."""
    its = decision.clause or ""
    kept = {
        key: position
        for key, position in n.positions.get(its, {}).items()
        if (position.source, position.at) != (Source.SILENCE, decision.at)
    }
    return replace(n, positions={**n.positions, its: kept})


def _positions_again(n: Negotiation, before: Before) -> Negotiation:
    """Less what a package wrote; what a party has said itself since stands."""
    its, then = before.clause.id, before.positions
    kept = {
        key: position
        for key, now in n.positions.get(its, {}).items()
        if (position := then.get(key) if now.source is Source.PACKAGE else now) is not None
    }
    return replace(n, positions={**n.positions, its: kept})


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
    ProposalAccepted: _accepted,
    VersionAdopted: _adopted,
    QuestionPut: _put,
    QuestionFell: _fell,
    ClauseAgreed: _agreed,
    RoomRecorded: _recorded,
    ClauseParked: _parked,
    ClauseResumed: _resumed,
    ClauseReopened: _reopened,
    DecisionUndone: _undone,
}
