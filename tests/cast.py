"""The negotiation as a language: a small cast acts on the bare model, so tests read as stories.

    stage = opened()
    p1 = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", p1)
    stage.accepts("chair", p1)

Whoever acts is named by a person of the cast; what they saw is taken from the state as it is,
unless a test says otherwise. `Refusal` is what is raised when an act is declined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

import pytest

from models import acts, facts
from models.acts import Act
from models.draft import Watch
from models.edit import Edit, edit_of, remove
from models.facts import AnyFact
from models.fold import fold
from models.layer import authored, result
from models.negotiation import Decision, Negotiation
from models.objection import Category
from models.outline import placed
from models.package import Element
from models.parts import together
from models.party import Actor, Party, Person, Presence, Role
from models.position import Stand
from models.proposal import Proposal, Reflected
from models.refusals import Refusal
from models.reservation import StatementKind
from models.rulebook import Rules
from models.rules import decide, fall_due
from models.settling import digest
from models.silence import Silence
from models.text import to_units
from models.whole import whole_digest

F = TypeVar("F", bound=AnyFact)

MORNING = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
PARTIES = ("ALP", "BET", "GAM", "DEL")
PEOPLE = (
    Person(id="ada", name="Ada", role=Role.HEAD, party="ALP"),
    Person(id="abe", name="Abe", role=Role.DELEGATE, party="ALP"),
    Person(id="amy", name="Amy", role=Role.ADVISER, party="ALP"),
    Person(id="bo", name="Bo", role=Role.HEAD, party="BET"),
    Person(id="bea", name="Bea", role=Role.DELEGATE, party="BET"),
    Person(id="gus", name="Gus", role=Role.HEAD, party="GAM"),
    Person(id="dot", name="Dot", role=Role.HEAD, party="DEL"),
    Person(id="new", name="Newcomer", role=Role.HEAD, party="NEW"),
    Person(id="chair", name="Chair", role=Role.LEAD_FACILITATOR),
    Person(id="aide", name="Aide", role=Role.CO_FACILITATOR),
    Person(id="host", name="Host", role=Role.CONVENOR),
    Person(id="lex", name="Lex", role=Role.LEGAL_EXPERT),
    Person(id="rix", name="Rix", role=Role.RISK_EXPERT),
    Person(id="eve", name="Eve", role=Role.OBSERVER),
    Person(id="wall", name="Wall", role=Role.PROJECTOR),
)
"""Two people and an adviser of ALP, two of BET, a head each for GAM and DEL, and for NEW, which is
not admitted; two facilitators, the convenor, two experts, an observer, the projector."""
HEADS = ("ada", "bo", "gus", "dot")
TEXTS = {
    "A1": "Each party shall list its accounts within seven days. It shall keep the list current.",
    "A2": "Nobody shall share falsehoods. Satire is free.",
    "A3": "A panel of five shall oversee this code.",
}


@dataclass
class Stage:
    """A negotiation that acts are done on; `log` keeps every fact with its time and its actor."""

    negotiation: Negotiation
    now: datetime = MORNING
    log: list[tuple[AnyFact, datetime, Actor | None]] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    # Doing.

    def actor(self, person: str) -> Actor:
        """The actor that this person is."""
        its = self.negotiation.people[person]
        return Actor(its.id, its.role, its.party)

    def do(self, person: str, act: Act) -> tuple[AnyFact, ...]:
        """Do an act now, after whatever fell due; raises Refusal."""
        self.settle()
        actor = self.actor(person)
        try:
            made = decide(
                self.negotiation, act, actor, self.now, lambda: f"x{next(self.ids)}", "pepper"
            )
        except Refusal as refusal:
            self.take(refusal.recorded, self.now, actor)
            raise
        anonymous = any(fact.anonymous for fact in made)
        self.take(made, self.now, None if anonymous else actor)
        return made

    def settle(self) -> tuple[AnyFact, ...]:
        """Let fall due whatever is due before now."""
        fallen: tuple[AnyFact, ...] = ()
        while (due := fall_due(self.negotiation, self.now)) is not None:
            self.take(due[1], due[0], None)
            fallen += due[1]
        return fallen

    def take(self, made: tuple[AnyFact, ...], at: datetime, actor: Actor | None) -> None:
        """Fold facts that were decided."""
        for fact in made:
            self.negotiation = fold(self.negotiation, fact, at, actor)
            self.log.append((fact, at, actor))

    def later(self, *, minutes: float = 0, seconds: float = 0) -> Stage:
        """Let time pass."""
        self.now += timedelta(minutes=minutes, seconds=seconds)
        return self

    @contextmanager
    def refused(self, code: str) -> Iterator[list[Refusal]]:
        """Expect that what is done here is refused with this code, and changes nothing.

        But for what the refusal itself says was recorded (rule L-8).
        """
        before, seen = self.negotiation, list[Refusal]()
        with pytest.raises(Refusal) as raised:
            yield seen
        seen.append(raised.value)
        assert raised.value.code == code, raised.value
        assert raised.value.sentence
        assert raised.value.next_step
        assert raised.value.rule
        assert self.negotiation == before or raised.value.recorded

    # Looking.

    def proposal(self, proposal: str) -> Proposal:
        """A proposal as it is now."""
        return self.negotiation.proposals[proposal]

    def text(self, clause: str = "A1") -> str:
        """What a clause reads now."""
        return self.negotiation.clauses[clause].version.wording["en/text"]

    def reading(self, draft: str, name: str = "en/text") -> str:
        """What a draft would make of its clause."""
        return result(self.negotiation.drafts[draft].texts[name])

    @property
    def last(self) -> Decision:
        """The last decision."""
        return self.negotiation.decisions[-1]

    # The setting.

    def presence(self, party: str, presence: Presence) -> None:
        """The chair records where a party is."""
        self.do("chair", acts.SetPresence(party=party, presence=presence))

    def shows(self, clause: str, draft: str | None = None) -> None:
        """The chair puts a clause on the screen."""
        self.do("chair", acts.PutOnScreen(clause=clause, draft=draft))

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

    # Behind closed doors.

    def meets(
        self, person: str, *members: str, told: bool = False, clauses: tuple[str, ...] = ()
    ) -> str:
        """Open a caucus, or as a facilitator a small drafting group; its id."""
        named = {"title": "Over coffee", "members": members, "clauses": clauses}
        act: Act = (
            acts.OpenSmallGroup(**named)  # type: ignore[arg-type]
            if self.actor(person).role.facilitates
            else acts.OpenCaucus(**named, told=told)  # type: ignore[arg-type]
        )
        return only(self.do(person, act), facts.CaucusOpened).caucus

    def says(self, person: str, caucus: str, text: str) -> None:
        """Write in a caucus."""
        self.do(person, acts.WriteInCaucus(caucus=caucus, text=text))

    # Objections and positions.

    def objects(
        self,
        person: str,
        clause: str = "A1",
        proposal: str | None = None,
        part: str | None = None,
        on_behalf: str | None = None,
    ) -> str:
        """Object to a clause as it reads, or to a proposal, or a part; the objection's id."""
        read = self.negotiation.clauses[clause].version.digest
        act = acts.Object(
            clause=clause,
            digest=self.proposal(proposal).digest if proposal else read,
            category=Category.FEASIBILITY,
            reason="We cannot do this.",
            remedy="Give us more time.",
            proposal=proposal,
            on_behalf=on_behalf,
            part=part,
        )
        return only(self.do(person, act), facts.ObjectionRaised).objection

    def lifts(self, person: str, objection: str) -> None:
        """Lift an objection."""
        self.do(person, acts.LiftObjection(objection=objection))

    def states(
        self, person: str, stand: Stand = Stand.AGREE, clause: str = "A1", **more: object
    ) -> None:
        """State a position on the version in force."""
        version = self.negotiation.clauses[clause].version
        act = acts.StatePosition(
            clause=clause, version=version.number, digest=version.digest, stand=stand
        )
        self.do(person, replace(act, **more))  # type: ignore[arg-type]

    def enters(self, person: str, kind: StatementKind, clause: str = "A1", **more: object) -> str:
        """Enter a statement on a clause as it reads; its id."""
        read = self.negotiation.clauses[clause].version.digest
        act = acts.EnterStatement(
            statement_kind=kind, clause=clause, digest=read, text="We understand it so."
        )
        made = self.do(person, replace(act, **more))  # type: ignore[arg-type]
        return only(made, facts.StatementEntered).statement

    # Packages.

    def element(self, clause: str, proposal: str | None = None) -> Element:
        """What a package makes of a clause, as it reads now."""
        version = self.negotiation.clauses[clause].version
        wording = "" if proposal is None else self.proposal(proposal).digest
        return Element(clause, version.number, version.digest, proposal, wording)

    def packs(self, *elements: tuple[str, str | None], person: str = "chair") -> str:
        """Table a package of (clause, proposal); its id."""
        act = acts.TablePackage(title="A deal", elements=tuple(self.element(*e) for e in elements))
        return only(self.do(person, act), facts.PackageTabled).package

    def answers_package(
        self, person: str, package: str, stand: Stand = Stand.AGREE, **more: object
    ) -> None:
        """State a position on a package as it reads."""
        read = self.negotiation.packages[package].digest
        act = acts.StatePackagePosition(package=package, digest=read, stand=stand)
        self.do(person, replace(act, **more))  # type: ignore[arg-type]

    def adopts(self, package: str, person: str = "chair") -> tuple[AnyFact, ...]:
        """Adopt a package as it reads."""
        read = self.negotiation.packages[package].digest
        return self.do(person, acts.AdoptPackage(package=package, digest=read))

    # The room.

    def puts(self, person: str = "chair", clause: str = "A1") -> None:
        """Put a clause to the room as it reads."""
        version = self.negotiation.clauses[clause].version
        self.do(
            person, acts.PutToRoom(clause=clause, version=version.number, digest=version.digest)
        )

    def confirms(self, person: str = "chair", clause: str = "A1") -> tuple[AnyFact, ...]:
        """Confirm that nobody objected."""
        version = self.negotiation.clauses[clause].version
        return self.do(
            person, acts.Confirm(clause=clause, version=version.number, digest=version.digest)
        )

    def agrees(self, clause: str = "A1") -> None:
        """Put a clause to the room, wait, and confirm it."""
        self.shows(clause)
        self.puts(clause=clause)
        self.later(seconds=self.negotiation.rules.countdown.total_seconds() + 1)
        self.confirms(clause=clause)

    # Silence.

    def offers(
        self,
        person: str = "chair",
        clause: str = "A1",
        proposal: str | None = None,
        *,
        hours: float = 24,
        **other: object,
    ) -> str:
        """Start a silence on a clause as it reads, or on a proposal; its id."""
        version = self.negotiation.clauses[clause].version
        act = acts.StartSilence(
            clause=clause,
            version=version.number,
            digest=version.digest,
            ends=self.now + timedelta(hours=hours),
            proposal=proposal,
            wording=self.proposal(proposal).digest if proposal else "",
        )
        made = self.do(person, replace(act, **other))  # type: ignore[arg-type]
        return only(made, facts.SilenceStarted).silence

    def acknowledges(self, person: str, silence: str) -> tuple[AnyFact, ...]:
        """Acknowledge what is offered."""
        return self.do(person, acts.AcknowledgeSilence(silence=silence))

    def breaks(self, person: str, silence: str, reason: str = "No.") -> tuple[AnyFact, ...]:
        """Break silence."""
        act = acts.BreakSilence(
            silence=silence, category=Category.FAIRNESS, reason=reason, remedy="More time."
        )
        return self.do(person, act)

    def silence(self, silence: str) -> Silence:
        """A silence as it is now."""
        return self.negotiation.silences[silence]

    # Reopening.

    def asks(self, person: str, clause: str = "A1") -> None:
        """Ask to reopen a clause."""
        self.do(person, acts.RequestReopen(clause=clause, reason="Something is missing."))

    def supports(self, person: str, clause: str = "A1") -> None:
        """Support the request to reopen a clause."""
        self.do(person, acts.SupportReopen(clause=clause))

    def reopens(self, person: str = "chair", clause: str = "A1") -> tuple[AnyFact, ...]:
        """Reopen a clause as it reads."""
        version = self.negotiation.clauses[clause].version
        act = acts.Reopen(clause=clause, version=version.number, digest=version.digest)
        return self.do(person, act)

    def adopts_whole(self, person: str = "chair") -> tuple[AnyFact, ...]:
        """Adopt the whole text as it reads."""
        return self.do(person, acts.AdoptWholeText(digest=whole_digest(self.negotiation)))

    def corrects(
        self, clause: str, find: str, put: str, *, name: str = "en/text", **other: object
    ) -> str:
        """Lex proposes an editorial correction of a clause as it reads; the correction's id."""
        version = self.negotiation.clauses[clause].version
        act = acts.ProposeCorrection(
            clause=clause,
            version=version.number,
            digest=version.digest,
            field=name,
            find=find,
            replace=put,
            reason="Consistent spelling.",
        )
        made = self.do("lex", replace(act, **other))  # type: ignore[arg-type]
        return only(made, facts.CorrectionProposed).correction

    def contests(self, person: str, correction: str) -> tuple[AnyFact, ...]:
        """Contest a correction."""
        return self.do(person, acts.ContestCorrection(correction=correction, reason="It matters."))

    # The final text.

    def locks(self) -> None:
        """The chair requests the lock of the text as it reads, the host confirms it."""
        self.do("chair", acts.RequestLock(digest=whole_digest(self.negotiation)))
        pending = self.negotiation.finals[-1]
        self.do("host", acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest))

    def opens_signing(self, lasting: timedelta, **more: object) -> None:
        """The host opens the window for signing."""
        act = acts.OpenSigning(digest=self._final, closes=self.now + lasting)
        self.do("host", replace(act, **more))  # type: ignore[arg-type]

    @property
    def _final(self) -> str:
        return self.negotiation.finals[-1].digest

    def signs(self, person: str, **more: object) -> str:
        """Sign the locked text as it reads; the signature's id."""
        act = acts.Sign(digest=self._final, manifest=self.negotiation.finals[-1].manifest)
        made = self.do(person, replace(act, **more))  # type: ignore[arg-type]
        return only(made, facts.TextSigned).signature

    def declines(self, person: str, statement: str) -> tuple[AnyFact, ...]:
        """Decline to sign."""
        return self.do(person, acts.Decline(digest=self._final, statement=statement))

    def accedes(self, person: str) -> tuple[AnyFact, ...]:
        """Join the locked text."""
        manifest = self.negotiation.finals[-1].manifest
        return self.do(person, acts.Accede(digest=self._final, manifest=manifest))

    def undoes(self, person: str = "chair", decision: int | None = None) -> tuple[AnyFact, ...]:
        """Undo a decision, the last one where none is named."""
        number = self.last.number if decision is None else decision
        return self.do(person, acts.Undo(decision=number, reason="A mistake"))


