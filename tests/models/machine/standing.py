"""What parties say of a text, the question, who is there, and time."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from models import acts
from models.acts import Act
from models.objection import Category
from models.party import Presence
from models.position import Stand
from models.reservation import StatementKind
from models.stances import recorded_for
from tests.cast import HEADS, PARTIES
from tests.models.machine.talking import (
    Talking,
    clauses,
    people,
    picks,
)


class Standing(Talking):
    """What parties say of a text, the question, who is there, and time."""

    @rule(person=people, clause=clauses, which=picks, aimed=st.booleans())
    def object_to(self, person: str, clause: str, which: int, aimed: bool) -> None:
        """Object to a clause or to a live proposal, or lift an objection."""
        clause = self.now(clause)
        n = self.stage.negotiation
        live = self.pick(n.live_proposals(clause), which) if aimed else None
        if live and which % 3 == 0:
            live = self.pick((live, *n.live_proposals(clause, live.id)), which)
        raised = acts.Object(
            clause=clause,
            digest=live.digest if live else n.clauses[clause].version.digest,
            category=Category.TRUST,
            reason="zqreason",
            remedy="More of it.",
            proposal=live.id if live else None,
            part=self.pick(live.parts, which) if live and which % 4 else None,
        )
        lifted = self.pick(n.objections, which)
        if which % 2 and lifted is not None:
            self.ask(n.objections[lifted].person, acts.LiftObjection(objection=lifted))
        else:
            self.ask(person, raised)

    @rule(person=people, clause=clauses, stand=st.sampled_from(list(Stand)))
    def state(self, person: str, clause: str, stand: Stand) -> None:
        """Take a position."""
        clause = self.now(clause)
        version = self.stage.negotiation.clauses[clause].version
        self.ask(
            person,
            acts.StatePosition(
                clause=clause, version=version.number, digest=version.digest, stand=stand
            ),
        )

    @rule(clause=clauses, rarely=st.integers(0, 3))
    def all_agree(self, clause: str, rarely: int) -> None:
        """Everybody lifts what they object to on a clause, withdraws, and agrees."""
        clause = self.now(clause)
        n = self.stage.negotiation
        if rarely:
            return
        for objection in n.standing_objections(clause):
            self.ask(objection.person, acts.LiftObjection(objection=objection.id))
        for proposal in n.live_proposals(clause):
            self.ask(proposal.person, acts.Withdraw(proposal=proposal.id))
        for head in ("ada", "bo", "gus", "dot"):
            self.state(head, clause, Stand.AGREE)

    @rule(
        person=people,
        clause=clauses,
        kind=st.sampled_from(list(StatementKind)),
        party=st.sampled_from([*PARTIES, None]),
    )
    def say(self, person: str, clause: str, kind: StatementKind, party: str | None) -> None:
        """Enter a statement, or have it and a position recorded; confirm what was recorded."""
        version = self.stage.negotiation.clauses[clause].version
        statement = acts.EnterStatement(
            statement_kind=kind, clause=clause, digest=version.digest, text="So.", on_behalf=party
        )
        self.ask(person, statement)
        position = acts.StatePosition(
            clause=clause,
            version=version.number,
            digest=version.digest,
            stand=Stand.AGREE_AD_REF,
            on_behalf=party,
        )
        self.ask(person, position)
        for head, its in zip(HEADS, PARTIES, strict=True):
            for recorded in recorded_for(self.stage.negotiation, its)[:1]:
                confirm = acts.ConfirmRecorded(what=recorded.what, item=recorded.item)
                self.ask(head, confirm)
            self.ask(head, acts.ConfirmAdRef())

    @rule(clause=clauses, wait=st.sampled_from([0.0, 30.0, 61.0]), which=picks)
    def question(self, clause: str, wait: float, which: int) -> None:
        """Put a clause to the room, and confirm it, or take it back, sooner or later."""
        clause = self.now(clause)
        version = self.stage.negotiation.clauses[clause].version
        number, read = version.number, version.digest
        self.ask("chair", acts.PutToRoom(clause=clause, version=number, digest=read))
        self.stage.later(seconds=wait)
        if which % 5:
            self.ask("chair", acts.Confirm(clause=clause, version=number, digest=read))
        else:
            self.ask("chair", acts.TakeBackQuestion(clause=clause))

    @rule(clause=clauses, which=st.integers(0, 4))
    def control(self, clause: str, which: int) -> None:
        """Park, resume, close and open drafting, put on screen."""
        clause = self.now(clause)
        act: Act = (
            acts.Park(clause=clause),
            acts.Resume(clause=clause),
            acts.CloseDrafting(clause=clause),
            acts.OpenDrafting(clause=clause),
            acts.PutOnScreen(clause=clause),
        )[which]
        self.ask("aide", act)

    @rule(minutes=st.sampled_from([0.1, 5.0, 25.0]), reading=st.integers(0, 5))
    def adjourn(self, minutes: float, reading: int) -> None:
        """Close the session, and open it again a while later."""
        there = [p.id for p in self.stage.negotiation.admitted if p.active]
        self.ask("chair", acts.CloseSession(reading=not reading))
        self.wait(minutes)
        self.ask("chair", acts.OpenSession(session="S1", present=tuple(there)))

    @rule(which=picks, presence=st.sampled_from(list(Presence)))
    def come_and_go(self, which: int, presence: Presence) -> None:
        """A party comes, goes, or walks out; mostly they are there."""
        party = self.pick(self.stage.negotiation.parties, which)
        there = presence if which % 3 == 0 else Presence.PRESENT
        self.ask("chair", acts.SetPresence(party=party, presence=there))

    @rule(which=st.integers(0, 3))
    def undo(self, which: int) -> None:
        """Undo one of the last decisions."""
        number = max(1, self.stage.last.number - which)
        self.ask("chair", acts.Undo(decision=number, reason=""))
