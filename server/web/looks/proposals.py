"""Proposals with everything that is said about them, for those who may know their authors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models import settling, views
from models.layer import is_empty_change
from models.proposal import Proposal
from models.saying import Sentence
from server.web import markup, words
from server.web.looks.may import may
from server.web.looks.objections import ObjectionLook, objections_to
from server.web.looks.offered import May, offered, why_not
from server.web.looks.parts import PartsLook, parts
from server.web.looks.plans import PlanLook, plan
from server.web.looks.reader import Reader
from server.web.markup import Shown


@dataclass(frozen=True, slots=True)
class Answer:
    """What the author of a bridged proposal said."""

    proposal: str
    label: str
    author: str
    said: str
    may_answer: bool


@dataclass(frozen=True, slots=True)
class ProposalLook:
    """One proposal."""

    id: str
    label: str
    alt: int
    author: str
    author_name: str
    kind: str
    status: str
    digest: str
    reason: str
    restored: str
    """Why the facilitators took back that it had lapsed."""
    tabled_at: datetime
    by_delegate: bool
    revised: bool
    lapses: datetime | None
    clause: str
    clause_number: str
    clause_title: str
    version: int
    version_digest: str
    in_view: bool
    plan: PlanLook | None
    shown: tuple[Shown, ...]
    reads: tuple[Shown, ...]
    """What it makes of the fields it changes, without marks: what its author confirms."""
    parts: PartsLook | None
    seconds: tuple[str, ...]
    co_sponsors: tuple[str, ...]
    bridges: tuple[str, ...]
    overlaps: tuple[str, ...]
    needs_author: bool
    objections: tuple[ObjectionLook, ...]
    answers: tuple[Answer, ...]
    package: str
    """The label of the live package that it is part of."""
    amends: str
    """The label of the proposal it amends, and is decided after."""
    amendments: tuple[ProposalLook, ...]
    may: May
    why_not: tuple[Sentence, ...]

    @property
    def objecting(self) -> dict[str, object]:
        """The fields of an objection to it."""
        return {"clause": self.clause, "proposal": self.id, "digest": self.digest}


def on_clause(reader: Reader) -> tuple[ProposalLook, ...]:
    """The live proposals on the clause in view; nothing for an audience without attribution."""
    if reader.clause is None or not reader.sight.attribution:
        return ()
    live = reader.negotiation.live_proposals(reader.clause.id)
    return tuple(look(reader, proposal, alt) for alt, proposal in enumerate(live, 1))


def queue(reader: Reader) -> tuple[ProposalLook, ...]:
    """All live proposals, those on the clause in view first, then in the order of the text.

    Each is followed by its amendments.
    """
    if not reader.sight.attribution:
        return ()
    looks = [look(reader, one.proposal, one.alt) for one in views.queue(reader.negotiation)]
    return tuple(sorted(looks, key=lambda one: not one.in_view))


def look(reader: Reader, proposal: Proposal, alt: int) -> ProposalLook:
    """One proposal as this audience sees it."""
    n = reader.negotiation
    its = n.clauses[proposal.clause]
    package = n.live_package(its.id, proposal.id)
    return ProposalLook(
        id=proposal.id,
        label=proposal.label,
        alt=alt,
        author=proposal.author,
        author_name=reader.name(proposal.author),
        kind=words.KIND[proposal.kind],
        status=words.PROPOSAL[proposal.status],
        digest=proposal.digest,
        reason=proposal.reason if reader.sight.reasons else "",
        restored=proposal.restored_because if reader.sight.reasons else "",
        tabled_at=proposal.tabled_at,
        by_delegate=proposal.by_delegate,
        revised=proposal.edition > 1,
        lapses=proposal.due,
        clause=its.id,
        clause_number=reader.cited(its.id),
        clause_title=reader.titled(its),
        version=its.current,
        version_digest=its.version.digest,
        in_view=reader.clause is not None and reader.clause.id == its.id,
        plan=plan(reader, proposal),
        shown=shown(reader, proposal),
        reads=_reads(reader, proposal) if proposal.needs_author else (),
        parts=parts(reader, proposal),
        seconds=proposal.seconds,
        co_sponsors=proposal.co_sponsors,
        bridges=labels(reader, proposal.bridges),
        overlaps=labels(reader, views.overlaps(n, proposal.id)),
        needs_author=proposal.needs_author,
        package=package.label if package is not None else "",
        objections=objections_to(reader, proposal),
        answers=_answers(reader, proposal),
        amends=n.proposals[proposal.amends].label if proposal.amends else "",
        amendments=tuple(
            look(reader, amendment, alt) for amendment in n.live_proposals(its.id, proposal.id)
        ),
        may=offered(reader, proposal),
        why_not=why_not(reader, proposal),
    )


def shown(reader: Reader, proposal: Proposal) -> tuple[Shown, ...]:
    """The redline of every field that a proposal changes."""
    return tuple(
        markup.redline(field, proposal.texts[field], attributed=reader.sight.attribution)
        for field in reader.ordered(proposal.texts)
        if not is_empty_change(proposal.texts[field])
    )


def _reads(reader: Reader, proposal: Proposal) -> tuple[Shown, ...]:
    return tuple(
        markup.clean(field, settling.reading(proposal.texts[field]))
        for field in reader.ordered(proposal.texts)
        if not is_empty_change(proposal.texts[field])
    )


def labels(reader: Reader, ids: Iterable[str]) -> tuple[str, ...]:
    """What people call these proposals."""
    return tuple(reader.negotiation.proposals[one].label for one in ids)


def _answers(reader: Reader, bridge: Proposal) -> tuple[Answer, ...]:
    n = reader.negotiation
    answers = []
    for bridged in (n.proposals[one] for one in bridge.bridges):
        said = bridge.answers.get(bridged.id)
        mine = bridged.author == reader.party and bridged.live
        answers.append(
            Answer(
                proposal=bridged.id,
                label=bridged.label,
                author=bridged.author,
                said=words.REFLECTED[said] if said is not None else "",
                may_answer=mine and said is None and may(reader, "answer_bridge"),
            )
        )
    return tuple(answers)
