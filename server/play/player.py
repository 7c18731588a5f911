"""The player: everybody's clients at one server, and the moves made by them one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import httpx

from models.refusals import Refusal
from server.play.board import Board, read_board
from server.play.checks.conferring import LOOKED
from server.play.line import Trouble
from server.play.moves import Book, NoSuchAct, script_of
from server.play.page import Page
from server.play.pen import PenBroken
from server.play.played import Played
from server.play.requests import (
    AFTER,
    ActiveParties,
    Countdown,
    Do,
    Request,
    See,
    SeeClause,
    SeeFinal,
    SeePackage,
    SeeProposal,
    SeeWhole,
    Wait,
    When,
    Write,
    run_async,
)
from server.play.scenario import Move, Scenario, ScenarioError
from server.play.state import Json, State, sealed, whole_of
from server.play.witness import Watch, announced, same_moment

FAILURES: Final = (NoSuchAct, ScenarioError, Trouble, PenBroken, httpx.HTTPError)
"""What may keep a move from being made, besides a refusal."""
SETTLED: Final = 2.0
"""Seconds within which what fell due by a moved clock is on record."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast: seconds after a letter, an act, a question put; letter None: all at once."""

    letter: float | None = None
    act: float = 0
    countdown: float = 0
    minute: float = 0
    """How long a minute of the scenario between two moves lasts, within the limits below."""
    shortest: float = 0
    longest: float = 0

    @classmethod
    def at(cls, speed: float) -> Pace:
        """Speed 1 is comfortable to watch: ten letters a second, one to four between moves."""
        return cls(
            letter=0.1 / speed,
            act=0.3 / speed,
            countdown=3 / speed,
            minute=0.5 / speed,
            shortest=1.2 / speed,
            longest=4 / speed,
        )

    def gap(self, between: timedelta) -> float:
        """The seconds that stand for the time between two moves."""
        wanted = between.total_seconds() / 60 * self.minute
        return min(max(wanted, self.shortest), self.longest)


