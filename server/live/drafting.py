"""Drafting: who has a pen on which draft of one negotiation, served by a fast flush of its own."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.acts import Edit
from models.draft import Draft
from models.facts import AnyFact, DraftCarried, DraftClosed, DraftEdited
from models.negotiation import Negotiation
from models.sight import may_type
from server.live import pens as penned
from server.live.pacer import Pacer
from server.live.pens import Pens
from server.live.seat import Seat, encode, envelope


@dataclass(slots=True)
class Told:
    """The negotiation as everybody was told it, and up to which place in the one counter."""

    negotiation: Negotiation
    place: int


class Drafting:
    """The pens on the drafts of one negotiation."""

    def __init__(self, told: Told, caret_moved: Callable[[], None]) -> None:
        """`caret_moved` asks for a `flush` that may wait a little."""
        self._told = told
        self._caret_moved = caret_moved
        self._pens: dict[str, Pens] = {}
        self._act_ids: dict[str, dict[int, str]] = defaultdict(dict)
        """Draft → revision → the act that made it: a page that comes back knows its own by it."""
        self._loop = asyncio.get_running_loop()
        self.pacer = Pacer(self._flush_lines, factor=3, shortest=0.0, longest=0.02)

    # What was recorded.

    def remember(self, facts: Iterable[AnyFact], act_id: str | None) -> None:
        """Keep which act made which revision, for pages that come back."""
        for fact in facts:
            if isinstance(fact, DraftEdited) and act_id is not None:
                ids = self._act_ids[fact.draft]
                ids[fact.revision] = act_id
                ids.pop(fact.revision - penned.TAIL, None)
            elif isinstance(fact, DraftClosed):
                self._act_ids.pop(fact.draft, None)

    def tell(self, fact: AnyFact, act_id: str | None) -> None:
        """Tell the pens concerned of a fact that was just committed."""
        match fact:
            case DraftEdited(draft=draft):
                line = penned.line(fact.revision, fact.author, fact.field, fact.edit, act_id)
                self._add(draft, [line])
            case DraftCarried(draft=draft, restored=None):
                carried = fact.edits.items()
                lines = [penned.line(fact.revision, None, *edited, None) for edited in carried]
                self._add(draft, lines)
            case DraftCarried(draft=draft):
                self._close(draft, "restored")
            case DraftClosed(draft=draft, because=because):
                self._close(draft, because)
            case _:
                pass

    def settle(self) -> None:
        """After a formal act: close pens that are nobody's now, tell the others what they may."""
        negotiation, place = self._told.negotiation, self._told.place
        for pens in list(self._pens.values()):
            draft = negotiation.drafts.get(pens.draft)
            if draft is None:
                self._close(pens.draft, "discarded")
                continue
            lost = [s for s in pens.seats if not penned.may_hold(negotiation, s, draft)]
            if lost:
                self._close(draft.id, "not_yours", lost)
            for seat in pens.seats:
                may = may_type(negotiation, seat.actor, draft)
                # Told for what it says only: a frame for each act would tell of private ones too.
                if pens.may.get(seat) is not may:
                    pens.may[seat] = may
                    seat.tell(place, {"t": "may", "d": draft.id, "may": may})

    def acknowledge_again(self, seat: Seat, act: Edit, act_id: str, revision: int | None) -> None:
        """An edit that was sent again had been recorded: say so, its effect is told already."""
        draft = self._told.negotiation.drafts.get(act.draft)
        made = revision or (draft.revision if draft else act.revision)
        pens = self._pens.get(act.draft)
        if pens is not None:
            # What it did comes first, where that is not told yet.
            self._flush(pens)
        line = penned.line(made, seat.actor.author, act.field, (), act_id)
        frame = envelope(self._told.place, [penned.edits(act.draft, [line])])
        seat.offer(frame, self._loop.time())

    def acknowledge_empty(self, draft: str, field: str, author: str, act_id: str) -> None:
        """An edit came to nothing: its pen is told so, in the order of its stream."""
        its = self._told.negotiation.drafts.get(draft)
        if its is not None:
            self._add(draft, [penned.line(its.revision, author, field, (), act_id)])

    def _add(self, draft: str, lines: Iterable[bytes]) -> None:
        pens = self._pens.get(draft)
        if pens is not None:
            pens.lines += lines
            self.pacer.touch()

    def _close(self, draft: str, why: str, seats: Iterable[Seat] | None = None) -> None:
        pens = self._pens.get(draft)
        if pens is None:
            return
        self._flush(pens)
        closed = encode({"t": "closed", "d": draft, "why": why})
        frame = envelope(self._told.place, [closed])
        for seat in list(pens.seats if seats is None else seats):
            seat.offer(frame, self._loop.time())
            seat.pens.discard(draft)
            pens.leave(seat)
        if not pens.seats:
            del self._pens[draft]

    # Who types.

    def take_up(self, seat: Seat, draft_id: str, revision: int | None) -> bool:
        """Take up a pen; False where this draft is not (or no longer) this seat's to write in."""
        negotiation, place = self._told.negotiation, self._told.place
        draft = negotiation.drafts.get(draft_id)
        if draft is None or not penned.may_hold(negotiation, seat, draft):
            seat.tell(place, {"t": "closed", "d": draft_id, "why": "not_yours"})
            return False
        pens = self._pens.setdefault(draft_id, Pens(draft_id))
        self._flush(pens)
        pens.seats.add(seat)
        seat.pens.add(draft_id)
        pens.may[seat] = may_type(negotiation, seat.actor, draft)
        self._serve(seat, draft, revision, may=pens.may[seat])
        if pens.carets:
            carets = list(pens.carets.values())
            seat.tell(place, {"t": "carets", "d": draft_id, "l": carets, "gone": []})
        return True

    def _serve(self, seat: Seat, draft: Draft, revision: int | None, *, may: bool) -> None:
        missed = None if revision is None else penned.tail(draft, revision)
        if missed is None:
            whole = penned.whole(self._told.negotiation, seat, draft)
            seat.tell(self._told.place, whole)
            return
        ids: Mapping[int, str] = self._act_ids.get(draft.id, {})
        lines = [
            penned.line(m.revision, m.author, m.field, m.edit, ids.get(m.revision)) for m in missed
        ]
        allowed = encode({"t": "may", "d": draft.id, "may": may})
        seat.outlet.write(envelope(self._told.place, [penned.edits(draft.id, lines), allowed]))

    def put_down(self, seat: Seat, draft: str) -> None:
        """Put a pen down."""
        seat.pens.discard(draft)
        pens = self._pens.get(draft)
        if pens is not None:
            pens.leave(seat)
            self._caret_moved()
            if not pens.seats:
                self._pens.pop(draft)

    def caret(self, seat: Seat, draft: str, caret: penned.Caret) -> None:
        """Somebody's caret moved: told to co-drafters when there is time."""
        pens = self._pens.get(draft)
        if pens is not None and seat in pens.seats:
            pens.carets[seat.actor.person] = caret
            pens.moved.add(seat.actor.person)
            self._caret_moved()

    # Flushing.

    def flush(self) -> None:
        """Tell everybody who types what was committed and whose caret moved."""
        for pens in self._pens.values():
            self._flush(pens)

    def _flush_lines(self) -> None:
        for pens in self._pens.values():
            if pens.lines:
                self._flush(pens)

    def _flush(self, pens: Pens) -> None:
        pens.flush(self._told.place, self._loop.time())
