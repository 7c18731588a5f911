"""The parties: who takes part, and the acts whose parts a plain form cannot hold by itself."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.acts import Act
from models.negotiation import Negotiation
from server.web import access, parse
from server.web.acts import by_form
from server.web.frame import framed, regions_of
from server.web.looks.ruleform import sent

INTO = 3
"""Into how many parties the form lets one split."""


async def show(request: Request) -> Response:
    """Every party, and for those who decide it, admission."""
    visit = await access.enter(request, "parties")
    return framed(
        request,
        visit,
        "parties",
        "parties/page.html",
        title="Parties",
        regions=regions_of(visit, "parties"),
    )


async def split(request: Request) -> Response:
    """Record that a party split into those the form names."""
    visit = await access.visit(request, request.path_params["negotiation"])
    return await by_form(request, visit, lambda form: split_of(visit.room.negotiation, form))


def split_of(negotiation: Negotiation, form: parse.Fields) -> Act:
    """The split a form asks for: each new party takes the next free seat and its own fields."""
    fields = {name: values[-1] for name, values in sent(form).items()}
    seat = max((party.seat_order for party in negotiation.parties.values()), default=0)
    into = [_new(fields, row) | {"seat_order": seat + row} for row in range(1, INTO + 1)]
    named = [new for new in into if new["id"] or new["name"]]
    return parse.act({"kind": "split_party", "party": fields.get("party", ""), "into": named})


def _new(fields: Mapping[str, str], row: int) -> dict[str, object]:
    given = {name: fields.get(f"{name}_{row}", "") for name in ("id", "name", "colour")}
    return {**given, "language": fields.get(f"language_{row}") or None}


async def review(request: Request) -> Response:
    """State one position on several clauses that a late party has read."""
    visit = await access.visit(request, request.path_params["negotiation"])
    return await by_form(request, visit, review_of)


def review_of(form: parse.Fields) -> Act:
    """The review a form asks for: `clause:version:digest` for each clause as it was shown."""
    fields = sent(form)
    said = {name: values[-1] for name, values in fields.items() if name in ("stand", "note")}
    clauses = [value.rsplit(":", 2) for value in fields.get("clause", ())]
    return parse.act({"kind": "complete_review", "clauses": clauses, **said})


routes = [
    Route("/n/{negotiation}/parties", show, methods=["GET"]),
    Route("/n/{negotiation}/parties/split", split, methods=["POST"]),
    Route("/n/{negotiation}/parties/review", review, methods=["POST"]),
]
