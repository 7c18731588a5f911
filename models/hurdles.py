"""What is in the way of a decision: shown beforehand, and named by the refusal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.names import clause_name, objection_name, objector_name, proposal_name
from models.negotiation import Negotiation
from models.objection import Objection
from models.package import Element, Package
from models.position import Stand
from models.proposal import Proposal, ProposalKind
from models.refusals import Obstacle, Refusal
from models.reopening import Reopening
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
    yield from _in_package(negotiation.live_package(clause), name)
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
    if negotiation.rules.decision is Decision.SUFFICIENT:
        positions = {p.id: negotiation.position(clause, p.id) for p in negotiation.admitted}
        agreeing = [party for party, said in positions.items() if said and said.stand in POSITIVE]
        yield from _too_few(negotiation, agreeing, clause_name(negotiation, clause))
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


def to_accept(
    negotiation: Negotiation, proposal: Proposal, parts: tuple[str, ...] = ()
) -> Iterator[Hurdle]:
    """What is in the way of accepting a live proposal, or these parts of it."""
    yield from to_decide(negotiation)
    package = negotiation.live_package(proposal.clause, proposal.id)
    yield from _in_package(package, proposal_name(proposal))
    yield from _to_settle(negotiation, proposal, parts)


def _to_settle(
    negotiation: Negotiation, proposal: Proposal, parts: tuple[str, ...] = ()
) -> Iterator[Hurdle]:
    """What of the proposal itself keeps its result from becoming the next version."""
    yield from _as_proposed(negotiation, proposal)
    for objection in negotiation.blocking_objections(proposal.clause):
        about = objection.part is None or objection.part in (parts or proposal.parts)
        if objection.proposal == proposal.id and about:
            yield _open(negotiation, objection, "A-3")


def _as_proposed(negotiation: Negotiation, proposal: Proposal) -> Iterator[Hurdle]:
    if proposal.amends is not None:
        parent = proposal_name(negotiation.proposals[proposal.amends])
        yield Hurdle(
            Obstacle("decided_after", proposal.amends),
            f"{proposal_name(proposal)} amends {parent}, which is not decided yet.",
            f"Decide on {parent} first, or ask its sponsors to take the amendment in.",
            "P-15",
        )
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


def to_offer(negotiation: Negotiation, clause: str, proposal: str | None) -> Iterator[Hurdle]:
    """What is in the way of a silence on a clause, or on what a live proposal makes of it.

    Neither a session nor a quorum is needed: all admitted parties are notified (domain §6.6).
    """
    yield from (hurdle for hurdle in to_decide(negotiation) if hurdle.rule == "S-4")
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
            yield Hurdle(
                Obstacle("live_proposal", other.id),
                f"{proposal_name(other)} is still live on {name}.",
                "Only what is offered may be live: offer it, or ask its author to withdraw it.",
                "L-2",
            )
        else:
            yield from _as_proposed(negotiation, other)
    for package in negotiation.packages.values():
        if package.live and any(element.clause == clause for element in package.elements):
            yield Hurdle(
                Obstacle("in_package", package.id),
                f"{name[0].upper()}{name[1:]} stands or falls with {package.label}.",
                "Decide the package first.",
                "L-2",
            )
    for objection in negotiation.blocking_objections(clause):
        yield _open(negotiation, objection, "L-2")


def to_reopen(negotiation: Negotiation, request: Reopening) -> Iterator[Hurdle]:
    """What is in the way of granting a request to reopen a clause (domain §6.3)."""
    second_look = negotiation.clauses[request.clause].second_look
    needed = 0 if second_look else negotiation.rules.reopening_supporters
    support = sum(negotiation.parties[party].admitted for party in request.supporters)
    if support < needed:
        yield Hurdle(
            Obstacle("no_supporter", request.clause),
            f"{support} of {needed} other parties support the request of {request.party}.",
            "Ask whether another party supports it.",
            "E-3",
        )


def to_adopt_rules(negotiation: Negotiation) -> Iterator[Hurdle]:
    """What is in the way of adopting the rules before the parties (domain §6.2).

    The first rules are adopted without positions: any active party's objection is in the way, and
    nothing else. A change of them needs the rule they were adopted by.
    """
    for hurdle in to_decide(negotiation):
        if hurdle.rule != "S-4":
            yield hurdle
    for silence in negotiation.running_silences:
        yield Hurdle(
            Obstacle("under_silence", silence.id),
            f"{silence.label} is running, by the rules that its parties were told of.",
            "Wait until it is over, or cancel it.",
            "R-4",
        )
    first = not negotiation.rules_adopted
    answers = negotiation.rules_answers
    for party in negotiation.admitted:
        said = answers.get(party.id)
        opposed = said is not None and not said.agree
        if opposed and (party.active if first else negotiation.rules.lets_block(party)):
            yield Hurdle(
                Obstacle("rules_objection", party.id),
                f"{party.id} objects to these rules.",
                f"Ask {party.id} what would resolve it.",
                "R-4",
            )
        elif negotiation.rules.decision is Decision.UNANIMITY and not first and said is None:
            yield Hurdle(
                Obstacle("position_missing", party.id),
                f"{party.id} has not agreed to these rules.",
                f"Every party must agree: ask {party.id} for its answer.",
                "R-4",
            )
    if negotiation.rules.decision is Decision.SUFFICIENT and not first:
        agreeing = [p.id for p in negotiation.admitted if p.id in answers and answers[p.id].agree]
        yield from _too_few(negotiation, agreeing, "these rules")


def _too_few(
    negotiation: Negotiation, agreeing: Sequence[str], what: str, rule: str = "R-5"
) -> Iterator[Hurdle]:
    threshold = negotiation.rules.threshold
    if not threshold.met({p.id: p.weight for p in negotiation.admitted}, agreeing):
        yield Hurdle(
            Obstacle("threshold", f"{len(agreeing)} of {len(negotiation.admitted)}"),
            f"{len(agreeing)} of {len(negotiation.admitted)} parties agree to {what}, "
            f"and it takes {threshold}.",
            "Ask the other parties for their positions.",
            rule,
        )


def to_adopt(negotiation: Negotiation, package: Package) -> Iterator[Hurdle]:
    """What is in the way of adopting a live package (domain §6.7): all of it, on every clause."""
    yield from to_decide(negotiation)
    for element in package.elements:
        yield from _on_element(negotiation, element)
    yield from _on_whole(negotiation, package)


def _on_element(n: Negotiation, element: Element) -> Iterator[Hurdle]:
    """On its clause nothing else is live, and nobody active objects to the clause or to it."""
    clause, name = n.clauses[element.clause], clause_name(n, element.clause)
    if clause.agreed or (n.question is not None and n.question.clause == clause.id):
        yield Hurdle(
            Obstacle("agreed" if clause.agreed else "question_open", clause.id),
            f"{name[0].upper()}{name[1:]} is {'agreed' if clause.agreed else 'before the room'}.",
            "Take that back first, or refuse the package.",
            "X-4",
        )
    if element.proposal is not None:
        yield from _to_settle(n, n.proposals[element.proposal])
    for proposal in n.live_on(clause.id):
        if proposal.id != element.proposal:
            yield Hurdle(
                Obstacle("live_proposal", proposal.id),
                f"{proposal_name(proposal)} is still live on {name}.",
                "Ask its author to withdraw it.",
                "X-4",
            )
    for objection in n.blocking_objections(clause.id):
        if objection.proposal is None:
            yield _open(n, objection, "X-4")


def _on_whole(n: Negotiation, package: Package) -> Iterator[Hurdle]:
    """Where the parties stand on the whole, by the rule under which clauses are agreed."""
    objecting = [
        party for party in n.admitted if party.active and package.stand(party.id) is Stand.OBJECT
    ]
    sufficient = n.rules.decision is Decision.SUFFICIENT
    for party in objecting:
        if not sufficient or party.id in n.rules.threshold.indispensable:
            yield Hurdle(
                Obstacle("package_objection", party.id),
                f"{party.id} objects to {package.label}.",
                f"Ask {party.id} what would resolve it.",
                "X-5",
            )
    positive = [party for party in n.admitted if package.stand(party.id) in POSITIVE]
    if n.rules.decision is Decision.UNANIMITY:
        for party in n.admitted:
            if party not in positive and party not in objecting:
                yield Hurdle(
                    Obstacle("position_missing", party.id),
                    f"{party.id} has not agreed to {package.label}.",
                    f"Every party must agree: ask {party.id} for its position.",
                    "X-5",
                )
    if sufficient:
        yield from _too_few(n, [party.id for party in positive], package.label, "X-5")


def _in_package(package: Package | None, name: str) -> Iterator[Hurdle]:
    """X-2: an element is not decided on by itself."""
    if package is not None:
        yield Hurdle(
            Obstacle("part_of_package", package.id),
            f"{name[0].upper()}{name[1:]} is part of {package.label}: adopted or refused together.",
            "Adopt or refuse the package.",
            "X-2",
        )


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
        f"Ask {objector_name(objection)} what would resolve it.",
        rule,
    )