def only(made: tuple[AnyFact, ...], kind: type[F]) -> F:
    """The one fact of this kind."""
    (found,) = (fact for fact in made if isinstance(fact, kind))
    return found


def of(made: tuple[AnyFact, ...], kind: type[F]) -> list[F]:
    """The facts of this kind."""
    return [fact for fact in made if isinstance(fact, kind)]


def convened(
    rules: Rules | None = None,
    texts: Mapping[str, str] = TEXTS,
    arabic: Mapping[str, str] | None = None,
) -> Stage:
    """A negotiation set up and nothing done: four parties, a fifth not admitted, the whole cast.

    With `arabic`, the clauses named in it have a text in that language too.
    """
    parties = tuple(
        Party(
            id=name, name=name.title(), colour=f"#{n}{n}{n}", seat_order=n, admitted=name != "NEW"
        )
        for n, name in enumerate((*PARTIES, "NEW"), start=1)
    )
    founding = facts.Convened(
        negotiation="test",
        title="A code",
        convenor="The host",
        languages=("en",) if arabic is None else ("en", "ar"),
        parties=parties,
        sessions=(
            facts.PlannedSession("S1", "First reading"),
            facts.PlannedSession("S2", "Second reading"),
        ),
        rules=rules or Rules(),
    )
    prepared = tuple(
        facts.PreparedClause(
            name,
            str(number),
            "",
            {
                "en/title": f"Title {number}",
                "en/text": text,
                **({"ar/text": arabic[name]} if arabic and name in arabic else {}),
            },
        )
        for number, (name, text) in enumerate(texts.items(), start=1)
    )
    stage = Stage(fold(None, founding, MORNING, None))
    stage.log.append((founding, MORNING, None))
    admitted = tuple(facts.PersonAdmitted(person=person) for person in PEOPLE)
    stage.take((*admitted, facts.TextPrepared(clauses=prepared)), MORNING, None)
    return stage


def published(
    rules: Rules | None = None,
    texts: Mapping[str, str] = TEXTS,
    arabic: Mapping[str, str] | None = None,
) -> Stage:
    """The text is out, no session is open."""
    stage = convened(rules, texts, arabic)
    stage.do("host", acts.PublishText())
    return stage


def opened(
    rules: Rules | None = None,
    texts: Mapping[str, str] = TEXTS,
    arabic: Mapping[str, str] | None = None,
) -> Stage:
    """A session in which every admitted party is present, the rules adopted."""
    stage = published(rules, texts, arabic)
    stage.do("chair", acts.OpenSession(session="S1", present=PARTIES))
    stage.do("chair", acts.AdoptRules())
    return stage
