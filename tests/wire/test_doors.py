"""The upgrade and the end of a session: who gets a socket, and who loses it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import pytest

from bench.client import Page
from bench.house import Plan, delegate, observer
from bench.line import Line, UpgradeRefused
from tests.wire.stage import Build, Stage


async def dial(stage: Stage, **headers: str) -> Line:
    """Ask for a socket with a good cookie and other headers than a page would send."""
    path = f"/n/{stage.house.plan.id}/live"
    cookie = stage.house.cookie(delegate(0))
    return await Line.dial(
        stage.server.address, path, lambda *_: None, {"Cookie": cookie, **headers}
    )


def foreign_origins(stage: Stage) -> list[str]:
    host, port = stage.server.address
    return [
        "http://evil.example",
        f"http://evil.example:{port}",
        f"https://{host}:{port}",
        f"http://{host}:{port + 1}",
        f"http://{host}",
        f"http://{host}:{port}.evil.example",
        f"http://x.{host}:{port}",
        f"http://{host}:{port}@evil.example",
        f"HTTP://EVIL.EXAMPLE/http://{host}:{port}",
        "null",
        "file://",
        "",  # none at all: no browser upgrades without one
    ]


async def test_a_foreign_origin_is_refused_at_the_upgrade(stage: Stage) -> None:
    for origin in foreign_origins(stage):
        with pytest.raises(UpgradeRefused) as refused:
            await dial(stage, Origin=origin)
        assert refused.value.status == 403, origin
    line = await dial(stage)
    line.hang_up()


async def test_a_page_of_another_site_is_refused_even_with_the_right_origin(stage: Stage) -> None:
    for site in ("cross-site", "same-site", "none"):
        with pytest.raises(UpgradeRefused):
            await dial(stage, **{"Sec-Fetch-Site": site})


@pytest.mark.parametrize("cookie", ["", "parley=", "parley=guess", "parley=" + "x" * 5000])
async def test_nobody_without_a_session_gets_a_socket(stage: Stage, cookie: str) -> None:
    with pytest.raises((UpgradeRefused, ConnectionError)):
        await dial(stage, Cookie=cookie)


async def test_a_session_of_one_negotiation_opens_no_other(stage: Stage, build: Build) -> None:
    other = await build(Plan())
    stranger = stage.house.cookie(delegate(0))
    path = f"/n/{other.house.plan.id}/live"
    for asked in (path, "/n/no-such/live", "/n/%00/live", "/n/../live"):
        with pytest.raises(UpgradeRefused) as refused:
            await Line.dial(stage.server.address, asked, lambda *_: None, {"Cookie": stranger})
        assert refused.value.status in (403, 404), asked


async def closed_within(page: Page, seconds: float) -> float:
    """Wait for the close; how long it took."""
    began = time.monotonic()
    await page.until(lambda: page.gone, seconds + 2)
    return time.monotonic() - began


async def test_a_revoked_session_loses_its_sockets_within_a_second(stage: Stage) -> None:
    house, person = stage.house, delegate(1)
    pages = [await stage.come(person) for _ in range(3)]
    other = await stage.come(delegate(2))
    await asyncio.to_thread(house.sessions.revoke_person, house.plan.id, person, datetime.now(UTC))
    took = [await closed_within(page, 1.0) for page in pages]
    assert max(took) < 1.0
    assert [page.code for page in pages] == [4001, 4001, 4001]
    assert not other.gone
    for page in pages:
        with pytest.raises(UpgradeRefused):
            await page.come()


async def test_one_device_is_ended_without_the_others_of_its_person(stage: Stage) -> None:
    house, person = stage.house, observer(0)
    stays = await stage.come(person)
    now = datetime.now(UTC)
    token = house.sessions.open(house.plan.id, person, "lost phone", now)
    lost = stage.page(person)
    lost.seated = type(lost.seated)(
        lost.seated.address, house.plan.id, f"parley={token}", lost.seated.screen
    )
    await lost.come()
    await asyncio.to_thread(house.sessions.sign_out, token, now)
    assert await closed_within(lost, 1.0) < 1.0
    assert lost.code == 4001
    assert not stays.gone


async def test_a_person_who_is_removed_is_shown_out_at_once(stage: Stage) -> None:
    page = await stage.come(delegate(0, 1))
    await stage.board.act("remove_person", person=delegate(0, 1))
    assert await closed_within(page, 1.0) < 1.0
    assert page.code == 4001
    assert not stage.board.gone
