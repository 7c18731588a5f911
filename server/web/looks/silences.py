"""Silences: that one runs, for everybody; what it offers, for those at the table.

For the facilitators: whom it has reached, and what may be offered next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from models import settling
from models.clause import Clause
from models.hurdles import to_offer
from models.rulebook import INSIDERS
from models.saying import Sentence, say
from models.sight import names
from models.silence import Silence
from server.web import markup, words
from server.web.looks.clauses import outdated
from server.web.looks.elements import ElementLook, element, made_of
from server.web.looks.may import may
from server.web.looks.objections import ObjectionLook, objection
from server.web.looks.proposals import shown
from server.web.looks.reader import Reader
from server.web.markup import Shown

ACKNOWLEDGE, BREAK = "acknowledge_silence", "break_silence"
NOT_BOUND = "This silence was started before your party was admitted, and does not bind it."
NOT_HEAD = "The head of delegation breaks silence."


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered: its words, and how they differ from the version in force."""

    proposal: str
    author: str
    version: int
    clean: tuple[Shown, ...]
    others: tuple[Shown, ...]
    """The same in other languages."""
    redline: tuple[Shown, ...]
    outdated: Sentence | None
    """That the words in the reader's language are older than those of the working language."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A notified party, and when it acknowledged the offer; None: not yet."""

    party: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SilenceLook:
    """One silence: what everybody may know, then what those who know names do.

    `offered` and what a party may do are for the table; `started` and `receipts` for the
    facilitators.
    """

    id: str
    label: str
    clause: str
    name: str
    in_view: bool
    running: bool
    status: str
    ends: datetime
    moved_from: datetime | None
    what: Sentence | None = None
    offered: Offered | None = None
    notified: int = 0
    acknowledged: bool = False
    may_acknowledge: bool = False
    may_break: bool = False
    names: bool = True
    """Whether everybody is told who broke it."""
    why_not: str = ""
    broken_by: str = ""
    objection: ObjectionLook | None = None
    because: str = ""
    started: datetime | None = None
    receipts: tuple[Receipt, ...] = ()

    @property
    def unfolded(self) -> bool:
        """Whether it is open on the page: its clause is in view, or it was not acknowledged."""
        return self.in_view or self.may_acknowledge

    @property
    def missing(self) -> tuple[str, ...]:
        """Whom to call: notified, and nothing heard of it."""
        return tuple(one.party for one in self.receipts if one.at is None)


@dataclass(frozen=True, slots=True)
class OfferLook:
    """A clause that may be offered, or what is in the way of it."""

    element: ElementLook
    in_the_way: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class SilencesLook:
    """What may be offered now, what runs, and the results."""

    may: bool
    may_cancel: bool
    offers: tuple[OfferLook, ...]
    running: tuple[SilenceLook, ...]
    ended: tuple[SilenceLook, ...]

    @property
    def choices(self) -> bool:
        """Whether there is anything that this reader may offer now."""
        return self.may and any(not one.in_the_way for one in self.offers)


def running(reader: Reader) -> tuple[SilenceLook, ...]:
    """The silences that run: the one on the clause in view first, then the first deadline."""
    if not reader.reads:
        return ()
    looks = [_at_table(reader, one) for one in reader.negotiation.running_silences]
    return tuple(sorted(looks, key=lambda one: not one.in_view))


def elsewhere(reader: Reader) -> tuple[SilenceLook, ...]:
    """The silences that run on other clauses than the one in view, the first deadline first."""
    n, its = reader.negotiation, reader.clause
    others = (one for one in n.running_silences if its is None or one.clause != its.id)
    return tuple(_at_table(reader, one) for one in others) if reader.reads else ()


def here(reader: Reader) -> SilenceLook | None:
    """The silence on the clause in view; once it is over, for those at the table only."""
    its = reader.clause
    if its is None:
        return None
    on_it = [one for one in reader.negotiation.silences.values() if one.clause == its.id]
    shown = [one for one in on_it[-1:] if one.running or _inside(reader)]
    return _at_table(reader, shown[0]) if shown else None


def breakable(reader: Reader) -> str:
    """The silence on the clause in view that this party may break; empty where there is none."""
    its = reader.clause
    silence = reader.negotiation.silence_on(its.id) if its is not None else None
    if silence is None or reader.party not in silence.notified:
        return ""
    return silence.id if _may(reader, BREAK) else ""


