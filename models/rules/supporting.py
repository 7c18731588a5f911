"""Rules of what others, and its author, say of a proposal: second, join, withdraw, reflected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from models import acts, facts
from models.facts import AnyFact
from models.hurdles import needs_second
from models.known import not_found, the_proposal
from models.names import proposal_name
from models.negotiation import Negotiation
from models.parts import together
from models.proposal import Proposal, ProposalKind
from models.rules.carrying import Ground, fallen, gone
from models.rules.guards import (
    Asking,
    Due,
    active,
    mooted,
    not_silent,
    refuse,
    same_proposal,
    speaking,
    still_live,
)
from models.rules.severing import named_parts
from models.rules.tabling import due_by
from models.saying import say
from models.settling import digest, wording


def second(act: acts.Second, asking: Asking) -> tuple[AnyFact, ...]:
    """P-7, O-7: another active party's head says that the proposal merits discussion."""
    party = speaking(asking)
    proposal = _read(act, asking)
    if party in proposal.seconds:
        refuse(
            "seconded_already",
            say("{party} has seconded {proposal}.", party=party, proposal=proposal_name(proposal)),
            "Nothing more is needed.",
            "P-7",
            ("proposal", proposal.id),
        )
    seconded = facts.ProposalSeconded(
        proposal=proposal.id, party=party, recorded_by=asking.recorded_by
    )
    return (seconded,)


def co_sponsor(act: acts.CoSponsor, asking: Asking) -> tuple[AnyFact, ...]:
    """P-11: another active party joins the authors, which seconds where the rules say so."""
    proposal = _read(act, asking)
    party = asking.author
    if proposal.kind is ProposalKind.BRIDGING:
        refuse(
            "bridging",
            say("{proposal} is the facilitators' own.", proposal=proposal_name(proposal)),
            "Second it, or state a position once it is accepted.",
            "P-11",
            ("proposal", proposal.id),
        )
    joined = facts.ProposalCoSponsored(proposal=proposal.id, party=party)
    if not asking.negotiation.rules.co_sponsor_seconds or party in proposal.seconds:
        return (joined,)
    return (joined, facts.ProposalSeconded(proposal=proposal.id, party=party))


def withdraw_support(act: acts.WithdrawSupport, asking: Asking) -> tuple[AnyFact, ...]:
    """P-21: a party supports a proposal no more; without a second it waits for one anew."""
    n, party = asking.negotiation, asking.author
    active(n, asking.actor)
    proposal = the_proposal(n, act.proposal)
    still_live(proposal)
    not_silent(n, proposal.clause)
    left = tuple(one for one in proposal.seconds if one != party)
    waits = bool(proposal.seconds) and not left
    due = due_by(n, proposal.kind, left, asking.at) if waits else proposal.due
    return (facts.SupportWithdrawn(proposal=proposal.id, party=party, due=due),)


def _read(act: acts.Second | acts.CoSponsor, asking: Asking) -> Proposal:
    """The live proposal, as the actor read it."""
    active(asking.negotiation, asking.actor)
    proposal = the_proposal(asking.negotiation, act.proposal)
    still_live(proposal)
    same_proposal(proposal, act.wording)
    return proposal


def withdraw(act: acts.Withdraw, asking: Asking) -> tuple[AnyFact, ...]:
    """P-9: its author withdraws a proposal any time before acceptance; objections are moot.

    P-14: or some parts of it, and the rest goes on. What is offered under silence is fixed until
    the silence is over (L-4).
    """
    n = asking.negotiation
    proposal = the_proposal(n, act.proposal)
    still_live(proposal)
    not_silent(n, proposal.clause)
    parts = named_parts(proposal, act.parts)
    if not parts:
        return (facts.ProposalWithdrawn(proposal=proposal.id), *gone(n, proposal))
    left = [part for name, part in proposal.parts.items() if name not in parts]
    texts = together(proposal.texts, left)
    withdrawn = facts.PartsWithdrawn(
        proposal=proposal.id, parts=parts, texts=texts, digest=digest(texts)
    )
    reads = Ground(proposal.base, wording(texts), proposal.id)
    return (withdrawn, *mooted(n, proposal.id, parts), *fallen(n, proposal, reads))


def answer_bridge(act: acts.AnswerBridge, asking: Asking) -> tuple[AnyFact, ...]:
    """P-12: the author of a bridged proposal says how far the bridge reflects it."""
    n = asking.negotiation
    bridge, proposal = the_proposal(n, act.bridge), the_proposal(n, act.proposal)
    if proposal.id not in bridge.bridges:
        raise not_found("bridge", bridge.id)
    still_live(bridge)
    still_live(proposal)
    answered = facts.BridgeAnswered(bridge=bridge.id, proposal=proposal.id, answer=act.answer)
    return (answered,)


def unseconded(negotiation: Negotiation) -> Due | None:
    """P-8: the proposal that lapses first unless it is seconded; objections to it are moot."""
    proposal = negotiation.waiting[0] if negotiation.waiting else None
    if proposal is None or proposal.due is None:
        return None
    lapsed = facts.ProposalLapsed(proposal=proposal.id)
    return Due(proposal.due, lambda: (lapsed, *gone(negotiation, proposal)))


def clocks_started(n: Negotiation, at: datetime) -> Iterator[AnyFact]:
    """P-17: what waits for a second has the time for it, or what is left of that, from now on."""
    for proposal in n.proposals.values():
        if proposal.live and needs_second(n, proposal):
            left = n.rules.seconding_time if proposal.left is None else proposal.left
            yield facts.SecondingResumed(proposal=proposal.id, due=at + left)


def clocks_stopped(n: Negotiation, at: datetime) -> Iterator[AnyFact]:
    """P-17: the time for a second stands still."""
    for proposal in n.waiting:
        if proposal.due is not None:
            yield facts.SecondingSuspended(proposal=proposal.id, left=proposal.due - at)
