"""Frames by the thousand, damaged frames, pages without end: nobody else notices."""

from __future__ import annotations

import asyncio
import json
import random
import time
from contextlib import suppress
from typing import Any

from bench.client import Page
from bench.figures import Latencies
from bench.house import FIELD, delegate, observer
from bench.line import frame
from tests.wire.scene import Scene, edit
from tests.wire.stage import Stage

MUTANTS = 600
SEED = 20271


async def flood(page: Page, said: list[dict[str, Any]]) -> None:
    """Send everything at once."""
    assert page.line is not None
    page.line.raw(b"".join(frame(json.dumps(one).encode()) for one in said))


async def latency(scene: Scene, seconds: float) -> Latencies:
    """How long the witness waits for confirmation, letter after letter."""
    found, pen = Latencies(), scene.witness.pens[scene.floor]
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        began = time.perf_counter()
        pen.type(FIELD, ("w",))
        scene.witness.send_typed(pen)
        await scene.witness.settled()
        found.add(time.perf_counter() - began)
        await asyncio.sleep(0.05)
    return found


async def test_a_flood_is_read_slowly_or_closed_and_harms_nobody(scene: Scene) -> None:
    calm = await latency(scene, 1.5)
    edits = [edit(scene, ["f"], id=f"f{n}") for n in range(3_000)]
    pings = [{"t": "ping"} for _ in range(20_000)]
    looks = [{"t": "look", "clause": None} for _ in range(5_000)]
    opens = [{"t": "open", "draft": scene.floor} for _ in range(5_000)]
    floods = []
    for nth, said in enumerate((edits, pings, looks, opens)):
        page = await scene.stage.come(delegate(nth % 4, 1))
        await flood(page, said)
        floods.append(page)
    stormy = await latency(scene, 3)
    # One abuser may cost the others 20 ms (background/reliability.md (d)); here are four.
    assert stormy.at(0.5) < calm.at(0.5) + 0.08
    for page in floods:
        page.cut()
    await scene.still_well()


def mutant(rng: random.Random, seeds: list[bytes]) -> bytes:
    """A good frame, damaged somewhere."""
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[at] = rng.randrange(32, 127)
            case 1:
                del data[at : at + rng.randint(1, 8)]
            case 2:
                data[at:at] = data[: rng.randint(1, 20)]
            case _:
                data[at:at] = rng.choice(
                    [b'"', b"[", b"{", b"null", b"-1", b"1e9", b"\\u0000", b"true"]
                )
        if not data:
            data += b" "
    return bytes(data)


async def mutated(stage: Stage, person: str, seeds: list[bytes], rng: random.Random) -> int:
    """Send mutants one after the other; how often the page was closed for one."""
    closed, page = 0, await stage.come(person)
    for _ in range(MUTANTS // 4):
        if page.gone:
            assert page.code == 4009, page.code
            closed += 1
            page = await stage.come(person)
        assert page.line is not None
        page.line.send(mutant(rng, seeds))
        await spoken_or_gone(page)
    return closed


async def spoken_or_gone(page: Page) -> None:
    heard = page.heard = []
    page.say({"t": "ping"})
    await page.until(lambda: page.gone or any(b'"pong"' in one for one in heard), 5)


async def test_mutated_frames_leave_the_room_as_it_was(scene: Scene) -> None:
    rng = random.Random(SEED)
    good = [
        {"t": "look", "clause": "A1"},
        {"t": "open", "draft": scene.private, "revision": 0},
        {"t": "close", "draft": scene.floor},
        {"t": "caret", "draft": scene.floor, "field": FIELD, "rev": 0, "at": [1, 2]},
        {"t": "edit", "id": "m", "draft": scene.private, "rev": 0, "field": FIELD,
         "edit": [3, "x", ["s", 2], ["u", 1]]},
        {"t": "act", "id": "a", "act": {"kind": "second", "proposal": "p", "wording": "w"}},
    ]  # fmt: skip
    seeds = [json.dumps(one).encode() for one in good]
    before = scene.wording()
    people = [observer(0), observer(1), delegate(3, 1), delegate(3, 2)]
    closed = await asyncio.gather(
        *(mutated(scene.stage, person, seeds, random.Random(rng.random())) for person in people)
    )
    assert sum(closed) > MUTANTS // 10
    after = scene.wording()
    assert after[scene.private] == before[scene.private]
    await scene.still_well()


async def test_nobody_can_open_pages_without_end(scene: Scene) -> None:
    pages = [scene.stage.page(observer(0)) for _ in range(24)]
    for page in pages:
        with suppress(ConnectionError):
            await page.come()
    assert {page.code for page in pages if page.gone} == {4009}
    assert sum(not page.gone for page in pages) == 20
    await scene.still_well()
