"""Facts of retention: what a rule erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.facts.base import Fact
from models.retention import Erasure


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Fact):
    """What the rules keep for so many days after publication was erased; how much is not told."""

    what: Erasure
    days: int
    kind: Literal["erased"] = "erased"
