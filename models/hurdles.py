"""What is in the way of a decision: shown beforehand, and named by the refusal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.names import clause_name, objection_name, proposal_name
from models.negotiation import Negotiation
from models.objection import Objection
from models.position import Stand
from models.proposal import Proposal, ProposalKind
from models.refusals import Obstacle, Refusal
from models.rulebook import Decision

POSITIVE = frozenset({Stand.AGREE, Stand.AGREE_AD_REF, Stand.RESERVE})
"""What counts as agreement under unanimity (domain §6.2)."""
NAMED = 4
"""How many hurdles a sentence names before it only counts."""


class Hurdle(NamedTuple):
    """One thing in the way, by the number of its rule, in a sentence."""

    obstacle: Obstacle
    sentence: str
    next_step: str
    rule: str

    def __str__(self) -> str:
        return self.sentence


def refusal(hurdles: Sequence[Hurdle]) -> Refusal:
    """The refusal of a decision that has these hurdles in its way; its code is of the first."""
    first = hurdles[0]
    more = len(hurdles) - NAMED
    sentences = [hurdle.sentence for hurdle in hurdles[:NAMED]]
    return Refusal(
        first.obstacle.kind,
        " ".join([*sentences, f"And {more} more."] if more > 0 else sentences),
        first.next_step,
        rule=first.rule,
        obstacles=tuple(hurdle.obstacle for hurdle in hurdles),
    )


def to_decide(negotiation: Negotiation) -> Iterator[Hurdle]:
    """What is in the way of any decision about the text: rules, session, quorum."""
    if not negotiation.rules_adopted:
        yield Hurdle(
            Obstacle("rules_not_adopted", "rules"),
            "The rules of procedure have not been adopted.",
            "Adopt them first: they are decision 1.",
            "S-4",
        )
    if negotiation.session is None:
        yield Hurdle(
            Obstacle("no_session", "session"),
            "No session is open.",
            "Open a session first.",
            "S-2",
        )
    there = negotiation.attendance
    if not there.met:
        yield Hurdle(
            Obstacle("no_quorum", str(there)),
            f"Only {there} parties are here, and {there.needed} are needed.",
            "Wait for more parties, or record who has come.",
            "S-3",
        )


def to_agree(negotiation: Negotiation, clause: str) -> Iterator[Hurdle]:
    """What is in the way of putting a clause to the room, and of confirming it (domain §6.2)."""
    yield from to_decide(negotiation)
    name = clause_name(negotiation, clause)
    if not negotiation.clauses[clause].started:
        yield Hurdle(
            Obstacle("not_started", clause),
            f"Nobody has seen {name} on the screen yet.",
            "Put it on the screen first.",
            "Q-1",
        )
    its = negotiation.clauses[clause]
    if its.version.empty and not its.removed:
        yield Hurdle(
            Obstacle("no_text", clause),
            f"{name[0].upper()}{name[1:]} has no text yet.",
            "Accept a proposal for it first.",
            "C-2",
        )
    for proposal in (*negotiation.live_proposals(clause), *negotiation.live_merges(clause)):
        yield Hurdle(
            Obstacle("live_proposal", proposal.id),
            f"{proposal_name(proposal)} is still live on {name}.",
            "Accept it, or ask its author to withdraw it.",
            "Q-1",
        )
    for objection in negotiation.blocking_objections(clause):
        yield _open(negotiation, objection, "Q-1")


def to_confirm(negotiation: Negotiation, clause: str) -> Iterator[Hurdle]:
    """What is in the way of a clause being agreed, its question put."""
    yield from to_agree(negotiation, clause)
    if negotiation.rules.decision is not Decision.UNANIMITY:
        return
    if negotiation.clauses[clause].protected:
        return  # C-10: it is law, whoever objects
    for party in negotiation.admitted:
        position = negotiation.position(clause, party.id)
        if position is None or position.stand not in POSITIVE:
            yield Hurdle(
                Obstacle("position_missing", party.id),
                f"{party.id} has not agreed to {clause_name(negotiation, clause)}.",
                f"Every party must agree: ask {party.id} for its position.",
                "Q-4",
            )


def to_accept(negotiation: Negotiation, proposal: Proposal) -> Iterator[Hurdle]:
    """What is in the way of accepting a live proposal."""
    yield from to_decide(negotiation)
    if needs_second(negotiation, proposal):
        yield Hurdle(
            Obstacle("not_seconded", proposal.id),
            f"Nobody has seconded {proposal_name(proposal)}.",
            "Ask whether another party seconds it.",
            "A-2",
        )
    if proposal.needs_author:
        yield Hurdle(
            Obstacle("needs_author", proposal.id),
            f"{proposal_name(proposal)} does not read as proposed since the text changed.",
            "Ask its author to revise it.",
            "A-6",
        )
    for objection in negotiation.blocking_objections(proposal.clause):
        if objection.proposal == proposal.id:
            yield _open(negotiation, objection, "A-3")


def needs_second(negotiation: Negotiation, proposal: Proposal) -> bool:
    """Whether a proposal still waits for another party to support it."""
    amends = proposal.kind is ProposalKind.AMENDMENT
    return negotiation.rules.seconding and amends and not proposal.seconds


def _open(negotiation: Negotiation, objection: Objection, rule: str) -> Hurdle:
    target = clause_name(negotiation, objection.clause)
    if objection.proposal is not None:
        target = proposal_name(negotiation.proposals[objection.proposal])
    return Hurdle(
        Obstacle("open_objection", objection.id),
        f"{objection_name(objection)} to {target} is open.",
        f"Ask {objection.party} what would resolve it.",
        rule,
    )
