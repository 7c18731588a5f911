"""A served house for tests of the pages: the application over SQLite, and people who come in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from starlette.applications import Starlette

from models.acts import Act
from models.negotiation import Negotiation
from models.party import Actor
from server.app import create_app
from server.live.ask import Outcome
from server.live.room import Room
from server.settings import Settings
from server.store.database import open_engine
from server.store.schema import upgrade
from server.web.services import Services, server_time
from tests.cast import Stage
from tests.live.conftest import keep

HOST = "http://parley.test"
UNSAFE = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}


@dataclass
class House:
    """The application as it is served, and everybody's browser."""

    app: Starlette
    negotiation: str
    browsers: list[httpx.AsyncClient] = field(default_factory=list)

    @property
    def services(self) -> Services:
        """What the routes work with."""
        found: Services = self.app.state.services
        return found

    @property
    def here(self) -> str:
        """The address of the negotiation."""
        return f"/n/{self.negotiation}"

    async def room(self) -> Room:
        """The room of the negotiation."""
        return await self.services.rooms.room(self.negotiation)

    async def negotiated(self) -> Negotiation:
        """The negotiation as it is now."""
        return (await self.room()).negotiation

    def stranger(self, headers: Mapping[str, str] = UNSAFE) -> httpx.AsyncClient:
        """A browser that nobody has signed in with."""
        transport = httpx.ASGITransport(self.app, client=("192.0.2.7", 1))
        browser = httpx.AsyncClient(transport=transport, base_url=HOST, headers=dict(headers))
        self.browsers.append(browser)
        return browser

    def link(self, person: str) -> str:
        """A fresh invitation of a person: the path of its link."""
        (ticket,) = self.services.invitations.issue(self.negotiation, [person], server_time())
        return ticket.path

    async def browser(self, person: str) -> httpx.AsyncClient:
        """A browser in which a person has signed in by their link."""
        browser = self.stranger()
        answer = await browser.post(self.link(person))
        assert answer.status_code == 303, answer.text
        return browser

    async def page(self, person: str, path: str = "") -> str:
        """A page as a person sees it."""
        browser = await self.browser(person)
        answer = await browser.get(f"{self.here}{path}", follow_redirects=True)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    async def does(self, person: str, act: Act, act_id: str = "") -> Outcome:
        """Do an act through the one door; raises Refusal."""
        room = await self.room()
        its = room.negotiation.people[person]
        actor = Actor(its.id, its.role, its.party)
        return await room.submit(actor, act, act_id or f"t{id(act)}")


OpenHouse = Callable[[Stage], "AsyncIterator[House]"]


@asynccontextmanager
async def served(stage: Stage, folder: Path, **settings: object) -> AsyncIterator[House]:
    """Serve what happened on a stage."""
    database = str(folder / "parley.db")
    engine = open_engine(database)
    upgrade(engine)
    keep(engine, stage)
    engine.dispose()
    app = create_app(Settings(database=database, **settings), rehearsal=True)  # type: ignore[arg-type]
    async with app.router.lifespan_context(app):
        house = House(app, stage.negotiation.id)
        try:
            yield house
        finally:
            for browser in house.browsers:
                await browser.aclose()
