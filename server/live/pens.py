"""Pens: everybody who types in one draft, served by one frame per flush."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.draft import Draft, Made
from models.edit import Edit, dump
from models.layer import to_json
from models.negotiation import Negotiation
from models.sight import holds_pen, may_type
from server.live.audience import CLOSED_DOORS
from server.live.seat import Seat, encode, envelope

Caret = tuple[str, str, str, str, int, int, int]
"""Person, name, author, field, revision, anchor, head (UTF-16 units)."""

PEN_SCREENS = frozenset({"table", "board", CLOSED_DOORS})
TAIL = 500
"""How many missed edits are sent one by one; beyond that the whole draft costs less."""


def may_hold(negotiation: Negotiation, seat: Seat, draft: Draft) -> bool:
    """Whether a pen on this draft may lie on this page, whether or not it may write now."""
    return seat.screen in PEN_SCREENS and holds_pen(negotiation, seat.actor, draft)


def whole(negotiation: Negotiation, seat: Seat, draft: Draft) -> dict[str, object]:
    """The event that brings a pen the whole of a draft."""
    return {
        "t": "draft",
        "id": draft.id,
        "clause": draft.clause,
        "base": draft.base,
        "rev": draft.revision,
        "fields": {name: to_json(runs) for name, runs in draft.texts.items()},
        "writers": sorted(draft.writers),
        "watch": draft.watch.value,
        "floor": draft.floor,
        "owner": draft.owner,
        "may": may_type(negotiation, seat.actor, draft),
    }


def tail(draft: Draft, revision: int) -> list[Made] | None:
    """The edits after `revision`, or None where they are not all at hand or are too many."""
    if not draft.since <= revision <= draft.revision or draft.revision - revision > TAIL:
        return None
    return list(draft.history.after(revision))


def line(revision: int, author: str | None, name: str, edit: Edit, act_id: str | None) -> bytes:
    """One committed edit as those who type are told it."""
    return encode([revision, author, name, dump(edit), act_id])


def edits(draft: str, lines: list[bytes]) -> bytes:
    """The event around committed edits that are encoded already."""
    return b'{"t":"edits","d":%s,"l":[%s]}' % (encode(draft), b",".join(lines))


@dataclass(slots=True)
class Pens:
    """The seats with a pen on one draft, what they have not been told yet, and their carets."""

    draft: str
    seats: set[Seat] = field(default_factory=set)
    may: dict[Seat, bool] = field(default_factory=dict)
    """What each of them was last told of whether it may type."""
    lines: list[bytes] = field(default_factory=list)
    carets: dict[str, Caret] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def flush(self, place: int, now: float) -> None:
        """Tell everybody what was committed and whose caret moved, in one frame."""
        events = []
        if self.lines:
            events.append(edits(self.draft, self.lines))
            self.lines = []
        if self.moved or self.gone:
            carets = [self.carets[person] for person in self.moved if person in self.carets]
            gone = sorted(self.gone - self.carets.keys())
            events.append(encode({"t": "carets", "d": self.draft, "l": carets, "gone": gone}))
            self.moved, self.gone = set(), set()
        if not events:
            return
        frame = envelope(place, events)
        for seat in self.seats:
            seat.offer(frame, now)

    def leave(self, seat: Seat) -> None:
        """Put the pen down."""
        self.seats.discard(seat)
        self.may.pop(seat, None)
        if self.carets.pop(seat.actor.person, None) is not None:
            self.gone.add(seat.actor.person)
