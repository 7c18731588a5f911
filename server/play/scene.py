"""A move with everything it may speak of: the scenario, what was made so far, who acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from server.play.scenario import (
    Corrected,
    Entered,
    Met,
    Move,
    Objected,
    Offered,
    Packaged,
    Proposed,
    Scenario,
    ScenarioError,
)

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class Book:
    """What was made so far: the scenario's ids → the server's, and which move decided what."""

    proposals: dict[str, str] = field(default_factory=dict)
    objections: dict[str, str] = field(default_factory=dict)
    caucuses: dict[str, str] = field(default_factory=dict)
    decisions: dict[int, int] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)
    """The rules of the file with what moves changed; empty as long as none did."""
    rules_read: str = ""
    """The digest of the rules that are before the parties."""
    packages: dict[str, str] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)
    checks: dict[int, str] = field(default_factory=dict)
    """Temperature checks by the move that asked."""
    silences: dict[str, str] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)

    def proposal(self, name: str) -> str:
        """The server's id of a proposal; where it was never tabled, the scenario's own."""
        return self.proposals.get(name, name)

    def package(self, name: str) -> str:
        """The server's id of a package; where it was never tabled, the scenario's own."""
        return self.packages.get(name, name)

    def objection(self, name: str) -> str:
        """The server's id of an objection; where it was never raised, the scenario's own."""
        return self.objections.get(name, name)

    def statement(self, name: str) -> str:
        """The server's id of a statement; where it was never entered, the scenario's own."""
        return self.statements.get(name, name)

    def silence(self, name: str) -> str:
        """The server's id of a silence; where it was never started, the scenario's own."""
        return self.silences.get(name, name)

    def correction(self, name: str) -> str:
        """The server's id of a correction; where it was never proposed, the scenario's own."""
        return self.corrections.get(name, name)

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

    def statements(self) -> tuple[str, ...]:
        """The server's ids of what the party that makes the move reserved or declared."""
        return tuple(
            self.book.statements[one.id]
            for one in self.scenario.statements.values()
            if one.by == self.move.by
            and one.id in self.book.statements
            and one.kind != "explanation_of_position"
        )

    def packaged(self) -> Packaged:
        """The package that the move names."""
        return _listed(self.scenario.packages, str(self.named("package")), self.move)

    def entered(self) -> Entered:
        """The reservation or declaration that the move names."""
        return _listed(self.scenario.statements, str(self.named("reservation")), self.move)

    def offered(self) -> Offered:
        """The silence that the move names."""
        return _listed(self.scenario.silences, str(self.named("silence")), self.move)

    def corrected(self) -> Corrected:
        """The editorial correction that the move names."""
        return _listed(self.scenario.corrections, str(self.named("correction")), self.move)

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
