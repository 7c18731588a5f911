"""A long history, written straight into the record by the same rules, without sockets."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.house import FIELD, House, delegate, party
from models import acts
from models.edit import Edit, edit_of, remove, strike
from models.fold import fold
from models.negotiation import Negotiation
from models.party import Actor, Role
from models.rules import decide
from models.runs import Runs
from server.store.ledger import Ledger, Record
from server.store.replay import replay

BATCH = 500
PLACES = 40


def _own(runs: Runs, author: str) -> list[tuple[int, int]]:
    """Where an author's own words stand: place and length."""
    places = itertools.accumulate((len(run.text) for run in runs), initial=0)
    return [
        (at, len(run.text))
        for at, run in zip(places, runs, strict=False)
        if run.inserted_by == author
    ]


def _next(runs: Runs, author: str, most: int, rng: random.Random) -> Edit:
    """What somebody does next: types where words of theirs stand, or takes some back."""
    length = sum(len(run.text) for run in runs)
    own = _own(runs, author)
    if own and length > most:
        at, size = rng.choice(own)
        return edit_of(at, remove(min(size, rng.randint(1, 12))))
    if own and (len(own) >= PLACES // 4 or rng.random() < 0.9):
        at, size = rng.choice(own)
        return edit_of(at + size, rng.choice("abcdefgh "))
    at = rng.randrange(length)
    if rng.random() < 0.3 and not any(a <= at < a + s + 4 for a, s in own):
        return edit_of(at, strike(1))
    return edit_of(at, rng.choice("abcdefgh "))


def _typing(
    state: Negotiation, draft: str, edits: int, parties: int, most: int
) -> Iterator[tuple[Record, Negotiation]]:
    rng = random.Random(edits)
    number = 0
    while number < edits:
        which = rng.randrange(parties)
        author = party(which)
        actor = Actor(delegate(which), Role.HEAD, author)
        runs = state.drafts[draft].texts[FIELD]
        act = acts.Edit(
            draft=draft,
            revision=state.drafts[draft].revision,
            field=FIELD,
            edit=_next(runs, author, most, rng),
        )
        at = datetime.now(UTC)
        facts = decide(state, act, actor, at, str)
        if facts:
            for fact in facts:
                state = fold(state, fact, at, actor)
            number += 1
            yield Record(at, actor, f"h{rng.getrandbits(64):x}", act, facts), state


def fill(house: House, draft: str, edits: int, *, most: int = 8_000) -> None:
    """Let four parties make so many edits of a draft, its text at most about ``most`` letters."""
    ledger = Ledger(house.engine, house.plan.id)
    loaded = ledger.load()
    fence = loaded.fence
    records: list[Record] = []
    typing = _typing(replay(loaded), draft, edits, house.plan.parties, most)
    for record, _ in typing:
        records.append(record)
        if len(records) == BATCH:
            fence = ledger.commit(fence, records).fence
            records = []
    if records:
        ledger.commit(fence, records)
