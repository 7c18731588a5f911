"""A move as it was played: what the checks of expectations look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.refusals import Refusal
from server.play.board import Board
from server.play.scenario import Move, Scenario
from server.play.scene import Book
from server.play.state import Json, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One move as it was played; the states are as a facilitator saw them before and after."""

    scenario: Scenario
    book: Book
    move: Move
    before: State
    after: State
    refusal: Refusal | None = None
    entries: tuple[int, ...] = ()
    """The numbers of the entries its acts made in the record."""
    witnessed: Mapping[str, str] = field(default_factory=dict)
    """What only those connected can tell: key of the expectation → why it is not so, or ""."""
    looks: Mapping[str, Json] = field(default_factory=dict)
    """Where it matters who sees what: person → the state as they are told it after the move."""
    boards: Mapping[str, Board] = field(default_factory=dict)
    """Where a checkpoint is expected: how the board was read → what it shows."""


Check = Callable[[Played, Any], str]
"""Compares one expectation: "" where it is met, else what was found instead."""
