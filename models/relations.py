"""What somebody has to do with the thing an act is about: the columns of the policy table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models import acts
from models.acts import Act
from models.known import the_draft, the_objection, the_proposal
from models.locks import to_lock
from models.names import author_name, listed, objection_name, proposal_name
from models.negotiation import Negotiation
from models.party import Actor, Role
from models.proposal import Proposal
from models.refusals import Obstacle, Refusal
from models.sight import holds_pen

Relation = Callable[[Negotiation, Any, Actor], Refusal | None]
"""What an actor has to do with the thing an act is about: None, or why it is not theirs."""


def _not_yours(sentence: str, next_step: str, *obstacles: Obstacle) -> Refusal:
    return Refusal("not_yours", sentence, next_step, rule="G-2", obstacles=obstacles)


def anybody(_negotiation: Negotiation, _act: Act, _actor: Actor) -> Refusal | None:
    """The role alone decides."""
    return None


def writer(negotiation: Negotiation, act: acts.Edit | acts.Rewrite, actor: Actor) -> Refusal | None:
    """One of those who type in the draft."""
    draft = the_draft(negotiation, act.draft, actor)
    if holds_pen(negotiation, actor, draft):
        return None
    return _not_yours(
        f"This draft is written by {listed(sorted(map(author_name, draft.writers)))}.",
        "Ask them to add you as a writer, or start a draft of your own.",
        Obstacle("draft", draft.id),
    )


DraftAct = acts.Table | acts.Revise | acts.ShareDraft | acts.DiscardDraft


def owner(negotiation: Negotiation, act: DraftAct, actor: Actor) -> Refusal | None:
    """One of those whose draft it is."""
    draft = the_draft(negotiation, act.draft, actor)
    if actor.author == draft.owner:
        return None
    return _not_yours(
        f"This draft belongs to {author_name(draft.owner)}.",
        "They decide what becomes of it; start a draft of your own to go another way.",
        Obstacle("draft", draft.id),
    )


def drafter(negotiation: Negotiation, act: acts.StartDraft, actor: Actor) -> Refusal | None:
    """One of the sponsors of the proposal that is to be revised, where one is."""
    if act.revises is None:
        return None
    proposal = the_proposal(negotiation, act.revises)
    if actor.author in proposal.sponsors:
        return None
    return _not_yours(
        f"{proposal_name(proposal)} is revised by its sponsors only.",
        "Co-sponsor it first, or table an alternative.",
        Obstacle("proposal", proposal.id),
    )


def another_party(
    negotiation: Negotiation, act: acts.Second | acts.CoSponsor, actor: Actor
) -> Refusal | None:
    """A party that is not among the sponsors already."""
    proposal = the_proposal(negotiation, act.proposal)
    if actor.party not in proposal.sponsors:
        return None
    return _not_yours(
        f"{proposal_name(proposal)} is your own: its second is another party's.",
        "Ask another party to second it.",
        Obstacle("proposal", proposal.id),
    )


def whoever_tabled(negotiation: Negotiation, act: acts.Withdraw, actor: Actor) -> Refusal | None:
    """The head of the party whose proposal it is, or who tabled it for that party."""
    proposal = the_proposal(negotiation, act.proposal)
    if actor.author == proposal.author and _speaks_for(proposal, actor):
        return None
    return _not_yours(
        f"{proposal_name(proposal)} is withdrawn by its author: the head, or whoever tabled it.",
        "Object to it, or table an alternative.",
        Obstacle("proposal", proposal.id),
    )


def _speaks_for(proposal: Proposal, actor: Actor) -> bool:
    return actor.role.facilitates or actor.role is Role.HEAD or actor.person == proposal.person


def objector(negotiation: Negotiation, act: acts.LiftObjection, actor: Actor) -> Refusal | None:
    """The party that objected."""
    objection = the_objection(negotiation, act.objection)
    if actor.party == objection.party:
        return None
    return _not_yours(
        f"{objection_name(objection)} is lifted by {objection.party} only.",
        f"Ask {objection.party} what would resolve it.",
        Obstacle("open_objection", objection.id),
    )


def bridged(negotiation: Negotiation, act: acts.AnswerBridge, actor: Actor) -> Refusal | None:
    """The author of the bridged proposal."""
    proposal = the_proposal(negotiation, act.proposal)
    if actor.party == proposal.author:
        return None
    return _not_yours(
        f"Whether {proposal_name(proposal)} is reflected is for {proposal.author} to say.",
        "Say what you think of the bridge by a position or an objection.",
        Obstacle("proposal", proposal.id),
    )


def lead_alone_locks(negotiation: Negotiation, _act: acts.RequestLock, _actor: Actor) -> Refusal:
    """Nobody: a co-facilitator is told what else is in the way, too."""
    in_the_way = tuple(hurdle.obstacle for hurdle in to_lock(negotiation))
    return Refusal(
        "wrong_role",
        "Co-facilitators cannot request the lock.",
        "This is for the lead facilitator.",
        rule="G-2",
        obstacles=(Obstacle("role", Role.CO_FACILITATOR.value), *in_the_way),
    )
