"""Proposing something else than other words: a new clause, a deletion, a move, a split, a merger.

Plain forms. Each is tried on the negotiation as it is before anything is asked of it, so that its
author sees what others will see, and a refusal comes beside the form with all that was written.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from itertools import count

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from models.acts import Act
from models.facts import ProposalTabled
from models.fold import fold
from models.negotiation import Negotiation
from models.proposal import Proposal
from models.refusals import Refusal
from models.rules import decide
from server.web import access, acts, parse, said
from server.web.access import NotYours, Visit
from server.web.drafts import others
from server.web.frame import framed, reader_of
from server.web.instead import instead
from server.web.looks import structure
from server.web.looks.may import asks, away, over
from server.web.looks.plans import plan
from server.web.looks.reader import Reader
from server.web.render import interface

FORMS = ("table_new_clause", "table_deletion", "table_move", "table_split", "table_merge")
"""What may be proposed here: the kinds of the acts."""


async def _opened(request: Request, clause: str | None) -> tuple[Visit, Reader]:
    visit = await access.visit(request, request.path_params["negotiation"])
    reader = reader_of(visit, access.own_screen(visit.visitor.actor.role), clause)
    if reader.clause is None and reader.clauses:
        reader = reader_of(visit, reader.audience.screen, reader.clauses[0].id)
    if not asks(reader, "table_new_clause"):
        raise NotYours
    return visit, reader


async def forms(request: Request) -> Response:
    """Every form, about the clause that is asked for or in view."""
    visit, reader = await _opened(request, request.query_params.get("clause"))
    return _page(request, visit, reader, {})


async def send(request: Request) -> Response:
    """Show what others will see, or table it, or go back to the form with all that was written."""
    form = await request.form(max_files=0, max_fields=200)
    sent = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    kind = request.path_params["kind"]
    visit, reader = await _opened(request, sent.get("clause") or sent.get("after") or None)
    if kind not in FORMS:
        raise HTTPException(404)
    step = sent.get("_step")
    if step == "change":
        return _page(request, visit, reader, sent, kind)
    try:
        act = parse.form_act(kind, form)
        if step == "table":
            return await _table(request, visit, act, sent)
        after, proposal = tried(visit, act)
    except Refusal as refusal:
        if "hx-request" in request.headers:
            return acts.refused(request, visit, refusal, acts.home(visit))
        return _page(request, visit, reader, sent, kind, refusal)
    return _preview(request, visit, Reader(after, reader.audience, {}), proposal, sent)


async def _table(request: Request, visit: Visit, act: Act, sent: Mapping[str, str]) -> Response:
    act_id = acts.act_id_of(request, sent.get("_id"))
    outcome = await visit.room.submit(visit.visitor.actor, act, act_id)
    its = visit.room.negotiation.proposals.get(outcome.made.get("proposal", ""))
    back = f"{acts.home(visit)}/{access.own_screen(visit.visitor.actor.role)}"
    return acts.done(request, visit, outcome, f"{back}?clause={its.clause}" if its else back)


def tried(visit: Visit, act: Act) -> tuple[Negotiation, Proposal]:
    """The negotiation as it would be with this tabled, and the proposal; raises Refusal."""
    room, actor = visit.room, visit.visitor.actor
    n, at = room.negotiation, room.now()
    number = count(1)
    made = decide(n, act, actor, at, lambda: f"preview-{next(number)}")
    for fact in made:
        n = fold(n, fact, at, actor)
    (tabled,) = (fact.proposal for fact in made if isinstance(fact, ProposalTabled))
    return n, n.proposals[tabled]


def _page(
    request: Request,
    visit: Visit,
    reader: Reader,
    sent: Mapping[str, str],
    kind: str = "",
    refusal: Refusal | None = None,
) -> HTMLResponse:
    ui = interface(visit.visitor.language)
    told = said.as_said(refusal, ui) if refusal is not None else None
    return framed(
        request,
        visit,
        reader.audience.screen,
        "proposing/page.html",
        title="Propose something else",
        clause=reader.clause.id if reader.clause is not None else None,
        status=200 if refusal is None else said.status_of(refusal),
        script="page",
        its=structure.forms(reader),
        over=away(reader) or over(reader),
        sent=sent,
        opened=kind or request.query_params.get("form", ""),
        refusal=told,
        refused_instead=instead(reader.negotiation, visit.visitor.actor, told),
    )


def _preview(
    request: Request, visit: Visit, reader: Reader, proposal: Proposal, sent: Mapping[str, str]
) -> HTMLResponse:
    """What others will see: painted from the negotiation as it would be."""
    its = reader.negotiation.clauses[proposal.clause]
    return framed(
        request,
        visit,
        reader.audience.screen,
        "proposing/preview.html",
        title="Preview",
        clause=None,
        script="page",
        kind=request.path_params["kind"],
        name=reader.clause_name(its.id),
        version=its.current,
        digest=its.version.digest,
        other_digest=sent.get("other_digest", ""),
        plan=plan(reader, proposal),
        others=others(reader, proposal.texts),
        reason=proposal.reason,
        sent={name: value for name, value in sent.items() if not name.startswith("_")},
        act_id=secrets.token_urlsafe(12),
    )


routes = [
    Route("/n/{negotiation}/propose", forms, methods=["GET"]),
    Route("/n/{negotiation}/propose/{kind}", send, methods=["POST"]),
]
