"""What these people may do about a proposal now, and why not: each act by itself."""

from __future__ import annotations

from dataclasses import dataclass

from models.hurdles import to_accept
from models.negotiation import Negotiation
from models.parts import parts_of
from models.party import FACILITATORS, Role
from models.proposal import REVISABLE, Effect, Proposal, ProposalKind, ProposalStatus
from models.rules.severing import MOST
from models.saying import Sentence, said
from models.sight import pens_down
from server.web.looks.may import away, fixed, may
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class May:
    """What this audience may do about one proposal now."""

    second: bool = False
    co_sponsor: bool = False
    object: bool = False
    amend: bool = False
    revise: bool = False
    withdraw: bool = False
    withdraw_support: bool = False
    sever: bool = False
    take_over: bool = False
    accept: bool = False
    bridge: bool = False


def offered(reader: Reader, proposal: Proposal) -> May:
    """What may be done about a live proposal."""
    n, author = reader.negotiation, reader.author
    others = author is not None and author not in proposal.sponsors
    ours = author is not None and author == proposal.author
    here = reader.party is not None and not away(reader)
    written = not pens_down(n, proposal.clause)
    amendable = proposal.amends is None and proposal.effect in REVISABLE and written
    return May(
        second=here and others and _waits_for_second(reader, proposal) and may(reader, "second"),
        co_sponsor=here
        and others
        and proposal.author != FACILITATORS
        and may(reader, "co_sponsor"),
        object=objects_to(reader, proposal, None),
        amend=here and others and amendable and may(reader, "start_draft"),
        revise=ours
        and written
        and not away(reader)
        and proposal.effect in REVISABLE
        and may(reader, "revise"),
        withdraw=ours and withdraws(reader, proposal),
        withdraw_support=here and may_withdraw_support(reader, proposal),
        sever=ours and not away(reader) and severable(proposal) and may(reader, "consent_to_sever"),
        take_over=here and orphaned(n, proposal) and may(reader, "take_over"),
        accept=may(reader, "accept") and not why_not(reader, proposal),
        bridge=reader.role.facilitates
        and written
        and proposal.kind is not ProposalKind.BRIDGING
        and proposal.amends is None
        and may(reader, "start_draft"),
    )


def may_withdraw_support(reader: Reader, proposal: Proposal) -> bool:
    """Whether the party of this reader supports a live proposal that is not under silence."""
    supports = reader.party in {*proposal.seconds, *proposal.co_sponsors}
    fixed_now = reader.negotiation.silence_on(proposal.clause) is not None
    return supports and not fixed_now and may(reader, "withdraw_support")


def _waits_for_second(reader: Reader, proposal: Proposal) -> bool:
    return (
        reader.party not in proposal.seconds
        and proposal.status is ProposalStatus.TABLED
        and proposal.kind is ProposalKind.AMENDMENT
    )


def objects_to(reader: Reader, proposal: Proposal, part: str | None) -> bool:
    """Whether this party may object to a proposal, or to this part of it, and does not already."""
    n, party = reader.negotiation, reader.party
    if party is None or party in proposal.sponsors or away(reader) or not may(reader, "object"):
        return False
    return n.silence_on(proposal.clause) is None and not any(
        (one.proposal, one.part, one.party) == (proposal.id, part, party)
        for one in n.standing_objections(proposal.clause)
    )


def withdraws(reader: Reader, proposal: Proposal) -> bool:
    """Whether people of this role withdraw it: of delegates only whoever tabled it.

    What is offered under silence stays until that is over.
    """
    silence = reader.negotiation.silence_on(proposal.clause)
    if silence is not None and silence.proposal == proposal.id:
        return False
    if reader.role is Role.DELEGATE and not proposal.by_delegate:
        return False
    return may(reader, "withdraw")


def severable(proposal: Proposal) -> bool:
    """Whether its author could still let its parts be decided apart."""
    if proposal.parts or proposal.effect is not Effect.WORDING:
        return False
    return 1 < len(parts_of(proposal.texts, proposal.accepted_parts)) <= MOST


def orphaned(negotiation: Negotiation, proposal: Proposal) -> bool:
    """Whether its author has left for good: any party may take it over."""
    author = negotiation.parties.get(proposal.author)
    return author is not None and not author.admitted


def why_not(reader: Reader, proposal: Proposal) -> tuple[Sentence, ...]:
    """What is in the way of accepting it, for those who accept; for others why they cannot act."""
    if may(reader, "accept"):
        return in_the_way(reader, proposal)
    absent = away(reader)
    return (said(absent),) if absent else ()


def in_the_way(
    reader: Reader, proposal: Proposal, parts: tuple[str, ...] = ()
) -> tuple[Sentence, ...]:
    """What is in the way of accepting a proposal, or these parts of it."""
    n = reader.negotiation
    if decided := fixed(reader, n.clauses[proposal.clause]):
        return (said(decided),)
    return tuple(hurdle.says for hurdle in to_accept(n, proposal, parts))
