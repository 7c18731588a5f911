"""Taking an agreed clause up again: who asks, who supports, what it takes.

At the table it is about the clause in view; the facilitators have every request that waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.clause import Clause
from models.hurdles import to_reopen
from models.names import basis_said
from models.reopening import Reopening
from models.saying import Sentence, say
from models.stances import flagged
from server.web.looks.may import away, kept_from, may
from server.web.looks.reader import Reader

NOT_HEAD = "The head of delegation asks to reopen a clause, or supports it."


@dataclass(frozen=True, slots=True)
class RequestLook:
    """A request to reopen a clause, and what is missing before it may be granted."""

    clause: str
    name: str
    version: int
    digest: str
    party: str
    reason: str
    at: datetime
    supporters: tuple[str, ...]
    late_break: bool
    missing: tuple[Sentence, ...]
    may_answer: bool
    may_support: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Declined:
    """The last request to reopen the clause in view, which the facilitators declined."""

    party: str
    because: str


@dataclass(frozen=True, slots=True)
class ReopeningLook:
    """Whether the clause in view may be taken up again, and who asks for it."""

    clause: str
    takes: Sentence
    second_look: bool
    why_second: tuple[Sentence, ...]
    request: RequestLook | None
    declined: Declined | None
    may_ask: bool
    why_not: str


def reopening(reader: Reader) -> ReopeningLook | None:
    """Reopening as the people at the table may ask for it; None where nothing was agreed."""
    its = reader.clause
    if its is None or not its.agreed or not reader.sight.attribution or reader.party is None:
        return None
    if reader.negotiation.final is not None:
        return None
    asked = reader.negotiation.reopenings.get(its.id)
    why_not = kept_from(reader, "request_reopen", NOT_HEAD)
    return ReopeningLook(
        clause=its.id,
        takes=_takes(reader, its),
        second_look=second_look(reader, its),
        why_second=tuple(basis_said(reader.negotiation, basis) for basis in its.second_look),
        request=_request(reader, asked) if asked is not None else None,
        declined=_declined(reader, its),
        may_ask=asked is None and not why_not,
        why_not=why_not,
    )


def requests(reader: Reader) -> tuple[RequestLook, ...]:
    """The requests that wait, in the order in which they came; none of a locked text."""
    if not (reader.sight.attribution and reader.reads) or reader.negotiation.final is not None:
        return ()
    waiting = sorted(reader.negotiation.reopenings.values(), key=lambda one: one.at)
    return tuple(_request(reader, one) for one in waiting)


def _declined(reader: Reader, its: Clause) -> Declined | None:
    last = reader.negotiation.reopenings_declined.get(its.id)
    if last is None:
        return None
    return Declined(last.party, last.declined if reader.sight.reasons else "")


def second_look(reader: Reader, its: Clause) -> bool:
    """Whether something that an agreed clause rests on has changed since."""
    return bool(its.second_look) or flagged(reader.negotiation, its.id) is not None


def _takes(reader: Reader, its: Clause) -> Sentence:
    needed = 0 if its.second_look else reader.negotiation.rules.reopening_supporters
    if its.second_look:
        return say("It needs no supporter, as something it rests on has changed.")
    if needed == 0:
        return say("It needs no supporter; the facilitators decide.")
    if needed == 1:
        return say("It takes the support of one other party; then the facilitators decide.")
    return say("It takes the support of {n} other parties; then the facilitators decide.", n=needed)


def _request(reader: Reader, asked: Reopening) -> RequestLook:
    version = reader.negotiation.clauses[asked.clause].version
    own = asked.party == reader.party
    supports = may(reader, "support_reopen") and not away(reader)
    return RequestLook(
        clause=asked.clause,
        name=reader.clause_name(asked.clause),
        version=version.number,
        digest=version.digest,
        party=asked.party,
        reason=asked.reason if reader.sight.reasons else "",
        at=asked.at,
        supporters=asked.supporters,
        late_break=asked.late_break,
        missing=tuple(hurdle.says for hurdle in to_reopen(reader.negotiation, asked)),
        may_answer=may(reader, "reopen"),
        may_support=supports and not own and reader.party not in asked.supporters,
        may_withdraw=own and may(reader, "withdraw_reopen"),
    )
