"""A negotiation to load: made in a database of its own, people signed in, served by a process.

Everything goes through the store's own functions, only not through the pages: inviting a thousand
people by hand-typed codes would take longer than measuring them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.client import Ear, Page, Seated
from bench.process import Process
from models.draft import Watch
from models.facts import Convened, PersonAdmitted, PlannedSession, PreparedClause, TextPrepared
from models.party import Party, Person, Role
from models.rulebook import Kind, Rules
from server.store import negotiations, schema
from server.store.database import open_engine
from server.store.sessions import Sessions

FIELD = "en/text"
FACILITATOR = "facilitator"
COOKIE = "parley"
"""The name of the session cookie on plain http (server.web.access)."""
SCREENS = {Role.OBSERVER: "follow", Role.LEAD_FACILITATOR: "board", Role.PROJECTOR: "projector"}


@dataclass(frozen=True)
class Plan:
    """What a negotiation is made of."""

    parties: int = 4
    delegates: int = 3
    """People of each party."""
    observers: int = 0
    clauses: Mapping[str, str] = field(default_factory=lambda: {"A1": "The parties shall publish."})
    """Clause id → its text in English."""
    rules: Rules = field(
        default_factory=lambda: Rules(live_drafting=Watch.ALL, countdown=timedelta(seconds=1))
    )
    id: str = field(default_factory=lambda: f"bench-{secrets.token_hex(4)}")


def party(number: int) -> str:
    """The id of a party."""
    return f"P{number + 1}"


def delegate(number: int, nth: int = 0) -> str:
    """The id of a person who speaks for a party; the first of each is its head."""
    return f"{party(number).lower()}-{nth + 1}"


def observer(number: int) -> str:
    """The id of an observer."""
    return f"observer-{number + 1}"


def people_of(plan: Plan) -> Iterator[Person]:
    """Everybody who is invited."""
    yield Person(id=FACILITATOR, name="The facilitator", role=Role.LEAD_FACILITATOR)
    for number in range(plan.parties):
        for nth in range(plan.delegates):
            role = Role.DELEGATE if nth else Role.HEAD
            name = f"Delegate {nth + 1} of {party(number)}"
            yield Person(id=delegate(number, nth), name=name, role=role, party=party(number))
    for number in range(plan.observers):
        yield Person(id=observer(number), name=f"Observer {number + 1}", role=Role.OBSERVER)


def facts_of(plan: Plan) -> tuple[Convened, list[PersonAdmitted | TextPrepared]]:
    """The first facts of the record."""
    convened = Convened(
        negotiation=plan.id,
        title="A negotiation under load",
        convenor="The bench",
        languages=("en",),
        parties=tuple(
            Party(id=party(n), name=f"Party {n + 1}", colour="#1f5fa8", seat_order=n + 1)
            for n in range(plan.parties)
        ),
        sessions=(PlannedSession("S1", "Session 1"),),
        rules=plan.rules,
    )
    prepared = tuple(
        PreparedClause(
            name, name.removeprefix("A"), "", {"en/title": f"Clause {name}", FIELD: text}
        )
        for name, text in plan.clauses.items()
    )
    admitted = [PersonAdmitted(person=person) for person in people_of(plan)]
    return convened, [*admitted, TextPrepared(clauses=prepared)]


class House:
    """One negotiation in one database, and who may come in."""

    def __init__(self, plan: Plan, database: str) -> None:
        self.plan = plan
        self.database = database
        self.engine = open_engine(database)
        schema.upgrade(self.engine)
        first, others = facts_of(plan)
        negotiations.convene(self.engine, first, others, datetime.now(UTC))
        self.sessions = Sessions(self.engine, idle=timedelta(hours=12), limit=timedelta(hours=16))
        self.people = {person.id: person for person in people_of(plan)}
        self._cookies: dict[str, str] = {}

    def cookie(self, person: str) -> str:
        """The Cookie header of a device on which this person is signed in."""
        if person not in self._cookies:
            now = datetime.now(UTC)
            token = self.sessions.open(self.plan.id, person, "bench", now)
            self._cookies[person] = f"{COOKIE}={token}"
        return self._cookies[person]

    def server(self, log: Path, **options: Any) -> Process:
        """A server of this database, not started yet."""
        return Process(
            ["-m", "server", "serve", "--host", "127.0.0.1", "--port", "PORT"],
            log,
            environment={"PARLEY_DATABASE": self.database},
            **options,
        )

    def seat(
        self, server: Process, person: str, *, screen: str | None = None, clause: str | None = None
    ) -> Seated:
        """Where somebody sits, by default at the page of their role."""
        chosen = screen or SCREENS.get(self.people[person].role, "table")
        return Seated(server.address, self.plan.id, self.cookie(person), chosen, clause)

    def page(
        self,
        server: Process,
        person: str,
        ear: Ear | None = None,
        *,
        screen: str | None = None,
        clause: str | None = None,
    ) -> Page:
        """A page of somebody, not yet opened."""
        return Page(self.seat(server, person, screen=screen, clause=clause), ear)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


async def open_session(house: House, server: Process) -> Page:
    """Bring the negotiation to where pens work: text published, a session open; the board."""
    board = house.page(server, FACILITATOR)
    await board.come()
    await board.act("publish_text")
    present = [party(n) for n in range(house.plan.parties)]
    await board.act("open_session", session="S1", present=present)
    await board.act("adopt_rules")
    await board.act("put_on_screen", clause=next(iter(house.plan.clauses)))
    return board


async def begin_draft(page: Page, clause: str, *, floor: bool = True, **fields: Any) -> str:
    """Start a draft that all may watch; its id."""
    options = {"watch": "all", "floor": floor, **fields}
    made: dict[str, str] = (await page.act("start_draft", clause=clause, **options))["made"]
    return made["draft"]


@contextmanager
def served(
    plan: Plan, folder: Path, *, database: str | None = None, pinned: bool = False
) -> Iterator[tuple[House, Process]]:
    """A house and its running server; both are gone afterwards."""
    house = House(plan, database or str(folder / "parley.db"))
    server = house.server(folder / "server.log", pinned=pinned)
    server.start()
    try:
        yield house, server
    finally:
        server.stop()
        house.close()


def clause_of(length: int) -> str:
    """A text of about this many letters, as prose."""
    sentence = "The parties shall publish who paid for what, within seven days of a request. "
    return (sentence * (length // len(sentence) + 1))[:length].strip()


def visible_to_all() -> Rules:
    """Rules under which observers learn who wrote what."""
    rules = Rules(live_drafting=Watch.ALL)
    everybody = rules.visibility[Kind.TEXT]
    return Rules(live_drafting=Watch.ALL, visibility=dict.fromkeys(Kind, everybody))


__all__: Sequence[str] = (
    "FACILITATOR",
    "FIELD",
    "House",
    "Plan",
    "begin_draft",
    "clause_of",
    "delegate",
    "facts_of",
    "observer",
    "open_session",
    "party",
    "served",
    "visible_to_all",
)
