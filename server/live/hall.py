"""The hall: everybody connected to one negotiation, and how they are told what was recorded.

Those who type in a draft (`Drafting`) are served by a fast flush; audiences (`Crowd`) by a slower
one of their own. Arriving, coming back and catching up are one path: `bring_up`.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from models.draft import Draft
from models.facts import AnyFact, DraftCarried, DraftEdited
from models.negotiation import Negotiation
from server.live import crowd as crowds
from server.live.audience import Audience, Online, Paint, Region, audience_of, regions
from server.live.crowd import Crowd, Touched
from server.live.drafting import Drafting, Told
from server.live.pacer import Pacer
from server.live.seat import Seat, encode, envelope

log = logging.getLogger("parley.hall")

PATIENCE = 15.0
"""Seconds a seat may stay behind before it is closed and has to come back."""
PAINT_SHARE = 0.02
"""Seconds of painting after which the event loop gets its turn."""


class Step(NamedTuple):
    """One recorded act: its facts, the negotiation before and after, and the act's id."""

    facts: tuple[AnyFact, ...]
    before: Negotiation
    after: Negotiation
    act_id: str | None = None


class Hall:
    """Seats and crowds of one negotiation."""

    def __init__(self, negotiation: Negotiation, place: int, paint: Paint) -> None:
        self._told = Told(negotiation, place)
        self.seats: set[Seat] = set()
        self._paint = paint
        self._crowds: dict[Audience, Crowd] = {}
        self._member: dict[Seat, Crowd] = {}
        self._touched: dict[str, list[Touched]] = defaultdict(list)
        self._slots: dict[str, str] = {}
        """Watched draft → a name that tells nothing: not which draft, nor how many there are."""
        self._stale: dict[Audience, None] = {}
        self._loop = asyncio.get_running_loop()
        self._slow = Pacer(self._flush_crowds, factor=4, shortest=0.04, longest=0.125)
        self.drafting = Drafting(self._told, self._slow.touch)

    @property
    def negotiation(self) -> Negotiation:
        """The negotiation as everybody was told it."""
        return self._told.negotiation

    @property
    def place(self) -> int:
        """The place in the one counter up to which `negotiation` goes."""
        return self._told.place

    # What was recorded.

    def told(self, steps: Sequence[Step], place: int) -> None:
        """Tell everybody concerned what was just committed; never called before it was."""
        formal, former = False, self.negotiation.drafts
        if steps:
            self._told.negotiation = steps[-1].after
        self._told.place = place
        for step in steps:
            self.drafting.remember(step.facts, step.act_id)
            for fact in step.facts:
                if isinstance(fact, DraftEdited):
                    self._touch(fact, step)
                else:
                    formal = True
                if isinstance(fact, DraftCarried):
                    self._renew(fact.draft)
                self.drafting.tell(fact, step.act_id)
        if formal:
            self._hand_over(former)
            self.drafting.settle()
            self._everybody_looks_again()

    def _touch(self, fact: DraftEdited, step: Step) -> None:
        if any(fact.draft in crowd.watching for crowd in self._crowds.values()):
            before = step.before.drafts[fact.draft].texts[fact.field]
            after = step.after.drafts[fact.draft].texts[fact.field]
            self._touched[fact.draft].append(crowds.touched(fact.field, before, fact.edit, after))
            self._slow.touch()

    def _renew(self, draft: str) -> None:
        """Everybody who follows a draft gets it whole at the next flush."""
        self._touched.pop(draft, None)
        for crowd in self._crowds.values():
            if draft in crowd.watching:
                crowd.renewed.add(draft)

    def _hand_over(self, former: Mapping[str, Draft]) -> None:
        """Drafts that are somebody else's now are followed under their new name."""
        for its in self.negotiation.drafts.values():
            was = former.get(its.id, its)
            if (was.owner, was.writers) != (its.owner, its.writers):
                self._renew(its.id)

    # Who is here.

    def enter(self, seat: Seat, marks: Mapping[str, str], held: Mapping[str, int | None]) -> None:
        """Seat somebody: their page shows `marks` and holds pens at these revisions."""
        self.seats.add(seat)
        self.bring_up(seat, marks, held)
        self._presence_changed()

    def leave(self, seat: Seat) -> None:
        """Somebody's page is gone."""
        self.seats.discard(seat)
        for draft in list(seat.pens):
            self.drafting.put_down(seat, draft)
        member = self._member.pop(seat, None)
        if member is not None:
            self._drop(member, seat)
        self._presence_changed()

    def show_out(self, whom: Callable[[Seat], bool]) -> int:
        """Close the seats that `whom` names, as seats of a session that ended; how many."""
        leaving = [seat for seat in self.seats if whom(seat)]
        self._close(leaving, 4001, "This session ended.")
        return len(leaving)

    def send_back(self) -> None:
        """Have every page come back and resume: something could not be told."""
        self._close(list(self.seats), 4008, "Something could not be told: come back and resume.")

    def _close(self, seats: Iterable[Seat], code: int, reason: str) -> None:
        for seat in seats:
            seat.outlet.close(code, reason)
            self.leave(seat)

    def look(self, seat: Seat, clause: str | None) -> None:
        """Look at a clause, or (None) follow the screen."""
        if clause is not None and clause not in self.negotiation.clauses:
            return
        self._flush_touched()
        seat.clause = clause
        old, audience = self._member[seat], self.audience_of(seat)
        if audience != old.audience:
            self._move([seat], old, audience)

    def bring_up(
        self, seat: Seat, marks: Mapping[str, str], held: Mapping[str, int | None]
    ) -> None:
        """Bring a page from whatever it has to what is: the one path of coming (back)."""
        self._flush_touched()
        audience = self.audience_of(seat)
        # Else it would follow a layer that its crowd has not heard of, and never hear of its end.
        self._freshen(audience)
        seat.behind_since = None
        crowd = self._crowd(audience)
        painted = self.painted(audience)
        crowd.seats.add(seat)
        self._member[seat] = crowd
        events = crowds.news(marks, painted)
        drafts = crowds.watched(self.negotiation, crowd.audience).values()
        slots = frozenset(self._slot(draft.id) for draft in drafts)
        events += map(crowds.unwatch, seat.follows - slots)
        events += [
            crowds.whole(draft, self._slot(draft.id), crowd.audience.sight) for draft in drafts
        ]
        seat.outlet.write(envelope(self.place, events))
        seat.follows = slots
        for draft, revision in held.items():
            self.drafting.take_up(seat, draft, revision)

    def clock_moved(self, now: datetime) -> None:
        """The rehearsal clock was moved: countdowns everywhere follow."""
        self.announce(encode({"t": "clock", "now": now.isoformat()}))

    def announce(self, event: bytes) -> None:
        """Tell every seat the same."""
        frame = envelope(self.place, [event])
        for seat in self.seats:
            seat.offer(frame, self._loop.time())

    @property
    def online(self) -> Online:
        """Who is connected, by party, or by role for people of no party."""
        names: dict[str, set[str]] = defaultdict(set)
        for seat in self.seats:
            names[seat.actor.party or seat.actor.role.value].add(seat.name)
        return {key: frozenset(people) for key, people in names.items()}

    # Audiences.

    def audience_of(self, seat: Seat) -> Audience:
        """The audience a seat belongs to now."""
        wanted = (seat.screen, seat.clause, seat.language, seat.caucus)
        return audience_of(self.negotiation, seat.actor, *wanted)

    def painted(self, audience: Audience) -> dict[str, Region]:
        """The regions of an audience's page as they are now; from its crowd if current."""
        crowd = self._crowds.get(audience)
        if crowd is not None and crowd.shown and audience not in self._stale:
            return crowd.shown
        return regions(self._paint(self.negotiation, audience, self.online))

    def _slot(self, draft: str) -> str:
        slot = self._slots.get(draft)
        if slot is None:
            slot = self._slots[draft] = secrets.token_urlsafe(6)
        return slot

    def _crowd(self, audience: Audience) -> Crowd:
        crowd = self._crowds.get(audience)
        if crowd is None:
            crowd = Crowd(audience, shown=self.painted(audience))
            crowd.rewatch(self.negotiation, self._slot, {})
            self._crowds[audience] = crowd
        return crowd

    def _drop(self, crowd: Crowd, seat: Seat) -> None:
        crowd.seats.discard(seat)
        if not crowd.seats:
            self._crowds.pop(crowd.audience, None)
            self._stale.pop(crowd.audience, None)

    def _move(self, seats: Iterable[Seat], old: Crowd, audience: Audience) -> None:
        """Seat people with another audience, and bring their pages along in one frame."""
        new = self._crowd(audience)
        frames: dict[frozenset[str], bytes] = {}
        for seat in seats:
            frame = frames.get(seat.follows)
            if frame is None:
                frame = envelope(self.place, self._passage(old, new, seat.follows))
                frames[seat.follows] = frame
            self._drop(old, seat)
            new.seats.add(seat)
            self._member[seat] = new
            self._serve(seat, new, frame)

    def _serve(self, seat: Seat, crowd: Crowd, frame: bytes) -> None:
        seat.offer(frame, self._loop.time())
        if seat.behind_since is None:
            seat.follows = frozenset(crowd.watching.values())

    def _passage(self, old: Crowd, new: Crowd, followed: frozenset[str]) -> list[bytes]:
        """The events that turn what one crowd shows, to who `followed`, into what another shows.

        The other may not have heard yet of a layer that is closed, or is no longer theirs.
        """
        events = crowds.news(old.marks, new.shown)
        events += map(crowds.unwatch, followed - set(new.watching.values()))
        events += [
            crowds.whole(self.negotiation.drafts[draft], slot, new.audience.sight)
            for draft, slot in new.watching.items()
            if (draft not in old.watching.keys() - old.renewed or old.attributed != new.attributed)
            and crowds.follows(self.negotiation, new.audience, draft)
        ]
        return events

    def _everybody_looks_again(self) -> None:
        self._stale.update(dict.fromkeys(self._crowds))
        self._slow.touch()

    def _presence_changed(self) -> None:
        self._stale.update(dict.fromkeys(a for a in self._crowds if a.screen == "board"))
        self._slow.touch()

    # Flushing.

    def _flush_touched(self) -> None:
        """Send watchers what was typed since the last flush: once per draft and attribution."""
        if not self._touched:
            return
        pieces: dict[tuple[str, bool], bytes] = {}
        for crowd in self._crowds.values():
            events = self._letters(crowd, pieces)
            if events:
                frame = envelope(self.place, events)
                for seat in crowd.seats:
                    self._serve(seat, crowd, frame)
        self._touched.clear()

    def _letters(self, crowd: Crowd, pieces: dict[tuple[str, bool], bytes]) -> list[bytes]:
        """What was typed, asked anew for each layer: who may no longer watch it loses it first."""
        events = []
        for draft in [one for one in crowd.watching.keys() - crowd.renewed if one in self._touched]:
            if crowds.follows(self.negotiation, crowd.audience, draft):
                events.append(self._patch(draft, crowd.attributed, pieces))
            else:
                events.append(crowds.unwatch(crowd.watching.pop(draft)))
        return events

    def _patch(self, draft: str, attributed: bool, pieces: dict[tuple[str, bool], bytes]) -> bytes:
        piece = pieces.get((draft, attributed))
        if piece is None:
            patches = [
                patch
                for touched in self._touched[draft]
                for patch in crowds.patched(touched, attributed=attributed)
            ]
            revision = self.negotiation.drafts[draft].revision
            piece = encode({"t": "patch", "w": self._slot(draft), "rev": revision, "p": patches})
            pieces[draft, attributed] = piece
        return piece

    def _flush_crowds(self) -> None:
        self._flush_touched()
        self.drafting.flush()
        now = self._loop.time()
        self._repaint(now + PAINT_SHARE)
        self._chase(now)

    def _repaint(self, deadline: float) -> None:
        while self._stale and self._loop.time() < deadline:
            audience = next(iter(self._stale))
            try:
                self._freshen(audience)
            except Exception:  # one page that fails must not keep the others from the truth
                log.exception("a page of %s could not be painted", audience.screen)
        if self._stale:
            self._slow.touch()
        else:
            drafts = self.negotiation.drafts
            self._slots = {draft: slot for draft, slot in self._slots.items() if draft in drafts}

    def _freshen(self, audience: Audience) -> None:
        """Bring a crowd that is behind the negotiation up to it."""
        if audience not in self._stale:
            return
        del self._stale[audience]
        crowd = self._crowds.get(audience)
        if crowd is not None:
            self._refresh(crowd)

    def _refresh(self, crowd: Crowd) -> None:
        """Bring one crowd up to the negotiation as it is now; who belongs elsewhere moves on."""
        leaving: dict[Audience, list[Seat]] = defaultdict(list)
        for seat in crowd.seats:
            audience = self.audience_of(seat)
            if audience != crowd.audience:
                leaving[audience].append(seat)
        for audience, seats in leaving.items():
            self._move(seats, crowd, audience)
        if not crowd.seats:
            return
        seen = dict(crowd.watching)
        painted = regions(self._paint(self.negotiation, crowd.audience, self.online))
        events = crowds.news(crowd.marks, painted)
        events += crowd.rewatch(self.negotiation, self._slot, seen)
        crowd.shown = painted
        if events:
            frame = envelope(self.place, events)
            for seat in crowd.seats:
                self._serve(seat, crowd, frame)

    def _chase(self, now: float) -> None:
        """Bring up who drained; close who stays behind, to come back and resume."""
        waiting = False
        for seat in [s for s in self.seats if s.behind_since is not None]:
            if seat.drained:
                self.bring_up(seat, {}, dict.fromkeys(seat.pens))
            elif now - (seat.behind_since or now) > PATIENCE:
                seat.outlet.close(4008, "You fell behind: come back and resume.")
            else:
                waiting = True
        if waiting:
            self._slow.touch()

    async def quiet(self) -> None:
        """Wait until nothing is left to tell anybody."""
        while self.drafting.pacer.waiting or self._slow.waiting:
            await self.flushed()

    async def flushed(self) -> None:
        """Wait until what waits to be told now was flushed."""
        await self.drafting.pacer.flushed()
        await self._slow.flushed()

    def stop(self) -> None:
        """Tell nobody anything any more."""
        self.drafting.pacer.stop()
        self._slow.stop()
