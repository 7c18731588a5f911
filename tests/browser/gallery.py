"""Pictures of every page at every size, to be looked at: `python -m tests.browser.gallery OUT`.

What is in them stands in `scenes`. OUT/SCENE/NAME-PERSON[-ar][-dark]-SIZE.png: `phone`, `laptop`
and `hall` are what a screen shows, `phone-long` and `laptop-long` the whole page.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
from base64 import b64encode
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.browser.scenes import COVER, SCENES, staged
from tests.browser.visitors import visited
from tests.machine import find_chromium

SIZES = {"phone": (390, 844), "laptop": (1366, 768), "hall": (1920, 1080)}


async def take(page: Page, sizes: tuple[str, ...], stem: str, schemes: tuple[str, ...]) -> None:
    """Every picture of a page as it stands open."""
    for scheme, (size, (width, height)) in itertools.product(schemes, SIZES.items()):
        if size not in sizes:
            continue
        await page.emulate_media(color_scheme="dark" if scheme else "light")
        await page.set_viewport_size({"width": width, "height": height})
        await page.wait_for_timeout(250)
        await page.screenshot(path=f"{stem}{scheme}-{size}.png")
        if size != "hall" and not scheme:
            await page.screenshot(path=f"{stem}{scheme}-{size}-long.png", full_page=True)


async def cover(browser: Browser, path: Path) -> None:
    """The picture of the README: the board, and a telephone beside it."""
    pictures = []
    async with visited(browser, staged(COVER)) as visitors:
        for shot, width in zip(COVER.shots, (1366, 354), strict=True):
            page = await visitors.opens(shot)
            await page.set_viewport_size({"width": width, "height": 768})
            await page.wait_for_timeout(1000)
            pictures.append(b64encode(await page.screenshot()).decode())
    page = await browser.new_page(viewport={"width": 1744, "height": 768})
    style = "margin:0;display:flex;gap:24px;background:#dedbd2"
    beside = "".join(f'<img src="data:image/png;base64,{one}">' for one in pictures)
    await page.set_content(f'<body style="{style}">{beside}')
    await page.screenshot(path=path)


async def main(options: argparse.Namespace) -> None:
    """Take the pictures that were asked for."""
    schemes = ("", "-dark") if options.dark else ("",)
    async with async_playwright() as playwright:
        found = find_chromium()
        browser = await playwright.chromium.launch(
            executable_path=found.path, args=list(found.arguments)
        )
        if options.cover:
            await cover(browser, options.out)
            options.only = ()
        for title, scene in SCENES.items():
            wanted = [
                shot
                for shot in scene.shots
                if any(one in f"{title}/{shot.name}-{shot.person}" for one in options.only)
            ]
            if not wanted:
                continue
            (options.out / title).mkdir(parents=True, exist_ok=True)
            stage = staged(scene, options.scenario, language=options.language)
            async with visited(browser, stage) as visitors:
                for shot in wanted:
                    page = await visitors.opens(shot)
                    stem = "-".join(filter(None, (shot.name, shot.person, options.language)))
                    await take(page, options.sizes, f"{options.out / title / stem}", schemes)
                sys.stderr.writelines(f"{title}/{said}\n" for said in visitors.complaints)
        await browser.close()


def _scenario(named: str) -> str | Path:
    return Path(named) if named.endswith(".yaml") else named


def _list(named: str) -> tuple[str, ...]:
    return tuple(named.split(","))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default=("",), type=_list, help="parts of SCENE/NAME-PERSON")
    parser.add_argument("--sizes", default=tuple(SIZES), type=_list)
    parser.add_argument("--scenario", default="maravel", type=_scenario)
    parser.add_argument("--language", default="", help="of everybody, such as ar")
    parser.add_argument("--cover", action="store_true", help="the README's picture alone, into OUT")
    parser.add_argument("--dark", action="store_true", help="in the dark as well")
    asyncio.run(main(parser.parse_args()))
