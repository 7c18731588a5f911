"""Views of procedure: what would change in the rules, and who still reviews what was agreed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from models.negotiation import Negotiation
from models.rulebook import Change, changes


def rule_changes(negotiation: Negotiation) -> tuple[Change, ...]:
    """What the rules before the parties would change, old beside new; nothing where none are."""
    proposed = negotiation.rules_proposed
    return () if proposed is None else changes(negotiation.rules, proposed.rules)


class Review(NamedTuple):
    """A party admitted late, what it still reviews in the order of the text, and until when."""

    party: str
    clauses: tuple[str, ...]
    until: datetime | None

    def __str__(self) -> str:
        return f"{self.party} reviewing {', '.join(self.clauses)}"


def reviews(negotiation: Negotiation) -> tuple[Review, ...]:
    """Which parties still review what was agreed before they were admitted (domain §6.10)."""
    return tuple(
        Review(
            party.id,
            tuple(clause for clause in negotiation.clauses if clause in party.reviewing),
            party.review_until,
        )
        for party in negotiation.admitted
        if party.reviewing
    )
