"""A private draft: no byte of it, nor of its existence, reaches anybody outside before tabling."""

from __future__ import annotations

import asyncio
import random

from bench.client import Page
from bench.house import FACILITATOR, FIELD, Plan, begin_draft, delegate, observer
from models.layer import base
from models.party import FACILITATORS
from models.settling import digest
from models.text import from_units, wording_digest
from tests.wire.stage import Build, Stage

MARKER = "quetzalcoatlus"


async def everybody(stage: Stage) -> tuple[list[Page], list[Page]]:
    """Two pages of the party that writes, and one of everybody else, each keeping what it hears."""
    inside = [await stage.come(delegate(0, nth)) for nth in range(2)]
    outside = [await stage.come(delegate(n, nth)) for n in range(1, 4) for nth in range(2)]
    outside += [await stage.come(observer(n)) for n in range(2)]
    outside += [await stage.come(FACILITATOR, screen=screen) for screen in ("board", "projector")]
    for page in (*inside, *outside):
        page.heard = []
    return inside, outside


def heard(pages: list[Page]) -> bytes:
    """Every byte that these pages were sent."""
    return b"".join(payload for page in pages for payload in page.heard or ())


async def write(page: Page, draft: str, word: str) -> None:
    """Type a word letter by letter, each confirmed before the next."""
    pen = page.pens[draft]
    for letter in word:
        at = pen.carets.get(FIELD, 0)
        pen.type(FIELD, (at, letter) if at else (letter,))
        page.send_typed(pen)
        await page.settled()


async def test_a_private_drafts_words_reach_nobody_outside(build: Build) -> None:
    stage = await build(Plan(observers=2))
    inside, outside = await everybody(stage)
    author, colleague = inside
    draft = await begin_draft(author, "A1", floor=False, watch="none")
    await author.take_up(draft)
    await colleague.take_up(draft)
    await write(author, draft, MARKER)
    author.say({"t": "caret", "draft": draft, "field": FIELD, "rev": 3, "at": [1, 2]})
    # Let something public happen, so that everybody's page has been repainted since.
    await stage.board.act("put_on_screen", clause="A1")
    for page in outside:
        await ask_around(page, draft)
    told = heard(outside)
    for secret in (MARKER, MARKER[:6], draft):
        assert secret.encode() not in told, secret
    assert MARKER[-1:].encode() in heard([colleague])
    assert [page.place for page in outside] == [outside[0].place] * len(outside)
    await table(author, draft)
    await asyncio.gather(*(page.until(lambda page=page: sees(page)) for page in outside))  # type: ignore[misc]


def sees(page: Page) -> bool:
    return MARKER.encode() in b"".join(page.heard or ())


async def ask_around(page: Page, draft: str) -> None:
    """Try everything a curious page could: it learns no more than of what is not there."""
    assert page.heard is not None
    answers = []
    for wanted in (draft, "no-such-draft"):
        before = len(page.heard)
        page.say({"t": "open", "draft": wanted, "revision": 0})
        page.say({"t": "open", "draft": wanted, "revision": None})
        page.say({"t": "caret", "draft": wanted, "field": FIELD, "rev": 0, "at": [0, 0]})
        page.say({"t": "edit", "id": f"e{wanted[:4]}", "draft": wanted, "rev": 0,
                  "field": FIELD, "edit": ["x"]})  # fmt: skip
        page.say({"t": "act", "id": f"a{wanted[:4]}",
                  "act": {"kind": "share_draft", "draft": wanted, "watch": "all"}})  # fmt: skip
        await page.until(lambda before=before: len(page.heard or ()) >= before + 4)  # type: ignore[misc]
        said = b"".join(page.heard[before:]).replace(wanted.encode(), b"?")
        answers.append(said.replace(wanted[:4].encode(), b"?"))
        # What one asked for by its id is in the answer; it is no news then.
        del page.heard[before:]
    assert len(answers[0]) == len(answers[1]), answers


