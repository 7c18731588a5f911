"""Crowds: all seats of one audience, served by one frame per flush."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.draft import Draft
from models.layer import Replacement, anonymous, replacements, to_json
from models.negotiation import Negotiation
from models.runs import Runs
from models.sight import Sight, may_watch
from server.live.audience import Audience, Region
from server.live.seat import Seat, encode

Slots = Callable[[str], str]
"""Draft id → the name this process gives its pages for it: tells nothing about the draft."""


class Touched(NamedTuple):
    """What one edit replaced in one field of a watched draft."""

    field: str
    replacements: tuple[Replacement, ...]


def patched(touched: Touched, *, attributed: bool) -> list[list[object]]:
    """Replacements as the wire writes them, with or without authors."""
    return [
        [touched.field, r.start, r.end, to_json(r.runs if attributed else anonymous(r.runs))]
        for r in touched.replacements
    ]


def touched(name: str, before: Runs, edit: object, after: Runs) -> Touched:
    """What an effective edit replaced, for those who watch."""
    return Touched(name, replacements(before, edit, after))  # type: ignore[arg-type]


def watched(negotiation: Negotiation, audience: Audience) -> dict[str, Draft]:
    """The drafts on the clause in view that this audience may follow letter by letter."""
    return {
        draft.id: draft
        for draft in negotiation.drafts.values()
        if follows(negotiation, audience, draft.id)
    }


def follows(negotiation: Negotiation, audience: Audience, draft: str) -> bool:
    """Whether this audience may follow a draft now: it is there, in view, and theirs to watch."""
    its = negotiation.drafts.get(draft)
    if its is None or its.clause != audience.clause:
        return False
    return may_watch(negotiation, audience.sight, its)


def whole(draft: Draft, slot: str, sight: Sight) -> bytes:
    """The event that brings a watcher the whole of a layer; its writers learn which draft it is."""
    named = sight.attribution
    texts = {
        name: to_json(runs if named else anonymous(runs)) for name, runs in draft.texts.items()
    }
    return encode(
        {
            "t": "watch",
            "w": slot,
            "clause": draft.clause,
            "rev": draft.revision,
            "label": draft.owner if named else "",
            "draft": draft.id if sight.author in draft.writers else None,
            "fields": texts,
        }
    )


def unwatch(slot: str) -> bytes:
    """The event that takes a layer from a watcher."""
    return encode({"t": "unwatch", "w": slot})


def html(name: str, region: Region) -> bytes:
    """The event that swaps one region."""
    return encode({"t": "html", "id": name, "mark": region.mark, "html": region.html})


def news(shown: Mapping[str, str], painted: Mapping[str, Region]) -> list[bytes]:
    """The swaps that bring a page showing these marks up to what was painted."""
    return [
        html(name, region) for name, region in painted.items() if shown.get(name) != region.mark
    ]


@dataclass(slots=True)
class Crowd:
    """The seats of one audience; `shown` is what they all show, `watching` what they all follow."""

    audience: Audience
    seats: set[Seat] = field(default_factory=set)
    shown: dict[str, Region] = field(default_factory=dict)
    watching: dict[str, str] = field(default_factory=dict)
    """Draft id → slot."""
    renewed: set[str] = field(default_factory=set)
    """Drafts watched that were carried over: to be sent whole again, not patched."""

    @property
    def attributed(self) -> bool:
        """Whether this audience may know who wrote what."""
        return self.audience.sight.attribution

    @property
    def marks(self) -> dict[str, str]:
        """The marks of the regions shown."""
        return {name: region.mark for name, region in self.shown.items()}

    def rewatch(
        self, negotiation: Negotiation, slots: Slots, seen: Mapping[str, str]
    ) -> list[bytes]:
        """Follow what may be followed now; the events for seats that follow `seen` so far."""
        drafts = watched(negotiation, self.audience)
        self.watching = {draft: slots(draft) for draft in drafts}
        gone = [unwatch(slot) for draft, slot in seen.items() if draft not in drafts]
        new = [
            whole(draft, slots(draft.id), self.audience.sight)
            for draft in drafts.values()
            if draft.id not in seen or draft.id in self.renewed
        ]
        self.renewed.clear()
        return gone + new
