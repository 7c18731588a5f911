"""Rules of definitions: who uses a term whose meaning has changed looks again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.facts import SecondLook
from models.lint import changed_terms, uses
from models.names import capital, clause_name
from models.negotiation import Negotiation

Wording = Mapping[str, str]


def looked_at_again(
    negotiation: Negotiation, clause: str, old: Wording, new: Wording
) -> Iterator[SecondLook]:
    """T-3: every other clause that uses a term whose definition changed gets a second look.

    For whoever makes `new` the wording of a clause in force that read `old`.
    """
    for other, reason in _reasons(negotiation, clause, old, new).items():
        known = negotiation.clauses[other].second_look
        if reason not in known:
            yield SecondLook(clause=other, reason=f"{known} {reason}".strip())


def not_looked_at_again(
    negotiation: Negotiation, clause: str, old: Wording, new: Wording
) -> Iterator[SecondLook]:
    """T-3: what `looked_at_again` said of this change falls when the change is undone."""
    for other, reason in _reasons(negotiation, clause, old, new).items():
        known = negotiation.clauses[other].second_look
        if reason in known:
            left = " ".join(known.replace(reason, "").split())
            yield SecondLook(clause=other, reason=left)


def _reasons(n: Negotiation, clause: str, old: Wording, new: Wording) -> dict[str, str]:
    terms = changed_terms(old, new)
    if not terms:
        return {}
    where = clause_name(n, clause)
    found: dict[str, str] = {}
    for other in n.clauses.values():
        used = [term for term in terms if uses(term, other.version.wording)]
        if other.id != clause and used:
            named = ", ".join(f"“{term}”" for term in used)
            found[other.id] = f"{capital(where)} defines {named} otherwise now."
    return found
