"""Rules of acceptance: a proposal's result becomes the next version, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.hurdles import to_accept
from models.known import the_proposal
from models.names import proposal_name
from models.negotiation import Negotiation
from models.parts import Texts, together
from models.proposal import TEXTUAL, Proposal, Reflected
from models.rules.carrying import (
    Ground,
    draft_carried,
    fallen,
    followed,
    lapsing,
    proposal_carried,
)
from models.rules.definitions import looked_at_again
from models.rules.guards import (
    Asking,
    clear,
    mooted,
    same_proposal,
    same_version,
    still_live,
    text_moved,
    undecided,
)
from models.rules.restructuring import restructured
from models.rules.severing import named_parts
from models.saying import say
from models.settling import Changes, changes, digest, in_conflict, wording
from models.text import wording_digest


class Settled(NamedTuple):
    """What was accepted: the text that makes, how it changes, and by which decision.

    `parts` are those that were accepted, none where it was all there is; `texts` their layer.
    """

    clause: Clause
    proposal: Proposal
    parts: tuple[str, ...]
    texts: Texts
    onto: Ground
    changes: Changes
    decision: int
    within: int | None = None


def accept(act: acts.Accept, asking: Asking) -> tuple[AnyFact, ...]:
    """A-1 to A-7, T-3, X-2: the facilitator makes a proposal's result the next version.

    Names the version it changes and the digest of the result. Every other live layer is carried
    over, superseded, or (objections to the clause) asked for an answer. Where only some parts are
    accepted, what remains of the proposal is carried over too.
    """
    n = asking.negotiation
    proposal = the_proposal(n, act.proposal)
    still_live(proposal)
    clause = undecided(n, proposal.clause)
    same_version(clause, act.version, act.digest)
    parts = named_parts(proposal, act.parts)
    _as_read(proposal, parts, act.wording)
    clear(to_accept(n, proposal, parts))
    return next_version(n, proposal, parts)


def next_version(
    n: Negotiation, proposal: Proposal, parts: tuple[str, ...] = (), within: int | None = None
) -> tuple[AnyFact, ...]:
    """What the next version brings with it; `within` is the decision this one is a part of.

    A proposal of structure brings no version, but another order, or other clauses.
    """
    if proposal.effect not in TEXTUAL:
        return tuple(restructured(n, proposal, within))
    clause, texts = n.clauses[proposal.clause], accepted_layer(proposal, parts)
    settled = Settled(
        clause=clause,
        proposal=proposal,
        parts=parts,
        texts=texts,
        onto=Ground(clause.next_number, wording(texts)),
        changes=changes(texts),
        decision=len(n.decisions) + 1,
        within=within,
    )
    return (
        *_adopted(n, settled),
        *looked_at_again(n, clause, settled.onto.wording),
        *_remainder(n, settled),
        *_others(n, settled),
        *_objections(n, settled),
        *_drafts(n, settled),
    )


def accepted_layer(proposal: Proposal, parts: tuple[str, ...]) -> Texts:
    """What is accepted: the whole, or some parts of it together."""
    if not parts:
        return proposal.texts
    return together(proposal.texts, (proposal.parts[name] for name in parts))


def _as_read(proposal: Proposal, parts: tuple[str, ...], read: str) -> None:
    """Pass if what is accepted reads as the facilitator saw it; raises `text_moved`."""
    if not parts:
        same_proposal(proposal, read)
        return
    texts = accepted_layer(proposal, parts)
    if digest(texts) != read:
        text_moved(
            say(
                "These parts of {proposal} do not read as you saw them.",
                proposal=proposal_name(proposal),
            ),
            {},
            wording(texts),
        )


def _adopted(n: Negotiation, settled: Settled) -> Iterator[AnyFact]:
    """The acceptance goes first: folding it keeps how things were before, for undo."""
    clause = settled.clause.id
    yield facts.ProposalAccepted(
        decision=settled.decision,
        proposal=settled.proposal.id,
        clause=clause,
        version=settled.onto.base,
        parts=settled.parts,
        lapsed=lapsing(n, settled.clause),
        within=settled.within,
    )
    yield facts.VersionAdopted(
        clause=clause,
        version=settled.onto.base,
        wording=settled.onto.wording,
        digest=wording_digest(settled.onto.wording),
    )
    if settled.clause.parking:
        yield facts.ClauseResumed(clause=clause)


def _remainder(n: Negotiation, settled: Settled) -> Iterator[AnyFact]:
    """A-7: what remains of a proposal is live over the new version; else P-15: what lies on it."""
    proposal, decision = settled.proposal, settled.decision
    if not settled.parts:
        yield from followed(n, proposal, settled.onto, decision)
        return
    left = {name: p for name, p in proposal.parts.items() if name not in settled.parts}
    remaining = replace(proposal, texts=together(proposal.texts, left.values()), parts=left)
    over = proposal_carried(remaining, settled.onto, settled.changes, decision, met=False)
    yield over
    reads = Ground(over.base, wording(over.texts), proposal.id)
    yield from fallen(n, proposal, reads, decision)


def _others(n: Negotiation, settled: Settled) -> Iterator[AnyFact]:
    for other in n.live_proposals(settled.clause.id):
        if other.id != settled.proposal.id:
            yield from _other(n, settled, other)


def _other(n: Negotiation, settled: Settled, other: Proposal) -> Iterator[AnyFact]:
    """A-4: superseded by conflict or because its author called it reflected; else carried over.

    What its author called partly or not reflected stays live whatever it meets, to be restated.
    Called reflected in the whole of a bridge, it need not be in a part of it.
    """
    answer = settled.proposal.answers.get(other.id)
    if settled.parts and answer is Reflected.REFLECTED:
        answer = None
    met = in_conflict(settled.texts, other.texts)
    if answer is Reflected.REFLECTED or (met and answer is None):
        yield facts.ProposalSuperseded(
            proposal=other.id,
            by=settled.proposal.id,
            because="conflict" if answer is None else "reflected",
            decision=settled.decision,
        )
        yield from mooted(n, other.id)
        yield from fallen(n, other, settled.onto, settled.decision)
        return
    over = proposal_carried(other, settled.onto, settled.changes, settled.decision, met=met)
    yield over
    reads = Ground(over.base, wording(over.texts), other.id)
    yield from followed(n, other, reads, settled.decision)


def _objections(n: Negotiation, settled: Settled) -> Iterator[AnyFact]:
    """A-5: an objection to the clause does not vanish: its party must answer (domain §6.5).

    The same for a suspended objection to what was accepted: its words are in the clause now.
    """
    for objection in n.standing_objections(settled.clause.id):
        to_it = objection.proposal == settled.proposal.id and (
            not settled.parts or objection.part is None or objection.part in settled.parts
        )
        if objection.proposal is None or to_it:
            yield facts.ObjectionNeedsAnswer(objection=objection.id)


def _drafts(n: Negotiation, settled: Settled) -> Iterator[AnyFact]:
    """A-4: drafts are carried over, each in its own stream."""
    for draft in n.drafts.values():
        if draft.clause == settled.clause.id and draft.amends is None:
            yield draft_carried(draft, settled.onto, settled.changes)
