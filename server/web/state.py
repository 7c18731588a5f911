"""The state of a negotiation as one person may know it, for programs: the player, bots, tests.

The same sight that decides a page decides this: an audience without attribution gets no proposal,
no objection, no party and no id of one; positions of others only where positions may be known.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from models import views
from models.caucus import Caucus, Note, Tripwire
from models.clause import Clause
from models.correction import CorrectionStatus
from models.languages import translations
from models.layer import to_json
from models.names import basis_said
from models.negotiation import Decision, Negotiation
from models.objection import Objection
from models.outline import placed, replaced, successors_of
from models.partaking import reviews, rule_changes
from models.position import Position, Source
from models.proposal import Plan, Proposal
from models.reopening import Reopening
from models.rulebook import INSIDERS, Group, Kind, rules_digest
from models.sight import Sight, knows_of, names, sight_of
from models.silence import Silence
from models.translation import Translation
from models.whole import whole_digest
from server.web import access
from server.web.sealed import sealed
from server.web.services import services
from server.web.stances import stances

Json = dict[str, object]


async def state(request: Request) -> Response:
    """GET /n/{negotiation}/state: everything this person may know now, as one JSON object."""
    found = await access.enter(request, "follow")
    room = found.room
    sight = sight_of(room.negotiation, found.visitor.actor)
    now = services(request).rooms.clock.now()
    told = {"place": room.place, "now": now.isoformat(), **summary(room.negotiation, sight)}
    return JSONResponse(told)


def summary(n: Negotiation, sight: Sight) -> Json:
    """What an audience may know of a negotiation, as JSON values. Raises nothing."""
    reads = n.sees(sight.group, Kind.TEXT)
    clauses = placed(n) if reads else ()
    proposals = n.proposals.values() if sight.attribution else ()
    objections = n.objections.values() if sight.attribution else ()
    return {
        "negotiation": n.id,
        "title": n.title,
        "session": n.session,
        "mode": n.mode.value,
        "rules_adopted": n.rules_adopted,
        "rules": rules_digest(n.rules),
        "rules_proposed": _rules_proposed(n) if sight.attribution else None,
        "on_screen": n.on_screen.clause if n.on_screen is not None and reads else None,
        "quorum": _quorum(n),
        "question": _question(n) if reads else None,
        "agreed": str(views.progress(n)) if reads else "",
        "status": views.negotiation_status(n).value,
        "languages": list(n.languages),
        "clauses": {its.id: _clause(n, its, sight) for its in clauses},
        "redirects": _redirects(n) if reads else {},
        "renumbered": n.renumbered,
        "whole_digest": whole_digest(n) if reads else "",
        "decisions": [_decision(one, sight, reads=reads) for one in n.decisions],
        "parties": _parties(n, sight) if sight.attribution else {},
        "reviewing": _reviewing(n) if sight.attribution and reads else {},
        "positions": {its.id: _positions(n, its, sight) for its in clauses},
        "proposals": {one.id: _proposal(n, one, sight) for one in proposals},
        "objections": {one.id: _objection(one, sight) for one in objections},
        **stances(n, sight),
        **sealed(n, sight),
        "sources": {its.id: _sources(n, its, sight) for its in clauses},
        "silences": {one.id: _silence(n, one, sight) for one in n.silences.values() if reads},
        "reopenings": {
            clause: _reopening(one, sight)
            for clause, one in n.reopenings.items()
            if sight.attribution
        },
        "corrections": _corrections(n, sight) if reads else {},
        "translations": [_translation(one) for one in translations(n)] if reads else [],
        "discrepancies": _discrepancies(n, sight) if reads else {},
        "caucuses": {
            one.id: _caucus(n, one, sight) for one in n.caucuses.values() if knows_of(sight, one)
        },
        "notes": {one.id: _note(one) for one in n.notes.values() if one.author == sight.author},
        "tripwires": {
            one.id: _tripwire(one) for one in n.tripwires.values() if one.author == sight.author
        },
    }


def _rules_proposed(n: Negotiation) -> Json | None:
    its = n.rules_proposed
    if its is None:
        return None
    return {
        "digest": its.digest,
        "closes": its.closes.isoformat(),
        "changes": {one.field: {"old": one.old, "new": one.new} for one in rule_changes(n)},
        "agreeing": [party for party, said in n.rules_answers.items() if said.agree],
        "objecting": [party for party, said in n.rules_answers.items() if not said.agree],
    }


def _reviewing(n: Negotiation) -> dict[str, Json]:
    return {
        one.party: {
            "clauses": list(one.clauses),
            "until": one.until.isoformat() if one.until is not None else None,
            "says": str(one),
        }
        for one in reviews(n)
    }


def _quorum(n: Negotiation) -> Json:
    there = n.attendance
    return {
        "present": there.present,
        "admitted": there.admitted,
        "needed": there.needed,
        "met": there.met,
    }


def _question(n: Negotiation) -> Json | None:
    put = n.question
    if put is None:
        return None
    return {"clause": put.clause, "version": put.version, "closes": put.closes.isoformat()}


def _parties(n: Negotiation, sight: Sight) -> dict[str, Json]:
    return {
        party.id: {
            "name": party.name,
            "presence": party.presence.value,
            "active": party.active,
            "statement": party.statement if sight.reasons else "",
        }
        for party in n.admitted
    }


def _clause(n: Negotiation, its: Clause, sight: Sight) -> Json:
    return {
        "number": its.number,
        "part": its.part,
        "status": views.status(n, its.id).value,
        "version": its.current,
        "versions": [version.number for version in its.versions],
        "digest": its.version.digest,
        "wording": dict(its.version.wording),
        "alternatives": len(n.live_proposals(its.id)) if sight.proposals else 0,
        "second_look": [str(basis_said(n, one)) for one in its.second_look if sight.attribution],
        "removed": its.removed,
        "protected": its.protected,
        "predecessors": list(its.predecessors),
        "former_number": its.former_number,
    }


def _redirects(n: Negotiation) -> dict[str, list[str]]:
    """Clauses that were split or merged → what came of them."""
    return {its.id: list(successors_of(n, its.id)) for its in n.clauses.values() if replaced(its)}


def _known(n: Negotiation, its: Clause, sight: Sight) -> dict[str, Position]:
    known = [party.id for party in n.admitted if sight.positions or party.id == sight.party]
    found = {party: n.position(its.id, party) for party in known}
    return {party: one for party, one in found.items() if one is not None and names(sight, one)}


def _positions(n: Negotiation, its: Clause, sight: Sight) -> dict[str, str]:
    return {party: one.stand.value for party, one in _known(n, its, sight).items()}


def _sources(n: Negotiation, its: Clause, sight: Sight) -> dict[str, str]:
    """How positions came about that their party did not state."""
    known = _known(n, its, sight).items()
    return {party: one.source.value for party, one in known if one.source is not Source.STATED}


def _silence(n: Negotiation, one: Silence, sight: Sight) -> Json:
    """Receipts are for the call list: the facilitators' and the convenor's, and one's own."""
    told: Json = {
        "label": one.label,
        "clause": one.clause,
        "version": one.version,
        "status": one.status.value,
        "started": one.started.isoformat(),
        "ends": one.ends.isoformat(),
        "announced_end": one.announced_end.isoformat() if one.announced_end else None,
    }
    if not sight.attribution:
        return told
    calls = sight.group in {Group.FACILITATORS, Group.CONVENOR}
    broken = n.objections.get(one.objection or "")
    return {
        **told,
        "proposal": one.proposal,
        "digest": one.digest,
        "notified": list(one.notified),
        "acknowledged": [party for party in one.acknowledged if calls or party == sight.party],
        "broken_by": one.broken_by if broken is None or names(sight, broken) else None,
        "objection": one.objection,
        "because": one.because if sight.reasons else "",
    }


