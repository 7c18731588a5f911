"""The state of a negotiation as its server tells it to one person, in the scenario's own ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.whole import digest_of
from server.play.requests import Sealed
from server.play.scene import Book

Json = Mapping[str, Any]


def whole_of(told: Json) -> str:
    """The digest of the whole text, computed from what somebody was told."""
    shown = (its for its in told["clauses"].values() if its["status"] != "removed")
    read = [(its["number"], its["wording"]) for its in shown]
    return digest_of(read, told["languages"][0])


def sealed(told: Json) -> Sealed:
    """The text that is locked, or to be, as somebody was told it; its digest is computed anew."""
    final = told["final"] or {}
    return Sealed(whole_of(told), str(final.get("manifest", "")), bool(told["signing"]))


@dataclass(frozen=True, slots=True)
class State:
    """What `GET /n/{id}/state` answered; ids in and out are the scenario's, by way of the book."""

    raw: Json
    book: Book

    @property
    def clauses(self) -> Mapping[str, Json]:
        """Every clause: status, version, digest, wording."""
        found: Mapping[str, Json] = self.raw["clauses"]
        return found

    @property
    def quorum(self) -> Json:
        """How many parties are present, admitted and needed, and whether that is enough."""
        found: Json = self.raw["quorum"]
        return found

    @property
    def decisions(self) -> tuple[Json, ...]:
        """Every decision, in order, the undone ones too."""
        return tuple(self.raw["decisions"])

    @property
    def active_parties(self) -> tuple[str, ...]:
        """The parties whose voice counts, in seat order."""
        return tuple(party for party, its in self.raw["parties"].items() if its["active"])

    def proposal(self, name: str) -> Json | None:
        """A proposal of the scenario; None where it was never tabled, or may not be known."""
        found: Json | None = self.raw["proposals"].get(self.book.proposal(name))
        return found

    def proposals(self) -> dict[str, Json]:
        """Every proposal, by the scenario's id where it has one."""
        names = {its: name for name, its in self.book.proposals.items()}
        return {names.get(one, one): told for one, told in self.raw["proposals"].items()}

    def named(self, proposals: Iterable[str]) -> frozenset[str]:
        """The scenario's ids of proposals of the server."""
        names = {its: name for name, its in self.book.proposals.items()}
        return frozenset(names.get(one, one) for one in proposals)

    def objection(self, name: str) -> Json | None:
        """An objection of the scenario; None where it was never raised, or may not be known."""
        found: Json | None = self.raw["objections"].get(self.book.objection(name))
        return found

    def silence(self, name: str) -> Json | None:
        """A silence of the scenario; None where it was never started."""
        found: Json | None = self.raw["silences"].get(self.book.silence(name))
        return found

    def correction(self, name: str) -> Json | None:
        """A correction of the scenario; None where it was never proposed, or may not be known."""
        found: Json | None = self.raw["corrections"].get(self.book.correction(name))
        return found

    def positions(self, clause: str) -> Mapping[str, str]:
        """Where each party stands on the version in force; who said nothing is not in it."""
        found: Mapping[str, str] = self.raw["positions"].get(clause, {})
        return found
