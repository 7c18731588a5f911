"""What a hurdle is, and those that several decisions may meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.correction import Correction
from models.names import clause_name, objection_name, objector_name, proposal_name
from models.negotiation import Negotiation
from models.objection import Objection
from models.package import Package
from models.position import Stand
from models.proposal import Proposal
from models.refusals import Obstacle, Refusal
from models.rulebook import Threshold
from models.saying import Name, Sentence, capital, row, said, say
from models.silence import Silence

POSITIVE = frozenset({Stand.AGREE, Stand.AGREE_AD_REF, Stand.RESERVE})
"""What counts as agreement under unanimity (domain §6.2)."""
ACCEPT = say("Accept it, or ask its author to withdraw it.")
NAMED = 4
"""How many hurdles a sentence names before it only counts."""


class Hurdle(NamedTuple):
    """One thing in the way, by the number of its rule, in a sentence."""

    obstacle: Obstacle
    sentence: Sentence | str
    next_step: Sentence | str
    rule: str

    @property
    def says(self) -> Sentence:
        """Its sentence, to be translated."""
        return said(self.sentence)

    def __str__(self) -> str:
        return str(self.says)


def refusal(hurdles: Sequence[Hurdle]) -> Refusal:
    """The refusal of a decision that has these hurdles in its way; its code is of the first."""
    first = hurdles[0]
    return Refusal(
        first.obstacle.kind,
        row((hurdle.says for hurdle in hurdles[:NAMED]), more=len(hurdles) - NAMED),
        first.next_step,
        rule=first.rule,
        obstacles=tuple(hurdle.obstacle for hurdle in hurdles),
    )


def to_decide(negotiation: Negotiation) -> Iterator[Hurdle]:
    """What is in the way of any decision about the text: rules, session, quorum."""
    yield from rules_missing(negotiation)
    yield from session_missing(negotiation)
    yield from quorum_missing(negotiation)


def rules_missing(negotiation: Negotiation) -> Iterator[Hurdle]:
    """That there are no rules to decide by."""
    if not negotiation.rules_adopted:
        yield Hurdle(
            Obstacle("rules_not_adopted", "rules"),
            "The rules of procedure have not been adopted.",
            "Adopt them first: they are decision 1.",
            "S-4",
        )


def session_missing(negotiation: Negotiation) -> Iterator[Hurdle]:
    """That the parties do not sit."""
    if negotiation.session is None:
        yield Hurdle(
            Obstacle("no_session", "session"),
            "No session is open.",
            "Open a session first.",
            "S-2",
        )


def quorum_missing(negotiation: Negotiation) -> Iterator[Hurdle]:
    """That too few parties are here."""
    there = negotiation.attendance
    if not there.met:
        yield Hurdle(
            Obstacle("no_quorum", str(there)),
            say(
                "Only {n} of {all} parties are here, and {needed} are needed.",
                n=there.present,
                all=there.admitted,
                needed=there.needed,
            ),
            "Wait for more parties, or record who has come.",
            "S-3",
        )


def still_live(
    negotiation: Negotiation,
    proposal: Proposal,
    clause: str,
    rule: str,
    next_step: Sentence = ACCEPT,
) -> Hurdle:
    """That a proposal on this clause waits for a decision."""
    return Hurdle(
        Obstacle("live_proposal", proposal.id),
        say(
            "{proposal} is still live on {clause}.",
            proposal=proposal_name(proposal),
            clause=clause_name(negotiation, clause),
        ),
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
        say("{objection} to {target} is open.", objection=objection_name(objection), target=target),
        say("Ask {party} what would resolve it.", party=objector_name(objection)),
        rule,
    )


def still_running(negotiation: Negotiation, silence: Silence, rule: str) -> Hurdle:
    """That a silence can still be broken."""
    return Hurdle(
        Obstacle("under_silence", silence.id),
        say(
            "{silence} on {clause} is running.",
            silence=silence.label,
            clause=clause_name(negotiation, silence.clause),
        ),
        "Wait for its deadline, or cancel it.",
        rule,
    )


def still_contestable(correction: Correction, rule: str) -> Hurdle:
    """That a correction's window is not over."""
    return Hurdle(
        Obstacle("correction_running", correction.id),
        say("{correction} can still be contested.", correction=correction.label),
        "Wait until its window is over, or withdraw it.",
        rule,
    )


def in_package(package: Package | None, name: Sentence) -> Iterator[Hurdle]:
    """X-2: an element is not decided on by itself."""
    if package is not None:
        yield Hurdle(
            Obstacle("part_of_package", package.id),
            say(
                "{name} is part of {package}: adopted or refused together.",
                name=capital(name),
                package=package.label,
            ),
            "Adopt or refuse the package.",
            "X-2",
        )


def too_few(
    negotiation: Negotiation, agreeing: Sequence[str], what: Name, rule: str = "R-5"
) -> Iterator[Hurdle]:
    """Where those who agree are not enough for sufficient consensus."""
    threshold = negotiation.rules.threshold
    if not threshold.met({p.id: p.weight for p in negotiation.admitted}, agreeing):
        yield Hurdle(
            Obstacle("threshold", f"{len(agreeing)} of {len(negotiation.admitted)}"),
            say(
                "{n} of {all} parties agree to {what}, and it takes {threshold}.",
                n=len(agreeing),
                all=len(negotiation.admitted),
                what=what,
                threshold=_enough(threshold),
            ),
            "Ask the other parties for their positions.",
            rule,
        )


def _enough(threshold: Threshold) -> Sentence:
    if threshold.parties is not None:
        return say("{n} parties", n=threshold.parties)
    return say("{share} of the weight of all parties", share=f"{threshold.share:.0%}")
