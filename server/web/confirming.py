"""Confirming a proposal as it reads: a revision to the very words it has, in one tap (A-6)."""

from __future__ import annotations

import contextlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models import acts
from models.parts import parts_of
from models.proposal import Proposal
from models.refusals import Refusal
from server.live.ask import Outcome
from server.web import access, parse
from server.web.access import Visit
from server.web.acts import act_id_of, done, home, own_path, refused


async def confirm(request: Request) -> Response:
    """Revise a proposal to what its author read: version, digest and wording are named as ever."""
    visit = await access.visit(request, request.path_params["negotiation"])
    back = home(visit)
    try:
        form = await request.form(max_files=0, max_fields=20)
        sent = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        back = own_path(sent.get("_back"), back)
        act_id = act_id_of(request, sent.get("_id"))
        outcome = await _confirmed(visit, sent, act_id)
    except Refusal as refusal:
        return refused(request, visit, refusal, back)
    return done(request, visit, outcome, back)


async def _confirmed(visit: Visit, sent: dict[str, str], act_id: str) -> Outcome:
    if not sent.get("version", "").isdecimal():
        raise parse.malformed("version: it is a number")
    room, actor = visit.room, visit.visitor.actor
    proposal = room.negotiation.proposals.get(sent.get("proposal", ""))
    clause = proposal.clause if proposal is not None else ""
    begin = acts.StartDraft(clause=clause, revises=sent.get("proposal", ""))
    begun = await room.submit(actor, begin, f"{act_id[:60]}.b")
    draft = begun.made["draft"]
    revise = acts.Revise(
        draft=draft,
        version=int(sent["version"][:9]),
        digest=sent.get("digest", ""),
        wording=sent.get("wording", ""),
        severable=proposal is not None and _still_severable(proposal),
    )
    try:
        return await room.submit(actor, revise, act_id)
    except Refusal:
        with contextlib.suppress(Refusal):
            await room.submit(actor, acts.DiscardDraft(draft=draft), f"{act_id[:60]}.d")
        raise


def _still_severable(proposal: Proposal) -> bool:
    """Whether its author, who sees its parts on the page, confirms them with the words."""
    return bool(proposal.parts) and len(parts_of(proposal.texts, proposal.accepted_parts)) > 1


routes = [Route("/n/{negotiation}/confirm", confirm, methods=["POST"])]
