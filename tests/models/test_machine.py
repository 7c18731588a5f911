"""A negotiation of random acts by random people, and what holds all the same.

Whatever is asked is either refused, and then nothing changes, or leads to a state in which the
invariants below hold. Most acts are drawn so that they have a chance; some are sheer nonsense.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from models import acts, facts
from models.acts import Act
from models.draft import Draft, Watch
from models.edit import Part, edit_of, remove, strike, unstrike
from models.facts import AnyFact
from models.fold import fold
from models.layer import base
from models.negotiation import Negotiation
from models.objection import STANDING, Category
from models.outline import placed, replaced, successors_of
from models.party import Presence
from models.position import Stand
from models.proposal import EXCLUSIVE, Proposal, Reflected
from models.refusals import Refusal
from models.rulebook import Decision, Rules
from models.settling import digest
from models.text import from_units, to_units, wording_digest
from tests.cast import PEOPLE, Stage, opened
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


class Talks(RuleBasedStateMachine):
    """One negotiation and everybody in it."""

    stage: Stage

    @initialize(
        unanimity=st.booleans(), seconding=st.booleans(), watch=st.sampled_from(list(Watch))
    )
    def begin(self, unanimity: bool, seconding: bool, watch: Watch) -> None:
        """A session on two short clauses, by the rules that were drawn."""
        decision = Decision.UNANIMITY if unanimity else Decision.CONSENSUS
        rules = Rules(decision=decision, seconding=seconding, live_drafting=watch)
        self.stage = opened(rules, CLAUSES)
        for clause in CLAUSES:
            self.stage.shows(clause)

    # Asking.

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
            assert refused.sentence
            assert refused.next_step
            assert refused.rule
            assert stage.negotiation is before
        return made

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

    @rule(person=people, clause=clauses, watch=st.sampled_from(list(Watch)), which=picks)
    def start_draft(self, person: str, clause: str, watch: Watch, which: int) -> None:
        """Alone, with another party, over one's own proposal, or the floor."""
        clause = self.now(clause)
        n = self.stage.negotiation
        writers = (self.pick(n.parties, which),) if which % 3 == 0 else ()
        own = [p.id for p in n.proposals.values() if p.author == self.stage.actor(person).author]
        revises = self.pick(own, which) if which % 4 == 0 else None
        floor = which % 11 == 0
        self.ask(
            person,
            acts.StartDraft(
                clause=clause, watch=watch, writers=writers, floor=floor, revises=revises
            ),
        )

    @rule(person=people, which=picks, lag=st.integers(0, 3), edit=parts)
    def type(self, person: str, which: int, lag: int, edit: list[Part]) -> None:
        """Type something on a revision that may be a little old."""
        draft = self.pick(self.stage.negotiation.drafts.values(), which)
        if draft is not None:
            field = "en/text" if which % 5 else "en/title"
            at = max(0, draft.revision - lag)
            self.ask(
                person, acts.Edit(draft=draft.id, revision=at, field=field, edit=edit_of(*edit))
            )

    @rule(person=people, clause=clauses, which=picks, put=words)
    def propose(self, person: str, clause: str, which: int, put: str) -> None:
        """Start a draft, change a word of it, table it, and find somebody to second it."""
        clause = self.now(clause)
        started = self.ask(person, acts.StartDraft(clause=clause))
        for fact in started:
            if isinstance(fact, facts.DraftStarted):
                self._change(person, fact.draft, which, put)
                frozen: Any = self.stage.freeze(fact.draft)
                for tabled in self.ask(person, acts.Table(**frozen)):
                    if isinstance(tabled, facts.ProposalTabled) and which % 3:
                        proposal, digest_ = tabled.proposal, tabled.digest
                        self.ask("gus", acts.Second(proposal=proposal, wording=digest_))

    @rule(which=picks, put=words, table=st.booleans())
    def change_a_word(self, which: int, put: str, table: bool) -> None:
        """Replace one word of a draft by the plain form, and perhaps table it."""
        draft = self.pick(self.stage.negotiation.drafts.values(), which)
        if draft is not None:
            self._change(draft.started_by, draft.id, which, put)
            if table:
                self.table(draft.started_by, which)

    def _change(self, person: str, draft_id: str, which: int, put: str) -> None:
        draft = self.stage.negotiation.drafts[draft_id]
        read = self.stage.reading(draft.id).split(" ")
        read[which % len(read)] = put
        text = " ".join(read).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        self.ask(
            person,
            acts.Rewrite(draft=draft.id, revision=draft.revision, field="en/text", text=text),
        )

    @rule(person=people, which=picks)
    def table(self, person: str, which: int) -> None:
        """Table a draft, or revise with it, as it reads."""
        n = self.stage.negotiation
        draft = self.pick(n.drafts.values(), which)
        if draft is None:
            return
        kind: Any = acts.Revise if draft.revises else acts.Table
        self.ask(person, kind(**self.stage.freeze(draft.id)))

    @rule(person=people, which=picks, watch=st.sampled_from(list(Watch)))
    def share_or_discard(self, person: str, which: int, watch: Watch) -> None:
        """Open a draft to others, or give it up."""
        draft = self.pick(self.stage.negotiation.drafts, which)
        if draft is None:
            return
        writers = (self.pick(self.stage.negotiation.parties, which),)
        share = acts.ShareDraft(draft=draft, watch=watch, writers=writers)
        self.ask(person, share if which % 4 else acts.DiscardDraft(draft=draft))

    @rule(person=people, which=picks)
    def support(self, person: str, which: int) -> None:
        """Second, join, or withdraw."""
        proposal = self.pick(self.stage.negotiation.proposals.values(), which)
        if proposal is None:
            return
        read = {"proposal": proposal.id, "wording": proposal.digest}
        act: Act = (
            acts.Second(**read),
            acts.CoSponsor(**read),
            acts.Second(**read),
            acts.Withdraw(proposal=proposal.id),
        )[which % 4]
        self.ask(person, act)

    @rule(person=people, clause=clauses, which=picks, aimed=st.booleans())
    def object_to(self, person: str, clause: str, which: int, aimed: bool) -> None:
        """Object to a clause or to a live proposal, or lift an objection."""
        clause = self.now(clause)
        n = self.stage.negotiation
        live = self.pick(n.live_proposals(clause), which) if aimed else None
        raised = acts.Object(
            clause=clause,
            digest=live.digest if live else n.clauses[clause].version.digest,
            category=Category.TRUST,
            reason="No trust.",
            remedy="More of it.",
            proposal=live.id if live else None,
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

    @rule(clause=clauses, which=picks, put=words)
    def bridge(self, clause: str, which: int, put: str) -> None:
        """The chair bridges what is live on a clause."""
        clause = self.now(clause)
        stage = self.stage
        live = [p.id for p in stage.negotiation.live_proposals(clause)]
        started = self.ask("chair", acts.StartDraft(clause=clause))
        for fact in started:
            if isinstance(fact, facts.DraftStarted):
                edit = edit_of(which % 3, put)
                draft = fact.draft
                self.ask("chair", acts.Edit(draft=draft, revision=0, field="en/text", edit=edit))
                frozen: Any = stage.freeze(draft)
                self.ask("chair", acts.Table(**frozen, bridges=tuple(live)))

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

    def _accept(self, proposal: Any) -> tuple[AnyFact, ...]:
        if proposal is None:
            return ()
        version = self.stage.negotiation.clauses[proposal.clause].version
        return self.ask(
            "chair",
            acts.Accept(
                proposal=proposal.id,
                version=version.number,
                digest=version.digest,
                wording=proposal.digest,
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

    @rule(which=st.integers(0, 3))
    def undo(self, which: int) -> None:
        """Undo one of the last decisions."""
        number = max(1, self.stage.last.number - which)
        self.ask("chair", acts.Undo(decision=number, reason=""))

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

    @rule(which=picks, presence=st.sampled_from(list(Presence)))
    def come_and_go(self, which: int, presence: Presence) -> None:
        """A party comes, goes, or walks out; mostly they are there."""
        party = self.pick(self.stage.negotiation.parties, which)
        there = presence if which % 3 == 0 else Presence.PRESENT
        self.ask("chair", acts.SetPresence(party=party, presence=there))

    @rule(minutes=st.sampled_from([0.01, 1.0, 9.0, 21.0]))
    def wait(self, minutes: float) -> None:
        """Let time pass, and fall due what falls due."""
        before = self.stage.negotiation
        self.check_step(before, self.stage.later(minutes=minutes).settle())

    @rule(
        person=st.sampled_from([person.id for person in PEOPLE]),
        act=st.sampled_from(
            [
                acts.Withdraw(proposal="nothing"),
                acts.Accept(proposal="x1", version=1, digest="", wording=""),
                acts.Confirm(clause="A1", version=0, digest=""),
                acts.PublishText(),
                acts.AdoptRules(),
                acts.Undo(decision=1, reason=""),
                acts.Edit(draft="x1", revision=-1, field="", edit=()),
                acts.StartDraft(clause="A9", writers=("nobody",), floor=True),
                acts.OpenSession(session="S2", present=("nobody",)),
            ]
        ),
    )
    def nonsense(self, person: str, act: Act) -> None:
        """What nobody can do changes nothing."""
        self.ask(person, act)

    # What holds.

    def check_step(self, before: Negotiation, made: tuple[AnyFact, ...]) -> None:
        """What holds of every step: agreement only with nothing in the way, settled is settled."""
        n = self.stage.negotiation
        for fact in made:
            if isinstance(fact, facts.ClauseAgreed):
                assert not before.live_proposals(fact.clause)
                assert not before.blocking_objections(fact.clause)
                assert before.attendance.met
        if any(isinstance(fact, facts.DecisionUndone) for fact in made):
            return
        for key, proposal in before.proposals.items():
            if not proposal.live:
                assert n.proposals[key] == proposal
        for key, objection in before.objections.items():
            if objection.status not in STANDING:
                assert n.objections[key] == objection

    @invariant()
    def layers_lie_on_the_text_in_force(self) -> None:
        """Every draft and every live proposal is over the current version, and reads as named."""
        n = self.stage.negotiation
        live = [p for p in n.proposals.values() if p.live]
        layers: list[Draft | Proposal] = [*n.drafts.values(), *live]
        for layer in layers:
            clause = n.clauses[layer.clause]
            assert layer.base == clause.current
            for field, runs in layer.texts.items():
                assert base(runs) == to_units(clause.version.wording[field])
        for proposal in live:
            assert proposal.digest == digest(proposal.texts)

    @invariant()
    def an_agreed_clause_is_at_rest(self) -> None:
        """No live proposal, no question; its objections are suspended or none."""
        n = self.stage.negotiation
        for clause in n.clauses.values():
            if clause.agreed:
                assert not n.live_proposals(clause.id)
                assert clause.parking is None
                assert n.question is None or n.question.clause != clause.id

    @invariant()
    def versions_are_what_their_digests_say(self) -> None:
        """Numbered upwards, immutable, every word with its origin."""
        for clause in self.stage.negotiation.clauses.values():
            numbers = [version.number for version in clause.versions]
            assert numbers == list(range(1, len(numbers) + 1))
            for version in clause.versions:
                assert version.digest == wording_digest(version.wording)
                for field, text in version.wording.items():
                    spans = version.provenance[field]
                    assert sum(span.length for span in spans) == len(to_units(text))

    @invariant()
    def positions_name_what_their_party_read(self) -> None:
        """No position stands on a version its party did not name, nor agrees while it objects."""
        n = self.stage.negotiation
        for clause, stated in n.positions.items():
            for (party, number), position in stated.items():
                version = n.clauses[clause].numbered(number)
                assert (position.party, position.version) == (party, number)
                assert position.digest == version.digest
        for objection in n.objections.values():
            if objection.standing and objection.proposal is None:
                its = n.position(objection.clause, objection.party)
                assert its is None or its.stand is Stand.OBJECT

    @invariant()
    def ids_lead_to_the_text(self) -> None:
        """Every clause there was leads to such as were not replaced; numbers are not shared."""
        n = self.stage.negotiation
        for clause in n.clauses:
            ends = successors_of(n, clause)
            assert ends
            assert not any(n.clauses[end].successors for end in ends)
        numbers = [its.number for its in placed(n)]
        assert len(set(numbers)) == len(numbers)
        for its in n.clauses.values():
            if replaced(its):
                assert not n.live_proposals(its.id)
                assert not n.standing_objections(its.id)

    @invariant()
    def a_split_or_merger_is_alone(self) -> None:
        """Nothing else is live on its clauses."""
        n = self.stage.negotiation
        for proposal in n.proposals.values():
            if proposal.live and proposal.effect in EXCLUSIVE:
                for clause in proposal.clauses:
                    live = (*n.live_proposals(clause), *n.live_merges(clause))
                    assert {p.id for p in live} == {proposal.id}

    @invariant()
    def a_question_is_about_the_text_in_force(self) -> None:
        """And nothing stands in its way."""
        n = self.stage.negotiation
        if n.question is not None:
            assert n.question.digest == n.clauses[n.question.clause].version.digest
            assert not n.live_proposals(n.question.clause)

    def teardown(self) -> None:
        """The record leads to this very state."""
        state: Negotiation | None = None
        for fact, at, actor in self.stage.log:
            state = fold(state, fact, at, actor)
        assert state == self.stage.negotiation


TestTalks = Talks.TestCase
TestTalks.settings = settings(max_examples=100, stateful_step_count=40)
