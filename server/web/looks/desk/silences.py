"""The silence procedure as facilitators run it: what may be offered, and who has received it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.clause import Clause
from models.hurdles import to_offer
from models.silence import Silence
from server.web import words
from server.web.looks.desk.elements import ElementLook, element, made_of
from server.web.looks.may import may
from server.web.looks.reader import Reader
from server.web.looks.saying import Sentence


@dataclass(frozen=True, slots=True)
class OfferLook:
    """A clause that may be offered, or what is in the way of it."""

    element: ElementLook
    in_the_way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A notified party, and when it acknowledged the offer; None: not yet."""

    party: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SilenceLook:
    """One silence: what it offers, until when, who has received it, what became of it."""

    id: str
    label: str
    name: str
    what: Sentence
    started: datetime
    ends: datetime
    announced: datetime | None
    status: str
    running: bool
    receipts: tuple[Receipt, ...]
    broken_by: str
    because: str

    @property
    def missing(self) -> tuple[str, ...]:
        """Whom to call: notified, and nothing heard of it."""
        return tuple(one.party for one in self.receipts if one.at is None)


@dataclass(frozen=True, slots=True)
class SilencesLook:
    """What may be offered now, what runs, and the results."""

    may: bool
    offers: tuple[OfferLook, ...]
    running: tuple[SilenceLook, ...]
    ended: tuple[SilenceLook, ...]


def silences(reader: Reader) -> SilencesLook:
    """Everything of the silence procedure that this reader works with."""
    n = reader.negotiation
    open_now = [its for its in reader.clauses if not its.agreed and n.silence_on(its.id) is None]
    shown = sorted(n.silences.values(), key=lambda one: one.order)
    looks = [_silence(reader, one) for one in shown if reader.reads and reader.sight.attribution]
    return SilencesLook(
        may=may(reader, "start_silence"),
        offers=tuple(_offer(reader, its) for its in open_now if reader.sight.attribution),
        running=tuple(one for one in looks if one.running),
        ended=tuple(one for one in reversed(looks) if not one.running),
    )


def _offer(reader: Reader, its: Clause) -> OfferLook:
    n = reader.negotiation
    live = n.live_proposals(its.id)
    only = live[0] if len(live) == 1 else None
    reasons = list(map(str, to_offer(n, its.id, only.id if only is not None else None)))
    if n.question is not None and n.question.clause == its.id:
        reasons.insert(0, "It has been put to the room.")
    if its.version.empty and only is None and not its.removed:
        reasons.append("It has no text yet.")
    return OfferLook(element(reader, its, only), tuple(reasons))


def _silence(reader: Reader, its: Silence) -> SilenceLook:
    return SilenceLook(
        id=its.id,
        label=its.label,
        name=reader.clause_name(its.clause),
        what=made_of(reader, its.version, its.proposal),
        started=its.started,
        ends=its.ends,
        announced=its.announced_end,
        status=words.SILENCE[its.status],
        running=its.running,
        receipts=tuple(Receipt(party, its.acknowledged.get(party)) for party in its.notified),
        broken_by=its.broken_by or "",
        because=its.because if reader.sight.reasons else "",
    )
