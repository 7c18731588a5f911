"""After signing: who is bound since when, whom each party briefed, what is erased and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models import policy
from models.briefing import Briefing
from models.party import Actor
from models.retention import Erasure
from models.rulebook import READERS
from models.rules.retaining import erased_at, kept_days
from models.signing import BOUND, FinalText, Publication, Standing
from server.web.looks.may import may
from server.web.looks.reader import Reader
from server.web.looks.signing import Name, bound, names


@dataclass(frozen=True, slots=True)
class Member:
    """One party in the register, and how far it is with its briefing."""

    its: Name
    bound: bool
    met: datetime | None
    briefings: tuple[Briefing, ...]
    """For the table only: everybody else learns whether the duty is met, and no more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a rule lets be erased, and where that stands."""

    what: Erasure
    days: int | None
    due: datetime | None
    erased: datetime | None


@dataclass(frozen=True, slots=True)
class After:
    """What there is to do and to see once the text is locked."""

    final: FinalText | None
    publication: Publication | None
    bound: int
    needed: int | None
    register: tuple[Member, ...]
    kept: tuple[Kept, ...]
    own: Member | None
    may_record: bool
    packs: bool


def after(reader: Reader) -> After:
    """The page as an audience may see it."""
    n = reader.negotiation
    told = names(n, reader.sight) if n.final is not None else ()
    register = tuple(_member(reader, its) for its in told)
    own = next((one for one in register if one.its.party == reader.party), None)
    return After(
        final=n.final,
        publication=n.publication,
        bound=bound(n),
        needed=n.rules.effective_signatures,
        register=register,
        kept=tuple(
            Kept(what, kept_days(n, what), erased_at(n, what), n.erased.get(what))
            for what in Erasure
        ),
        own=own if own is not None and own.bound else None,
        may_record=own is not None and own.bound and may(reader, "record_briefing"),
        packs=may_open_packs(reader),
    )


def may_open_packs(reader: Reader) -> bool:
    """Whether this reader briefs, or sits at the table."""
    return policy.may_see("briefing", Actor("", reader.role, reader.party))


def _member(reader: Reader, its: Name) -> Member:
    n = reader.negotiation
    seated = reader.sight.group in READERS
    return Member(
        its=its,
        bound=n.standings.get(its.party, Standing()).status in BOUND,
        met=n.briefed.get(its.party),
        briefings=tuple(one for one in n.briefings if one.party == its.party and seated),
    )
