"""What concerns one side: read off from a negotiation before and after a fact (domain §5.4).

A side is an author key: an admitted party, or the facilitators. It is told what became of its own
positions, proposals and objections, what it is asked, and what changed for everybody; never what
it may not see. Whatever a fact is called, what it did to the state is what is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from models.negotiation import Negotiation
from models.notice import Notice
from models.notices import clauses, final, procedures, proposals, whole
from models.notices.telling import Line
from models.saying import capital, said

__all__ = ["KEPT", "Line", "lines", "noticed"]

KEPT = 300
"""How many notices of a side are kept."""

_TOLD = (
    clauses.clauses,
    proposals.proposals,
    proposals.objections,
    clauses.positions,
    clauses.reopenings,
    clauses.statements,
    procedures.question,
    procedures.silences,
    procedures.packages,
    procedures.corrections,
    procedures.discrepancies,
    whole.rules,
    whole.room,
    whole.heads,
    whole.text,
    final.locking,
    final.signing,
    final.publishing,
    whole.briefings,
    whole.tripwires,
)


def noticed(before: Negotiation, after: Negotiation, at: datetime) -> Negotiation:
    """`after` with what its sides are told of the step from `before`, recorded at `at`."""
    notices: dict[str, tuple[Notice, ...]] = {}
    for line in lines(before, after):
        kept = notices.get(line.side) or after.notices.get(line.side, ())
        number = kept[-1].number + 1 if kept else 1
        notice = Notice(
            number=number,
            kind=line.kind,
            sentence=capital(said(line.sentence)),
            at=at,
            clause=line.clause,
            item=line.item,
        )
        notices[line.side] = (*kept, notice)[-KEPT:]
    return replace(after, notices={**after.notices, **notices}) if notices else after


def lines(before: Negotiation, after: Negotiation) -> Iterator[Line]:
    """Everything the sides are told of one step, in no order of weight. Raises nothing."""
    for told in _TOLD:
        yield from told(before, after)
