"""What a side was told: the list of all its people, and how much of it one of them has not seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models import views
from models.notice import Notice
from models.package import Package
from models.saying import Sentence
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class Told:
    """One line."""

    number: int
    kind: str
    sentence: Sentence
    at: datetime
    anchor: str
    """Where on the table or the board its item is, where it has a place of its own."""


@dataclass(frozen=True, slots=True)
class About:
    """What a side was told of one clause, or of the whole."""

    clause: str
    name: str
    told: tuple[Told, ...]


def latest(reader: Reader) -> int:
    """The number of the last notice of a side: one more than before with each."""
    told = reader.negotiation.notices.get(reader.author or "", ())
    return told[-1].number if told else 0


def everything(reader: Reader) -> tuple[About, ...]:
    """All that a side was told and that is kept: the whole first, then in the order of the text."""
    n = reader.negotiation
    kept = n.notices.get(reader.author or "", ())
    clauses: tuple[str | None, ...] = (None, *n.clauses)
    groups = ((clause, [one for one in kept if one.clause == clause]) for clause in clauses)
    return tuple(_about(reader, clause, told) for clause, told in groups if told)


def unseen(reader: Reader, person: str) -> tuple[About, ...]:
    """What one of its people has not seen of it."""
    since = views.since_you_left(reader.negotiation, person)
    return tuple(_about(reader, one.clause, one.notices) for one in since)


def count(reader: Reader, person: str) -> int:
    """How many notices of their side a person has not seen."""
    return sum(len(one.notices) for one in views.since_you_left(reader.negotiation, person))


def _about(reader: Reader, clause: str | None, told: Iterable[Notice]) -> About:
    shown = clause is not None and reader.reads
    return About(
        clause=clause or "" if shown else "",
        name=reader.clause_name(clause) if clause is not None and shown else "",
        told=tuple(_told(reader, one) for one in told),
    )


def _told(reader: Reader, one: Notice) -> Told:
    return Told(one.number, one.kind, one.sentence, one.at, _anchor(reader, one.item or ""))


def _anchor(reader: Reader, item: str) -> str:
    n = reader.negotiation
    if item in n.silences:
        return "silences"
    if item in n.statements:
        return f"statement-{item}"
    package: Package | None = n.packages.get(item)
    if package is not None:
        return f"package-{item}"
    objection = n.objections.get(item)
    proposal = n.proposals.get((objection.proposal or "") if objection else item)
    return f"proposal-{proposal.id}" if proposal and proposal.live else ""
