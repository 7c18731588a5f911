"""What no page of ours would send: a refusal or a close with a reason, and nothing has changed."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any

from bench.house import FACILITATOR, FIELD, Plan, begin_draft, delegate, observer
from bench.judge import read_store
from bench.line import CLOSE, CONTINUATION, PING, TEXT, Line, frame
from tests.wire.scene import Scene, edit, refused
from tests.wire.stage import Build, Stage

MAX_FRAME = 64 * 1024
BINARY = 0x2


# Frames that are none.

MALFORMED = [
    "",
    " ",
    "x",
    "{",
    "[]",
    "null",
    "1",
    '"hello"',
    "{}",
    '{"t":null}',
    '{"t":"nope"}',
    '{"t":["edit"]}',
    '{"t":"edit"}',
    '{"t":"ping","t2":1}',
    '{"t":"look"',
    '{"t":"look","clause":1}',
    '{"t":"look","clause":"A1","author":"P2"}',
    '{"t":"look","clause":"' + "A" * 65 + '"}',
    '{"t":"open","draft":""}',
    '{"t":"open","draft":"d","revision":-1}',
    '{"t":"open","draft":"d","revision":1e400}',
    '{"t":"open","draft":"d","revision":NaN}',
    '{"t":"open","draft":"d","revision":1.5}',
    '{"t":"open","draft":"d","revision":99999999999999999999999}',
    '{"t":"open","draft":"d","revision":true}',
    '{"t":"open","draft":"\\ud800"}',
    '{"t":"caret","draft":"d","field":"f","rev":0,"at":[1]}',
    '{"t":"caret","draft":"d","field":"f","rev":0,"at":[1,2,3]}',
    '{"t":"caret","draft":"d","field":"f","rev":0,"at":[-1,2]}',
    '{"t":"caret","draft":"d","field":"f","rev":0,"at":"ab"}',
    '{"t":"act","id":"a","act":[]}',
    '{"t":"act","id":"","act":{"kind":"second"}}',
    '{"t":"act","id":"a"}',
    '{"t":"act","id":7,"act":{}}',
    '{"t":"edit","id":"a","draft":"d","rev":0,"field":"f","edit":"abc"}',
    '{"t":"edit","id":"a","draft":"d","rev":0,"field":"f","edit":null}',
    '{"t":"edit","id":"a","draft":"d","rev":-1,"field":"f","edit":[]}',
    '{"t":"edit","id":"a","draft":"d","rev":0,"field":"f","edit":[],"author":"P2"}',
    '{"t":"edit","id":"' + "a" * 65 + '","draft":"d","rev":0,"field":"f","edit":[]}',
    '{"t":"edit","id":"a","draft":"d","rev":0,"field":"f","edit":[' + "1," * 4000 + "1]}",
    '{"t":"hello","screen":"table"}',
    '{"a":' * 3000 + "1" + "}" * 3000,
    "[" * 30000 + "]" * 30000,
]


async def closed_by(scene: Scene, data: bytes) -> tuple[int | None, str]:
    """Send bytes on a page of their own: the code and the reason it was closed with."""
    page = await scene.stage.come(delegate(0))
    assert page.line is not None
    page.line.raw(data)
    await page.until(lambda: page.gone, 5)
    return page.code, page.line.reason


async def test_a_frame_that_is_none_closes_with_a_reason(scene: Scene) -> None:
    before = scene.wording()
    closed = {text[:60]: await closed_by(scene, frame(text.encode())) for text in MALFORMED}
    wrong = {text: how for text, how in closed.items() if how[0] != 4009 or not how[1]}
    assert wrong == {}
    assert scene.wording() == before
    await scene.still_well()


def too_long() -> bytes:
    return frame(b'{"t":"ping","x":"' + b"x" * MAX_FRAME + b'"}')


def endless() -> bytes:
    piece = b"x" * 16_000
    return frame(piece, TEXT, final=False) + frame(piece, CONTINUATION, final=False) * 9


def unmasked() -> bytes:
    payload = b'{"t":"ping"}'
    return struct.pack("!BB", 0x81, len(payload)) + payload


# What is against the protocol itself, and the codes that RFC 6455 has for it.
AGAINST_THE_PROTOCOL = {
    "one byte more than the largest": (too_long(), 1009),
    "announced, never sent": (struct.pack("!BBQ4x", 0x81, 0xFF, 2**40), 1009),
    "fragments without end": (endless(), 1009),
    "not UTF-8": (frame(b'{"t":"ping\xff\xfe"}'), 1007),
    "half a character": (frame(b"\xed\xa0\x80"), 1007),
    "binary": (frame(b'{"t":"ping"}', BINARY), 4009),
    "unmasked": (unmasked(), 1002),
    "reserved opcode": (frame(b"", 0x3), 1002),
    "reserved bit": (b"\xc1" + frame(b'{"t":"ping"}')[1:], 1002),
    "fragmented ping": (frame(b"", PING, final=False), 1002),
    "continuation of nothing": (frame(b"x", CONTINUATION), 1002),
    "close with a code that is none": (frame(struct.pack("!H", 999), CLOSE), 1002),
    "close with half a code": (frame(b"\x03", CLOSE), 1002),
}


async def test_what_is_against_the_protocol_closes_with_its_code(scene: Scene) -> None:
    before = scene.wording()
    wrong = {}
    for name, (data, code) in AGAINST_THE_PROTOCOL.items():
        closed, _ = await closed_by(scene, data)
        if closed != code:
            wrong[name] = closed
    assert wrong == {}
    assert scene.wording() == before
    await scene.still_well()


async def test_the_largest_frame_is_taken(scene: Scene) -> None:
    page = await scene.stage.come(delegate(0))
    assert page.line is not None
    padding = MAX_FRAME - len('{"t":"ping"}')
    page.line.send(b'{"t":"ping"' + b" " * padding + b"}")
    await page.act("start_draft", clause="A1")
    assert not page.gone


# Before and instead of a hello.


async def knock(stage: Stage, first: dict[str, Any] | None, person: str) -> Line:
    cookie = {"Cookie": stage.house.cookie(person)}
    path = f"/n/{stage.house.plan.id}/live"
    line = await Line.dial(stage.server.address, path, lambda *_: None, cookie)
    if first is not None:
        line.send(json.dumps(first).encode())
    return line


TOO_EARLY: list[dict[str, Any]] = [
    {"t": "ping"},
    {"t": "open", "draft": "d"},
    {"t": "edit", "id": "a", "draft": "d", "rev": 0, "field": FIELD, "edit": ["x"]},
    {"t": "act", "id": "a", "act": {"kind": "publish_text"}},
]


async def test_a_hello_comes_first(scene: Scene) -> None:
    for first in TOO_EARLY:
        line = await knock(scene.stage, first, delegate(0))
        await asyncio.wait_for(line.closed, 5)
        assert line.code == 4010, first


async def test_who_says_nothing_is_not_waited_for(scene: Scene) -> None:
    line = await knock(scene.stage, None, delegate(0))
    await asyncio.wait_for(line.closed, 20)
    assert line.code == 4010


NOT_THEIRS = [
    (observer(0), "board"),
    (observer(0), "table"),
    (observer(0), "projector"),
    (observer(0), "invitations"),
    (delegate(0), "board"),
    (delegate(0), "projector"),
    (FACILITATOR, "table"),
    (delegate(0), "nope"),
    (delegate(0), ""),
    (delegate(0), "../board"),
]


async def test_nobody_sits_at_a_screen_that_is_not_theirs(scene: Scene) -> None:
    wrong = {}
    for person, screen in NOT_THEIRS:
        line = await knock(scene.stage, {"t": "hello", "screen": screen}, person)
        await asyncio.wait([line.closed], timeout=3)
        if line.code != 4009 or not line.reason or line.received > 200:
            wrong[person, screen] = (line.code, line.reason, line.received)
        line.hang_up()
    assert wrong == {}


# Edits that cannot be.


BAD_EDITS: dict[str, tuple[object, str]] = {
    "past the end": ([10_000, "x"], "past_the_end"),
    "strike past the end": ([["s", 10_000]], "past_the_end"),
    "zero": ([0, "x"], "not_an_edit"),
    "negative": ([-1, "x"], "not_an_edit"),
    "a fraction": ([1.5, "x"], "not_an_edit"),
    "true": ([True, "x"], "not_an_edit"),
    "huge": ([2**31, "x"], "not_an_edit"),
    "huger": ([2**80, "x"], "not_an_edit"),
    "null": ([None], "not_an_edit"),
    "empty text": ([""], "not_an_edit"),
    "nested": ([[["s", 1]]], "not_an_edit"),
    "unknown mark": ([["z", 1]], "not_an_edit"),
    "mark of three": ([["s", 1, "P2"]], "not_an_edit"),
    "mark of an object": ([{"s": 1}], "not_an_edit"),
    "mark of nothing": ([["s", 0]], "not_an_edit"),
    "removal of the base": ([["x", 1]], "removal_of_foreign_text"),
    "control": (["a\u0000b"], "control_character"),
    "carriage return": (["a\r\nb"], "control_character"),
    "bidi": (["a\u202eb"], "bidi_control"),
    "invisible": (["a\u200bb"], "invisible_character"),
    "no character": (["a\ufffeb"], "not_a_character"),
    "half a character": (["a\ud83d"], "closed 4009"),  # no JSON that can be read
    "too much": (["x" * 20_001], "too_much_text"),
}


async def test_an_edit_that_cannot_be_is_refused(scene: Scene) -> None:
    page = await scene.stage.come(delegate(0))
    before = scene.wording()
    wrong = {}
    for name, (parts, code) in BAD_EDITS.items():
        said = edit(scene, parts, id=name.replace(" ", "-"))
        got = await refused(page, said)
        if got != code:
            wrong[name] = got
        if page.gone:
            page = await scene.stage.come(delegate(0))
    assert wrong == {}
    assert scene.wording() == before
    await scene.still_well()


async def test_an_edit_of_what_is_not_there_or_not_ones_own_is_refused(
    scene: Scene, build: Build
) -> None:
    elsewhere = await build(Plan())
    foreign = await begin_draft(elsewhere.board, "A1")
    page = await scene.stage.come(delegate(0))
    watcher = await scene.stage.come(observer(0))
    before, other = scene.wording(), read_store(elsewhere.house).negotiation.drafts
    wrong = {
        "a draft that is not there": edit(scene, ["x"], draft="nope"),
        "another party's private draft": edit(scene, ["x"], draft=scene.private),
        "a draft of another negotiation": edit(scene, ["x"], draft=foreign),
        "a field that is not there": edit(scene, ["x"], field="fr/text"),
        "a revision to come": edit(scene, ["x"], rev=5),
    }
    codes = {name: await refused(page, said) for name, said in wrong.items()}
    assert codes["a revision to come"] == "ahead"
    # What one may not know of looks exactly like what is not there.
    assert len(set(list(codes.values())[:3])) == 1, codes
    assert await refused(watcher, edit(scene, ["x"])) == "wrong_role"
    assert scene.wording() == before
    assert read_store(elsewhere.house).negotiation.drafts == other
    await scene.still_well()
