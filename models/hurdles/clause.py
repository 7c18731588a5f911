"""What is in the way of a decision on one clause, or on what is proposed for it."""

from __future__ import annotations

from collections.abc import Iterator

from models.hurdles.base import (
    POSITIVE,
    Hurdle,
    in_package,
    rules_missing,
    still_live,
    still_open,
    to_decide,
    too_few,
)
from models.names import clause_name, proposal_name
from models.negotiation import Negotiation
from models.proposal import Proposal, ProposalKind
from models.refusals import Obstacle
from models.reopening import Reopening
from models.rulebook import Decision
from models.saying import capital, say


def to_agree(negotiation: Negotiation, clause: str) -> Iterator[Hurdle]:
    """What is in the way of putting a clause to the room, and of confirming it (domain §6.2)."""
    yield from to_decide(negotiation)
    name = clause_name(negotiation, clause)
    yield from in_package(negotiation.live_package(clause), name)
    if not negotiation.clauses[clause].started:
        yield Hurdle(
            Obstacle("not_started", clause),
            say("Nobody has seen {clause} on the screen yet.", clause=name),
            "Put it on the screen first.",
            "Q-1",
        )
    its = negotiation.clauses[clause]
    if its.version.empty and not its.removed:
        yield Hurdle(
            Obstacle("no_text", clause),
            say("{clause} has no text yet.", clause=capital(name)),
            "Accept a proposal for it first.",
            "C-2",
        )
    for proposal in (*negotiation.live_proposals(clause), *negotiation.live_merges(clause)):
        yield still_live(negotiation, proposal, clause, "Q-1")
    for objection in negotiation.blocking_objections(clause):
        yield still_open(negotiation, objection, "Q-1")


def to_confirm(negotiation: Negotiation, clause: str) -> Iterator[Hurdle]:
    """What is in the way of a clause being agreed, its question put."""
    yield from to_agree(negotiation, clause)
    if negotiation.clauses[clause].protected:
        return  # C-10: it is law, whoever objects
    if negotiation.rules.decision is Decision.SUFFICIENT:
        positions = {p.id: negotiation.position(clause, p.id) for p in negotiation.admitted}
        agreeing = [party for party, said in positions.items() if said and said.stand in POSITIVE]
        yield from too_few(negotiation, agreeing, clause_name(negotiation, clause))
    if negotiation.rules.decision is not Decision.UNANIMITY:
        return
    for party in negotiation.admitted:
        position = negotiation.position(clause, party.id)
        if position is None or position.stand not in POSITIVE:
            yield Hurdle(
                Obstacle("position_missing", party.id),
                say(
                    "{party} has not agreed to {clause}.",
                    party=party.id,
                    clause=clause_name(negotiation, clause),
                ),
                say("Every party must agree: ask {party} for its position.", party=party.id),
                "Q-4",
            )


def to_accept(
    negotiation: Negotiation, proposal: Proposal, parts: tuple[str, ...] = ()
) -> Iterator[Hurdle]:
    """What is in the way of accepting a live proposal, or these parts of it."""
    yield from to_decide(negotiation)
    package = negotiation.live_package(proposal.clause, proposal.id)
    yield from in_package(package, proposal_name(proposal))
    yield from to_settle(negotiation, proposal, parts)


def to_settle(
    negotiation: Negotiation, proposal: Proposal, parts: tuple[str, ...] = ()
) -> Iterator[Hurdle]:
    """What of the proposal itself keeps its result from becoming the next version."""
    yield from _as_proposed(negotiation, proposal)
    for objection in negotiation.blocking_objections(proposal.clause):
        about = objection.part is None or objection.part in (parts or proposal.parts)
        if objection.proposal == proposal.id and about:
            yield still_open(negotiation, objection, "A-3")


def _as_proposed(negotiation: Negotiation, proposal: Proposal) -> Iterator[Hurdle]:
    if proposal.amends is not None:
        parent = proposal_name(negotiation.proposals[proposal.amends])
        yield Hurdle(
            Obstacle("decided_after", proposal.amends),
            say(
                "{proposal} amends {parent}, which is not decided yet.",
                proposal=proposal_name(proposal),
                parent=parent,
            ),
            say(
                "Decide on {parent} first, or ask its sponsors to take the amendment in.",
                parent=parent,
            ),
            "P-15",
        )
    if needs_second(negotiation, proposal):
        yield Hurdle(
            Obstacle("not_seconded", proposal.id),
            say("Nobody has seconded {proposal}.", proposal=proposal_name(proposal)),
            "Ask whether another party seconds it.",
            "A-2",
        )
    if proposal.needs_author:
        yield Hurdle(
            Obstacle("needs_author", proposal.id),
            say(
                "{proposal} does not read as proposed since the text changed.",
                proposal=proposal_name(proposal),
            ),
            "Ask its author to revise it.",
            "A-6",
        )


def needs_second(negotiation: Negotiation, proposal: Proposal) -> bool:
    """Whether a proposal still waits for another party to support it."""
    amends = proposal.kind is ProposalKind.AMENDMENT
    return negotiation.rules.seconding and amends and not proposal.seconds


def to_offer(negotiation: Negotiation, clause: str, proposal: str | None) -> Iterator[Hurdle]:
    """What is in the way of a silence on a clause, or on what a live proposal makes of it.

    Neither a session nor a quorum is needed: all admitted parties are notified (domain §6.6).
    """
    yield from rules_missing(negotiation)
    if negotiation.rules.decision is Decision.UNANIMITY:
        yield Hurdle(
            Obstacle("unanimity", "rules"),
            "Under unanimity silence alone is not enough.",
            "Ask every party for its position.",
            "L-1",
        )
    name = clause_name(negotiation, clause)
    for other in negotiation.live_on(clause):
        if other.id != proposal:
            only = say(
                "Only what is offered may be live: offer it, or ask its author to withdraw it."
            )
            yield still_live(negotiation, other, clause, "L-2", only)
        else:
            yield from _as_proposed(negotiation, other)
    package = negotiation.live_package(clause)
    if package is not None:
        yield Hurdle(
            Obstacle("in_package", package.id),
            say(
                "{clause} stands or falls with {package}.",
                clause=capital(name),
                package=package.label,
            ),
            "Decide the package first.",
            "L-2",
        )
    for objection in negotiation.objections_heard(clause):
        yield still_open(negotiation, objection, "L-2")


def to_reopen(negotiation: Negotiation, request: Reopening) -> Iterator[Hurdle]:
    """What is in the way of granting a request to reopen a clause (domain §6.3)."""
    second_look = negotiation.clauses[request.clause].second_look
    needed = 0 if second_look else negotiation.rules.reopening_supporters
    support = sum(negotiation.parties[party].admitted for party in request.supporters)
    if support < needed:
        yield Hurdle(
            Obstacle("no_supporter", request.clause),
            say(
                "{support} of {needed} other parties support the request of {party}.",
                support=support,
                needed=needed,
                party=request.party,
            ),
            "Ask whether another party supports it.",
            "E-3",
        )
