"""The socket of a page: frames in, acts to the room; what the hall tells goes out by itself."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from pydantic import ValidationError
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from models import acts
from models.edit import EditRefused
from models.edit import parse as parse_edit
from models.policy import may_see
from models.refusals import Refusal
from models.saying import Translate
from models.text import TextRefused
from server.live.ask import Outcome
from server.live.hall import PATIENCE
from server.live.outlet import EXTENSION, HIGH_WATER, TransportOutlet
from server.live.room import Room
from server.live.rooms import Rooms
from server.live.seat import Seat, envelope
from server.live.stamping import told
from server.store.failures import StoreFailure
from server.web import access, factors, parse
from server.web.frames import (
    FRAMES,
    AnyFrame,
    Asked,
    CaretMoved,
    Close,
    Hello,
    Look,
    Open,
    Ping,
    Typed,
)
from server.web.pace import Pace
from server.web.render import interface
from server.web.said import as_json

log = logging.getLogger("parley.socket")

HELLO_WITHIN: Final = 10.0
"""Seconds a socket may stay silent before its hello."""
SEATS_OF_ONE: Final = 20
"""Pages one person may have open at once."""
UNANSWERED: Final = 32
"""Acts a page may have under way; an honest one has one edit and a tap or two."""


class Wrong(Exception):
    """A frame that should not have been sent: the socket is closed with this reason.

    The page shows it, so it is told in the language of the visitor.
    """


def refusal_event(act_id: str, refusal: Refusal, translate: Translate) -> dict[str, object]:
    """A refusal as the wire tells it."""
    return {"t": "no", "id": act_id, **as_json(refusal, translate)}


class Page:
    """One page at the other end of a socket."""

    def __init__(self, socket: WebSocket, visitor: access.Visitor, room: Room) -> None:
        self._socket = socket
        self._visitor = visitor
        self._room = room
        self._pace = Pace(rate=30, burst=60)
        self._unanswered = 0
        self._seat: Seat | None = None

    async def serve(self) -> None:
        """Read frames until the page is gone; bad ones close it with a reason."""
        outlet = TransportOutlet(self._socket.scope["extensions"][EXTENSION])
        try:
            hello = await asyncio.wait_for(self._frame(), HELLO_WITHIN)
            if not isinstance(hello, Hello):
                outlet.close(4010, "A hello comes first.")
                return
            self._enter(hello, outlet)
            while True:
                await self._pace.wait()
                await self._read(outlet)
                frame = await self._frame()
                if outlet.closed:
                    # What was still on its way when this page was shown out is nobody's any more.
                    return
                self._take(frame)
        except TimeoutError:
            outlet.close(4010, "No hello came.")
        except Wrong as wrong:
            outlet.close(4009, interface(self._visitor.language)(str(wrong)))
        except WebSocketDisconnect:
            pass
        finally:
            if self._seat is not None:
                self._room.hall.leave(self._seat)

    async def _read(self, outlet: TransportOutlet) -> None:
        """Wait until this page has read what it was sent: who does not read is not answered."""
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        while outlet.waiting() > HIGH_WATER and not outlet.closed:
            if loop.time() > until:
                outlet.close(4008, "You fell behind: come back and resume.")
            await asyncio.sleep(0.05)

    async def _frame(self) -> AnyFrame:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1006))
        raw = message.get("text")
        if raw is None:
            raise Wrong("Frames are text.")
        try:
            return FRAMES.validate_json(raw)
        except ValidationError:
            raise Wrong("This frame is not known here.") from None

    def _enter(self, hello: Hello, outlet: TransportOutlet) -> None:
        room, visitor = self._room, self._visitor
        if not access.admits(room.negotiation, visitor.actor):
            outlet.close(4001, "This session ended.")
            raise WebSocketDisconnect
        if not may_see(hello.screen, visitor.actor):
            raise Wrong("This screen is for other roles.")
        person = visitor.actor.person
        if sum(seat.actor.person == person for seat in room.hall.seats) >= SEATS_OF_ONE:
            raise Wrong("Too many pages of one person are open.")
        seat = Seat(
            actor=visitor.actor,
            name=visitor.name,
            session=visitor.session,
            outlet=outlet,
            screen=hello.screen,
            language=visitor.language,
            clause=hello.clause if hello.clause in room.negotiation.clauses else None,
            caucus=hello.caucus,
        )
        seat.tell(room.place, self._welcome())
        if room.stamp is not None:
            seat.outlet.write(envelope(room.place, [told(room.stamp)]))
        self._seat = seat
        room.hall.enter(seat, hello.regions, hello.drafts)

    def _welcome(self) -> dict[str, object]:
        negotiation, actor = self._room.negotiation, self._visitor.actor
        return {
            "t": "welcome",
            "now": self._room.now().isoformat(),
            "epoch": self._room.epoch,
            "person": actor.person,
            "party": actor.party,
            "author": actor.author,
            "rehearsal": negotiation.rehearsal,
        }

    def _take(self, frame: AnyFrame) -> None:
        seat, hall = self._seat, self._room.hall
        if seat is None:
            return
        match frame:
            case Typed():
                self._typed(frame)
            case Asked():
                self._asked(frame)
            case CaretMoved(draft=draft, field=field, rev=rev, at=at):
                actor = seat.actor
                hall.drafting.caret(
                    seat,
                    draft,
                    (actor.person, seat.name, actor.author or "", field, rev, at[0], at[1]),
                )
            case Look(clause=clause):
                hall.look(seat, clause)
            case Open(draft=draft, revision=revision):
                hall.drafting.take_up(seat, draft, revision)
            case Close(draft=draft):
                hall.drafting.put_down(seat, draft)
            case Ping():
                seat.tell(self._room.place, {"t": "pong"})
            case Hello():
                raise Wrong("One hello is enough.")

    def _typed(self, frame: Typed) -> None:
        try:
            edit = parse_edit(frame.edit)
        except (EditRefused, TextRefused) as refused:
            self._refuse(
                frame.id, Refusal(refused.code, refused.sentence, "Take the last change back.")
            )
            return
        act = acts.Edit(draft=frame.draft, revision=frame.rev, field=frame.field, edit=edit)
        self._post(frame.id, act, frame.again, formal=False)

    def _asked(self, frame: Asked) -> None:
        try:
            act = parse.act(frame.act)
            factors.check_unproved(self._room.negotiation, act)
        except Refusal as refusal:
            self._refuse(frame.id, refusal)
            return
        self._post(frame.id, act, frame.again, formal=True)

    def _post(self, act_id: str, act: acts.Act, again: bool, *, formal: bool) -> None:
        if self._unanswered >= UNANSWERED:
            raise Wrong("Too many messages at once.")
        self._unanswered += 1

        def answer(result: Outcome | Refusal) -> None:
            self._unanswered -= 1
            if self._seat is not None and self._seat.behind_since is not None:
                # It would not hear the answer; coming back it asks again, and is told.
                self._seat.outlet.close(4008, "You fell behind: come back and resume.")
                return
            if isinstance(result, Refusal):
                self._refuse(act_id, result)
            elif formal and self._seat is not None:
                self._seat.tell(self._room.place, done_event(act_id, result))
            elif again and self._seat is not None and isinstance(act, acts.Edit):
                self._room.hall.drafting.acknowledge_again(self._seat, act, act_id, result.revision)

        self._room.post(self._visitor.actor, act, act_id, answer, again=again)

    def _refuse(self, act_id: str, refusal: Refusal) -> None:
        if self._seat is not None:
            event = refusal_event(act_id, refusal, interface(self._seat.language))
            self._seat.tell(self._room.place, event)


def done_event(act_id: str, outcome: Outcome) -> dict[str, object]:
    """A durable formal act as the wire tells it."""
    return {
        "t": "ok",
        "id": act_id,
        "place": outcome.place,
        "entry": outcome.entry,
        "made": dict(outcome.made),
    }


async def live(socket: WebSocket) -> None:
    """Upgrade: same origin, a session, a person of this negotiation; else 403."""
    rooms: Rooms = socket.app.state.rooms
    try:
        visitor = await access.visitor_of_socket(socket, socket.path_params["negotiation"])
    except StoreFailure as failure:
        log.warning("nobody could be let in: %s", failure)
        visitor = None
    if visitor is None:
        await socket.close(4001)
        return
    room = await rooms.room(visitor.negotiation)
    await socket.accept()
    await Page(socket, visitor, room).serve()


routes = [WebSocketRoute("/n/{negotiation}/live", live, name="live")]
