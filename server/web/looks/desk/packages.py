"""Packages as facilitators run them: what can be tied, where each party stands on the whole."""

from __future__ import annotations

from dataclasses import dataclass

from models.clause import Clause
from models.package import Dissolving, Package, PackageStatus
from models.position import Stand
from models.refusals import Obstacle
from models.stances import to_move
from server.web import words
from server.web.looks.elements import ElementLook, element, made_of
from server.web.looks.may import may
from server.web.looks.reader import Reader
from server.web.looks.saying import Sentence

MOVES = frozenset({"package_objection", "position_missing"})
"""Hurdles that only the party they name takes away; so does an open objection."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a package makes of one clause."""

    clause: str
    name: str
    what: Sentence


@dataclass(frozen=True, slots=True)
class StandLook:
    """Where one party stands on the whole."""

    party: str
    stand: Stand | None
    note: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class PackageLook:
    """One package, and what is in the way of it."""

    id: str
    label: str
    title: str
    conditions: str
    digest: str
    status: str
    live: bool
    parts: tuple[Part, ...]
    stands: tuple[StandLook, ...]
    movers: tuple[str, ...]
    in_the_way: tuple[str, ...]
    why: str
    said_why: str


@dataclass(frozen=True, slots=True)
class PackagesLook:
    """What can be tied now, and every package; the live ones first."""

    may: bool
    may_adopt: bool
    choices: tuple[ElementLook, ...]
    packages: tuple[PackageLook, ...]


def packages(reader: Reader) -> PackagesLook | None:
    """Everything of packages; None for those who may not know who is in them."""
    n = reader.negotiation
    if not (reader.sight.attribution and reader.reads):
        return None
    order = sorted(n.packages.values(), key=lambda its: (not its.live, -its.order))
    return PackagesLook(
        may=may(reader, "table_package"),
        may_adopt=may(reader, "adopt_package"),
        choices=tuple(one for its in reader.clauses for one in _choices(reader, its)),
        packages=tuple(_package(reader, its) for its in order),
    )


def _choices(reader: Reader, its: Clause) -> tuple[ElementLook, ...]:
    """What could become of a clause in a package: nothing of it is decided, or in one already."""
    n = reader.negotiation
    asked = n.question is not None and n.question.clause == its.id
    if its.agreed or asked or n.silence_on(its.id) is not None or n.live_package(its.id):
        return ()
    ready = [one for one in n.live_proposals(its.id) if not one.needs_author]
    return (
        *(element(reader, its, one) for one in ready),
        *(() if its.version.empty else (element(reader, its, None),)),
    )


def _package(reader: Reader, its: Package) -> PackageLook:
    n = reader.negotiation
    hurdles = to_move(n, its)
    dissolved = its.status is PackageStatus.DISSOLVED
    return PackageLook(
        id=its.id,
        label=its.label,
        title=its.title,
        conditions=its.conditions,
        digest=its.digest,
        status=words.PACKAGE[its.status],
        live=its.live,
        parts=tuple(
            Part(
                one.clause,
                reader.clause_name(one.clause),
                made_of(reader, one.version, one.proposal),
            )
            for one in its.elements
        ),
        stands=tuple(_stand(reader, its, party.id) for party in n.admitted)
        if reader.sight.positions
        else (),
        movers=tuple(dict.fromkeys(filter(None, (_mover(reader, h.obstacle) for h in hurdles)))),
        in_the_way=tuple(map(str, hurdles)),
        why="" if dissolved or not reader.sight.reasons else its.because,
        said_why=words.DISSOLVED[Dissolving(its.because)] if dissolved else "",
    )


def _mover(reader: Reader, obstacle: Obstacle) -> str:
    """The party that would have to move for this hurdle to go; empty where it is no party's."""
    if obstacle.kind == "open_objection":
        return reader.negotiation.objections[obstacle.item].party
    return obstacle.item if obstacle.kind in MOVES else ""


def _stand(reader: Reader, its: Package, party: str) -> StandLook:
    said = its.positions.get(party)
    return StandLook(
        party=party,
        stand=said.stand if said is not None else None,
        note=said.note if said is not None and reader.sight.reasons else "",
        recorded=said is not None and said.recorded_by is not None,
    )
