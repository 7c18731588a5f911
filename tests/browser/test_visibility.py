"""A meeting is closed and opened while people watch: within a second their screens follow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from server.play.house import House, own_house
from tests.browser.windows import Window, windows_of

MARAVEL = Path(__file__).parents[1] / "scenarios" / "maravel.yaml"
NEGOTIATION = "maravel-2027"
WORD = "disinformation"
"""Stands in the text of Article 3 and nowhere around it."""
PROPOSED, TYPED, LATER = "Quagga", "Mandelbrot", "Xylophone"
"""What is tabled, what is being typed, and what is typed while it may not be watched."""
NAMES = ("UNP", "DRM", "GFT", "National Progress", "Democratic Renewal", "Almar", "unp1", "drm1")
PATCH, WATCH = '"t":"patch"', '"t":"watch"'
HOLDS = "word => document.documentElement.outerHTML.includes(word)"
LACKS = "word => !document.documentElement.outerHTML.includes(word)"
COLOURED = """([party, colour]) => {
  const word = document.createElement('ins')
  word.dataset.author = party
  document.body.append(word)
  const shown = getComputedStyle(word).getPropertyValue('--party')
  word.remove()
  return shown === colour
}"""
PRESSED = """() => addEventListener(
  'click', () => { window.pressed = Date.now() }, { capture: true, once: true })"""
BACK_AGAIN = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
KEPT = """async () => {
  const kept = [JSON.stringify([localStorage, sessionStorage, history.state, document.title])]
  for (const name of 'caches' in window ? await caches.keys() : []) kept.push(name)
  for (const { name } of await indexedDB.databases()) kept.push(name)
  return kept.join()
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Maravel, but its rules show observers names, and let everybody watch a live draft."""
    text = MARAVEL.read_text(encoding="utf-8").replace(
        "rules:\n", "rules:\n  live_drafting: all\n", 1
    )
    named = "bracket_attribution: [parties, facilitators, convenor, experts"
    assert named in text
    file = tmp_path_factory.mktemp("open") / "open.yaml"
    file.write_text(text.replace(named, f"{named}, observers", 1), encoding="utf-8")
    with own_house(file) as served:
        yield served


@pytest.fixture
async def windows(browser: Browser, house: House, frontend: Path) -> AsyncIterator[list[Window]]:
    """The facilitator, two delegations, an expert, an observer, the projector."""
    people = ("F1", "unp1", "drm1", "LE1", "ob1", "projector")
    async with windows_of(browser, house, NEGOTIATION, people) as opened:
        yield opened


async def prepare(chair: Window, unp: Window, drm: Window) -> str:
    """Article 3 on every screen, with a proposal on the table and a draft being typed."""
    await chair.ask("publish_text")
    await chair.ask("open_session", session="S1", present=["UNP", "DRM", "GFT", "CHP", "PPA"])
    await chair.ask("put_on_screen", clause="A3")
    made = await unp.ask("start_draft", clause="A3", watch="none")
    await types(unp, made["made"]["draft"], f"{PROPOSED} ")
    table = unp.page.locator(f"#draft-{made['made']['draft']} form.tabling")
    await table.locator("input[name=reason]").fill("For the test.")
    await table.locator("button.main").click()
    draft: str = (await drm.ask("start_draft", clause="A3", watch="all"))["made"]["draft"]
    await types(drm, draft, f"{TYPED} ")
    await chair.ask("put_on_screen", clause="A3", draft=draft)
    return draft


async def types(window: Window, draft: str, text: str) -> None:
    """Somebody types at the beginning of their draft, and sees it saved."""
    await window.at(draft, "Control+Home")
    await window.page.keyboard.type(text)
    await window.saved()


async def follow_within_a_second(
    chair: Window, mode: str, pages: Sequence[Page], script: str, words: Sequence[str]
) -> None:
    """The facilitator presses a mode: by the clock of this machine, as pages read it, `script` is
    true of every word on every page no longer than a second after."""
    waiting = [
        asyncio.create_task(
            page.wait_for_function(
                f"words => words.every({script}) && Date.now()",
                arg=list(words),
                polling=20,
                timeout=10_000,
            )
        )
        for page in pages
    ]
    await chair.page.evaluate(PRESSED)
    await chair.page.locator(f'#visibility button[value="{mode}"]').click()
    followed = [await seen.json_value() for seen in await asyncio.gather(*waiting)]
    assert max(followed) - await chair.page.evaluate("window.pressed") < 1000


async def reading(observer: Window) -> list[Page]:
    """The observer's other tabs: the whole text, and the history of Article 3."""
    tabs = []
    for path in ("compilation", "clauses/A3"):
        tab = await observer.page.context.new_page()
        await tab.goto(f"{observer.base}/{path}")
        await tab.wait_for_function(HOLDS, arg=WORD)
        tabs.append(tab)
    return tabs


async def test_closing_a_meeting_clears_every_screen_of_those_who_only_watch(
    windows: list[Window],
) -> None:
    chair, unp, drm, _, observer, projector = windows
    draft = await prepare(chair, unp, drm)
    await observer.page.goto(f"{observer.base}/clauses/A3")
    await observer.page.goto(f"{observer.base}/follow?clause=A3")
    tabs = await reading(observer)
    watching = [observer.page, projector.page]
    for word in (WORD, PROPOSED, TYPED):
        for page in watching:
            # By the clock: a tab in the background paints no frames to wait for.
            await page.wait_for_function(HOLDS, arg=word, polling=20)

    assert PATCH in "".join(observer.received), "letters came one by one"

    # Closed: nothing is left on any screen, and nothing of what is typed now arrives.
    words = (WORD, PROPOSED, TYPED)
    await follow_within_a_second(chair, "closed", [*watching, *tabs], LACKS, words)
    heard = len(observer.received), len(projector.received)
    await expect(observer.page.locator("#clause")).to_contain_text("This meeting is closed")
    await expect(projector.page.locator("#stage")).to_contain_text("This meeting is closed")
    await expect(observer.page.locator("#status")).to_contain_text("Closed: observers see nothing")
    await expect(projector.page.locator("#standing")).to_contain_text("Closed")
    await expect(tabs[0].locator("main")).to_contain_text("This meeting is closed")
    await types(drm, draft, f"{LATER} ")
    since = "".join([*observer.received[heard[0] :], *projector.received[heard[1] :]])
    for word in (WORD, PROPOSED, TYPED, LATER, PATCH, WATCH):
        assert word not in since

    # Neither back, nor forward, nor a reload, nor anything that a browser keeps brings it back.
    for go in (observer.page.go_back, observer.page.go_forward, observer.page.reload):
        await go()
        await shows_nothing(observer.page)
    for page in (projector.page, *tabs):
        await page.reload()
        await shows_nothing(page)
    state = await observer.page.request.get(f"{observer.base}/state")
    assert WORD not in await state.text()
    # Those who decide on the text read on.
    await expect(unp.page.locator("#clause")).to_contain_text(WORD)
    for page in tabs:
        await page.close()

    await plenary(chair, drm, draft, observer, projector)
    await chatham(windows, draft)
    for window in windows:
        # A page that is no longer there for an observer answers so.
        assert [one for one in window.errors if "404" not in one] == [], window.person


async def shows_nothing(page: Page) -> None:
    """Neither the page nor anything that it keeps has a word of the meeting."""
    everything = await page.content() + await page.evaluate(KEPT)
    for word in (WORD, PROPOSED, TYPED, LATER):
        assert word not in everything, (page.url, word)


async def plenary(
    chair: Window, drm: Window, draft: str, observer: Window, projector: Window
) -> None:
    """In plenary there is the text and its status, and nothing that is proposed."""
    watching = [observer.page, projector.page]
    await observer.page.goto(f"{observer.base}/follow")
    heard = len(observer.received), len(projector.received)
    await follow_within_a_second(chair, "plenary", watching, HOLDS, (WORD,))
    await types(drm, draft, f"{LATER} ")
    await observer.page.reload()
    tabs = await reading(observer)
    for page in (*watching, *tabs):
        content = await page.content()
        for word in (PROPOSED, TYPED, LATER, "watched-layer", "Alt <", "<ins", "<del"):
            assert word not in content, (page.url, word)
    since = "".join([*observer.received[heard[0] :], *projector.received[heard[1] :]])
    for word in (PROPOSED, TYPED, LATER, PATCH, WATCH):
        assert word not in since
    await expect(observer.page.locator("#status")).to_contain_text("Plenary")

    # Opened again, what is proposed comes back by itself, and the whole text asks for itself.
    await follow_within_a_second(chair, "open", [*watching, tabs[0]], HOLDS, (PROPOSED,))
    for page in watching:
        await page.wait_for_function(HOLDS, arg=LATER)
    await expect(observer.page.locator("#clause")).to_contain_text("UNP")
    for page in tabs:
        await page.close()


async def chatham(windows: list[Window], draft: str) -> None:
    """Under the Chatham House rule there are the words, and no name in any frame or page."""
    chair, unp, drm, expert, observer, projector = windows
    outside = (expert, observer, projector)
    heard = [len(window.received) for window in outside]
    at_the_table = len(drm.received)
    pages = [window.page for window in outside]
    await follow_within_a_second(
        chair, "chatham", pages, LACKS, ('data-author="UNP"', "[data-author=", "UNP")
    )
    await types(drm, draft, "Zephyr ")
    await unp.ask("state_position", **await stand(unp))
    await expect(unp.page.locator("#positions .own")).to_contain_text("Stand aside")
    for window, before in zip(outside, heard, strict=True):
        await window.page.wait_for_function(HOLDS, arg="Zephyr")
        assert PROPOSED in await window.page.content()
        assert PATCH in "".join(window.received[before:]), "the words are seen as they come"
        for frame in window.received[before:]:
            assert not any(name in frame for name in NAMES), (window.person, frame[:400])
    assert "DRM" in "".join(drm.received[at_the_table:]), "the table knows who says what"
    for window in (observer, projector):
        # A browser that kept the page whole shows it again: it is emptied and asked for anew.
        async with window.page.expect_navigation():
            await window.page.evaluate(BACK_AGAIN)
        await window.page.wait_for_function(HOLDS, arg="Zephyr")
        content = await window.page.content()
        assert not any(name in content for name in NAMES), window.person


async def stand(unp: Window) -> dict[str, object]:
    """The fields of a position on Article 3 as it reads."""
    state = await (await unp.page.request.get(f"{unp.base}/state")).json()
    its = state["clauses"]["A3"]
    return {
        "clause": "A3",
        "version": its["version"],
        "digest": its["digest"],
        "stand": "stand_aside",
    }


async def test_the_colours_of_a_party_that_split_are_on_every_page_that_is_open(
    windows: list[Window],
) -> None:
    """Whoever may know names sees them; no page is loaded again."""
    chair, unp, drm, _, observer, projector = windows
    halves = [
        {"id": code, "name": code, "colour": colour, "seat_order": seat}
        for seat, (code, colour) in enumerate((("GFA", "#0b5d1e"), ("GFB", "#5d0b4a")), start=70)
    ]
    await chair.ask("split_party", party="GFT", into=halves)
    # Under the Chatham House rule those outside are told no name; now they are.
    await chair.page.locator('#visibility button[value="open"]').click()
    for window in (chair, unp, drm, observer, projector):
        for half in halves:
            await window.page.wait_for_function(COLOURED, arg=[half["id"], half["colour"]])
