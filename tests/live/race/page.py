"""One person's page in the race: a seat, pens as a browser has them, and the fate of each act."""

from __future__ import annotations

import asyncio
import hashlib
import html
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.pen import Pen, Sent
from bench.typist import Typist, running_words
from models import acts
from models.acts import Act
from models.party import Actor, Role
from models.refusals import Refusal
from server.live.ask import Outcome
from server.live.room import Room
from tests.live.pages import screen, seat
from tests.live.race.scene import FIELD

Answer = Outcome | Refusal
Answered = Callable[[float | None], None]
"""Called after each answer, with the seconds it took where something was recorded."""
SCREENS = {
    Role.LEAD_FACILITATOR: "board",
    Role.CO_FACILITATOR: "board",
    Role.CONVENOR: "board",
}


@dataclass
class Fate:
    """What became of what one person did."""

    kept: list[str] = field(default_factory=list)
    """The ids of acts that were answered as durable and led to something."""
    lost: dict[str, str] = field(default_factory=dict)
    """Act → the code it was refused with."""
    late: list[str] = field(default_factory=list)
    """The codes of refusals of what was asked when this process knew of the lock."""
    faults: list[str] = field(default_factory=list)


class Page:
    """One page of one person."""

    def __init__(
        self, room: Room, person: str, line: str, answered: Callable[[float | None], None]
    ) -> None:
        """A page at a room; `line` is unique among all pages and seeds what is done on it."""
        its = room.negotiation.people[person]
        self.person = person
        self.actor = Actor(its.id, its.role, its.party)
        self.dice = random.Random(line)
        self.fate = Fate()
        self.pens: dict[str, Pen] = {}
        self._room = room
        self._line = line
        self._answered = answered
        self._ids = itertools.count()
        self._heard = 0
        self.seat = seat(self.actor, SCREENS.get(its.role, "table"))
        room.hall.enter(self.seat, {}, {})

    # Pens.

    def take_up(self, draft: str) -> None:
        """Open a pen in a draft."""
        self.pens[draft] = Pen(draft, self.actor.author or "", self._mint)
        self._room.hall.drafting.take_up(self.seat, draft, None)

    def hear(self) -> None:
        """Take in everything that this page was told about its pens."""
        events = screen(self.seat).events
        while self._heard < len(events):
            event = events[self._heard]
            self._heard += 1
            pen = self.pens.get(event.get("d") or event.get("id") or "")
            if pen is None:
                continue
            match event["t"]:
                case "draft":
                    pen.load(event["rev"], event["fields"], may=event["may"])
                case "edits":
                    pen.told(event["l"])
                case "may":
                    pen.may = event["may"]
                case "closed":
                    pen.close(event["why"])
                    if event["why"] == "restored":
                        self._room.hall.drafting.take_up(self.seat, pen.draft, None)
                case _:
                    pass  # carets

    def stroke(self) -> asyncio.Future[Answer] | None:
        """Type something in one of the pens and send it, allowed or not; None: no pen is free.

        A page that has not yet heard that pens are down sends what is typed all the same, so all of
        them do here: it is the server that has to refuse it.
        """
        self.hear()
        free = [pen for pen in self.pens.values() if pen.confirmed and pen.sent is None]
        free = [pen for pen in free if not pen.closed]
        if not free:
            return None
        pen = self.dice.choice(free)
        letters = running_words(self.dice)
        Typist(pen, FIELD, self.dice, letters.__next__, wild=True).stroke()
        pen.may = True
        sent = pen.next()
        if sent is None:
            return None
        act = acts.Edit(draft=pen.draft, revision=sent.revision, field=sent.field, edit=sent.edit)
        reply: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.post(act, sent.id, lambda answer: self._typed(pen, sent, answer, reply))
        return reply

    def _typed(self, pen: Pen, sent: Sent, answer: Answer, reply: asyncio.Future[Answer]) -> None:
        if isinstance(answer, Refusal):
            # Its letters stay with their author: what was sent is handed back as it was typed.
            self.hear()
            if pen.sent is sent:
                pen.refused()
            if (sent.field, sent.edit) not in pen.given_up:
                self.fate.faults.append(f"{self.person}: {sent.id} was refused and is gone")
        reply.set_result(answer)

    # Acts.

    async def does(self, act: Act) -> Answer:
        """Do a formal act, and wait for the answer."""
        reply: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.post(act, self._mint(), reply.set_result)
        return await reply

    def post(self, act: Act, act_id: str, then: Callable[[Answer], None]) -> None:
        """Put an act to the room; whatever is answered is noted."""
        locked = self._room.negotiation.final is not None
        loop = asyncio.get_running_loop()
        began = loop.time()

        def answer(result: Answer) -> None:
            kept = self._note(act_id, result, locked=locked)
            then(result)
            self._answered(loop.time() - began if kept else None)

        self._room.post(self.actor, act, act_id, answer)

    def _note(self, act_id: str, answer: Answer, *, locked: bool) -> bool:
        """Note what became of an act; whether it was recorded."""
        if isinstance(answer, Refusal):
            self.fate.lost[act_id] = answer.code
            if locked:
                self.fate.late.append(answer.code)
            if not str(answer.sentence) or not str(answer.next_step):
                self.fate.faults.append(f"{self.person}: {answer.code} says too little")
            return False
        kept = answer.entry is not None or answer.revision is not None
        if kept:
            self.fate.kept.append(act_id)
        return kept

    def _mint(self) -> str:
        return f"{self._line}:{next(self._ids)}"

    # What it shows.

    @property
    def digest(self) -> str:
        """The fingerprint of the text as this page shows it, worked out from what it shows."""
        return hashlib.sha256(self._shown("text").encode()).hexdigest()

    @property
    def final(self) -> str:
        """What it says of the lock."""
        return self._shown("final")

    def _shown(self, region: str) -> str:
        """What a region reads, without its one tag."""
        inner = screen(self.seat).regions[region].partition(">")[2].rpartition("</")[0]
        return html.unescape(inner)

    def differing(self) -> list[str]:
        """The pens that do not read as the room's drafts do."""
        self.hear()
        drafts = self._room.negotiation.drafts
        for pen in self.pens.values():
            pen.check()
        return [
            f"{self.person}: {pen.draft} at {pen.revision} of {drafts[pen.draft].revision}"
            for pen in self.pens.values()
            if not pen.closed
            and (pen.revision, pen.confirmed)
            != (drafts[pen.draft].revision, dict(drafts[pen.draft].texts))
        ]
