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
from models.proposal import Proposal, ProposalKind, ProposalStatus
from models.rules.carrying import Ground, fallen, ground
from models.rules.conferring import reporting_group
from models.rules.guards import (
    Asking,
    active,
    alone,
    mooted,
    open_to_proposals,
    refuse,
    same_version,
    still_live,
    text_moved,
    undecided,
)
from models.rules.severing import parts_declared
from models.saying import say
from models.settling import effect, wording
from models.text import wording_digest

REASON = 2_000
"""How long the reason of a proposal may be, in characters."""


OUT_OF_THE_WAY = frozenset({ProposalStatus.LAPSED, ProposalStatus.WITHDRAWN})
"""What has ended without a decision against it, and may be bridged yet."""


class Frozen(NamedTuple):
    """A draft that may be tabled: what it reads, under its digest."""

    draft: Draft
    clause: Clause
    wording: dict[str, str]
    digest: str


def table(act: acts.Table, asking: Asking) -> tuple[AnyFact, ...]:
    """P-1 to P-5, P-7, B-8: freeze a draft as a proposal, under the digests its author saw."""
    n = asking.negotiation
    _check_session(n)
    frozen = _frozen(act, asking)
    draft = frozen.draft
    if draft.revises is not None and n.proposals[draft.revises].live:
        refuse(
            "revises",
            say(
                "This draft revises {proposal}.", proposal=proposal_name(n.proposals[draft.revises])
            ),
            "Revise the proposal with it, or start another draft.",
            "P-10",
            ("proposal", draft.revises),
        )
    _check_new(n, frozen)
    co_sponsors = _co_sponsors(act, draft)
    kind = ProposalKind.BRIDGING if draft.owner == FACILITATORS else ProposalKind.AMENDMENT
    seconds = co_sponsors if n.rules.co_sponsor_seconds else ()
    its = effect(frozen.clause.version.wording, frozen.wording)
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
        reason=reason_given(act.reason),
        co_sponsors=co_sponsors,
        seconds=seconds,
        bridges=_bridges(act, asking, kind),
        due=due_by(n, kind, seconds, asking.at),
        amends=draft.amends,
        parts=parts_declared(its, draft.texts) if act.severable else {},
        effect=its,
        caucus=reporting_group(n, draft),
    )
    return (facts.DraftClosed(draft=draft.id, private=draft.private, because="tabled"), tabled)


def revise(act: acts.Revise, asking: Asking) -> tuple[AnyFact, ...]:
    """P-10: replace a proposal's wording; what others said of the former one lapses.

    P-13, P-16: its parts are to be declared again, and amendments to it fall.
    """
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
    taken = proposal.accepted_parts
    if not any(frozen.wording.values()):
        refuse(
            "deletes",
            say("This leaves no word of {clause}.", clause=clause_name(n, frozen.clause.id)),
            "Withdraw the proposal, and propose to delete the clause.",
            "C-3",
            ("proposal", proposal.id),
        )
    seconds = proposal.co_sponsors if n.rules.co_sponsor_seconds else ()
    revised = facts.ProposalRevised(
        proposal=proposal.id,
        edition=proposal.edition + 1,
        base=draft.base,
        texts=draft.texts,
        digest=frozen.digest,
        reason=reason_given(act.reason) or proposal.reason,
        person=asking.actor.person,
        co_sponsors=proposal.co_sponsors,
        seconds=seconds,
        due=due_by(n, proposal.kind, seconds, asking.at),
        parts=parts_declared(proposal.effect, draft.texts, taken) if act.severable else {},
    )
    closed = facts.DraftClosed(draft=draft.id, private=draft.private, because="tabled")
    reads = Ground(draft.base, frozen.wording, proposal.id)
    return (closed, revised, *mooted(n, proposal.id), *fallen(n, proposal, reads))


def _frozen(act: acts.Table | acts.Revise, asking: Asking) -> Frozen:
    """The draft as its author saw it: raises `text_moved` if it, or the text beneath, moved."""
    n = asking.negotiation
    active(n, asking.actor)
    draft = the_draft(n, act.draft, asking.actor)
    clause = undecided(n, draft.clause)
    open_to_proposals(n, clause)
    alone(n, clause.id)
    same_version(clause, act.version, act.digest)
    reads = wording(draft.texts)
    digest = wording_digest(reads)
    if digest != act.wording:
        text_moved("The draft does not read as you saw it.", {}, reads)
    return Frozen(draft, clause, reads, digest)


def _check_session(n: Negotiation) -> None:
    if n.rules.tabling_in_session and n.session is None:
        refuse(
            "no_session",
            "Proposals are tabled in open sessions only.",
            "Keep the draft, and table it when the next session is open.",
            "P-17",
            ("no_session", "session"),
        )


def _check_new(n: Negotiation, frozen: Frozen, itself: Proposal | None = None) -> None:
    """Pass if the wording changes something and is no live proposal's already."""
    draft = frozen.draft
    if frozen.wording == ground(n, draft).wording:
        refuse(
            "no_change",
            say("This changes no word of {clause}.", clause=clause_name(n, draft.clause)),
            "Change its text first.",
            "P-2",
            ("draft", draft.id),
        )
    no_other(n, frozen.clause.id, draft.amends, frozen.digest, itself)


def no_other(
    n: Negotiation, clause: str, amends: str | None, digest: str, itself: Proposal | None
) -> None:
    """P-3: pass if no other live proposal reads like this; raises `identical`."""
    for proposal in n.live_proposals(clause, amends):
        if proposal.digest == digest and proposal is not itself:
            refuse(
                "identical",
                say("{proposal} proposes the very same words.", proposal=proposal_name(proposal)),
                "Co-sponsor it instead.",
                "P-3",
                ("proposal", proposal.id),
            )


def _co_sponsors(act: acts.Table, draft: Draft) -> tuple[str, ...]:
    for party in act.co_sponsors:
        if party not in draft.writers or party in {draft.owner, FACILITATORS}:
            refuse(
                "not_a_writer",
                say(
                    "{party} did not write in this draft, so it is for {party} to join.",
                    party=party,
                ),
                say("Table it, and ask {party} to co-sponsor.", party=party),
                "P-7",
                ("party", party),
            )
    return tuple(dict.fromkeys(act.co_sponsors))


def _bridges(act: acts.Table, asking: Asking, kind: ProposalKind) -> tuple[str, ...]:
    """The proposals of this clause that a bridging proposal says it bridges.

    Also such as lapsed or were withdrawn: what they wanted may be met all the same.
    """
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
        if proposal.clause != clause or proposal.amends is not None:
            raise not_found("proposal", bridged)
        if not (proposal.live or proposal.status in OUT_OF_THE_WAY):
            still_live(proposal)
    return tuple(dict.fromkeys(act.bridges))


def due_by(
    n: Negotiation, kind: ProposalKind, seconds: tuple[str, ...], at: datetime
) -> datetime | None:
    """P-7: until when an amendment waits for another party to second it.

    P-17: while no session is open it waits for the next one to open.
    """
    if not n.rules.seconding or kind is ProposalKind.BRIDGING or seconds or n.session is None:
        return None
    return at + n.rules.seconding_time


def reason_given(reason: str) -> str:
    if len(reason) > REASON:
        refuse(
            "too_long",
            say("A reason has at most {most} characters.", most=REASON),
            "Say it in fewer words.",
            "P-1",
        )
    return reason.strip()
