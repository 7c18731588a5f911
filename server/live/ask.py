"""What comes in at the one door, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.acts import Act
from models.party import Actor
from models.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Outcome:
    """An act is durable: its place, the number of its entry (None for typing), what it made."""

    place: int
    entry: int | None = None
    made: Mapping[str, str] = field(default_factory=dict)
    revision: int | None = None
    """For typing: the revision it made, or was decided at where it came to nothing."""


@dataclass(slots=True, eq=False)
class Ask:
    """One act on its way through the room; `reply` is called once."""

    actor: Actor
    act: Act
    act_id: str
    received: datetime
    reply: Callable[[Outcome | Refusal], None]
    again: bool = False
    """Whether the client says that it sent this act before."""
    _answered: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one act, however often it is sent."""
        return self.actor.person, self.act_id

    def answer(self, result: Outcome | Refusal) -> None:
        """Say what became of it; what is said once stands."""
        if not self._answered:
            self._answered = True
            self.reply(result)


def not_saved() -> Refusal:
    """The store failed: nothing was kept and nobody else was told anything."""
    return Refusal(
        "not_saved",
        "This was not saved: the record could not be written just now.",
        "What you wrote is still on your screen; try again in a moment.",
    )


def busy() -> Refusal:
    """The room's inbox is full."""
    return Refusal(
        "busy",
        "The room has too much to do just now.",
        "Nothing was lost; try again in a moment.",
    )
