"""Signing: where each party stands, what one's own party has still to say, the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.names import clause_name
from models.negotiation import Negotiation
from models.party import Role
from models.policy import SCREENS
from models.reservation import Statement, StatementKind
from models.rules.locking import whose_consent
from models.rules.signing import own_statements
from models.saying import Sentence
from models.sight import Sight
from models.signing import BOUND, Choice, FinalText, Signature, SignStatus, Standing, Window
from server.web.looks.publication import Kept, kept
from server.web.looks.reader import Reader, day


@dataclass(frozen=True, slots=True)
class Name:
    """A party in the ceremony: who signed for it, when, with which statements.

    `day` is named where it is another than that of the first signature.
    """

    party: str
    name: str
    status: SignStatus
    next: bool
    negotiating: bool
    person: str = ""
    at: datetime | None = None
    day: str = ""
    statements: tuple[Kept, ...] = ()
    accession: bool = False
    effective: str = ""
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What is shown to everybody while the text is signed."""

    title: str
    final: FinalText | None
    window: Window | None
    names: tuple[Name, ...]
    bound: int
    needed: int | None


def ceremony(reader: Reader) -> Ceremony:
    """The ceremony as an audience may see it: parties and times, persons where they are named."""
    n = reader.negotiation
    return Ceremony(
        title=n.title,
        final=n.final,
        window=n.window,
        names=names(n, reader.sight) if n.final is not None else (),
        bound=bound(n),
        needed=n.rules.effective_signatures,
    )


def bound(negotiation: Negotiation) -> int:
    """How many parties are bound by the text."""
    return sum(one.status in BOUND for one in negotiation.standings.values())


def names(n: Negotiation, sight: Sight) -> tuple[Name, ...]:
    """Every party in the order of signing; those that joined later after them."""
    order = n.window.order if n.window is not None else ()
    seated = [*order, *(party.id for party in n.admitted if party.id not in order)]
    later = [party for party in n.standings if party not in seated and _said(n, party)]
    waiting = (party for party in seated if _standing(n, party).status in WAITING)
    open_now = n.window is not None and not n.window.closed
    following = next(waiting, None) if open_now else None
    return tuple(
        _name(n, party, sight, following=party == following, negotiating=party in seated)
        for party in (*seated, *later)
    )


WAITING = frozenset({SignStatus.INVITED, SignStatus.AUTHORITY_CHECKED})


def _standing(n: Negotiation, party: str) -> Standing:
    return n.standings.get(party, Standing())


def _said(n: Negotiation, party: str) -> bool:
    return _standing(n, party).status not in WAITING


def _name(n: Negotiation, party: str, sight: Sight, *, following: bool, negotiating: bool) -> Name:
    its, standing = n.parties[party], _standing(n, party)
    signature = n.signatures.get(standing.signature or "")
    if signature is None:
        at = standing.declined_at if standing.status is SignStatus.DECLINED else None
        on = _day(n, at) if at is not None else ""
        return Name(party, its.name, standing.status, following, negotiating, at=at, day=on)
    return Name(
        party=party,
        name=its.name,
        status=standing.status,
        next=following,
        negotiating=negotiating,
        person=n.people[signature.person].name if sight.attribution else "",
        at=signature.at,
        day=_day(n, signature.at),
        statements=kept(n, signature),
        accession=signature.accession,
        effective=signature.effective,
        withdrawn=signature.withdrawn,
    )


def _day(n: Negotiation, at: datetime) -> str:
    """A day, where the ceremony was on another."""
    final = n.final
    times = [its.at for its in n.signatures.values() if final and its.text == final.number]
    first = day(min(times, default=at), n.utc_offset)
    return "" if day(at, n.utc_offset) == first else day(at, n.utc_offset)


# --- one's own party -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What the final text asks of a party: `closes` is until when it signs."""

    deed: str
    closes: datetime | None
    signs: bool
    consent: bool


