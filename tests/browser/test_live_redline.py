"""Several parties type in one clause at once, and every window shows what it may know, exactly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from models import acts
from server.play.house import House
from tests.bare import Rehearsal
from tests.browser.windows import Letter, Window, house_of, windows_of

MARAVEL = Path(__file__).parents[1] / "scenarios" / "maravel.yaml"
NEGOTIATION = "maravel-2027"
GREEK, CYRILLIC = "αβγδεζηθικλμ", "бгджзийклпфц"
"""What the two delegations type: letters that stand nowhere else in the text."""
MARKER = "Mandelbrot"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Maravel in its first session, but its rules let everybody watch a live draft."""
    text = MARAVEL.read_text(encoding="utf-8")
    rules = "rules:\n  live_drafting: all\n"
    file = tmp_path / "open.yaml"
    file.write_text(text.replace("rules:\n", rules, 1), encoding="utf-8")
    stage = Rehearsal(file).stage
    stage.do("F1", acts.PublishText())
    stage.do("F1", acts.OpenSession(session="S1", present=("UNP", "DRM", "GFT", "CHP", "PPA")))
    async with house_of(stage, tmp_path) as served:
        yield served


@pytest.fixture
async def windows(browser: Browser, house: House, frontend: Path) -> AsyncIterator[list[Window]]:
    """The facilitator, four delegations (one has no part in it), an observer, the projector."""
    people = ("F1", "unp1", "drm1", "gft1", "chp1", "ob1", "projector")
    async with windows_of(browser, house, NEGOTIATION, people) as opened:
        yield opened


def marked(letters: Sequence[Letter]) -> list[Letter]:
    """Only what somebody inserted or struck."""
    return [letter for letter in letters if letter.inserted or letter.struck]


def anonymous(letters: Sequence[Letter]) -> list[Letter]:
    """The same with nobody's name."""
    return [letter._replace(by="") for letter in letters]


async def test_every_letter_bears_its_party_in_every_window_that_may_know_it(
    windows: list[Window],
) -> None:
    chair, unp, drm, gft, chp, observer, projector = windows
    await chair.ask("put_on_screen", clause="A3")

    made = await unp.ask("start_draft", clause="A3", watch="all", writers=["DRM"])
    joint = made["made"]["draft"]
    own = (await gft.ask("start_draft", clause="A3", watch="all"))["made"]["draft"]
    await chair.ask("put_on_screen", clause="A3", draft=joint)

    # Two delegations type in one layer at the same time, a third strikes a word in its own.
    await unp.at(joint, "Control+Home")
    await drm.at(joint, "Control+End")
    await gft.at(own, "Control+Home")
    await asyncio.gather(
        unp.page.keyboard.type(GREEK, delay=20),
        drm.page.keyboard.type(CYRILLIC, delay=23),
        strike_words(gft, 2),
    )
    for window in (unp, drm, gft):
        await window.saved()

    for window, last in ((unp, CYRILLIC[-1]), (drm, GREEK[-1])):
        await expect(window.pen(joint)).to_contain_text(last)
    shown = await unp.letters(unp.pen(joint))
    by_party = {letter.letter: letter.by for letter in shown if letter.inserted}
    assert by_party == dict.fromkeys(GREEK, "UNP") | dict.fromkeys(CYRILLIC, "DRM")
    await drm.agrees(drm.pen(joint), shown)

    struck = marked(await gft.letters(gft.pen(own)))
    assert "".join(letter.letter for letter in struck) == "Signatories shall"
    assert {letter.by for letter in struck} == {"GFT"}
    assert {letter.inserted for letter in struck} == {False}

    # Who watches sees the same, with the parties' names or without.
    for window in (chair, chp):
        await window.agrees(window.watched().nth(0), shown)
    await observer.agrees(observer.watched().nth(0), anonymous(shown))
    await projector.agrees(projector.watched().nth(0), anonymous(shown))
    assert await projector.watched().count() == 1

    # A reload shows the same.
    for window, where, wanted in (
        (unp, unp.pen(joint), shown),
        (chp, chp.watched().nth(0), shown),
        (observer, observer.watched().nth(0), anonymous(shown)),
        (projector, projector.watched().nth(0), anonymous(shown)),
    ):
        await window.page.reload()
        await window.agrees(where, wanted)

    # Undo takes back one's own typing and nobody else's.
    await drm.at(joint, "Control+End")
    for _ in range(len(CYRILLIC)):
        await drm.page.keyboard.press("Control+z")
    await drm.saved()
    left = [letter for letter in await drm.letters(drm.pen(joint)) if letter.inserted]
    assert "".join(letter.letter for letter in left) == GREEK
    await chp.agrees(chp.watched().nth(0), await drm.letters(drm.pen(joint)))

    # Nothing that may not be known reached the windows without attribution.
    for window in (observer, projector):
        everything = await window.everything()
        for secret in ("UNP", "DRM", "GFT", joint, own, "unp1", "Almar"):
            assert secret not in everything, (window.person, secret)
    for window in windows:
        assert window.errors == [], window.person


async def strike_words(window: Window, count: int) -> None:
    """Select words from the caret on, and delete them: another's words are struck."""
    for _ in range(count):
        await window.page.keyboard.press("Control+Shift+ArrowRight")
    await window.page.keyboard.press("Delete")


async def test_a_private_drafts_marker_word_reaches_nobody_before_tabling(
    windows: list[Window],
) -> None:
    chair, unp, drm, _, chp, observer, projector = windows
    await chair.ask("put_on_screen", clause="A4")
    made = await chp.ask("start_draft", clause="A4", watch="none")
    draft = made["made"]["draft"]
    await chp.at(draft, "Control+Home")
    await chp.page.keyboard.type(f"{MARKER}: ")
    await chp.saved()

    others = (chair, unp, drm, observer, projector)
    for window in others:
        everything = await window.everything()
        assert MARKER not in everything, window.person
        assert draft not in everything, window.person

    table = chp.page.locator(f"#draft-{draft} form.tabling")
    await table.locator("input[name=reason]").fill("Everybody may read this now.")
    await table.locator("button.main").click()
    for window in (chair, unp, drm):
        await expect(window.page.locator("body")).to_contain_text(MARKER)
    await expect(observer.page.locator("body")).to_contain_text(MARKER)
    everything = await observer.everything()
    assert "CHP" not in everything
    for window in windows:
        assert window.errors == [], window.person
