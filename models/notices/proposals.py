"""What is told of proposals, and of objections to them or to a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.names import clause_name
from models.negotiation import Negotiation
from models.notices.telling import (
    Line,
    author_for,
    changed,
    everybody,
    objector_for,
    reasoned,
    sees,
    sides,
)
from models.objection import Objection, ObjectionStatus
from models.party import FACILITATORS
from models.proposal import Proposal, ProposalStatus
from models.rulebook import Kind
from models.saying import Name, Sentence, say

_BECAME = {
    ProposalStatus.ACCEPTED: say("was accepted"),
    ProposalStatus.ACCEPTED_IN_PART: say("was accepted in part"),
    ProposalStatus.SUPERSEDED: say("was superseded"),
    ProposalStatus.WITHDRAWN: say("was withdrawn"),
    ProposalStatus.LAPSED: say("lapsed"),
    ProposalStatus.RETURNED: say("is back with you as a draft"),
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
        yield from _unsupported(n, old, now)
        if _lapse_taken_back(old, now):
            yield from _restored(n, now)
        for bridged in now.answers:
            if old.answers.get(bridged) is not now.answers[bridged]:
                own = n.proposals[bridged]
                said = say(
                    "{party} calls {proposal} {answer} in {bridge}.",
                    party=author_for(n, FACILITATORS, own.author),
                    proposal=own.label,
                    answer=say(now.answers[bridged].value.replace("_", " ")),
                    bridge=now.label,
                )
                yield Line(FACILITATORS, "bridge_answered", said, now.clause, now.id)


def _tabled(n: Negotiation, proposal: Proposal) -> Iterator[Line]:
    where, item = proposal.clause, proposal.id
    if proposal.author != FACILITATORS:
        said = say(
            "{proposal} by {author} was tabled on {clause}.",
            proposal=proposal.label,
            author=author_for(n, FACILITATORS, proposal.author),
            clause=clause_name(n, where),
        )
        yield Line(FACILITATORS, "proposal_tabled", said, where, item)
    for side in sides(n, proposal.co_sponsors):
        said = say(
            "{author} tabled {proposal} and named you co-sponsor: you may withdraw your support.",
            author=author_for(n, side, proposal.author),
            proposal=proposal.label,
        )
        yield Line(side, "named_co_sponsor", said, where, item)
    for bridged in proposal.bridges:
        own = n.proposals[bridged]
        for side in sides(n, [own.author]):
            said = say(
                "{bridge} bridges your {proposal}: say whether it is reflected.",
                bridge=proposal.label,
                proposal=own.label,
            )
            yield Line(side, "bridged", said, where, item)


def _unsupported(n: Negotiation, old: Proposal, now: Proposal) -> Iterator[Line]:
    """P-10: who seconded wording that was revised since supports the new one no more by itself."""
    if now.edition == old.edition:
        return
    for side in sides(n, sorted(set(old.seconds) - set(now.seconds) - {now.author})):
        said = say(
            "{proposal} by {author} was revised: you had seconded its former wording only.",
            proposal=now.label,
            author=author_for(n, side, now.author),
        )
        yield Line(side, "second_lapsed", said, now.clause, now.id)


def _support(
    n: Negotiation, side: str, old: Proposal, now: Proposal
) -> Iterator[tuple[str, Sentence]]:
    for party in set(now.seconds) - set(old.seconds) - {side}:
        who = author_for(n, side, party)
        said = say("{party} seconded your {proposal}.", party=who, proposal=now.label)
        yield "proposal_seconded", said
    for party in set(now.co_sponsors) - set(old.co_sponsors) - {side}:
        who = author_for(n, side, party)
        said = say("{party} joined your {proposal}.", party=who, proposal=now.label)
        yield "proposal_joined", said
    for party in {*old.seconds, *old.co_sponsors} - {*now.seconds, *now.co_sponsors, side}:
        who = author_for(n, side, party)
        said = say("{party} supports your {proposal} no more.", party=who, proposal=now.label)
        yield "support_withdrawn", said


def _lapse_taken_back(old: Proposal, now: Proposal) -> bool:
    return old.status is ProposalStatus.LAPSED and now.live and now.restored_because != ""


def _restored(n: Negotiation, proposal: Proposal) -> Iterator[Line]:
    """P-20: that a lapse was taken back, and why, is told to all."""
    for side in everybody(n):
        back = say(
            "{proposal} by {author} is live again",
            proposal=proposal.label,
            author=author_for(n, side, proposal.author),
        )
        if side in proposal.sponsors:
            back = say("your {proposal} is live again", proposal=proposal.label)
        said = reasoned(n, side, back, proposal.restored_because)
        yield Line(side, "proposal_live", said, proposal.clause, proposal.id)


def _of_own(
    n: Negotiation, side: str, old: Proposal, now: Proposal
) -> Iterator[tuple[str, Sentence]]:
    """What became of a proposal that is one's own: kinds and sentences."""
    if now.edition == old.edition:
        yield from _support(n, side, old, now)
    withdrawn_by_itself = now.status is ProposalStatus.WITHDRAWN and side == now.author
    if now.status is not old.status and not withdrawn_by_itself:
        if not now.live:
            became = _BECAME[now.status]
            said = say("your {proposal} {became}.", proposal=now.label, became=became)
            yield f"proposal_{now.status.value}", said
        elif not old.live and not _lapse_taken_back(old, now):
            yield "proposal_live", say("your {proposal} is live again.", proposal=now.label)
    if not now.live:
        return
    if now.needs_author and not old.needs_author:
        said = say(
            "your {proposal} does not read as proposed since the text changed: revise it.",
            proposal=now.label,
        )
        yield "proposal_needs_you", said
    elif now.base != old.base and now.edition == old.edition:
        said = say(
            "your {proposal} was carried over to version {version}.",
            proposal=now.label,
            version=now.base,
        )
        yield "proposal_carried", said


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
        what: Name = clause_name(n, objection.clause)
        if proposal is not None:
            own = side in proposal.sponsors
            what = say("your {proposal}", proposal=proposal.label) if own else proposal.label
        who = objector_for(n, side, objection)
        objects = say("{party} objects to {target}", party=who, target=what)
        said = reasoned(n, side, objects, objection.reason)
        item = objection.id if sees(n, side, Kind.ATTRIBUTION) else None
        yield Line(side, "objection_raised", said, objection.clause, item)
    if objection.recorded_by is not None:
        kept = say(
            "{objection} was recorded on your behalf: confirm it, or correct it.",
            objection=objection.label,
        )
        yield from _to(n, [objection.party], "recorded_for_you", kept, objection)


