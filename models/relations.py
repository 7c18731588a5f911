"""What somebody has to do with the thing an act is about: the columns of the policy table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from models import acts
from models.acts import Act
from models.known import (
    the_caucus,
    the_draft,
    the_note,
    the_objection,
    the_party,
    the_proposal,
    the_silence,
    the_statement,
    the_tripwire,
)
from models.locks import to_lock
from models.names import author_name, objection_name, objector_name, proposal_name
from models.negotiation import Negotiation
from models.party import Actor, Role
from models.proposal import Proposal
from models.refusals import Obstacle, Refusal
from models.saying import Name, Sentence, capital, listed, say
from models.sight import holds_pen, leading

Relation = Callable[[Negotiation, Any, Actor], Refusal | None]
"""What an actor has to do with the thing an act is about: None, or why it is not theirs."""


def _named(authors: Iterable[str]) -> Name:
    return listed(sorted(map(author_name, authors), key=str))


def _not_yours(
    sentence: Sentence | str, next_step: Sentence | str, *obstacles: Obstacle
) -> Refusal:
    return Refusal("not_yours", sentence, next_step, rule="G-2", obstacles=obstacles)


def anybody(_negotiation: Negotiation, _act: Act, _actor: Actor) -> Refusal | None:
    """The role alone decides."""
    return None


def _voice(act: Act, actor: Actor) -> str | None:
    """The party an act is for: the one it is recorded for, else the actor's own."""
    return getattr(act, "on_behalf", None) or actor.party


def spoken(relation: Relation = anybody) -> Relation:
    """O-7: a head for its own party, or a facilitator who records what an active party said.

    `relation` is what that party must have to do with the thing besides (domain R5, R6).
    """

    def its(negotiation: Negotiation, act: Any, actor: Actor) -> Refusal | None:
        named = act.on_behalf
        if not actor.role.facilitates and named is not None:
            return Refusal(
                "not_yours",
                "Only the facilitators record what somebody else said.",
                "Say it for your own party.",
                rule="O-7",
                obstacles=(Obstacle("party", named),),
            )
        if actor.role.facilitates:
            if named is None:
                return Refusal(
                    "wrong_role",
                    "The facilitators have no position of their own.",
                    "Name the party that you record this for.",
                    rule="O-7",
                    obstacles=(Obstacle("role", actor.role.value),),
                )
            if not the_party(negotiation, named).active:
                return Refusal(
                    "not_active",
                    say("{party} has walked out.", party=named),
                    "Record that it is back first.",
                    rule="G-5",
                    obstacles=(Obstacle("party", named),),
                )
        return relation(negotiation, act, actor)

    return its


def states(negotiation: Negotiation, act: acts.WithdrawStatement, actor: Actor) -> Refusal | None:
    """The party whose statement it is."""
    statement = the_statement(negotiation, act.statement)
    if actor.party == statement.party:
        return None
    return _not_yours(
        say("{statement} is {party}'s own.", statement=statement.label, party=statement.party),
        say("Ask {party} to withdraw it.", party=statement.party),
        Obstacle("statement", statement.id),
    )


def writer(negotiation: Negotiation, act: acts.Edit | acts.Rewrite, actor: Actor) -> Refusal | None:
    """One of those who type in the draft."""
    draft = the_draft(negotiation, act.draft, actor)
    if holds_pen(negotiation, actor, draft):
        return None
    return _not_yours(
        say(
            "This draft is written by {names}.",
            names=_named(draft.writers),
        ),
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
        say("This draft belongs to {author}.", author=author_name(draft.owner)),
        "They decide what becomes of it; start a draft of your own to go another way.",
        Obstacle("draft", draft.id),
    )


def drafter(negotiation: Negotiation, act: acts.StartDraft, actor: Actor) -> Refusal | None:
    """A member of the caucus it is begun in, a sponsor of the proposal it revises, where one is."""
    if act.caucus is not None:
        return member(negotiation, act, actor)
    if act.revises is None:
        return None
    proposal = the_proposal(negotiation, act.revises)
    if actor.author in proposal.sponsors:
        return None
    return _not_yours(
        say("{proposal} is revised by its sponsors only.", proposal=proposal_name(proposal)),
        "Co-sponsor it first, or table an alternative.",
        Obstacle("proposal", proposal.id),
    )


def another_party(
    negotiation: Negotiation, act: acts.Second | acts.CoSponsor, actor: Actor
) -> Refusal | None:
    """A party that is not among the sponsors already."""
    proposal = the_proposal(negotiation, act.proposal)
    if _voice(act, actor) not in proposal.sponsors:
        return None
    return _not_yours(
        say(
            "{proposal} is your own: its second is another party's.",
            proposal=proposal_name(proposal),
        ),
        "Ask another party to second it.",
        Obstacle("proposal", proposal.id),
    )


def whoever_tabled(negotiation: Negotiation, act: acts.Withdraw, actor: Actor) -> Refusal | None:
    """The head of the party whose proposal it is, or who tabled it for that party."""
    proposal = the_proposal(negotiation, act.proposal)
    if actor.author == proposal.author and _speaks_for(proposal, actor):
        return None
    return _not_yours(
        say(
            "{proposal} is withdrawn by its author: the head, or whoever tabled it.",
            proposal=proposal_name(proposal),
        ),
        "Object to it, or table an alternative.",
        Obstacle("proposal", proposal.id),
    )


def _speaks_for(proposal: Proposal, actor: Actor) -> bool:
    return actor.role.facilitates or actor.role is Role.HEAD or actor.person == proposal.person


