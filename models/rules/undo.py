"""Rules of undo: a decision taken back within the window, and what was begun since.

Undo takes back what the decision did. What parties have said since of what was there before
stands; what they began on the text that is gone returns to them as drafts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models import acts, facts
from models.draft import Draft, Watch
from models.facts import AnyFact
from models.known import not_found
from models.layer import carry
from models.names import clause_name
from models.negotiation import Before, Decision, Negotiation, Subject
from models.proposal import TEXTUAL, Proposal
from models.rules.accepting import carried_draft
from models.rules.guards import Asking, mooted, refuse
from models.rules.restructuring import begun_on_new, begun_since, given_back, involved, moves
from models.settling import Changes, carried, changes

TEXT = frozenset({Subject.ACCEPTANCE, Subject.AGREEMENT})
"""Decisions about a text: the last one that stands on a clause can be undone."""


class Undoing(NamedTuple):
    """An acceptance to be undone: how things were, and how the texts change there and back."""

    before: Before
    forth: Changes
    back: Changes


def undo(act: acts.Undo, asking: Asking) -> tuple[AnyFact, ...]:
    """U-1 to U-4, C-9: facilitators take back a decision, announced to all; both acts are kept."""
    n = asking.negotiation
    decision = next((d for d in n.decisions if d.number == act.decision), None)
    if decision is None:
        raise not_found("decision", str(act.decision))
    before = _undoable(n, decision)
    if asking.at - decision.at > n.rules.undo_window:
        minutes = n.rules.undo_window.total_seconds() / 60
        refuse(
            "undo_window",
            f"{decision.label} was taken more than {minutes:g} minutes ago.",
            "Put the matter to the parties again.",
            "U-1",
            ("decision", str(decision.number)),
        )
    clause = before.clause
    undone = facts.DecisionUndone(
        undoes=decision.number,
        clause=clause.id,
        version=clause.current,
        reason=act.reason.strip(),
    )
    if decision.subject is not Subject.ACCEPTANCE:
        return (undone,)
    return (undone, *_consequences(asking, before))


def _undoable(n: Negotiation, decision: Decision) -> Before:
    """How things were before the decision, if it is the last that stands; else raises."""
    before = decision.before
    if before is None or decision.undone:
        refuse(
            "not_undoable",
            f"{decision.label} cannot be undone" + (" again." if decision.undone else "."),
            "Decide anew.",
            "U-2",
            ("decision", str(decision.number)),
        )
    later = _later(n, decision)
    if later is not None:
        refuse(
            "decided_since",
            f"{later.label} on {clause_name(n, before.clause.id)} was taken since.",
            "Undo the later decision first.",
            "U-2",
            ("decision", str(later.number)),
        )
    if not stands(n, decision):
        refuse(
            "not_undoable",
            f"{clause_name(n, before.clause.id)} is not parked any more.",
            "Nothing more is needed.",
            "U-2",
            ("decision", str(decision.number)),
        )
    return before


def stands(negotiation: Negotiation, decision: Decision) -> bool:
    """U-2: whether a decision is in force and the last of its kind on its clause."""
    before = decision.before
    if before is None or decision.undone or _later(negotiation, decision) is not None:
        return False
    parked = negotiation.clauses[before.clause.id].parking is not None
    return parked or decision.subject is not Subject.PARKING


def _later(n: Negotiation, decision: Decision) -> Decision | None:
    """The last decision that stands and keeps this one from being undone."""
    for later in reversed(n.decisions):
        if later.number <= decision.number:
            return None
        same_kind = later.subject is decision.subject or {later.subject, decision.subject} <= TEXT
        if later.undone or not same_kind:
            continue
        if moves(decision) and moves(later):
            return later
        if involved(n, later) & involved(n, decision):
            return later
    return None


def _consequences(asking: Asking, before: Before) -> Iterator[AnyFact]:
    n = asking.negotiation
    now = n.clauses[before.clause.id]
    if before.order:
        return
    if now.successors:
        yield from begun_on_new(asking, before)
        return
    former, current = before.clause.version.wording, now.version.wording
    undoing = Undoing(before, changes(former, current), changes(current, former))
    if n.question is not None and n.question.clause == now.id:
        yield facts.QuestionFell(clause=now.id, because="text_moved")
    yield from _objections(n, before)
    for proposal in n.live_proposals(now.id):
        yield from _returned(asking, undoing, proposal)
    for merge in n.live_merges(now.id):
        yield from given_back(asking, merge)
    for draft in n.drafts.values():
        if draft.clause == now.id:
            yield _draft_again(undoing, draft)


def _objections(n: Negotiation, before: Before) -> Iterator[AnyFact]:
    """U-3: what was objected to since, in the text that is gone, is moot."""
    for objection in n.standing_objections(before.clause.id):
        if objection.id not in before.objections and objection.proposal is None:
            yield facts.ObjectionMooted(objection=objection.id)


def _returned(asking: Asking, undoing: Undoing, proposal: Proposal) -> Iterator[AnyFact]:
    """U-3: a proposal tabled since, or new wording of one, goes back to its sponsors as a draft."""
    if proposal.effect not in TEXTUAL:
        yield from begun_since(asking, undoing.before, proposal)
        return
    n, then = asking.negotiation, undoing.before.proposals.get(proposal.id)
    if then is not None and then.edition == proposal.edition:
        return
    draft = asking.mint()
    if then is None:
        yield facts.ProposalReturned(proposal=proposal.id, draft=draft)
        yield from mooted(n, proposal.id)
    else:
        known = undoing.before.objections
        yield from (fact for fact in mooted(n, proposal.id) if fact.objection not in known)
    yield facts.DraftStarted(
        draft=draft,
        private=True,
        clause=proposal.clause,
        base=undoing.before.clause.current,
        owner=proposal.author,
        writers=frozenset(proposal.sponsors),
        watch=Watch.NONE,
        texts=carried(proposal.texts, undoing.back).texts,
        by=proposal.person,
        revises=None if then is None else proposal.id,
    )


def _draft_again(undoing: Undoing, draft: Draft) -> AnyFact:
    """U-4: a draft nobody typed in since is as it was; otherwise it is carried back."""
    base = undoing.before.clause.current
    back = carried_draft(draft, base, undoing.back)
    then = undoing.before.drafts.get(draft.id)
    if then is None:
        return back
    forth = {field: carry(r, undoing.forth.get(field, ()))[0] for field, r in then.texts.items()}
    if forth != draft.texts:
        return back
    return facts.DraftCarried(
        draft=draft.id,
        private=draft.private,
        revision=draft.revision + 1,
        base=base,
        edits={},
        restored=then.texts,
    )