def asked(reader: Reader) -> Asked | None:
    """What the final text asks of the party of these people; None where it asks nothing."""
    n, party = reader.negotiation, reader.own_party
    if n.final is None or not party:
        return None
    asks = n.final.unlock_asked_by is not None
    consent = asks and party in whose_consent(n) - n.final.consents
    deed = _open_deed(n, party)
    if not deed and not consent:
        return None
    closes = n.window.closes if n.window is not None and deed == "sign" else None
    return Asked(deed, closes, reader.role in SCREENS["sign"], consent)


def _open_deed(n: Negotiation, party: str) -> str:
    status, window = _standing(n, party).status, n.window
    if window is None or status in BOUND or status is SignStatus.WITHDRAWN:
        return ""
    if window.closed:
        return "accede"
    return "sign" if n.parties[party].admitted and status in WAITING else ""


@dataclass(frozen=True, slots=True)
class Own:
    """One statement of one's own party, to be answered with the signature."""

    id: str
    label: str
    kind: StatementKind
    clause: Sentence
    text: str

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can become of it: a declaration is none already."""
        declared = self.kind is StatementKind.DECLARATION
        return (Choice.MAINTAIN, Choice.DROP) if declared else tuple(Choice)


@dataclass(frozen=True, slots=True)
class Signer:
    """What somebody who may sign finds: where the party stands, what is missing, what is theirs."""

    final: FinalText | None
    window: Window | None
    standing: Standing
    signature: Signature | None
    statements: tuple[Own, ...]
    ad_ref: tuple[tuple[str, Sentence], ...]
    may_confirm_ad_ref: bool
    by_commitment: bool
    deed: str
    why_not: str


def signer(reader: Reader, party: str, person: str) -> Signer:
    """The page of somebody who may sign for a party."""
    n = reader.negotiation
    standing = _standing(n, party)
    deed, why_not = _deed(n, party, person)
    return Signer(
        final=n.final,
        window=n.window,
        standing=standing,
        signature=n.signatures.get(standing.signature or ""),
        statements=statements_of(n, party),
        ad_ref=outstanding(n, party),
        may_confirm_ad_ref=reader.role is Role.HEAD,
        by_commitment=n.rules.by_commitment,
        deed=deed,
        why_not=why_not,
    )


def statements_of(n: Negotiation, party: str) -> tuple[Own, ...]:
    """The statements of a party, to be answered with its signature."""
    return tuple(_own(n, one) for one in own_statements(n, party))


def stamp(reader: Reader) -> str:
    """Other words as soon as what a party signs, or may do, is something else."""
    n, party = reader.negotiation, reader.own_party
    standing, final, window = _standing(n, party), n.final, n.window
    return " ".join(
        (
            str(final.number) if final is not None else "-",
            window.closes.isoformat() if window is not None else "-",
            "closed" if window is not None and window.closed else "open",
            standing.status.value,
            standing.signatory or "-",
            str(len(outstanding(n, party))),
            *sorted(one.id for one in statements_of(n, party)),
        )
    )


def _own(n: Negotiation, one: Statement) -> Own:
    return Own(one.id, one.label, one.kind, clause_name(n, one.clause), one.text)


def outstanding(n: Negotiation, party: str) -> tuple[tuple[str, Sentence], ...]:
    """The clauses a party agreed ad referendum and has not confirmed, each with its name."""
    return tuple((its.clause, clause_name(n, its.clause)) for its in n.outstanding(party))


def _deed(n: Negotiation, party: str, person: str) -> tuple[str, str]:
    """What this person can do now, "sign", "accede" or nothing, and why no more than that."""
    standing, window = _standing(n, party), n.window
    if n.final is None:
        return "", "The text is not locked yet. You sign once it is."
    if standing.status in BOUND:
        return "", ""
    unseen = n.people[person].role is Role.SIGNATORY and standing.signatory != person
    if unseen and n.parties[party].admitted:
        return "", "The convenor has not seen your written authority yet. Show it to them."
    if window is not None and window.closed:
        return "accede", ""
    if not n.parties[party].admitted:
        return "", "Your party joins by a declaration once the window for signing is closed."
    if window is None:
        return "", "The convenor has not opened the signing yet."
    if outstanding(n, party):
        return "", "Confirm what was agreed ad referendum first, then you can sign."
    return "sign", ""