def _reopening(one: Reopening, sight: Sight) -> Json:
    return {
        "party": one.party,
        "reason": one.reason if sight.reasons else "",
        "supporters": list(one.supporters),
        "late_break": one.late_break,
    }


def _proposal(n: Negotiation, one: Proposal, sight: Sight) -> Json:
    return {
        "label": one.label,
        "clause": one.clause,
        "status": one.status.value,
        "live": one.live,
        "author": one.author,
        "co_sponsors": list(one.co_sponsors),
        "seconds": list(one.seconds),
        "bridges": list(one.bridges),
        "answers": {bridged: said.value for bridged, said in one.answers.items()},
        "kind": one.kind.value,
        "by_delegate": one.by_delegate,
        "base": one.base,
        "edition": one.edition,
        "digest": one.digest,
        "fields": {field: to_json(runs) for field, runs in one.texts.items()},
        "alternatives": list(views.overlaps(n, one.id)),
        "parts": {
            name: {field: to_json(runs) for field, runs in texts.items()}
            for name, texts in one.parts.items()
        },
        "accepted_parts": list(one.accepted_parts),
        "withdrawn_parts": list(one.withdrawn_parts),
        "amends": one.amends,
        "needs_author": one.needs_author,
        "due": one.due.isoformat() if one.due is not None else None,
        "reason": one.reason if sight.reasons else "",
        "effect": one.effect.value,
        "plan": _plan(one.plan) if one.plan is not None else None,
        "small_group": one.caucus,
    }


