"""What is typed without a line across a decision is handed back, and strikes nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import ON_SCREEN
from tests.browser.scenes import apart, rehearsed
from tests.browser.windows import house_of, windows_of

NEGOTIATION = "cove-2027"


@pytest.mark.parametrize("again", [False, True], ids=["connected-again", "opened-again"])
async def test_what_could_not_be_sent_is_kept_without_striking_what_was_agreed(
    browser: Browser, tmp_path: Path, frontend: Path, again: bool
) -> None:
    stage = apart(rehearsed("cove", ON_SCREEN)[ON_SCREEN])
    draft = stage.drafts("gul1", "ROCK")
    stage.seconds("cra1", stage.tables("sea1", "ROCK", "choose yearly", "choose every month"))
    people = ("tide", "gul1")
    async with (
        house_of(stage, tmp_path) as house,
        windows_of(browser, house, NEGOTIATION, people) as (chair, gulls),
    ):
        await gulls.at(draft, "Control+Home")
        await gulls.page.context.set_offline(True)
        await gulls.page.keyboard.type("By day: ")
        await expect(gulls.page.locator("#connection")).to_have_attribute("data-state", "offline")
        await chair.page.locator("#queue button", has_text="Accept").click()
        await expect(chair.page.locator("body")).to_contain_text("every month.")
        if again:
            former, gulls.page = gulls.page, await gulls.page.context.new_page()
            await former.close()
        await gulls.page.context.set_offline(False)
        if again:
            await gulls.page.goto(gulls.base)

        handed_back = gulls.page.locator("#unsent article")
        await expect(handed_back).to_contain_text("By day: The council")
        await handed_back.locator("button.main").click()
        await expect(handed_back).to_have_count(0)

        kept = gulls.page.locator("[data-pen] .cm-content", has_text="By day: ")
        await expect(kept).to_contain_text("every month.")
        marked = [its for its in await gulls.letters(kept) if its.inserted or its.struck]
        assert "".join(its.letter for its in marked) == "By day: "
        assert {(its.inserted, its.struck, its.by) for its in marked} == {(True, False, "GUL")}
