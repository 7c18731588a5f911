"""What the player needs of everybody's page, however that page reaches the negotiation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from models.acts import Act
from server.play.line import Told
from server.play.requests import Made, Seen
from server.play.scenario import Change


class Listening(Protocol):
    """What a page was told, in order."""

    @property
    def told(self) -> Sequence[Told]:
        """Every event so far."""
        ...

    @property
    def place(self) -> int:
        """The place in the negotiation's one counter up to which the page was served."""
        ...

    async def until(self, come: Callable[[], bool], within: float = ...) -> None:
        """Wait until something has come to be by what was told; raises `Trouble`."""
        ...


class Page(Protocol):
    """One person's page: what they see, and what they do."""

    person: str
    screen: str
    author: str
    rehearsal: bool
    regions: dict[str, str]
    entries: list[int]

    @property
    def line(self) -> Listening:
        """What the page was told."""
        ...

    async def page(self) -> str:
        """The HTML of this person's page as it is served now."""
        ...

    async def state(self) -> Mapping[str, Any]:
        """Everything this person may know now."""
        ...

    async def see_clause(self, clause: str) -> Seen:
        """The clause as this person may read it."""
        ...

    async def see_proposal(self, proposal: str, parts: Sequence[str] = ()) -> Seen:
        """A proposal, or some parts of it, as this person may read it."""
        ...

    async def see_package(self, package: str) -> str:
        """The digest of a package as this person may read it."""
        ...

    async def act(self, act: Act) -> Made:
        """Do a formal act; raises `Refusal`."""
        ...

    async def write(
        self,
        draft: str,
        changes: Mapping[str, Sequence[Change]],
        *,
        letters: int | None = None,
        pause: float = 0,
    ) -> Seen:
        """Make changes in a draft, so many letters at a time, and say what it reads then."""
        ...

    async def set_clock(self, at: str, *, running: bool) -> None:
        """Move the rehearsal clock."""
        ...
