"""The parts of a proposal that may stand alone: what each changes, what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from models.parts import parts_of, together
from models.proposal import Proposal
from models.rules.severing import MOST
from models.saying import Sentence
from models.settling import Texts, digest
from server.web import markup
from server.web.looks.may import may
from server.web.looks.objections import ObjectionLook, objections_to
from server.web.looks.offered import in_the_way, objects_to, withdraws
from server.web.looks.reader import Reader
from server.web.markup import Shown


@dataclass(frozen=True, slots=True)
class PartLook:
    """A part that waits for a decision; `wording` is the digest of what it alone would make."""

    name: str
    shown: tuple[Shown, ...]
    wording: str
    objections: tuple[ObjectionLook, ...]
    objecting: dict[str, object]
    may_object: bool
    may_withdraw: bool
    may_accept: bool
    why_not: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class PartsLook:
    """All parts of a proposal: those that wait, and those that are decided."""

    waiting: tuple[PartLook, ...]
    accepted: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a draft changes the text, under the letter it would have as a part."""

    name: str
    shown: tuple[Shown, ...]


def parts(reader: Reader, proposal: Proposal) -> PartsLook | None:
    """The parts of a live proposal; None where it is one whole."""
    if not (proposal.parts or proposal.accepted_parts or proposal.withdrawn_parts):
        return None
    return PartsLook(
        tuple(_part(reader, proposal, name) for name in proposal.parts),
        proposal.accepted_parts,
        proposal.withdrawn_parts,
    )


def _part(reader: Reader, proposal: Proposal, name: str) -> PartLook:
    ours = reader.author is not None and reader.author == proposal.author
    why_not = in_the_way(reader, proposal, (name,))
    return PartLook(
        name=name,
        shown=changed(reader, proposal.parts[name]),
        wording=digest(together(proposal.texts, [proposal.parts[name]])),
        objections=objections_to(reader, proposal, name),
        objecting={
            "clause": proposal.clause,
            "proposal": proposal.id,
            "part": name,
            "digest": proposal.digest,
        },
        may_object=objects_to(reader, proposal, name),
        may_withdraw=ours and withdraws(reader, proposal),
        may_accept=may(reader, "accept") and not why_not,
        why_not=why_not if may(reader, "accept") else (),
    )


def changed(reader: Reader, texts: Texts) -> tuple[Shown, ...]:
    """The sentences that a layer touches, as this audience may see them."""
    attributed = reader.sight.attribution
    return tuple(
        markup.extract(field, texts[field], attributed=attributed)
        for field in reader.ordered(texts)
    )


def places(reader: Reader, texts: Texts) -> tuple[Place, ...]:
    """The parts a draft would have were it declared severable; none where it has only one."""
    found = parts_of(texts)
    if not 1 < len(found) <= MOST:
        return ()
    return tuple(Place(name, changed(reader, part)) for name, part in found.items())