def _plan(plan: Plan) -> Json:
    return {
        "after": plan.after,
        "cut": dict(plan.cut),
        "title": dict(plan.title),
        "joins": plan.joins,
        "version": plan.version,
    }


def _objection(one: Objection, sight: Sight) -> Json:
    return {
        "label": one.label,
        "party": one.party if names(sight, one) else None,
        "status": one.status.value,
        "standing": one.standing,
        "clause": one.clause,
        "version": one.version,
        "proposal": one.proposal,
        "part": one.part,
        "category": one.category.value if sight.reasons else "",
        "reason": one.reason if sight.reasons else "",
        "remedy": one.remedy if sight.reasons else "",
    }


def _corrections(n: Negotiation, sight: Sight) -> dict[str, Json]:
    """Those at the table know them: `positions` is how far positions are carried over."""
    if sight.group not in INSIDERS:
        return {}
    carried = {CorrectionStatus.RUNNING: "provisionally", CorrectionStatus.CONFIRMED: "kept"}
    return {
        one.id: {
            "label": one.label,
            "clause": one.clause,
            "version": one.version,
            "field": one.field,
            "find": one.find,
            "replace": one.replace,
            "status": one.status.value,
            "at": one.at.isoformat(),
            "window_ends": one.window_ends.isoformat(),
            "became": one.became,
            "positions": carried.get(one.status, ""),
            "contested_by": one.contested_by if sight.attribution else None,
            "reason": one.reason if sight.reasons else "",
        }
        for one in n.corrections.values()
    }


def _translation(one: Translation) -> Json:
    return {
        "clause": one.clause,
        "language": one.language,
        "status": one.status.value,
        "authentic": one.authentic,
    }


def _discrepancies(n: Negotiation, sight: Sight) -> dict[str, Json]:
    if sight.group not in INSIDERS:
        return {}
    return {
        one.id: {
            "label": one.label,
            "clause": one.clause,
            "language": one.language,
            "text": one.text,
            "answer": one.answer,
            "cleared": one.cleared,
        }
        for one in n.discrepancies.values()
    }


def _caucus(n: Negotiation, one: Caucus, sight: Sight) -> Json:
    """A caucus as its members know it; of one that was told, others know that it is and whose."""
    known: Json = {
        "kind": one.kind.value,
        "title": one.title,
        "members": sorted(one.members),
        "clauses": list(one.clauses),
        "closed": one.closed,
    }
    if sight.author is None or sight.author not in one.members:
        return known
    return known | {
        "told": one.told,
        "lead": one.lead,
        "notes": [_note(note) for note in one.read_by(sight.author)],
        "drafts": [draft.id for draft in n.drafts.values() if draft.caucus == one.id],
    }


def _note(one: Note) -> Json:
    return {
        "author": one.author,
        "person": one.person,
        "text": one.text,
        "at": one.at.isoformat(),
        "clause": one.clause,
    }


def _tripwire(one: Tripwire) -> Json:
    return {"clause": one.clause, "phrase": one.phrase, "appears": one.appears}


def _decision(one: Decision, sight: Sight, *, reads: bool) -> Json:
    return {
        "number": one.number,
        "label": one.label,
        "subject": one.subject.value,
        "at": one.at.isoformat(),
        "clause": one.clause if reads else None,
        "version": one.version if reads else None,
        "proposal": one.proposal if sight.attribution else None,
        "parts": list(one.parts) if sight.attribution else [],
        "aftermath": [list(each) for each in one.aftermath] if sight.attribution else [],
        "undone": one.undone,
        "package": one.package if sight.attribution else None,
        "within": one.within,
        "lapsed": one.lapsed,
    }


routes = [Route("/n/{negotiation}/state", state, methods=["GET"])]
