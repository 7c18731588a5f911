"""Rules of acceptance: a proposal's result becomes the next version, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models import acts, facts
from models.clause import Clause
from models.draft import Draft
from models.edit import Edit
from models.facts import AnyFact
from models.hurdles import to_accept
from models.known import the_proposal
from models.layer import carry
from models.negotiation import Negotiation
from models.proposal import TEXTUAL, Proposal, Reflected
from models.rules.guards import (
    Asking,
    clear,
    mooted,
    same_proposal,
    same_version,
    still_live,
    undecided,
)
from models.rules.restructuring import restructured
from models.settling import Changes, Wording, carried, changes, digest, in_conflict, wording
from models.text import wording_digest


class Settled(NamedTuple):
    """What was accepted: the next version's number, and how its texts change."""

    clause: Clause
    proposal: Proposal
    version: int
    changes: Changes


def accept(act: acts.Accept, asking: Asking) -> tuple[AnyFact, ...]:
    """A-1 to A-6: the facilitator makes a proposal's result the next version.

    Names the version it changes and the digest of the result. Every other live layer is carried
    over, superseded, or (objections to the clause) asked for an answer.
    """
    n = asking.negotiation
    proposal = the_proposal(n, act.proposal)
    still_live(proposal)
    clause = undecided(n, proposal.clause)
    same_version(clause, act.version, act.digest)
    same_proposal(proposal, act.wording)
    clear(to_accept(n, proposal))
    if proposal.effect not in TEXTUAL:
        return tuple(restructured(n, proposal))
    new = wording(proposal.texts)
    settled = Settled(clause, proposal, clause.next_number, changes(clause.version.wording, new))
    return (
        *_adopted(n, settled, new),
        *_others(n, settled),
        *_objections(n, settled),
        *_drafts(n, settled),
    )


def _adopted(n: Negotiation, settled: Settled, new: Wording) -> Iterator[AnyFact]:
    """The acceptance goes first: folding it keeps how things were before, for undo."""
    clause = settled.clause.id
    yield facts.ProposalAccepted(
        decision=len(n.decisions) + 1,
        proposal=settled.proposal.id,
        clause=clause,
        version=settled.version,
    )
    yield facts.VersionAdopted(
        clause=clause, version=settled.version, wording=new, digest=wording_digest(new)
    )
    if settled.clause.parking:
        yield facts.ClauseResumed(clause=clause)


def _others(n: Negotiation, settled: Settled) -> Iterator[AnyFact]:
    for other in n.live_proposals(settled.clause.id):
        if other.id != settled.proposal.id:
            yield from _other(n, settled, other)


def _other(n: Negotiation, settled: Settled, other: Proposal) -> Iterator[AnyFact]:
    """A-4: superseded by conflict or because its author called it reflected; else carried over.

    What its author called partly or not reflected stays live whatever it meets, to be restated.
    """
    answer = settled.proposal.answers.get(other.id)
    meets = in_conflict(settled.proposal.texts, other.texts)
    if answer is Reflected.REFLECTED or (meets and answer is None):
        yield facts.ProposalSuperseded(
            proposal=other.id,
            by=settled.proposal.id,
            because="conflict" if answer is None else "reflected",
        )
        yield from mooted(n, other.id)
        return
    over = carried(other.texts, settled.changes)
    yield facts.ProposalCarried(
        proposal=other.id,
        base=settled.version,
        texts=over.texts,
        digest=digest(over.texts),
        needs_author=meets or not over.exact,
    )


def _objections(n: Negotiation, settled: Settled) -> Iterator[AnyFact]:
    """A-5: an objection to the clause does not vanish: its party must answer (domain §6.5).

    The same for a suspended objection to what was accepted: its words are in the clause now.
    """
    for objection in n.standing_objections(settled.clause.id):
        if objection.proposal in {None, settled.proposal.id}:
            yield facts.ObjectionNeedsAnswer(objection=objection.id)


def _drafts(n: Negotiation, settled: Settled) -> Iterator[AnyFact]:
    """A-4: drafts are carried over, each in its own stream."""
    for draft in n.drafts.values():
        if draft.clause == settled.clause.id:
            yield carried_draft(draft, settled.version, settled.changes)


def carried_draft(draft: Draft, base: int, settled: Changes) -> facts.DraftCarried:
    """A draft carried over to version `base`, which `settled` leads to."""
    edits: dict[str, Edit] = {}
    for field, runs in draft.texts.items():
        _, over = carry(runs, settled.get(field, ()))
        if over:
            edits[field] = over
    return facts.DraftCarried(
        draft=draft.id,
        private=draft.private,
        revision=draft.revision + 1,
        base=base,
        edits=edits,
    )
