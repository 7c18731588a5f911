"""Proposals with everything that is said about them, for those who may know their authors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models import views
from models.hurdles import to_accept
from models.layer import is_empty_change
from models.objection import Objection, ObjectionStatus
from models.party import FACILITATORS
from models.proposal import REVISABLE, Proposal, ProposalKind, ProposalStatus
from server.web import markup, words
from server.web.looks.may import away, may
from server.web.looks.reader import Reader
from server.web.markup import Shown


@dataclass(frozen=True, slots=True)
class ObjectionLook:
    """An objection, its words only where reasons may be read."""

    id: str
    label: str
    party: str
    version: int
    category: str
    reason: str
    remedy: str
    needs_answer: bool
    may_lift: bool
    recorded: bool
    """By a facilitator, and not confirmed by the party yet."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the author of a bridged proposal said."""

    proposal: str
    label: str
    author: str
    said: str
    may_answer: bool


@dataclass(frozen=True, slots=True)
class May:
    """What this audience may do about one proposal now."""

    second: bool = False
    co_sponsor: bool = False
    object: bool = False
    revise: bool = False
    withdraw: bool = False
    accept: bool = False
    bridge: bool = False


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
    tabled_at: datetime
    lapses: datetime | None
    clause: str
    clause_number: str
    clause_title: str
    version: int
    version_digest: str
    in_view: bool
    shown: tuple[Shown, ...]
    seconds: tuple[str, ...]
    co_sponsors: tuple[str, ...]
    bridges: tuple[str, ...]
    overlaps: tuple[str, ...]
    needs_author: bool
    objections: tuple[ObjectionLook, ...]
    answers: tuple[Answer, ...]
    may: May
    why_not: str

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
    """All live proposals, those on the clause in view first, then in the order of the text."""
    n = reader.negotiation
    if not reader.sight.attribution:
        return ()
    looks = [
        look(reader, proposal, alt)
        for clause in n.clauses
        for alt, proposal in enumerate(n.live_proposals(clause), 1)
    ]
    return tuple(sorted(looks, key=lambda one: not one.in_view))


def look(reader: Reader, proposal: Proposal, alt: int) -> ProposalLook:
    """One proposal as this audience sees it."""
    n = reader.negotiation
    its = n.clauses[proposal.clause]
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
        tabled_at=proposal.tabled_at,
        lapses=proposal.due,
        clause=its.id,
        clause_number=its.number or its.id,
        clause_title=str(reader.title(its).html.unescape()),
        version=its.current,
        version_digest=its.version.digest,
        in_view=reader.clause is not None and reader.clause.id == its.id,
        shown=shown(reader, proposal),
        seconds=proposal.seconds,
        co_sponsors=proposal.co_sponsors,
        bridges=labels(reader, proposal.bridges),
        overlaps=labels(reader, views.overlaps(n, proposal.id)),
        needs_author=proposal.needs_author,
        objections=tuple(
            objection(reader, one)
            for one in n.standing_objections(its.id)
            if one.proposal == proposal.id
        ),
        answers=_answers(reader, proposal),
        may=_may(reader, proposal),
        why_not=_why_not(reader, proposal),
    )


def shown(reader: Reader, proposal: Proposal) -> tuple[Shown, ...]:
    """The redline of every field that a proposal changes."""
    return tuple(
        markup.redline(field, proposal.texts[field], attributed=reader.sight.attribution)
        for field in reader.ordered(proposal.texts)
        if not is_empty_change(proposal.texts[field])
    )


def labels(reader: Reader, ids: Iterable[str]) -> tuple[str, ...]:
    """What people call these proposals."""
    return tuple(reader.negotiation.proposals[one].label for one in ids)


def objection(reader: Reader, one: Objection) -> ObjectionLook:
    """One objection as this audience may know it."""
    reasons = reader.sight.reasons
    return ObjectionLook(
        id=one.id,
        label=one.label,
        party=one.party,
        version=one.version,
        category=words.CATEGORY[one.category] if reasons else "",
        reason=one.reason if reasons else "",
        remedy=one.remedy if reasons else "",
        needs_answer=one.status is ObjectionStatus.NEEDS_ANSWER,
        may_lift=one.party == reader.party and may(reader, "lift_objection"),
        recorded=one.recorded_by is not None,
    )


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


def _may(reader: Reader, proposal: Proposal) -> May:
    author = reader.author
    own = author is not None and author in proposal.sponsors
    party = reader.party is not None and not away(reader)
    objected = any(
        one.proposal == proposal.id and one.party == reader.party
        for one in reader.negotiation.standing_objections(proposal.clause)
    )
    return May(
        second=party
        and not own
        and reader.party not in proposal.seconds
        and proposal.status is ProposalStatus.TABLED
        and proposal.kind is ProposalKind.AMENDMENT
        and may(reader, "second"),
        co_sponsor=party
        and not own
        and proposal.author != FACILITATORS
        and may(reader, "co_sponsor"),
        object=party and not own and not objected and may(reader, "object"),
        revise=proposal.author == author and proposal.effect in REVISABLE and may(reader, "revise"),
        withdraw=proposal.author == author and may(reader, "withdraw"),
        accept=may(reader, "accept") and not any(to_accept(reader.negotiation, proposal)),
        bridge=reader.role.facilitates
        and proposal.kind is not ProposalKind.BRIDGING
        and may(reader, "start_draft"),
    )


def _why_not(reader: Reader, proposal: Proposal) -> str:
    if not may(reader, "accept"):
        return away(reader)
    return " ".join(map(str, to_accept(reader.negotiation, proposal)))


@dataclass(frozen=True, slots=True)
class Gone:
    """A proposal that is no longer live."""

    label: str
    author: str
    status: str
    may_table_again: bool


def gone(reader: Reader) -> tuple[Gone, ...]:
    """What was proposed on the clause in view and is no longer live, the last first."""
    if reader.clause is None or not reader.sight.attribution:
        return ()
    found = [
        proposal
        for proposal in reader.negotiation.proposals.values()
        if proposal.clause == reader.clause.id and not proposal.live
    ]
    return tuple(
        Gone(
            label=proposal.label,
            author=proposal.author,
            status=words.PROPOSAL[proposal.status],
            may_table_again=proposal.status in (ProposalStatus.LAPSED, ProposalStatus.SUPERSEDED),
        )
        for proposal in sorted(found, key=lambda one: -one.order)
    )
