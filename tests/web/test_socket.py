"""A page's end of its socket, without a network: what is read, what is answered, when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import orjson
import pytest
from starlette.websockets import WebSocket

from models import acts
from server.live.outlet import EXTENSION, HIGH_WATER
from server.store.failures import StoreUnavailable
from server.web import live
from server.web.access import visitor_of
from server.web.live import Page
from server.web.services import server_time
from tests.cast import opened
from tests.live.pages import unframed
from tests.web.conftest import Serve
from tests.web.house import HOST, House

HELLO = {"t": "hello", "screen": "table"}


@dataclass
class Wire:
    """A socket and its transport: what is said is taken in order, what is written is kept."""

    said: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    written: list[bytes] = field(default_factory=list)
    unread: int = 0
    shut: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds of what was written."""
        async with asyncio.timeout(3):
            while not holds():
                self.changed.clear()
                await self.changed.wait()

    @property
    def scope(self) -> dict[str, Any]:
        return {"extensions": {EXTENSION: self}}

    async def receive(self) -> dict[str, Any]:
        return await self.said.get()

    def say(self, frame: object) -> None:
        self.said.put_nowait({"type": "websocket.receive", "text": orjson.dumps(frame).decode()})

    def hang_up(self) -> None:
        self.said.put_nowait({"type": "websocket.disconnect", "code": 1006})

    def write(self, data: bytes) -> None:
        self.written.append(data)
        self.changed.set()

    def get_write_buffer_size(self) -> int:
        return self.unread

    def is_closing(self) -> bool:
        return self.shut

    def close(self) -> None:
        self.shut = True
        self.changed.set()

    abort = close

    def heard(self) -> list[dict[str, Any]]:
        """Every event so far."""
        frames = [unframed(data) for data in self.written]
        return [event for code, data in frames if code == 1 for event in orjson.loads(data)["e"]]

    def count(self, kind: str) -> int:
        """How many events of a kind."""
        return sum(event["t"] == kind for event in self.heard())

    @property
    def code(self) -> int | None:
        """What it was closed with."""
        codes = [data for opcode, data in map(unframed, self.written) if opcode == 8]
        return int.from_bytes(codes[0][:2], "big") if codes else None


async def page_of(house: House, person: str, wire: Wire) -> Page:
    """The server's end of a page of somebody."""
    browser = await house.browser(person)
    token = browser.cookies["parley"]
    (session,) = house.services.sessions.find(token, server_time())
    room = await house.room()
    visitor = visitor_of(room.negotiation, session)
    assert visitor is not None
    return Page(cast("WebSocket", wire), visitor, room)


async def seated(wire: Wire) -> None:
    """Say hello and wait until the page is served."""
    wire.say(HELLO)
    wire.say({"t": "ping"})
    await wire.until(lambda: wire.count("pong") > 0)


async def test_who_does_not_read_is_not_answered_and_then_let_go(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 0.3)
    house = await serve(opened())
    wire = Wire()
    serving = asyncio.create_task((await page_of(house, "ada", wire)).serve())
    await seated(wire)
    wire.unread = HIGH_WATER + 1
    for _ in range(20):
        wire.say({"t": "ping"})
    await wire.until(lambda: wire.shut)
    assert wire.count("pong") <= 2
    wire.hang_up()
    await serving


async def test_what_a_page_said_before_it_was_shown_out_is_not_done(serve: Serve) -> None:
    house = await serve(opened())
    room = await house.room()
    wire = Wire()
    serving = asyncio.create_task((await page_of(house, "ada", wire)).serve())
    await seated(wire)
    room.hall.show_out(lambda seat: seat.actor.person == "ada")
    wire.say({"t": "look", "clause": "A2"})
    wire.say({"t": "act", "id": "late", "act": {"kind": "start_draft", "clause": "A1"}})
    wire.hang_up()
    await serving
    # What was asked before this was decided before it.
    await house.does("chair", acts.PutOnScreen(clause="A3"))
    assert room.negotiation.drafts == {}
    assert wire.code == 4001


async def test_a_refusal_by_the_socket_is_in_the_language_of_the_page(serve: Serve) -> None:
    """F22: what a script shows was told in the reader's words."""
    house = await serve(opened().everybody_reads("ar"))
    wire = Wire()
    serving = asyncio.create_task((await page_of(house, "ada", wire)).serve())
    await seated(wire)
    second = {"kind": "second", "proposal": "none", "wording": "w"}
    wire.say({"t": "act", "id": "one", "act": second})
    await wire.until(lambda: wire.count("no") == 1)
    (told,) = (event for event in wire.heard() if event["t"] == "no")
    assert told["code"] == "not_found"
    assert told["sentence"] == "لا وجود هنا لما طُلب: المقترح."
    assert told["next"] == "ربما أُغلق منذ ذلك الحين؛ انظروا إلى الصفحة كما هي الآن."
    wire.hang_up()
    await serving


async def test_why_a_page_is_closed_is_told_in_its_language(serve: Serve) -> None:
    """F22: a page that is closed for what it sent shows the reason."""
    house = await serve(opened().everybody_reads("ar"))
    wire = Wire()
    serving = asyncio.create_task((await page_of(house, "ada", wire)).serve())
    await seated(wire)
    wire.say(HELLO)
    await serving
    assert wire.code == 4009
    (reason,) = (data[2:] for opcode, data in map(unframed, wire.written) if opcode == 8)
    assert reason.decode() == "تكفي تحية واحدة."


async def test_who_was_removed_before_the_hello_is_not_seated(serve: Serve) -> None:
    house = await serve(opened())
    room = await house.room()
    wire = Wire()
    page = await page_of(house, "abe", wire)
    await house.does("chair", acts.RemovePerson(person="abe"))
    wire.say(HELLO)
    await page.serve()
    assert room.hall.seats == set()
    assert wire.code == 4001
    assert wire.heard() == []


async def test_a_store_that_cannot_be_asked_lets_nobody_in_and_says_so(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await serve(opened())
    browser = await house.browser("ada")
    cookie = f"parley={browser.cookies['parley']}"

    def failing(*_: object) -> None:
        raise StoreUnavailable("disk I/O error")

    monkeypatch.setattr(house.services.sessions, "find", failing)
    sent: list[Any] = []
    host = httpx.URL(HOST).host
    scope = {
        "type": "websocket",
        "scheme": "ws",
        "path": f"{house.here}/live",
        "raw_path": f"{house.here}/live".encode(),
        "query_string": b"",
        "root_path": "",
        "subprotocols": [],
        "extensions": {},
        "headers": [
            (b"host", host.encode()),
            (b"origin", HOST.encode()),
            (b"cookie", cookie.encode()),
        ],
    }

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await house.app(scope, receive, send)
    assert [message["type"] for message in sent] == ["websocket.close"]


@pytest.mark.parametrize("act_id", ["", "a\u0000b", "a b", "\u00e9", "x" * 65, "a\n"])
async def test_an_act_by_a_name_no_database_takes_is_not_let_in(serve: Serve, act_id: str) -> None:
    house = await serve(opened())
    wire = Wire()
    serving = asyncio.create_task((await page_of(house, "ada", wire)).serve())
    await seated(wire)
    wire.say({"t": "act", "id": act_id, "act": {"kind": "start_draft", "clause": "A1"}})
    await serving
    assert wire.code == 4009
    assert (await house.negotiated()).drafts == {}
