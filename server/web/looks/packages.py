"""Packages: what each makes of its clauses, where parties stand on the whole, how it ended.

For the facilitators: what is in the way of each, and what could be tied next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.clause import Clause
from models.package import Dissolving, Element, Package, PackageStatus
from models.position import Stand
from models.refusals import Obstacle
from models.saying import Sentence
from models.stances import to_move
from server.web import words
from server.web.looks.elements import ElementLook, element, made_of
from server.web.looks.may import kept_from, may
from server.web.looks.proposals import shown
from server.web.looks.reader import Reader
from server.web.markup import Shown

NOT_HEAD = "The head of delegation answers on packages."
MOVES = frozenset({"package_objection", "position_missing"})
"""Hurdles that only the party they name takes away; so does an open objection."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a package makes of one clause; without a proposal it stays as it is."""

    clause: str
    name: str
    version: int
    proposal: str
    author: str
    what: Sentence
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one party says of the whole."""

    party: str
    stand: Stand | None
    note: str
    recorded: bool
    confirmer: str = ""
    confirm_by: str = ""
    restored: bool = False


@dataclass(frozen=True, slots=True)
class PackageLook:
    """One package.

    `own`, `may` and `why_not` are of the party that reads; `movers` and `in_the_way` for the
    facilitators.
    """

    id: str
    label: str
    title: str
    conditions: str
    digest: str
    live: bool
    status: str
    because: str
    """Why it was refused, in the words of whoever did."""
    fell: str
    """What dissolved it."""
    parts: tuple[Part, ...]
    stands: tuple[Answer, ...]
    own: Answer | None = None
    may: bool = False
    why_not: str = ""
    movers: tuple[str, ...] = ()
    in_the_way: tuple[Sentence, ...] = ()

    @property
    def unfolded(self) -> bool:
        """Whether it is open on the page: it waits for this party's answer."""
        return self.may and self.own is not None and self.own.stand is None


@dataclass(frozen=True, slots=True)
class PackagesLook:
    """What can be tied now, and every package; the live ones first."""

    may: bool
    may_adopt: bool
    choices: tuple[ElementLook, ...]
    packages: tuple[PackageLook, ...]


def live(reader: Reader) -> tuple[PackageLook, ...]:
    """The packages that wait for a decision, those with one's own answer missing first."""
    looks = [_at_table(reader, one) for one in _known(reader) if one.live]
    return tuple(sorted(looks, key=lambda one: not one.unfolded))


def ended(reader: Reader) -> tuple[PackageLook, ...]:
    """The packages that were adopted, refused or dissolved, the last first."""
    return tuple(_at_table(reader, one) for one in reversed(_known(reader)) if not one.live)


def desk(reader: Reader) -> PackagesLook | None:
    """Everything of packages; None for those who may not know who is in them."""
    if not (reader.sight.attribution and reader.reads):
        return None
    order = sorted(_known(reader), key=lambda its: (not its.live, -its.order))
    return PackagesLook(
        may=may(reader, "table_package"),
        may_adopt=may(reader, "adopt_package"),
        choices=tuple(one for its in reader.clauses for one in _choices(reader, its)),
        packages=tuple(_at_desk(reader, its) for its in order),
    )


def _known(reader: Reader) -> tuple[Package, ...]:
    """Packages are known to those who know who proposes what."""
    return tuple(reader.negotiation.packages.values()) if reader.sight.attribution else ()


def _look(reader: Reader, its: Package) -> PackageLook:
    dissolved = its.status is PackageStatus.DISSOLVED
    admitted = reader.negotiation.admitted if reader.sight.positions else ()
    return PackageLook(
        id=its.id,
        label=its.label,
        title=its.title,
        conditions=its.conditions,
        digest=its.digest,
        live=its.live,
        status=words.PACKAGE[its.status],
        because="" if dissolved or not reader.sight.reasons else its.because,
        fell=words.DISSOLVED[Dissolving(its.because)] if dissolved else "",
        parts=tuple(_part(reader, one) for one in its.elements),
        stands=tuple(_answer(reader, its, party.id) for party in admitted),
    )


def _at_table(reader: Reader, its: Package) -> PackageLook:
    look = _look(reader, its)
    party = reader.party
    answers = party is not None and its.live
    why_not = kept_from(reader, "state_package_position", NOT_HEAD) if answers else ""
    return replace(
        look,
        parts=tuple(
            replace(part, shown=_shown(reader, one))
            for part, one in zip(look.parts, its.elements, strict=True)
        ),
        own=_answer(reader, its, party) if party is not None else None,
        may=answers and not why_not,
        why_not=why_not,
    )


def _at_desk(reader: Reader, its: Package) -> PackageLook:
    hurdles = to_move(reader.negotiation, its)
    movers = (_mover(reader, hurdle.obstacle) for hurdle in hurdles)
    return replace(
        _look(reader, its),
        movers=tuple(dict.fromkeys(filter(None, movers))),
        in_the_way=tuple(hurdle.says for hurdle in hurdles),
    )


def _part(reader: Reader, its: Element) -> Part:
    proposal = reader.negotiation.proposals.get(its.proposal or "")
    return Part(
        clause=its.clause,
        name=reader.clause_name(its.clause),
        version=its.version,
        proposal=proposal.label if proposal is not None else "",
        author=proposal.author if proposal is not None else "",
        what=made_of(reader, its.version, its.proposal),
    )


def _shown(reader: Reader, its: Element) -> tuple[Shown, ...]:
    proposal = reader.negotiation.proposals.get(its.proposal or "")
    return shown(reader, proposal) if proposal is not None else ()


def _answer(reader: Reader, its: Package, party: str) -> Answer:
    """What a party says of the whole; its note for itself and for those who know reasons."""
    said = its.positions.get(party)
    if said is None:
        return Answer(party, None, "", recorded=False)
    noted = said.note if reader.sight.reasons or party == reader.party else ""
    recorded = said.recorded_by is not None
    return Answer(party, said.stand, noted, recorded, said.confirmer, said.confirm_by)


def _mover(reader: Reader, obstacle: Obstacle) -> str:
    """The party that would have to move for this hurdle to go; empty where it is no party's."""
    if obstacle.kind == "open_objection":
        return reader.negotiation.objections[obstacle.item].party
    return obstacle.item if obstacle.kind in MOVES else ""


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
