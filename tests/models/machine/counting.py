"""What is counted anew from nothing but the facts: who is there, and who said what."""

from __future__ import annotations

from hypothesis.stateful import invariant

from models import facts
from models.facts import AnyFact
from models.negotiation import Negotiation
from models.party import Actor, Presence
from models.position import Source
from tests.models.machine.talking import Talking, enough_are_there

HERE = {Presence.PRESENT, Presence.REMOTE}
OF_THE_TEXT = (facts.ProposalAccepted, facts.PackageAdopted, facts.WholeTextAdopted)
Said = tuple[str, str, int]
"""A party, a clause, a version."""


class Counting(Talking):
    """What the facts add up to, whatever the state says."""

    heard = 0
    there: dict[str, Presence]
    """Admitted party → where it is."""
    said: set[Said]

    @invariant()
    def the_quorum_is_what_the_facts_add_up_to(self) -> None:
        """Who was admitted and is gone, who came, walked out and came back."""
        self._hear()
        here = [party for party, presence in self.there.items() if presence in HERE]
        its = self.stage.negotiation.attendance
        assert (its.present, its.admitted) == (len(here), len(self.there))
        assert its.met is (2 * len(here) > len(self.there))

    @invariant()
    def a_position_is_one_that_its_party_took(self) -> None:
        """By itself or on its behalf, by silence or a package; or carried over, or inherited."""
        self._hear()
        for clause, stated in self.stage.negotiation.positions.items():
            for party, version in stated:
                assert (party, clause, version) in self.said

    def _hear(self) -> None:
        log = self.stage.log
        if self.heard == 0:
            self.there, self.said = {}, set()
        for fact, _, actor in log[self.heard :]:
            self._come_and_go(fact)
            self._speak(fact, actor)
        self.heard = len(log)

    def _come_and_go(self, fact: AnyFact) -> None:
        match fact:
            case facts.Convened(parties=parties):
                self.there = {its.id: its.presence for its in parties if its.admitted}
            case facts.RollCalled(presence=presence):
                self.there |= {party: presence[party] for party in self.there if party in presence}
            case facts.PresenceChanged(party=party, presence=now):
                self.there[party] = now
            case facts.PartyWalkedOut(party=party):
                self.there[party] = Presence.WALKED_OUT
            case facts.PartyAdmitted(party=party, presence=now):
                self.there[party] = now
            case facts.AdmissionEnded(party=party):
                del self.there[party]
            case facts.PartySplit(party=party, into=into):
                was = self.there.pop(party)
                self.there |= {its.id: was for its in into}
            case _:
                pass

    def _speak(self, fact: AnyFact, actor: Actor | None) -> None:
        match fact:
            case facts.PositionStated(party=party, clause=clause, version=version):
                if fact.source is Source.STATED:
                    assert actor is not None
                    assert actor.party == party or fact.recorded_by == actor.person
                self.said.add((party, clause, version))
            case facts.PositionInherited(party=party, clause=clause, version=version):
                assert (fact.former, clause, version) in self.said
                self.said.add((party, clause, version))
            case facts.PositionsCarried(clause=clause, former=former, version=version):
                here = [party for party, *read in self.said if read == [clause, former]]
                self.said |= {(party, clause, version) for party in here}
            case _:
                pass

    def check_fact(self, before: Negotiation, fact: AnyFact, made: tuple[AnyFact, ...]) -> None:
        """A text is decided on where enough are there, or by a silence."""
        super().check_fact(before, fact, made)
        silent = any(isinstance(other, facts.SilenceExpired) for other in made)
        if isinstance(fact, OF_THE_TEXT) and not silent:
            assert enough_are_there(before)
