"""Replaying: the state a record leads to, always the same one."""

from __future__ import annotations

from models.fold import fold
from models.negotiation import Negotiation
from server.store.failures import StoreDamaged
from server.store.record import Loaded


def replay(loaded: Loaded, state: Negotiation | None = None) -> Negotiation:
    """The negotiation after these records, from nothing or from the `state` before them.

    Raises StoreDamaged where they cannot be folded, because one is missing or withheld.
    """
    if loaded.withheld:
        raise StoreDamaged(f"{loaded.withheld} parts of the record were withheld from it")
    for record in loaded.records:
        for fact in record.facts:
            try:
                state = fold(state, fact, record.at, record.actor)
            except (ValueError, LookupError, AttributeError) as failure:
                where = f"batch {record.fence}, record {record.seq}, {fact.kind}"
                raise StoreDamaged(f"{where} cannot be replayed: {failure!r}") from failure
    if state is None:
        raise StoreDamaged("an empty record makes no negotiation")
    return state
