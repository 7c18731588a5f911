"""The lock: what must be so before it, the text whole, and the two people who close it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from models.hurdles import Hurdle
from models.locks import Precondition, preconditions
from models.manifest import manifest_bytes
from models.negotiation import Negotiation
from models.party import Presence, Role
from models.rules.locking import whose_consent
from models.saying import Sentence, said
from models.signing import FinalText
from models.whole import whole_digest
from server.web.looks.may import may
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class InTheWay:
    """One thing in the way, what to do about it, and where."""

    sentence: Sentence
    next_step: Sentence
    page: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be so: ticked, or what is in its way, for those who may know names."""

    name: str
    met: bool
    in_the_way: tuple[InTheWay, ...]
    outstanding: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Unlocking:
    """A locked text that may be opened again: asked by whom, why, and whose consent is missing."""

    asked: bool
    reason: str
    consents: tuple[tuple[str, bool], ...]
    complete: bool
    may_ask: bool
    may_consent: bool
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class Lock:
    """How far the lock is, and what this audience may do about it."""

    stage: str
    digest: str
    conditions: tuple[Condition, ...]
    ready: bool
    final: FinalText | None
    by: str
    confirmed_by: str
    told_until: datetime | None
    away: tuple[str, ...]
    may_request: bool
    may_confirm: bool
    may_stop: bool
    why_not: str
    unlocking: Unlocking | None
    former: tuple[FinalText, ...]


def lock(reader: Reader) -> Lock | None:
    """The lock as this audience sees it; None for those who may not read the text."""
    n = reader.negotiation
    if not reader.reads:
        return None
    held = n.final or n.lock_pending
    conditions = tuple(_condition(reader, one) for one in preconditions(n))
    ready = all(one.met for one in conditions)
    named = n.admitted if reader.sight.attribution else ()
    away = tuple(one.id for one in named if one.presence is Presence.WALKED_OUT)
    return Lock(
        stage="locked" if n.final else "pending" if n.lock_pending else "open",
        digest=held.digest if held is not None else whole_digest(n),
        conditions=conditions,
        ready=ready,
        final=held,
        by=_name(n, held.requested_by if held else None),
        confirmed_by=_name(n, held.confirmed_by if held else None),
        told_until=held.requested_at + n.rules.walked_out_notice if held and away else None,
        away=away,
        may_request=ready and held is None and reader.role is Role.LEAD_FACILITATOR,
        may_confirm=n.lock_pending is not None and may(reader, "confirm_lock"),
        may_stop=n.lock_pending is not None and may(reader, "stop_lock"),
        why_not=_why_not(reader, ready=ready),
        unlocking=_unlocking(reader),
        former=tuple(one for one in n.finals if one is not held),
    )


def manifest_of(negotiation: Negotiation) -> str:
    """The manifest that is locked or to be, as it is hashed; empty while nothing is requested."""
    held = negotiation.final or negotiation.lock_pending
    if held is None:
        return ""
    return held.content or manifest_bytes(negotiation, held.head).decode()


def _condition(reader: Reader, one: Precondition) -> Condition:
    named, known = reader.sight.attribution, reader.sight.positions
    return Condition(
        one.name,
        not one.hurdles,
        ways(reader, one.hurdles) if named else (),
        one.outstanding if named and known else (),
    )


def ways(reader: Reader, hurdles: Iterable[Hurdle]) -> tuple[InTheWay, ...]:
    """Hurdles as a page shows them."""
    return tuple(InTheWay(one.says, said(one.next_step), where(reader, one)) for one in hurdles)


_AT_LEGAL_DESK = {"correction_running": "legal-corrections", "discrepancy": "legal-notes"}
"""What is dealt with on the legal desk → where on it."""


def where(reader: Reader, hurdle: Hurdle) -> str:
    """The page on which something in the way is dealt with, behind the negotiation's address."""
    n, kind, item = reader.negotiation, hurdle.obstacle.kind, hurdle.obstacle.item
    of_clause = {
        **{one: its.clause for one, its in n.proposals.items()},
        **{one: its.clause for one, its in n.objections.items()},
        **{one: its.clause for one, its in n.silences.items()},
        **{clause: clause for clause in n.clauses},
    }
    desk = reader.role.facilitates or reader.role in (Role.CONVENOR, Role.LEGAL_EXPERT)
    if desk and kind in _AT_LEGAL_DESK:
        return f"legal#{_AT_LEGAL_DESK[kind]}"
    if desk and kind.startswith("translation_"):
        return f"legal#legal-{quote(item.partition(' ')[0], safe='')}"
    if item in of_clause and kind != "correction_running":
        return f"{_home(reader)}?clause={quote(of_clause[item], safe='')}"
    return "legal" if desk else _home(reader)


def _home(reader: Reader) -> str:
    runs = reader.role.facilitates or reader.role is Role.CONVENOR
    return "board" if runs else "table"


def _why_not(reader: Reader, *, ready: bool) -> str:
    n = reader.negotiation
    if n.final is not None:
        return ""
    if n.lock_pending is not None:
        return "The convenor reads the text and confirms the same fingerprint, or stops the lock."
    if not ready:
        return "The lock can be requested once everything above is ticked."
    return "The lead facilitator requests the lock; the convenor confirms it."


def _unlocking(reader: Reader) -> Unlocking | None:
    n = reader.negotiation
    final = n.final
    if final is None:
        return None
    asked = final.unlock_asked_by is not None
    needed = sorted(whose_consent(n), key=lambda party: n.parties[party].seat_order)
    complete = final.consents >= whose_consent(n)
    concerned = reader.own_party in whose_consent(n)
    return Unlocking(
        asked=asked,
        reason=final.unlock_reason if reader.sight.reasons or concerned else "",
        consents=tuple((party, party in final.consents) for party in needed)
        if reader.sight.attribution or concerned
        else (),
        complete=complete,
        may_ask=not asked and may(reader, "request_unlock"),
        may_consent=asked
        and may(reader, "consent_unlock")
        and concerned
        and reader.own_party not in final.consents,
        may_confirm=asked and complete and may(reader, "confirm_unlock"),
    )


def _name(n: Negotiation, person: str | None) -> str:
    its = n.people.get(person or "")
    return its.name if its is not None else ""
