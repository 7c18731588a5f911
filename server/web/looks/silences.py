"""Silences: what is offered until when, for those at the table; that one runs, for everybody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from models import settling
from models.rulebook import INSIDERS
from models.sight import names
from models.silence import Silence
from server.web import markup, words
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


@dataclass(frozen=True, slots=True)
class SilenceLook:
    """One silence; `offered` and all that follows only for those at the table who know names."""

    id: str
    label: str
    clause: str
    name: str
    in_view: bool
    running: bool
    status: str
    ends: datetime
    moved_from: datetime | None
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

    @property
    def unfolded(self) -> bool:
        """Whether it is open on the page: its clause is in view, or it was not acknowledged."""
        return self.in_view or self.may_acknowledge


def running(reader: Reader) -> tuple[SilenceLook, ...]:
    """The silences that run: the one on the clause in view first, then the first deadline."""
    if not reader.reads:
        return ()
    looks = [_look(reader, one) for one in reader.negotiation.running_silences]
    return tuple(sorted(looks, key=lambda one: not one.in_view))


def ended(reader: Reader) -> SilenceLook | None:
    """The last silence on the clause in view, if that is over; for those at the table."""
    its = reader.clause
    if its is None or not _inside(reader) or reader.negotiation.silence_on(its.id) is not None:
        return None
    over = [one for one in reader.negotiation.silences.values() if one.clause == its.id]
    return _look(reader, over[-1]) if over else None


def _inside(reader: Reader) -> bool:
    return reader.sight.group in INSIDERS and reader.sight.attribution


def _look(reader: Reader, silence: Silence) -> SilenceLook:
    n = reader.negotiation
    outside = SilenceLook(
        id=silence.id,
        label=silence.label,
        clause=silence.clause,
        name=reader.clause_name(silence.clause),
        in_view=reader.clause is not None and reader.clause.id == silence.clause,
        running=silence.running,
        status=words.SILENCE[silence.status],
        ends=silence.ends,
        moved_from=silence.announced_end,
    )
    if not _inside(reader):
        return outside
    party = reader.party if reader.role.of_party else None
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
        because=silence.because if reader.sight.reasons else "",
    )


def _may(reader: Reader, kind: str) -> bool:
    return reader.party is not None and may(reader, kind)


def _why_not(reader: Reader, *, bound: bool) -> str:
    if reader.party is None or not reader.role.of_party:
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
    )


def breakable(reader: Reader) -> str:
    """The silence on the clause in view that this party may break; empty where there is none."""
    its = reader.clause
    silence = reader.negotiation.silence_on(its.id) if its is not None else None
    if silence is None or reader.party not in silence.notified:
        return ""
    return silence.id if _may(reader, BREAK) else ""
