"""The whole text: agreed, adopted, corrected, checked, locked, signed, and opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from models import acts
from models.acts import Act
from models.outline import gone, placed, worded
from models.position import Stand
from models.whole import whole_digest
from tests.cast import HEADS
from tests.models.machine.proposing import Proposing
from tests.models.machine.talking import picks


class Closing(Proposing):
    """From the last clause to the last signature."""

    @rule(far=st.integers(-3, 3), which=picks)
    def finish(self, far: int, which: int) -> None:
        """Everything that is open is settled, and the text adopted, checked, locked, signed."""
        if far < 0:
            return
        self._agree_all()
        self.ask("chair", acts.AdoptWholeText(digest=whole_digest(self.stage.negotiation)))
        if far > 0:
            self.correct(which, "Five")
            self.answer_correction(which)
            self.wait(21.0)
            self.check(which % 2)
        if far > 1:
            self.check(1)
            self.lock(confirm=True, which=which)
        if far > 2:
            for head in HEADS:
                self.sign(which, head, 20)

    def _agree_all(self) -> None:
        self._settle_all()
        for its in placed(self.stage.negotiation):
            read: Any = self.stage.read(its.id)
            self.ask("chair", acts.PutOnScreen(clause=its.id))
            for head in HEADS:
                self.ask(head, acts.StatePosition(**read, stand=Stand.AGREE))
            self.ask("chair", acts.PutToRoom(**read))
            self.stage.later(seconds=61)
            self.ask("chair", acts.Confirm(**read))

    def _settle_all(self) -> None:
        n = self.stage.negotiation
        for package in n.packages:
            self.ask("chair", acts.RefusePackage(package=package, reason="No."))
        for silence in n.running_silences:
            self.ask("chair", acts.CancelSilence(silence=silence.id, reason="No."))
        for proposal in n.proposals.values():
            if proposal.live:
                self.ask(proposal.person, acts.Withdraw(proposal=proposal.id))
        for objection in n.objections.values():
            if objection.standing:
                self.ask(objection.person, acts.LiftObjection(objection=objection.id))

    @rule(which=picks, put=st.sampled_from(["Five", "two", "صغير", ""]))
    def correct(self, which: int, put: str) -> None:
        """Lex corrects a word of the adopted text."""
        its = self.pick(worded(self.stage.negotiation), which)
        if its is None:
            return
        words = its.version.wording["en/text"].split()
        act = acts.ProposeCorrection(
            **self.stage.read(its.id),
            field="en/text",
            find=self.pick(words, which) or "x",
            replace=put,
            reason="zqreason",
        )
        self.ask("lex", act)

    @rule(which=picks)
    def answer_correction(self, which: int) -> None:
        """A party contests a correction, or Lex withdraws it; mostly it waits."""
        correction = self.pick(self.stage.negotiation.corrections, which)
        if correction is None:
            return
        if which % 3 == 0:
            contested = acts.ContestCorrection(correction=correction, reason="It matters.")
            self.ask(self.pick(HEADS, which), contested)
        elif which % 3 == 1:
            self.ask("lex", acts.WithdrawCorrection(correction=correction))

    @rule(which=st.integers(0, 5))
    def check(self, which: int) -> None:
        """Numbers are put in order, the legal check is completed, the adoption undone."""
        act: Act = acts.CompleteLegalCheck(explained="It may stand.")
        if which == 0:
            act = acts.Renumber()
        self.ask("lex", act)

    @rule(confirm=st.booleans(), which=picks)
    def lock(self, confirm: bool, which: int) -> None:
        """The chair asks for the lock; the host confirms it, or it is stopped."""
        self.ask("chair", acts.RequestLock(digest=whole_digest(self.stage.negotiation)))
        pending = self.stage.negotiation.lock_pending
        if pending is None:
            return
        read = "another" if which % 7 == 0 else pending.digest
        if confirm:
            self.ask("host", acts.ConfirmLock(digest=read, manifest=pending.manifest))
        elif which % 3 == 0:
            self.ask("host", acts.StopLock(reason="Not yet."))

    @rule(which=picks, head=st.sampled_from(HEADS), minutes=st.integers(1, 30))
    def sign(self, which: int, head: str, minutes: int) -> None:
        """The signing is opened; a head signs, declines, joins, or leaves."""
        final = self.stage.negotiation.final
        if final is None:
            return
        closes = self.stage.now + timedelta(minutes=minutes)
        self.ask("host", acts.OpenSigning(digest=final.digest, closes=closes))
        read: Any = {"digest": final.digest, "manifest": final.manifest}
        act = (
            acts.Sign(**read),
            acts.Sign(**read),
            acts.Decline(digest=final.digest, statement="No."),
            acts.Accede(**read, declaration="We join.", effective="2027-06-01"),
            acts.WithdrawSignature(effective="2027-06-01"),
        )[which % 5]
        self.ask(head, act)

    @rule(consent=st.booleans())
    def unlock(self, consent: bool) -> None:
        """The locked text is opened again, where all consent."""
        final = self.stage.negotiation.final
        if final is None:
            return
        self.ask("chair", acts.RequestUnlock(reason="A mistake."))
        for head in HEADS if consent else HEADS[:1]:
            self.ask(head, acts.ConsentUnlock(digest=final.digest))
        self.ask("host", acts.ConfirmUnlock(digest=final.digest))

    @invariant()
    def an_adopted_text_is_what_its_digest_says(self) -> None:
        """All of it agreed, nothing live, nothing before the room; a lock names that very text."""
        n = self.stage.negotiation
        if n.adopted is not None:
            assert n.adopted == whole_digest(n)
            assert all(its.agreed or gone(n, its.id) for its in n.clauses.values())
            assert not any(its.live for its in n.proposals.values())
            assert not any(its.live for its in n.packages.values())
            assert n.question is None
            assert not n.running_silences
        assert n.adopted is not None or not n.legal_check
        running = [its for its in n.corrections.values() if its.running]
        assert not running or n.adopted is not None
        if n.final is not None:
            assert n.final.digest == n.adopted
            assert not running
