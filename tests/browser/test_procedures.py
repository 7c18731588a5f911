"""The facilitators run procedures in real browsers: what one starts, everybody's page shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from playwright.async_api import Browser, expect

from server.play.house import House
from tests.browser.windows import Window, windows_of

NEGOTIATION = "cove-2027"


@pytest.fixture
async def windows(browser: Browser, cove: House) -> AsyncIterator[list[Window]]:
    """The lead facilitator twice, at procedures and at the board, and a head of delegation."""
    people = ("tide", "tide", "sea1")
    async with windows_of(browser, cove, NEGOTIATION, people) as opened:
        yield opened


async def test_a_silence_is_started_from_boxes_that_the_page_keeps_up_to_date(
    windows: list[Window],
) -> None:
    desk, board, seals = windows
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

    day = page.locator("#offer input[name=date]")
    await day.fill(f"{date.fromisoformat(await day.input_value()) + timedelta(days=1)}")
    while await boxes.count():
        left = await boxes.count()
        await boxes.first.check()
        await page.locator("#offer button").click()
        await expect(boxes).to_have_count(left - 1)
    await expect(page.locator("#offer")).to_be_hidden()

    await page.locator("#silences summary", has_text="Cancel this silence").first.click()
    await page.locator("#silences input[name=reason]").first.fill("Two words were missing.")
    await page.locator("#silences button", has_text="Cancel this silence").first.click()
    await expect(boxes).to_have_count(1)
    await expect(page.locator("#offer")).to_be_visible()
    await expect(page.locator("#done")).to_be_visible()
    await expect(page.locator("#unsent article")).to_have_count(0)


async def test_a_break_that_comes_too_late_is_still_sent_and_becomes_a_request(
    windows: list[Window],
) -> None:
    """The silence ends while its last sentence is typed: the form stays until it was answered."""
    desk, _, seals = windows
    await desk.page.goto(f"{desk.base}/desk")
    await desk.page.locator("#silences input[name=offer]").last.check()
    await desk.page.locator("#offer button").click()
    ends = await desk.page.locator("#silences time[data-deadline]").get_attribute("datetime")

    page = seals.page
    clause = await page.locator("#silences [data-look]").first.get_attribute("data-look")
    await page.goto(f"{seals.base}/table?clause={clause}")
    await page.locator("#silence summary", has_text="Break silence").click()
    await page.locator("#silence textarea[name=reason]").fill("We could not meet.")
    await page.locator("#silence textarea[name=remedy]").fill("A week more.")
    moved = await desk.page.request.post(
        f"{desk.base}/clock", data={"at": ends}, headers={"Origin": desk.base.partition("/n/")[0]}
    )
    assert moved.ok
    await expect(desk.page.locator("#silences")).to_contain_text("Results")
    await page.locator("#silence button", has_text="Break silence").click()
    await expect(page.locator("[data-refusal] .refusal")).to_contain_text("request to reopen")
    await expect(page.locator("#silence")).to_contain_text("Silence ended")
    await expect(page.locator("#reopening")).to_contain_text("We could not meet.")
    await expect(page.locator("#unsent article")).to_have_count(0)


async def test_a_procedure_leads_on_where_its_effect_is_out_of_sight(
    windows: list[Window],
) -> None:
    desk, board, seals = windows
    await seals.page.set_viewport_size({"width": 390, "height": 844})
    await seals.page.goto(f"{seals.base}/table")
    await _begins_and_discards(seals)
    await _objects(seals)
    await _bridges(board)
    await seals.page.locator("#notices button", has_text="Maintain our objection").click()
    await expect(seals.page.locator("#positions")).to_contain_text("objects to version 2")
    await expect(board.page.locator("#control")).to_contain_text("is open.")
    await _replaces_the_head(desk)
    # Who is no head any more goes on as a delegate, without signing in again.
    await expect(seals.page.locator("#positions")).to_contain_text("The head of delegation states")


async def _begins_and_discards(window: Window) -> None:
    """A draft comes into view once it is begun; discarding takes two taps, and all of it."""
    page = window.page
    await page.locator("#actions form button").first.click()
    draft = page.locator(".draft")
    await expect(draft).to_be_focused()
    await expect(draft).to_be_in_viewport()
    await expect(page.locator("#done")).to_be_visible()
    await draft.locator(".tabling input[name=reason]").fill("A second thought.")
    await draft.locator("details.sure > summary").click()
    await draft.locator("details.sure form button").click()
    await expect(draft).to_have_count(0)
    await expect(page.locator("#unsent article")).to_have_count(0)


async def _objects(window: Window) -> None:
    page = window.page
    await page.locator("#object-clause summary").click()
    await page.locator("#object-clause textarea[name=reason]").fill("Not yearly.")
    await page.locator("#object-clause textarea[name=remedy]").fill("Every second year.")
    await page.locator("#object-clause form button").click()
    await expect(page.locator("#positions")).to_contain_text("Every second year.")


async def _bridges(window: Window) -> None:
    """The facilitators table another wording and accept it: a new version."""
    page = window.page
    await page.locator("#drafts button", has_text="Draft a bridging proposal").click()
    draft = await page.locator(".draft [data-pen]").first.get_attribute("data-draft") or ""
    await window.at(draft, "Control+End")
    await page.keyboard.type(" So be it.")
    await window.saved()
    await page.locator(".draft .tabling button.main").click()
    await expect(page.locator("#queue .proposal").first).to_be_focused()
    await page.locator("#queue form button", has_text="Accept").click()


async def _replaces_the_head(window: Window) -> None:
    page = window.page
    await page.goto(f"{window.base}/invitations")
    await page.get_by_label("Name", exact=True).fill("Selkie")
    await page.locator("select[name=role]").select_option("SEA/delegate")
    await page.get_by_role("button", name="Add and invite").click()
    await page.goto(f"{window.base}/parties")
    await page.locator("#head-SEA summary").click()
    await page.locator("#head-SEA button").click()


async def test_a_clause_that_is_asked_for_comes_into_sight_on_a_telephone(
    windows: list[Window],
) -> None:
    _, board, seals = windows
    for window, link in ((board, "#matrix a[data-look]"), (seals, "#text a[data-look]")):
        page = window.page
        await page.set_viewport_size({"width": 390, "height": 600})
        if window is seals:
            await page.locator("#text summary").last.click()
        await page.locator(link).last.click()
        await expect(page.locator("#matrix tr, .strip a").last).to_have_attribute(
            "aria-current", "true"
        )
        await expect(page.locator("#clause-title")).to_be_in_viewport()
        await expect(page.locator("#clause .wording").first).to_be_in_viewport()


async def test_what_is_handed_back_goes_by_the_names_of_its_fields(windows: list[Window]) -> None:
    _, board, seals = windows
    await board.page.locator("#control button", has_text="Put to the room").click()
    await seals.page.locator("#question summary").click()
    reason = seals.page.locator("#question textarea[name=reason]")
    await reason.fill("Too soon for us.")
    await reason.blur()
    await board.page.locator("#question button", has_text="Take back").click()
    handed_back = seals.page.locator("#unsent article")
    await expect(handed_back).to_contain_text("Too soon for us.")
    await expect(handed_back).to_contain_text("Reason")
    await expect(handed_back).not_to_contain_text("political instruction")


async def test_every_mode_of_a_meeting_fits_a_narrow_telephone(windows: list[Window]) -> None:
    desk, _, seals = windows
    await seals.page.set_viewport_size({"width": 360, "height": 640})
    for mode in ("plenary", "closed", "chatham"):
        await desk.ask("set_visibility", mode=mode)
        await seals.page.reload()
        assert await seals.page.evaluate("document.documentElement.scrollWidth") == 360, mode
