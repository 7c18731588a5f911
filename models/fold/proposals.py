"""Folds proposals: tabled, revised, supported, withdrawn, lapsed, carried over, settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    BridgeAnswered,
    ProposalCarried,
    ProposalCoSponsored,
    ProposalLapsed,
    ProposalReturned,
    ProposalRevised,
    ProposalSeconded,
    ProposalSuperseded,
    ProposalTabled,
    ProposalWithdrawn,
)
from models.fold.setting import with_clause
from models.negotiation import Negotiation
from models.party import Actor
from models.proposal import Proposal, ProposalStatus


def with_proposal(negotiation: Negotiation, proposal: Proposal) -> Negotiation:
    """The negotiation with this proposal in the place of the one of its id."""
    return replace(negotiation, proposals={**negotiation.proposals, proposal.id: proposal})


def _status(n: Negotiation, proposal: str, status: ProposalStatus) -> Negotiation:
    return with_proposal(n, replace(n.proposals[proposal], status=status, due=None))


def _supported(seconds: tuple[str, ...]) -> ProposalStatus:
    return ProposalStatus.SECONDED if seconds else ProposalStatus.TABLED


def _tabled(n: Negotiation, fact: ProposalTabled, at: datetime, _by: Actor | None) -> Negotiation:
    proposal = Proposal(
        id=fact.proposal,
        order=fact.order,
        kind=fact.proposal_kind,
        clause=fact.clause,
        base=fact.base,
        author=fact.author,
        person=fact.person,
        texts=fact.texts,
        digest=fact.digest,
        reason=fact.reason,
        tabled_at=at,
        status=_supported(fact.seconds),
        co_sponsors=fact.co_sponsors,
        seconds=fact.seconds,
        bridges=fact.bridges,
        due=fact.due,
        caucus=fact.caucus,
    )
    n = with_clause(n, replace(n.clauses[fact.clause], started=True))
    return with_proposal(n, proposal)


def _revised(
    n: Negotiation, fact: ProposalRevised, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    n = with_proposal(
        n,
        replace(
            proposal,
            edition=fact.edition,
            base=fact.base,
            texts=fact.texts,
            digest=fact.digest,
            reason=fact.reason,
            status=_supported(fact.seconds),
            co_sponsors=fact.co_sponsors,
            seconds=fact.seconds,
            due=fact.due,
            answers={},
            needs_author=False,
            former={**proposal.former, proposal.digest: proposal.texts},
        ),
    )
    return _unanswered(n, fact.proposal)


def _unanswered(n: Negotiation, bridged: str) -> Negotiation:
    """What was said of a bridge was said of the wording that has now been replaced."""
    proposals = {
        key: replace(p, answers={k: a for k, a in p.answers.items() if k != bridged})
        if bridged in p.answers
        else p
        for key, p in n.proposals.items()
    }
    return replace(n, proposals=proposals)


def _seconded(
    n: Negotiation, fact: ProposalSeconded, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    seconds = (*proposal.seconds, fact.party)
    return with_proposal(
        n, replace(proposal, seconds=seconds, status=ProposalStatus.SECONDED, due=None)
    )


def _co_sponsored(
    n: Negotiation, fact: ProposalCoSponsored, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    return with_proposal(n, replace(proposal, co_sponsors=(*proposal.co_sponsors, fact.party)))


def _withdrawn(
    n: Negotiation, fact: ProposalWithdrawn, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _status(n, fact.proposal, ProposalStatus.WITHDRAWN)


def _lapsed(n: Negotiation, fact: ProposalLapsed, _at: datetime, _by: Actor | None) -> Negotiation:
    return _status(n, fact.proposal, ProposalStatus.LAPSED)


def _superseded(
    n: Negotiation, fact: ProposalSuperseded, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _status(n, fact.proposal, ProposalStatus.SUPERSEDED)


def _returned(
    n: Negotiation, fact: ProposalReturned, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _status(n, fact.proposal, ProposalStatus.RETURNED)


def _carried(
    n: Negotiation, fact: ProposalCarried, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    return with_proposal(
        n,
        replace(
            proposal,
            base=fact.base,
            texts=fact.texts,
            digest=fact.digest,
            needs_author=fact.needs_author,
            former={**proposal.former, proposal.digest: proposal.texts},
        ),
    )


def _answered(
    n: Negotiation, fact: BridgeAnswered, _at: datetime, _by: Actor | None
) -> Negotiation:
    bridge = n.proposals[fact.bridge]
    return with_proposal(n, replace(bridge, answers={**bridge.answers, fact.proposal: fact.answer}))


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    ProposalTabled: _tabled,
    ProposalRevised: _revised,
    ProposalSeconded: _seconded,
    ProposalCoSponsored: _co_sponsored,
    ProposalWithdrawn: _withdrawn,
    ProposalLapsed: _lapsed,
    ProposalSuperseded: _superseded,
    ProposalReturned: _returned,
    ProposalCarried: _carried,
    BridgeAnswered: _answered,
}
