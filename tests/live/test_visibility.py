"""What a seat must not learn: letters after its sight narrowed, layers of others, that they are."""

from __future__ import annotations

import logging

import pytest

from models import acts
from models.draft import Watch
from models.edit import edit_of
from models.negotiation import Negotiation
from models.party import Person, Role
from server.live.audience import Audience, Online
from server.live.seat import Seat
from tests.live.conftest import Hosted, plain
from tests.live.pages import screen
from tests.live.test_hall import drafting, watched

MARKER = "zanzibar"


def traffic(page: Seat) -> bytes:
    """Everything a page was sent."""
    return b"".join(screen(page).raw)


async def test_no_name_of_a_layer_tells_how_many_others_there_are(hosted: Hosted) -> None:
    own = hosted.comes("gus", clause="A1")
    page = hosted.comes("bo", clause="A1")
    before = [await drafting(hosted, "gus", Watch.NONE) for _ in range(3)]
    await hosted.told(own, page)
    first = await drafting(hosted)
    await hosted.told(own, page)
    (slot,) = screen(page).layers
    assert not slot.strip("w").isdecimal(), slot
    assert len(before) == 3
    assert first.encode() not in traffic(page)


async def test_the_facilitators_projector_is_sent_what_the_hall_may_see(hosted: Hosted) -> None:
    private = await hosted.does("chair", acts.StartDraft(clause="A1"))
    live = await drafting(hosted)
    wall = hosted.comes("chair", "projector", clause="A1")
    await hosted.types("chair", private.made["draft"], edit_of(MARKER))
    await hosted.types("ada", live, edit_of("unshown"))
    await hosted.told(wall)
    assert watched(wall) == []
    assert MARKER.encode() not in traffic(wall)
    await hosted.does("chair", acts.PutOnScreen(clause="A1", draft=live))
    await hosted.types("ada", live, edit_of("shown"))
    await hosted.told(wall)
    assert len(watched(wall)) == 1
    assert b"ALP" not in traffic(wall)


async def test_whoever_stops_being_a_writer_gets_no_letter_typed_since(hosted: Hosted) -> None:
    shared = acts.StartDraft(clause="A1", writers=("BET",))
    draft = (await hosted.does("ada", shared)).made["draft"]
    page = hosted.comes("bo", clause="A1")
    await hosted.types("ada", draft, edit_of("before "))
    await hosted.told(page)
    assert len(watched(page)) == 1
    await hosted.does("ada", acts.ShareDraft(draft=draft, watch=Watch.NONE))
    await hosted.types("ada", draft, edit_of(MARKER))
    await hosted.told(page)
    assert MARKER.encode() not in traffic(page)
    assert watched(page) == []


async def test_the_projector_gets_no_letter_typed_after_it_was_taken_off(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    await hosted.does("chair", acts.PutOnScreen(clause="A1", draft=draft))
    wall = hosted.comes("wall", "projector")
    await hosted.told(wall)
    assert len(watched(wall)) == 1
    await hosted.does("chair", acts.PutOnScreen(clause="A1"))
    await hosted.types("ada", draft, edit_of(MARKER))
    await hosted.told(wall)
    assert MARKER.encode() not in traffic(wall)
    assert watched(wall) == []


@pytest.mark.parametrize("moved", ["looks", "follows"])
async def test_coming_to_a_clause_whose_layer_was_just_closed(hosted: Hosted, moved: str) -> None:
    """The crowd that is joined has not been told yet; who joins must not stumble over it."""
    await hosted.does("chair", acts.PutOnScreen(clause="A2"))
    draft = await drafting(hosted)
    comer = hosted.comes("gus")
    resident = hosted.comes("dot", clause="A1")
    third = hosted.comes("bea", clause="A1")
    joiner = hosted.comes("bo")
    del third
    await hosted.told(comer, resident, joiner)
    await hosted.does("ada", acts.DiscardDraft(draft=draft))
    if moved == "looks":
        hosted.room.hall.look(joiner, "A1")
    else:
        await hosted.does("chair", acts.PutOnScreen(clause="A1"))
    await hosted.told(comer, resident, joiner)
    assert watched(joiner) == watched(resident) == []
    assert "A1" in screen(joiner).regions["status"]


async def test_a_private_draft_of_others_sends_a_pen_nothing(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    pen = hosted.comes("ada", clause="A2")
    hosted.room.hall.drafting.take_up(pen, draft, None)
    await hosted.told(pen)
    frames = len(screen(pen).raw)
    other = await drafting(hosted, "bo", Watch.NONE)
    await hosted.does("bo", acts.DiscardDraft(draft=other))
    await hosted.told(pen)
    assert len(screen(pen).raw) == frames
    await hosted.does("chair", acts.CloseDrafting(clause="A1"))
    await hosted.told(pen)
    assert [event["may"] for event in screen(pen).of("may")] == [False]


async def test_whose_role_changed_comes_back_in_the_new_one(hosted: Hosted) -> None:
    page, other = hosted.comes("bea", clause="A1"), hosted.comes("bo", clause="A1")
    observer = Person(id="bea", name="Bea", role=Role.OBSERVER)
    await hosted.does("chair", acts.AdmitPerson(person=observer))
    assert screen(page).closed
    assert not screen(other).closed
    draft = (await hosted.does("bo", acts.StartDraft(clause="A1"))).made["draft"]
    await hosted.types("bo", draft, edit_of(MARKER))
    await hosted.told(other)
    assert MARKER.encode() not in traffic(page)


async def test_one_page_that_cannot_be_painted_leaves_the_others_current(
    hosted: Hosted, caplog: pytest.LogCaptureFixture
) -> None:
    pages = [hosted.comes("chair", "board"), hosted.comes("bo"), hosted.comes("eve", "follow")]
    await hosted.told(*pages)

    def failing(negotiation: Negotiation, audience: Audience, online: Online) -> dict[str, str]:
        if audience.screen == "board":
            raise LookupError("a template was wrong")
        return dict(plain(negotiation, audience, online))

    hosted.room.hall._paint = failing
    with caplog.at_level(logging.ERROR):
        await hosted.does("chair", acts.PutOnScreen(clause="A2"))
        await hosted.told(*pages)
    assert "painted" in caplog.text
    for page in pages[1:]:
        assert "A2" in screen(page).regions["status"]


async def test_an_edit_sent_again_that_is_new_comes_before_its_acknowledgement(
    hosted: Hosted,
) -> None:
    draft = await drafting(hosted)
    page = hosted.comes("ada")
    hosted.room.hall.drafting.take_up(page, draft, None)
    act = acts.Edit(draft=draft, revision=0, field="en/text", edit=edit_of("x"))
    outcome = await hosted.room.submit(hosted.actor("ada"), act, "k:1")
    hosted.room.hall.drafting.acknowledge_again(page, act, "k:1", outcome.revision)
    await hosted.told(page)
    lines = [line for event in screen(page).of("edits") for line in event["l"]]
    assert [(line[0], line[3]) for line in lines] == [(1, ["x"]), (1, [])]
