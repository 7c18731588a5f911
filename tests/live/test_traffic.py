"""A seat received what its visibility allows: a random negotiation, searched to the letter.

Everything said in it holds a word that stands nowhere else. After each act it is written down who
may know which word by then; at the end every seat's whole traffic is searched for all of them,
with what its person was told besides: refusals, and the state for programs.
"""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import Engine

from models.draft import Watch
from models.rulebook import Rules
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.web.paint import paint
from tests.cast import MORNING, PARTIES, opened
from tests.live.conftest import keep
from tests.live.pages import Screen, screen
from tests.live.traffic.negotiating import Negotiating

ACTS = int(os.environ.get("PARLEY_TRAFFIC_ACTS", "120"))
"""How many acts a negotiation has; a longer one finds more, and takes its time."""
SEEDS = range(int(os.environ.get("PARLEY_TRAFFIC_SEEDS", "1")))
ROUNDS = 10
"""How often a negotiation goes on in search of what was not seen in it yet."""
OWN = {"keeps", "stands"}
SHARED = {"confers", "feels", "objects", "offers", "states", "tables", "ties", "types"}
"""The steps in which something is said: to one's own side, or to others too.

What needs something else first (a decision to reopen or to undo, a word typed to be told of) is
searched for where it happens.
"""
OUTSIDE = {"eve", "wall", "new"}


@pytest.fixture
async def its(
    engine: Engine, writer: ThreadPoolExecutor, seed: int, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Negotiating]:
    """A session is open and everything may be watched that is not private; everybody is there."""
    ids = count()
    # Whatever happens is the same again with the same seed.
    monkeypatch.setattr("server.live.batch.mint", lambda: f"id{next(ids)}")
    stage = opened(Rules(live_drafting=Watch.ALL, silence_minimum=timedelta(minutes=10)))
    ledger = keep(engine, stage)
    clock = RehearsalClock(MORNING, running=False)
    room = Room(ledger, ledger.load(), clock, paint, writer)
    clock.on_move(room.look_again)
    made = Negotiating(room, clock, random.Random(seed))
    made.pages = [made.comes(person) for person in made.n.people]
    made.pages += [made.comes(person, clause="A2") for person in ("ada", "gus", "eve")]
    made.pages += [made.comes("chair", "projector"), made.comes("ada", "rules")]
    made.pages += [made.comes("chair", "desk"), made.comes("host", "desk")]
    made.pages += [made.comes(person, "since") for person in ("ada", "gus", "chair", "amy")]
    made.pages += [made.comes(person, "parties") for person in ("bo", "eve")]
    made.pages += [made.comes(person, "lock") for person in ("ada", "rix")]
    made.pages += [made.comes(person, "legal") for person in ("lex", "host")]
    yield made
    await room.stop()


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_seat_received_what_its_visibility_allows(its: Negotiating) -> None:
    """V-2: V-3: V-5: no word reached who may not know it, and every page is as it would be now."""
    for _ in range(ACTS):
        await its.goes_on()
    for _ in range(ROUNDS):
        if not (unseen := _unseen(its)):
            break
        for _ in range(ACTS // 5):
            await its.goes_on(unseen)

    leaks = [
        (page.actor.person, page.screen, word)
        for page in its.pages
        for told in (its.told(page),)
        for word in its.words
        if word.encode() in told
        if page.actor.person not in its.known[word]
    ]
    assert leaks == []
    for page in its.pages:
        if page.actor.person in OUTSIDE:
            told = b"".join(screen(page).raw).decode()
            named = [told[max(0, at - 200) : at + 60] for at in map(told.find, PARTIES) if at >= 0]
            assert not named, (page.actor.person, page.screen, named)
    assert _unseen(its) == set()
    _as_if_fresh(its)
    await its.room.hall.quiet()


def _unseen(its: Negotiating) -> set[str]:
    """The search is not blind: the kinds of steps of which it found no word where it belongs.

    That is at anybody of its own side, or of what is not kept to that, at people of two sides.
    """
    told = [(page.actor.author or page.actor.person, its.told(page)) for page in its.pages]
    unseen = OWN | SHARED
    for word, step in its.said_in.items():
        if step in unseen:
            sides = {side for side, raw in told if word.encode() in raw}
            if len(sides) > (step in SHARED):
                unseen -= {step}
    return unseen


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
