"""Rules of tabling: a draft frozen as a proposal, or as the new wording of one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from models import acts, facts
from models.clause import Clause
from models.draft import Draft
from models.facts import AnyFact
from models.known import not_found, the_draft, the_proposal
from models.names import clause_name, proposal_name
from models.negotiation import Negotiation
from models.party import FACILITATORS
from models.proposal import Proposal, ProposalKind
from models.rules.conferring import reporting_group
from models.rules.guards import (
    Asking,
    active,
    mooted,
    refuse,
    same_version,
    still_live,
    text_moved,
    undecided,
)
from models.settling import wording
from models.text import wording_digest

REASON = 2_000
"""How long the reason of a proposal may be, in characters."""


class Frozen(NamedTuple):
    """A draft that may be tabled: what it reads, under its digest."""

    draft: Draft
    clause: Clause
    wording: dict[str, str]
    digest: str


def table(act: acts.Table, asking: Asking) -> tuple[AnyFact, ...]:
    """P-1 to P-5, P-7, B-8: freeze a draft as a proposal, under the digests its author saw."""
    n = asking.negotiation
    frozen = _frozen(act, asking)
    draft = frozen.draft
    if draft.revises is not None and n.proposals[draft.revises].live:
        refuse(
            "revises",
            f"This draft revises {proposal_name(n.proposals[draft.revises])}.",
            "Revise the proposal with it, or start another draft.",
            "P-10",
            ("proposal", draft.revises),
        )
    _check_new(n, frozen, None)
    co_sponsors = _co_sponsors(act, draft)
    kind = ProposalKind.BRIDGING if draft.owner == FACILITATORS else ProposalKind.AMENDMENT
    seconds = co_sponsors if n.rules.co_sponsor_seconds else ()
    tabled = facts.ProposalTabled(
        proposal=asking.mint(),
        order=len(n.proposals) + 1,
        proposal_kind=kind,
        clause=draft.clause,
        base=draft.base,
        author=draft.owner,
        person=asking.actor.person,
        texts=draft.texts,
        digest=frozen.digest,
        reason=_reason(act.reason),
        co_sponsors=co_sponsors,
        seconds=seconds,
        bridges=_bridges(act, asking, kind),
        due=_due(n, kind, seconds, asking.at),
        caucus=reporting_group(n, draft),
    )
    return (facts.DraftClosed(draft=draft.id, private=draft.private, because="tabled"), tabled)


def revise(act: acts.Revise, asking: Asking) -> tuple[AnyFact, ...]:
    """P-10: replace a proposal's wording; what others said of the former one lapses."""
    n = asking.negotiation
    frozen = _frozen(act, asking)
    draft = frozen.draft
    if draft.revises is None:
        refuse(
            "revises_nothing",
            "This draft was not started to revise a proposal.",
            "Table it as a proposal of its own.",
            "P-10",
            ("draft", draft.id),
        )
    proposal = the_proposal(n, draft.revises)
    still_live(proposal)
    _check_new(n, frozen, proposal)
    seconds = proposal.co_sponsors if n.rules.co_sponsor_seconds else ()
    revised = facts.ProposalRevised(
        proposal=proposal.id,
        edition=proposal.edition + 1,
        base=draft.base,
        texts=draft.texts,
        digest=frozen.digest,
        reason=_reason(act.reason) or proposal.reason,
        person=asking.actor.person,
        co_sponsors=proposal.co_sponsors,
        seconds=seconds,
        due=_due(n, proposal.kind, seconds, asking.at),
    )
    closed = facts.DraftClosed(draft=draft.id, private=draft.private, because="tabled")
    return (closed, revised, *mooted(n, proposal.id))


def _frozen(act: acts.Table | acts.Revise, asking: Asking) -> Frozen:
    """The draft as its author saw it: raises `text_moved` if it, or the text beneath, moved."""
    n = asking.negotiation
    active(n, asking.actor)
    draft = the_draft(n, act.draft, asking.actor)
    clause = undecided(n, draft.clause)
    same_version(clause, act.version, act.digest)
    reads = wording(draft.texts)
    digest = wording_digest(reads)
    if digest != act.wording:
        text_moved("The draft does not read as you saw it.", {}, reads)
    return Frozen(draft, clause, reads, digest)


def _check_new(n: Negotiation, frozen: Frozen, itself: Proposal | None) -> None:
    """Pass if the wording changes something and is no live proposal's already."""
    clause = frozen.clause
    if frozen.wording == clause.version.wording:
        refuse(
            "no_change",
            f"This changes no word of {clause_name(n, clause.id)}.",
            "Change its text first.",
            "P-2",
            ("draft", frozen.draft.id),
        )
    for proposal in n.live_proposals(clause.id):
        if proposal.digest == frozen.digest and proposal is not itself:
            refuse(
                "identical",
                f"{proposal_name(proposal)} proposes the very same words.",
                "Co-sponsor it instead.",
                "P-3",
                ("proposal", proposal.id),
            )


def _co_sponsors(act: acts.Table, draft: Draft) -> tuple[str, ...]:
    for party in act.co_sponsors:
        if party not in draft.writers or party in {draft.owner, FACILITATORS}:
            refuse(
                "not_a_writer",
                f"{party} did not write in this draft, so it is for {party} to join.",
                f"Table it, and ask {party} to co-sponsor.",
                "P-7",
                ("party", party),
            )
    return tuple(dict.fromkeys(act.co_sponsors))


def _bridges(act: acts.Table, asking: Asking, kind: ProposalKind) -> tuple[str, ...]:
    """The live proposals of this clause that a bridging proposal says it bridges."""
    n = asking.negotiation
    clause = n.drafts[act.draft].clause
    if act.bridges and kind is not ProposalKind.BRIDGING:
        refuse(
            "no_bridge",
            "Bridging proposals are tabled by the facilitators.",
            "Table it as an amendment, or ask the facilitators to bridge.",
            "P-5",
        )
    for bridged in act.bridges:
        proposal = the_proposal(n, bridged)
        if proposal.clause != clause:
            raise not_found("proposal", bridged)
        still_live(proposal)
    return tuple(dict.fromkeys(act.bridges))


def _due(
    n: Negotiation, kind: ProposalKind, seconds: tuple[str, ...], at: datetime
) -> datetime | None:
    """P-7: until when an amendment waits for another party to second it."""
    if not n.rules.seconding or kind is ProposalKind.BRIDGING or seconds:
        return None
    return at + n.rules.seconding_time


def _reason(reason: str) -> str:
    if len(reason) > REASON:
        refuse(
            "too_long",
            f"A reason has at most {REASON} characters.",
            "Say it in fewer words.",
            "P-1",
        )
    return reason.strip()
