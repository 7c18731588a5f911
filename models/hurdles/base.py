"""What a hurdle is, and those that several decisions may meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.correction import Correction
from models.names import capital, clause_name, objection_name, objector_name, proposal_name
from models.negotiation import Negotiation
from models.objection import Objection
from models.package import Package
from models.position import Stand
from models.proposal import Proposal
from models.refusals import Obstacle, Refusal
from models.silence import Silence

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


def still_live(
    negotiation: Negotiation,
    proposal: Proposal,
    clause: str,
    rule: str,
    next_step: str = "Accept it, or ask its author to withdraw it.",
) -> Hurdle:
    """That a proposal on this clause waits for a decision."""
    return Hurdle(
        Obstacle("live_proposal", proposal.id),
        f"{proposal_name(proposal)} is still live on {clause_name(negotiation, clause)}.",
        next_step,
        rule,
    )


def still_open(negotiation: Negotiation, objection: Objection, rule: str) -> Hurdle:
    """That an objection, to a clause or to a proposal, stands."""
    target = clause_name(negotiation, objection.clause)
    if objection.proposal is not None:
        target = proposal_name(negotiation.proposals[objection.proposal])
    return Hurdle(
        Obstacle("open_objection", objection.id),
        f"{objection_name(objection)} to {target} is open.",
        f"Ask {objector_name(objection)} what would resolve it.",
        rule,
    )


def still_running(negotiation: Negotiation, silence: Silence, rule: str) -> Hurdle:
    """That a silence can still be broken."""
    return Hurdle(
        Obstacle("under_silence", silence.id),
        f"{silence.label} on {clause_name(negotiation, silence.clause)} is running.",
        "Wait for its deadline, or cancel it.",
        rule,
    )


def still_contestable(correction: Correction, rule: str) -> Hurdle:
    """That a correction's window is not over."""
    return Hurdle(
        Obstacle("correction_running", correction.id),
        f"{correction.label} can still be contested.",
        "Wait until its window is over, or withdraw it.",
        rule,
    )


def in_package(package: Package | None, name: str) -> Iterator[Hurdle]:
    """X-2: an element is not decided on by itself."""
    if package is not None:
        yield Hurdle(
            Obstacle("part_of_package", package.id),
            f"{capital(name)} is part of {package.label}: adopted or refused together.",
            "Adopt or refuse the package.",
            "X-2",
        )


def too_few(
    negotiation: Negotiation, agreeing: Sequence[str], what: str, rule: str = "R-5"
) -> Iterator[Hurdle]:
    """Where those who agree are not enough for sufficient consensus."""
    threshold = negotiation.rules.threshold
    if not threshold.met({p.id: p.weight for p in negotiation.admitted}, agreeing):
        yield Hurdle(
            Obstacle("threshold", f"{len(agreeing)} of {len(negotiation.admitted)}"),
            f"{len(agreeing)} of {len(negotiation.admitted)} parties agree to {what}, "
            f"and it takes {threshold}.",
            "Ask the other parties for their positions.",
            rule,
        )
