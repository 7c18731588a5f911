"""What a refused act could have been instead, in one tap beside the refusal."""

from __future__ import annotations

from dataclasses import dataclass

from models import policy
from models.acts import CoSponsor
from models.negotiation import Negotiation
from models.party import FACILITATORS, Actor
from models.refusals import Refusal
from server.web.said import Said


@dataclass(frozen=True, slots=True)
class Instead:
    """The proposal that says the same already: it is joined, as it reads."""

    proposal: str
    label: str
    wording: str


def instead(negotiation: Negotiation, actor: Actor, said: Said | None) -> Instead | None:
    """Co-sponsoring, where somebody tabled the very words that a live proposal has (P-3)."""
    if said is None or said.code != "identical":
        return None
    named = [one.item for one in said.obstacles if one.kind == "proposal"]
    its = negotiation.proposals.get(named[0]) if named else None
    if its is None or not its.live or its.author == FACILITATORS:
        return None
    try:
        policy.may(negotiation, CoSponsor(proposal=its.id, wording=its.digest), actor)
    except Refusal:
        return None
    return Instead(its.id, its.label, its.digest)
