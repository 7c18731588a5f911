"""Rules of definitions: who uses a term whose meaning has changed looks again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.clause import Clause
from models.facts import SecondLook
from models.lint import changed_terms, uses
from models.names import name_of
from models.negotiation import Negotiation
from models.saying import capital

Wording = Mapping[str, str]


def looked_at_again(negotiation: Negotiation, clause: Clause, new: Wording) -> Iterator[SecondLook]:
    """T-3: every other clause that uses a term whose definition changed gets a second look.

    For whoever makes `new` the wording in force of this clause.
    """
    for other, reason in _reasons(negotiation, clause, new).items():
        known = negotiation.clauses[other].second_look
        if reason not in known:
            yield SecondLook(clause=other, reason=f"{known} {reason}".strip())


def not_looked_at_again(
    negotiation: Negotiation, clause: Clause, new: Wording
) -> Iterator[SecondLook]:
    """T-3: what `looked_at_again` said of the clause as it was falls with the change to `new`."""
    for other, reason in _reasons(negotiation, clause, new).items():
        known = negotiation.clauses[other].second_look
        if reason in known:
            left = " ".join(known.replace(reason, "").split())
            yield SecondLook(clause=other, reason=left)


def _reasons(n: Negotiation, clause: Clause, new: Wording) -> dict[str, str]:
    terms = changed_terms(clause.version.wording, new)
    if not terms:
        return {}
    where = name_of(clause, n.languages)
    found: dict[str, str] = {}
    for other in n.clauses.values():
        used = [term for term in terms if uses(term, other.version.wording)]
        if other.id != clause.id and used:
            named = ", ".join(f"“{term}”" for term in used)
            found[other.id] = f"{capital(where)} defines {named} otherwise now."
    return found
