"""Who takes part, and by which rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from models import acts
from models.acts import Act
from models.party import Departure, NewParty, Presence
from models.rulebook import Decision, Mode, rules_digest
from tests.cast import HEADS
from tests.models.machine.talking import Talking, picks


class Partaking(Talking):
    """Parties are admitted, leave, split and walk out; the rules are changed."""

    @rule(which=picks)
    def admit_or_end(self, which: int) -> None:
        """The newcomer is admitted, or rarely somebody leaves, is excluded, or splits."""
        party = self.pick(self.stage.negotiation.parties, which)
        half = NewParty(id=f"H{which}", name="Half", colour="#123456", seat_order=9)
        other = replace(half, id=f"I{which}", seat_order=10)
        act: Act = (
            acts.AdmitParty(party="NEW"),
            acts.AdmitParty(party=party),
            acts.EndAdmission(party=party, departure=Departure.LEFT),
            acts.EndAdmission(party=party, departure=Departure.EXCLUDED, statement="So be it."),
            acts.SplitParty(party=party, into=(half, other)),
        )[max(0, which % 25 - 20)]
        self.ask("chair", act)

    @rule(which=picks)
    def walk_out(self, which: int) -> None:
        """A party walks out, and says so; mostly it is soon back."""
        head = self.pick((*HEADS, "new"), which)
        self.ask(head, acts.WalkOut(statement="zqreason"))
        if which % 3:
            self.wait(1.0)
            party = self.stage.actor(head).party or ""
            self.ask("aide", acts.SetPresence(party=party, presence=Presence.PRESENT))

    @rule(which=picks)
    def lead(self, which: int) -> None:
        """Somebody else becomes the head of their delegation."""
        person = self.pick(("ada", "abe", "amy", "bo", "bea"), which)
        party = self.stage.negotiation.people[person].party or ""
        self.ask("host", acts.ReplaceHead(party=party, person=person))

    @rule(decision=st.sampled_from(list(Decision)), seconding=st.booleans(), wait=st.booleans())
    def change_the_rules(self, decision: Decision, seconding: bool, wait: bool) -> None:
        """Others are proposed, agreed to by all, and adopted, perhaps too early."""
        rules = replace(self.stage.negotiation.rules, decision=decision, seconding=seconding)
        self.ask("chair", acts.ProposeRules(rules=rules, reason="A change."))
        digest = rules_digest(rules)
        for head in HEADS:
            self.ask(head, acts.AnswerRules(digest=digest, agree=True))
        if wait:
            self.wait(1 + rules.countdown / timedelta(minutes=1))
        self.ask("chair", acts.AdoptRules(digest=digest))

    @rule(mode=st.sampled_from(list(Mode)))
    def show(self, mode: Mode) -> None:
        """The meeting is opened or closed to those who only watch."""
        self.ask("host", acts.SetVisibility(mode=mode))