@dataclass(slots=True)
class Player:
    """One performance: the scenario, who is connected, and what was made so far."""

    scenario: Scenario
    clients: Mapping[str, Page]
    pace: Pace
    book: Book = field(default_factory=Book)
    shift: timedelta = timedelta()
    """Whole days by which everything is later than the file says, where its days are over."""

    @property
    def lead(self) -> Page:
        """The lead facilitator, whose clock and board this is; raises `ScenarioError`."""
        for client in self.clients.values():
            member = self.scenario.persons.get(client.person)
            if member is not None and member.role == "lead_facilitator":
                return client
        raise ScenarioError("no lead facilitator has an invitation")

    def client(self, person: str) -> Page:
        """The client of a person; raises `Trouble` where nobody invited them."""
        found = self.clients.get(person)
        if found is None:
            raise Trouble(f"{person} has no invitation, so nobody can do this")
        return found

    async def state(self) -> State:
        """The state as the lead facilitator is told it."""
        return State(await self.lead.state(), self.book)

    async def align(self) -> None:
        """Where the server's time is later than the scenario's, play it some days later."""
        now = datetime.fromisoformat((await self.lead.state())["now"])
        behind = now - self.scenario.moves[0].at
        if behind > timedelta():
            self.shift = timedelta(days=behind.days + 1)

    async def play(self, move: Move) -> Played:
        """Make one move; raises one of `FAILURES` where it cannot be made."""
        script = script_of(self.scenario, self.book, move)
        await self._clock(move.at + self.shift)
        before = await self.state()
        watch = self._watch(move)
        entries = {person: len(client.entries) for person, client in self.clients.items()}
        refusal: Refusal | None = None
        try:
            await run_async(script, self._answer)
        except Refusal as refused:
            refusal = refused
        after = await self.state()
        return Played(
            scenario=self.scenario,
            book=self.book,
            move=move,
            before=before,
            after=after,
            refusal=refusal,
            entries=tuple(
                entry
                for person, client in self.clients.items()
                for entry in client.entries[entries[person] :]
            ),
            witnessed=await self._witnessed(move, watch, after),
            looks=await self._looks(move),
            boards=await self._boards(move, after),
        )

    # Answering the requests of a script.

    async def _answer(self, request: Request) -> object:
        match request:
            case Do(person=person, act=act):
                made = await self.client(person).act(act)
                await asyncio.sleep(self.pace.act)
                return made
            case SeeClause() | SeeProposal() | SeePackage() | SeeWhole() | SeeFinal():
                return await self._see(request)
            case Write(person=person, draft=draft, changes=changes):
                letters = None if self.pace.letter is None else 1
                return await self.client(person).write(
                    draft, changes, letters=letters, pause=self.pace.letter or 0
                )
            case ActiveParties():
                return (await self.state()).active_parties
            case Countdown():
                await self._countdown()
            case Wait(until=until):
                await self._fall_due(until + self.shift + AFTER)
            case When(at=at):
                return at + self.shift
        return None

    async def _see(self, request: See) -> object:
        """What a person reads of what there is."""
        its = self.client(request.person)
        match request:
            case SeeClause(clause=clause):
                return await its.see_clause(clause)
            case SeeProposal(proposal=proposal, parts=parts):
                return await its.see_proposal(proposal, parts)
            case SeePackage(package=package):
                return await its.see_package(package)
            case SeeWhole():
                return whole_of(await its.state())
            case SeeFinal():
                return sealed(await its.state())

    async def _clock(self, at: datetime) -> None:
        if self.lead.rehearsal:
            await self.lead.set_clock(at.isoformat(), running=self.pace.letter is not None)

    async def _countdown(self) -> None:
        question = (await self.lead.state())["question"]
        if question is None:
            return
        await asyncio.sleep(self.pace.countdown)
        await self._past(datetime.fromisoformat(question["closes"]) + AFTER)

    async def _fall_due(self, until: datetime) -> None:
        """Be past a time, and see what falls due by then on record."""
        place = (await self.lead.state())["place"]
        await self._past(until)
        for _ in range(round(SETTLED / 0.05)):
            if (await self.lead.state())["place"] != place:
                return
            await asyncio.sleep(0.05)

    async def _past(self, until: datetime) -> None:
        """Be past a time: on the rehearsal clock at once, else by waiting for it."""
        if self.lead.rehearsal:
            await self._clock(until)
            return
        now = datetime.fromisoformat((await self.lead.state())["now"])
        await asyncio.sleep(max(0.0, (until - now).total_seconds()))

    # Looking on.

    def _watch(self, move: Move) -> Watch | None:
        of_parties = tuple(
            client
            for client in self.clients.values()
            if client.author in self.scenario.parties and client.screen == "table"
        )
        if "same_moment_for_all_parties" in move.expect:
            return Watch(of_parties)
        if "announced_to_all" in move.expect:
            # The projector shows the text and nothing else (design §7).
            return Watch(tuple(c for c in self.clients.values() if c.screen != "projector"))
        return None

    async def _witnessed(self, move: Move, watch: Watch | None, after: State) -> dict[str, str]:
        if watch is None:
            return {}
        if "same_moment_for_all_parties" in move.expect:
            texts = [text for its in after.clauses.values() for text in its["wording"].values()]
            return {"same_moment_for_all_parties": await same_moment(watch, texts)}
        number = self.book.decisions.get(move.details.get("move", 0))
        label = next((d["label"] for d in after.decisions if d["number"] == number), "")
        said = await announced(watch, label) if label else "no decision was undone"
        return {"announced_to_all": said}

    async def _looks(self, move: Move) -> dict[str, Json]:
        """The state as everybody of the scenario is told it, where it matters who sees what."""
        if not LOOKED & move.expect.keys():
            return {}
        people = self.scenario.persons.keys() & self.clients.keys()
        return {person: await self.clients[person].state() for person in sorted(people)}

    async def _boards(self, move: Move, after: State) -> dict[str, Board]:
        """The board twice: as it is served now, and as its live fragments leave it in the end.

        A place says how far the server is, not that every region was painted as of then.
        """
        if "checkpoint" not in move.expect:
            return {}
        served = read_board(await self.lead.page())
        await self.lead.line.until(lambda: self.lead.line.place >= after.raw["place"])

        def live() -> Board:
            return read_board("".join(self.lead.regions.values()))

        with suppress(Trouble):
            await self.lead.line.until(lambda: live() == served)
        return {"the board": served, "the board as it was updated live": live()}
