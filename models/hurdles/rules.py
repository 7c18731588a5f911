"""What is in the way of adopting the rules of procedure."""

from __future__ import annotations

from collections.abc import Iterator

from models.hurdles.base import Hurdle, quorum_missing, session_missing, too_few
from models.negotiation import Negotiation
from models.refusals import Obstacle
from models.rulebook import Decision
from models.saying import say


def to_adopt_rules(negotiation: Negotiation) -> Iterator[Hurdle]:
    """What is in the way of adopting the rules before the parties (domain §6.2).

    The first rules are adopted without positions: any active party's objection is in the way, and
    nothing else. A change of them needs the rule they were adopted by.
    """
    yield from session_missing(negotiation)
    yield from quorum_missing(negotiation)
    for silence in negotiation.running_silences:
        yield Hurdle(
            Obstacle("under_silence", silence.id),
            say(
                "{silence} is running, by the rules that its parties were told of.",
                silence=silence.label,
            ),
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
                say("{party} objects to these rules.", party=party.id),
                say("Ask {party} what would resolve it.", party=party.id),
                "R-4",
            )
        elif negotiation.rules.decision is Decision.UNANIMITY and not first and said is None:
            yield Hurdle(
                Obstacle("position_missing", party.id),
                say("{party} has not agreed to these rules.", party=party.id),
                say("Every party must agree: ask {party} for its answer.", party=party.id),
                "R-4",
            )
    if negotiation.rules.decision is Decision.SUFFICIENT and not first:
        agreeing = [p.id for p in negotiation.admitted if p.id in answers and answers[p.id].agree]
        yield from too_few(negotiation, agreeing, say("these rules"))
