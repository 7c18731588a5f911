"""Packages: what each makes of its clauses, where parties stand on the whole, how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from models.package import Dissolving, Element, Package, PackageStatus
from models.position import Stand
from server.web import words
from server.web.looks.may import away, may
from server.web.looks.positions import One
from server.web.looks.proposals import shown
from server.web.looks.reader import Reader
from server.web.markup import Shown

NOT_HEAD = "The head of delegation answers on packages."


@dataclass(frozen=True, slots=True)
class ElementLook:
    """What a package makes of one clause; without a proposal it stays as it is."""

    clause: str
    name: str
    version: int
    proposal: str
    author: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What the party of these people says of the whole."""

    party: str
    stand: Stand | None
    note: str
    recorded: bool
    confirmer: str = ""
    confirm_by: str = ""


@dataclass(frozen=True, slots=True)
class PackageLook:
    """One package."""

    id: str
    label: str
    title: str
    conditions: str
    digest: str
    live: bool
    status: str
    because: str
    elements: tuple[ElementLook, ...]
    own: OwnAnswer | None
    may: bool
    why_not: str
    others: tuple[One, ...]

    @property
    def unfolded(self) -> bool:
        """Whether it is open on the page: it waits for this party's answer."""
        return self.may and self.own is not None and self.own.stand is None


def live(reader: Reader) -> tuple[PackageLook, ...]:
    """The packages that wait for a decision, those with one's own answer missing first."""
    looks = [_look(reader, one) for one in _known(reader) if one.live]
    return tuple(sorted(looks, key=lambda one: not one.unfolded))


def ended(reader: Reader) -> tuple[PackageLook, ...]:
    """The packages that were adopted, refused or dissolved, the last first."""
    return tuple(_look(reader, one) for one in reversed(_known(reader)) if not one.live)


def _known(reader: Reader) -> tuple[Package, ...]:
    """Packages are known to those who know who proposes what."""
    return tuple(reader.negotiation.packages.values()) if reader.sight.attribution else ()


def _look(reader: Reader, its: Package) -> PackageLook:
    speaks = reader.party is not None and reader.role.of_party
    heads = speaks and may(reader, "state_package_position")
    gone = away(reader)
    return PackageLook(
        id=its.id,
        label=its.label,
        title=its.title,
        conditions=its.conditions,
        digest=its.digest,
        live=its.live,
        status=words.PACKAGE[its.status],
        because=_because(reader, its),
        elements=tuple(_element(reader, one) for one in its.elements),
        own=_own(reader, its) if speaks else None,
        may=its.live and heads and not gone,
        why_not=(gone if heads else NOT_HEAD) if speaks and its.live else "",
        others=_others(reader, its),
    )


def _because(reader: Reader, its: Package) -> str:
    if its.status is PackageStatus.DISSOLVED:
        return words.DISSOLVED[Dissolving(its.because)]
    return its.because if reader.sight.reasons else ""


def _element(reader: Reader, element: Element) -> ElementLook:
    proposal = reader.negotiation.proposals.get(element.proposal or "")
    return ElementLook(
        clause=element.clause,
        name=reader.clause_name(element.clause),
        version=element.version,
        proposal=proposal.label if proposal is not None else "",
        author=proposal.author if proposal is not None else "",
        shown=shown(reader, proposal) if proposal is not None else (),
    )


def _own(reader: Reader, its: Package) -> OwnAnswer | None:
    if reader.party is None:
        return None
    said = its.positions.get(reader.party)
    if said is None:
        return OwnAnswer(reader.party, None, "", recorded=False)
    recorded = said.recorded_by is not None
    return OwnAnswer(reader.party, said.stand, said.note, recorded, said.confirmer, said.confirm_by)


def _others(reader: Reader, its: Package) -> tuple[One, ...]:
    if not reader.sight.positions:
        return ()
    found = ((party, its.positions.get(party.id)) for party in reader.negotiation.admitted)
    return tuple(
        One(
            party.id,
            party.name,
            said.stand if said is not None else None,
            said is not None and said.recorded_by is not None,
        )
        for party, said in found
    )
