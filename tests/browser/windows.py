"""Windows of real people: each a Chromium context of its own, with everything it was sent."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, WebSocket, expect

from server.play.house import House
from server.web.services import server_time
from tests.browser.visitors import serving, sign_in
from tests.cast import Stage

FACTS = """root => {
  const facts = []
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const inside = node.parentElement
    if (inside.closest('.said, .caret, [aria-hidden], h4, h5, header')) continue
    const by = inside.closest('[data-by]')?.dataset.by ?? ''
    const inserted = inside.closest('ins') !== null
    const struck = inside.closest('del') !== null
    for (const letter of node.data) facts.push([letter, inserted, struck, by])
  }
  return facts
}"""

PATIENCE = 10
"""Seconds that one page may take to show what another does, on a busy machine."""


class Letter(NamedTuple):
    """What a window shows of one character."""

    letter: str
    inserted: bool
    struck: bool
    by: str


@dataclass
class Window:
    """One person's page, and all that came to it over the wire."""

    person: str
    page: Page
    base: str
    received: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def ask(self, kind: str, **fields: Any) -> Mapping[str, Any]:
        """Do a formal act with this person's own session."""
        answer = await self.page.request.post(
            f"{self.base}/acts/{kind}",
            data=fields,
            headers={
                "Accept": "application/json",
                "Origin": self.base.partition("/n/")[0],
                "Parley-Act": uuid4().hex,
            },
        )
        said: Mapping[str, Any] = await answer.json()
        assert answer.ok, said
        return said

    def pen(self, draft: str, name: str = "en/text") -> Locator:
        """The pen of one field of a draft."""
        return self.page.locator(f'[data-draft="{draft}"][data-field="{name}"] .cm-content')

    async def at(self, draft: str, key: str) -> None:
        """Put the caret into the text of a draft, where this key leads, once it can be written.

        Until then a pen takes the focus, but no letter.
        """
        field = self.page.locator(f'[data-draft="{draft}"][data-field="en/text"]')
        await expect(field.locator(".cm-editor")).to_have_class(re.compile(r"\bpen-open\b"))
        await self.pen(draft).click()
        await expect(self.pen(draft)).to_be_focused()
        await self.page.keyboard.press(key)

    def watched(self) -> Locator:
        """The layers this page watches, as they are rendered for its clause."""
        return self.page.locator("[data-watch-clause] .watched-layer [data-field='en/text']")

    async def letters(self, where: Locator) -> list[Letter]:
        """What is shown there, character by character."""
        return [Letter(*fact) for fact in await where.evaluate(FACTS)]

    async def agrees(self, where: Locator, wanted: Sequence[Letter]) -> None:
        """Wait until exactly these letters are shown there."""
        late = time.monotonic() + PATIENCE
        while (shown := await self.letters(where)) != list(wanted):
            assert time.monotonic() < late, (self.person, shown, wanted)
            await self.page.wait_for_timeout(50)

    async def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        await expect(self.page.locator("#connection")).to_have_attribute("data-state", "saved")

    async def everything(self) -> str:
        """All this window was ever sent or keeps: frames, source, storage."""
        storage = await self.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
        return "\n".join([*self.received, await self.page.content(), storage])


@contextlib.asynccontextmanager
async def house_of(stage: Stage, folder: Path) -> AsyncIterator[House]:
    """What happened on a stage, served here, and everybody's invitation."""
    async with serving(stage, folder) as (address, invitations, negotiation):
        issued = invitations.issue(negotiation, list(stage.negotiation.people), server_time())
        yield House(address, {ticket.person: ticket.path for ticket in issued})


@contextlib.asynccontextmanager
async def windows_of(
    browser: Browser, house: House, negotiation: str, people: Sequence[str]
) -> AsyncIterator[list[Window]]:
    """Everybody takes up their invitation, each in a browser of their own; closed at the end."""
    opened = await asyncio.gather(
        *(open_window(browser, house, negotiation, person) for person in people)
    )
    yield opened
    for window in opened:
        await window.page.context.close()


async def open_window(browser: Browser, house: House, negotiation: str, person: str) -> Window:
    """Somebody takes up their invitation in a browser of their own."""
    own = await browser.new_context()
    await sign_in(own, house.url, house.invitations[person])
    page = await own.new_page()
    window = Window(person, page, f"{house.url}/n/{negotiation}")
    page.on("websocket", lambda socket: _listen(window, socket))
    page.on("pageerror", lambda error: window.errors.append(str(error)))
    page.on("console", lambda said: _complaint(window, said))
    page.on("response", lambda answer: window.received.append(answer.url))
    await page.goto(window.base)
    return window


def _complaint(window: Window, said: ConsoleMessage) -> None:
    if said.type == "error":
        window.errors.append(f"{said.text} {said.location['url']}")


def _listen(window: Window, socket: WebSocket) -> None:
    socket.on("framereceived", lambda frame: window.received.append(str(frame)))
