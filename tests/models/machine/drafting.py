"""Drafts begun, typed in and tabled."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from models import acts, facts
from models.acts import Act
from models.draft import Watch
from models.edit import Part, edit_of
from tests.cast import PEOPLE
from tests.models.machine.talking import (
    Talking,
    clauses,
    parts,
    people,
    picks,
    words,
)


class Drafting(Talking):
    """Drafts begun, typed in and tabled."""

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
        versions = self.stage.negotiation.clauses[draft.clause].versions
        act = acts.Rewrite(
            draft=draft.id,
            revision=draft.revision,
            field="en/text",
            text=text,
            written_on=None if which % 3 else versions[which % len(versions)].number,
        )
        self.ask(person, act)

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
