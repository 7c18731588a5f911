"""Rules of undo: a decision taken back within the window, and what was begun since.

Undo takes back what the decision did. What parties have said since of what was there before
stands; what they began on the text that is gone returns to them as drafts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from models import acts, facts
from models.draft import Draft, Watch
from models.facts import AnyFact
from models.known import not_found
from models.layer import carry
from models.names import clause_name
from models.negotiation import Before, Decision, Negotiation, Subject
from models.position import Stand
from models.proposal import EXCLUSIVE, TEXTUAL, Proposal
from models.restoring import Clock, proposals_again
from models.rules.accepting import accepted_layer
from models.rules.adopting import adoption_stands, adoption_undone
from models.rules.carrying import Ground, draft_carried, ground
from models.rules.definitions import not_looked_at_again
from models.rules.guards import Asking, after, mooted, not_silent, refuse
from models.rules.reopening import unflagged
from models.rules.restructuring import (
    all_given_back,
    begun_on_new,
    begun_since,
    given_back,
    involved,
    moves,
)
from models.saying import say
from models.settling import Changes, Wording, between, carried, changes, reverse, wording

TEXT = frozenset({Subject.ACCEPTANCE, Subject.AGREEMENT, Subject.REOPENING})
"""Decisions about a text: the last one that stands on a clause can be undone."""


class Undoing(NamedTuple):
    """A decision to be undone: how things were, how its clause's proposals will be, and the texts.

    `forth` and `back` are how the text of the clause itself changed, and changes again.
    """

    before: Before
    after: Mapping[str, Proposal]
    forth: Changes
    back: Changes

    def ground(self, amends: str | None) -> Ground:
        """The text that a layer will lie on: the former version, or a proposal's result again."""
        version = self.before.clause.version
        parent = None if amends is None else self.after.get(amends)
        if parent is None or not parent.live:
            return Ground(version.number, version.wording)
        return Ground(version.number, wording(parent.texts), amends)

    def was(self, amends: str | None) -> Wording:
        """What a layer lay on before the decision."""
        if amends is None:
            return self.before.clause.version.wording
        return wording(self.before.proposals[amends].texts)

    def way_back(self, here: Ground, onto: Ground) -> Changes:
        """How a layer gets from where it lies to where it will lie."""
        if here.amends is None and onto.amends is None:
            return self.back
        return between(here.wording, onto.wording)

    def way_there(self, here: Ground, onto: Ground) -> Changes:
        """How a layer got from where it will lie again to where it lies."""
        if here.amends is None and onto.amends is None:
            return self.forth
        return between(onto.wording, here.wording)


def undo(act: acts.Undo, asking: Asking) -> tuple[AnyFact, ...]:
    """U-1 to U-4, C-9, X-9: facilitators take back a decision, announced to all; both are kept.

    The decision of a package takes back all that it did, the last of it first.
    """
    n = asking.negotiation
    decision = next((d for d in n.decisions if d.number == act.decision), None)
    if decision is None:
        raise not_found("decision", str(act.decision))
    if decision.subject is Subject.ADOPTION:
        undone_whole = adoption_undone(decision, asking, act.reason.strip())
        _in_window(decision, asking)
        return undone_whole
    _check_whole(n, decision)
    _in_window(decision, asking)
    if decision.package is None:
        return _one(act, asking, decision)
    made: tuple[AnyFact, ...] = ()
    for part in reversed(parts(n, decision)):
        made += _one(act, after(asking, made), part)
    return (*made, facts.DecisionUndone(undoes=decision.number, reason=act.reason.strip()))


def parts(negotiation: Negotiation, decision: Decision) -> tuple[Decision, ...]:
    """The decisions that were taken within another, in their order."""
    return tuple(d for d in negotiation.decisions if d.within == decision.number)


def _check_whole(n: Negotiation, decision: Decision) -> None:
    """X-9: what was adopted together is undone together, and once."""
    if decision.within is not None:
        whole = next(d for d in n.decisions if d.number == decision.within)
        refuse(
            "part_of_package",
            say("{decision} is part of {package}.", decision=decision.label, package=whole.label),
            say("Undo {package}: all of it is taken back together.", package=whole.label),
            "X-9",
            ("decision", str(whole.number)),
        )
    if decision.package is None:
        _undoable(n, decision)
        return
    if decision.undone:
        refuse(
            "not_undoable",
            say("{decision} cannot be undone again.", decision=decision.label),
            "Decide anew.",
            "U-2",
            ("decision", str(decision.number)),
        )
    for part in parts(n, decision):
        _check_later(n, part)


def _one(act: acts.Undo, asking: Asking, decision: Decision) -> tuple[AnyFact, ...]:
    before = _undoable(asking.negotiation, decision)
    clause = before.clause
    undone = facts.DecisionUndone(
        undoes=decision.number,
        clause=clause.id,
        version=clause.current,
        reason=act.reason.strip(),
    )
    if decision.subject is Subject.ACCEPTANCE:
        return (undone, *_consequences(asking, before, decision))
    if decision.subject is Subject.REOPENING:
        return (undone, *_agreed_again(asking, before))
    return (undone,)


def _in_window(decision: Decision, asking: Asking) -> None:
    window = asking.negotiation.rules.undo_window
    if asking.at - decision.at > window:
        minutes = window.total_seconds() / 60
        refuse(
            "undo_window",
            say(
                "{decision} was taken more than {minutes} minutes ago.",
                decision=decision.label,
                minutes=f"{minutes:g}",
            ),
            "Put the matter to the parties again.",
            "U-1",
            ("decision", str(decision.number)),
        )


