"""The page that checks a bundle, in a real browser: from a file, without a server, and served."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from server.bundle.make import packed
from tests.browser.visitors import serving
from tests.bundle.conftest import Kept, ended
from tests.bundle.members import joined, opened, signed_again
from tests.cast import opened as at_the_table


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A short negotiation at its end: locked, signed, in two languages."""
    return ended(tmp_path_factory.mktemp("short"), "bilateral")


@pytest.fixture
async def page(browser: Browser, frontend: Path, tmp_path: Path) -> AsyncIterator[Page]:
    """The page as somebody saved it, opened from the disk, on a device with no network at all."""
    saved = tmp_path / "verify.html"
    saved.write_bytes((frontend / "verify.html").read_bytes())
    context = await browser.new_context(offline=True, locale="en-GB")
    its = await context.new_page()
    said: list[str] = []
    its.on("console", lambda message: said.append(message.text))
    its.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    its.on("request", lambda request: asked.append(request.url))
    await its.goto(saved.as_uri())
    yield its
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    await context.close()


def file(name: str, data: bytes) -> dict[str, object]:
    """A file as it is chosen."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


async def choose(page: Page, kind: str, name: str, data: bytes) -> None:
    """Choose a file."""
    await page.locator(f"input[name={kind}]").set_input_files(file(name, data))  # type: ignore[arg-type]


async def test_a_bundle_is_sound_and_its_code_is_shown(page: Page, short: Kept) -> None:
    await choose(page, "bundle", "bundle.zip", short.bundle("sud1"))
    await expect(page.locator("[data-verdict-word]")).to_have_text("Sound")
    await expect(page.locator("[data-title]")).to_have_text(short.negotiation.title)
    await expect(page.locator("[data-last]")).to_have_text(short.stamp.checkpoint.code)
    await expect(page.locator("[data-number=audience]")).to_have_text("SUD")
    await expect(page.locator("[data-number=signatures]")).to_have_text("2")
    assert await page.locator("[data-step]").count() == 8
    assert await page.locator("[data-state=passed]").count() == 8


async def test_what_is_wrong_is_told_and_where(page: Page, short: Kept) -> None:
    members = opened(short.bundle("nor1"))
    text = members["text/en.txt"].replace(b"two days", b"ten days", 1)
    assert text != members["text/en.txt"]
    await choose(page, "bundle", "a.zip", packed({**members, "text/en.txt": text}))
    await expect(page.locator("[data-verdict-word]")).to_have_text("Not sound")
    await expect(page.locator("[data-where]")).to_have_text("text/en.txt")
    await expect(page.locator("[data-what]")).to_have_text("was changed after the bundle was made")
    again = signed_again({**members, "text/en.txt": text}, short.key)
    await choose(page, "bundle", "b.zip", packed(again))
    await expect(page.locator("[data-what]")).to_have_text("is not the text that was locked")
    await expect(page.locator("[data-sound]").first).to_be_hidden()
    for data in (b"", b"PK", b"x" * 5000, packed({"index.json": b"{"})):
        await choose(page, "bundle", "c.zip", data)
        await expect(page.locator("[data-verdict-word]")).to_have_text("Not sound")
    await choose(page, "bundle", "d.zip", packed(members))
    await expect(page.locator("[data-verdict-word]")).to_have_text("Sound")


async def test_a_checkpoint_or_a_code_that_was_kept_is_held_against_it(
    page: Page, short: Kept
) -> None:
    members = opened(short.bundle("nor1"))
    notes = members["checkpoints.jsonl"].splitlines()
    record = members["record.jsonl"].splitlines()
    await choose(page, "bundle", "bundle.zip", packed(members))
    await choose(page, "held", "kept.txt", short.stamp.note.encode())
    await expect(page.locator("[data-verdict-word]")).to_have_text("Sound")
    await page.locator("input[name=code]").fill(short.stamp.checkpoint.code.lower())
    await expect(page.locator("[data-code]")).to_contain_text(
        f"an entry of this record: {short.stamp.checkpoint.number}"
    )
    await page.locator("input[name=code]").fill("0000-0000")
    await expect(page.locator("[data-code]")).to_contain_text("No entry of this record")
    cut = {"checkpoints.jsonl": joined(notes[:2]), "record.jsonl": joined(record[:-1])}
    shorter = packed(signed_again({**members, **cut}, short.key))
    await choose(page, "bundle", "shorter.zip", shorter)
    await expect(page.locator("[data-verdict-word]")).to_have_text("Not sound")


async def test_it_is_in_the_bundle_itself_and_speaks_arabic(page: Page, short: Kept) -> None:
    members = opened(short.bundle("sud1"))
    assert b"</html>" in members["verify.html"]
    await page.get_by_role("button", name="العربية").click()
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await choose(page, "bundle", "bundle.zip", packed(members))
    await expect(page.locator("[data-verdict-word]")).to_have_text("سليم")
    left = page.locator("[data-say]:not([lang])")
    assert not [word for word in await left.all_inner_texts() if word.isascii() and word.strip()]


async def test_files_may_be_dropped_together(page: Page, short: Kept) -> None:
    bundle = base64.b64encode(short.bundle("lead")).decode()
    await page.evaluate(
        """([bundle, note]) => {
            const data = new DataTransfer()
            const bytes = Uint8Array.from(atob(bundle), (one) => one.charCodeAt(0))
            data.items.add(new File([note], 'kept.txt'))
            data.items.add(new File([bytes], 'record.zip'))
            document.body.dispatchEvent(
                new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
        }""",
        [bundle, short.stamp.note],
    )
    await expect(page.locator("[data-verdict-word]")).to_have_text("Sound")
    await expect(page.locator("[data-file=held]")).to_have_text("kept.txt")


async def test_somebody_at_the_table_downloads_the_record_and_checks_it_here(
    browser: Browser, tmp_path: Path
) -> None:
    from server.web.services import server_time  # noqa: PLC0415

    async with serving(at_the_table(), tmp_path) as (address, invitations, negotiation):
        (ticket,) = invitations.issue(negotiation, ["ada"], server_time())
        context = await browser.new_context(base_url=address, locale="en-GB")
        page = await context.new_page()
        await page.goto(ticket.path)
        await page.click("button.main")
        await page.goto(f"/n/{negotiation}/sign")
        async with page.expect_download() as coming:
            await page.locator(".hold").get_by_role("link", name="Download the record").click()
        await (await coming.value).save_as(tmp_path / "record.zip")
        await page.locator(".hold").get_by_role("link", name="Open the checker").click()
        await page.locator("input[name=bundle]").set_input_files(tmp_path / "record.zip")
        await expect(page.locator("[data-verdict-word]")).to_have_text("Sound")
        await context.close()
