"""The page of parties, and what one's own party has still to do: review, confirm, walk out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models import partaking
from models.party import Departure, Party, Role
from server.web import words
from server.web.looks.may import kept_from, may
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of a party."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class PartyLook:
    """One party of the list, in words; `others` are its people who could become its head."""

    id: str
    name: str
    standing: str
    admitted: bool
    may_admit: bool
    away: bool
    statement: str
    heads: tuple[Somebody, ...]
    others: tuple[Somebody, ...]
    reviewing: tuple[str, ...]
    review_until: datetime | None
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartiesLook:
    """All parties in seat order, and whether this reader admits them."""

    parties: tuple[PartyLook, ...]
    may: bool
    may_replace: bool
    """Whether they give a party another head: the lock stops admission, and not that."""
    invites: bool


def parties(reader: Reader) -> PartiesLook | None:
    """The list, for those who may know who does what."""
    if not reader.sight.attribution:
        return None
    every = sorted(reader.negotiation.parties.values(), key=lambda party: party.seat_order)
    return PartiesLook(
        parties=tuple(_party(reader, party) for party in every),
        may=may(reader, "admit_party"),
        may_replace=may(reader, "replace_head"),
        invites=reader.role.facilitates or reader.role is Role.CONVENOR,
    )


def _party(reader: Reader, party: Party) -> PartyLook:
    n = reader.negotiation
    people = n.people_of(party.id)
    somebody = {p.id: Somebody(p.id, p.name, words.ROLE[p.role]) for p in people}
    return PartyLook(
        id=party.id,
        name=party.name,
        standing=_standing(party),
        admitted=party.admitted,
        may_admit=not party.admitted and party.departure is not Departure.SPLIT,
        away=party.admitted and not party.active,
        statement=party.statement if reader.sight.reasons else "",
        heads=tuple(somebody[p.id] for p in people if p.role is Role.HEAD),
        others=tuple(somebody[p.id] for p in people if p.role is not Role.HEAD),
        reviewing=tuple(
            reader.clause_name(its.id) for its in reader.clauses if its.id in party.reviewing
        ),
        review_until=party.review_until if party.reviewing else None,
        successors=party.successors,
    )


def _standing(party: Party) -> str:
    if party.admitted:
        return words.PRESENCE[party.presence]
    return words.DEPARTURE[party.departure] if party.departure else "Not admitted yet"


@dataclass(frozen=True, slots=True)
class ToRead:
    """One clause to answer on, as it reads now."""

    clause: str
    name: str
    version: int
    digest: str
    stand: str = ""

    @property
    def value(self) -> str:
        """What a form sends of it: the clause, and the version and the digest that were shown."""
        return f"{self.clause}:{self.version}:{self.digest}"


@dataclass(frozen=True, slots=True)
class DutiesLook:
    """What a party has still to say of clauses that were agreed, or said, before it was there."""

    review: tuple[ToRead, ...]
    until: datetime | None
    inherited: tuple[ToRead, ...]
    may: bool
    why_not: str


def duties(reader: Reader) -> DutiesLook | None:
    """What the party of these people has to review or to confirm; None where there is nothing."""
    n, party = reader.negotiation, reader.party
    if party is None or n.final is not None:
        return None
    late = next((one for one in partaking.reviews(n) if one.party == party), None)
    inherited = n.inherited(party)
    if late is None and not inherited:
        return None
    why_not = kept_from(reader, "complete_review")
    return DutiesLook(
        review=tuple(_to_read(reader, one) for one in late.clauses) if late else (),
        until=late.until if late else None,
        inherited=tuple(_to_read(reader, one.clause, words.STAND[one.stand]) for one in inherited),
        may=not why_not,
        why_not=why_not,
    )


def _to_read(reader: Reader, clause: str, stand: str = "") -> ToRead:
    version = reader.negotiation.clauses[clause].version
    return ToRead(clause, reader.clause_name(clause), version.number, version.digest, stand)


def leaving(reader: Reader) -> bool:
    """Whether these people may have their party walk out now."""
    party = reader.negotiation.parties.get(reader.party or "")
    return party is not None and party.active and may(reader, "walk_out")
