"""The one door: decided in one order, recorded before told, answered once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from models import acts
from models.draft import Watch
from models.edit import edit_of, strike
from models.facts import ProposalLapsed
from models.layer import result
from models.proposal import ProposalStatus
from models.refusals import Refusal
from models.settling import digest
from server.live.ask import Outcome
from server.live.clock import RehearsalClock, SystemClock
from server.live.room import Room
from server.live.rooms import Rooms
from server.store.ledger import Ledger
from server.store.replay import replay
from tests.cast import opened
from tests.live.conftest import Hosted, keep, plain


async def drafting(hosted: Hosted, person: str = "ada", watch: Watch = Watch.PARTIES) -> str:
    """A draft of this person's party over A1."""
    outcome = await hosted.does(person, acts.StartDraft(clause="A1", watch=watch))
    return outcome.made["draft"]


def reading(hosted: Hosted, draft: str) -> str:
    return result(hosted.room.negotiation.drafts[draft].texts["en/text"])


async def test_an_act_is_answered_with_its_place_and_what_it_made(hosted: Hosted) -> None:
    before = hosted.room.place
    outcome = await hosted.does("chair", acts.PutOnScreen(clause="A2"))
    assert outcome.place == before + 1 == hosted.room.place
    assert outcome.entry is not None
    assert hosted.room.negotiation.on_screen is not None


async def test_what_the_record_says_is_what_the_room_shows(hosted: Hosted, engine: Engine) -> None:
    draft = await drafting(hosted)
    await hosted.types("ada", draft, edit_of("Anew. "))
    await hosted.types("abe", draft, edit_of(6, strike(4)))
    loaded = Ledger(engine, hosted.room.negotiation.id).load()
    assert replay(loaded) == hosted.room.negotiation
    assert loaded.place == hosted.room.place


