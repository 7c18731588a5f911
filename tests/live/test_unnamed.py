"""Where the rules do not name who broke a silence, nobody can tell but those who must know.

The same negotiation is run twice, another party breaking silence each time: whoever may not know
which one it was received the same, to the letter, and so did their documents.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import acts
from models.objection import Category
from models.party import Actor
from models.policy import SCREENS
from models.refusals import Refusal
from models.rulebook import INSIDERS, Rules
from models.rules.silence import earliest_end
from models.sight import sight_of
from server.bundle.make import side_of
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.store.database import open_engine
from server.store.extract import extract
from server.store.schema import upgrade
from server.web.access import own_screen
from server.web.paint import paint
from server.web.state import summary
from tests.cast import opened
from tests.live.conftest import keep
from tests.live.pages import screen, seat

REASON = "It hits small parties hardest."
KNOW = {"chair", "aide", "host"}
"""Who runs the procedure, and may know."""
SCREENED = ("", "since", "parties", "rules", "sessions", "lock")


class Told:
    """What everybody was told in a negotiation in which one party breaks silence."""

    def __init__(self, room: Room, engine: Engine, at: datetime) -> None:
        self.room, self.engine, self.at = room, engine, at
        self.heard: dict[str, list[str]] = {person: [] for person in room.negotiation.people}
        self.pages = [
            seat(self.actor(person), name or own_screen(self.actor(person).role), "A1")
            for person in self.heard
            for name in SCREENED
            if not name or self.actor(person).role in SCREENS[name]
        ]
        for page in self.pages:
            room.hall.enter(page, {}, {})
        self.numbers = count()

    def actor(self, person: str) -> Actor:
        its = self.room.negotiation.people[person]
        return Actor(its.id, its.role, its.party)

    async def does(self, person: str, act: acts.Act) -> dict[str, str]:
        outcome = await self.room.submit(self.actor(person), act, f"t{next(self.numbers)}")
        await self.room.hall.quiet()
        return dict(outcome.made)

    async def story(self, person: str) -> None:
        """A silence is broken, another party tries what is not its own, the objection is lifted."""
        n = self.room.negotiation
        version = n.clauses["A1"].version
        offer = acts.StartSilence(
            clause="A1",
            version=1,
            digest=version.digest,
            ends=earliest_end(n, self.at) + timedelta(hours=1),
        )
        silence = (await self.does("chair", offer))["silence"]
        act = acts.BreakSilence(
            silence=silence, category=Category.FAIRNESS, reason=REASON, remedy="More time."
        )
        objection = (await self.does(person, act))["objection"]
        self.look()
        for other, tried in (
            ("dot", acts.LiftObjection(objection=objection)),
            ("dot", acts.AcknowledgeSilence(silence=silence)),
        ):
            with pytest.raises(Refusal) as refused:
                await self.does(other, tried)
            refusal = refused.value
            self.heard[other].append(f"{refusal} {refusal.next_step} {refusal.obstacles}")
        await self.does(person, acts.LiftObjection(objection=objection))
        self.look()

    def look(self) -> None:
        """Everybody looks at the state for programs, and takes what they may have of the record."""
        n = self.room.negotiation
        for person, heard in self.heard.items():
            sight = sight_of(n, self.actor(person))
            heard.append(json.dumps(summary(n, sight), sort_keys=True, default=str))
            if sight.group not in INSIDERS:
                continue
            found = extract(self.engine, n.id, self.room.ledger.end[0], side_of(n, sight))
            # Salts and hashes are another each time.
            parts = [
                part["content"]
                for entry in found.entries
                for _, part in sorted(entry["parts"].items())
                if "content" in part
            ]
            heard.append("\n".join(parts))

    def of(self, person: str) -> str:
        """All that one person was told, on whichever page."""
        raw = [b"".join(screen(page).raw) for page in self.pages if page.actor.person == person]
        return b"".join(raw).decode() + "".join(self.heard[person])


async def told(
    file: Path, writer: ThreadPoolExecutor, patch: pytest.MonkeyPatch, by: str, *, named: bool
) -> Told:
    """Run it on a database of its own, with the same ids each time."""
    ids = count()
    patch.setattr("server.live.batch.mint", lambda: f"id{next(ids)}")
    engine = open_engine(str(file))
    upgrade(engine)
    stage = opened(Rules(silence_names=named, silence_minimum=timedelta(hours=1)))
    ledger = keep(engine, stage)
    clock = RehearsalClock(stage.now, running=False)
    room = Room(ledger, ledger.load(), clock, paint, writer)
    its = Told(room, engine, stage.now)
    await its.story(by)
    await room.stop()
    engine.dispose()
    return its


@pytest.mark.parametrize("named", [False, True])
async def test_who_broke_silence_is_told_as_the_rules_say(
    tmp_path: Path, writer: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    """L-6: V-2: pages, sockets, refusals, the state for programs, and what a bundle holds."""
    one, other = [
        await told(tmp_path / f"{by}.db", writer, monkeypatch, by, named=named)
        for by in ("bo", "gus")
    ]
    tells = {person for person in one.heard if one.of(person) != other.of(person)}
    outside = {"eve", "wall", "new"}
    at_the_table = set(one.heard) - outside
    assert tells == (at_the_table if named else KNOW | {"bo", "bea", "gus"})
    for person in at_the_table - KNOW:
        assert REASON in one.of(person), "why is told to all, whoever it was"
