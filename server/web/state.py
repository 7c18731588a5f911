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
from models.layer import to_json
from models.negotiation import Decision, Negotiation
from models.objection import Objection
from models.proposal import Proposal
from models.rulebook import Kind
from models.sight import Sight, knows_of, sight_of
from server.web import access
from server.web.services import services

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
    reads = n.rules.sees(sight.group, Kind.TEXT)
    clauses = tuple(n.clauses.values()) if reads else ()
    proposals = n.proposals.values() if sight.attribution else ()
    objections = n.objections.values() if sight.attribution else ()
    return {
        "negotiation": n.id,
        "title": n.title,
        "session": n.session,
        "rules_adopted": n.rules_adopted,
        "on_screen": n.on_screen.clause if n.on_screen is not None and reads else None,
        "quorum": _quorum(n),
        "question": _question(n) if reads else None,
        "agreed": str(views.progress(n)) if reads else "",
        "clauses": {its.id: _clause(n, its) for its in clauses},
        "decisions": [_decision(one, sight, reads=reads) for one in n.decisions],
        "parties": _parties(n) if sight.attribution else {},
        "positions": {its.id: _positions(n, its, sight) for its in clauses},
        "proposals": {one.id: _proposal(n, one, sight) for one in proposals},
        "objections": {one.id: _objection(one, sight) for one in objections},
        "caucuses": {
            one.id: _caucus(n, one, sight) for one in n.caucuses.values() if knows_of(sight, one)
        },
        "notes": {one.id: _note(one) for one in n.notes.values() if one.author == sight.author},
        "tripwires": {
            one.id: _tripwire(one) for one in n.tripwires.values() if one.author == sight.author
        },
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


def _parties(n: Negotiation) -> dict[str, Json]:
    return {
        party.id: {
            "name": party.name,
            "presence": party.presence.value,
            "active": party.active,
        }
        for party in n.admitted
    }


def _clause(n: Negotiation, its: Clause) -> Json:
    return {
        "number": its.number,
        "part": its.part,
        "status": views.status(n, its.id).value,
        "version": its.current,
        "versions": [version.number for version in its.versions],
        "digest": its.version.digest,
        "wording": dict(its.version.wording),
        "alternatives": len(n.live_proposals(its.id)),
    }


def _positions(n: Negotiation, its: Clause, sight: Sight) -> dict[str, str]:
    known = [party.id for party in n.admitted if sight.positions or party.id == sight.party]
    found = {party: n.position(its.id, party) for party in known}
    return {party: one.stand.value for party, one in found.items() if one is not None}


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
        "base": one.base,
        "edition": one.edition,
        "digest": one.digest,
        "fields": {field: to_json(runs) for field, runs in one.texts.items()},
        "alternatives": list(views.overlaps(n, one.id)),
        "needs_author": one.needs_author,
        "due": one.due.isoformat() if one.due is not None else None,
        "reason": one.reason if sight.reasons else "",
        "small_group": one.caucus,
    }


def _objection(one: Objection, sight: Sight) -> Json:
    return {
        "label": one.label,
        "party": one.party,
        "status": one.status.value,
        "standing": one.standing,
        "clause": one.clause,
        "version": one.version,
        "proposal": one.proposal,
        "category": one.category.value if sight.reasons else "",
        "reason": one.reason if sight.reasons else "",
        "remedy": one.remedy if sight.reasons else "",
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
        "undone": one.undone,
    }


routes = [Route("/n/{negotiation}/state", state, methods=["GET"])]
