"""Facts of the structure of the text: clauses added, moved, split, merged, renumbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from models.facts.base import PARTIES, Fact


class NewClause(NamedTuple):
    """A clause that came of splitting or merging, with the wording of its version 1."""

    id: str
    number: str
    wording: Mapping[str, str]
    digest: str


class Renumbered(NamedTuple):
    """A row of the table of the one renumbering; `number` is "" for what is out of the text."""

    clause: str
    former: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAdded(Fact):
    """A clause was proposed: it has a place and a number, and no text in version 1."""

    makes: ClassVar[str] = "clause"
    clause: str
    number: str
    part_title: str
    after: str
    wording: Mapping[str, str]
    digest: str
    kind: Literal["clause_added"] = "clause_added"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseMoved(Fact):
    """A clause has another place; who brought it is told by ProposalAccepted."""

    clause: str
    after: str
    kind: Literal["clause_moved"] = "clause_moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausesReplaced(Fact):
    """A clause was split, or two were merged; who brought it is told by ProposalAccepted."""

    old: tuple[str, ...]
    new: tuple[NewClause, ...]
    kind: Literal["clauses_replaced"] = "clauses_replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionCarried(Fact):
    """The clause objected to was split or merged: its party answers on what came of it."""

    part: ClassVar[str] = PARTIES
    objection: str
    clause: str
    kind: Literal["objection_carried"] = "objection_carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausesRenumbered(Fact):
    """The adopted text got its final numbers, once."""

    table: tuple[Renumbered, ...]
    digest: str = ""
    """That of the whole text under its new numbers."""
    kind: Literal["clauses_renumbered"] = "clauses_renumbered"
