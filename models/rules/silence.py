"""Rules of the silence procedure: a fixed text adopted unless a party breaks silence in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.hurdles import to_offer
from models.known import not_found, the_proposal, the_silence
from models.names import clause_name, moment, zone
from models.negotiation import Negotiation
from models.position import Source, Stand
from models.proposal import TEXTUAL
from models.rules.accepting import next_version
from models.rules.guards import (
    Asking,
    Due,
    clear,
    decided_alone,
    reads,
    refuse,
    same_proposal,
    same_version,
    still_live,
    undecided,
)
from models.rules.objecting import check_words, own_objections, raised
from models.rules.reopening import recorded_late
from models.saying import MINUTE, say, span
from models.silence import Silence, SilenceStatus

NIGHT, MORNING = timedelta(hours=22), timedelta(hours=7)
"""No silence ends between these, local time; it may end at either (domain §6.6)."""
FURTHEST = timedelta(days=366)
"""How far ahead a deadline may lie."""
LONGEST = 2_000
"""How long the reason of a cancellation may be, in characters."""


def start_silence(act: acts.StartSilence, asking: Asking) -> tuple[AnyFact, ...]:
    """L-1 to L-3: the lead facilitator offers a version, or what one live proposal makes of it."""
    n = asking.negotiation
    clause = undecided(n, act.clause)
    same_version(clause, act.version, act.digest)
    digest = _offered(act, n, clause)
    clear(to_offer(n, clause.id, act.proposal))
    _check_end(act, asking)
    silence = asking.mint()
    started = facts.SilenceStarted(
        silence=silence,
        order=len(n.silences) + 1,
        clause=clause.id,
        version=clause.current,
        ends=act.ends,
    )
    offered = facts.SilenceOffered(
        silence=silence,
        digest=digest,
        notified=tuple(party.id for party in n.admitted),
        proposal=act.proposal,
    )
    return (started, offered)


def _offered(act: acts.StartSilence, n: Negotiation, clause: Clause) -> str:
    """The digest of the wording that is offered, as the facilitator read it."""
    if act.proposal is None:
        reads(n, clause)
        return clause.version.digest
    proposal = the_proposal(n, act.proposal)
    if proposal.clause != clause.id:
        raise not_found("proposal", act.proposal)
    still_live(proposal)
    same_proposal(proposal, act.wording)
    decided_alone(proposal, "L-2")
    return proposal.digest


def _check_end(act: acts.StartSilence, asking: Asking) -> None:
    n = asking.negotiation
    end = moment(n, earliest_end(n, asking.at))
    earliest = say("It may end at {time} at the earliest.", time=end)
    if act.ends.tzinfo is None:
        refuse("no_time_zone", "The deadline names no time zone.", earliest, "L-3")
    if act.ends - asking.at > FURTHEST:
        refuse("too_far", "The deadline is more than a year away.", earliest, "L-3")
    if act.ends - asking.at < n.rules.silence_minimum:
        minimum = span(n.rules.silence_minimum)
        refuse(
            "too_short",
            say("A silence procedure runs for at least {time}.", time=minimum),
            earliest,
            "L-3",
        )
    if act.ends != _by_day(n, act.ends):
        refuse(
            "at_night",
            "A silence does not end between 22:00 and 07:00 local time.",
            earliest,
            "L-3",
        )


def earliest_end(negotiation: Negotiation, at: datetime) -> datetime:
    """The first full minute at which a silence started at `at` may end."""
    end = at + negotiation.rules.silence_minimum
    beyond = timedelta(seconds=end.second, microseconds=end.microsecond)
    return _by_day(negotiation, end + (MINUTE - beyond if beyond else beyond))


def _by_day(n: Negotiation, end: datetime) -> datetime:
    """The same time where it is not at night; else the next morning."""
    local = end.astimezone(zone(n))
    midnight = datetime.combine(local.date(), time(), local.tzinfo)
    if MORNING <= local - midnight <= NIGHT:
        return end
    day = midnight + timedelta(days=1) if local - midnight > NIGHT else midnight
    return (day + MORNING).astimezone(end.tzinfo)


def acknowledge_silence(act: acts.AcknowledgeSilence, asking: Asking) -> tuple[AnyFact, ...]:
    """L-5: a party has received the offer; receipt is not consent, and counts once."""
    silence = _running(asking.negotiation, act.silence, "L-5")
    if asking.author in silence.acknowledged:
        return ()
    return (facts.SilenceAcknowledged(silence=silence.id, party=asking.author),)


def break_silence(act: acts.BreakSilence, asking: Asking) -> tuple[AnyFact, ...]:
    """L-6, L-8: the head of a notified party objects to what is offered, and the silence ends.

    A party that walked out may: it was notified and would be bound. What comes too late is refused
    and recorded as a request to reopen.
    """
    n = asking.negotiation
    silence = the_silence(n, act.silence)
    check_words(act)
    over = silence.running and asking.at > silence.ends
    if over or silence.status is SilenceStatus.EXPIRED:
        raise recorded_late(act, asking, silence)
    _running(n, silence.id, "L-6")
    objection, *position = raised(act, asking, n.clauses[silence.clause], silence.proposal)
    given_way = tuple(
        facts.ObjectionMooted(objection=o.id)
        for o in own_objections(n, silence.clause, asking.party, silence.proposal)
    )
    breaker = facts.SilenceBreaker(
        silence=silence.id,
        party=asking.party,
        objection=objection.objection,
        unnamed=objection.unnamed,
    )
    broken = facts.SilenceBroken(silence=silence.id)
    return (broken, breaker, *given_way, objection, *position)


def cancel_silence(act: acts.CancelSilence, asking: Asking) -> tuple[AnyFact, ...]:
    """L-9: a facilitator takes the offer back; the clause is as it was before."""
    silence = _running(asking.negotiation, act.silence, "L-9")
    if not act.reason.strip() or len(act.reason) > LONGEST:
        refuse(
            "reason_needed",
            say("Who was notified is told why, in at most {most} characters.", most=LONGEST),
            "Give the reason in a sentence.",
            "L-9",
        )
    return (
        facts.SilenceCancelled(silence=silence.id),
        facts.SilenceExplained(silence=silence.id, reason=act.reason.strip()),
    )


def _running(n: Negotiation, silence: str, rule: str) -> Silence:
    found = the_silence(n, silence)
    if not found.running:
        refuse(
            "not_running",
            say(
                "{silence} on {clause} is over: {status}.",
                silence=found.label,
                clause=clause_name(n, found.clause),
                status=say(found.status.value),
            ),
            "Object to the text if you cannot live with it.",
            rule,
            ("silence", found.id),
        )
    return found


# --- what falls due ------------------------------------------------------------------------------


def unbroken(negotiation: Negotiation) -> Due | None:
    """L-7: the silence whose deadline comes first, and its adoption just after."""
    if not negotiation.running_silences:
        return None
    silence = negotiation.running_silences[0]
    return Due(silence.ends, lambda: tuple(_expire(negotiation, silence)))


def _expire(n: Negotiation, silence: Silence) -> Iterator[AnyFact]:
    """L-7: what was offered is the text, and agreed, unless something has come in its way."""
    clause = n.clauses[silence.clause]
    proposal = n.proposals[silence.proposal] if silence.proposal else None
    if clause.current != silence.version or clause.agreed or (proposal and not proposal.live):
        yield facts.SilenceCancelled(silence=silence.id)
        return
    for objection in n.objections_heard(clause.id):
        # Suspended when the silence started, and its party has come back since.
        yield facts.SilenceBroken(silence=silence.id)
        yield facts.SilenceBreaker(
            silence=silence.id,
            party=objection.party,
            objection=objection.id,
            unnamed=objection.unnamed,
        )
        return
    yield facts.SilenceExpired(silence=silence.id)
    version, number = clause.current, len(n.decisions) + 1
    if proposal is not None:
        yield from next_version(n, proposal)
        number += 1
        if proposal.effect in TEXTUAL:
            version = clause.next_number
    silent = _silent(n, silence, version)
    for party in silent:
        yield facts.PositionStated(
            party=party,
            person="",
            clause=clause.id,
            version=version,
            digest=silence.digest,
            stand=Stand.AGREE,
            source=Source.SILENCE,
        )
    yield facts.ClauseAgreed(decision=number, clause=clause.id, version=version)
    if clause.parking is not None and version == silence.version:
        yield facts.ClauseResumed(clause=clause.id)
    yield facts.SilenceCounted(
        silence=silence.id,
        decision=number,
        notified=silence.notified,
        silent=silent,
    )


def _silent(n: Negotiation, silence: Silence, version: int) -> tuple[str, ...]:
    """Who was notified, takes part still, and has said nothing else of this version."""
    clause = n.clauses[silence.clause]
    objecting = {objection.party for objection in n.standing_objections(clause.id)}
    said = {p.id for p in n.admitted if version == clause.current and n.position(clause.id, p.id)}
    return tuple(
        party
        for party in silence.notified
        if n.parties[party].admitted and party not in objecting | said
    )
