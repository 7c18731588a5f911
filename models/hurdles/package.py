"""What is in the way of adopting a package: all of it, on every clause."""

from __future__ import annotations

from collections.abc import Iterator

from models.hurdles.base import POSITIVE, Hurdle, still_live, still_open, to_decide, too_few
from models.hurdles.clause import to_settle
from models.names import clause_name
from models.negotiation import Negotiation
from models.package import Element, Package
from models.position import Stand
from models.refusals import Obstacle
from models.rulebook import Decision
from models.saying import capital, say


def to_adopt_package(negotiation: Negotiation, package: Package) -> Iterator[Hurdle]:
    """What is in the way of adopting a live package (domain §6.7)."""
    yield from to_decide(negotiation)
    for element in package.elements:
        yield from _on_element(negotiation, element)
    yield from _on_whole(negotiation, package)


def _on_element(n: Negotiation, element: Element) -> Iterator[Hurdle]:
    """On its clause nothing else is live, and no objection to the clause or to it blocks."""
    clause, name = n.clauses[element.clause], clause_name(n, element.clause)
    if clause.agreed or (n.question is not None and n.question.clause == clause.id):
        yield Hurdle(
            Obstacle("agreed" if clause.agreed else "question_open", clause.id),
            say("{clause} is agreed.", clause=capital(name))
            if clause.agreed
            else say("{clause} is before the room.", clause=capital(name)),
            "Take that back first, or refuse the package.",
            "X-4",
        )
    if element.proposal is not None:
        yield from to_settle(n, n.proposals[element.proposal])
    for proposal in n.live_on(clause.id):
        if proposal.id != element.proposal:
            step = say("Ask its author to withdraw it.")
            yield still_live(n, proposal, clause.id, "X-4", step)
    for objection in n.blocking_objections(clause.id):
        if objection.proposal is None:
            yield still_open(n, objection, "X-4")


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
                say("{party} objects to {package}.", party=party.id, package=package.label),
                say("Ask {party} what would resolve it.", party=party.id),
                "X-5",
            )
    positive = [party for party in n.admitted if package.stand(party.id) in POSITIVE]
    if n.rules.decision is Decision.UNANIMITY:
        for party in n.admitted:
            if party not in positive and party not in objecting:
                yield Hurdle(
                    Obstacle("position_missing", party.id),
                    say(
                        "{party} has not agreed to {package}.",
                        party=party.id,
                        package=package.label,
                    ),
                    say("Every party must agree: ask {party} for its position.", party=party.id),
                    "X-5",
                )
    if sufficient:
        yield from too_few(n, [party.id for party in positive], package.label, "X-5")
