"""Pictures of every page at every size, to be looked at: `python -m tests.browser.gallery OUT`.

Maravel is brought to a move by the bare model, kept in a database, and served as always.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import uvicorn
from playwright.async_api import Browser, Page, async_playwright

from models import acts
from models.position import Stand
from models.reservation import StatementKind
from server.serving import config
from server.settings import Settings
from server.store.database import open_engine
from server.store.invitations import Invitations
from server.store.schema import upgrade
from server.web.services import server_time
from tests.bare import Rehearsal
from tests.browser import proposed
from tests.cast import Stage
from tests.live.conftest import keep
from tests.machine import find_chromium

SIZES = {"phone": (390, 844), "laptop": (1366, 768), "hall": (1920, 1080)}
PAGES: Sequence[tuple[str, str, str]] = (
    ("drm1", "table", "/table"),
    ("chp1", "table", "/table"),
    ("F1", "board", "/board"),
    ("F1", "procedures", "/desk?clause=A8"),
    ("F1", "invitations", "/invitations"),
    ("chp1", "summary", "/sessions/S2"),
    ("ob1", "summary", "/sessions/S2"),
    ("ob1", "follow", "/follow"),
    ("projector", "projector", "/projector"),
    ("drm1", "rules", "/rules"),
    ("F1", "rules", "/rules"),
    ("F1", "rules-form", "/rules/change"),
    ("chp1", "rules", "/rules"),
    ("F1", "parties", "/parties"),
    ("chp1", "parties", "/parties"),
    ("icb1", "late", "/table"),
    ("drm1", "compilation", "/compilation"),
    ("chp1", "compilation", "/compilation"),
    ("drm1", "history", "/clauses/A3"),
    ("LE1", "expert", "/table?clause=A3"),
    ("LE1", "legal", "/legal"),
    ("CON1", "lock", "/lock"),
    ("chp1", "lock", "/lock"),
    ("drm1", "sign", "/sign"),
    ("chp1", "sign", "/sign"),
    ("F1", "ceremony", "/ceremony"),
    ("chp1", "ceremony", "/ceremony"),
    ("CON1", "signing", "/signing"),
    ("unp1", "after", "/after"),
    ("chp1", "after", "/after"),
    ("F1", "after", "/after"),
    ("ob1", "after", "/after"),
    ("unp1", "briefing", "/briefing/UNP"),
    ("chp1", "briefing", "/briefing/CHP?language=ar"),
    ("drm1", "public", "/p/{}"),
    ("drm1", "public-ar", "/p/{}/ar"),
    ("icb1", "since", "/since"),
    ("chp1", "since", "/since"),
    ("F1", "since", "/since"),
    ("icb1", "silence", "/table?clause=A11"),
    ("icb1", "agreed", "/table?clause=A4"),
    ("chp1", "agreed", "/table?clause=A4"),
    ("ob1", "silence", "/follow?clause=A11"),
)


def rehearsed(until: int, scenario: str | Path = "maravel") -> Stage:
    """A scenario, Maravel or a file, as it stands after a move."""
    rehearsal = Rehearsal(scenario)
    for move in rehearsal.scenario.moves:
        if move.n > until:
            break
        rehearsal.play(move)
    return rehearsal.stage


def asked_at_once(stage: Stage) -> None:
    """Everything that a delegation may be asked, on top of the two silences of move 118."""
    live = stage.negotiation.live_proposals
    stage.packs(*((clause, live(clause)[0].id) for clause in ("A7", "A8")), person="F1")
    version = stage.negotiation.clauses["A9"].version
    for party in ("ICB", "CHP"):
        said = acts.StatePosition(
            clause="A9",
            version=version.number,
            digest=version.digest,
            stand=Stand.RESERVE,
            note="Said aloud in the corridor.",
            on_behalf=party,
        )
        stage.do("F1", said)
    stage.enters("chp1", StatementKind.DECLARATION, "A4")
    stage.enters("gft1", StatementKind.RESERVATION, "A4")
    stage.asks("ppa1", "A4")
    stage.do("F1", acts.AskTemperature(question="Could you live with a deadline of 48 hours?"))


@contextlib.asynccontextmanager
async def serving(stage: Stage, folder: Path) -> AsyncIterator[tuple[str, Invitations, str]]:
    """Serve what happened on a stage: the address, the invitations, the negotiation."""
    database = str(folder / "parley.db")
    engine = open_engine(database)
    upgrade(engine)
    keep(engine, stage)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = Settings(database=database, port=port)
    server = uvicorn.Server(config(settings, host="127.0.0.1", port=port, rehearsal=True))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}", Invitations(engine), stage.negotiation.id
    finally:
        server.should_exit = True
        await task
        engine.dispose()


complaints: list[str] = []
"""What the browsers said on their consoles."""


async def signed_in(
    browser: Browser, address: str, invitations: Invitations, negotiation: str, person: str
) -> Page:
    """A page of somebody's own browser, signed in by link."""
    (ticket,) = invitations.issue(negotiation, [person], server_time())
    context = await browser.new_context(base_url=address)
    page = await context.new_page()
    page.on("console", lambda said: complaints.append(f"{person}: {said.type}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{person}: {error}"))
    await page.goto(ticket.path)
    await page.click("button.main")
    return page


async def main(
    out: Path,
    until: int,
    only: str,
    scenario: str | Path,
    *,
    all_kinds: bool = False,
    busy: bool = False,
) -> None:
    """Take all pictures; those of proposals of all kinds; or of everything asked at once."""
    stage = rehearsed(118 if busy else until, scenario)
    pages = PAGES
    if busy:
        asked_at_once(stage)
    if all_kinds:
        proposed.proposed(stage)
        pages = proposed.PAGES
    with tempfile.TemporaryDirectory() as folder:
        async with (
            serving(stage, Path(folder)) as (address, invitations, negotiation),
            async_playwright() as playwright,
        ):
            found = find_chromium()
            browser = await playwright.chromium.launch(
                executable_path=found.path, args=list(found.arguments)
            )
            for person, name, path in pages:
                if only and not any(one in f"{name}-{person}" for one in only.split(",")):
                    continue
                page = await signed_in(browser, address, invitations, negotiation, person)
                own = path.format(negotiation) if "{}" in path else f"/n/{negotiation}{path}"
                await page.goto(own)
                for size, (width, height) in SIZES.items():
                    await page.set_viewport_size({"width": width, "height": height})
                    await page.wait_for_timeout(400)
                    await page.screenshot(path=out / f"{name}-{person}-{size}.png")
                await page.set_viewport_size({"width": 390, "height": 844})
                await page.screenshot(path=out / f"{name}-{person}-full.png", full_page=True)
                await page.context.close()
            await browser.close()


def _scenario(named: str) -> str | Path:
    return Path(named) if named.endswith(".yaml") else named


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--until", type=int, default=61)
    parser.add_argument("--only", default="")
    parser.add_argument("--scenario", default="maravel", type=_scenario)
    parser.add_argument("--proposals", action="store_true", help="of every kind")
    parser.add_argument("--busy", action="store_true", help="everything asked at once")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    asyncio.run(
        main(
            options.out,
            options.until,
            options.only,
            options.scenario,
            all_kinds=options.proposals,
            busy=options.busy,
        )
    )
    sys.stderr.writelines(f"{said}\n" for said in complaints)
