"""The whole text as it will be signed: clean, in each language that counts, with its digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.clause import Clause, Version
from models.manifest import authentic_languages
from models.negotiation import Negotiation
from models.outline import worded
from models.whole import digest_of
from server.web import markup


@dataclass(frozen=True, slots=True)
class CleanClause:
    """One clause as it is signed: what stands here is what is hashed, letter by letter."""

    id: str
    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """The whole text in one language."""

    language: str
    name: str
    dir: str
    digest: str
    clauses: tuple[CleanClause, ...]


def texts(negotiation: Negotiation) -> tuple[CleanText, ...]:
    """The text in force in every language that counts, the working language first."""
    read = [(its, its.version) for its in worded(negotiation)]
    return tuple(clean(read, language) for language in authentic_languages(negotiation))


def clean(read: Iterable[tuple[Clause, Version]], language: str) -> CleanText:
    """Clauses, each in a version, in one language."""
    pairs = [(its.id, its.number, version.wording) for its, version in read]
    return CleanText(
        language=language,
        name=markup.NAMES.get(language, language),
        dir=markup.direction(language),
        digest=digest_of([(number, wording) for _, number, wording in pairs], language),
        clauses=tuple(
            CleanClause(
                clause,
                number,
                wording.get(f"{language}/title", ""),
                wording.get(f"{language}/text", ""),
            )
            for clause, number, wording in pairs
        ),
    )


def groups(digest: str) -> tuple[str, ...]:
    """A fingerprint in groups of four, as people read it out."""
    return tuple(digest[at : at + 4] for at in range(0, len(digest), 4))
