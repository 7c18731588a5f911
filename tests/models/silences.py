"""A silence to begin with, for the tests of the procedure."""

from __future__ import annotations

from datetime import timedelta

from models import views
from models.clause import ClauseStatus
from models.rulebook import Rules
from tests.cast import Stage, opened

DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


def offered(rules: Rules | None = None) -> tuple[Stage, str, str]:
    """A1 under silence with a bridging proposal for a day: stage, silence, proposal."""
    stage = opened(rules)
    bridge = stage.tables("chair", "A1", "seven", "ten")
    return stage, stage.offers(proposal=bridge), bridge


def status(stage: Stage, clause: str = "A1") -> ClauseStatus:
    """The status of a clause."""
    return views.status(stage.negotiation, clause)
