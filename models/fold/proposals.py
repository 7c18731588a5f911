"""Folds proposals: tabled, revised, supported, withdrawn, lapsed, carried over, settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    BridgeAnswered,
    LapseUndone,
    PartsWithdrawn,
    ProposalCarried,
    ProposalCoSponsored,
    ProposalLapsed,
    ProposalRestored,
    ProposalReturned,
    ProposalRevised,
    ProposalSeconded,
    ProposalSevered,
    ProposalSuperseded,
    ProposalTabled,
    ProposalTakenOver,
    ProposalWithdrawn,
    SecondingResumed,
    SecondingSuspended,
    SupportWithdrawn,
)
from models.fold.setting import with_clause
from models.negotiation import Aftermath, Negotiation
from models.party import Actor, Role
from models.proposal import Proposal, ProposalStatus


def with_proposal(negotiation: Negotiation, proposal: Proposal) -> Negotiation:
    """The negotiation with this proposal in the place of the one of its id."""
    return replace(negotiation, proposals={**negotiation.proposals, proposal.id: proposal})


def _ended(
    n: Negotiation, proposal: str, status: ProposalStatus, at: datetime | None = None
) -> Negotiation:
    its = n.proposals[proposal]
    return with_proposal(
        n, replace(its, status=its.ending(status), due=None, left=None, ended_at=at)
    )


def _noted(n: Negotiation, decision: int | None, proposal: str, became: str) -> Negotiation:
    """What a decision did to a proposal, kept with the decision."""
    if decision is None:
        return n
    noted = Aftermath(proposal, became)
    decisions = tuple(
        replace(d, aftermath=(*d.aftermath, noted)) if d.number == decision else d
        for d in n.decisions
    )
    return replace(n, decisions=decisions)


def _supported(seconds: tuple[str, ...]) -> ProposalStatus:
    return ProposalStatus.SECONDED if seconds else ProposalStatus.TABLED


def _tabled(n: Negotiation, fact: ProposalTabled, at: datetime, by: Actor | None) -> Negotiation:
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
        # Of that moment: who is head later is another matter.
        by_delegate=by is not None and by.role is Role.DELEGATE,
        amends=fact.amends,
        parts=fact.parts,
        effect=fact.effect,
        plan=fact.plan,
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
            left=None,
            answers={},
            needs_author=False,
            parts=fact.parts,
            withdrawn_parts=(),
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
        n, replace(proposal, seconds=seconds, status=ProposalStatus.SECONDED, due=None, left=None)
    )


def _co_sponsored(
    n: Negotiation, fact: ProposalCoSponsored, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    return with_proposal(n, replace(proposal, co_sponsors=(*proposal.co_sponsors, fact.party)))


def _support_withdrawn(
    n: Negotiation, fact: SupportWithdrawn, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    seconds = tuple(one for one in proposal.seconds if one != fact.party)
    return with_proposal(
        n,
        replace(
            proposal,
            status=_supported(seconds),
            seconds=seconds,
            co_sponsors=tuple(one for one in proposal.co_sponsors if one != fact.party),
            due=fact.due,
        ),
    )


def _withdrawn(
    n: Negotiation, fact: ProposalWithdrawn, at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    withdrawn = (*proposal.withdrawn_parts, *proposal.parts)
    n = with_proposal(n, replace(proposal, withdrawn_parts=withdrawn))
    return _ended(n, fact.proposal, ProposalStatus.WITHDRAWN, at)


def _parts_withdrawn(
    n: Negotiation, fact: PartsWithdrawn, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    return with_proposal(
        n,
        replace(
            proposal,
            texts=fact.texts,
            digest=fact.digest,
            parts={name: p for name, p in proposal.parts.items() if name not in fact.parts},
            withdrawn_parts=(*proposal.withdrawn_parts, *fact.parts),
            former={**proposal.former, proposal.digest: proposal.texts},
        ),
    )


def _severed(
    n: Negotiation, fact: ProposalSevered, _at: datetime, _by: Actor | None
) -> Negotiation:
    return with_proposal(n, replace(n.proposals[fact.proposal], parts=fact.parts))


def _lapsed(n: Negotiation, fact: ProposalLapsed, at: datetime, _by: Actor | None) -> Negotiation:
    return _ended(n, fact.proposal, ProposalStatus.LAPSED, at)


def _superseded(
    n: Negotiation, fact: ProposalSuperseded, _at: datetime, _by: Actor | None
) -> Negotiation:
    became = "fell" if fact.because == "fell" else "superseded"
    n = _noted(n, fact.decision, fact.proposal, became)
    return _ended(n, fact.proposal, ProposalStatus.SUPERSEDED)


def _returned(
    n: Negotiation, fact: ProposalReturned, _at: datetime, _by: Actor | None
) -> Negotiation:
    return _ended(n, fact.proposal, ProposalStatus.RETURNED)


def _carried(
    n: Negotiation, fact: ProposalCarried, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    became = "needs_author" if fact.needs_author else "carried"
    return with_proposal(
        _noted(n, fact.decision, fact.proposal, became),
        replace(
            proposal,
            base=fact.base,
            texts=fact.texts,
            digest=fact.digest,
            needs_author=fact.needs_author,
            amends=fact.amends,
            parts=fact.parts,
            former={**proposal.former, proposal.digest: proposal.texts},
        ),
    )


def _taken_over(
    n: Negotiation, fact: ProposalTakenOver, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    kept = tuple(name for name in proposal.withdrawn_parts if name not in proposal.parts)
    return with_proposal(
        n,
        replace(
            proposal,
            author=fact.author,
            person=fact.person,
            co_sponsors=fact.co_sponsors,
            seconds=fact.seconds,
            status=_supported(fact.seconds),
            withdrawn_parts=kept,
            due=fact.due,
            left=None,
            ended_at=None,
        ),
    )


def _restored(
    n: Negotiation, fact: ProposalRestored, _at: datetime, _by: Actor | None
) -> Negotiation:
    proposal = n.proposals[fact.proposal]
    status = _supported(proposal.seconds)
    back = replace(
        proposal,
        status=status,
        due=fact.due,
        left=None,
        ended_at=None,
        restored_because=fact.reason,
    )
    return with_proposal(n, back)


def _announced(n: Negotiation, _fact: LapseUndone, _at: datetime, _by: Actor | None) -> Negotiation:
    return n  # that it happened is for those who are not told whose proposal it was


def _suspended(
    n: Negotiation, fact: SecondingSuspended, _at: datetime, _by: Actor | None
) -> Negotiation:
    return with_proposal(n, replace(n.proposals[fact.proposal], due=None, left=fact.left))


def _resumed(
    n: Negotiation, fact: SecondingResumed, _at: datetime, _by: Actor | None
) -> Negotiation:
    return with_proposal(n, replace(n.proposals[fact.proposal], due=fact.due, left=None))


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
    SupportWithdrawn: _support_withdrawn,
    ProposalWithdrawn: _withdrawn,
    PartsWithdrawn: _parts_withdrawn,
    ProposalSevered: _severed,
    ProposalTakenOver: _taken_over,
    ProposalRestored: _restored,
    LapseUndone: _announced,
    SecondingSuspended: _suspended,
    SecondingResumed: _resumed,
    ProposalLapsed: _lapsed,
    ProposalSuperseded: _superseded,
    ProposalReturned: _returned,
    ProposalCarried: _carried,
    BridgeAnswered: _answered,
}
