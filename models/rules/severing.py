"""Rules of parts: that each may stand alone is for the author to say."""

from __future__ import annotations

from collections.abc import Mapping

from models import acts, facts
from models.facts import AnyFact
from models.known import not_found, the_proposal
from models.names import proposal_name
from models.parts import Texts, parts_of
from models.proposal import Effect, Proposal
from models.rules.guards import Asking, active, refuse, same_proposal, still_live
from models.saying import say

MOST = 26
"""How many parts a proposal may have: as many as there are letters."""


def consent(act: acts.ConsentToSever, asking: Asking) -> tuple[AnyFact, ...]:
    """P-13: the author's head consents that each part of the proposal, as read, stands alone."""
    active(asking.negotiation, asking.actor)
    proposal = the_proposal(asking.negotiation, act.proposal)
    still_live(proposal)
    same_proposal(proposal, act.wording)
    if proposal.parts:
        return ()
    parts = parts_declared(proposal.effect, proposal.texts, proposal.accepted_parts)
    return (facts.ProposalSevered(proposal=proposal.id, parts=parts),)


def parts_declared(
    effect: Effect, texts: Texts, taken: tuple[str, ...] = ()
) -> Mapping[str, Texts]:
    """P-13: the parts of a layer that its author declares severable.

    Raises `one_part`, `too_many_parts`; `indivisible` where a clause comes in, goes or moves.
    """
    if effect is not Effect.WORDING:
        refuse(
            "indivisible",
            "A clause comes into the text, leaves it or moves in it as a whole.",
            "Propose it as a whole, or several changes of its words.",
            "P-13",
        )
    parts = parts_of(texts, taken)
    if not 1 < len(parts) <= MOST:
        refuse(
            "one_part" if len(parts) < MOST else "too_many_parts",
            say(
                "It changes the text in {n} places, and 2 to {most} can be decided apart.",
                n=len(parts),
                most=MOST,
            ),
            "Table it as a whole, or in several proposals.",
            "P-13",
        )
    return parts


def named_parts(proposal: Proposal, names: tuple[str, ...]) -> tuple[str, ...]:
    """P-13: the parts that are named, none where they are all there is.

    Raises `not_severable` where its author never declared that they may stand alone.
    """
    if names and not proposal.parts:
        refuse(
            "not_severable",
            say("{proposal} was tabled as a whole.", proposal=proposal_name(proposal)),
            "Ask its author to declare that its parts may stand alone, "
            "or accept or withdraw the whole.",
            "P-13",
            ("proposal", proposal.id),
        )
    for name in names:
        if name not in proposal.parts:
            raise not_found("part", name)
    named = tuple(name for name in proposal.parts if name in names)
    return () if len(named) == len(proposal.parts) else named
