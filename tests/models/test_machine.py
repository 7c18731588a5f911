"""A negotiation of random acts by random people, and what holds all the same.

Whatever is asked is either refused, and then nothing changes, or leads to a state in which the
invariants below hold. Most acts are drawn so that they have a chance; some are sheer nonsense.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
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
from models.hurdles import needs_second
from models.layer import base
from models.negotiation import Negotiation
from models.objection import STANDING, Category, ObjectionStatus
from models.outline import placed, replaced, successors_of
from models.package import package_digest
from models.parts import together
from models.party import Presence
from models.position import Stand
from models.proposal import EXCLUSIVE, Proposal, Reflected
from models.refusals import Refusal
from models.reservation import StatementKind
from models.rulebook import Decision, Rules
from models.rules import outage
from models.settling import digest, wording
from models.stances import recorded_for
from models.text import from_units, to_units, wording_digest
from tests.cast import HEADS, PARTIES, PEOPLE, Stage, opened
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
        rules = Rules(
            decision=decision,
            seconding=seconding,
            live_drafting=watch,
            silence_minimum=timedelta(minutes=5),
            reading_lapses=True,
        )
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
            assert stage.negotiation is before or refused.recorded
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
        live = [p.id for p in n.proposals.values() if p.live]
        amends = self.pick(live, which) if which % 5 == 0 else None
        self.ask(
            person,
            acts.StartDraft(
                clause=clause,
                watch=watch,
                writers=writers,
                floor=floor,
                revises=revises,
                amends=amends,
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

    @rule(clause=clauses, which=picks, put=words)
    def amend(self, clause: str, which: int, put: str) -> None:
        """A party changes a word of what another's proposal would make, or begins to."""
        live = self.pick(self.stage.negotiation.live_proposals(clause), which)
        if live is None:
            return
        for fact in self.ask("dot", acts.StartDraft(clause=clause, amends=live.id)):
            if isinstance(fact, facts.DraftStarted):
                self._change("dot", fact.draft, which, put)
                if which % 4:
                    frozen: Any = self.stage.freeze(fact.draft)
                    self.ask("dot", acts.Table(**frozen))

    @rule(person=people, clause=clauses, which=picks, put=words)
    def propose_in_parts(self, person: str, clause: str, which: int, put: str) -> None:
        """Change two words that are apart, and declare them severable, or do so later."""
        for fact in self.ask(person, acts.StartDraft(clause=clause)):
            if isinstance(fact, facts.DraftStarted):
                self._change(person, fact.draft, 0, put)
                self._change(person, fact.draft, 2 + which % 3, put)
                frozen: Any = self.stage.freeze(fact.draft)
                for tabled in self.ask(person, acts.Table(**frozen, severable=which % 3 > 0)):
                    if isinstance(tabled, facts.ProposalTabled):
                        read: Any = {"proposal": tabled.proposal, "wording": tabled.digest}
                        self.ask("gus", acts.Second(**read))
                        self.ask(person, acts.ConsentToSever(**read))

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

    @rule(minutes=st.sampled_from([0.1, 5.0, 25.0]), reading=st.integers(0, 5))
    def adjourn(self, minutes: float, reading: int) -> None:
        """Close the session, and open it again a while later."""
        there = [p.id for p in self.stage.negotiation.admitted if p.active]
        self.ask("chair", acts.CloseSession(reading=not reading))
        self.wait(minutes)
        self.ask("chair", acts.OpenSession(session="S1", present=tuple(there)))

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
        if live and which % 3 == 0:
            live = self.pick((live, *n.live_proposals(clause, live.id)), which)
        raised = acts.Object(
            clause=clause,
            digest=live.digest if live else n.clauses[clause].version.digest,
            category=Category.TRUST,
            reason="No trust.",
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

    @rule(clause=clauses, which=picks, minutes=st.sampled_from([4, 6, 15]))
    def offer(self, clause: str, which: int, minutes: int) -> None:
        """Start a silence on a clause as it reads, or on a live proposal."""
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

    @rule(person=people, which=picks)
    def answer_silence(self, person: str, which: int) -> None:
        """Acknowledge, break or cancel a silence; or the server was away for a while."""
        silence = self.pick(self.stage.negotiation.silences, which)
        if silence is None:
            return
        self.ask(person, acts.AcknowledgeSilence(silence=silence))
        if which % 5 == 0:
            reason = {"category": Category.TRUST, "reason": "No trust.", "remedy": "More of it."}
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

    @rule(which=picks, alone=st.booleans())
    def pack(self, which: int, alone: bool) -> None:
        """Tie both clauses together: a live proposal on each, or one of them as it is."""
        n = self.stage.negotiation
        picked = [self.pick(n.live_proposals(clause), which) for clause in CLAUSES]
        if alone:
            picked[which % 2] = None
        elements = tuple(
            self.stage.element(clause, proposal and proposal.id)
            for clause, proposal in zip(CLAUSES, picked, strict=True)
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
            if isinstance(fact, facts.ClauseAgreed) and fact.within is None:
                assert not n.live_proposals(fact.clause)
                if not any(isinstance(other, facts.SilenceExpired) for other in made):
                    assert not before.live_proposals(fact.clause)
                    assert not before.blocking_objections(fact.clause)
                    assert before.attendance.met
            if isinstance(fact, facts.ProposalAccepted):
                accepted = before.proposals[fact.proposal]
                assert accepted.live
                assert not accepted.needs_author
                assert accepted.amends is None
                assert set(fact.parts) < {*accepted.parts, ""}
        if any(isinstance(fact, facts.DecisionUndone) for fact in made):
            return
        back = (facts.ProposalTakenOver, facts.ProposalRestored)
        revived = {fact.proposal for fact in made if isinstance(fact, back)}
        for key, proposal in before.proposals.items():
            if not proposal.live and key not in revived:
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
            lies_on = clause.version.wording
            if layer.amends is not None:
                lies_on = wording(n.proposals[layer.amends].texts)
            for field, runs in layer.texts.items():
                assert base(runs) == to_units(lies_on[field])
        for proposal in live:
            assert proposal.digest == digest(proposal.texts)

    @invariant()
    def parts_lie_side_by_side(self) -> None:
        """Together they are the whole; an amendment amends a live proposal that is none."""
        n = self.stage.negotiation
        for proposal in n.proposals.values():
            if not proposal.live:
                continue
            if proposal.parts and not proposal.needs_author:
                whole = together(proposal.texts, proposal.parts.values())
                assert digest(whole) == proposal.digest
            if proposal.amends is not None:
                parent = n.proposals[proposal.amends]
                assert parent.live
                assert parent.amends is None
        for draft in n.drafts.values():
            assert draft.amends is None or n.proposals[draft.amends].live

    @invariant()
    def nobody_objects_to_what_is_gone(self) -> None:
        """An open objection is to a live proposal, or a live part of one."""
        n = self.stage.negotiation
        for objection in n.objections.values():
            if objection.status is ObjectionStatus.OPEN and objection.proposal is not None:
                its = n.proposals[objection.proposal]
                assert its.live
                assert objection.part is None or objection.part in its.parts

    @invariant()
    def the_time_for_a_second_runs_in_sessions(self) -> None:
        """What waits for a second has a deadline while a session is open, and none otherwise."""
        n = self.stage.negotiation
        for proposal in n.proposals.values():
            waits = proposal.live and needs_second(n, proposal) and n.session is not None
            assert (proposal.due is not None) == waits

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
    def a_silence_fixes_its_text(self) -> None:
        """What is offered is as it was when it was offered, one at a time on a clause."""
        n = self.stage.negotiation
        running = n.running_silences
        assert len({silence.clause for silence in running}) == len(running)
        for silence in running:
            clause = n.clauses[silence.clause]
            offered = n.proposals[silence.proposal].digest if silence.proposal else None
            assert not clause.agreed
            assert clause.current == silence.version
            assert silence.digest == (offered or clause.version.digest)
            live = [proposal.id for proposal in n.live_proposals(clause.id)]
            assert live == ([silence.proposal] if silence.proposal else [])

    @invariant()
    def only_what_is_agreed_waits_to_be_reopened(self) -> None:
        """And what is reopened is not agreed."""
        n = self.stage.negotiation
        assert all(n.clauses[clause].agreed for clause in n.reopenings)
        assert not any(clause.agreed and clause.reopened for clause in n.clauses.values())

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
    def a_live_package_is_what_its_digest_says(self) -> None:
        """Every element as it was read; no proposal in two; nothing of it before the room."""
        n = self.stage.negotiation
        live = [package for package in n.packages.values() if package.live]
        named = [e.proposal for package in live for e in package.elements if e.proposal]
        assert len(named) == len(set(named))
        for package in live:
            its = package.elements
            assert package_digest(package.title, package.conditions, its) == package.digest
            for element in its:
                clause = n.clauses[element.clause]
                assert (clause.current, clause.agreed) == (element.version, False)
                if element.proposal is not None:
                    assert n.proposals[element.proposal].live
                    assert n.proposals[element.proposal].digest == element.wording

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
