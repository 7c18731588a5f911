"""Drafts: layers on their way, edited live, not yet tabled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, overload

from models.edit import Edit
from models.layer import Runs

HISTORY = 2000
"""How many edits of a draft are kept to rebase late ones over; who is further behind reloads."""


class Watch(StrEnum):
    """Who outside its authors may watch a draft letter by letter."""

    NONE = "none"
    PARTIES = "parties"
    ALL = "all"

    @property
    def width(self) -> int:
        """How wide the audience is: a draft is watched no wider than the rules allow."""
        return list(Watch).index(self)


class Made(NamedTuple):
    """One committed edit: the author None carried the draft over to another version."""

    revision: int
    author: str | None
    field: str
    edit: Edit


class History(Sequence[Made]):
    """The last edits of a draft, oldest first; never changed, `with_` gives a longer one.

    Adding costs the same however long it is: histories that grow out of each other share one list
    and each looks at its own stretch of it. One that grows a second time, because what came after
    it was given up, copies.
    """

    __slots__ = ("_log", "_start", "_stop")

    def __init__(self, log: list[Made] | None = None, start: int = 0) -> None:
        self._log = [] if log is None else log
        self._start, self._stop = start, len(self._log)

    def with_(self, *made: Made) -> History:
        """This history and what came after it, at most HISTORY edits of it."""
        log, start = self._log, self._start
        if len(log) > self._stop or start >= HISTORY:
            log, start = log[start : self._stop], 0
        log.extend(made)
        return History(log, max(start, len(log) - HISTORY))

    def after(self, revision: int) -> Iterator[Made]:
        """What was made after `revision`, oldest first."""
        first = self._stop
        while first > self._start and self._log[first - 1].revision > revision:
            first -= 1
        return iter(self._log[first : self._stop])

    def __len__(self) -> int:
        return self._stop - self._start

    @overload
    def __getitem__(self, index: int) -> Made: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Made, ...]: ...
    def __getitem__(self, index: int | slice) -> Made | tuple[Made, ...]:
        if isinstance(index, int):
            return self._log[range(self._start, self._stop)[index]]
        start, stop, step = index.indices(len(self))
        return tuple(self._log[self._start + start : self._start + max(start, stop) : step])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, History) and self[:] == other[:]

    def __hash__(self) -> int:
        return hash(self[:])

    def __repr__(self) -> str:
        return f"History({self[:]!r})"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A layer over one version of a clause that its writers may still type into.

    Where it `amends` a proposal, it lies over what that would make of the version.

    `texts` maps each field to its runs; `revision` counts every edit of any field; `writers` are
    the authors (party ids, or FACILITATORS) whose people may type. A draft that nobody outside may
    watch is private: its stream is no part of what other seats receive. `history` holds every edit
    made after revision `since`.
    """

    id: str
    clause: str
    base: int
    owner: str
    writers: frozenset[str]
    watch: Watch
    texts: Mapping[str, Runs]
    started_by: str
    revision: int = 0
    floor: bool = False
    revises: str | None = None
    amends: str | None = None
    caucus: str | None = None
    """The caucus it is written in: its writers are the members, for as long as that is open."""
    since: int = 0
    history: History = field(default_factory=History)

    @property
    def private(self) -> bool:
        """Whether nobody but its writers may know of it."""
        return self.watch is Watch.NONE
