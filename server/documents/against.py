"""What a document is compared with: the base text, the last session, or versions by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.clause import Clause, Version
from models.negotiation import Negotiation
from models.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Against:
    """What each clause is compared with: its first version where none is named for it."""

    name: str
    versions: Mapping[str, int]
    whole_history: bool = False
    """Whether words that came and went in between are shown too."""

    def version(self, clause: Clause) -> Version:
        """The version of a clause that it is compared with."""
        number = self.versions.get(clause.id)
        return clause.versions[0] if number is None else clause.numbered(number)


def against(negotiation: Negotiation, wanted: str, *, whole: bool = False) -> Against | None:
    """What `wanted` names: none, base, session, or versions such as A3:2,A5:1.

    Raises Refusal (`malformed`) for anything else, and for versions that do not exist.
    """
    if wanted == "none":
        return None
    if wanted == "base":
        return Against("Base text", {}, whole)
    if wanted == "session":
        named = "Last session" if negotiation.at_close else "Base text"
        return Against(named, negotiation.at_close, whole)
    return Against("The named versions", dict(_named(negotiation, wanted)), whole)


def _named(negotiation: Negotiation, wanted: str) -> Iterator[tuple[str, int]]:
    for pair in wanted.split(","):
        clause, _, number = pair.partition(":")
        its = negotiation.clauses.get(clause)
        numbers = {str(version.number) for version in its.versions} if its is not None else set()
        if number not in numbers:
            raise Refusal(
                "malformed",
                "There is no such version to compare with.",
                "Name a clause and one of its versions, such as A3:2.",
            )
        yield clause, int(number)
