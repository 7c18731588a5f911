"""Positions: a party's stand on one version of a clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stand(StrEnum):
    """What a party may say of a version (domain §2); "not stated" is the absence of a position."""

    AGREE = "agree"
    AGREE_AD_REF = "agree_ad_ref"
    STAND_ASIDE = "stand_aside"
    RESERVE = "reserve"
    OBJECT = "object"


class Source(StrEnum):
    """How a position came about."""

    STATED = "stated"
    SILENCE = "silence"
    PACKAGE = "package"
    CARRIED = "carried"
    """An editorial correction carried it over to the corrected version."""
    INHERITED = "inherited"
    """From the coalition a party came out of: it counts once the party confirms it."""


class Recordable(StrEnum):
    """What a facilitator may record on behalf of a party that its head then confirms (R6)."""

    POSITION = "position"
    OBJECTION = "objection"
    STATEMENT = "statement"
    PACKAGE = "package_position"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The stand of `party` on version `version` of `clause`, bound to its digest (domain R2)."""

    party: str
    clause: str
    version: int
    digest: str
    stand: Stand
    person: str
    at: datetime
    note: str = ""
    source: Source = Source.STATED
    confirmer: str = ""
    """Ad referendum: who has to confirm it at home."""
    confirm_by: str = ""
    """Ad referendum: by when, as the party put it."""
    confirmed_at: datetime | None = None
    """Ad referendum: when that confirmation came; it counts as agreement since."""
    unnamed: bool = False
    """It is an objection that is `unnamed`."""
    recorded_by: str | None = None
    """The facilitator who recorded it on behalf of its party, until the party confirms."""

    @property
    def outstanding(self) -> bool:
        """Whether it still waits for the party's own authority."""
        return self.stand is Stand.AGREE_AD_REF and self.confirmed_at is None
