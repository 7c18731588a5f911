"""Pages without a browser: seats whose frames are read back and kept."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

import orjson

from models.layer import Replacement, from_json, replace
from models.party import Actor
from models.runs import Runs
from server.live.seat import Seat


def unframed(frame: bytes) -> tuple[int, bytes]:
    """Opcode and payload of one unmasked frame."""
    size, start = frame[1], 2
    if size == 126:
        (size,), start = struct.unpack("!H", frame[2:4]), 4
    elif size == 127:
        (size,), start = struct.unpack("!Q", frame[2:10]), 10
    assert len(frame) == start + size
    return frame[0] & 0x0F, frame[start:]


@dataclass
class Screen:
    """An outlet that keeps what a page shows: regions, watched layers, pens, replies."""

    place: int = 0
    bytes_taken: int = 0
    stuck: bool = False
    closed_with: tuple[int, str] | None = None
    regions: dict[str, str] = field(default_factory=dict)
    layers: dict[str, dict[str, Runs]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    def write(self, frame: bytes) -> None:
        """Take a frame and show it."""
        self.bytes_taken += len(frame)
        if self.stuck:
            return
        opcode, payload = unframed(frame)
        assert opcode == 1
        self.raw.append(payload)
        told = orjson.loads(payload)
        assert told["n"] >= self.place
        self.place = told["n"]
        for event in told["e"]:
            self.events.append(event)
            self._show(event)

    def _show(self, event: dict[str, Any]) -> None:
        match event:
            case {"t": "html", "id": name, "html": html}:
                self.regions[name] = html
            case {"t": "watch", "w": slot, "fields": fields, "label": label}:
                self.layers[slot] = {name: from_json(runs) for name, runs in fields.items()}
                self.labels[slot] = label
            case {"t": "unwatch", "w": slot}:
                del self.layers[slot]
            case {"t": "patch", "w": slot, "p": patches}:
                layer = self.layers[slot]
                for name, start, end, runs in patches:
                    layer[name] = replace(layer[name], Replacement(start, end, from_json(runs)))
            case _:
                pass

    def waiting(self) -> int:
        """What was taken and not shown."""
        return 10**9 if self.stuck else 0

    def close(self, code: int, reason: str) -> None:
        """Remember why."""
        self.closed_with = (code, reason)

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self.closed_with is not None

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The events of one kind, in order."""
        return [event for event in self.events if event["t"] == kind]


def seat(actor: Actor, screen_name: str = "table", clause: str | None = None) -> Seat:
    """A seat whose outlet is a `Screen`."""
    return Seat(
        actor=actor,
        name=actor.person,
        session=f"session of {actor.person}",
        outlet=Screen(),
        screen=screen_name,
        language="en",
        clause=clause,
    )


def screen(of: Seat) -> Screen:
    """What a seat shows."""
    assert isinstance(of.outlet, Screen)
    return of.outlet
