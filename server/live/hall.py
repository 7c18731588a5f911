"""The hall: everybody connected to one negotiation, and how they are told what was recorded.

Those who type in a draft (`Pens`) are served by a fast flush; audiences (`Crowd`) by a slower one
of their own. Arriving, coming back and catching up are one path: `bring_up`.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from models.acts import Edit
from models.draft import Draft
from models.facts import AnyFact, DraftCarried, DraftClosed, DraftEdited
from models.negotiation import Negotiation
from models.sight import may_type
from server.live import crowd as crowds
from server.live import pens as penned
from server.live.audience import Audience, Online, Paint, Region, audience_of, regions
from server.live.crowd import Crowd, Touched
from server.live.pacer import Pacer
from server.live.pens import Pens
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
    """Seats, pens and crowds of one negotiation."""

    def __init__(self, negotiation: Negotiation, place: int, paint: Paint) -> None:
        self.negotiation = negotiation
        self.place = place
        self.seats: set[Seat] = set()
        self._paint = paint
        self._crowds: dict[Audience, Crowd] = {}
        self._member: dict[Seat, Crowd] = {}
        self._pens: dict[str, Pens] = {}
        self._touched: dict[str, list[Touched]] = defaultdict(list)
        self._slots: dict[str, str] = {}
        """Watched draft → a name that tells nothing: not which draft, nor how many there are."""
        self._act_ids: dict[str, dict[int, str]] = defaultdict(dict)
        """Draft → revision → the act that made it: a page that comes back knows its own by it."""
        self._stale: dict[Audience, None] = {}
        self._loop = asyncio.get_running_loop()
        self._fast = Pacer(self._flush_pens, factor=3, shortest=0.0, longest=0.02)
        self._slow = Pacer(self._flush_crowds, factor=4, shortest=0.04, longest=0.125)

    # What was recorded.

    def told(self, steps: Sequence[Step], place: int) -> None:
        """Tell everybody concerned what was just committed; never called before it was."""
        formal, former = False, self.negotiation.drafts
        if steps:
            self.negotiation = steps[-1].after
        self.place = place
        for step in steps:
            self.remember(step.facts, step.act_id)
            for fact in step.facts:
                if isinstance(fact, DraftEdited):
                    self._tell_edit(fact, step)
                else:
                    formal = True
                    self._tell_pens(fact)
        if formal:
            self._hand_over(former)
            self._settle_pens()
            self._everybody_looks_again()

    def remember(self, facts: Iterable[AnyFact], act_id: str | None) -> None:
        """Keep which act made which revision, for pages that come back."""
        for fact in facts:
            if isinstance(fact, DraftEdited) and act_id is not None:
                ids = self._act_ids[fact.draft]
                ids[fact.revision] = act_id
                ids.pop(fact.revision - penned.TAIL, None)
            elif isinstance(fact, DraftClosed):
                self._act_ids.pop(fact.draft, None)

    def acknowledge_again(self, seat: Seat, act: Edit, act_id: str, revision: int | None) -> None:
        """An edit that was sent again had been recorded: say so, its effect is told already."""
        draft = self.negotiation.drafts.get(act.draft)
        made = revision or (draft.revision if draft else act.revision)
        pens = self._pens.get(act.draft)
        if pens is not None:
            # What it did comes first, where that is not told yet.
            pens.flush(self.place, self._loop.time())
        line = penned.line(made, seat.actor.author, act.field, (), act_id)
        seat.offer(envelope(self.place, [penned.edits(act.draft, [line])]), self._loop.time())

    def acknowledge_empty(self, draft: str, field: str, author: str, act_id: str) -> None:
        """An edit came to nothing: its pen is told so, in the order of its stream."""
        pens = self._pens.get(draft)
        if pens is not None:
            revision = self.negotiation.drafts[draft].revision
            pens.lines.append(penned.line(revision, author, field, (), act_id))
            self._fast.touch()

    def _tell_edit(self, fact: DraftEdited, step: Step) -> None:
        pens = self._pens.get(fact.draft)
        if pens is not None:
            pens.lines.append(
                penned.line(fact.revision, fact.author, fact.field, fact.edit, step.act_id)
            )
            self._fast.touch()
        if any(fact.draft in crowd.watching for crowd in self._crowds.values()):
            before = step.before.drafts[fact.draft].texts[fact.field]
            after = step.after.drafts[fact.draft].texts[fact.field]
            self._touched[fact.draft].append(crowds.touched(fact.field, before, fact.edit, after))
            self._slow.touch()

    def _tell_pens(self, fact: AnyFact) -> None:
        match fact:
            case DraftCarried(draft=draft, restored=None):
                self._renew(draft)
                pens = self._pens.get(draft)
                if pens is not None:
                    pens.lines += [
                        penned.line(fact.revision, None, name, edit, None)
                        for name, edit in fact.edits.items()
                    ]
                    self._fast.touch()
            case DraftCarried(draft=draft):
                self._renew(draft)
                self._close_pens(draft, "restored")
            case DraftClosed(draft=draft, because=because):
                self._close_pens(draft, because)
            case _:
                pass

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

    def _close_pens(self, draft: str, why: str, seats: Iterable[Seat] | None = None) -> None:
        pens = self._pens.get(draft)
        if pens is None:
            return
        pens.flush(self.place, self._loop.time())
        frame = envelope(self.place, [encode({"t": "closed", "d": draft, "why": why})])
        for seat in list(pens.seats if seats is None else seats):
            seat.offer(frame, self._loop.time())
            seat.pens.discard(draft)
            pens.leave(seat)
        if not pens.seats:
            del self._pens[draft]

    def _settle_pens(self) -> None:
        """After a formal act: close pens that are nobody's now, tell the others what they may."""
        for pens in list(self._pens.values()):
            draft = self.negotiation.drafts.get(pens.draft)
            if draft is None:
                self._close_pens(pens.draft, "discarded")
                continue
            lost = [s for s in pens.seats if not penned.may_hold(self.negotiation, s, draft)]
            if lost:
                self._close_pens(draft.id, "not_yours", lost)
            for seat in pens.seats:
                may = may_type(self.negotiation, seat.actor, draft)
                # Told for what it says only: a frame for each act would tell of private ones too.
                if pens.may.get(seat) is not may:
                    pens.may[seat] = may
                    seat.tell(self.place, {"t": "may", "d": draft.id, "may": may})

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
            self.close_pen(seat, draft)
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
            self.open_pen(seat, draft, revision)

    def open_pen(self, seat: Seat, draft_id: str, revision: int | None) -> bool:
        """Take up a pen; False where this draft is not (or no longer) this seat's to write in."""
        draft = self.negotiation.drafts.get(draft_id)
        if draft is None or not penned.may_hold(self.negotiation, seat, draft):
            seat.tell(self.place, {"t": "closed", "d": draft_id, "why": "not_yours"})
            return False
        pens = self._pens.setdefault(draft_id, Pens(draft_id))
        pens.flush(self.place, self._loop.time())
        pens.seats.add(seat)
        seat.pens.add(draft_id)
        pens.may[seat] = may_type(self.negotiation, seat.actor, draft)
        self._serve_pen(seat, draft, revision, may=pens.may[seat])
        if pens.carets:
            seat.tell(
                self.place,
                {"t": "carets", "d": draft_id, "l": list(pens.carets.values()), "gone": []},
            )
        return True

    def _serve_pen(self, seat: Seat, draft: Draft, revision: int | None, *, may: bool) -> None:
        missed = None if revision is None else penned.tail(draft, revision)
        if missed is None:
            seat.tell(self.place, penned.whole(self.negotiation, seat, draft))
            return
        ids = self._act_ids.get(draft.id, {})
        lines = [
            penned.line(m.revision, m.author, m.field, m.edit, ids.get(m.revision)) for m in missed
        ]
        told = encode({"t": "may", "d": draft.id, "may": may})
        seat.outlet.write(envelope(self.place, [penned.edits(draft.id, lines), told]))

    def close_pen(self, seat: Seat, draft: str) -> None:
        """Put a pen down."""
        seat.pens.discard(draft)
        pens = self._pens.get(draft)
        if pens is not None:
            pens.leave(seat)
            self._slow.touch()
            if not pens.seats:
                self._pens.pop(draft)

    def caret(self, seat: Seat, draft: str, caret: penned.Caret) -> None:
        """Somebody's caret moved: told to co-drafters with the next slow flush."""
        pens = self._pens.get(draft)
        if pens is not None and seat in pens.seats:
            pens.carets[seat.actor.person] = caret
            pens.moved.add(seat.actor.person)
            self._slow.touch()

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

    def _flush_pens(self) -> None:
        now = self._loop.time()
        for pens in self._pens.values():
            if pens.lines:
                pens.flush(self.place, now)

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
        now = self._loop.time()
        for pens in self._pens.values():
            pens.flush(self.place, now)
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
        while self._fast.waiting or self._slow.waiting:
            await self.flushed()

    async def flushed(self) -> None:
        """Wait until what waits to be told now was flushed."""
        await self._fast.flushed()
        await self._slow.flushed()

    def stop(self) -> None:
        """Tell nobody anything any more."""
        self._fast.stop()
        self._slow.stop()
