"""What can go wrong with the store, in words the callers act on."""

from __future__ import annotations

from collections.abc import Iterable


class StoreFailure(Exception):
    """Anything the store could not do."""


class StoreUnavailable(StoreFailure):
    """The database did not take it: full, locked, gone. Nothing of it was kept.

    Where a connection broke during the commit itself nobody can know; then the next commit is
    `Outrun`, and loading shows what had been kept after all.
    """


class StoreDamaged(StoreFailure):
    """What was read is not what was written."""


class Outrun(StoreFailure):
    """Another writer was first: load what it wrote and decide again. Nothing was kept."""


class ConstraintBroken(StoreFailure):
    """The batch breaks a rule of the tables. Nothing of it was kept."""


class AlreadyThere(ConstraintBroken):
    """A negotiation of this id exists. Nothing was kept."""


class Duplicate(ConstraintBroken):
    """Acts of this batch were recorded before, or stand in it twice. Nothing was kept."""

    def __init__(self, act_ids: Iterable[str]) -> None:
        self.act_ids = frozenset(act_ids)
        super().__init__(f"recorded before: {', '.join(sorted(self.act_ids))}")
