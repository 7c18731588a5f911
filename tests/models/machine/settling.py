"""Silence, reopening and packages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from models import acts, facts
from models.acts import Act
from models.objection import Category
from models.position import Stand
from models.rules import outage
from tests.cast import HEADS, PARTIES
from tests.models.machine.proposing import Proposing
from tests.models.machine.talking import (
    CLAUSES,
    clauses,
    people,
    picks,
)
from tests.models.test_undo import as_it_was


class Settling(Proposing):
    """Silence, reopening and packages."""

    @rule(clause=clauses, which=picks, minutes=st.sampled_from([4, 6, 15]), over=st.booleans())
    def offer(self, clause: str, which: int, minutes: int, over: bool) -> None:
        """Start a silence on a clause as it reads, or on a live proposal; perhaps it runs out."""
        clause = self.now(clause)
        n = self.stage.negotiation
        live = self.pick(n.live_proposals(clause), which)
        version = n.clauses[clause].version
        self.ask(
            "chair",
            acts.StartSilence(
                clause=clause,
                version=version.number,
                digest=version.digest,
                ends=self.stage.now + timedelta(minutes=minutes),
                proposal=live.id if live else None,
                wording=live.digest if live else "",
            ),
        )
        if over:
            self.wait(minutes + 1.0)

    @rule(person=people, which=picks)
    def answer_silence(self, person: str, which: int) -> None:
        """Acknowledge, break or cancel a silence; or the server was away for a while."""
        silence = self.pick(self.stage.negotiation.silences, which)
        if silence is None:
            return
        self.ask(person, acts.AcknowledgeSilence(silence=silence))
        if which % 5 == 0:
            reason = {"category": Category.TRUST, "reason": "zqreason", "remedy": "More of it."}
            self.ask(person, acts.BreakSilence(silence=silence, **reason))  # type: ignore[arg-type]
        elif which % 5 == 1:
            self.ask("chair", acts.CancelSilence(silence=silence, reason="A mistake"))
        elif which % 5 == 2:
            stage, start = self.stage, self.stage.now
            made = outage(stage.negotiation, start, stage.later(minutes=which % 13).now)
            stage.take(made, stage.now, None)

    @rule(clause=clauses, person=people, which=picks)
    def reopening(self, clause: str, person: str, which: int) -> None:
        """Ask, support, withdraw, grant or decline."""
        clause = self.now(clause)
        version = self.stage.negotiation.clauses[clause].version
        self.ask(person, acts.RequestReopen(clause=clause, reason="A mistake"))
        self.ask("dot", acts.SupportReopen(clause=clause))
        act: Act = (
            acts.Reopen(clause=clause, version=version.number, digest=version.digest),
            acts.Reopen(clause=clause, version=version.number, digest=version.digest),
            acts.DeclineReopen(clause=clause, reason="It was discussed."),
            acts.WithdrawReopen(clause=clause),
        )[which % 4]
        self.ask("chair" if which % 4 < 3 else person, act)

    @rule(which=picks, alone=st.booleans())
    def pack(self, which: int, alone: bool) -> None:
        """Tie both clauses together: a live proposal on each, or one of them as it is."""
        n = self.stage.negotiation
        both = [self.now(clause) for clause in CLAUSES]
        picked = [self.pick(n.live_proposals(clause), which) for clause in both]
        if alone:
            picked[which % 2] = None
        elements = tuple(
            self.stage.element(clause, proposal and proposal.id)
            for clause, proposal in zip(both, picked, strict=True)
        )
        self.ask("chair", acts.TablePackage(title="A deal", elements=elements))

    @rule(which=picks, stands=st.lists(st.sampled_from(list(Stand)), min_size=4, max_size=4))
    def settle_package(self, which: int, stands: list[Stand]) -> None:
        """Take positions on a package, some of them on behalf, and adopt or refuse it."""
        live = [p for p in self.stage.negotiation.packages.values() if p.live]
        package = self.pick(live, which)
        if package is None:
            return
        named = {"package": package.id, "digest": package.digest}
        for party, head, stand in zip(PARTIES, HEADS, stands, strict=True):
            said = Stand.AGREE if which % 3 else stand
            act = acts.StatePackagePosition(**named, stand=said, note="Because.")
            self.ask(head, act) if which % 2 else self.ask("aide", replace(act, on_behalf=party))
        if which % 5:
            self.ask("chair", acts.AdoptPackage(**named))
        else:
            self.ask("aide", acts.RefusePackage(package=package.id, reason="No."))

    @rule(which=picks)
    def adopt_by_mistake(self, which: int) -> None:
        """Adopt a package and undo that at once: everything is as it was."""
        before = self.stage.negotiation
        package = self.pick([p for p in before.packages.values() if p.live], which)
        if package is None:
            return
        adopt = acts.AdoptPackage(package=package.id, digest=package.digest)
        for fact in self.ask("chair", adopt):
            if isinstance(fact, facts.PackageAdopted):
                assert self.ask("aide", acts.Undo(decision=fact.decision, reason="A mistake"))
                assert as_it_was(self.stage.negotiation) == as_it_was(before)
