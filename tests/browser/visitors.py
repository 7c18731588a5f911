"""People who visit a stage that is served, each in a browser of their own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import tempfile
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

import uvicorn
from playwright.async_api import Browser, BrowserContext, Page

from server.serving import config
from server.settings import Settings
from server.store.database import open_engine
from server.store.invitations import Invitations
from server.store.schema import upgrade
from server.web.services import server_time
from tests.browser.scenes import NOBODY, Shot
from tests.cast import Stage
from tests.live.conftest import keep

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextlib.asynccontextmanager
async def serving(stage: Stage, folder: Path) -> AsyncIterator[tuple[str, Invitations, str]]:
    """Serve what happened on a stage: the address, the invitations, the negotiation."""
    database = str(folder / "parley.db")
    engine = open_engine(database)
    upgrade(engine)
    keep(engine, stage)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = Settings(database=database, port=port)
    server = uvicorn.Server(config(settings, host="127.0.0.1", port=port, rehearsal=True))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.05)
    try:
        # A passkey is of a name, never of a number.
        yield f"http://localhost:{port}", Invitations(engine), stage.negotiation.id
    finally:
        server.should_exit = True
        await task
        engine.dispose()


class Visitors:
    """People of one negotiation, each at a page in a browser of their own, signed in once."""

    def __init__(
        self, browser: Browser, address: str, invitations: Invitations, stage: Stage
    ) -> None:
        self._browser, self._address, self._invitations = browser, address, invitations
        self._stage = stage
        self._pages: dict[str, Page] = {}
        self._shots: dict[str, Shot] = {}
        self.complaints: list[str] = []
        """What the browsers said on their consoles, but that a page that says no is a refusal."""

    async def opens(self, shot: Shot) -> Page:
        """Their page at a shot, and what is pressed on it."""
        self._shots[shot.person] = shot
        page = self._pages.get(shot.person) or await self._come(shot.person)
        await page.goto("/" if shot.drawn else self._path(shot))
        if shot.drawn:
            await page.set_content(f'<img alt="" width="100%" src="{self._path(shot)}">')
        for press in shot.presses:
            await page.locator(press).first.click()
            await page.wait_for_load_state()
        return page

    async def leave(self) -> None:
        """Close every browser."""
        for page in self._pages.values():
            await page.context.close()

    async def _come(self, person: str) -> Page:
        context = await self._browser.new_context(base_url=self._address)
        if person != NOBODY:
            await sign_in(context, self._address, self._invitation(person))
        page = self._pages[person] = await context.new_page()
        page.on("console", lambda said: self._complain(person, f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: self._complain(person, str(error)))
        devtools = await context.new_cdp_session(page)
        await devtools.send("WebAuthn.enable")
        await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        return page

    def _invitation(self, person: str) -> str:
        issued = self._invitations.issue(self._stage.negotiation.id, [person], server_time())
        return issued[0].path

    def _path(self, shot: Shot) -> str:
        n = self._stage.negotiation
        drafts = (its.id for its in n.drafts.values() if its.started_by == shot.person)
        return shot.path.format(
            n=n.id,
            draft=next(drafts, ""),
            caucus=next(iter(n.caucuses), ""),
            invitation=self._invitation("drm2") if "{invitation}" in shot.path else "",
        )

    def _complain(self, person: str, said: str) -> None:
        shot = self._shots[person]
        if not (shot.refused and "status of 40" in said):
            self.complaints.append(f"{shot.name}-{person}: {said}")


async def sign_in(context: BrowserContext, address: str, link: str) -> None:
    """Take up an invitation; the page with its button is looked at elsewhere."""
    answer = await context.request.post(
        f"{address}{link}", headers={"Origin": address}, max_redirects=0
    )
    assert answer.status == HTTPStatus.SEE_OTHER, await answer.text()


@contextlib.asynccontextmanager
async def visited(browser: Browser, stage: Stage) -> AsyncIterator[Visitors]:
    """A stage that is served, and people who visit it."""
    with tempfile.TemporaryDirectory() as folder:
        async with serving(stage, Path(folder)) as (address, invitations, _):
            visitors = Visitors(browser, address, invitations, stage)
            try:
                yield visitors
            finally:
                await visitors.leave()
