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
