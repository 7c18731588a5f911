"""The whole text: its canonical form, by whose digest it is adopted (scenario, end_state)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.clause import Clause
from models.lint import Passage, defined_terms
from models.negotiation import Negotiation
from models.text import canonical, digest

Wording = Mapping[str, str]


def in_the_text(negotiation: Negotiation) -> tuple[Clause, ...]:
    """The clauses of the text in their order: those removed by agreement are out of it."""
    return tuple(its for its in negotiation.clauses.values() if not its.removed)


def passages(negotiation: Negotiation) -> tuple[Passage, ...]:
    """The text as it is looked through by `models.lint`."""
    return tuple(
        Passage(its.id, its.number, its.version.wording) for its in in_the_text(negotiation)
    )


def whole_digest(
    negotiation: Negotiation,
    language: str | None = None,
    instead: Mapping[str, Wording] | None = None,
) -> str:
    """The digest of the whole text in one language, the working one where none is named.

    For each clause in order: number TAB title LF text LF, in NFC and UTF-8. `instead` gives
    clauses a wording they do not have (yet). Raises nothing.
    """
    language, new = language or negotiation.languages[0], instead or {}
    read = ((its.number, new.get(its.id, its.version.wording)) for its in in_the_text(negotiation))
    return digest_of(read, language)


def digest_of(clauses: Iterable[tuple[str, Wording]], language: str) -> str:
    """The digest of clauses in their order, each by its number and its wording."""
    lines = (
        f"{number}\t{wording.get(f'{language}/title', '')}\n{wording.get(f'{language}/text', '')}\n"
        for number, wording in clauses
    )
    return digest(canonical("".join(lines)).encode())


def guarded_terms(negotiation: Negotiation) -> frozenset[str]:
    """The defined terms by the definitions in force."""
    return frozenset(
        term for its in in_the_text(negotiation) for term in defined_terms(its.version.wording)
    )


def guarded_names(negotiation: Negotiation) -> frozenset[str]:
    """The ids and names of the parties, of those too that are not admitted."""
    return frozenset(name for its in negotiation.parties.values() for name in (its.id, its.name))
