"""One negotiation that wants nothing but the lock, written afresh for each trial."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import Engine, delete

from models import acts
from models.draft import Watch
from models.facts import Convened
from models.negotiation import Negotiation
from models.party import Person, Role
from models.rulebook import Rules
from server.store import tables
from server.store.database import writing
from server.store.ledger import Ledger, Record
from tests.cast import TEXTS, Stage, opened
from tests.live.conftest import records

FIELD = "en/text"
CLAUSE = "A1"
"""The clause that is reopened and written anew, where a trial comes to that."""
TYPISTS = ("ada", "abe", "amy", "bo", "bea", "gus", "gil", "dot", "dan", "aide")
CLOSERS = ("chair", "host", "hest", "lex")
"""The lead facilitator, the convenor twice over, and the legal expert."""
MORE = (
    Person(id="gil", name="Gil", role=Role.DELEGATE, party="GAM"),
    Person(id="dan", name="Dan", role=Role.DELEGATE, party="DEL"),
    Person(id="hest", name="Hest", role=Role.CONVENOR),
)
EXPLAINED = "It may stand."
FENCE = 2
"""How many batches it is written in."""


def closed() -> Stage:
    """Everything agreed, adopted and checked; drafts are open, and a reopening may be granted.

    The floor has a draft on A1, so has each party one of its own: private, or for others to watch.
    """
    rules = Rules(live_drafting=Watch.ALL, countdown=timedelta(0), seconding=False)
    stage = opened(rules, TEXTS, {CLAUSE: "نص"})
    for newcomer in MORE:
        stage.do("chair", acts.AdmitPerson(person=newcomer))
    for person, options in (
        ("aide", {"watch": Watch.ALL, "floor": True}),
        ("ada", {}),
        ("bo", {"watch": Watch.PARTIES, "writers": ("GAM",)}),
        ("dot", {}),
    ):
        draft = stage.drafts(person, CLAUSE, **options)
        stage.types(person, draft, "seven", f"{person} seven")
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.do("lex", acts.CompleteLegalCheck(explained=EXPLAINED))
    stage.asks("gus")
    stage.supports("bo")
    return stage.later(seconds=1)


class Prepared(NamedTuple):
    """That negotiation as its record and as its state, and the time at which it ends."""

    record: tuple[Record, ...]
    state: Negotiation
    now: datetime


@cache
def prepared() -> Prepared:
    """Worked out once."""
    stage = closed()
    return Prepared(tuple(records(stage)), stage.negotiation, stage.now)


def write(engine: Engine, negotiation: str) -> None:
    """Record it under an id of its own."""
    first, *others = prepared().record
    convened, *facts = first.facts
    assert isinstance(convened, Convened)
    named = replace(convened, negotiation=negotiation)
    ledger = Ledger(engine, negotiation)
    ledger.begin(named.title, replace(first, facts=(named, *facts)))
    ledger.commit(ledger.load().fence, others)


def wipe(engine: Engine, negotiation: str) -> None:
    """Take a negotiation out of the database: ten thousand of them are not wanted in one."""
    with writing(engine) as connection:
        for table in (tables.checkpoints, tables.edits, tables.entry_parts, tables.entries):
            connection.execute(delete(table).where(table.c.negotiation == negotiation))
        connection.execute(
            delete(tables.batches).where(tables.batches.c.negotiation == negotiation)
        )
        connection.execute(
            delete(tables.negotiations).where(tables.negotiations.c.id == negotiation)
        )
