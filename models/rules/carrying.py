"""Rules of carrying over: what becomes of layers when the text they lie on moves, or falls.

And of positions, which lapse with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models import facts
from models.clause import Clause
from models.draft import Draft
from models.edit import Edit
from models.facts import AnyFact
from models.layer import carry
from models.negotiation import Negotiation
from models.parts import Texts, together
from models.position import Stand
from models.proposal import Proposal
from models.rules.guards import mooted
from models.settling import Carried, Changes, Wording, between, carried, digest, meets, wording


class Ground(NamedTuple):
    """A text that layers lie on: a version, or what the proposal they amend makes of that."""

    base: int
    wording: Wording
    amends: str | None = None


def ground(n: Negotiation, layer: Draft | Proposal) -> Ground:
    """The text that a draft or a live proposal lies on."""
    text = text_of(n, layer)
    if layer.amends is None:
        return text
    return Ground(text.base, wording(n.proposals[layer.amends].texts), layer.amends)


def text_of(n: Negotiation, layer: Draft | Proposal) -> Ground:
    """The version in force of its clause."""
    version = n.clauses[layer.clause].version
    return Ground(version.number, version.wording)


def lapsing(n: Negotiation, *clauses: Clause) -> int:
    """How many positions given on versions in force lapse; an objection does not (A-5)."""
    stated = (n.position(its.id, party.id) for its in clauses for party in n.admitted)
    return sum(p is not None and p.stand is not Stand.OBJECT for p in stated)


def draft_carried(draft: Draft, onto: Ground, change: Changes) -> facts.DraftCarried:
    """A-4: a draft carried over, in its own stream, to the text that `change` leads to."""
    edits: dict[str, Edit] = {}
    for field, runs in draft.texts.items():
        _, over = carry(runs, change.get(field, ()))
        if over:
            edits[field] = over
    return facts.DraftCarried(
        draft=draft.id,
        private=draft.private,
        revision=draft.revision + 1,
        base=onto.base,
        edits=edits,
        amends=onto.amends,
    )


def proposal_carried(
    proposal: Proposal, onto: Ground, change: Changes, decision: int, *, met: bool
) -> facts.ProposalCarried:
    """A-4, A-6: a live proposal carried over; its author confirms what reads otherwise."""
    over = carried(proposal.texts, change)
    parts = {name: carried(part, change) for name, part in proposal.parts.items()}
    if parts:
        over = _side_by_side(over, parts)
    return facts.ProposalCarried(
        proposal=proposal.id,
        base=onto.base,
        texts=over.texts,
        digest=digest(over.texts),
        needs_author=proposal.needs_author or met or not over.exact,
        amends=onto.amends,
        parts={name: part.texts for name, part in parts.items()},
        decision=decision,
    )


def _side_by_side(whole: Carried, parts: dict[str, Carried]) -> Carried:
    """The parts together are the whole, or its author has to look."""
    texts: Texts = together(whole.texts, (part.texts for part in parts.values()))
    exact = whole.exact and all(part.exact for part in parts.values())
    return Carried(texts, exact and digest(texts) == digest(whole.texts))


def followed(n: Negotiation, proposal: Proposal, onto: Ground, decision: int) -> Iterator[AnyFact]:
    """P-15: what lies on a proposal's result goes where that goes: onto `onto`."""
    change = between(wording(proposal.texts), onto.wording)
    for amendment in n.live_proposals(proposal.clause, proposal.id):
        met = meets(amendment.texts, change)
        yield proposal_carried(amendment, onto, change, decision, met=met)
    yield from drafts_carried(n, proposal, onto)


def fallen(
    n: Negotiation, proposal: Proposal, onto: Ground, decision: int | None = None
) -> Iterator[AnyFact]:
    """P-16: amendments to wording that is gone fall; drafts of some are carried onto `onto`."""
    for amendment in n.live_proposals(proposal.clause, proposal.id):
        yield facts.ProposalSuperseded(
            proposal=amendment.id, by=proposal.id, because="fell", decision=decision
        )
        yield from mooted(n, amendment.id)
    yield from drafts_carried(n, proposal, onto)


def gone(n: Negotiation, proposal: Proposal) -> Iterator[AnyFact]:
    """P-9, P-16: what hangs on a proposal that has ended: objections are moot, amendments fall."""
    yield from mooted(n, proposal.id)
    yield from fallen(n, proposal, text_of(n, proposal))


def drafts_carried(n: Negotiation, proposal: Proposal, onto: Ground) -> Iterator[AnyFact]:
    """A-4: the drafts that amend a proposal, carried onto another text."""
    change = between(wording(proposal.texts), onto.wording)
    for draft in n.drafts.values():
        if draft.amends == proposal.id:
            yield draft_carried(draft, onto, change)
