"""Every page, as everybody may find it: nothing that a machine can see is amiss."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.async_api import Browser, Page
from starlette.routing import Route

from server.app import ROUTES
from tests.browser.scenes import SCENES, Shot, staged
from tests.browser.visitors import visited
from tests.machine import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
LOOK = """async () => {
  const found = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
  })
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all }) =>
      [id, target.join(' '), ...[...any, ...all].map((why) => why.message)].join(': ')))
}"""
WIDER = """() => {
  const root = document.documentElement, room = root.clientWidth
  if (root.scrollWidth <= room) return []
  const boxes = [...document.body.querySelectorAll('*')].filter((its) => {
    const { left, right } = its.getBoundingClientRect()
    return right > room + 1 || left < -1
  })
  return [`page: ${root.scrollWidth} in ${room}`,
    ...boxes.slice(0, 5).map((its) => its.outerHTML.slice(0, 90))]
}"""
LOOKS = (("", "laptop"), ("ar", "phone"))
"""Languages and sizes that scenes are looked at in, by turns: the same pages come up in many."""
SIZES = {"phone": (390, 844), "laptop": (1366, 768), "hall": (1920, 1080)}
NO_PAGES = re.compile(
    r"/(health|static|state|record|live)(/|$)|\.(json|svg)$|{(kind|digest)}$|^/n/{negotiation}$"
)
"""Addresses that answer with something else than a page."""


async def amiss(page: Page, look: str) -> list[str]:
    """What axe finds in one look (laptop in the light, phone in the dark), and what sticks out."""
    found: list[str] = []
    for size, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        wider: Sequence[Any] = await page.evaluate(WIDER)
        found += [f"{size}: wider than the screen: {one}" for one in wider]
        if size == look:
            await page.emulate_media(color_scheme="dark" if size == "phone" else "light")
            await page.evaluate(AXE)
            found += [f"{size}: {one}" for one in await page.evaluate(LOOK)]
    return found


@pytest.mark.parametrize("title", SCENES)
async def test_nothing_is_amiss(browser: Browser, title: str) -> None:
    language, look = LOOKS[list(SCENES).index(title) % len(LOOKS)]
    found: list[str] = []
    shots = [shot for shot in SCENES[title].shots if not shot.drawn]
    async with visited(browser, staged(SCENES[title], language=language)) as visitors:

        async def looks(person: str) -> None:
            for shot in (its for its in shots if its.person == person):
                page = await visitors.opens(shot)
                found.extend(f"{shot.name}-{person}: {one}" for one in await amiss(page, look))

        await asyncio.gather(*map(looks, {shot.person for shot in shots}))
    found += visitors.complaints
    assert not found, "\n".join(found)


def test_every_page_is_looked_at() -> None:
    pages = {
        route.path
        for route in ROUTES
        if isinstance(route, Route) and "GET" in (route.methods or ()) and _is_page(route.path)
    }
    patterns = {re.compile(re.sub(r"{\w+}", "[^/]+", path) + "$"): path for path in pages}
    seen = {
        path
        for pattern, path in patterns.items()
        for scene in SCENES.values()
        for shot in scene.shots
        if pattern.match(_address(shot))
    }
    assert pages - seen == set()


def _is_page(path: str) -> bool:
    return NO_PAGES.search(path) is None


def _address(shot: Shot) -> str:
    address = shot.path.partition("?")[0].replace("{invitation}", "/join/x")
    return re.sub(r"{\w+}", "x", address)
