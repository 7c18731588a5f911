"""What is told of the final text: its lock, its signatures, its publication."""

from __future__ import annotations

from collections.abc import Iterator

from models.names import moment
from models.negotiation import Negotiation
from models.notices.telling import Line, because, changed, to_all
from models.saying import Sentence, say
from models.signing import FinalText, LockStatus, Signature, SignStatus

_BECAME = {
    LockStatus.PENDING: (
        "lock_requested",
        say("the lock of the text is requested, and the convenor may confirm it."),
    ),
    LockStatus.LOCKED: (
        "text_locked",
        say("the text is locked: nothing in it changes any more."),
    ),
    LockStatus.STOPPED: ("lock_stopped", say("the lock was stopped.")),
    LockStatus.UNLOCKED: (
        "text_unlocked",
        say("the text is open again: what was signed is void for the next."),
    ),
}


def locking(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of each step to the lock, and of what opens the text again."""
    known = {one.number: one for one in before.finals}
    for now in n.finals:
        old = known.get(now.number)
        if old is None or old.status is not now.status:
            kind, said = _BECAME[now.status]
            yield from to_all(n, kind, said)
        if old is not None and old is not now:
            yield from _unlocking(n, old, now)


def _unlocking(n: Negotiation, old: FinalText, now: FinalText) -> Iterator[Line]:
    if now.unlock_asked_by is not None and old.unlock_asked_by is None:
        told = say("it is asked that the locked text be opened again")
        yield from to_all(n, "unlock_asked", because(told, now.unlock_reason))
    for party in sorted(now.consents - old.consents):
        said = say("{party} consents to open the text again.", party=party)
        yield from to_all(n, "unlock_consented", said, but=party)


def signing(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of the window, and of every party that signs, joins, declines or leaves."""
    was, window = before.window, n.window
    if window is not None and was is None:
        said = say("the signing is open until {until}.", until=moment(n, window.closes))
        yield from to_all(n, "signing_opened", said)
    elif window is not None and was is not None and window.closed and not was.closed:
        said = say("the signing is over: who comes later joins by a declaration.")
        yield from to_all(n, "signing_closed", said)
    for old, now in changed(before.signatures, n.signatures):
        if old is None:
            yield from to_all(n, "text_signed", _signed(now))
        elif now.withdrawn and not old.withdrawn:
            day = now.withdrawn
            said = say("{party} leaves the code from {day} on.", party=now.party, day=day)
            yield from to_all(n, "signature_withdrawn", said)
    for party, standing in n.standings.items():
        if standing is not before.standings.get(party) and standing.status is SignStatus.DECLINED:
            told = say("{party} declines to sign", party=party)
            yield from to_all(n, "signing_declined", because(told, standing.statement))


def _signed(its: Signature) -> Sentence:
    if its.accession:
        return say("{party} has joined the text.", party=its.party)
    return say("{party} has signed the text.", party=its.party)


def publishing(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of the publication, and until when it waits."""
    released = n.publication
    if released is None or released is before.publication:
        return
    if released.embargo is None or released.embargo <= released.at:
        yield from to_all(n, "text_published", "the text is published.")
    else:
        until = moment(n, released.embargo)
        said = say("the text is published, under embargo until {until}.", until=until)
        yield from to_all(n, "text_published", said)
