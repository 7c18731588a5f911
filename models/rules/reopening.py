"""Rules of reopening: an agreed clause taken up again."""

from __future__ import annotations

from collections.abc import Iterator

from models import acts, facts
from models.clause import ChangedBasis, Clause
from models.facts import AnyFact
from models.hurdles import to_reopen
from models.known import the_clause
from models.names import clause_name, moment
from models.negotiation import Negotiation
from models.package import PackageStatus
from models.refusals import Obstacle, Refusal
from models.reopening import Reopening
from models.rules.adopting import fallen_corrections
from models.rules.guards import Asking, active, clear, refuse, same_version
from models.saying import row, say
from models.silence import Silence

LONGEST = 2_000
"""How long a reason may be, in characters."""


def request_reopen(act: acts.RequestReopen, asking: Asking) -> tuple[AnyFact, ...]:
    """E-1: the head of an active party asks that an agreed clause be taken up again."""
    n = asking.negotiation
    active(n, asking.actor)
    clause = _agreed(n, act.clause)
    request = n.reopenings.get(clause.id)
    if request is not None:
        refuse(
            "requested_already",
            say(
                "{party} has asked to reopen {clause}.",
                party=request.party,
                clause=clause_name(n, clause.id),
            ),
            "Support its request, or wait for the facilitators' answer.",
            "E-1",
            ("clause", clause.id),
        )
    _check_reason(act.reason, "E-1")
    requested = facts.ReopenRequested(
        clause=clause.id,
        party=asking.author,
        person=asking.actor.person,
        reason=act.reason.strip(),
    )
    return (requested,)


def support_reopen(act: acts.SupportReopen, asking: Asking) -> tuple[AnyFact, ...]:
    """E-2: the head of another active party supports a request, once."""
    n = asking.negotiation
    active(n, asking.actor)
    request = the_request(n, act.clause)
    if asking.author in request.supporters:
        refuse(
            "supported_already",
            say("{party} supports this request.", party=asking.author),
            "Nothing more is needed.",
            "E-2",
            ("clause", request.clause),
        )
    return (facts.ReopenSupported(clause=request.clause, party=asking.author),)


def withdraw_reopen(act: acts.WithdrawReopen, asking: Asking) -> tuple[AnyFact, ...]:
    """E-2: the party that asked withdraws its request."""
    return (facts.ReopenWithdrawn(clause=the_request(asking.negotiation, act.clause).clause),)


def reopen(act: acts.Reopen, asking: Asking) -> tuple[AnyFact, ...]:
    """E-3 to E-5: the facilitators grant a request that has the supporters it takes."""
    n = asking.negotiation
    clause = _agreed(n, act.clause)
    same_version(clause, act.version, act.digest)
    request = the_request(n, clause.id)
    if n.lock_pending is not None:
        refuse(
            "lock_pending",
            "The lock of this text has been requested.",
            "Stop the lock first, then reopen the clause.",
            "E-4",
            ("lock", str(n.lock_pending.number)),
        )
    clear(to_reopen(n, request))
    reopened = facts.ClauseReopened(
        decision=len(n.decisions) + 1,
        clause=clause.id,
        version=clause.current,
        unadopts=n.adopted is not None,
    )
    return (reopened, *fallen_corrections(n), *_flags(n, clause))


def decline_reopen(act: acts.DeclineReopen, asking: Asking) -> tuple[AnyFact, ...]:
    """E-3: the facilitators decline a request, and say why."""
    request = the_request(asking.negotiation, act.clause)
    _check_reason(act.reason, "E-3")
    return (facts.ReopenDeclined(clause=request.clause, reason=act.reason.strip()),)


def recorded_late(act: acts.BreakSilence, asking: Asking, silence: Silence) -> Refusal:
    """L-8: the refusal of a break that came too late: it is recorded as a request to reopen."""
    n = asking.negotiation
    sentence = say(
        "{silence} on {clause} ended at {time}.",
        silence=silence.label,
        clause=clause_name(n, silence.clause),
        time=moment(n, silence.ends),
    )
    agreed = n.clauses[silence.clause].agreed
    if agreed:
        sentence = row([sentence, say("What you say is recorded as a request to reopen it.")])
    return Refusal(
        "deadline_passed",
        sentence,
        "Ask another party to support it; the facilitators decide."
        if agreed
        else "Object to the text as it is now.",
        rule="L-8",
        obstacles=(Obstacle("silence", silence.id),),
        recorded=tuple(_late(act, asking, silence)) if agreed else (),
    )


def _late(act: acts.BreakSilence, asking: Asking, silence: Silence) -> Iterator[AnyFact]:
    """A request of its own, or support of another party's; neither a second time."""
    party, request = asking.party, asking.negotiation.reopenings.get(silence.clause)
    if request is None:
        yield facts.ReopenRequested(
            clause=silence.clause,
            party=party,
            person=asking.actor.person,
            reason=act.reason.strip() or act.remedy.strip(),
            late_break=True,
        )
    elif party not in (request.party, *request.supporters):
        yield facts.ReopenSupported(clause=silence.clause, party=party)


def the_request(negotiation: Negotiation, clause: str) -> Reopening:
    """The request to reopen a clause; raises Refusal (`not_requested`, `not_found`)."""
    the_clause(negotiation, clause)
    request = negotiation.reopenings.get(clause)
    if request is None:
        refuse(
            "not_requested",
            say("Nobody has asked to reopen {clause}.", clause=clause_name(negotiation, clause)),
            "A head of delegation asks first.",
            "E-1",
            ("clause", clause),
        )
    return request


def _agreed(n: Negotiation, clause: str) -> Clause:
    found = the_clause(n, clause)
    if not found.agreed:
        refuse(
            "not_agreed",
            say("{clause} is not agreed.", clause=clause_name(n, clause)),
            "Propose, or object, as on any clause.",
            "E-1",
            ("clause", clause),
        )
    return found


def _check_reason(reason: str, rule: str) -> None:
    if not reason.strip():
        refuse("reason_needed", "This takes a reason.", "Give it in a sentence.", rule)
    if len(reason) > LONGEST:
        refuse(
            "too_long",
            say("A reason has at most {most} characters.", most=LONGEST),
            "Say it in fewer words.",
            rule,
        )


# --- the other clauses of a package --------------------------------------------------------------


def _flags(n: Negotiation, clause: Clause) -> Iterator[AnyFact]:
    """E-5: the other clauses of an agreed package may be looked at again (domain §6.7)."""
    for package in n.packages.values():
        if package.status is PackageStatus.AGREED and package.element(clause.id) is not None:
            basis = ChangedBasis(clause=clause.id, version=clause.current, package=package.id)
            for element in package.elements:
                if element.clause != clause.id:
                    yield facts.SecondLookOffered(clause=element.clause, basis=basis)


def unflagged(negotiation: Negotiation, clause: str) -> Iterator[AnyFact]:
    """E-5: what reopening a clause flagged, when that is undone."""
    for other in negotiation.clauses.values():
        for basis in other.second_look:
            if basis.clause == clause and basis.package:
                yield facts.SecondLookOffered(clause=other.id, basis=basis, taken_back=True)
