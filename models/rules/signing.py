"""Rules of signing, joining, leaving and publishing (domain §6.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from models import acts, facts
from models.facts import AnyFact
from models.known import not_found
from models.negotiation import Negotiation
from models.party import Role
from models.reservation import Statement, StatementKind
from models.rules.guards import Asking, Due, refuse
from models.rules.locking import same_final, the_final
from models.saying import say
from models.signing import BOUND, Evidence, Factor, Standing, StatementChoice

LONGEST = 5_000
"""How long a statement, a declaration or a summary may be, in characters."""


def open_signing(act: acts.OpenSigning, asking: Asking) -> tuple[AnyFact, ...]:
    """F-8: the window opens on the locked text, once for each."""
    n = asking.negotiation
    final = the_final(n)
    same_final(final, act.digest)
    if n.window is not None:
        refuse("signing_open", "The signing was opened already.", "Go on with it.", "F-8")
    if act.closes <= asking.at:
        refuse("too_early", "The window would close at once.", "Choose a later end.", "F-8")
    unknown = sorted(set(act.order) - {party.id for party in n.admitted})
    if unknown:
        raise not_found("party", unknown[0])
    opened = facts.SigningOpened(
        number=final.number,
        closes=act.closes,
        place=_bounded(act.place),
        order=tuple(dict.fromkeys(act.order)),
    )
    return (opened,)


def check_authority(act: acts.CheckAuthority, asking: Asking) -> tuple[AnyFact, ...]:
    """F-9: who signs for a party has its written authority, seen by the convenor."""
    person = asking.negotiation.people.get(act.person)
    if person is None or person.party != act.party:
        raise not_found("person", act.person)
    if not act.authority.strip():
        refuse("authority_needed", "Say what the authority is.", "Name the document.", "F-9")
    checked = facts.AuthorityChecked(
        party=act.party, person=act.person, authority=_bounded(act.authority)
    )
    return (checked,)


def sign(act: acts.Sign, asking: Asking) -> tuple[AnyFact, ...]:
    """F-7, F-9 to F-12: a party signs the text it read, while the window is open."""
    n, party = asking.negotiation, asking.author
    _check_read(n, act.digest, act.manifest)
    _check_window(n, asking.at)
    if party not in {one.id for one in n.admitted}:
        refuse(
            "not_negotiating",
            say("{party} did not negotiate this text.", party=party),
            "It may accede once the window is closed.",
            "F-8",
            ("party", party),
        )
    _check_free(n, party)
    _check_ad_ref(n, party)
    signed = replace(
        _signature(asking, party, asking.actor.person, act.statements),
        clauses=_clauses(n, act.clauses),
        place=_bounded(act.place),
    )
    return _proved(signed, act.evidence)


def record_ink(act: acts.RecordInk, asking: Asking) -> tuple[AnyFact, ...]:
    """F-13: a signature in ink is recorded by the convenor, with the digest of its scan."""
    n = asking.negotiation
    _check_read(n, act.digest, act.manifest)
    _check_window(n, asking.at)
    person = n.people.get(act.person)
    if person is None or person.party != act.party:
        raise not_found("person", act.person)
    _check_free(n, act.party)
    _check_ad_ref(n, act.party)
    if not act.scan.strip():
        refuse("scan_needed", "The scan of the page is missing.", "Attach it.", "F-13")
    evidence = Evidence(factor=Factor.INK, proof={"scan_sha256": act.scan})
    signed = replace(
        _signature(asking, act.party, act.person, act.statements),
        place=_bounded(act.place),
        recorded_by=asking.actor.person,
    )
    return _proved(signed, evidence)


def decline(act: acts.Decline, asking: Asking) -> tuple[AnyFact, ...]:
    """F-14: a party says that it does not sign: announced to all, and it may sign or accede yet."""
    n, party = asking.negotiation, asking.author
    final = the_final(n)
    same_final(final, act.digest)
    _check_window(n, asking.at)
    _check_free(n, party)
    declined = facts.SigningDeclined(
        number=final.number,
        party=party,
        person=asking.actor.person,
        statement=_bounded(act.statement),
    )
    return (declined,)


def accede(act: acts.Accede, asking: Asking) -> tuple[AnyFact, ...]:
    """F-15: any registered party joins the same text by a written declaration, after the window."""
    n, party = asking.negotiation, asking.author
    _check_read(n, act.digest, act.manifest)
    if n.window is None or not n.window.closed:
        refuse(
            "window_open",
            "The window for signing is not over.",
            "Sign, or accede once it is closed.",
            "F-15",
        )
    _check_free(n, party)
    signed = replace(
        _signature(asking, party, asking.actor.person, act.statements),
        accession=True,
        effective=act.effective.strip() or asking.at.date().isoformat(),
        declaration=_bounded(act.declaration),
    )
    return _proved(signed, act.evidence)


def withdraw_signature(act: acts.WithdrawSignature, asking: Asking) -> tuple[AnyFact, ...]:
    """F-16: a party leaves with a public date; nothing is deleted."""
    n, party = asking.negotiation, asking.author
    standing = n.standings.get(party, Standing())
    if standing.status not in BOUND or standing.signature is None:
        refuse(
            "not_signed",
            say("{party} has not signed.", party=party),
            "There is nothing to leave.",
            "F-16",
        )
    if not act.effective.strip():
        refuse("date_needed", "Say from which date.", "Name the day.", "F-16")
    left = facts.SignatureWithdrawn(
        signature=standing.signature,
        party=party,
        effective=act.effective.strip(),
        notice=_bounded(act.notice),
    )
    return (left,)


def publish(act: acts.Publish, asking: Asking) -> tuple[AnyFact, ...]:
    """F-17: the convenor publishes the locked text, at once or under an embargo."""
    final = the_final(asking.negotiation)
    same_final(final, act.digest)
    released = facts.TextReleased(
        number=final.number,
        digest=final.digest,
        embargo=act.embargo,
        summary={language: _bounded(text) for language, text in act.summary.items()},
        complaints=_bounded(act.complaints),
    )
    return (released,)


def window_over(negotiation: Negotiation) -> Due | None:
    """F-8: the window falls shut by itself, just after its end: whoever comes later accedes."""
    window, final = negotiation.window, negotiation.final
    if window is None or window.closed or final is None:
        return None
    return Due(window.closes, lambda: (facts.SigningClosed(number=final.number),))


# --- what several of them ask --------------------------------------------------------------------


def _check_read(n: Negotiation, digest: str, manifest: str) -> None:
    """F-7: pass if what was read is the locked text, with all that goes with it."""
    final = the_final(n)
    same_final(final, digest if manifest == final.manifest else "")


def _check_window(n: Negotiation, at: datetime) -> None:
    if n.window is None:
        refuse("signing_not_open", "The signing is not open.", "The convenor opens it.", "F-8")
    if n.window.closed or at > n.window.closes:
        refuse(
            "window_closed",
            "The window for signing is over.",
            "The party may accede by a written declaration.",
            "F-8",
        )


def _check_free(n: Negotiation, party: str) -> None:
    if n.standings.get(party, Standing()).status in BOUND:
        refuse(
            "signed_already",
            say("{party} has signed this text.", party=party),
            "Nothing more is needed.",
            "F-11",
            ("party", party),
        )


def _check_ad_ref(n: Negotiation, party: str) -> None:
    """F-10: what was agreed ad referendum is confirmed first."""
    waiting = n.outstanding(party)
    if waiting:
        refuse(
            "ad_ref_outstanding",
            say(
                "{party} has not confirmed {n} clauses that it agreed ad referendum.",
                party=party,
                n=len(waiting),
            ),
            "Its head confirms them, then it can sign.",
            "F-10",
            *(("ad_ref", position.clause) for position in waiting),
        )


def _clauses(n: Negotiation, chosen: Iterable[str]) -> tuple[str, ...]:
    """F-12: the clauses taken, where the rules let parties sign commitment by commitment."""
    named = tuple(dict.fromkeys(chosen))
    if named and not n.rules.by_commitment:
        refuse(
            "whole_text",
            "This text is signed as a whole.",
            "Sign it whole, with a reservation where one is needed.",
            "F-12",
        )
    unknown = [one for one in named if one not in n.clauses or n.clauses[one].removed]
    if unknown:
        raise not_found("clause", unknown[0])
    return named


def own_statements(negotiation: Negotiation, party: str) -> tuple[Statement, ...]:
    """The reservations and declarations of a party that go with its signature."""
    kinds = {StatementKind.RESERVATION, StatementKind.DECLARATION}
    found = negotiation.statements.values()
    return tuple(
        one for one in found if one.party == party and not one.withdrawn and one.kind in kinds
    )


def _choices(
    n: Negotiation, party: str, chosen: tuple[StatementChoice, ...]
) -> tuple[StatementChoice, ...]:
    """F-12: for each of its statements the party says: maintain, turn into declaration, drop."""
    own = {one.id for one in own_statements(n, party)}
    for choice in chosen:
        if choice.statement not in own:
            raise not_found("statement", choice.statement)
    missing = sorted(own - {choice.statement for choice in chosen})
    if missing:
        refuse(
            "statement_unanswered",
            "Say of each of your reservations and declarations what becomes of it.",
            "Choose: maintain, turn into a declaration, or drop.",
            "F-12",
            *(("statement", one) for one in missing),
        )
    return tuple(dict.fromkeys(chosen))


def _signature(
    asking: Asking, party: str, person: str, statements: tuple[StatementChoice, ...]
) -> facts.TextSigned:
    """A signature on the locked text; who signs it, with what authority, with which statements."""
    n = asking.negotiation
    final, its = the_final(n), n.people[person]
    standing = n.standings.get(party, Standing())
    given = standing.authority if standing.signatory == person else ""
    if its.role is Role.SIGNATORY and not given and n.parties[party].admitted:
        refuse(
            "authority_not_checked",
            say("Nobody has seen that {name} may sign for {party}.", name=its.name, party=party),
            "Show the written authority to the convenor.",
            "F-9",
            ("person", person),
        )
    return facts.TextSigned(
        signature=asking.mint(),
        order=len(n.signatures) + 1,
        number=final.number,
        digest=final.digest,
        manifest=final.manifest,
        party=party,
        person=person,
        name=its.name,
        authority=given or its.role.value,
        statements=_choices(n, party, statements),
    )


def _proved(signed: facts.TextSigned, evidence: Evidence) -> tuple[AnyFact, ...]:
    return (signed, facts.SignatureProved(signature=signed.signature, evidence=evidence))


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        refuse(
            "too_long",
            say("This has at most {most} characters.", most=LONGEST),
            "Shorten it.",
            "F-8",
        )
    return text.strip()
