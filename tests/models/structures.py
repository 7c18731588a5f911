"""What tests of the structure of a text ask of it."""

from __future__ import annotations

from dataclasses import replace

from models import outline, views
from models.clause import ClauseStatus
from models.negotiation import Negotiation
from tests.cast import Stage
from tests.models.test_scenarios import replayed
from tests.models.test_undo import as_it_was


def status(stage: Stage, clause: str) -> ClauseStatus:
    """The status of a clause."""
    return views.status(stage.negotiation, clause)


def order(stage: Stage) -> list[str]:
    """The clauses that have a place, in order."""
    return [its.id for its in outline.placed(stage.negotiation)]


def restored(stage: Stage, before: Negotiation) -> None:
    """Everything is as it was, but for ids that are not used again."""
    now, then = as_it_was(stage.negotiation), as_it_was(before)
    clauses = {key: its for key, its in now.clauses.items() if key in then.clauses}
    assert list(clauses) == list(then.clauses)
    assert replace(now, clauses=clauses) == then
    added = [its for key, its in now.clauses.items() if key not in then.clauses]
    assert all(outline.replaced(its) for its in added)
    assert replayed(stage) == stage.negotiation
