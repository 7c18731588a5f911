"""The door for every formal act, whoever sends it: a script, a form, a program."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from functools import partial
from urllib.parse import quote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from models.acts import Act
from models.refusals import Refusal
from server.live.ask import Outcome
from server.web import access, factors, parse, said
from server.web.access import Visit
from server.web.instead import instead
from server.web.render import fragment, interface
from server.web.services import services

ACT_ID = re.compile(r"[\x21-\x7e]{1,64}")
OWN_PATH = re.compile(r"/(?!/)[\x21-\x5b\x5d-\x7e]{0,500}")
"""From the root, never of two slashes, no backslash, nothing that ends a header."""


PAGES = {"draft": "drafts", "caucus": "caucus"}
"""What an act may make that has a page of its own → where its page is."""


async def ask(request: Request) -> Response:
    """Do one act: answered when it is durable, or with the refusal."""
    visit = await access.visit(request, request.path_params["negotiation"])
    if not is_json(request):
        return await by_form(request, visit, partial(parse.form_act, request.path_params["kind"]))
    back = home(visit)
    try:
        act, act_id = _from_json(request, await request.body())
        act = await factors.proven(request, visit, act)
        outcome = await visit.room.submit(visit.visitor.actor, act, act_id)
    except Refusal as refusal:
        return refused(request, visit, refusal, back)
    return done(request, visit, outcome, back)


async def by_form(
    request: Request, visit: Visit, act_of: Callable[[parse.Fields], Act]
) -> Response:
    """Do the act that `act_of` makes of a form, whatever its fields: the same door for all."""
    back, form = home(visit), FormData()
    try:
        form = await request.form(max_files=0, max_fields=200)
        back = own_path(form.get("_back"), back)
        act_id = act_id_of(request, dict(form.multi_items()).get("_id"))
        act = await factors.proven(request, visit, act_of(form))
        outcome = await visit.room.submit(visit.visitor.actor, act, act_id)
    except Refusal as refusal:
        kind = request.path_params.get("kind", "")
        fields = {name: str(value) for name, value in form.items() if not name.startswith("_")}
        again = said.once_more(refusal, kind, fields)
        return refused(request, visit, refusal, back, again)
    return done(request, visit, outcome, back)


def home(visit: Visit) -> str:
    """The address of the negotiation."""
    return f"/n/{quote(visit.visitor.negotiation, safe='')}"


def is_json(request: Request) -> bool:
    """Whether a program asks, and wants to be answered as one."""
    return request.headers.get("content-type", "").split(";")[0].strip() == "application/json"


def _from_json(request: Request, body: bytes) -> tuple[Act, str]:
    raw = parse.json_body(body)
    kind = request.path_params["kind"]
    if not isinstance(raw, dict) or raw.setdefault("kind", kind) != kind:
        raise parse.malformed("an act is an object, of the kind its address says")
    return parse.act(raw), act_id_of(request, None)


def act_id_of(request: Request, given: object) -> str:
    """The id its sender gave this act, so that sending it again is safe; else a new one."""
    wanted = request.headers.get("parley-act") or given
    if not wanted:
        return secrets.token_urlsafe(12)
    if not isinstance(wanted, str) or not ACT_ID.fullmatch(wanted):
        raise parse.malformed("the id of an act has at most 64 plain characters")
    return wanted


def own_path(wanted: object, otherwise: str = "/") -> str:
    """A path of this very server to go to next; `otherwise` for everything else."""
    if not isinstance(wanted, str) or not OWN_PATH.fullmatch(wanted):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted


def done(request: Request, visit: Visit, outcome: Outcome, back: str) -> Response:
    """The answer to an act that is durable."""
    if is_json(request):
        return JSONResponse(
            {"place": outcome.place, "entry": outcome.entry, "made": dict(outcome.made)}
        )
    if "hx-request" in request.headers:
        return Response(status_code=204)
    for kind, folder in PAGES.items():
        if kind in outcome.made:
            made = quote(outcome.made[kind], safe="")
            return RedirectResponse(f"{home(visit)}/{folder}/{made}", 303)
    return RedirectResponse(back, 303)


def refused(
    request: Request,
    visit: Visit,
    refusal: Refusal,
    back: str,
    again: said.Again | None = None,
) -> Response:
    """The answer to an act that was declined: the same sentence in every form."""
    status, ui = said.status_of(refusal), interface(visit.visitor.language)
    if is_json(request):
        return JSONResponse(said.as_json(refusal, ui), status_code=status)
    if "hx-request" in request.headers:
        told = said.as_said(refusal, ui, again)
        context: dict[str, object] = {
            "said": told,
            "instead": instead(visit.room.negotiation, visit.visitor.actor, told),
            "here": home(visit),
            "back": back,
        }
        html = fragment("parts/_refusal.html", visit.visitor.language, context)
        return HTMLResponse(html, status_code=status)
    response = RedirectResponse(back, 303)
    secure = access.secure(request, services(request).settings)
    said.carry(response, refusal, ui, again, secure=secure)
    return response


routes = [Route("/n/{negotiation}/acts/{kind}", ask, methods=["POST"])]
