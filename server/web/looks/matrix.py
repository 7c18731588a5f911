"""Clause by party: who stands where, what is in the way, and what hangs on each clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models import views
from models.clause import Clause, ClauseStatus
from models.names import basis_said
from models.negotiation import Negotiation
from models.partaking import Review, reviews
from models.party import Party
from models.position import Source, Stand
from models.reservation import Statement, StatementKind
from models.saying import Sentence, row, say
from models.stances import flagged, statements_on
from server.web import words
from server.web.looks.plans import untitled
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class Cell:
    """One party on one clause; `stale` is what it said of an earlier version, which has lapsed.

    `inherited` is what a party that split said: it counts once its heir confirms it. `reviewing`:
    it was admitted late and has not said yet what it makes of what was agreed.
    """

    stand: Stand | None
    stale: Stand | None
    inherited: Stand | None
    objects: bool
    reviewing: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One clause of the matrix."""

    id: str
    number: str
    title: str
    untitled: Sentence | None
    status: ClauseStatus
    version: int
    brackets: int
    on_screen: bool
    in_view: bool
    cells: tuple[Cell, ...]
    blocks: tuple[Block, ...]
    live: tuple[str, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class Matrix:
    """Clause by party."""

    parties: tuple[Party, ...]
    rows: tuple[Row, ...]
    reviews: tuple[Review, ...]


def matrix(reader: Reader) -> Matrix:
    """The matrix: positions on the versions in force, and what is in the way of each clause."""
    n = reader.negotiation
    seen = {row.clause: row for row in views.board(n).rows}
    rows = [
        Row(
            id=its.id,
            number=reader.cited(its.id),
            title=reader.titled(its),
            untitled=untitled(its),
            status=views.status(n, its.id),
            version=its.current,
            brackets=len(reader.live(its.id)),
            on_screen=its.id == reader.on_screen,
            in_view=its is reader.clause,
            cells=tuple(_cell(reader, its.id, cell) for cell in seen[its.id].cells),
            blocks=blocks(reader, its.id),
            live=competing(reader, its.id),
            marks=marks(reader, its),
        )
        for its in reader.clauses
    ]
    return Matrix(n.admitted, tuple(rows), reviews(n) if reader.sight.attribution else ())


def _cell(reader: Reader, clause: str, cell: views.Cell) -> Cell:
    party = reader.negotiation.parties[cell.party]
    reviewing = clause in party.reviewing and reader.sight.attribution
    until = party.review_until if reviewing else None
    if not reader.sight.positions:
        return Cell(None, None, None, objects=False, reviewing=reviewing, until=until)
    said = cell.position
    heir = said is not None and said.source is Source.INHERITED
    return Cell(
        stand=said.stand if said is not None and not heir else None,
        stale=cell.stale.stand if cell.stale is not None else None,
        inherited=said.stand if said is not None and heir else None,
        objects=bool(cell.objections),
        reviewing=reviewing,
        until=until,
    )


@dataclass(frozen=True, slots=True)
class Block:
    """An objection that stands, as the matrix shows it: who blocks what."""

    objection: str
    party: str
    clause: str
    proposal: str
    what: str


def blocks(reader: Reader, clause: str) -> tuple[Block, ...]:
    """Who blocks what on a clause."""
    n = reader.negotiation
    if not reader.sight.attribution:
        return ()
    return tuple(
        Block(
            objection=one.id,
            party=one.party,
            clause=clause,
            proposal=one.proposal or "",
            what=n.proposals[one.proposal].label if one.proposal else f"v{one.version}",
        )
        for one in n.blocking_objections(clause)
    )


def competing(reader: Reader, clause: str) -> tuple[str, ...]:
    """The live proposals on a clause, in a few words each."""
    if not reader.sight.attribution:
        return ()
    live = reader.negotiation.live_proposals(clause)
    return tuple(f"{proposal.label} {words.author(proposal.author)}" for proposal in live)


@dataclass(frozen=True, slots=True)
class Marks:
    """What hangs on a clause: the package it stands or falls with, a silence that runs, a second
    look that is due, and what parties have stated for themselves."""

    package: str = ""
    silence: str = ""
    silence_ends: datetime | None = None
    second_look: Sentence | None = None
    statements: tuple[Statement, ...] = ()


def marks(reader: Reader, its: Clause) -> Marks:
    """What hangs on a clause, for those who may know who did what."""
    n = reader.negotiation
    silence = n.silence_on(its.id)
    if not reader.sight.attribution:
        return Marks(silence=silence.label, silence_ends=silence.ends) if silence else Marks()
    package = n.live_package(its.id)
    return Marks(
        package=package.label if package is not None else "",
        silence=silence.label if silence is not None else "",
        silence_ends=silence.ends if silence is not None else None,
        second_look=_second_look(n, its),
        statements=tuple(
            one for one in statements_on(n, its.id) if one.kind is not StatementKind.EXPLANATION
        ),
    )


def _second_look(n: Negotiation, its: Clause) -> Sentence | None:
    if its.second_look:
        return row(basis_said(n, basis) for basis in its.second_look)
    former = flagged(n, its.id)
    if former is None:
        return None
    return say(
        "A clause agreed with it as {package} was reopened.", package=n.packages[former].label
    )
