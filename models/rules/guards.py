"""What several rules ask before they decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, NoReturn

from models.clause import Clause
from models.facts import ObjectionMooted
from models.hurdles import Hurdle, refusal
from models.known import the_clause
from models.names import clause_name, proposal_name
from models.negotiation import Negotiation
from models.party import FACILITATORS, Actor
from models.proposal import Proposal
from models.refusals import Obstacle, Refusal
from models.settling import wording


class Asking(NamedTuple):
    """Around an act: the negotiation, who asks, when it was received, where ids come from."""

    negotiation: Negotiation
    actor: Actor
    at: datetime
    mint: Callable[[], str]
    head: str = ""
    """The hash of the record's last entry, in hexadecimal."""

    @property
    def author(self) -> str:
        """The key under which the actor's wording is attributed; policy let only authors pass."""
        return self.actor.author or ""


def clear(hurdles: Iterable[Hurdle]) -> None:
    """Pass if nothing is in the way; raises Refusal naming all that is."""
    found = list(hurdles)
    if found:
        raise refusal(found)


def active(negotiation: Negotiation, actor: Actor) -> None:
    """Pass if the actor's party takes part now (domain §6.10); raises `not_active`."""
    if actor.party is not None and not negotiation.parties[actor.party].active:
        raise Refusal(
            "not_active",
            f"{actor.party} has walked out.",
            "Ask the facilitators to record that it is back.",
            rule="G-5",
            obstacles=(Obstacle("party", actor.party),),
        )


def not_agreed(negotiation: Negotiation, clause: str) -> Clause:
    """The clause, if it is not agreed; raises `agreed`."""
    found = the_clause(negotiation, clause)
    if found.agreed:
        refuse(
            "agreed",
            f"{clause_name(negotiation, clause)} is agreed.",
            "Ask the facilitators: within the undo window they can take the decision back.",
            "P-4",
            ("agreed", clause),
        )
    return found


def undecided(negotiation: Negotiation, clause: str) -> Clause:
    """The clause, if it is neither agreed nor put to the room; raises `agreed`, `question_open`."""
    found = not_agreed(negotiation, clause)
    question = negotiation.question
    if question is not None and question.clause == clause:
        refuse(
            "question_open",
            f"{clause_name(negotiation, clause)} has been put to the room.",
            "Object if you cannot live with it, or wait until the question is over.",
            "P-4",
            ("question_open", clause),
        )
    return found


def same_version(clause: Clause, version: int, digest: str) -> None:
    """Pass if the version in force is the one named; raises `text_moved` with both texts."""
    current = clause.version
    if version == current.number and digest == current.digest:
        return
    seen = next((v.wording for v in clause.versions if v.digest == digest), {})
    text_moved(
        f"The text moved: it is version {current.number} now, and you saw version {version}.",
        seen,
        current.wording,
    )


def same_proposal(proposal: Proposal, digest: str) -> None:
    """Pass if the proposal reads as named; raises `text_moved` with both texts."""
    if digest == proposal.digest:
        return
    seen = proposal.former.get(digest, {})
    text_moved(
        f"{proposal_name(proposal)} does not read as you saw it.",
        wording(seen),
        wording(proposal.texts),
    )


def text_moved(sentence: str, seen: Mapping[str, str], now: Mapping[str, str]) -> NoReturn:
    """Raise `text_moved`: what the author saw (as far as it is known) beside what there is."""
    differing = [field for field, text in now.items() if seen.get(field) != text]
    raise Refusal(
        "text_moved",
        sentence,
        "Read both texts, then decide again.",
        rule="G-4",
        texts={
            **{f"seen/{field}": seen[field] for field in differing if field in seen},
            **{f"now/{field}": now[field] for field in differing},
        },
    )


def still_live(proposal: Proposal) -> None:
    """Pass if the proposal waits for a decision; raises `not_live`, saying what became of it."""
    if not proposal.live:
        raise Refusal(
            "not_live",
            f"{proposal_name(proposal)} is {proposal.status.value} and cannot be changed.",
            "Table it afresh if it is still wanted.",
            rule="P-6",
            obstacles=(Obstacle("not_live", proposal.id),),
        )


def mooted(negotiation: Negotiation, proposal: str) -> tuple[ObjectionMooted, ...]:
    """What becomes of the standing objections to a proposal that is gone (domain §6.4)."""
    return tuple(
        ObjectionMooted(objection=o.id)
        for o in negotiation.objections.values()
        if o.proposal == proposal and o.standing
    )


def other_parties(negotiation: Negotiation, authors: Iterable[str], owner: str) -> frozenset[str]:
    """The further authors named, less the owner; raises `unknown_party` where one is none."""
    named = frozenset(authors) - {owner}
    known = {party.id for party in negotiation.admitted} | {FACILITATORS}
    for stranger in sorted(named - known):
        raise Refusal(
            "unknown_party",
            f"{stranger} is no party to this negotiation.",
            "Choose among the parties that are admitted.",
            rule="D-1",
            obstacles=(Obstacle("party", stranger),),
        )
    return named


def refuse(
    code: str, sentence: str, next_step: str, rule: str, *obstacles: tuple[str, str]
) -> NoReturn:
    """Raise a Refusal; obstacles are pairs of kind and item, the sentence gets its capital."""
    named = tuple(Obstacle(kind, item) for kind, item in obstacles)
    raise Refusal(code, sentence[:1].upper() + sentence[1:], next_step, rule=rule, obstacles=named)
