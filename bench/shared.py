"""Work done once for many replicas: states never change, so equal ones may be one.

Fifty pens on one draft are told the same lines. Each follows them by itself, but what one line
makes of one wording is worked out once. Two pens that should differ still do.
"""

from __future__ import annotations

from collections import OrderedDict

from models.edit import Edit, parse
from models.layer import apply
from models.runs import Author, Runs

KEPT = 2_000
"""Steps remembered: more than pens can be apart."""

Step = tuple[Runs, list[object], Edit, Runs]


class Shared:
    """Wordings that several pens hold, by what they are, and how they went on."""

    def __init__(self) -> None:
        self._wordings: dict[Runs, Runs] = {}
        self._steps: OrderedDict[tuple[int, int, Author], Step] = OrderedDict()

    def wording(self, runs: Runs) -> Runs:
        """These runs, as one object for everybody who loads them."""
        if len(self._wordings) > KEPT:
            self._wordings.clear()
        return self._wordings.setdefault(runs, runs)

    def follow(self, before: Runs, raw: list[object], author: Author) -> tuple[Edit, Runs]:
        """The edit that a line tells, and what it makes of a wording."""
        # By identity: what is remembered is kept alive, so no other object can have its id.
        key = (id(before), id(raw), author)
        step = self._steps.get(key)
        if step is None:
            edit = parse(raw)
            step = self._steps[key] = (before, raw, edit, apply(before, edit, author)[0])
            if len(self._steps) > KEPT:
                self._steps.popitem(last=False)
        return step[2], step[3]
