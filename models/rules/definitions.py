"""Rules of definitions: who uses a term whose meaning has changed looks again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.clause import ChangedBasis, Clause
from models.facts import SecondLook
from models.lint import changed_terms, uses
from models.negotiation import Negotiation

Wording = Mapping[str, str]


def looked_at_again(negotiation: Negotiation, clause: Clause, new: Wording) -> Iterator[SecondLook]:
    """T-3: every other clause that uses a term whose definition changed gets a second look.

    For whoever makes `new` the next version of this clause.
    """
    terms = changed_terms(clause.version.wording, new)
    for other in negotiation.clauses.values():
        used = tuple(term for term in terms if uses(term, other.version.wording))
        if other.id != clause.id and used:
            basis = ChangedBasis(clause=clause.id, version=clause.next_number, terms=used)
            yield SecondLook(clause=other.id, basis=basis)


def not_looked_at_again(negotiation: Negotiation, changed: Clause) -> Iterator[SecondLook]:
    """T-3: the second looks that the version in force of this clause brought fall with it."""
    for other in negotiation.clauses.values():
        for basis in other.second_look:
            if (basis.clause, basis.version) == (changed.id, changed.current) and basis.terms:
                yield SecondLook(clause=other.id, basis=basis, taken_back=True)
