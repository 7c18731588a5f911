"""Tripwires: which of them a change sets off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.caucus import Tripwire
from models.negotiation import Negotiation
from models.outline import successors_of
from models.proposal import Proposal
from models.settling import wording


class Tripped(NamedTuple):
    """A tripwire that was set off: whose, which, and the proposal that would do it.

    Without a proposal the text in force has changed.
    """

    author: str
    tripwire: Tripwire
    proposal: str | None = None


Reading = tuple[Mapping[str, str], ...]
"""What a clause reads; of one that was split or merged, what came of it."""


def tripped(before: Negotiation, after: Negotiation) -> Iterator[Tripped]:
    """B-10: the tripwires that what happened between two states sets off, by clause and side.

    The text in force is compared with the one before; a proposal, new or reworded, with the text
    in force, and an amendment with what the proposal it amends would make of that.
    """
    if not after.tripwires or (
        before.clauses is after.clauses and before.proposals is after.proposals
    ):
        return
    for tripwire in after.tripwires.values():
        was, now = _reads(before, tripwire.clause), _reads(after, tripwire.clause)
        if not was or not now:
            continue
        if was != now and _rings(tripwire, was, now):
            yield Tripped(tripwire.author, tripwire)
        here = successors_of(after, tripwire.clause)
        for proposal in after.proposals.values():
            if not proposal.live or proposal.clause not in here:
                continue
            known = before.proposals.get(proposal.id)
            if known is not None and (known.edition, known.live) == (proposal.edition, True):
                continue
            if _rings(tripwire, _ground(after, proposal), (wording(proposal.texts),)):
                yield Tripped(tripwire.author, tripwire, proposal.id)


def _reads(n: Negotiation, clause: str) -> Reading:
    return tuple(n.clauses[one].version.wording for one in successors_of(n, clause))


def _ground(n: Negotiation, proposal: Proposal) -> Reading:
    """What a proposal is held against: its clause as it is, or what it amends."""
    if proposal.amends is not None:
        return (wording(n.proposals[proposal.amends].texts),)
    return (n.clauses[proposal.clause].version.wording,)


def _rings(tripwire: Tripwire, was: Reading, now: Reading) -> bool:
    """Whether its phrase went from, or came into, any field: capitals make no difference."""
    there, here = (was, now) if tripwire.appears else (now, was)
    fields = {field for texts in here for field in texts}
    return any(
        _says(here, tripwire, field) and not _says(there, tripwire, field) for field in fields
    )


def _says(reading: Reading, tripwire: Tripwire, field: str) -> bool:
    return any(tripwire.phrase.casefold() in texts.get(field, "").casefold() for texts in reading)
