"""Who is told of a step, what they may know of it, and the line that tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from models.names import author_name
from models.negotiation import Negotiation
from models.objection import Objection
from models.party import FACILITATORS
from models.rulebook import Group, Kind
from models.saying import Name, Sentence, say

T = TypeVar("T")


class Line(NamedTuple):
    """One thing told to one side."""

    side: str
    kind: str
    sentence: Sentence | str
    clause: str | None = None
    item: str | None = None


def changed(before: Mapping[str, T], after: Mapping[str, T]) -> Iterator[tuple[T | None, T]]:
    """What is new or another thing than before; nothing to do where the mapping is the same."""
    if before is not after:
        for key, now in after.items():
            if before.get(key) is not now:
                yield before.get(key), now


def parties(negotiation: Negotiation) -> tuple[str, ...]:
    """The sides that are parties."""
    return tuple(party.id for party in negotiation.admitted)


def everybody(negotiation: Negotiation) -> tuple[str, ...]:
    """Every side."""
    return (*parties(negotiation), FACILITATORS)


def sides(negotiation: Negotiation, authors: Iterable[str]) -> list[str]:
    """Those of some authors that are sides of the negotiation now."""
    known = everybody(negotiation)
    return [side for side in dict.fromkeys(authors) if side in known]


def to_all(
    negotiation: Negotiation, kind: str, said: Sentence | str, but: str = ""
) -> Iterator[Line]:
    """The same to every side but one."""
    for side in everybody(negotiation):
        if side != but:
            yield Line(side, kind, said)


def sees(negotiation: Negotiation, side: str, kind: Kind) -> bool:
    """Whether the people of a side may see a kind of thing now; the text they always do."""
    return negotiation.sees(Group.FACILITATORS if side == FACILITATORS else Group.PARTIES, kind)


def author_for(negotiation: Negotiation, side: str, author: str | None) -> Name:
    """An author by name, for those who may know it."""
    known = author is not None and (author == side or sees(negotiation, side, Kind.ATTRIBUTION))
    return author_name(author) if author is not None and known else say("somebody")


def objector_for(negotiation: Negotiation, side: str, objection: Objection) -> Name:
    """Whose objection it is, for those who may know it (`sight.names`)."""
    known = not objection.unnamed or side in (FACILITATORS, objection.party)
    return author_for(negotiation, side, objection.party if known else None)


def reasoned(negotiation: Negotiation, side: str, told: Sentence, reason: str) -> Sentence:
    """A sentence to its end: with the reason, for those who may know it."""
    return because(told, reason if sees(negotiation, side, Kind.REASONS) else "")


def because(told: Sentence, reason: str) -> Sentence:
    """A sentence to its end: with a reason, where there is one."""
    return (
        say("{told}: {reason}", told=told, reason=reason) if reason else say("{told}.", told=told)
    )
