"""People who visit a stage that is served, each in a browser of their own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import tempfile
from collections.abc import AsyncIterator
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
    """People of one negotiation, each with a browser of their own that is signed in once."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        invitations: Invitations,
        stage: Stage,
        script: Path | None,
    ) -> None:
        self._browser, self._address, self._invitations = browser, address, invitations
        self._stage, self._script = stage, script
        self._contexts: dict[str, BrowserContext] = {}
        self.complaints: list[str] = []
        """What the browsers said on their consoles."""

    async def opens(self, shot: Shot) -> Page:
        """The page of a shot, and what is pressed on it."""
        context = await self._context(shot.person)
        page = await context.new_page()
        page.on("console", lambda said: self._complain(shot, f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: self._complain(shot, str(error)))
        devtools = await context.new_cdp_session(page)
        await devtools.send("WebAuthn.enable")
        await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        await page.goto("/" if shot.drawn else self._path(shot))
        if shot.drawn:
            await page.set_content(f'<img alt="" width="100%" src="{self._path(shot)}">')
        for press in shot.presses:
            await page.locator(press).first.click()
            await page.wait_for_load_state()
        return page

    async def leave(self) -> None:
        """Close every browser."""
        for context in self._contexts.values():
            await context.close()

    async def _context(self, person: str) -> BrowserContext:
        if person not in self._contexts:
            context = await self._browser.new_context(base_url=self._address)
            if self._script is not None:
                await context.add_init_script(path=self._script)
            if person != NOBODY:
                page = await context.new_page()
                await page.goto(self._invitation(person))
                await page.click("button.main")
                await page.wait_for_url("**/n/**")
                await page.close()
            self._contexts[person] = context
        return self._contexts[person]

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

    def _complain(self, shot: Shot, said: str) -> None:
        self.complaints.append(f"{shot.name}-{shot.person}: {said}")


@contextlib.asynccontextmanager
async def visited(
    browser: Browser, stage: Stage, script: Path | None = None
) -> AsyncIterator[Visitors]:
    """A stage that is served, and people who visit it; a script runs in each of their pages."""
    with tempfile.TemporaryDirectory() as folder:
        async with serving(stage, Path(folder)) as (address, invitations, _):
            visitors = Visitors(browser, address, invitations, stage, script)
            try:
                yield visitors
            finally:
                await visitors.leave()
