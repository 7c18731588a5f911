"""What people draft and propose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models import acts, facts
from models.acts import Act
from models.draft import Watch
from models.edit import Edit, edit_of, remove
from models.facts import AnyFact
from models.layer import authored, result
from models.outline import placed
from models.parts import together
from models.proposal import Reflected
from models.settling import digest
from models.text import to_units
from tests.cast.doing import Doing, only


class Writing(Doing):
    """Drafts, proposals, and the structure of the text."""

    # Drafts.

    def drafts(
        self,
        person: str,
        clause: str = "A1",
        *,
        watch: Watch = Watch.NONE,
        writers: tuple[str, ...] = (),
        floor: bool = False,
        revises: str | None = None,
        amends: str | None = None,
        caucus: str | None = None,
    ) -> str:
        """Start a draft; its id."""
        act = acts.StartDraft(
            clause=clause,
            watch=watch,
            writers=writers,
            floor=floor,
            revises=revises,
            amends=amends,
            caucus=caucus,
        )
        return only(self.do(person, act), facts.DraftStarted).draft

    def change(self, person: str, draft: str, find: str, put: str, name: str = "en/text") -> Edit:
        """The edit by which a person replaces `find`, which occurs once in what a draft reads."""
        runs = self.negotiation.drafts[draft].texts[name]
        units, sought = result(runs), to_units(find)
        assert units.count(sought) == 1, (find, units)
        change = edit_of(units.index(sought), remove(len(sought)), to_units(put))
        return authored(runs, change, self.actor(person).author)

    def types(
        self,
        person: str,
        draft: str,
        find: str,
        put: str,
        *,
        name: str = "en/text",
        revision: int | None = None,
    ) -> tuple[AnyFact, ...]:
        """Replace some words in a draft, typed on its last revision, or on an older one."""
        edit = self.change(person, draft, find, put, name)
        return self.edits(person, draft, edit, name=name, revision=revision)

    def edits(
        self,
        person: str,
        draft: str,
        edit: Edit,
        *,
        name: str = "en/text",
        revision: int | None = None,
    ) -> tuple[AnyFact, ...]:
        """One edit of a draft."""
        at = self.negotiation.drafts[draft].revision if revision is None else revision
        return self.do(person, acts.Edit(draft=draft, revision=at, field=name, edit=edit))

    # Proposals.

    def freeze(self, draft: str) -> Mapping[str, object]:
        """What tabling a draft names, as its author sees it now."""
        its = self.negotiation.drafts[draft]
        version = self.negotiation.clauses[its.clause].version
        return {
            "draft": draft,
            "version": version.number,
            "digest": version.digest,
            "wording": digest(its.texts),
        }

    def tables_draft(self, person: str, draft: str, **more: object) -> str:
        """Table a draft as it reads; the proposal's id."""
        act = acts.Table(**{**self.freeze(draft), **more})  # type: ignore[arg-type]
        return only(self.do(person, act), facts.ProposalTabled).proposal

    def tables(
        self,
        person: str,
        clause: str,
        find: str,
        put: str,
        *,
        name: str = "en/text",
        **more: object,
    ) -> str:
        """Draft, type and table a change of some words; the proposal's id."""
        draft = self.drafts(person, clause)
        self.types(person, draft, find, put, name=name)
        return self.tables_draft(person, draft, **more)

    def amends(self, person: str, proposal: str, find: str, put: str, **more: object) -> str:
        """Draft, type and table an amendment to a proposal; its id."""
        draft = self.drafts(person, self.proposal(proposal).clause, amends=proposal)
        self.types(person, draft, find, put)
        return self.tables_draft(person, draft, **more)

    def revises(self, person: str, proposal: str, find: str, put: str) -> tuple[AnyFact, ...]:
        """Draft and type new wording of a proposal, and revise it."""
        draft = self.drafts(person, self.proposal(proposal).clause, revises=proposal)
        self.types(person, draft, find, put)
        return self.do(person, acts.Revise(**self.freeze(draft)))  # type: ignore[arg-type]

    def seconds(self, person: str, proposal: str, wording: str | None = None) -> None:
        """Second a proposal as it reads."""
        read = wording or self.proposal(proposal).digest
        self.do(person, acts.Second(proposal=proposal, wording=read))

    def joins(self, person: str, proposal: str) -> None:
        """Co-sponsor a proposal as it reads."""
        self.do(person, acts.CoSponsor(proposal=proposal, wording=self.proposal(proposal).digest))

    def withdraws(self, person: str, proposal: str, *parts: str) -> tuple[AnyFact, ...]:
        """Withdraw a proposal, or these parts of it."""
        return self.do(person, acts.Withdraw(proposal=proposal, parts=parts))

    def severs(self, person: str, proposal: str) -> tuple[AnyFact, ...]:
        """Consent that the parts of a proposal stand alone."""
        read = self.proposal(proposal).digest
        return self.do(person, acts.ConsentToSever(proposal=proposal, wording=read))

    def takes_over(self, person: str, proposal: str) -> tuple[AnyFact, ...]:
        """Take over a proposal as it reads."""
        read = self.proposal(proposal).digest
        return self.do(person, acts.TakeOver(proposal=proposal, wording=read))

    def restores(self, person: str, proposal: str) -> tuple[AnyFact, ...]:
        """Restore a proposal that lapsed."""
        return self.do(person, acts.RestoreLapsed(proposal=proposal, reason="A mistake"))

    def answers(self, person: str, bridge: str, proposal: str, answer: Reflected) -> None:
        """Say whether a bridge reflects one's proposal."""
        self.do(person, acts.AnswerBridge(bridge=bridge, proposal=proposal, answer=answer))

    def accepts(
        self, person: str, proposal: str, *parts: str, **other: object
    ) -> tuple[AnyFact, ...]:
        """Accept a proposal, or these parts of it, as it reads, over the version in force."""
        its = self.proposal(proposal)
        version = self.negotiation.clauses[its.clause].version
        named = [its.parts[part] for part in parts if part in its.parts]
        act = acts.Accept(
            proposal=proposal,
            version=version.number,
            digest=version.digest,
            wording=digest(together(its.texts, named)) if named else its.digest,
            parts=parts,
        )
        return self.do(person, replace(act, **other))  # type: ignore[arg-type]

    # The structure of the text.

    def read(self, clause: str) -> Mapping[str, Any]:
        """What naming a clause as it reads says of it."""
        version = self.negotiation.clauses[clause].version
        return {"clause": clause, "version": version.number, "digest": version.digest}

    def adds(self, person: str, after: str, title: str = "New", text: str = "New words.") -> str:
        """Table a new clause; the proposal's id."""
        wording = {"en/title": title, "en/text": text}
        return self._proposed(person, acts.TableNewClause(after=after, wording=wording))

    def deletes(self, person: str, clause: str) -> str:
        """Table the deletion of a clause; the proposal's id."""
        return self._proposed(person, acts.TableDeletion(**self.read(clause)))

    def moves(self, person: str, clause: str, after: str) -> str:
        """Table a move of a clause; the proposal's id."""
        return self._proposed(person, acts.TableMove(**self.read(clause), after=after))

    def splits(self, person: str, clause: str, begins: str, title: str = "Second") -> str:
        """Table a split of a clause where these words begin; the proposal's id."""
        at = {"en/text": to_units(self.text(clause)).index(to_units(begins))}
        act = acts.TableSplit(**self.read(clause), at=at, second_title={"en/title": title})
        return self._proposed(person, act)

    def merges(self, person: str, clause: str, other: str, title: str = "") -> str:
        """Table a merger of a clause with the one that follows; the proposal's id."""
        second = self.negotiation.clauses[other].version
        act = acts.TableMerge(
            **self.read(clause),
            other=other,
            other_version=second.number,
            other_digest=second.digest,
            title={"en/title": title} if title else {},
        )
        return self._proposed(person, act)

    def _proposed(self, person: str, act: Act) -> str:
        return only(self.do(person, act), facts.ProposalTabled).proposal

    def carries(self, proposal: str) -> tuple[AnyFact, ...]:
        """Another party seconds a proposal where it must, and the chair accepts it."""
        its = self.proposal(proposal)
        if its.due is not None:
            self.seconds("dot" if its.author != "DEL" else "ada", proposal)
        return self.accepts("chair", proposal)

    @property
    def numbers(self) -> list[str]:
        """The numbers of the clauses that have a place in the text, in order."""
        return [its.number for its in placed(self.negotiation)]
