"""The negotiation of the machine: whoever asks is answered, and every step is checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from models import facts
from models.acts import Act
from models.draft import Watch
from models.edit import Part, remove, strike, unstrike
from models.facts import AnyFact, is_private
from models.fold import fold
from models.hurdles import POSITIVE
from models.negotiation import Negotiation
from models.objection import STANDING, ObjectionStatus
from models.outline import placed
from models.party import Presence
from models.refusals import Refusal
from models.retention import Erasure
from models.rulebook import DEFAULT_VISIBILITY, Decision, Group, Kind, Rules
from models.text import to_units
from server.store import codec
from tests.cast import Stage, opened
from tests.models.test_undo import as_it_was

CLAUSES = {"A1": "One two three. Four 😀 five.", "A2": "نص قصير جدًا. Six seven."}
SPEAKERS = ("ada", "abe", "amy", "bo", "bea", "gus", "dot", "chair", "aide")
people = st.sampled_from(SPEAKERS)
clauses = st.sampled_from(sorted(CLAUSES))
picks = st.integers(0, 1_000)
words = st.sampled_from(["new ", "😀", "é", "e\u0301", "كلمة ", "word. "]).map(to_units)
parts: st.SearchStrategy[list[Part]] = st.lists(
    st.integers(1, 9)
    | words
    | st.builds(remove, st.integers(1, 6))
    | st.builds(strike, st.integers(1, 6))
    | st.builds(unstrike, st.integers(1, 6)),
    max_size=4,
)


def less_new_ids(n: Negotiation, before: Negotiation) -> Negotiation:
    """A negotiation less clauses that came and went with a decision: ids are not used again."""
    now = as_it_was(n)
    return replace(now, clauses={k: its for k, its in now.clauses.items() if k in before.clauses})


def enough_are_there(n: Negotiation) -> bool:
    """The quorum, counted anew: more than half of those admitted."""
    admitted = [party for party in n.parties.values() if party.admitted]
    there = [party for party in admitted if party.presence in {Presence.PRESENT, Presence.REMOTE}]
    return 2 * len(there) > len(admitted)


def all_agree(n: Negotiation, clause: str) -> bool:
    """Whether every admitted party has said yes to the version in force."""
    said = [n.position(clause, party.id) for party in n.admitted]
    return all(its is not None and its.stand in POSITIVE for its in said)


class Talking(RuleBasedStateMachine):
    """The negotiation of the machine: whoever asks is answered, and every step is checked."""

    stage: Stage

    @initialize(
        decision=st.sampled_from(list(Decision)),
        seconding=st.booleans(),
        watch=st.sampled_from(list(Watch)),
        shy=st.booleans(),
    )
    def begin(self, decision: Decision, seconding: bool, watch: Watch, shy: bool) -> None:
        """A session on two short clauses, by the rules that were drawn; shy ones hide reasons."""
        hidden = {Kind.REASONS: frozenset({Group.FACILITATORS})} if shy else {}
        rules = Rules(
            decision=decision,
            visibility={**DEFAULT_VISIBILITY, **hidden},
            walked_out_notice=timedelta(minutes=5),
            editorial_window=timedelta(minutes=5),
            seconding=seconding,
            live_drafting=watch,
            silence_minimum=timedelta(minutes=5),
            reading_lapses=True,
        )
        self.stage = opened(rules, CLAUSES)
        for clause in CLAUSES:
            self.stage.shows(clause)

    def ask(self, person: str, act: Act) -> tuple[AnyFact, ...]:
        """Do an act; a refusal is as good an answer as any other, if it says what it must."""
        stage = self.stage
        stage.settle()
        before = stage.negotiation
        refused: Refusal | None = None
        made: tuple[AnyFact, ...] = ()
        try:
            made = stage.do(person, act)
        except Refusal as refusal:
            refused = refusal
        if refused is None:
            self.check_step(before, made)
        else:
            assert str(refused.sentence)
            assert str(refused.next_step)
            assert refused.rule
            assert stage.negotiation is before or refused.recorded
        return made

    @rule(minutes=st.sampled_from([0.01, 1.0, 9.0, 21.0]))
    def wait(self, minutes: float) -> None:
        """Let time pass, and fall due what falls due."""
        before = self.stage.negotiation
        self.check_step(before, self.stage.later(minutes=minutes).settle())

    def now(self, clause: str) -> str:
        """A clause that has a place now, for one there was at the beginning: the first, or last."""
        places = [its.id for its in placed(self.stage.negotiation)]
        if clause in places or not places:
            return clause
        return places[0 if clause == "A1" else -1]

    def pick(self, things: Any, which: int) -> Any:
        """One of some things, None where there are none."""
        listed = list(things)
        return listed[which % len(listed)] if listed else None

    def check_step(self, before: Negotiation, made: tuple[AnyFact, ...]) -> None:
        """What holds of every step: agreement only with nothing in the way, settled is settled."""
        for fact in made:
            self.check_fact(before, fact, made)
        self.check_what_is_over(before, made)

    def check_fact(self, before: Negotiation, fact: AnyFact, made: tuple[AnyFact, ...]) -> None:
        """A clause is agreed, and a proposal accepted, with nothing in the way."""
        n = self.stage.negotiation
        if isinstance(fact, facts.ClauseAgreed):
            silent = any(isinstance(other, facts.SilenceExpired) for other in made)
            assert silent or enough_are_there(before)
            assert not n.live_on(fact.clause)
            standing = n.standing_objections(fact.clause)
            assert not any(n.rules.lets_block(n.parties[o.party]) for o in standing)
            assert n.rules.decision is not Decision.UNANIMITY or all_agree(n, fact.clause)
        if isinstance(fact, facts.ProposalAccepted):
            accepted = before.proposals[fact.proposal]
            assert accepted.live
            assert not accepted.needs_author
            assert accepted.amends is None
            assert set(fact.parts) < {*accepted.parts, ""}

    def check_what_is_over(self, before: Negotiation, made: tuple[AnyFact, ...]) -> None:
        """What was settled stays as it was, unless that is undone; signatures always."""
        n = self.stage.negotiation
        for key, signature in before.signatures.items():
            kept = replace(n.signatures[key], withdrawn=signature.withdrawn)
            assert kept == signature
        if any(isinstance(fact, facts.DecisionUndone) for fact in made):
            return
        back = (facts.ProposalTakenOver, facts.ProposalRestored)
        revived = {fact.proposal for fact in made if isinstance(fact, back)}
        for key, proposal in before.proposals.items():
            if not proposal.live and key not in revived:
                assert n.proposals[key] == proposal
        for key, objection in before.objections.items():
            # O-4: what was overridden may be lifted for the record.
            if objection.status not in {*STANDING, ObjectionStatus.OVERRIDDEN}:
                assert n.objections[key] == objection

    def teardown(self) -> None:
        """The record leads to this very state, as it is written and read again."""
        state: Negotiation | None = None
        for fact, at, actor in self.stage.log:
            state = fold(state, codec.load_fact(codec.dump(fact)), at, actor)
        assert state == self.stage.negotiation
        self.check_erasing(state)

    def check_erasing(self, state: Negotiation | None) -> None:
        """Y-1: once what is private was erased, a record without it leads to the same state."""
        left: Negotiation | None = None
        for fact, at, actor in self.stage.log:
            if not is_private(fact.audience):
                left = fold(left, fact, at, actor)
        erased, now = facts.Erased(what=Erasure.PRIVATE, days=0), self.stage.now
        assert fold(left, erased, now, None) == fold(state, erased, now, None)
