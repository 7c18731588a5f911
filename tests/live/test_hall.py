"""Who is told what: as far as each may see, in one order, nobody waiting for anybody."""

from __future__ import annotations

import asyncio

import orjson
import pytest

from models import acts
from models.draft import Watch
from models.edit import edit_of, strike
from models.layer import ANYONE, Runs, anonymous, result
from server.live.hall import PATIENCE
from server.live.outlet import text_frame
from server.live.seat import Seat
from tests.live.conftest import Hosted
from tests.live.pages import screen, seat, unframed
from tests.live.test_room import tabling

MARKER = "zanzibar"


async def drafting(hosted: Hosted, person: str = "ada", watch: Watch = Watch.ALL) -> str:
    """A draft of this person's party over A1."""
    outcome = await hosted.does(person, acts.StartDraft(clause="A1", watch=watch))
    return outcome.made["draft"]


def runs(hosted: Hosted, draft: str) -> Runs:
    return hosted.room.negotiation.drafts[draft].texts["en/text"]


def watched(seat: Seat) -> list[Runs]:
    """What a page shows of the layers it watches."""
    return [layer["en/text"] for layer in screen(seat).layers.values()]


async def test_who_watches_sees_each_letter_in_its_partys_name(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    page = hosted.comes("bo", clause="A1")
    for letter in "Anew":
        await hosted.types("ada", draft, edit_of(letter))
    await hosted.types("ada", draft, edit_of(4, strike(5)))
    await hosted.told(page)
    assert watched(page) == [runs(hosted, draft)]
    assert {run.inserted_by for run in watched(page)[0]} == {None, "ALP"}


async def test_an_audience_without_attribution_gets_no_author_anywhere(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    page = hosted.comes("eve", "follow", clause="A1")
    await hosted.types("ada", draft, edit_of("Anew. ", strike(5)))
    await hosted.told(page)
    assert watched(page) == [anonymous(runs(hosted, draft))]
    assert ANYONE in {run.inserted_by for run in watched(page)[0]}
    traffic = b"".join(screen(page).raw)
    assert b"ALP" not in traffic
    assert draft.encode() not in traffic
    assert b"ada" not in traffic


@pytest.mark.parametrize("person", ["bo", "chair", "host", "lex", "eve", "wall"])
async def test_a_private_draft_reaches_nobody_else(hosted: Hosted, person: str) -> None:
    screens = {"chair": "board", "host": "board", "eve": "follow", "wall": "projector"}
    page = hosted.comes(person, screens.get(person, "table"), clause="A1")
    own = hosted.comes("abe", clause="A1")
    await hosted.does("chair", acts.PutOnScreen(clause="A1"))
    await hosted.told(page)
    place = screen(page).place
    draft = await drafting(hosted, watch=Watch.NONE)
    await hosted.types("ada", draft, edit_of(MARKER))
    await hosted.told(page, own)
    traffic = b"".join(screen(page).raw)
    assert MARKER.encode() not in traffic
    assert draft.encode() not in traffic
    assert screen(page).place == place == hosted.room.place, "no counter tells of it"
    assert result(watched(own)[0]).startswith(MARKER)


async def test_pens_get_every_edit_in_order_and_their_own_as_acknowledgement(
    hosted: Hosted,
) -> None:
    draft = await drafting(hosted)
    ada, abe = hosted.comes("ada"), hosted.comes("abe")
    assert hosted.room.hall.drafting.take_up(ada, draft, None)
    assert hosted.room.hall.drafting.take_up(abe, draft, None)
    await hosted.types("ada", draft, edit_of("a"), "ada:1")
    await hosted.types("abe", draft, edit_of(1, "b"), "abe:1")
    await hosted.told(ada, abe)
    lines = [line for event in screen(abe).of("edits") for line in event["l"]]
    assert [(line[0], line[1], line[4]) for line in lines] == [
        (1, "ALP", "ada:1"),
        (2, "ALP", "abe:1"),
    ]


async def test_a_pen_is_refused_to_whoever_does_not_write_there(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    page = hosted.comes("bo")
    assert not hosted.room.hall.drafting.take_up(page, draft, None)
    assert screen(page).of("closed") == [{"t": "closed", "d": draft, "why": "not_yours"}]


async def test_a_pen_that_comes_back_gets_what_it_missed_and_knows_its_own(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    await hosted.types("ada", draft, edit_of("a"), "k:1")
    await hosted.types("abe", draft, edit_of("b"), "j:1")
    page = hosted.comes("ada")
    hosted.room.hall.drafting.take_up(page, draft, 0)
    lines = [line for event in screen(page).of("edits") for line in event["l"]]
    assert [(line[0], line[4]) for line in lines] == [(1, "k:1"), (2, "j:1")]
    hosted.room.hall.drafting.take_up(page, draft, 2)
    assert screen(page).of("draft") == []


async def test_an_edit_that_comes_to_nothing_is_acknowledged_in_its_stream(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    page = hosted.comes("ada")
    hosted.room.hall.drafting.take_up(page, draft, None)
    await hosted.types("ada", draft, edit_of(strike(4)), "k:1")
    await hosted.types("ada", draft, edit_of(strike(4)), "k:2")
    await hosted.told(page)
    lines = [line for event in screen(page).of("edits") for line in event["l"]]
    assert [(line[3], line[4]) for line in lines] == [([["s", 4]], "k:1"), ([], "k:2")]


async def test_who_follows_moves_along_and_who_stays_stays(hosted: Hosted) -> None:
    await hosted.does("chair", acts.PutOnScreen(clause="A1"))
    follower, stayer = hosted.comes("bo"), hosted.comes("gus", clause="A3")
    await hosted.does("chair", acts.PutOnScreen(clause="A2"))
    await hosted.told(follower, stayer)
    assert "A2" in screen(follower).regions["status"]
    assert "A3" in screen(stayer).regions["status"]
    hosted.room.hall.look(stayer, None)
    assert "A2" in screen(stayer).regions["status"]


async def test_a_page_that_shows_it_already_is_sent_nothing_again(hosted: Hosted) -> None:
    first = hosted.comes("bo")
    marks = {event["id"]: event["mark"] for event in screen(first).of("html")}
    again = seat(hosted.actor("bo"))
    hosted.room.hall.enter(again, marks, {})
    assert screen(again).of("html") == []


async def test_one_frame_serves_everybody_of_one_audience(hosted: Hosted) -> None:
    pages = [hosted.comes("eve", "follow") for _ in range(5)]
    await hosted.told(*pages)
    for page in pages:
        screen(page).raw.clear()
    await hosted.does("chair", acts.PutOnScreen(clause="A2"))
    await hosted.told(*pages)
    first, *others = (screen(page).raw for page in pages)
    assert first
    assert all(other == first for other in others)


async def test_who_stops_reading_harms_nobody_and_is_brought_up_by_one_state(
    hosted: Hosted,
) -> None:
    draft = await drafting(hosted)
    slow, quick = hosted.comes("gus", clause="A1"), hosted.comes("bo", clause="A1")
    await hosted.told(slow, quick)
    screen(slow).stuck = True
    taken = screen(slow).bytes_taken
    for letter in "never read":
        await hosted.types("ada", draft, edit_of(letter))
    await _until_flushed(hosted)
    assert screen(slow).bytes_taken == taken
    assert watched(quick) == [runs(hosted, draft)]
    screen(slow).stuck = False
    await hosted.told(slow)
    assert watched(slow) == [runs(hosted, draft)]


async def test_who_stays_behind_is_closed_to_come_back(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await drafting(hosted)
    slow = hosted.comes("gus", clause="A1")
    await hosted.told(slow)
    screen(slow).stuck = True
    await hosted.types("ada", draft, edit_of("x"))
    await _until_flushed(hosted)
    assert slow.behind_since is not None
    slow.behind_since -= PATIENCE + 1
    hosted.room.hall._slow.touch()
    await hosted.room.hall.quiet()
    assert screen(slow).closed_with is not None
    assert screen(slow).closed_with[0] == 4008  # type: ignore[index]


async def _until_flushed(hosted: Hosted) -> None:
    """One slow flush from now: a seat that is behind keeps the hall awake."""
    await hosted.room.hall.flushed()


async def test_a_removed_person_is_shown_out_at_once(hosted: Hosted) -> None:
    page, other = hosted.comes("bea"), hosted.comes("bo")
    await hosted.does("chair", acts.RemovePerson(person="bea"))
    assert screen(page).closed_with == (4001, "This session ended.")
    assert not screen(other).closed


async def test_accepting_brings_every_watcher_the_carried_layer_whole(hosted: Hosted) -> None:
    proposal, wording = await tabling(hosted)
    other = await drafting(hosted, "gus")
    await hosted.types("gus", other, edit_of(10, "X"))
    page = hosted.comes("dot", clause="A1")
    pen = hosted.comes("gus")
    hosted.room.hall.drafting.take_up(pen, other, None)
    await hosted.told(page, pen)
    await hosted.does("bo", acts.Second(proposal=proposal, wording=wording))
    version = hosted.room.negotiation.clauses["A1"].version
    await hosted.does(
        "chair",
        acts.Accept(
            proposal=proposal, version=version.number, digest=version.digest, wording=wording
        ),
    )
    await hosted.told(page, pen)
    assert runs(hosted, other) in watched(page)
    carried = [line for event in screen(pen).of("edits") for line in event["l"]]
    assert [(line[1], line[3]) for line in carried] == [(None, ["New. "])]


async def test_carets_go_to_co_drafters_only(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    ada, abe, bo = hosted.comes("ada"), hosted.comes("abe"), hosted.comes("bo", clause="A1")
    for pen in (ada, abe):
        hosted.room.hall.drafting.take_up(pen, draft, None)
    caret = ("ada", "Ada", "ALP", "en/text", 0, 3, 7)
    hosted.room.hall.drafting.caret(ada, draft, caret)
    await hosted.told(ada, abe, bo)
    assert screen(abe).of("carets") == [{"t": "carets", "d": draft, "l": [list(caret)], "gone": []}]
    assert screen(bo).of("carets") == []


def test_frames_are_framed_as_the_protocol_says() -> None:
    for size in (0, 125, 126, 65535, 65536):
        assert unframed(text_frame(b"x" * size)) == (1, b"x" * size)
    assert orjson.loads(unframed(text_frame(b"[1]"))[1]) == [1]


async def test_a_layer_carried_and_closed_at_once_leaves_no_ghost(hosted: Hosted) -> None:
    proposal, wording = await tabling(hosted)
    other = await drafting(hosted, "gus")
    page = hosted.comes("dot", clause="A1")
    await hosted.does("bo", acts.Second(proposal=proposal, wording=wording))
    await hosted.told(page)
    assert len(watched(page)) == 1
    version = hosted.room.negotiation.clauses["A1"].version
    accept = acts.Accept(
        proposal=proposal, version=version.number, digest=version.digest, wording=wording
    )
    await asyncio.gather(
        hosted.does("chair", accept), hosted.does("gus", acts.DiscardDraft(draft=other))
    )
    await hosted.told(page)
    assert watched(page) == []


async def test_who_comes_between_two_paintings_keeps_no_layer_that_ended_meanwhile(
    hosted: Hosted,
) -> None:
    early = hosted.comes("bo", clause="A1")
    await hosted.told(early)
    draft = await drafting(hosted)
    late = hosted.comes("bo", clause="A1")  # of the same crowd, which is told of the draft later
    assert len(screen(late).layers) == 1
    await hosted.does("ada", acts.DiscardDraft(draft=draft))
    await hosted.told(early, late)
    assert screen(early).layers == screen(late).layers == {}


async def test_letters_typed_behind_a_carried_layer_come_once(hosted: Hosted) -> None:
    proposal, wording = await tabling(hosted)
    other = await drafting(hosted, "gus")
    page = hosted.comes("dot", clause="A1")
    await hosted.does("bo", acts.Second(proposal=proposal, wording=wording))
    await hosted.told(page)
    version = hosted.room.negotiation.clauses["A1"].version
    accept = acts.Accept(
        proposal=proposal, version=version.number, digest=version.digest, wording=wording
    )
    await asyncio.gather(
        hosted.does("chair", accept), hosted.types("gus", other, edit_of(8, "typed"))
    )
    await hosted.told(page)
    assert watched(page) == [runs(hosted, other)]