def _undoable(n: Negotiation, decision: Decision) -> Before:
    """How things were before the decision, if it is the last that stands; else raises."""
    before = decision.before
    if before is None or decision.undone:
        refuse(
            "not_undoable",
            say("{decision} cannot be undone again.", decision=decision.label)
            if decision.undone
            else say("{decision} cannot be undone.", decision=decision.label),
            "Decide anew.",
            "U-2",
            ("decision", str(decision.number)),
        )
    _check_later(n, decision)
    for its in sorted(involved(n, decision)):
        not_silent(n, its)
    if not _in_force(n, decision):
        refuse(
            "not_undoable",
            say("{clause} is not parked any more.", clause=clause_name(n, before.clause.id)),
            "Nothing more is needed.",
            "U-2",
            ("decision", str(decision.number)),
        )
    return before


def _check_later(n: Negotiation, decision: Decision) -> None:
    later = _later(n, decision)
    if later is not None:
        refuse(
            "decided_since",
            say(
                "{decision} was taken since, also on {clause}.",
                decision=later.label,
                clause=clause_name(n, decision.clause or ""),
            ),
            "Undo the later decision first.",
            "U-2",
            ("decision", str(later.number)),
        )


def stands(negotiation: Negotiation, decision: Decision) -> bool:
    """U-2, X-9: whether a decision is in force and the last of its kind on its clause.

    That of a package is if all its parts are; a part never is by itself.
    """
    if decision.subject is Subject.ADOPTION:
        return adoption_stands(negotiation, decision)
    if decision.package is not None:
        its = parts(negotiation, decision)
        return not decision.undone and all(_later(negotiation, part) is None for part in its)
    return decision.within is None and _in_force(negotiation, decision)


def _in_force(negotiation: Negotiation, decision: Decision) -> bool:
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
        if later.subject is Subject.ADOPTION and not later.undone and n.adopted is not None:
            return later  # of every clause
        same_kind = later.subject is decision.subject or {later.subject, decision.subject} <= TEXT
        together = later.within is not None and later.within == decision.within
        if later.undone or together or not same_kind:
            continue
        if moves(decision) and moves(later):
            return later
        if involved(n, later) & involved(n, decision):
            return later
    return None


def _consequences(asking: Asking, before: Before, decision: Decision) -> Iterator[AnyFact]:
    n, clause = asking.negotiation, before.clause.id
    if before.order:
        yield from _moved_back(asking, clause)
        return
    if n.clauses[clause].successors:
        yield from begun_on_new(asking, before)
        return
    former = before.clause.version.wording
    clock = Clock(decision.at, asking.at, n.session is not None, n.rules)
    forth = changes(accepted_layer(before.proposals[decision.proposal or ""], decision.parts))
    undoing = Undoing(
        before, proposals_again(before.proposals, n.proposals, clock), forth, reverse(forth, former)
    )
    if n.question is not None and n.question.clause == clause:
        yield facts.QuestionFell(clause=clause, because="text_moved")
    yield from _objections(n, before)
    yield from not_looked_at_again(n, n.clauses[clause])
    for proposal in n.proposals.values():
        if proposal.clause == clause and proposal.live:
            yield from _returned(asking, undoing, proposal)
    for merge in n.live_merges(clause):
        yield from given_back(asking, merge)
    for draft in n.drafts.values():
        if draft.clause == clause:
            yield _draft_again(n, undoing, draft)


def _moved_back(asking: Asking, clause: str) -> Iterator[AnyFact]:
    """C-7, C-9: a move that is live again ends the question, and splits and merges tabled since."""
    n = asking.negotiation
    if n.question is not None and n.question.clause == clause:
        yield facts.QuestionFell(clause=clause, because="text_moved")
    for proposal in n.live_on(clause):
        if proposal.effect in EXCLUSIVE:
            yield from given_back(asking, proposal)


def _agreed_again(asking: Asking, before: Before) -> Iterator[AnyFact]:
    """U-3, E-4: what was begun since a clause was reopened, on the text that is agreed again."""
    n, clause = asking.negotiation, before.clause.id
    if n.question is not None and n.question.clause == clause:
        yield facts.QuestionFell(clause=clause, because="text_moved")
    for objection in _objections(n, before):
        yield objection
        party = n.objections[objection.objection].party
        position = n.position(clause, party)
        if position is not None and position.stand is Stand.OBJECT:
            yield facts.PositionCleared(party=party, clause=clause, version=position.version)
    yield from all_given_back(asking, clause)
    yield from unflagged(n, clause)
    if n.clauses[clause].parking is not None:
        yield facts.ClauseResumed(clause=clause)


def _objections(n: Negotiation, before: Before) -> Iterator[facts.ObjectionMooted]:
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
    onto = undoing.ground((then or proposal).amends)
    back = undoing.way_back(ground(n, proposal), onto)
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
        base=onto.base,
        owner=proposal.author,
        writers=frozenset(proposal.sponsors),
        watch=Watch.NONE,
        texts=carried(proposal.texts, back).texts,
        by=proposal.person,
        revises=None if then is None else proposal.id,
        amends=onto.amends,
    )


def _draft_again(n: Negotiation, undoing: Undoing, draft: Draft) -> AnyFact:
    """U-4: a draft nobody typed in since is as it was; otherwise it is carried back."""
    then = undoing.before.drafts.get(draft.id)
    onto, here = undoing.ground((then or draft).amends), ground(n, draft)
    back = draft_carried(draft, onto, undoing.way_back(here, onto))
    if then is None or undoing.was(then.amends) != onto.wording:
        return back
    forth = undoing.way_there(here, onto)
    if draft.texts != {f: carry(runs, forth.get(f, ()))[0] for f, runs in then.texts.items()}:
        return back
    return replace(back, edits={}, restored=then.texts)