async def table(author: Page, draft: str) -> None:
    views = author.pens[draft].views
    current = {name: from_units(base(runs)) for name, runs in views.items()}
    await author.act(
        "table",
        draft=draft,
        version=1,
        digest=wording_digest(current),
        wording=digest(views),
    )


async def test_private_typing_moves_no_counter_that_others_can_see(build: Build) -> None:
    stage = await build(Plan(observers=1))
    author = await stage.come(delegate(0))
    draft = await begin_draft(author, "A1", floor=False, watch="none")
    watcher = await stage.come(observer(0))
    await author.take_up(draft)
    place = watcher.place
    frames = watcher.heard = []
    await write(author, draft, "".join(random.Random(1).choices("abc ", k=30)))
    again = await stage.come(observer(0))
    assert again.place == place
    assert not any(draft.encode() in payload for payload in frames)


async def test_a_layer_without_attribution_names_nobody(build: Build) -> None:
    """Observers may follow letter by letter, and learn neither the party nor the person."""
    stage = await build(Plan(observers=1))
    watcher = await stage.come(observer(0))
    heard_by = watcher.heard = []
    floor = await stage.floor()
    for number in range(3):
        page = await stage.come(delegate(number))
        pen = await page.take_up(floor)
        pen.type(FIELD, (3, "abc", ("s", 4)))
        page.send_typed(pen)
        await page.settled()
        page.say({"t": "caret", "draft": floor, "field": FIELD, "rev": pen.revision, "at": [1, 1]})
        newest = pen.revision
        await watcher.until(lambda newest=newest: newest in revisions(watcher))  # type: ignore[misc]
    told = b"".join(heard_by)
    for name in ("P1", "P2", "P3", delegate(0), "Delegate 1", floor, FACILITATORS):
        assert f'"{name}"'.encode() not in told, name
    (seen,) = watcher.watched.values()
    assert seen.label == ""
    authors = {run.inserted_by for run in seen.fields[FIELD]}
    strikers = frozenset().union(*(run.struck_by for run in seen.fields[FIELD]))
    assert authors == {None, "*"}
    assert strikers == {"*"}


def revisions(page: Page) -> set[int]:
    return {watched.revision for watched in page.watched.values()}


async def test_a_caucus_sends_nobody_outside_a_byte(build: Build) -> None:
    """Opened, talked in, drafted in, its members changed, closed; notes and tripwires besides."""
    stage = await build(Plan(observers=2))
    inside, outside = await everybody(stage)
    outside += [await stage.come(delegate(2), screen="caucus")]
    outside += [await stage.come(FACILITATOR, screen="caucus")]
    head, colleague = inside
    partner = await stage.come(delegate(1), screen="caucus")
    outside = [page for page in outside if page.welcome and page.welcome["party"] != "P2"]
    for page in (*outside, partner):
        page.heard = []
    place = stage.board.place or 0
    caucus = (await head.act("open_caucus", title=MARKER, members=["P2"]))["made"]["caucus"]
    await partner.act("write_in_caucus", caucus=caucus, text=MARKER)
    draft = (await head.act("start_draft", clause="A1", caucus=caucus))["made"]["draft"]
    await colleague.take_up(draft)
    await write(colleague, draft, MARKER)
    await head.act("change_members", caucus=caucus, members=[])
    await head.act("change_members", caucus=caucus, members=["P2"])
    await colleague.act("write_note", text=MARKER)
    await colleague.act("set_tripwire", clause="A1", phrase=MARKER)
    await head.act("close_caucus", caucus=caucus)
    await partner.until(lambda: MARKER.encode() in heard([partner]))
    # Something public: whoever was told of it has been told everything before it.
    await stage.board.act("set_presence", party="P4", presence="walked_out")
    for page in outside:
        await page.until(lambda page=page: (page.place or 0) > place)  # type: ignore[misc]
        assert not any(told.startswith(b'{"n":%d,' % place) for told in page.heard or ())
    told = heard(outside)
    for secret in (MARKER, caucus, draft):
        assert secret.encode() not in told
        assert secret not in stage.logged
