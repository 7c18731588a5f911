"""The whole text: its canonical form, by whose digest it is adopted (scenario, end_state)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.lint import Passage, defined_terms
from models.negotiation import Negotiation
from models.outline import placed, worded
from models.text import canonical, digest

Wording = Mapping[str, str]


def passages(negotiation: Negotiation) -> tuple[Passage, ...]:
    """The text as it is looked through by `models.lint`.

    With the deleted clauses whose number the renumbering may have given to another.
    """
    return tuple(
        Passage(its.id, its.number, its.version.wording, its.former_number)
        for its in placed(negotiation)
        if not its.version.empty or its.former_number
    )


def whole_text(
    negotiation: Negotiation,
    language: str | None = None,
    instead: Mapping[str, Wording] | None = None,
) -> bytes:
    """The canonical form of the whole text in one language, the working one where none is named.

    For each clause in order: number TAB title LF text LF, in NFC and UTF-8. `instead` gives
    clauses a wording they do not have (yet). Raises nothing.
    """
    language, new = language or negotiation.languages[0], instead or {}
    read = ((its.number, new.get(its.id, its.version.wording)) for its in worded(negotiation))
    return canonical_form(read, language)


def whole_digest(
    negotiation: Negotiation,
    language: str | None = None,
    instead: Mapping[str, Wording] | None = None,
) -> str:
    """The SHA-256 of `whole_text`: by that of the working language adoption and lock name it."""
    return digest(whole_text(negotiation, language, instead))


def whole_digests(negotiation: Negotiation) -> Mapping[str, str]:
    """Language → the digest of the whole text in it, for those in which the text has a word."""
    clauses = worded(negotiation)
    return {
        language: whole_digest(negotiation, language)
        for language in negotiation.languages
        if any(
            text
            for its in clauses
            for field, text in its.version.wording.items()
            if field.startswith(f"{language}/")
        )
    }


def canonical_form(clauses: Iterable[tuple[str, Wording]], language: str) -> bytes:
    """The bytes of clauses in their order, each by its number and its wording."""
    lines = (
        f"{number}\t{wording.get(f'{language}/title', '')}\n{wording.get(f'{language}/text', '')}\n"
        for number, wording in clauses
    )
    return canonical("".join(lines)).encode()


def digest_of(clauses: Iterable[tuple[str, Wording]], language: str) -> str:
    """The digest of `canonical_form`."""
    return digest(canonical_form(clauses, language))


def guarded_terms(negotiation: Negotiation) -> frozenset[str]:
    """The defined terms by the definitions in force."""
    return frozenset(
        term for its in worded(negotiation) for term in defined_terms(its.version.wording)
    )


def guarded_names(negotiation: Negotiation) -> frozenset[str]:
    """The ids and names of the parties, of those too that are not admitted."""
    return frozenset(name for its in negotiation.parties.values() for name in (its.id, its.name))
