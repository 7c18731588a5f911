"""What an audience may do, and why not now: asked of the model, never decided here."""

from __future__ import annotations

from models import policy
from models.clause import Clause
from models.proposal import EXCLUSIVE
from models.rules.locking import locked_to
from models.rules.retaining import erased_for
from server.web.looks.reader import Reader
from server.web.parse import KINDS


def asks(reader: Reader, kind: str) -> bool:
    """Whether acts of this kind are for people of this role to ask, now or at another time."""
    return reader.role in policy.POLICY[KINDS[kind]]


def may(reader: Reader, kind: str) -> bool:
    """Whether people of this role may ask for acts of this kind, as far as lock and erasure go."""
    n, its = reader.negotiation, KINDS[kind]
    return asks(reader, kind) and not locked_to(n, its) and not erased_for(n, its)


NOT_HEAD = "The head of delegation answers for the party."


def kept_from(reader: Reader, kind: str, not_head: str = NOT_HEAD) -> str:
    """Why people of a party do not ask for acts of this kind now; empty where they may.

    `not_head` tells those to whom they are not given whose they are.
    """
    if locked_to(reader.negotiation, KINDS[kind]):
        return locked(reader)
    return away(reader) if asks(reader, kind) else not_head


def away(reader: Reader) -> str:
    """Why this party does nothing now; empty while it takes part."""
    party = reader.negotiation.parties.get(reader.party or "")
    if party is None or party.active:
        return ""
    return "Your party has walked out. The facilitators record when it is back."


def locked(reader: Reader) -> str:
    """Why nothing is said of the text any more; empty while it is not locked."""
    if reader.negotiation.final is None:
        return ""
    return "The text is locked: nothing in it changes any more."


def over(reader: Reader) -> str:
    """Why no clause is added or moved any more; empty while the text is negotiated."""
    if told := locked(reader):
        return told
    if reader.negotiation.adopted is not None:
        return "The whole text is adopted: nothing is added unless a clause is reopened."
    return ""


def fixed(reader: Reader, its: Clause | None) -> str:
    """Why nothing is proposed on a clause; empty where something may be."""
    question = reader.negotiation.question
    if its is None:
        return "No clause is on screen"
    if its.protected:
        return "This clause is protected: nothing is proposed on it. A new one may stand beside it."
    if its.agreed:
        return "This clause is agreed ad ref: nothing can be proposed on it."
    if question is not None and question.clause == its.id:
        return "This clause is put to the room: pens rest until it is decided."
    if reader.negotiation.silence_on(its.id) is not None:
        return "This clause is under silence: pens rest until it ends."
    return ""


def alone(reader: Reader, its: Clause | None) -> str:
    """Why nothing more is tabled on a clause: a split or merge of it is live; empty if none."""
    n = reader.negotiation
    if its is None or not reader.sight.proposals:
        return ""
    splits = any(proposal.effect in EXCLUSIVE for proposal in n.live_proposals(its.id))
    if not splits and not n.live_merges(its.id):
        return ""
    return "To split or merge this clause is proposed: nothing else is tabled on it meanwhile."


def pens(reader: Reader, its: Clause | None) -> str:
    """Why no pen works on a clause; empty where one does."""
    if told := fixed(reader, its):
        return told
    if its is not None and its.drafting_closed:
        return "The facilitator has closed drafting on this clause."
    return ""


def tabling(reader: Reader, its: Clause) -> str:
    """Why these people table no draft on a clause now; empty where they may."""
    n = reader.negotiation
    if told := over(reader) or fixed(reader, its) or alone(reader, its) or away(reader):
        return told
    if n.rules.tabling_in_session and n.session is None:
        return "Proposals are tabled in open sessions only."
    return ""