async def test_the_same_id_of_the_same_person_is_one_act(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    first = await hosted.types("ada", draft, edit_of("once "), "k:1")
    again = await hosted.types("ada", draft, edit_of("once "), "k:1")
    assert again == first
    assert reading(hosted, draft).startswith("once Each")


async def test_an_act_sent_again_after_a_restart_is_recognised_by_the_store(
    hosted: Hosted,
) -> None:
    draft = await drafting(hosted)
    first = await hosted.types("ada", draft, edit_of("once "), "k:1")
    hosted.room._done.clear()
    again = await hosted.types("ada", draft, edit_of("once "), "k:1")
    assert (again.place, again.revision) == (first.place, first.revision)
    assert reading(hosted, draft).startswith("once Each")


async def test_one_id_twice_in_one_batch_is_one_act(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    both = await asyncio.gather(
        hosted.types("ada", draft, edit_of("x"), "k:1"),
        hosted.types("ada", draft, edit_of("x"), "k:1"),
    )
    assert both[0] == both[1]
    assert reading(hosted, draft).startswith("xEach")


async def test_an_id_never_flagged_as_sent_again_is_still_one_act(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    await hosted.types("ada", draft, edit_of("once "), "k:1")
    hosted.room._done.clear()
    answered: asyncio.Future[Outcome | Refusal] = asyncio.get_running_loop().create_future()
    act = acts.Edit(draft=draft, revision=1, field="en/text", edit=edit_of("once "))
    hosted.room.post(hosted.actor("ada"), act, "k:1", answered.set_result)
    assert isinstance(await answered, Outcome)
    assert reading(hosted, draft).startswith("once Each")


async def test_edits_of_one_revision_are_rebased_in_the_order_they_came(hosted: Hosted) -> None:
    draft = await drafting(hosted)
    made = [acts.Edit(draft=draft, revision=0, field="en/text", edit=edit_of(w)) for w in "abc"]
    await asyncio.gather(*(hosted.does("ada", act) for act in made))
    assert reading(hosted, draft).startswith("abcEach")


async def test_a_refused_act_changes_nothing_and_says_why(hosted: Hosted) -> None:
    before = hosted.room.negotiation
    with pytest.raises(Refusal) as refused:
        await hosted.does("eve", acts.PutOnScreen(clause="A1"))
    assert refused.value.code == "wrong_role"
    assert hosted.room.negotiation is before


async def test_a_store_that_fails_keeps_nothing_and_recovers_without_restart(
    hosted: Hosted, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await drafting(hosted)
    page = hosted.comes("bo", clause="A1")
    await hosted.told(page)
    before, shown = hosted.room.negotiation, list(_told(page))
    with engine.connect() as other:
        other.execute(text(_locking(engine)))
        with pytest.raises(Refusal) as refused:
            await hosted.types("ada", draft, edit_of("lost "))
        other.rollback()
    assert refused.value.code == "not_saved"
    assert hosted.room.negotiation is before
    await hosted.told(page)
    assert list(_told(page)) == shown
    await hosted.types("ada", draft, edit_of("kept "))
    assert reading(hosted, draft).startswith("kept Each")


def _told(page: object) -> list[object]:
    return [event for event in page.outlet.events if event["t"] == "patch"]  # type: ignore[attr-defined]


def _locking(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return "UPDATE negotiations SET title = title"
    return "LOCK TABLE negotiations IN ACCESS EXCLUSIVE MODE"


async def test_what_falls_due_is_decided_before_a_later_act_and_stamped_with_its_time(
    hosted: Hosted, engine: Engine
) -> None:
    one, _ = await tabling(hosted)
    due = hosted.clock.now() + hosted.room.negotiation.rules.seconding_time
    hosted.clock.move(due + timedelta(hours=1), running=False)
    await hosted.does("chair", acts.PutOnScreen(clause="A2"))
    assert hosted.room.negotiation.proposals[one].status is ProposalStatus.LAPSED
    last = Ledger(engine, hosted.room.negotiation.id).load().records[-2]
    assert (type(last.facts[0]), last.at, last.actor) == (ProposalLapsed, due, None)


async def test_an_act_at_the_very_deadline_is_in_time(hosted: Hosted) -> None:
    one, wording = await tabling(hosted)
    due = hosted.clock.now() + hosted.room.negotiation.rules.seconding_time
    hosted.clock.move(due, running=False)
    await hosted.does("bo", acts.Second(proposal=one, wording=wording))
    hosted.clock.move(due + timedelta(hours=1), running=False)
    await hosted.does("chair", acts.PutOnScreen(clause="A2"))
    assert hosted.room.negotiation.proposals[one].live


async def tabling(hosted: Hosted) -> tuple[str, str]:
    """A proposal of ALP on A1, and its digest."""
    draft = await drafting(hosted)
    await hosted.types("ada", draft, edit_of("New. "))
    negotiation = hosted.room.negotiation
    version = negotiation.clauses["A1"].version
    wording = digest(negotiation.drafts[draft].texts)
    act = acts.Table(draft=draft, version=version.number, digest=version.digest, wording=wording)
    return (await hosted.does("ada", act)).made["proposal"], wording


async def test_two_rooms_on_one_negotiation_both_stay_right(hosted: Hosted, engine: Engine) -> None:
    """Two processes by mistake or on purpose: the compare-and-set makes the loser decide again."""
    with ThreadPoolExecutor(1) as second_writer:
        ledger = Ledger(engine, hosted.room.negotiation.id)
        room = Room(ledger, ledger.load(), hosted.clock, plain, second_writer)
        other = Hosted(room, hosted.clock)
        draft = await drafting(hosted)
        other.room.catch_up()
        await other.does("chair", acts.PutOnScreen(clause="A2"))
        for n in range(10):
            await hosted.types("ada", draft, edit_of(f"a{n} "))
            await other.does("abe", _typing(draft, hosted.room.negotiation.drafts[draft].revision))
        hosted.room.catch_up()
        await hosted.does("chair", acts.PutOnScreen(clause="A1"))
        await other.does("chair", acts.PutOnScreen(clause="A3"), "last")
        hosted.room.catch_up()
        await hosted.types("ada", draft, edit_of("z"))
        other.room.catch_up()
        await other.does("chair", acts.PutOnScreen(clause="A2"), "very last")
        hosted.room.catch_up()
        await hosted.does("chair", acts.PutOnScreen(clause="A2"), "and this")
        await room.stop()
    loaded = Ledger(engine, hosted.room.negotiation.id).load()
    assert replay(loaded) == hosted.room.negotiation
    assert reading(hosted, draft).count("b") >= 10


def _typing(draft: str, revision: int) -> acts.Edit:
    return acts.Edit(draft=draft, revision=revision, field="en/text", edit=edit_of("b "))


async def test_a_clock_that_can_be_moved_never_times_a_real_negotiation(engine: Engine) -> None:
    stage = opened()
    keep(engine, stage)
    rooms = Rooms(engine, RehearsalClock(stage.now), plain)
    room = await rooms.room(stage.negotiation.id)
    assert isinstance(room._clock, SystemClock)
    await rooms.stop()
