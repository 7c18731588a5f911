"""What each translation is: derived from the versions, from nothing else that is kept."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from models.clause import Clause, Version
from models.correction import CorrectionStatus
from models.negotiation import Negotiation
from models.outline import worded
from models.translation import Translation, TranslationStatus


def written_in(clauses: Sequence[Clause], languages: Iterable[str]) -> tuple[str, ...]:
    """The languages in which every clause has a title and a text."""
    return tuple(
        language
        for language in languages
        if all(
            its.version.wording.get(f"{language}/title") is not None
            and its.version.wording.get(f"{language}/text") is not None
            for its in clauses
        )
    )


def read_in(negotiation: Negotiation, wanted: str) -> str:
    """The language in which somebody reads the whole text.

    The one wanted if all of it is written in that, else the first in which all is, else the
    working language.
    """
    written = written_in(tuple(negotiation.clauses.values()), negotiation.languages)
    return wanted if wanted in written else next(iter(written), negotiation.languages[0])


def translations(negotiation: Negotiation) -> tuple[Translation, ...]:
    """Each clause in each other language that has a text, or counts by the rules. Raises nothing.

    A translation is out of date while its text was last changed in an older version than that of
    the working language; editorial corrections of the latter, which change no meaning, do not
    count. Once validated it stays so until either text changes.
    """
    clauses = worded(negotiation)
    authentic = negotiation.rules.authentic
    languages = [
        language
        for language in negotiation.languages[1:]
        if language in authentic or any(_text(its.version, language) for its in clauses)
    ]
    return tuple(
        Translation(its.id, language, _status(negotiation, its, language), language in authentic)
        for its in clauses
        for language in languages
    )


def out_of_date(negotiation: Negotiation, clause: Clause) -> tuple[str, ...]:
    """The languages whose text of a clause is that of older words."""
    return tuple(
        language
        for language in negotiation.languages[1:]
        if _status(negotiation, clause, language) is TranslationStatus.OUT_OF_DATE
    )


def _text(version: Version, language: str) -> str:
    return version.wording.get(f"{language}/text", "")


def _status(n: Negotiation, clause: Clause, language: str) -> TranslationStatus:
    if not _text(clause.version, language):
        return TranslationStatus.MISSING
    translated = last_changed(n, clause, language)
    working = last_changed(n, clause, n.languages[0])
    if n.validated.get((clause.id, language), 0) >= max(translated, working):
        return TranslationStatus.VALIDATED
    return TranslationStatus.OUT_OF_DATE if translated < working else TranslationStatus.CURRENT


def last_changed(negotiation: Negotiation, clause: Clause, language: str) -> int:
    """The version that last changed the text of a clause in a language, corrections aside.

    For a translation they count: whatever changed it is to be looked at again.
    """
    skipped = _corrected(negotiation, clause) if language == negotiation.languages[0] else set()
    line = clause.line(clause.version)
    changed = line[0].number
    for older, newer in itertools.pairwise(line):
        if _text(older, language) != _text(newer, language) and newer.number not in skipped:
            changed = newer.number
    return changed


def _corrected(n: Negotiation, clause: Clause) -> set[int | None]:
    return {
        correction.became
        for correction in n.corrections.values()
        if correction.clause == clause.id and correction.status is CorrectionStatus.CONFIRMED
    }
