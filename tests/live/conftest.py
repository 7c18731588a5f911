"""A room with a store, on SQLite and on PostgreSQL, and people who come in."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine

from models import acts, views
from models.acts import Act
from models.draft import Watch
from models.edit import Edit
from models.facts import Convened
from models.negotiation import Negotiation
from models.party import Actor
from models.proposal import Proposal
from models.rulebook import Rules
from server.live.ask import Outcome
from server.live.audience import Audience, Online
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.live.seat import Seat
from server.store.database import open_engine
from server.store.ledger import Ledger, Record
from server.store.schema import upgrade
from tests.cast import Stage, opened
from tests.live.pages import screen, seat


def plain(negotiation: Negotiation, audience: Audience, online: Online) -> Mapping[str, str]:
    """A page of three regions, enough to see who is told what when."""
    clause = audience.clause
    status = views.status(negotiation, clause).value if clause else "nothing on screen"
    seen = [p.author if audience.sight.attribution else "Alt" for p in live_of(negotiation, clause)]
    people = sorted(name for names in online.values() for name in names)
    return {
        "status": f'<p id="status">{clause} {status}</p>',
        "proposals": f'<p id="proposals">{" ".join(seen)}</p>',
        "people": f'<p id="people">{" ".join(people) if audience.screen == "board" else ""}</p>',
    }


def live_of(negotiation: Negotiation, clause: str | None) -> tuple[Proposal, ...]:
    """The live proposals of the clause in view."""
    return negotiation.live_proposals(clause) if clause else ()


@dataclass
class Hosted:
    """A room, and the cast as its people."""

    room: Room
    clock: RehearsalClock
    ids: Iterator[int] = field(default_factory=itertools.count)

    def actor(self, person: str) -> Actor:
        """The actor a person of the cast is."""
        its = self.room.negotiation.people[person]
        return Actor(its.id, its.role, its.party)

    async def does(self, person: str, act: Act, act_id: str | None = None) -> Outcome:
        """Do an act through the one door; raises Refusal."""
        return await self.room.submit(self.actor(person), act, act_id or f"t{next(self.ids)}")

    async def types(
        self, person: str, draft: str, edit: Edit, act_id: str | None = None
    ) -> Outcome:
        """Type on what is there now."""
        revision = self.room.negotiation.drafts[draft].revision
        act = acts.Edit(draft=draft, revision=revision, field="en/text", edit=edit)
        return await self.does(person, act, act_id)

    def comes(self, person: str, screen_name: str = "table", clause: str | None = None) -> Seat:
        """Somebody opens a page."""
        its = seat(self.actor(person), screen_name, clause)
        self.room.hall.enter(its, {}, {})
        return its

    async def told(self, *seats: Seat) -> None:
        """Wait until everything that is to be told was told."""
        await self.room.hall.quiet()
        for its in seats:
            assert not screen(its).closed


def records(stage: Stage, since: int = 0) -> list[Record]:
    """What happened on a bare stage, from so many facts on, as it would have been recorded."""
    grouped = itertools.groupby(stage.log[since:], key=lambda made: (made[1], made[2]))
    return [
        Record(at, actor, None, None, tuple(made[0] for made in group))
        for (at, actor), group in grouped
    ]


def keep(engine: Engine, stage: Stage) -> Ledger:
    """A ledger whose record is what happened on a stage."""
    first, *others = records(stage)
    assert isinstance(first.facts[0], Convened)
    ledger = Ledger(engine, stage.negotiation.id)
    ledger.begin(stage.negotiation.title, first, rehearsal=stage.negotiation.rehearsal)
    if others:
        ledger.commit(ledger.load().fence, others)
    return ledger


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database with tables and nothing in them."""
    made = open_engine(database_url, patience=0.3)
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def writer() -> Iterator[ThreadPoolExecutor]:
    """The thread that writes."""
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
async def hosted(engine: Engine, writer: ThreadPoolExecutor) -> AsyncIterator[Hosted]:
    """A room whose session is open, on a clock that stands still until it is moved."""
    stage = opened(Rules(live_drafting=Watch.ALL))
    keep(engine, stage)
    ledger = Ledger(engine, stage.negotiation.id)
    clock = RehearsalClock(stage.now, running=False)
    room = Room(ledger, ledger.load(), clock, plain, writer)
    clock.on_move(room.look_again)
    yield Hosted(room, clock)
    await room.stop()
