"""People of a scenario in a room of this very process: seats, and acts through the one door.

The same player that goes over the wire makes the moves (`server.play`); only its pages are others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from models import acts
from models.acts import Act
from models.edit import Edit
from models.layer import authored, result
from models.parts import together
from models.party import Actor
from models.settling import digest
from models.sight import sight_of
from models.text import from_units
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.play.line import Told, Trouble
from server.play.pen import split, typed
from server.play.requests import Made, Seen
from server.play.scenario import Change
from server.web.access import own_screen
from server.web.state import summary
from tests.live.pages import Screen, screen, seat

HANDFUL = 5
"""Letters that make one stroke, where nobody says otherwise: many enough strokes, soon typed."""


class Ear:
    """What a seat was told."""

    def __init__(self, room: Room, shown: Screen) -> None:
        self._room = room
        self._screen = shown
        self._told: list[Told] = []
        self._read = 0

    @property
    def told(self) -> Sequence[Told]:
        """Every event so far."""
        for raw in self._screen.raw[self._read :]:
            frame = orjson.loads(raw)
            self._told += [Told(frame["n"], event) for event in frame["e"]]
        self._read = len(self._screen.raw)
        return self._told

    @property
    def place(self) -> int:
        """The place up to which the seat was served."""
        return self._screen.place

    async def until(self, come: Callable[[], bool], within: float = 0) -> None:
        """Wait until everything is told that there is to tell; then it has come, or never will."""
        del within  # a hall knows when it is quiet
        await self._room.hall.quiet()
        if not come():
            raise Trouble("everything was told, and it was not among it")


class Guest:
    """One person of a scenario, seated at the page of their role."""

    rehearsal = True

    def __init__(self, room: Room, clock: RehearsalClock, person: str) -> None:
        its = room.negotiation.people[person]
        self.person = person
        self.actor = Actor(its.id, its.role, its.party)
        self.author = self.actor.author or ""
        self.screen = own_screen(its.role)
        self.entries: list[int] = []
        self._room = room
        self._clock = clock
        self._count = 0
        self.seat = seat(self.actor, self.screen)
        room.hall.enter(self.seat, {}, {})
        self.line = Ear(room, screen(self.seat))
        self.regions = screen(self.seat).regions

    async def page(self) -> str:
        """The page as it would be painted afresh."""
        hall = self._room.hall
        painted = hall.painted(hall.audience_of(self.seat))
        return "".join(region.html for region in painted.values())

    async def state(self) -> Mapping[str, Any]:
        """Everything this person may know now."""
        n = self._room.negotiation
        told = summary(n, sight_of(n, self.actor))
        return {"place": self._room.place, "now": self._clock.now().isoformat(), **told}

    async def see_clause(self, clause: str) -> Seen:
        """The clause as it is."""
        version = self._room.negotiation.clauses[clause].version
        return Seen(version.number, version.digest, texts=version.wording)

    async def see_proposal(self, proposal: str, parts: Sequence[str] = ()) -> Seen:
        """A proposal, or some parts of it, as it is."""
        its = self._room.negotiation.proposals[proposal]
        read = digest(together(its.texts, (its.parts[part] for part in parts)))
        seen = await self.see_clause(its.clause)
        return seen._replace(wording=read if parts else its.digest)

    async def see_package(self, package: str) -> str:
        """A package as it is."""
        return self._room.negotiation.packages[package].digest

    async def act(self, act: Act) -> Made:
        """Through the one door."""
        self._count += 1
        outcome = await self._room.submit(self.actor, act, f"{self.person}:{self._count}")
        if outcome.entry is not None:
            self.entries.append(outcome.entry)
        return outcome.made

    async def write(
        self,
        draft: str,
        changes: Mapping[str, Sequence[Change]],
        *,
        letters: int | None = None,
        pause: float = 0,
    ) -> Seen:
        """Type a few letters at a time, each stroke an act of its own."""
        del pause  # nobody watches
        for name, edits in changes.items():
            runs = self._room.negotiation.drafts[draft].texts[name]
            plan = authored(runs, typed(from_units(result(runs)), edits), self.author)
            while plan:
                stroke, plan = split(plan, letters or HANDFUL)
                await self._stroke(draft, name, stroke)
        its = self._room.negotiation.drafts[draft]
        seen = await self.see_clause(its.clause)
        return seen._replace(wording=digest(its.texts))

    async def _stroke(self, draft: str, name: str, stroke: Edit) -> None:
        revision = self._room.negotiation.drafts[draft].revision
        await self.act(acts.Edit(draft=draft, revision=revision, field=name, edit=stroke))

    async def set_clock(self, at: str, *, running: bool) -> None:
        """Move the clock."""
        self._clock.move(datetime.fromisoformat(at), running=running)


def everybody(room: Room, clock: RehearsalClock) -> dict[str, Guest]:
    """Everybody who was invited, seated."""
    return {person: Guest(room, clock, person) for person in room.negotiation.people}
