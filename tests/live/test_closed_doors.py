"""What happens behind closed doors is painted for who is in there, and sends nobody else a byte."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from models import acts
from models.edit import edit_of
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.live.seat import Seat
from server.store.ledger import Ledger
from server.store.replay import replay
from server.web.paint import paint
from tests.cast import opened
from tests.live.conftest import Hosted, keep
from tests.live.pages import screen

MARKER = "zanzibar"
OUTSIDE = (
    ("gus", "table"),
    ("dot", "caucus"),
    ("chair", "board"),
    ("aide", "caucus"),
    ("host", "board"),
    ("lex", "table"),
    ("eve", "follow"),
    ("wall", "projector"),
)


@pytest.fixture
async def house(engine: Engine, writer: ThreadPoolExecutor) -> AsyncIterator[Hosted]:
    """A room whose pages are those that are served; a clause is on the screen."""
    stage = opened()
    stage.shows("A1")
    keep(engine, stage)
    ledger = Ledger(engine, stage.negotiation.id)
    clock = RehearsalClock(stage.now, running=False)
    room = Room(ledger, ledger.load(), clock, paint, writer)
    yield Hosted(room, clock)
    await room.stop()


def enters(house: Hosted, person: str, caucus: str) -> Seat:
    """Somebody opens the page of a caucus."""
    page = house.comes(person, "caucus")
    house.room.hall.leave(page)
    page.caucus = caucus
    house.room.hall.enter(page, {}, {})
    return page


async def confer(house: Hosted) -> str:
    """Everything that can be done behind closed doors; the caucus."""
    opening = acts.OpenCaucus(title=MARKER, members=("BET",))
    caucus = (await house.does("ada", opening)).made["caucus"]
    await house.does("bea", acts.WriteInCaucus(caucus=caucus, text=f"{MARKER} said"))
    begun = await house.does("ada", acts.StartDraft(clause="A1", caucus=caucus))
    await house.types("bo", begun.made["draft"], edit_of(MARKER))
    await house.does("ada", acts.ChangeMembers(caucus=caucus))
    await house.does("ada", acts.ChangeMembers(caucus=caucus, members=("BET",)))
    wire = (await house.does("amy", acts.SetTripwire(clause="A1", phrase=MARKER))).made["tripwire"]
    note = (await house.does("bo", acts.WriteNote(text=MARKER, clause="A2"))).made["note"]
    await house.does("bea", acts.DeleteNote(note=note))
    await house.does("ada", acts.RemoveTripwire(tripwire=wire))
    await house.does("bo", acts.WriteNote(text=MARKER))
    await house.does("ada", acts.SetTripwire(clause="A1", phrase=MARKER))
    return caucus


async def test_nobody_outside_is_sent_a_frame(house: Hosted) -> None:
    """Neither what is said nor that it is: no frame, no place, no other mark of a page."""
    pages = [house.comes(person, name) for person, name in OUTSIDE]
    await house.told(*pages)
    frames = [list(screen(page).raw) for page in pages]
    place = house.room.place
    caucus = await confer(house)
    await house.does("ada", acts.CloseCaucus(caucus=caucus))
    await house.told(*pages)
    assert house.room.place == place
    assert [screen(page).raw for page in pages] == frames
    for page in pages:
        hall = house.room.hall
        shown = "".join(its.html for its in hall.painted(hall.audience_of(page)).values())
        assert MARKER not in shown
        assert caucus not in shown


async def test_members_see_what_is_said_as_it_is_said(house: Hosted) -> None:
    opening = acts.OpenCaucus(title="Over coffee", members=("BET",))
    lists = [house.comes("ada", "caucus"), house.comes("bea", "caucus")]
    caucus = (await house.does("ada", opening)).made["caucus"]
    await house.told(*lists)
    assert all(f"/caucus/{caucus}" in screen(page).regions["caucuses"] for page in lists)
    inside = [enters(house, person, caucus) for person in ("ada", "bo")]
    await house.does("bea", acts.WriteInCaucus(caucus=caucus, text=MARKER))
    draft = (await house.does("ada", acts.StartDraft(clause="A2", caucus=caucus))).made["draft"]
    await house.told(*inside, *lists)
    for page in inside:
        assert MARKER in screen(page).regions["said"]
        assert f'data-draft="{draft}"' in screen(page).regions["drafts"]
        assert house.room.hall.drafting.take_up(page, draft, None)
    assert not any(MARKER in str(screen(page).regions) for page in lists), "not in this room"
    await house.types("bo", draft, edit_of(MARKER))
    await house.told(*inside)
    assert [line[3] for event in screen(inside[0]).of("edits") for line in event["l"]] == [[MARKER]]


async def test_who_is_shown_out_sees_nothing_said_since(house: Hosted) -> None:
    opening = acts.OpenCaucus(title="Over coffee", members=("BET",))
    caucus = (await house.does("ada", opening)).made["caucus"]
    draft = (await house.does("bo", acts.StartDraft(clause="A1", caucus=caucus))).made["draft"]
    page = enters(house, "bo", caucus)
    assert house.room.hall.drafting.take_up(page, draft, None)
    await house.told(page)
    assert "Over coffee" in screen(page).regions["room"]
    await house.does("ada", acts.ChangeMembers(caucus=caucus))
    await house.does("ada", acts.WriteInCaucus(caucus=caucus, text=MARKER))
    await house.types("ada", draft, edit_of(MARKER))
    await house.told(page)
    assert [event["why"] for event in screen(page).of("closed")] == ["not_yours"]
    assert "Over coffee" not in screen(page).regions["room"]
    assert MARKER not in str(screen(page).raw)
    assert "Over coffee" not in screen(page).regions["caucuses"]


async def test_a_draft_is_followed_under_the_name_of_whoever_it_falls_to(house: Hosted) -> None:
    """B-3: its owner left the caucus: the draft is another member's, on pages that were there."""
    caucus = (await house.does("ada", acts.OpenCaucus(title="Talk", members=("BET",)))).made
    at = house.comes("bo", "table", "A1")
    await house.does("ada", acts.StartDraft(clause="A1", caucus=caucus["caucus"]))
    await house.room.hall.quiet()
    assert [*screen(at).labels.values()] == ["ALP"]
    await house.does("ada", acts.LeaveCaucus(caucus=caucus["caucus"]))
    await house.room.hall.quiet()
    assert [*screen(at).labels.values()] == ["BET"]


async def test_the_table_is_told_of_a_small_group_and_not_what_it_writes(house: Hosted) -> None:
    page = house.comes("gus", "caucus")
    opening = acts.OpenSmallGroup(title="Accounts", members=("ALP",), clauses=("A1",))
    group = (await house.does("chair", opening)).made["caucus"]
    await house.told(page)
    assert "Accounts" in screen(page).regions["caucuses"]
    assert group not in screen(page).regions["caucuses"]
    frames = len(screen(page).raw)
    await house.does("ada", acts.WriteInCaucus(caucus=group, text=MARKER))
    begun = await house.does("ada", acts.StartDraft(clause="A1", caucus=group))
    await house.types("aide", begun.made["draft"], edit_of(MARKER))
    await house.told(page)
    assert len(screen(page).raw) == frames


async def test_a_restart_brings_everything_back(house: Hosted, engine: Engine) -> None:
    await confer(house)
    state = house.room.negotiation
    assert replay(Ledger(engine, state.id).load()) == state
