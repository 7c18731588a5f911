"""What concerns one side: read off from a negotiation before and after a fact (domain §5.4).

A side is an author key: an admitted party, or the facilitators. It is told what became of its own
positions, proposals and objections, what it is asked, and what changed for everybody; never what
it may not see. Whatever a fact is called, what it did to the state is what is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from models.clause import Clause
from models.correction import CorrectionStatus
from models.names import author_name, clause_name
from models.negotiation import Negotiation
from models.notice import Notice
from models.objection import Objection, ObjectionStatus
from models.party import FACILITATORS, Presence
from models.position import Stand
from models.proposal import Proposal, ProposalStatus
from models.retention import Erasure
from models.rulebook import Group, Kind
from models.silence import SilenceStatus
from models.tripwires import tripped

KEPT = 300
"""How many notices of a side are kept."""

T = TypeVar("T")


class Line(NamedTuple):
    """One thing told to one side."""

    side: str
    kind: str
    sentence: str
    clause: str | None = None
    item: str | None = None


def noticed(before: Negotiation, after: Negotiation, at: datetime) -> Negotiation:
    """`after` with what its sides are told of the step from `before`, recorded at `at`."""
    notices: dict[str, tuple[Notice, ...]] = {}
    for line in lines(before, after):
        kept = notices.get(line.side) or after.notices.get(line.side, ())
        number = kept[-1].number + 1 if kept else 1
        notice = Notice(
            number=number,
            kind=line.kind,
            sentence=line.sentence[:1].upper() + line.sentence[1:],
            at=at,
            clause=line.clause,
            item=line.item,
        )
        notices[line.side] = (*kept, notice)[-KEPT:]
    return replace(after, notices={**after.notices, **notices}) if notices else after


def lines(before: Negotiation, after: Negotiation) -> Iterator[Line]:
    """Everything the sides are told of one step, in no order of weight. Raises nothing."""
    for told in _TOLD:
        yield from told(before, after)


def _changed(before: Mapping[str, T], after: Mapping[str, T]) -> Iterator[tuple[T | None, T]]:
    """What is new or another thing than before; nothing to do where the mapping is the same."""
    if before is not after:
        for key, now in after.items():
            if before.get(key) is not now:
                yield before.get(key), now


# --- who is told, and what they may know ----------------------------------------------------------


def sees(negotiation: Negotiation, side: str, kind: Kind) -> bool:
    """Whether the people of a side may see a kind of thing now."""
    group = Group.FACILITATORS if side == FACILITATORS else Group.PARTIES
    if negotiation.shown is not None:
        return group in negotiation.shown.get(kind, frozenset())
    return negotiation.rules.sees(group, kind)


def _parties(n: Negotiation) -> tuple[str, ...]:
    return tuple(party.id for party in n.admitted)


def _everybody(n: Negotiation) -> tuple[str, ...]:
    return (*_parties(n), FACILITATORS)


def _sides(n: Negotiation, authors: Iterable[str]) -> list[str]:
    """Those of some authors that are sides of the negotiation now."""
    return [side for side in dict.fromkeys(authors) if side in _everybody(n)]


def _who(n: Negotiation, side: str, author: str | None) -> str:
    """An author by name, for those who may know it."""
    known = author is not None and (author == side or sees(n, side, Kind.ATTRIBUTION))
    return author_name(author) if author is not None and known else "somebody"


def _clause(n: Negotiation, side: str, clause: str) -> str:
    return clause_name(n, clause) if sees(n, side, Kind.TEXT) else "a clause"


def _because(n: Negotiation, side: str, reason: str) -> str:
    return f": {reason}" if reason and sees(n, side, Kind.REASONS) else "."


def local(negotiation: Negotiation, at: datetime) -> str:
    """A time for people, on the clock of the negotiation, with its zone."""
    zone = datetime.strptime(negotiation.utc_offset, "%z").tzinfo
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M} ({negotiation.utc_offset})"


# --- proposals and objections ---------------------------------------------------------------------

_BECAME = {
    ProposalStatus.ACCEPTED: "was accepted",
    ProposalStatus.ACCEPTED_IN_PART: "was accepted in part",
    ProposalStatus.SUPERSEDED: "was superseded",
    ProposalStatus.WITHDRAWN: "was withdrawn",
    ProposalStatus.LAPSED: "lapsed",
    ProposalStatus.RETURNED: "is back with you as a draft",
}


def _proposals(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.proposals, n.proposals):
        if old is None:
            yield from _tabled(n, now)
            continue
        for side in _sides(n, now.sponsors):
            for kind, said in _of_own(n, side, old, now):
                yield Line(side, kind, said, now.clause, now.id)
        for bridged in now.answers:
            if old.answers.get(bridged) is not now.answers[bridged]:
                author = _who(n, FACILITATORS, n.proposals[bridged].author)
                answer = now.answers[bridged].value.replace("_", " ")
                said = f"{author} calls {n.proposals[bridged].label} {answer} in {now.label}."
                yield Line(FACILITATORS, "bridge_answered", said, now.clause, now.id)


def _tabled(n: Negotiation, proposal: Proposal) -> Iterator[Line]:
    where, item = proposal.clause, proposal.id
    if proposal.author != FACILITATORS:
        whose = _who(n, FACILITATORS, proposal.author)
        said = f"{proposal.label} by {whose} was tabled on {_clause(n, FACILITATORS, where)}."
        yield Line(FACILITATORS, "proposal_tabled", said, where, item)
    for bridged in proposal.bridges:
        own = n.proposals[bridged]
        for side in _sides(n, [own.author]):
            said = f"{proposal.label} bridges your {own.label}: say whether it is reflected."
            yield Line(side, "bridged", said, where, item)


def _of_own(n: Negotiation, side: str, old: Proposal, now: Proposal) -> Iterator[tuple[str, str]]:
    """What became of a proposal that is one's own: kinds and sentences."""
    if now.edition == old.edition:
        for party in set(now.seconds) - set(old.seconds) - {side}:
            yield "proposal_seconded", f"{_who(n, side, party)} seconded your {now.label}."
        for party in set(now.co_sponsors) - set(old.co_sponsors) - {side}:
            yield "proposal_joined", f"{_who(n, side, party)} joined your {now.label}."
    withdrawn_by_itself = now.status is ProposalStatus.WITHDRAWN and side == now.author
    if now.status is not old.status and not withdrawn_by_itself:
        if not now.live:
            yield f"proposal_{now.status.value}", f"your {now.label} {_BECAME[now.status]}."
        elif not old.live:
            yield "proposal_live", f"your {now.label} is live again."
    if not now.live:
        return
    if now.needs_author and not old.needs_author:
        said = f"your {now.label} does not read as proposed since the text changed: revise it."
        yield "proposal_needs_you", said
    elif now.base != old.base and now.edition == old.edition:
        yield "proposal_carried", f"your {now.label} was carried over to version {now.base}."


