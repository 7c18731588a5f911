"""Everything that may happen, in some order."""

from __future__ import annotations

from collections.abc import Collection

from tests.live.traffic.asking import Asking
from tests.live.traffic.meeting import Meeting
from tests.live.traffic.stating import Stating
from tests.live.traffic.wording import Wording


class Negotiating(Wording, Stating, Asking, Meeting):
    """A negotiation in which anybody does anything."""

    async def goes_on(self, towards: Collection[str] = ()) -> None:
        """One thing more happens; if possible one of those named, by their methods."""
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
        if towards:
            # What is agreed is opened again, and what is shown changes: else it may never happen.
            steps |= {step: 12 for step in steps if step.__name__ in towards}
            steps |= {self.reopens: 8, self.changes: 8, self.types: 8}
        (step,) = self.chance.choices(tuple(steps), weights=tuple(steps.values()))
        self.step = step.__name__
        await step()
