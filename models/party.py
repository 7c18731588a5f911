"""Parties, the people who speak or work for them, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FACILITATORS = "facilitators"
"""The author key of wording drafted by the facilitators: they are no party and have no position."""
EDITORIAL = "editorial"
"""The author key of words that an editorial correction brought: nobody drafts under it."""


class Role(StrEnum):
    """What a person is at the table (domain §2, §6.11)."""

    HEAD = "head_of_delegation"
    DELEGATE = "delegate"
    ADVISER = "adviser"
    LEAD_FACILITATOR = "lead_facilitator"
    CO_FACILITATOR = "co_facilitator"
    CONVENOR = "convenor"
    LEGAL_EXPERT = "legal_expert"
    RISK_EXPERT = "risk_expert"
    OBSERVER = "observer"
    SIGNATORY = "authorised_signatory"
    PROJECTOR = "projector"

    @property
    def facilitates(self) -> bool:
        """Whether this role runs sessions and holds the pen of the current text."""
        return self in (Role.LEAD_FACILITATOR, Role.CO_FACILITATOR)

    @property
    def of_party(self) -> bool:
        """Whether a person of this role speaks for a party."""
        return self in (Role.HEAD, Role.DELEGATE, Role.ADVISER, Role.SIGNATORY)


class Presence(StrEnum):
    """Where an admitted party is while a session runs."""

    ABSENT = "absent"
    PRESENT = "present"
    REMOTE = "remote"
    WALKED_OUT = "walked_out"

    @property
    def counts(self) -> bool:
        """Whether the party counts towards the quorum."""
        return self in (Presence.PRESENT, Presence.REMOTE)


class Departure(StrEnum):
    """How the admission of a party ended."""

    LEFT = "left"
    EXCLUDED = "excluded"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An admitted side with one voice."""

    id: str
    name: str
    colour: str
    seat_order: int
    kind: str = "party"
    language: str | None = None
    admitted: bool = True
    presence: Presence = Presence.ABSENT
    weight: float = 1.0
    """Its share of the voice where the rules count weights."""
    statement: str = ""
    """What it said when it walked out."""
    review_until: datetime | None = None
    """Until when a party admitted late reviews what was agreed before."""
    reviewing: frozenset[str] = frozenset()
    """The clauses that were agreed when it was admitted, and that it has said nothing of since."""
    departure: Departure | None = None
    successors: tuple[str, ...] = ()
    """The parties that a coalition split into."""

    @property
    def active(self) -> bool:
        """Whether its objection blocks: admitted and not walked out (domain §6.10)."""
        return self.admitted and self.presence is not Presence.WALKED_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParty:
    """A party that comes out of another one, as it is named when that one splits."""

    id: str
    name: str
    colour: str
    seat_order: int
    kind: str = "party"
    language: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who was invited; `party` is None for everybody who speaks for none."""

    id: str
    name: str
    role: Role
    party: str | None = None
    language: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: taken from the seat or the session by the server, never from what was sent."""

    person: str
    role: Role
    party: str | None = None

    @property
    def author(self) -> str | None:
        """The key under which this person's wording is attributed; None: may write no wording."""
        return FACILITATORS if self.role.facilitates else self.party
