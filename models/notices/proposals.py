"""What is told of proposals, and of objections to them or to a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.names import clause_name
from models.negotiation import Negotiation
from models.notices.telling import (
    Line,
    author_for,
    changed,
    objector_for,
    reason_for,
    sees,
    sides,
)
from models.objection import Objection, ObjectionStatus
from models.party import FACILITATORS
from models.proposal import Proposal, ProposalStatus
from models.rulebook import Kind

_BECAME = {
    ProposalStatus.ACCEPTED: "was accepted",
    ProposalStatus.ACCEPTED_IN_PART: "was accepted in part",
    ProposalStatus.SUPERSEDED: "was superseded",
    ProposalStatus.WITHDRAWN: "was withdrawn",
    ProposalStatus.LAPSED: "lapsed",
    ProposalStatus.RETURNED: "is back with you as a draft",
}


def proposals(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of a proposal that was tabled, and its sponsors of what became of it."""
    for old, now in changed(before.proposals, n.proposals):
        if old is None:
            yield from _tabled(n, now)
            continue
        for side in sides(n, now.sponsors):
            for kind, said in _of_own(n, side, old, now):
                yield Line(side, kind, said, now.clause, now.id)
        for bridged in now.answers:
            if old.answers.get(bridged) is not now.answers[bridged]:
                author = author_for(n, FACILITATORS, n.proposals[bridged].author)
                answer = now.answers[bridged].value.replace("_", " ")
                said = f"{author} calls {n.proposals[bridged].label} {answer} in {now.label}."
                yield Line(FACILITATORS, "bridge_answered", said, now.clause, now.id)


def _tabled(n: Negotiation, proposal: Proposal) -> Iterator[Line]:
    where, item = proposal.clause, proposal.id
    if proposal.author != FACILITATORS:
        whose = author_for(n, FACILITATORS, proposal.author)
        said = f"{proposal.label} by {whose} was tabled on {clause_name(n, where)}."
        yield Line(FACILITATORS, "proposal_tabled", said, where, item)
    for bridged in proposal.bridges:
        own = n.proposals[bridged]
        for side in sides(n, [own.author]):
            said = f"{proposal.label} bridges your {own.label}: say whether it is reflected."
            yield Line(side, "bridged", said, where, item)


def _of_own(n: Negotiation, side: str, old: Proposal, now: Proposal) -> Iterator[tuple[str, str]]:
    """What became of a proposal that is one's own: kinds and sentences."""
    if now.edition == old.edition:
        for party in set(now.seconds) - set(old.seconds) - {side}:
            yield "proposal_seconded", f"{author_for(n, side, party)} seconded your {now.label}."
        for party in set(now.co_sponsors) - set(old.co_sponsors) - {side}:
            yield "proposal_joined", f"{author_for(n, side, party)} joined your {now.label}."
    withdrawn_by_itself = now.status is ProposalStatus.WITHDRAWN and side == now.author
    if now.status is not old.status and not withdrawn_by_itself:
        if not now.live:
            yield f"proposal_{now.status.value}", f"your {now.label} {_BECAME[now.status]}."
        elif not old.live:
            yield "proposal_live", f"your {now.label} is live again."
    if not now.live:
        return
    if now.needs_author and not old.needs_author:
        said = f"your {now.label} does not read as proposed since the text changed: revise it."
        yield "proposal_needs_you", said
    elif now.base != old.base and now.edition == old.edition:
        yield "proposal_carried", f"your {now.label} was carried over to version {now.base}."


def objections(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of an objection, and its party of what became of it."""
    for old, now in changed(before.objections, n.objections):
        if old is None:
            yield from _raised(n, now)
        elif old.status is not now.status:
            yield from _answered(n, now)


def _raised(n: Negotiation, objection: Objection) -> Iterator[Line]:
    proposal = n.proposals.get(objection.proposal or "")
    told = {FACILITATORS, *(proposal.sponsors if proposal is not None else ())}
    for side in sorted(sides(n, told - {objection.party})):
        what = clause_name(n, objection.clause)
        if proposal is not None:
            what = f"your {proposal.label}" if side in proposal.sponsors else proposal.label
        who = objector_for(n, side, objection)
        said = f"{who} objects to {what}{reason_for(n, side, objection.reason)}"
        item = objection.id if sees(n, side, Kind.ATTRIBUTION) else None
        yield Line(side, "objection_raised", said, objection.clause, item)
    if objection.recorded_by is not None:
        said = f"{objection.label} was recorded on your behalf: confirm it, or correct it."
        yield from _to(n, [objection.party], "recorded_for_you", said, objection)


def _to(
    n: Negotiation, authors: Iterable[str], kind: str, said: str, objection: Objection
) -> Iterator[Line]:
    for side in sides(n, authors):
        yield Line(side, kind, said, objection.clause, objection.id)


_SAID_OF_OBJECTION = {
    ObjectionStatus.NEEDS_ANSWER: "needs your answer: the text has changed.",
    ObjectionStatus.MOOT: "is moot: what it was about is gone.",
    ObjectionStatus.OVERRIDDEN: "was overridden, and is kept as dissent.",
    ObjectionStatus.OPEN: "is open again.",
}


def _answered(n: Negotiation, now: Objection) -> Iterator[Line]:
    said = _SAID_OF_OBJECTION.get(now.status)
    if said is not None:
        own = f"your objection {now.label} {said}"
        yield from _to(n, [now.party], f"objection_{now.status.value}", own, now)
        return
    proposal = n.proposals.get(now.proposal or "")
    for side in sides(n, (FACILITATORS, *(proposal.sponsors if proposal is not None else ()))):
        who = objector_for(n, side, now)
        item = now.id if sees(n, side, Kind.ATTRIBUTION) else None
        yield Line(side, "objection_lifted", f"{who} lifted an objection.", now.clause, item)
