"""A performance from end to end: read the file, let everybody in, make the moves, say what came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from itertools import zip_longest
from pathlib import Path

import httpx

from server.play import telling
from server.play.checkpoints import compare_end
from server.play.client import Client
from server.play.expectations import unmet
from server.play.house import House, own_house, read_invitations
from server.play.line import Trouble
from server.play.moves import NoSuchAct
from server.play.played import Played
from server.play.player import FAILURES, Pace, Player
from server.play.reading import read
from server.play.scenario import Move, Scenario, ScenarioError

INVITATIONS = Path(".parley") / "invitations.json"
"""Where `demo` leaves the links, for a player on the same machine."""
DEMO = "http://127.0.0.1:8000"


def play(
    file: Path,
    *,
    url: str | None = None,
    invitations: Path | None = None,
    speed: float = 1.0,
    check: bool = False,
    until: int | None = None,
    session: str | None = None,
) -> int:
    """Perform the moves of a scenario file; the exit status: 1 where anything was not met.

    With `check` everything is done at once and every expectation is compared; without a `url` it
    then starts a server of its own. Otherwise it plays at `speed`, for people to watch.
    """
    try:
        scenario = read(file)
        moves = scenario.up_to(until=until, session=session)
        with _house(file, url, invitations, check=check) as house:
            return asyncio.run(_perform(scenario, moves, house, None if check else speed))
    except httpx.TransportError as error:
        print(f"Cannot play {file}: nobody answers at {url or DEMO} ({error})")
        return 2
    except (ScenarioError, Trouble, OSError, ValueError) as error:
        print(f"Cannot play {file}: {error}")
        return 2


def _house(
    file: Path, url: str | None, invitations: Path | None, *, check: bool
) -> AbstractContextManager[House]:
    if url is None and check:
        return own_house(file)
    return nullcontext(House(url or DEMO, read_invitations(invitations or INVITATIONS)))


async def _perform(
    scenario: Scenario, moves: Sequence[Move], house: House, speed: float | None
) -> int:
    pace = Pace() if speed is None else Pace.at(max(speed, 0.05))
    async with _everybody(scenario, house) as clients:
        player = Player(scenario, clients, pace)
        await player.align()
        print(f"{scenario.title}: {len(clients)} people are here, {len(moves)} moves to make.")
        if speed is None:
            return await _check(player, moves)
        if (await player.state()).raw["proposals"]:
            raise Trouble("this negotiation has moved on already: play it on a fresh database")
        return await _show(player, moves)


@asynccontextmanager
async def _everybody(scenario: Scenario, house: House) -> AsyncIterator[Mapping[str, Client]]:
    """Everybody of the scenario who has an invitation, and the projector, each at their page."""
    clients = {
        person: Client(person, house.url, link)
        for person, link in house.invitations.items()
        if person in scenario.persons or person == "projector"
    }
    async with AsyncExitStack() as leaving:
        for client in clients.values():
            leaving.push_async_callback(client.leave)
            await client.enter()
        yield clients


ALREADY = frozenset({"published", "session_open", "adopted"})
"""Refusals of what is done already: a demonstration begins with its first session open."""


async def _show(player: Player, moves: Sequence[Move]) -> int:
    """Make the moves so that people can follow them; 1 where one could not be made."""
    failed = 0
    for move, next_move in zip_longest(moves, moves[1:]):
        print(telling.line(player.scenario, move), flush=True)
        said, well = await _shown(player, move)
        if said:
            print(f"{'':12} {said}", flush=True)
        failed += not well
        if well and next_move is not None:
            await asyncio.sleep(player.pace.gap(next_move.at - move.at))
    return 1 if failed else 0


async def _shown(player: Player, move: Move) -> tuple[str, bool]:
    """What is to be said of a move that was made, and whether it went as it should."""
    try:
        refusal = (await player.play(move)).refusal
    except FAILURES as failure:
        return f"not met: {failure}", False
    if refusal is None:
        return "", True
    if refusal.code in ALREADY:
        return "(it is so already)", True
    return f"refused: {refusal} {refusal.next_step}", bool(move.expect.get("refused", False))


async def _check(player: Player, moves: Sequence[Move]) -> int:
    """Make the moves as fast as they go, comparing every expectation; 1 where one is not met."""
    failures = 0
    for move in moves:
        for said in await _found(player, move):
            print(f"move {move.n}: not met: {said}", flush=True)
            failures += 1
    if moves and moves[-1] is player.scenario.moves[-1]:
        for said in compare_end(player.scenario, await player.state(), player.shift):
            print(f"end state, after move {moves[-1].n}: not met: {said}", flush=True)
            failures += 1
    compared = sum(len(move.expect) for move in moves)
    print(f"{len(moves)} moves, {compared} expectations: {failures or 'none'} not met.")
    return 1 if failures else 0


async def _found(player: Player, move: Move) -> list[str]:
    try:
        played: Played = await player.play(move)
    except NoSuchAct as unable:
        return [str(unable)]
    except FAILURES as failure:
        return [f"it could not be made: {failure}"]
    return unmet(played)
