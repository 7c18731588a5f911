"""The facilitators run procedures in real browsers: what one starts, everybody's page shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from server.play.house import House, own_house
from tests.browser.windows import Window, open_window

COVE = Path(__file__).parents[1] / "scenarios" / "cove.yaml"
NEGOTIATION = "cove-2027"


@pytest.fixture
def house() -> Iterator[House]:
    """The cove, of this test alone."""
    with own_house(COVE) as served:
        yield served


@pytest.fixture
async def windows(browser: Browser, house: House, frontend: Path) -> AsyncIterator[list[Window]]:
    """The lead facilitator twice, at procedures and at the board, and a head of delegation."""
    opened = [
        await open_window(browser, house, NEGOTIATION, person)
        for person in ("tide", "tide", "sea1")
    ]
    yield opened
    for window in opened:
        await window.page.context.close()


async def test_a_silence_is_started_from_boxes_that_the_page_keeps_up_to_date(
    windows: list[Window],
) -> None:
    desk, board, seals = windows
    await desk.ask("publish_text")
    await desk.ask("open_session", session="C1", present=["GUL", "SEA", "CRA", "EEL"])
    await desk.ask("adopt_rules")
    await desk.ask("put_on_screen", clause="ROCK")
    page = desk.page
    await page.goto(f"{desk.base}/desk")
    boxes = page.locator("#silences input[name=offer]")
    await expect(boxes.first).to_be_visible()
    count = await boxes.count()

    earliest = await page.locator("#offer input[name=time]").input_value()
    await page.locator("#offer input[name=date]").fill("2001-01-01")
    await boxes.first.check()
    await page.locator("#offer button").click()
    await expect(page.locator("[data-refusal] .refusal").first).to_contain_text("It may end at")
    await expect(boxes.first).to_be_checked()

    await page.locator("#offer input[name=date]").fill("2099-01-01")
    await expect(page.locator("#offer input[name=time]")).to_have_value(earliest)
    await page.locator("#offer button").click()
    await expect(page.locator("[data-refusal] .refusal").first).to_contain_text("a year away")

    await page.reload()
    await boxes.first.check()
    await page.locator("#offer button").click()
    await expect(page.locator("#silences")).to_contain_text("SP1")
    await expect(boxes).to_have_count(count - 1)
    await expect(board.page.locator("#procedures")).to_contain_text("Silences running: 1")
    await expect(board.page.locator("#matrix")).to_contain_text("SP1")

    await seals.page.goto(f"{seals.base}/sessions/C1")
    await expect(seals.page.locator("main")).to_contain_text("Silences running")
