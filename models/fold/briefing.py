"""Folds what comes after signing: briefings, and that the duty to brief is met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.briefing import Briefing
from models.facts import BriefingHeld, DutyToBriefMet
from models.negotiation import Negotiation
from models.party import Actor


def _held(n: Negotiation, fact: BriefingHeld, at: datetime, _by: Actor | None) -> Negotiation:
    briefing = Briefing(
        party=fact.party,
        person=fact.person,
        at=at,
        held=fact.held,
        place=fact.place,
        whom=fact.whom,
        briefed=fact.briefed,
        of=fact.of,
    )
    return replace(n, briefings=(*n.briefings, briefing))


def _met(n: Negotiation, fact: DutyToBriefMet, at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, briefed={**n.briefed, fact.party: at})


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {BriefingHeld: _held, DutyToBriefMet: _met}
