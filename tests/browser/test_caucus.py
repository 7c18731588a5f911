"""Two delegations confer on their own page: talk, draft live, table; a third sees none of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from server.play.house import House
from tests.browser.windows import Window, windows_of

NEGOTIATION = "cove-2027"
MARKER = "Mandelbrot"


@pytest.fixture
async def windows(browser: Browser, cove: House) -> AsyncIterator[list[Window]]:
    """The facilitator, two delegations that confer (one on a telephone), and one that does not."""
    people = ("tide", "gul1", "sea1", "eel1")
    async with windows_of(browser, cove, NEGOTIATION, people) as opened:
        await opened[2].page.set_viewport_size({"width": 390, "height": 844})
        yield opened


async def test_delegations_confer_and_table_what_they_drafted(windows: list[Window]) -> None:
    chair, gulls, seals, eels = windows
    for window in (gulls, seals, eels):
        await window.page.goto(f"{window.base}/caucus")
        await expect(window.page.locator("#caucuses")).to_contain_text("You are in no caucus.")

    page = gulls.page
    await page.locator("#open-caucus > summary").click()
    await page.locator("#open-caucus input[name=title]").fill(MARKER)
    await page.locator("#open-caucus input[value=SEA]").check()
    await page.locator("#open-caucus button", has_text="Open").click()
    for window in (gulls, seals):
        await window.page.locator("#caucuses a", has_text=MARKER).click()
        await expect(window.page.locator("#room")).to_contain_text("Nobody outside knows")

    await seals.page.locator("#said textarea").fill("Are you\nwith us?")
    await seals.page.locator("#said button").click()
    await expect(page.locator("#said .note-text")).to_have_text("Are you\nwith us?")
    await page.locator("#drafts select").select_option("ROCK")
    await page.locator("#drafts button", has_text="Start a draft").click()
    draft = await seals.page.locator("[data-pen]").first.get_attribute("data-draft") or ""
    await seals.at(draft, "Control+Home")
    await seals.page.keyboard.type(f"{MARKER}: ")
    await seals.saved()
    # To the last letter: what is tabled is what this page shows.
    await gulls.agrees(gulls.pen(draft), await seals.letters(seals.pen(draft)))
    await expect(gulls.pen(draft).locator("[data-by=SEA]").first).to_be_visible()

    for outside in (chair, eels):
        assert MARKER not in await outside.everything()
    await page.locator("#drafts input[value=SEA]").check()
    await page.locator("#drafts button.main", has_text="Table").click()
    await expect(chair.page.locator("#queue")).to_contain_text("P01")
    await eels.page.goto(f"{eels.base}/table?clause=ROCK")
    await expect(eels.page.locator("#proposals")).to_contain_text(MARKER)
    for window in windows:
        assert window.errors == []
