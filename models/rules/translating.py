"""Rules of language versions: found to say the same, or noted to differ (domain §5.6, §6.10)."""

from __future__ import annotations

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.known import not_found, the_clause, the_discrepancy
from models.names import clause_name
from models.negotiation import Negotiation
from models.rules.guards import Asking, refuse, same_version
from models.saying import say

LONGEST = 2_000
"""How long a note or its answer may be, in characters."""


def validate_language(act: acts.ValidateLanguage, asking: Asking) -> tuple[AnyFact, ...]:
    """T-9: somebody who read both texts finds that a translation says the same."""
    n = asking.negotiation
    clause = _translated(n, act.clause, act.language)
    same_version(clause, act.version, act.digest)
    if not clause.version.wording.get(f"{act.language}/text"):
        refuse(
            "translation_missing",
            say("{clause} has no text in this language.", clause=clause_name(n, clause.id)),
            "Have one tabled first.",
            "T-9",
            ("translation_missing", f"{clause.id} {act.language}"),
        )
    validated = facts.LanguageValidated(
        clause=clause.id, language=act.language, version=clause.current
    )
    return (validated,)


def note_discrepancy(act: acts.NoteDiscrepancy, asking: Asking) -> tuple[AnyFact, ...]:
    """T-10: somebody of a party, or an expert, notes that a language version differs."""
    n = asking.negotiation
    clause = the_clause(n, act.clause)
    if act.language not in n.languages:
        raise not_found("language", act.language)
    noted = facts.DiscrepancyNoted(
        discrepancy=asking.mint(),
        order=len(n.discrepancies) + 1,
        clause=clause.id,
        language=act.language,
        text=_said(act.text),
        side=asking.actor.author,
        person=asking.actor.person,
    )
    return (noted,)


def clear_discrepancy(act: acts.ClearDiscrepancy, asking: Asking) -> tuple[AnyFact, ...]:
    """T-10: the legal expert or a facilitator answers such a note."""
    note = the_discrepancy(asking.negotiation, act.discrepancy)
    if note.cleared:
        refuse(
            "cleared_already",
            say("{note} is answered.", note=note.label),
            "Nothing more is needed.",
            "T-10",
            ("discrepancy", note.id),
        )
    return (facts.DiscrepancyCleared(discrepancy=note.id, answer=_said(act.answer)),)


def _translated(n: Negotiation, clause: str, language: str) -> Clause:
    if language not in n.languages[1:]:
        raise not_found("language", language)
    return the_clause(n, clause)


def _said(text: str) -> str:
    if not text.strip() or len(text) > LONGEST:
        refuse(
            "text_needed",
            say("Say it in at most {most} characters.", most=LONGEST),
            "Name the words that differ, or how they were resolved.",
            "T-10",
        )
    return text.strip()
