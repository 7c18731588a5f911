"""What goes on beside the rooms: it is begun again where it fails, and keeps no ended session."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from server import app
from server.store.database import open_engine
from server.store.tables import sessions
from server.web import watch
from server.web.services import server_time
from tests.cast import opened
from tests.web.conftest import Serve


async def test_what_fails_beside_the_rooms_is_begun_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(app, "AGAIN", 0.0)
    begun = 0

    async def work() -> None:
        nonlocal begun
        begun += 1
        if begun < 3:
            raise RuntimeError("the line is gone")

    await app.keep_up(work)
    assert begun == 3
    assert caplog.text.count("RuntimeError: the line is gone") == 2


async def test_sessions_that_ended_are_forgotten(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.01)
    monkeypatch.setattr(watch, "TOUCH", timedelta(0))
    house = await serve(opened())
    its, now = house.services.sessions, server_time()
    its.open("test", "ada", "a telephone", now)
    its.open("test", "bo", "a laptop", now)
    its.revoke_person("test", "ada", now)
    engine = open_engine(house.services.settings.database)
    count = select(func.count()).select_from(sessions)
    async with asyncio.timeout(10):
        kept = 2
        while kept > 1:
            await asyncio.sleep(0.01)
            with engine.connect() as connection:
                kept = connection.execute(count).scalar_one()
    engine.dispose()
    (left,) = its.of("test", server_time())
    assert left.person == "bo"
