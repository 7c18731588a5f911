"""What must be so before the text is locked: shown with a tick, and named by the refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.closing import in_languages
from models.hurdles import Hurdle, still_contestable, still_live, still_open, still_running
from models.names import clause_name
from models.negotiation import Negotiation
from models.refusals import Obstacle
from models.saying import Sentence, say


class Precondition(NamedTuple):
    """One thing that must be so before the lock: met where nothing is in its way.

    What only has to be listed, and blocks nothing, stands in `outstanding`.
    """

    name: str
    hurdles: tuple[Hurdle, ...] = ()
    outstanding: tuple[Sentence, ...] = ()

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
        Precondition("The languages that count are in order", tuple(in_languages(n))),
        Precondition("Reservations and declarations are listed", (), _statements(n)),
        Precondition("Confirmations ad referendum are received or listed", (), _ad_ref(n)),
    )


def to_lock(negotiation: Negotiation) -> Iterator[Hurdle]:
    """What is in the way of the lock."""
    for condition in preconditions(negotiation):
        yield from condition.hurdles


def _adopted(n: Negotiation) -> Iterator[Hurdle]:
    if n.adopted is None:
        yield Hurdle(
            Obstacle("not_adopted", "text"),
            "The whole text is not adopted.",
            "Adopt the whole text first.",
            "F-1",
        )


def _live(n: Negotiation) -> Iterator[Hurdle]:
    for proposal in n.proposals.values():
        if proposal.live:
            yield still_live(n, proposal, proposal.clause, "F-1")


def _objections(n: Negotiation) -> Iterator[Hurdle]:
    for clause in n.clauses:
        for objection in n.blocking_objections(clause):
            yield still_open(n, objection, "F-1")


def _silences(n: Negotiation) -> Iterator[Hurdle]:
    for silence in n.running_silences:
        yield still_running(n, silence, "F-1")


def _corrections(n: Negotiation) -> Iterator[Hurdle]:
    for correction in n.corrections.values():
        if correction.running:
            yield still_contestable(correction, "F-1")


def _legal_check(n: Negotiation) -> Iterator[Hurdle]:
    if not n.legal_check:
        yield Hurdle(
            Obstacle("legal_check_not_complete", "legal_check"),
            "The legal check is not complete.",
            "Ask the legal expert to complete it.",
            "F-1",
        )


def _statements(n: Negotiation) -> tuple[Sentence, ...]:
    return tuple(
        say("{party}: {clause}", party=one.party, clause=clause_name(n, one.clause))
        for one in n.statements.values()
        if not one.withdrawn
    )


def _ad_ref(n: Negotiation) -> tuple[Sentence, ...]:
    waiting = {party.id: len(n.outstanding(party.id)) for party in n.admitted}
    return tuple(
        say("{party}: {n} clauses", party=party, n=count)
        if count > 1
        else say("{party}: 1 clause", party=party)
        for party, count in waiting.items()
        if count
    )
