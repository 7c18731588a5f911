"""What a seat received is what its visibility allows: a random negotiation, searched to the letter.

Everything said in it holds a word that stands nowhere else. After each act it is written down who
may know which word by then; at the end every seat's whole traffic is searched for all of them.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from sqlalchemy import Engine

from models import acts
from models.acts import Act
from models.draft import Watch
from models.edit import edit_of
from models.negotiation import Negotiation
from models.objection import Category
from models.party import FACILITATORS, Actor, Presence
from models.position import Stand
from models.refusals import Refusal
from models.rulebook import Kind, Mode, Rules
from models.settling import digest
from models.sight import Sight, may_watch, sight_of
from server.live.ask import Outcome
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.live.seat import Seat
from server.web.access import own_screen
from server.web.paint import paint
from tests.cast import MORNING, PARTIES, opened
from tests.live.conftest import keep
from tests.live.pages import Screen, screen, seat

ACTS = int(os.environ.get("PARLEY_TRAFFIC_ACTS", "80"))
"""How many acts a negotiation has; a longer one finds more, and takes its time."""
SEEDS = range(int(os.environ.get("PARLEY_TRAFFIC_SEEDS", "1")))
HEADS = {"ada": "ALP", "bo": "BET", "gus": "GAM", "dot": "DEL"}
WRITERS = {**HEADS, "abe": "ALP", "bea": "BET", "amy": "ALP", "chair": FACILITATORS}
CLAUSES = ("A1", "A2", "A3")
Known = Callable[[Negotiation, Sight], bool]
"""Whether an audience may know a word as things stand."""


@dataclass
class Negotiating:
    """A negotiation under way, everybody's pages, and who may know which word."""

    room: Room
    chance: random.Random
    pages: list[Seat] = field(default_factory=list)
    words: dict[str, Known] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    drafted: dict[str, list[str]] = field(default_factory=dict)
    """Draft → the words typed in it."""
    done: Counter[str] = field(default_factory=Counter)
    numbers: count[int] = field(default_factory=count)

    @property
    def n(self) -> Negotiation:
        """The negotiation as it is."""
        return self.room.negotiation

    def actor(self, person: str) -> Actor:
        """The actor a person is."""
        its = self.n.people[person]
        return Actor(its.id, its.role, its.party)

    def comes(self, person: str, screen_name: str = "", clause: str | None = None) -> Seat:
        """Somebody opens a page: of their role, or another."""
        actor = self.actor(person)
        its = seat(actor, screen_name or own_screen(actor.role), clause)
        self.room.hall.enter(its, {}, {})
        return its

    def word(self, known: Known) -> str:
        """A word that stands nowhere else, and who may know it."""
        made = f"zq{next(self.numbers)}xj"
        self.words[made], self.known[made] = known, set()
        return made

    async def does(self, person: str, act: Act) -> Outcome | None:
        """Do an act; None where it is refused. Then note who may know what."""
        outcome = None
        try:
            outcome = await self.room.submit(self.actor(person), act, f"t{next(self.numbers)}")
            self.done[act.kind] += 1
        except Refusal:
            pass
        await self.room.hall.quiet()
        self.note()
        return outcome

    def note(self) -> None:
        """Who may know each word as things stand now."""
        sights = {person: sight_of(self.n, self.actor(person)) for person in self.n.people}
        for word, known in self.words.items():
            self.known[word] |= {who for who, sight in sights.items() if known(self.n, sight)}

    # What is said.

    async def drafts(self) -> None:
        """Somebody begins a draft: private, for the parties, or for all."""
        person = self.chance.choice(sorted(WRITERS))
        watch = self.chance.choice((Watch.NONE, Watch.NONE, Watch.PARTIES, Watch.ALL))
        act = acts.StartDraft(clause=self.chance.choice(CLAUSES), watch=watch)
        made = await self.does(person, act)
        if made is not None:
            self.drafted[made.made["draft"]] = []

    async def types(self) -> None:
        """Somebody types a word in a draft of theirs."""
        if not self.drafted:
            return
        draft = self.chance.choice(sorted(self.drafted))
        its = self.n.drafts[draft]
        person = next(who for who, side in WRITERS.items() if side == its.owner)
        word = self.word(lambda n, sight: _reads(n, sight, draft))
        act = acts.Edit(
            draft=draft, revision=its.revision, field="en/text", edit=edit_of(f"{word} ")
        )
        if await self.does(person, act) is not None:
            self.drafted[draft].append(word)

    async def tables(self) -> None:
        """A draft is tabled, with a reason."""
        ready = [draft for draft, words in self.drafted.items() if words]
        if not ready:
            return
        draft = self.chance.choice(ready)
        its = self.n.drafts[draft]
        person = next(who for who, side in WRITERS.items() if side == its.owner)
        version = self.n.clauses[its.clause].version
        reason = self.word(lambda _n, sight: sight.reasons and sight.proposals)
        made = await self.does(
            person,
            acts.Table(
                draft=draft,
                version=version.number,
                digest=version.digest,
                wording=digest(its.texts),
                reason=reason,
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
            await self.does(
                self.chance.choice(sorted(HEADS)),
                acts.Second(proposal=its.id, wording=its.digest),
            )
            return
        version = self.n.clauses[its.clause].version
        act = acts.Accept(
            proposal=its.id, version=version.number, digest=version.digest, wording=its.digest
        )
        await self.does("chair", act)

    async def objects(self) -> None:
        """A head objects to a clause, or lifts what its party objected."""
        person = self.chance.choice(sorted(HEADS))
        own = [o.id for o in self.n.objections.values() if o.standing and o.party == HEADS[person]]
        if own and self.chance.random() < 0.5:
            await self.does(person, acts.LiftObjection(objection=own[0]))
            return
        clause, known = self.chance.choice(CLAUSES), _reason(HEADS[person])
        act = acts.Object(
            clause=clause,
            digest=self.n.clauses[clause].version.digest,
            category=Category.TRUST,
            reason=self.word(known),
            remedy=self.word(known),
        )
        await self.does(person, act)

    async def stands(self) -> None:
        """A head says where its party stands, with a note."""
        person = self.chance.choice(sorted(HEADS))
        clause = self.chance.choice(CLAUSES)
        version = self.n.clauses[clause].version
        note = self.word(_position(HEADS[person]))
        act = acts.StatePosition(
            clause=clause,
            version=version.number,
            digest=version.digest,
            stand=self.chance.choice((Stand.AGREE, Stand.STAND_ASIDE, Stand.AGREE_AD_REF)),
            note=note,
        )
        await self.does(person, act)

    async def confers(self) -> None:
        """A caucus is opened, talked in, or its members change."""
        caucuses = [its for its in self.n.caucuses.values() if its.lead in PARTIES]
        if not caucuses or self.chance.random() < 0.2:
            person = self.chance.choice(sorted(HEADS))
            others = tuple(self.chance.sample(PARTIES, 1))
            title = f"Talk {len(caucuses)}"
            made = await self.does(person, acts.OpenCaucus(title=title, members=others))
            if made is not None:
                for side in sorted({HEADS[person], *others}):
                    self.sits(made.made["caucus"], side)
            return
        its = self.chance.choice(caucuses)
        lead = next(who for who, side in HEADS.items() if side == its.lead)
        if self.chance.random() < 0.3:
            chosen = tuple(self.chance.sample(PARTIES, 2))
            await self.does(lead, acts.ChangeMembers(caucus=its.id, members=chosen))
            return
        members = its.members
        word = self.word(lambda _n, sight: sight.author in members)
        await self.does(lead, acts.WriteInCaucus(caucus=its.id, text=word))

    def sits(self, caucus: str, side: str) -> None:
        """The head of a member opens the page of a caucus."""
        actor = self.actor(next(who for who, its in HEADS.items() if its == side))
        page = replace(seat(actor, "caucus"), caucus=caucus)
        self.room.hall.enter(page, {}, {})
        self.pages.append(page)

    async def keeps(self) -> None:
        """A side writes a note of its own, or sets a tripwire."""
        person = self.chance.choice(("ada", "amy", "bea", "gus", "dot", "chair"))
        side = self.actor(person).author
        word = self.word(lambda _n, sight: sight.author == side)
        wire = acts.SetTripwire(clause=self.chance.choice(CLAUSES), phrase=word, appears=True)
        note = acts.WriteNote(text=word, clause=self.chance.choice(CLAUSES))
        await self.does(person, self.chance.choice((wire, note)))

    async def changes(self) -> None:
        """The chair changes the mode, the presence of a party, or what is on the screen."""
        party = self.chance.choice(PARTIES)
        presence = self.chance.choice((Presence.WALKED_OUT, Presence.PRESENT, Presence.PRESENT))
        act = self.chance.choice(
            (
                acts.SetVisibility(mode=self.chance.choice(tuple(Mode))),
                acts.SetPresence(party=party, presence=presence),
                acts.PutOnScreen(clause=self.chance.choice(CLAUSES)),
            )
        )
        await self.does("chair", act)

    async def goes_on(self) -> None:
        """One thing more happens."""
        steps = {
            self.drafts: 2,
            self.types: 5,
            self.tables: 3,
            self.supports: 3,
            self.objects: 2,
            self.stands: 2,
            self.confers: 3,
            self.keeps: 2,
            self.changes: 2,
        }
        (step,) = self.chance.choices(tuple(steps), weights=tuple(steps.values()))
        await step()


def _reads(n: Negotiation, sight: Sight, draft: str) -> bool:
    its = n.drafts.get(draft)
    return its is not None and may_watch(n, sight, its)


def _proposed(proposal: str) -> Known:
    """The words of a proposal, which are those of a version once it was accepted."""

    def known(n: Negotiation, sight: Sight) -> bool:
        its = n.proposals[proposal]
        fields = its.texts.keys()
        texts = {name: v for c in (n.clauses[its.clause],) for v in c.versions for name in fields}
        taken = bool(texts) and its.status.value.startswith("accepted")
        return sight.proposals or (taken and n.sees(sight.group, Kind.TEXT))

    return known


def _reason(party: str) -> Known:
    return lambda _n, sight: sight.party == party or (sight.reasons and sight.proposals)


def _position(party: str) -> Known:
    return lambda _n, sight: sight.party == party or sight.positions


@pytest.fixture
async def room(engine: Engine, writer: ThreadPoolExecutor) -> AsyncIterator[Room]:
    """A room in which a session is open and everything may be watched that is not private."""
    stage = opened(Rules(live_drafting=Watch.ALL))
    ledger = keep(engine, stage)
    clock = RehearsalClock(MORNING, running=False)
    made = Room(ledger, ledger.load(), clock, paint, writer)
    clock.on_move(made.look_again)
    yield made
    await made.stop()


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_seat_received_what_its_visibility_allows(room: Room, seed: int) -> None:
    """V-2: V-3: V-5: no word reached who may not know it, and every page is as it would be now."""
    its = Negotiating(room, random.Random(seed))
    its.pages = [its.comes(person) for person in its.n.people]
    its.pages += [its.comes(person, clause="A2") for person in ("ada", "gus", "eve")]
    its.pages += [its.comes("chair", "projector"), its.comes("ada", "rules")]
    for _ in range(ACTS):
        await its.goes_on()

    leaks = [
        (page.actor.person, page.screen, word)
        for page in its.pages
        for word in its.words
        if word.encode() in b"".join(screen(page).raw)
        if page.actor.person not in its.known[word]
    ]
    assert leaks == []
    for page in its.pages:
        if page.actor.person in {"eve", "wall", "new"}:
            told = b"".join(screen(page).raw)
            assert not [party for party in PARTIES if party.encode() in told], page.actor
    _reached(its)
    _as_if_fresh(its)
    await room.hall.quiet()


def _reached(its: Negotiating) -> None:
    """The search is not blind: words did reach those they were for, and much was done."""
    told = {page.actor.person: b"".join(screen(page).raw) for page in its.pages}
    reached = {word for word in its.words if any(word.encode() in raw for raw in told.values())}
    assert len(reached) > len(its.words) / 4
    assert {"edit", "table", "write_in_caucus", "object", "set_visibility"} <= its.done.keys()


def _as_if_fresh(its: Negotiating) -> None:
    """Whoever comes now is shown what those who were there all along see."""
    for page in its.pages:
        fresh = replace(page, outlet=Screen(), session="fresh")
        its.room.hall.enter(fresh, {}, {})
        old, new = screen(page), screen(fresh)
        assert old.regions == new.regions, (page.actor, page.screen)
        assert _watched(old) == _watched(new), (page.actor, page.screen)
        its.room.hall.leave(fresh)


def _watched(shown: Screen) -> list[tuple[str, object]]:
    return sorted(((shown.labels[slot], its) for slot, its in shown.layers.items()), key=str)
