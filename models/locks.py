"""What must be so before the text is locked: shown with a tick, and named by the refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.hurdles import Hurdle
from models.names import clause_name, objection_name, proposal_name
from models.negotiation import Negotiation
from models.position import Stand
from models.refusals import Obstacle


class Precondition(NamedTuple):
    """One thing that must be so before the lock: met where nothing is in its way.

    What only has to be listed, and blocks nothing, stands in `outstanding`.
    """

    name: str
    hurdles: tuple[Hurdle, ...] = ()
    outstanding: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether it is so."""
        return not self.hurdles


def preconditions(negotiation: Negotiation) -> tuple[Precondition, ...]:
    """F-1: everything that must be so before the text is locked, each met or named."""
    n = negotiation
    return (
        Precondition("The whole text is adopted", tuple(_adopted(n))),
        Precondition("No proposal is live", tuple(_live(n))),
        Precondition("No objection is open", tuple(_objections(n))),
        Precondition("No silence is running", tuple(_silences(n))),
        Precondition("No editorial correction can still be contested", tuple(_corrections(n))),
        Precondition("The legal check is complete", tuple(_legal_check(n))),
        Precondition("Reservations and declarations are listed", (), _statements(n)),
        Precondition("Confirmations ad referendum are received or listed", (), _ad_ref(n)),
    )


def to_lock(negotiation: Negotiation) -> Iterator[Hurdle]:
    """What is in the way of the lock."""
    for condition in preconditions(negotiation):
        yield from condition.hurdles


def _hurdle(kind: str, item: str, sentence: str, next_step: str) -> Hurdle:
    return Hurdle(Obstacle(kind, item), sentence, next_step, "F-1")


def _adopted(n: Negotiation) -> Iterator[Hurdle]:
    if n.adopted is None:
        yield _hurdle(
            "not_adopted", "text", "The whole text is not adopted.", "Adopt the whole text first."
        )


def _live(n: Negotiation) -> Iterator[Hurdle]:
    for proposal in n.proposals.values():
        if proposal.live:
            yield _hurdle(
                "live_proposal",
                proposal.id,
                f"{proposal_name(proposal)} is still live.",
                "Accept it, or ask its author to withdraw it.",
            )


def _objections(n: Negotiation) -> Iterator[Hurdle]:
    for clause in n.clauses:
        for objection in n.blocking_objections(clause):
            yield _hurdle(
                "open_objection",
                objection.id,
                f"{objection_name(objection)} to {clause_name(n, clause)} is open.",
                f"Ask {objection.party} what would resolve it.",
            )


def _silences(n: Negotiation) -> Iterator[Hurdle]:
    for silence in n.silences.values():
        if silence.running:
            yield _hurdle(
                "under_silence",
                silence.id,
                f"{silence.label} on {clause_name(n, silence.clause)} is running.",
                "Wait for its deadline, or cancel it.",
            )


def _corrections(n: Negotiation) -> Iterator[Hurdle]:
    for correction in n.corrections.values():
        if correction.running:
            yield _hurdle(
                "correction_running",
                correction.id,
                f"{correction.label} can still be contested.",
                "Wait until its window is over.",
            )


def _legal_check(n: Negotiation) -> Iterator[Hurdle]:
    if not n.legal_check:
        yield _hurdle(
            "legal_check_not_complete",
            "legal_check",
            "The legal check is not complete.",
            "Ask the legal expert to complete it.",
        )


def _statements(n: Negotiation) -> tuple[str, ...]:
    return tuple(
        f"{one.party}: {clause_name(n, one.clause)}"
        for one in n.statements.values()
        if not one.withdrawn
    )


def _ad_ref(n: Negotiation) -> tuple[str, ...]:
    waiting = []
    for party in n.admitted:
        positions = [n.position(clause, party.id) for clause in n.clauses]
        open_ones = [p for p in positions if p and p.stand is Stand.AGREE_AD_REF]
        count = sum(position.confirmed_at is None for position in open_ones)
        if count:
            waiting.append(f"{party.id}: {count} clause{'s' if count > 1 else ''}")
    return tuple(waiting)
