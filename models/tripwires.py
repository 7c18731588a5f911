"""Tripwires: which of them a change sets off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.caucus import Tripwire
from models.negotiation import Negotiation
from models.settling import wording


class Tripped(NamedTuple):
    """A tripwire that was set off: whose, which, and the proposal that would do it.

    Without a proposal the text in force has changed.
    """

    author: str
    tripwire: Tripwire
    proposal: str | None = None


def tripped(before: Negotiation, after: Negotiation) -> Iterator[Tripped]:
    """B-10: the tripwires that what happened between two states sets off, by clause and side.

    A new version in force is compared with the one before; a proposal, new or reworded, with the
    version in force.
    """
    if not after.tripwires or (
        before.clauses is after.clauses and before.proposals is after.proposals
    ):
        return
    for tripwire in after.tripwires.values():
        its, was = after.clauses.get(tripwire.clause), before.clauses.get(tripwire.clause)
        if its is None or was is None:
            continue
        now = its.version.wording
        if its.current != was.current and _rings(tripwire, was.version.wording, now):
            yield Tripped(tripwire.author, tripwire)
        for proposal in after.live_proposals(tripwire.clause):
            known = before.proposals.get(proposal.id)
            if known is not None and (known.edition, known.live) == (proposal.edition, True):
                continue
            if _rings(tripwire, now, wording(proposal.texts)):
                yield Tripped(tripwire.author, tripwire, proposal.id)


def _rings(tripwire: Tripwire, was: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether its phrase went from, or came into, any field: capitals make no difference."""
    phrase = tripwire.phrase.casefold()
    there, here = (was, now) if tripwire.appears else (now, was)
    return any(
        phrase in text.casefold() and phrase not in there.get(field, "").casefold()
        for field, text in here.items()
    )
