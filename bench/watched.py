"""What a page holds of the layers it watches: runs, replaced in patches.

A thousand watchers of one audience are sent the same bytes. So what a frame says is read once, and
what it makes of a state is worked out once: states never change, and equal bytes upon one state
lead to one other state. Each watcher still holds exactly what its own bytes led to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import orjson

from models.layer import Replacement, from_json, replace
from models.runs import Author, Runs

JsonRuns = list[tuple[str, Author, list[str]]]
Event = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One frame, read."""

    place: int
    events: tuple[Event, ...]


@lru_cache(maxsize=512)
def read(payload: bytes) -> Frame:
    """What a frame says; equal payloads give the very same object for as long as they are near."""
    said = orjson.loads(payload)
    return Frame(said["n"], tuple(said["e"]))


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """One layer as those who watch it know it."""

    clause: str
    label: str
    revision: int
    fields: Mapping[str, Runs]


@lru_cache(maxsize=512)
def _one(clause: str, label: str, revision: int, fields: tuple[tuple[str, Runs], ...]) -> Watched:
    return Watched(clause, label, revision, dict(fields))


@lru_cache(maxsize=512)
def begin(frame: Frame, nth: int) -> Watched:
    """The layer that the ``nth`` event of a frame, a `watch`, brings."""
    event = frame.events[nth]
    fields = tuple(
        (name, from_json(cast("JsonRuns", runs))) for name, runs in sorted(event["fields"].items())
    )
    return _one(event["clause"], event["label"], event["rev"], fields)


@lru_cache(maxsize=4096)
def patch(before: Watched, frame: Frame, nth: int) -> Watched:
    """The layer after the ``nth`` event of a frame, a `patch`."""
    event = frame.events[nth]
    fields = dict(before.fields)
    for name, start, end, runs in event["p"]:
        replacement = Replacement(start, end, from_json(cast("JsonRuns", runs)))
        fields[name] = replace(fields[name], replacement)
    return _one(before.clause, before.label, event["rev"], tuple(fields.items()))
