"""A move with everything it may speak of: the scenario, what was made so far, who acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from server.play.scenario import Met, Move, Objected, Proposed, Scenario, ScenarioError

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class Book:
    """What was made so far: the scenario's ids → the server's, and which move decided what."""

    proposals: dict[str, str] = field(default_factory=dict)
    objections: dict[str, str] = field(default_factory=dict)
    caucuses: dict[str, str] = field(default_factory=dict)
    decisions: dict[int, int] = field(default_factory=dict)

    def proposal(self, name: str) -> str:
        """The server's id of a proposal; where it was never tabled, the scenario's own."""
        return self.proposals.get(name, name)

    def objection(self, name: str) -> str:
        """The server's id of an objection; where it was never raised, the scenario's own."""
        return self.objections.get(name, name)

    def caucus(self, name: str) -> str:
        """The server's id of a caucus; where it was never opened, the scenario's own."""
        return self.caucuses.get(name, name)


@dataclass(frozen=True, slots=True)
class Scene:
    """A move with everything it may speak of."""

    scenario: Scenario
    book: Book
    move: Move

    @property
    def clause(self) -> str:
        """The clause the move names."""
        return str(self.named("clause"))

    def named(self, name: str) -> Any:
        """What the move says under `name`; raises `ScenarioError` where it says nothing."""
        if name not in self.move.details:
            raise ScenarioError(f"move {self.move.n}: {name} is missing")
        return self.move.details[name]

    def actor(self, named: str | None = None) -> str:
        """The person who makes the move."""
        return self.scenario.speaker(self.move.by, named)

    def proposed(self, name: str = "proposal") -> Proposed:
        """The proposal that the move names."""
        return _listed(self.scenario.proposals, str(self.named(name)), self.move)

    def objected(self) -> Objected:
        """The objection that the move names."""
        return _listed(self.scenario.objections, str(self.named("objection")), self.move)

    def caucus(self) -> Met:
        """The caucus or small drafting group that the move names."""
        return _listed(self.scenario.caucuses, str(self.named("caucus")), self.move)

    def choice(self, of: type[Choice], word: object) -> Choice:
        """One of a list of words; raises `ScenarioError` where the file says another."""
        try:
            return of(str(word))
        except ValueError:
            raise ScenarioError(f"move {self.move.n}: {word!r} is not one of {list(of)}") from None

    def sponsor(self, proposed: Proposed) -> str:
        """The person who acts on a proposal for its author, or else who makes the move."""
        return self.actor(proposed.person if proposed.by == self.move.by else None)


def _listed(things: Mapping[str, T], name: str, move: Move) -> T:
    if name not in things:
        raise ScenarioError(f"move {move.n}: there is no {name} in this file")
    return things[name]