def _objections(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.objections, n.objections):
        if old is None:
            yield from _raised(n, now)
        elif old.status is not now.status:
            yield from _answered(n, now)


def _raised(n: Negotiation, objection: Objection) -> Iterator[Line]:
    proposal = n.proposals.get(objection.proposal or "")
    told = {FACILITATORS, *(proposal.sponsors if proposal is not None else ())}
    for side in sorted(_sides(n, told - {objection.party})):
        what = _clause(n, side, objection.clause)
        if proposal is not None:
            what = f"your {proposal.label}" if side in proposal.sponsors else proposal.label
        who = _who(n, side, objection.party)
        said = f"{who} objects to {what}{_because(n, side, objection.reason)}"
        item = objection.id if sees(n, side, Kind.ATTRIBUTION) else None
        yield Line(side, "objection_raised", said, objection.clause, item)
    if objection.recorded_by is not None:
        said = f"{objection.label} was recorded on your behalf: confirm it, or correct it."
        yield from _to(n, [objection.party], "recorded_for_you", said, objection)


def _to(
    n: Negotiation, sides: Iterable[str], kind: str, said: str, objection: Objection
) -> Iterator[Line]:
    for side in _sides(n, sides):
        yield Line(side, kind, said, objection.clause, objection.id)


_SAID_OF_OBJECTION = {
    ObjectionStatus.NEEDS_ANSWER: "needs your answer: the text has changed.",
    ObjectionStatus.MOOT: "is moot: what it was about is gone.",
    ObjectionStatus.OVERRIDDEN: "was overridden, and is kept as dissent.",
    ObjectionStatus.OPEN: "is open again.",
}


def _answered(n: Negotiation, now: Objection) -> Iterator[Line]:
    said = _SAID_OF_OBJECTION.get(now.status)
    if said is not None:
        own = f"your objection {now.label} {said}"
        yield from _to(n, [now.party], f"objection_{now.status.value}", own, now)
        return
    proposal = n.proposals.get(now.proposal or "")
    for side in _sides(n, (FACILITATORS, *(proposal.sponsors if proposal is not None else ()))):
        who = _who(n, side, now.party)
        item = now.id if sees(n, side, Kind.ATTRIBUTION) else None
        yield Line(side, "objection_lifted", f"{who} lifted an objection.", now.clause, item)


# --- clauses and positions ------------------------------------------------------------------------


def _clauses(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.clauses, n.clauses):
        if old is None:
            continue
        if old.current != now.current:
            yield from _moved(n, old, now)
        for side in _everybody(n):
            for kind, said in _became(old, now, _clause(n, side, now.id)):
                yield Line(side, kind, said, now.id)