def _to(
    n: Negotiation, authors: Iterable[str], kind: str, said: Sentence, objection: Objection
) -> Iterator[Line]:
    for side in sides(n, authors):
        yield Line(side, kind, said, objection.clause, objection.id)


_SAID_OF_OBJECTION = {
    ObjectionStatus.NEEDS_ANSWER: say("needs your answer: the text has changed."),
    ObjectionStatus.MOOT: say("is moot: what it was about is gone."),
    ObjectionStatus.OVERRIDDEN: say("was overridden, and is kept as dissent."),
    ObjectionStatus.OPEN: say("is open again."),
}


def _answered(n: Negotiation, now: Objection) -> Iterator[Line]:
    said = _SAID_OF_OBJECTION.get(now.status)
    proposal = n.proposals.get(now.proposal or "")
    if now.status is ObjectionStatus.MOOT and now.part is None and proposal and proposal.live:
        said = say("is moot: {proposal} reads otherwise now.", proposal=proposal.label)
    if said is not None:
        own = say("your objection {objection} {became}", objection=now.label, became=said)
        yield from _to(n, [now.party], f"objection_{now.status.value}", own, now)
        return
    for side in sides(n, (FACILITATORS, *(proposal.sponsors if proposal is not None else ()))):
        who = objector_for(n, side, now)
        item = now.id if sees(n, side, Kind.ATTRIBUTION) else None
        yield Line(
            side,
            "objection_lifted",
            say("{party} lifted an objection.", party=who),
            now.clause,
            item,
        )
