"""What those who watch hold is what there is: also where two things happen at one stroke."""

from __future__ import annotations

from typing import NamedTuple

from bench.client import Page
from bench.house import FIELD, Plan, begin_draft, delegate, observer
from bench.judge import faults_of_watchers, read_store
from models.layer import base
from models.settling import digest
from models.text import from_units, wording_digest
from tests.wire.stage import Build, Stage


class Tabled(NamedTuple):
    """A proposal, and what has to be named to accept it."""

    proposal: str
    current: str
    wording: str


async def tabled(author: Page, supporter: Page, word: str, version: int) -> Tabled:
    """Have a proposal tabled that puts a word at the beginning, and seconded."""
    draft = await begin_draft(author, "A1", floor=False, watch="parties")
    pen = await author.take_up(draft)
    pen.type(FIELD, (word,))
    author.send_typed(pen)
    await author.settled()
    current = wording_digest({n: from_units(base(runs)) for n, runs in pen.views.items()})
    named = digest(pen.views)
    made = await author.act("table", draft=draft, version=version, digest=current, wording=named)
    proposal = made["made"]["proposal"]
    await supporter.act("second", proposal=proposal, wording=named)
    return Tabled(proposal, current, named)


async def accept(stage: Stage, proposal: Tabled, version: int) -> None:
    await stage.board.act(
        "accept",
        proposal=proposal.proposal,
        version=version,
        digest=proposal.current,
        wording=proposal.wording,
    )


async def up_to_date(stage: Stage, pages: list[Page]) -> None:
    record = read_store(stage.house)
    for page in pages:
        await page.until(lambda page=page: not faults_of_watchers([page], record), 3)  # type: ignore[misc]


async def test_a_layer_carried_over_and_closed_at_one_stroke_leaves_every_page(
    build: Build,
) -> None:
    stage = await build(Plan(observers=1))
    one, two = await stage.come(delegate(0)), await stage.come(delegate(1))
    pages = [one, two, await stage.come(observer(0)), await stage.come(delegate(2))]
    for version in range(1, 5):
        proposal = await tabled(one, two, f"{version} ", version)
        doomed = await begin_draft(two, "A1", floor=False, watch="all")
        await up_to_date(stage, pages)
        # The acceptance carries the draft over; its owner gives it up before anybody was told.
        await accept(stage, proposal, version)
        await two.act("discard_draft", draft=doomed)
        await up_to_date(stage, pages)
