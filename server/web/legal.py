"""The legal desk's pages beside the live one: the whole text to adopt, a correction to preview."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models import acts, policy
from models.closing import to_adopt
from models.refusals import Refusal
from models.rulebook import Guard
from models.rules import decide
from server.live.batch import mint
from server.web import access, markup, parse, said, words
from server.web.access import Visit
from server.web.acts import act_id_of, home
from server.web.frame import framed, reader_of
from server.web.looks.finals import texts
from server.web.looks.legal import corrected
from server.web.looks.lock import ways
from server.web.render import interface
from server.web.screens import screen

FIELDS = ("field", "find", "replace", "reason")
TOUCHED = {f"{guard.value}_changed": words.GUARD[guard] for guard in Guard}


async def desk(request: Request) -> Response:
    """The desk itself."""
    return await screen(request, "legal")


async def whole(request: Request) -> Response:
    """The whole clean text, to be adopted by whoever read it."""
    visit = await access.enter(request, "legal")
    reader, n = reader_of(visit, "legal"), visit.room.negotiation
    if not reader.reads or visit.visitor.actor.role not in policy.POLICY[acts.AdoptWholeText]:
        raise access.NotYours
    return framed(
        request,
        visit,
        "legal",
        "legal/adopt.html",
        title="Legal desk",
        regions={"mode": ""},
        script="adopt",
        live=False,
        back=f"{home(visit)}/legal",
        whole_texts=texts(n),
        hurdles=ways(reader, to_adopt(n)),
    )


async def form(request: Request) -> Response:
    """The form for a correction of one clause."""
    visit = await _expert(request)
    values = dict.fromkeys(FIELDS, "") | {"field": f"{visit.room.negotiation.languages[0]}/text"}
    return _form(request, visit, request.query_params.get("clause", ""), values)


async def correct(request: Request) -> Response:
    """Preview a correction, or propose it: decided alike, so the preview refuses what it would."""
    visit = await _expert(request)
    sent = await request.form(max_files=0, max_fields=20)
    values = {name: str(sent.get(name, "")) for name in FIELDS}
    clause = str(sent.get("clause", ""))
    room, actor = visit.room, visit.visitor.actor
    named = {name: str(sent.get(name, "")) for name in ("version", "digest")}
    try:
        raw = {"kind": "propose_correction", "clause": clause, **named, **values}
        act = parse.act(raw)
        decide(room.negotiation, act, actor, room.now(), mint)
        if sent.get("step") == "propose":
            await room.submit(actor, act, act_id_of(request, None))
            return RedirectResponse(f"{home(visit)}/legal", 303)
    except Refusal as refusal:
        return _form(request, visit, clause, values, refusal)
    return _form(request, visit, clause, values, preview=True)


async def _expert(request: Request) -> Visit:
    visit = await access.enter(request, "legal")
    if visit.visitor.actor.role not in policy.POLICY[acts.ProposeCorrection]:
        raise access.NotYours
    return visit


def _form(
    request: Request,
    visit: Visit,
    clause: str,
    values: Mapping[str, str],
    refusal: Refusal | None = None,
    *,
    preview: bool = False,
) -> Response:
    reader = reader_of(visit, "legal")
    its = next((one for one in reader.clauses if one.id == clause), None)
    if its is None:
        raise HTTPException(404)
    wording = its.version.wording
    before = wording.get(values["field"], "")
    shown = corrected(values["field"], before, values["find"], values["replace"])
    return framed(
        request,
        visit,
        "legal",
        "legal/correction.html",
        title="Legal desk",
        status=said.status_of(refusal) if refusal is not None else 200,
        its=its,
        name=reader.clause_name(its.id),
        values=values,
        fields=tuple(markup.clean(field, wording[field]) for field in reader.ordered(wording)),
        preview=shown if preview and shown.changed else None,
        refused=said.as_said(refusal, interface(visit.visitor.language))
        if refusal is not None
        else None,
        touches=[TOUCHED[o.kind] for o in refusal.obstacles if o.kind in TOUCHED]
        if refusal
        else [],
    )


routes = [
    Route("/n/{negotiation}/legal", desk, methods=["GET"]),
    Route("/n/{negotiation}/legal/adopt", whole, methods=["GET"]),
    Route("/n/{negotiation}/legal/correction", form, methods=["GET"]),
    Route("/n/{negotiation}/legal/correction", correct, methods=["POST"]),
]