def _became(old: Clause, now: Clause, name: str) -> Iterator[tuple[str, str]]:
    if now.agreed and not old.agreed:
        yield "clause_agreed", f"{name} is agreed ad referendum."
    if now.reopened and old.agreed and not now.agreed:
        yield "clause_reopened", f"{name} is taken up again."
    if now.second_look and now.second_look != old.second_look:
        yield "second_look", f"{name} deserves a second look: {now.second_look}"


def _moved(n: Negotiation, old: Clause, now: Clause) -> Iterator[Line]:
    """Positions lapse with their version, unless a correction carries them over (domain R2, R3)."""
    if n.correction_of(now.id, now.current) is not None:
        return
    stated = n.positions.get(now.id, {})
    lapsed = [party for party, version in stated if version == old.current]
    back = [party for party, version in stated if version == now.current]
    for side in _sides(n, lapsed):
        name, stand = _clause(n, side, now.id), _stand(stated[side, old.current].stand)
        said = f"{name} reads as version {now.current}: your position on version {old.current}, "
        said += f"{stand}, lapsed; {len(lapsed)} in all."
        yield Line(side, "position_lapsed", said, now.id)
    for side in _sides(n, back):
        name, stand = _clause(n, side, now.id), _stand(stated[side, now.current].stand)
        said = f"{name} is back to version {now.current}: your position, {stand}, holds again."
        yield Line(side, "position_restored", said, now.id)


def _stand(stand: Stand) -> str:
    return stand.value.replace("_", " ")


