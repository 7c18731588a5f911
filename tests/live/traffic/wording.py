"""Steps about wording: drafts, what is typed in them, proposals, acceptance, undo."""

from __future__ import annotations

from models import acts
from models.draft import Watch
from models.edit import edit_of
from models.negotiation import Negotiation
from models.party import FACILITATORS
from models.rulebook import Kind
from models.settling import digest
from models.sight import Sight, may_watch
from tests.live.traffic.base import HEADS, WRITERS, Base, Known, by, explained


class Wording(Base):
    """What is drafted and tabled."""

    async def drafts(self) -> None:
        """Somebody begins a draft: private, for the parties, for all, or behind closed doors."""
        person = self.chance.choice(sorted(WRITERS))
        watch = self.chance.choice((Watch.NONE, Watch.NONE, Watch.PARTIES, Watch.ALL))
        caucus, side = None, self.actor(person).author
        met = [its.id for its in self.n.caucuses.values() if side in its.members]
        if met and self.chance.random() < 0.4:
            caucus, watch = self.chance.choice(met), Watch.NONE
        act = acts.StartDraft(clause=self.clause(), watch=watch, caucus=caucus)
        made = await self.does(person, act)
        if made is not None:
            self.drafted[made.made["draft"]] = []

    async def types(self) -> None:
        """Somebody types a word in a draft of theirs."""
        here = sorted(self.drafted.keys() & self.n.drafts.keys())
        if not here:
            return
        draft = self.chance.choice(here)
        its = self.n.drafts[draft]
        word = self.word(lambda n, sight: _reads(n, sight, draft))
        act = acts.Edit(
            draft=draft, revision=its.revision, field="en/text", edit=edit_of(f"{word} ")
        )
        if await self.does(by(its.owner), act) is not None:
            self.drafted[draft].append(word)

    async def tables(self) -> None:
        """A draft is tabled, with a reason; of the facilitators, as a bridge."""
        ready = [draft for draft, words in self.drafted.items() if words and draft in self.n.drafts]
        if not ready:
            return
        draft = self.chance.choice(sorted(ready))
        its = self.n.drafts[draft]
        version = self.n.clauses[its.clause].version
        made = await self.does(
            by(its.owner),
            acts.Table(
                draft=draft,
                version=version.number,
                digest=version.digest,
                wording=digest(its.texts),
                reason=self.word(explained(its.owner)),
                bridges=tuple(p.id for p in self.n.live_proposals(its.clause))
                if its.owner == FACILITATORS
                else (),
            ),
        )
        if made is not None:
            for word in self.drafted.pop(draft):
                self.words[word] = _proposed(made.made["proposal"])
            self.note()

    async def supports(self) -> None:
        """Somebody seconds what is live, or the chair accepts it."""
        live = [p for p in self.n.proposals.values() if p.live]
        if not live:
            return
        its = self.chance.choice(live)
        if self.chance.random() < 0.6:
            await self.does(self.head(), acts.Second(proposal=its.id, wording=its.digest))
        elif self.chance.random() < 0.3 and its.author in HEADS.values():
            await self.does(by(its.author, HEADS), acts.Withdraw(proposal=its.id))
        else:
            version = self.n.clauses[its.clause].version
            act = acts.Accept(
                proposal=its.id, version=version.number, digest=version.digest, wording=its.digest
            )
            await self.does("chair", act)

    async def undoes(self) -> None:
        """The chair takes the last decision back, and says why."""
        last = self.n.decisions[-1]
        if not last.undone:
            act = acts.Undo(decision=last.number, reason=self.word(explained()))
            await self.does("chair", act)


def _reads(n: Negotiation, sight: Sight, draft: str) -> bool:
    its = n.drafts.get(draft)
    return its is not None and may_watch(n, sight, its)


def _proposed(proposal: str) -> Known:
    """The words of a proposal, which are those of a version once it was accepted."""

    def known(n: Negotiation, sight: Sight) -> bool:
        its = n.proposals[proposal]
        taken = its.status.value.startswith("accepted")
        back = any(_reads(n, sight, one.id) for one in n.drafts.values() if one.revises == proposal)
        return sight.proposals or back or (taken and n.sees(sight.group, Kind.TEXT))

    return known
