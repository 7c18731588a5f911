"""Who may do what, and open which screen: the one place that answers (domain §6.11, design §6).

The table says for every act which roles may ask it, and in which relation to the thing it is
about. What the state of that thing allows is for the rules. An act or a screen that is not in the
tables is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from models import acts
from models.acts import Act
from models.known import the_draft, the_objection, the_proposal
from models.names import ROLES, author_name, listed, objection_name, proposal_name
from models.negotiation import Negotiation
from models.party import Actor, Role
from models.proposal import Proposal
from models.refusals import Obstacle, Refusal
from models.sight import holds_pen

HEAD, DELEGATE, ADVISER = Role.HEAD, Role.DELEGATE, Role.ADVISER
LEAD, CO, CONVENOR = Role.LEAD_FACILITATOR, Role.CO_FACILITATOR, Role.CONVENOR
LEGAL, RISK, SIGNATORY = Role.LEGAL_EXPERT, Role.RISK_EXPERT, Role.SIGNATORY
OBSERVER, PROJECTOR = Role.OBSERVER, Role.PROJECTOR

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
    return actor.role.facilitates or actor.role is HEAD or actor.person == proposal.person


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


def _row(relation: Relation, *roles: Role) -> Mapping[Role, Relation]:
    return dict.fromkeys(roles, relation)


POLICY: Mapping[type, Mapping[Role, Relation]] = {
    acts.AdmitPerson: _row(anybody, LEAD, CO, CONVENOR),
    acts.RemovePerson: _row(anybody, LEAD, CO, CONVENOR),
    acts.PublishText: _row(anybody, LEAD, CONVENOR),
    acts.AdoptRules: _row(anybody, LEAD, CO),
    acts.OpenSession: _row(anybody, LEAD, CO),
    acts.CloseSession: _row(anybody, LEAD, CO),
    acts.SetPresence: _row(anybody, LEAD, CO),
    acts.PutOnScreen: _row(anybody, LEAD, CO),
    acts.GiveAdvice: _row(anybody, LEGAL, RISK),
    acts.StartDraft: _row(drafter, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.ShareDraft: _row(owner, HEAD, DELEGATE, LEAD, CO),
    acts.DiscardDraft: _row(owner, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.Edit: _row(writer, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.Rewrite: _row(writer, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.Table: _row(owner, HEAD, DELEGATE, LEAD, CO),
    acts.Revise: _row(owner, HEAD, DELEGATE, LEAD, CO),
    acts.Second: _row(another_party, HEAD),
    acts.CoSponsor: _row(another_party, HEAD, DELEGATE),
    acts.Withdraw: _row(whoever_tabled, HEAD, DELEGATE, LEAD, CO),
    acts.Object: _row(anybody, HEAD),
    acts.LiftObjection: _row(objector, HEAD),
    acts.StatePosition: _row(anybody, HEAD),
    acts.AnswerBridge: _row(bridged, HEAD, DELEGATE),
    acts.Accept: _row(anybody, LEAD, CO),
    acts.PutToRoom: _row(anybody, LEAD, CO),
    acts.TakeBackQuestion: _row(anybody, LEAD, CO),
    acts.Confirm: _row(anybody, LEAD, CO),
    acts.Park: _row(anybody, LEAD, CO),
    acts.Resume: _row(anybody, LEAD, CO),
    acts.CloseDrafting: _row(anybody, LEAD, CO),
    acts.OpenDrafting: _row(anybody, LEAD, CO),
    acts.Undo: _row(anybody, LEAD, CO),
}
"""Act → the roles that may ask it → what they must have to do with the thing it is about."""


DEEDS: Mapping[type, str] = {
    acts.AdmitPerson: "invite people",
    acts.RemovePerson: "end somebody's access",
    acts.PublishText: "publish the text",
    acts.AdoptRules: "record that the rules were adopted",
    acts.OpenSession: "open a session",
    acts.CloseSession: "close a session",
    acts.SetPresence: "record who is there",
    acts.PutOnScreen: "choose what is on the screen",
    acts.GiveAdvice: "give advice",
    acts.StartDraft: "start a draft",
    acts.ShareDraft: "share a draft",
    acts.DiscardDraft: "discard a draft",
    acts.Edit: "type in a draft",
    acts.Rewrite: "rewrite a draft",
    acts.Table: "table a proposal",
    acts.Revise: "revise a proposal",
    acts.Second: "second a proposal",
    acts.CoSponsor: "co-sponsor a proposal",
    acts.Withdraw: "withdraw a proposal",
    acts.Object: "object",
    acts.LiftObjection: "lift an objection",
    acts.StatePosition: "state a position",
    acts.AnswerBridge: "say whether a proposal is reflected in a bridge",
    acts.Accept: "accept a proposal",
    acts.PutToRoom: "put a clause to the room",
    acts.TakeBackQuestion: "take back the question",
    acts.Confirm: "confirm that a clause is agreed",
    acts.Park: "park a clause",
    acts.Resume: "resume a clause",
    acts.CloseDrafting: "close drafting",
    acts.OpenDrafting: "open drafting",
    acts.Undo: "undo a decision",
}
"""What an act is called in a sentence: observers cannot …"""

SCREENS: Mapping[str, frozenset[Role]] = {
    "table": frozenset({HEAD, DELEGATE, ADVISER, SIGNATORY, LEGAL, RISK}),
    "board": frozenset({LEAD, CO, CONVENOR}),
    "follow": frozenset(Role) - {PROJECTOR},
    "projector": frozenset({PROJECTOR, LEAD, CO, CONVENOR}),
    "desk": frozenset({LEAD, CO, CONVENOR}),
    "compilation": frozenset(Role) - {PROJECTOR},
    "invitations": frozenset({LEAD, CO, CONVENOR}),
}


def may(negotiation: Negotiation, act: Act, actor: Actor) -> None:
    """Pass if the table lets this actor ask this act.

    Raises Refusal: `unknown_act`, `not_admitted`, `wrong_role`, `not_yours`, and `not_found` where
    the act names something that is not there.
    """
    row = POLICY.get(type(act))
    if row is None:
        raise Refusal(
            "unknown_act", "Nobody may do this.", "Reload the page and try again.", rule="G-2"
        )
    check_person(negotiation, actor)
    relation = row.get(actor.role)
    if relation is None:
        raise _wrong_role(act, actor, row)
    refusal = relation(negotiation, act, actor)
    if refusal is not None:
        raise refusal


def check_person(negotiation: Negotiation, actor: Actor) -> None:
    """Pass if this person was admitted in this role and not removed; raises `not_admitted`."""
    person = negotiation.people.get(actor.person)
    if (
        person is None
        or person.role is not actor.role
        or person.party != actor.party
        or actor.person in negotiation.removed
    ):
        raise Refusal(
            "not_admitted",
            "You do not take part in this negotiation in this role.",
            "Ask the facilitators for a new invitation.",
            rule="G-1",
        )
    if actor.party is not None and not negotiation.parties[actor.party].admitted:
        raise Refusal(
            "not_admitted",
            f"{actor.party} does not take part in this negotiation yet.",
            "Wait until the party is admitted.",
            rule="G-1",
        )


def _wrong_role(act: Act, actor: Actor, row: Mapping[Role, Relation]) -> Refusal:
    who = ROLES[actor.role]
    return Refusal(
        "wrong_role",
        f"{who[0].upper()}{who[1:]} cannot {DEEDS[type(act)]}.",
        f"This is for {listed((ROLES[role] for role in row), 'or')}.",
        rule="G-2",
        obstacles=(Obstacle("role", actor.role.value),),
    )


def may_see(screen: str, actor: Actor) -> bool:
    """Whether this person's role may open a screen; one that is not in the table, nobody."""
    return actor.role in SCREENS.get(screen, frozenset())