def desk(reader: Reader) -> SilencesLook:
    """Everything of the silence procedure that facilitators work with."""
    n = reader.negotiation
    named = reader.reads and reader.sight.attribution
    open_now = [its for its in reader.clauses if not its.agreed and n.silence_on(its.id) is None]
    shown = sorted(n.silences.values(), key=lambda one: one.order)
    looks = [_at_desk(reader, one) for one in shown if named]
    return SilencesLook(
        may=may(reader, "start_silence"),
        may_cancel=may(reader, "cancel_silence"),
        offers=tuple(_offer(reader, its) for its in open_now if named),
        running=tuple(one for one in looks if one.running),
        ended=tuple(one for one in reversed(looks) if not one.running),
    )


def _inside(reader: Reader) -> bool:
    return reader.sight.group in INSIDERS and reader.sight.attribution


def _look(reader: Reader, silence: Silence) -> SilenceLook:
    """What everybody may know who reads the text."""
    return SilenceLook(
        id=silence.id,
        label=silence.label,
        clause=silence.clause,
        name=reader.clause_name(silence.clause),
        in_view=reader.clause is not None and reader.clause.id == silence.clause,
        running=silence.running,
        status=words.SILENCE[silence.status],
        ends=silence.ends,
        moved_from=silence.announced_end,
        what=made_of(reader, silence.version, silence.proposal)
        if reader.sight.attribution
        else None,
    )


def _at_table(reader: Reader, silence: Silence) -> SilenceLook:
    outside = _look(reader, silence)
    if not _inside(reader):
        return outside
    n = reader.negotiation
    party = reader.party
    bound = party in silence.notified
    heard = bound and party in silence.acknowledged
    broken = n.objections.get(silence.objection or "")
    named = broken is None or names(reader.sight, broken)
    return replace(
        outside,
        offered=_offered(reader, silence),
        notified=len(silence.notified),
        acknowledged=heard,
        may_acknowledge=silence.running and bound and not heard and _may(reader, ACKNOWLEDGE),
        may_break=silence.running and bound and _may(reader, BREAK),
        names=n.rules.silence_names,
        why_not=_why_not(reader, bound=bound) if silence.running else "",
        broken_by=silence.broken_by or "" if named else "",
        objection=objection(reader, broken) if broken is not None else None,
        because=_because(reader, silence),
    )


def _at_desk(reader: Reader, silence: Silence) -> SilenceLook:
    heard = silence.acknowledged
    return replace(
        _look(reader, silence),
        notified=len(silence.notified),
        broken_by=silence.broken_by or "",
        because=_because(reader, silence),
        started=silence.started,
        receipts=tuple(Receipt(party, heard.get(party)) for party in silence.notified),
    )


def _because(reader: Reader, silence: Silence) -> str:
    return silence.because if reader.sight.reasons else ""


def _may(reader: Reader, kind: str) -> bool:
    return reader.party is not None and may(reader, kind)


def _why_not(reader: Reader, *, bound: bool) -> str:
    if reader.party is None:
        return ""
    if not bound:
        return NOT_BOUND
    return "" if may(reader, BREAK) else NOT_HEAD


def _offered(reader: Reader, silence: Silence) -> Offered:
    its = reader.negotiation.clauses[silence.clause]
    proposal = reader.negotiation.proposals.get(silence.proposal or "")
    wording = dict(its.numbered(silence.version).wording)
    if proposal is not None:
        wording |= settling.wording(proposal.texts)
    fields = [field for field in reader.ordered(wording) if wording[field]]
    first = {reader.field(wording, part) for part in ("title", "text")}
    return Offered(
        proposal=proposal.label if proposal is not None else "",
        author=proposal.author if proposal is not None else "",
        version=silence.version,
        clean=tuple(markup.clean(field, wording[field]) for field in fields if field in first),
        others=tuple(markup.clean(field, wording[field]) for field in fields if field not in first),
        redline=shown(reader, proposal) if proposal is not None else (),
        outdated=outdated(reader, its),
    )


def _offer(reader: Reader, its: Clause) -> OfferLook:
    n = reader.negotiation
    live = n.live_proposals(its.id)
    only = live[0] if len(live) == 1 else None
    hurdles = to_offer(n, its.id, only.id if only is not None else None)
    reasons = [hurdle.says for hurdle in hurdles]
    if n.question is not None and n.question.clause == its.id:
        reasons.insert(0, say("It has been put to the room."))
    if its.version.empty and only is None and not its.removed:
        reasons.append(say("It has no text yet."))
    return OfferLook(element(reader, its, only), tuple(reasons))
