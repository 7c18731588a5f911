"""Notices: what concerns one side, kept until it has been seen (domain §5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.saying import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One line for one side; `number` counts that side's notices, `kind` is for programs."""

    number: int
    kind: str
    sentence: Sentence
    at: datetime
    clause: str | None = None
    item: str | None = None
    """The proposal, objection, silence, package or correction it is about."""
