"""Folds statements: entered, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import StatementEntered, StatementWithdrawn
from models.negotiation import Negotiation
from models.party import Actor
from models.reservation import Statement


def _entered(
    n: Negotiation, fact: StatementEntered, at: datetime, _by: Actor | None
) -> Negotiation:
    statement = Statement(
        id=fact.statement,
        order=fact.order,
        kind=fact.statement_kind,
        clause=fact.clause,
        version=fact.version,
        party=fact.party,
        person=fact.person,
        text=fact.text,
        at=at,
        recorded_by=fact.recorded_by,
    )
    return replace(n, statements={**n.statements, statement.id: statement})


def _withdrawn(
    n: Negotiation, fact: StatementWithdrawn, _at: datetime, _by: Actor | None
) -> Negotiation:
    statement = replace(n.statements[fact.statement], withdrawn=True)
    return replace(n, statements={**n.statements, statement.id: statement})


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    StatementEntered: _entered,
    StatementWithdrawn: _withdrawn,
}