def its_author(negotiation: Negotiation, act: acts.ConsentToSever, actor: Actor) -> Refusal | None:
    """The party whose proposal it is."""
    proposal = the_proposal(negotiation, act.proposal)
    if actor.author == proposal.author:
        return None
    return _not_yours(
        say(
            "Whether the parts of {proposal} may stand alone is for its author to say.",
            proposal=proposal_name(proposal),
        ),
        "Ask its author to declare it.",
        Obstacle("proposal", proposal.id),
    )


def supporting(negotiation: Negotiation, act: acts.WithdrawSupport, actor: Actor) -> Refusal | None:
    """A party that seconded the proposal or co-sponsors it."""
    proposal = the_proposal(negotiation, act.proposal)
    if actor.party in {*proposal.seconds, *proposal.co_sponsors}:
        return None
    return _not_yours(
        say(
            "{party} neither seconded nor co-sponsors {proposal}.",
            party=actor.party or "",
            proposal=proposal_name(proposal),
        ),
        "Nothing more is needed.",
        Obstacle("proposal", proposal.id),
    )


def supporter(negotiation: Negotiation, act: acts.TakeOver, actor: Actor) -> Refusal | None:
    """A party that seconded or joined a withdrawn proposal; any, where its author left for good."""
    proposal = the_proposal(negotiation, act.proposal)
    author = negotiation.parties.get(proposal.author)
    left = author is not None and not author.admitted
    supports = actor.party in {*proposal.seconds, *proposal.co_sponsors}
    if left if proposal.live else supports:
        return None
    return _not_yours(
        say(
            "{proposal} is taken over by a party that seconded or co-sponsored "
            "it, once it is withdrawn.",
            proposal=proposal_name(proposal),
        ),
        "Table its words as a proposal of your own.",
        Obstacle("proposal", proposal.id),
    )


def objector(negotiation: Negotiation, act: acts.LiftObjection, actor: Actor) -> Refusal | None:
    """The party that objected."""
    objection = the_objection(negotiation, act.objection)
    if _voice(act, actor) == objection.party:
        return None
    return _not_yours(
        say(
            "{objection} is lifted by {party} only.",
            objection=objection_name(objection),
            party=objector_name(objection),
        ),
        say("Ask {party} what would resolve it.", party=objector_name(objection)),
        Obstacle("open_objection", objection.id),
    )


def bridged(negotiation: Negotiation, act: acts.AnswerBridge, actor: Actor) -> Refusal | None:
    """The author of the bridged proposal."""
    proposal = the_proposal(negotiation, act.proposal)
    if actor.party == proposal.author:
        return None
    return _not_yours(
        say(
            "Whether {proposal} is reflected is for {party} to say.",
            proposal=proposal_name(proposal),
            party=proposal.author,
        ),
        "Say what you think of the bridge by a position or an objection.",
        Obstacle("proposal", proposal.id),
    )


def notified(
    negotiation: Negotiation, act: acts.AcknowledgeSilence | acts.BreakSilence, actor: Actor
) -> Refusal | None:
    """A party that the silence was announced to, and binds."""
    silence = the_silence(negotiation, act.silence)
    party = _voice(act, actor) or ""
    if party in silence.notified:
        return None
    return _not_yours(
        say(
            "{silence} was started before {party} was admitted, and does not bind it.",
            silence=silence.label,
            party=party,
        ),
        "Once the clause is agreed, ask to reopen it.",
        Obstacle("silence", silence.id),
    )


def another_asked(
    negotiation: Negotiation, act: acts.SupportReopen, actor: Actor
) -> Refusal | None:
    """A party other than the one that asked to reopen, where one did."""
    request = negotiation.reopenings.get(act.clause)
    if request is None or request.party != actor.party:
        return None
    return _not_yours(
        "This is your own request: its supporters are other parties.",
        "Ask another party to support it.",
        Obstacle("clause", act.clause),
    )


def whoever_asked(
    negotiation: Negotiation, act: acts.WithdrawReopen, actor: Actor
) -> Refusal | None:
    """The party that asked to reopen, where one did."""
    request = negotiation.reopenings.get(act.clause)
    if request is None or request.party == actor.party:
        return None
    return _not_yours(
        say("This request is withdrawn by {party} only.", party=request.party),
        "Say what you think of it to the facilitators.",
        Obstacle("clause", act.clause),
    )


InCaucus = acts.LeaveCaucus | acts.WriteInCaucus | acts.StartDraft
LedCaucus = acts.ChangeMembers | acts.CloseCaucus


def member(negotiation: Negotiation, act: InCaucus, actor: Actor) -> Refusal | None:
    """One of those who meet; a caucus that was not told is not there for anybody else."""
    caucus = the_caucus(negotiation, act.caucus or "", actor)
    if actor.author in caucus.members:
        return None
    return _not_yours(
        say("This is for {names}.", names=_named(caucus.members)),
        "Ask them to let your party join.",
        Obstacle("caucus", caucus.id),
    )


def leader(negotiation: Negotiation, act: LedCaucus, actor: Actor) -> Refusal | None:
    """One of the side that leads the caucus."""
    caucus = the_caucus(negotiation, act.caucus, actor)
    lead = leading(negotiation, caucus)
    if actor.author == lead:
        return None
    return _not_yours(
        say("{author} decides of this.", author=capital(author_name(lead))),
        "Ask them, or leave.",
        Obstacle("caucus", caucus.id),
    )


def note_keeper(negotiation: Negotiation, act: acts.DeleteNote, actor: Actor) -> Refusal | None:
    """One of the side whose note it is."""
    the_note(negotiation, act.note, actor)
    return None


def wire_keeper(negotiation: Negotiation, act: acts.RemoveTripwire, actor: Actor) -> Refusal | None:
    """One of the side whose tripwire it is."""
    the_tripwire(negotiation, act.tripwire, actor)
    return None


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
