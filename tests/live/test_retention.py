"""A room in which something falls due to be erased, and the room that is opened after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models import acts
from models.negotiation import Negotiation
from models.party import Actor
from models.refusals import Refusal
from models.retention import Erasure
from server.live.clock import RehearsalClock
from server.live.rooms import Rooms
from server.store.verify import verify
from tests.live.conftest import keep
from tests.live.pages import seat
from tests.models.test_retention import DAYS, released
from tests.store.test_retention import MARKER, found


def actor_of(n: Negotiation, person: str) -> Actor:
    """The actor a person is."""
    return Actor(person, n.people[person].role, n.people[person].party)


async def test_a_room_erases_what_falls_due_and_opens_again(engine: Engine) -> None:
    """Y-1, Y-3: the words are gone once the next act is answered; everybody's sessions, too."""
    stage = released()
    keep(engine, stage)
    clock = RehearsalClock(stage.now, running=False)
    rooms = Rooms(engine, clock, lambda *_: {}, real=clock)
    room = await rooms.room("test")
    here = seat(actor_of(room.negotiation, "ada"), "table", None)
    room.hall.enter(here, {}, {})
    assert found(engine, MARKER)
    clock.move(stage.now + timedelta(days=DAYS + 11), running=False)
    head = actor_of(room.negotiation, "ada")
    with pytest.raises(Refusal, match="was erased by the rules"):
        await room.submit(head, acts.WriteNote(text=MARKER), "a1")
    await room.submit(head, acts.MarkSeen(upto=1), "a2")
    await room.stop()
    assert set(room.negotiation.erased) == set(Erasure)
    assert not found(engine, MARKER)
    assert here not in room.hall.seats
    assert verify(engine, "test").sound
    before = room.negotiation
    await rooms.stop()

    again = Rooms(engine, clock, lambda *_: {}, real=clock)
    reopened = await again.room("test")
    assert reopened.negotiation == before
    final = before.finals[-1]
    await reopened.submit(
        actor_of(before, "host"), acts.Publish(digest=final.digest, complaints="To us."), "a3"
    )
    await again.stop()
    assert verify(engine, "test").sound
