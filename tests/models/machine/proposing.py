"""Proposals: their parts, their support, their structure, their acceptance."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from models import acts, facts
from models.acts import Act
from models.facts import AnyFact
from models.outline import placed
from models.parts import together
from models.proposal import Reflected
from models.settling import digest
from models.text import from_units
from tests.models.machine.drafting import Drafting
from tests.models.machine.talking import (
    clauses,
    less_new_ids,
    people,
    picks,
    words,
)
from tests.models.test_undo import as_it_was


class Proposing(Drafting):
    """Proposals: their parts, their support, their structure, their acceptance."""

    @rule(clause=clauses, which=picks, withdraw=st.booleans(), undo=st.booleans())
    def decide_a_part(self, clause: str, which: int, withdraw: bool, undo: bool) -> None:
        """Accept one part of a proposal, or its author withdraws it; perhaps by mistake."""
        n = self.stage.negotiation
        proposal = self.pick([p for p in n.live_proposals(clause) if p.parts], which)
        if proposal is None:
            return
        part = self.pick(proposal.parts, which)
        if withdraw:
            self.ask(proposal.person, acts.Withdraw(proposal=proposal.id, parts=(part,)))
        elif self._accept(proposal, part) and undo:
            assert self.ask("chair", acts.Undo(decision=self.stage.last.number, reason=""))
            assert as_it_was(self.stage.negotiation) == as_it_was(n)

    @rule(which=picks, clause=clauses)
    def withdraw_and_take_over(self, clause: str, which: int) -> None:
        """A proposal is withdrawn, and another party takes it over, or tries to."""
        proposal = self.pick(self.stage.negotiation.live_proposals(clause), which)
        if proposal is not None and self.ask(proposal.person, acts.Withdraw(proposal=proposal.id)):
            self.stage.later(minutes=which % 20)
            self.ask("gus", acts.TakeOver(proposal=proposal.id, wording=proposal.digest))

    @rule(person=st.sampled_from(["ada", "bo", "gus", "dot"]), which=picks)
    def revive(self, person: str, which: int) -> None:
        """Take over what was withdrawn, or restore what has lapsed, perhaps long ago."""
        ended = [p for p in self.stage.negotiation.proposals.values() if p.ended_at]
        proposal = self.pick(ended, which)
        if proposal is not None:
            self.ask(person, acts.TakeOver(proposal=proposal.id, wording=proposal.digest))
            self.ask("aide", acts.RestoreLapsed(proposal=proposal.id, reason=""))

    @rule(person=people, which=picks)
    def support(self, person: str, which: int) -> None:
        """Second, join, step back, or withdraw."""
        proposal = self.pick(self.stage.negotiation.proposals.values(), which)
        if proposal is None:
            return
        read = {"proposal": proposal.id, "wording": proposal.digest}
        act: Act = (
            acts.Second(**read),
            acts.CoSponsor(**read),
            acts.WithdrawSupport(proposal=proposal.id),
            acts.Withdraw(proposal=proposal.id),
        )[which % 4]
        self.ask(person, act)

    @rule(which=picks, answer=st.sampled_from(list(Reflected)))
    def answer(self, which: int, answer: Reflected) -> None:
        """Say whether a bridge reflects a proposal."""
        n = self.stage.negotiation
        bridge = self.pick([p for p in n.proposals.values() if p.bridges], which)
        if bridge is not None:
            bridged = n.proposals[self.pick(bridge.bridges, which)]
            self.ask(
                bridged.person,
                acts.AnswerBridge(bridge=bridge.id, proposal=bridged.id, answer=answer),
            )

    @rule(person=people, one=picks, other=picks, put=words, which=st.integers(0, 5))
    def restructure(self, person: str, one: int, other: int, put: str, which: int) -> None:
        """Propose a new clause, a deletion, a move, a split or a merger, and second it."""
        n = self.stage.negotiation
        places = placed(n)
        if not places:
            return
        its, then = places[one % len(places)], places[other % len(places)]
        text = from_units(put)
        read: Any = {"clause": its.id, "version": its.current, "digest": its.version.digest}
        following = places[(one + 1) % len(places)]
        act = (
            acts.TableNewClause(after=then.id, wording={"en/title": text, "en/text": text}),
            acts.TableDeletion(**read),
            acts.TableMove(**read, after="" if other % 3 == 0 else then.id),
            acts.TableSplit(
                **read,
                at={"en/text": other % 20},
                second_title={"en/title": text},
            ),
            acts.TableMerge(
                **read,
                other=following.id,
                other_version=following.current,
                other_digest=following.version.digest,
            ),
            acts.Renumber(),
        )[which]
        if isinstance(act, acts.TableSplit | acts.TableMerge):
            for proposal in (p for p in n.proposals.values() if p.live and other % 2):
                self.ask(proposal.person, acts.Withdraw(proposal=proposal.id))
        for tabled in self.ask(person, act):
            if isinstance(tabled, facts.ProposalTabled):
                second = acts.Second(proposal=tabled.proposal, wording=tabled.digest)
                self.ask("gus", second)
                if one % 2:
                    self._accept(self.stage.proposal(tabled.proposal))

    @rule(clause=clauses, which=picks)
    def accept(self, clause: str, which: int) -> None:
        """Accept a live proposal as it reads."""
        clause = self.now(clause)
        self._accept(self.pick(self.stage.negotiation.live_proposals(clause), which))

    def _accept(self, proposal: Any, *parts: str) -> tuple[AnyFact, ...]:
        if proposal is None:
            return ()
        read = together(proposal.texts, (proposal.parts[part] for part in parts))
        version = self.stage.negotiation.clauses[proposal.clause].version
        return self.ask(
            "chair",
            acts.Accept(
                proposal=proposal.id,
                version=version.number,
                digest=version.digest,
                wording=digest(read) if parts else proposal.digest,
                parts=parts,
            ),
        )

    @rule(clause=clauses, which=picks)
    def accept_by_mistake(self, clause: str, which: int) -> None:
        """Accept and undo at once: everything is as it was."""
        clause = self.now(clause)
        before = self.stage.negotiation
        if self._accept(self.pick(before.live_proposals(clause), which)):
            undone = self.ask(
                "aide", acts.Undo(decision=self.stage.last.number, reason="A mistake")
            )
            assert undone
            assert less_new_ids(self.stage.negotiation, before) == as_it_was(before)
