"""The table from the product's refusals to the words scenario files use for them.

The product names every obstacle in its own codes; a scenario names reasons (README of the
scenarios). A code that is not in the table is its own word.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.acts import RequestUnlock
from models.refusals import Refusal
from server.play.scene import Book

WORDS: Mapping[str, str] = {
    "live_proposal": "live_proposal",
    "open_objection": "open_objection",
    "not_seconded": "no_second",
    "no_quorum": "no_quorum",
    "no_session": "no_session",
    "position_missing": "position_missing",
    "rules_objection": "rules_objection",
    "threshold": "threshold_not_met",
    "wrong_role": "not_allowed",
    "not_yours": "not_allowed",
    "text_moved": "text_moved",
    "agreed": "clause_agreed",
    "undo_window": "undo_window_passed",
}
"""Code of a refusal, or kind of an obstacle → the word of the scenario."""

NOT_ALONE: Mapping[str, str] = {
    f" cannot {RequestUnlock.deed}.": "needs_lead_facilitator_and_convenor_and_party_consent",
}
"""What a role cannot do by itself → the word of the scenario for whom it takes."""

STATUSES: Mapping[str, str] = {"lapsed": "no_second"}
"""What became of a proposal by itself → the word of the scenario for why."""


def reasons(refusal: Refusal, book: Book) -> frozenset[str]:
    """Every reason a refusal gives, in a scenario's words, each with its item and without."""
    known = (book.proposals, book.objections, book.packages, book.corrections)
    names = {its: name for one in known for name, its in one.items()}
    found = {refusal.code, WORDS.get(refusal.code, refusal.code)}
    found |= {word for deed, word in NOT_ALONE.items() if deed in str(refusal)}
    for obstacle in refusal.obstacles:
        word = WORDS.get(obstacle.kind, obstacle.kind)
        found |= {word, f"{word} {names.get(obstacle.item, obstacle.item)}"}
    return frozenset(found)