def _positions(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    if before.positions is n.positions:
        return
    for clause, stated in n.positions.items():
        known = before.positions.get(clause, {})
        for key, now in stated.items():
            if known.get(key) is not now and now.recorded_by is not None:
                said = f"“{_stand(now.stand)}” was recorded on your behalf on "
                said += f"{_clause(n, now.party, clause)}: confirm it, or correct it."
                for side in _sides(n, [now.party]):
                    yield Line(side, "recorded_for_you", said, clause)


def _reopenings(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.reopenings, n.reopenings):
        if old is None:
            for side in _everybody(n):
                if side != now.party:
                    who, what = _who(n, side, now.party), _clause(n, side, now.clause)
                    said = f"{who} asks to reopen {what}{_because(n, side, now.reason)}"
                    yield Line(side, "reopening_requested", said, now.clause)
    for clause, asked in before.reopenings.items():
        if clause not in n.reopenings and n.clauses[clause].agreed:
            for side in _sides(n, (asked.party, *asked.supporters)):
                said = f"the request to reopen {_clause(n, side, clause)} is closed."
                yield Line(side, "reopening_closed", said, clause)


# --- what runs, and what is asked -----------------------------------------------------------------


def _question(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    put = n.question
    if put is not None and put is not before.question:
        until = local(n, put.closes)
        for side in _parties(n):
            said = f"{_clause(n, side, put.clause)} is put to the room: object until {until}."
            yield Line(side, "question_put", said, put.clause)


def _silences(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.silences, n.silences):
        until = local(n, now.ends)
        for side in _everybody(n):
            name = _clause(n, side, now.clause)
            if old is None:
                kind, said = "silence_started", f"a silence runs on {name}, until {until}."
            elif old.ends != now.ends:
                kind, said = "silence_moved", f"the silence on {name} now runs until {until}."
            elif old.status is not now.status:
                kind = f"silence_{now.status.value}"
                said = f"the silence on {name} {_ended(n, side, now.status, now.broken_by)}."
            else:
                continue
            yield Line(side, kind, said, now.clause, now.id)


def _ended(n: Negotiation, side: str, status: SilenceStatus, by: str | None) -> str:
    if status is SilenceStatus.BROKEN:
        named = n.rules.silence_names or side == by
        return f"was broken by {_who(n, side, by)}" if named else "was broken"
    return "was cancelled" if status is SilenceStatus.CANCELLED else "was not broken"


def _packages(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.packages, n.packages):
        if old is None:
            for side in _parties(n):
                said = f"{now.label} was tabled: say where you stand on the whole of it."
                yield Line(side, "package_tabled", said, None, now.id)
        elif old.status is not now.status:
            for side in _everybody(n):
                said = f"{now.label} is {now.status.value}."
                yield Line(side, f"package_{now.status.value}", said, None, now.id)


def _corrections(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.corrections, n.corrections):
        for side in _everybody(n):
            name = _clause(n, side, now.clause)
            if old is None:
                kind = "correction_proposed"
                said = f"{now.label} corrects {name}: contest it until {local(n, now.window_ends)}."
            elif old.status is now.status:
                continue
            elif now.status is CorrectionStatus.CONFIRMED:
                kind = "correction_confirmed"
                said = f"{now.label} is confirmed: {name} reads as version {now.became}, "
                said += "and every position holds."
            elif now.status is CorrectionStatus.CONTESTED:
                kind = "correction_contested"
                said = f"{_who(n, side, now.contested_by)} contests {now.label} on {name}."
            else:
                kind, said = "correction_withdrawn", f"{now.label} on {name} was withdrawn."
            yield Line(side, kind, said, now.clause, now.id)


def _discrepancies(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.discrepancies, n.discrepancies):
        if old is None:
            name = _clause(n, FACILITATORS, now.clause)
            said = f"{now.label}: the {now.language} text of {name} is said to differ."
            yield Line(FACILITATORS, "discrepancy_noted", said, now.clause, now.id)
        elif now.cleared and now.side is not None:
            for side in _sides(n, [now.side]):
                said = f"your note {now.label} was answered: {now.answer}"
                yield Line(side, "discrepancy_cleared", said, now.clause, now.id)


# --- the whole ------------------------------------------------------------------------------------


def _room(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for old, now in _changed(before.parties, n.parties):
        for kind, said in _party(old is not None and old.admitted, now.admitted):
            yield from _all(n, kind, f"{now.id} {said}", but=now.id)
        gone = now.presence is Presence.WALKED_OUT
        was = old is not None and old.presence is Presence.WALKED_OUT
        if gone != was and now.admitted:
            kind = "walked_out" if gone else "came_back"
            said = f"{now.id} {'has walked out' if gone else 'is back'}."
            yield from _all(n, kind, said, but=now.id)
    if (before.mode, before.shown) != (n.mode, n.shown):
        yield from _all(n, "visibility_changed", "who sees what has changed.")


def _party(was: bool, admitted: bool) -> Iterator[tuple[str, str]]:
    if admitted and not was:
        yield "party_admitted", "was admitted."
    if was and not admitted:
        yield "party_left", "takes no part any more."


def _all(n: Negotiation, kind: str, said: str, but: str = "") -> Iterator[Line]:
    for side in _everybody(n):
        if side != but:
            yield Line(side, kind, said)


def _text(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    if before.decisions is not n.decisions:
        for old, now in zip(before.decisions, n.decisions, strict=False):
            if now.undone and not old.undone:
                for side in _everybody(n):
                    of = f", on {_clause(n, side, now.clause)}" if now.clause else ""
                    yield Line(side, "undone", f"{now.label}{of}, was undone.", now.clause)
    if n.adopted is not None and before.adopted is None:
        yield from _all(n, "text_adopted", "the whole text is adopted ad referendum.")
        yield from _to_confirm(n)
    if n.adopted is None and before.adopted is not None:
        yield from _all(n, "adoption_fell", "the text is not adopted any more.")
    if n.legal_check and not before.legal_check:
        yield from _all(n, "text_closed", "the legal check is complete, and the text is closed.")
    if Erasure.PRIVATE in n.erased and Erasure.PRIVATE not in before.erased:
        said = "drafts, caucuses, own notes and earlier notices were erased, as the rules have it."
        yield from _all(n, "erased", said)


def _to_confirm(n: Negotiation) -> Iterator[Line]:
    """What a party agreed to ad referendum waits for its confirmation."""
    for side in _parties(n):
        stands = [n.position(clause, side) for clause in n.clauses]
        waiting = [
            one
            for one in stands
            if one is not None and one.stand is Stand.AGREE_AD_REF and one.confirmed_at is None
        ]
        if waiting:
            said = f"{len(waiting)} of your positions are ad referendum: confirm them."
            yield Line(side, "confirmation_due", said)


def _tripwires(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """B-10: a side's own wire rings for that side alone, with its own words."""
    for its in tripped(before, n):
        wire = its.tripwire
        moved = "appears in" if wire.appears else "disappears from"
        for side in _sides(n, [its.author]):
            said = f"“{wire.phrase}” {moved} {_clause(n, side, wire.clause)}"
            proposal = n.proposals.get(its.proposal or "")
            said += "." if proposal is None else f" by {proposal.label}."
            yield Line(side, "tripwire", said, wire.clause, its.proposal or wire.id)


def _briefings(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    for held in n.briefings[len(before.briefings) :]:
        said = f"{held.party} has briefed {held.briefed} of its {held.of} people."
        yield Line(FACILITATORS, "briefing_held", said)
    for party in n.briefed.keys() - before.briefed.keys():
        said = f"{party} says that its duty to brief is met."
        yield from _all(n, "duty_to_brief_met", said, but=party)


_TOLD = (
    _clauses,
    _proposals,
    _objections,
    _positions,
    _reopenings,
    _question,
    _silences,
    _packages,
    _corrections,
    _discrepancies,
    _room,
    _text,
    _briefings,
    _tripwires,
)
