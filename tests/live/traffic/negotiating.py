"""Everything that may happen, in some order."""

from __future__ import annotations

from tests.live.traffic.asking import Asking
from tests.live.traffic.meeting import Meeting
from tests.live.traffic.stating import Stating
from tests.live.traffic.wording import Wording


class Negotiating(Wording, Stating, Asking, Meeting):
    """A negotiation in which anybody does anything."""

    async def goes_on(self) -> None:
        """One thing more happens."""
        steps = {
            self.drafts: 3,
            self.types: 5,
            self.tables: 4,
            self.supports: 4,
            self.undoes: 1,
            self.objects: 2,
            self.stands: 2,
            self.states: 2,
            self.reopens: 2,
            self.feels: 2,
            self.ties: 3,
            self.offers: 4,
            self.confers: 3,
            self.keeps: 1,
            self.wires: 2,
            self.changes: 2,
        }
        (step,) = self.chance.choices(tuple(steps), weights=tuple(steps.values()))
        await step()
