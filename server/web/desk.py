"""The facilitators' procedures: the page, and the acts whose parts a plain form cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.acts import Act, StartSilence
from models.names import clause_name
from models.negotiation import Negotiation
from models.refusals import Refusal
from models.rules.silence import earliest_end
from models.saying import Sentence, row, say
from server.live.ask import Outcome
from server.web import access, parse
from server.web.acts import act_id_of, by_form, done, home, own_path, refused
from server.web.frame import NAMES, framed, reader_of, regions_of
from server.web.looks.elements import named
from server.web.looks.may import may
from server.web.looks.reader import zone
from server.web.looks.ruleform import Flat, sent

ROOM = 56
"""Characters of an act's id that are kept where one form asks for several acts."""


async def show(request: Request) -> Response:
    """The page of procedures, with the earliest deadline there may be as it is opened."""
    visit = await access.enter(request, "desk")
    n = visit.room.negotiation
    wanted = request.query_params.get("clause")
    clause = wanted if wanted in n.clauses else None
    earliest = earliest_end(n, visit.room.now()).astimezone(zone(n.utc_offset))
    return framed(
        request,
        visit,
        "desk",
        "desk/page.html",
        title=NAMES["desk"],
        clause=clause,
        regions=regions_of(visit, "desk", clause),
        may_offer=may(reader_of(visit, "desk", clause), "start_silence"),
        earliest=earliest,
    )


async def offer(request: Request) -> Response:
    """Start a silence on each chosen clause; what was started before a refusal is said with it."""
    visit = await access.visit(request, request.path_params["negotiation"])
    n, back = visit.room.negotiation, f"{home(visit)}/desk"
    started: list[StartSilence] = []
    offers: tuple[StartSilence, ...] = ()
    outcome = Outcome(visit.room.place)
    try:
        form = await request.form(max_files=0, max_fields=200)
        back = own_path(form.get("_back"), back)
        offers = offers_of(n, sent(form))
        act_id = act_id_of(request, form.get("_id"))[:ROOM]
        for number, act in enumerate(offers):
            outcome = await visit.room.submit(visit.visitor.actor, act, f"{act_id}.{number}")
            started.append(act)
    except Refusal as refusal:
        left = [one for one in offers if one not in started]
        return refused(request, visit, after(n, refusal, started, left), back)
    return done(request, visit, outcome, back)


def offers_of(negotiation: Negotiation, fields: Flat) -> tuple[StartSilence, ...]:
    """A silence for each clause a form names, all until the local date and time it gives."""
    day, time = (fields.get(name, ("",))[-1] for name in ("date", "time"))
    try:
        ends = datetime.fromisoformat(f"{day}T{time}{negotiation.utc_offset}")
    except ValueError:
        raise parse.malformed("the deadline is a date and a time") from None
    chosen = dict.fromkeys(fields.get("offer", ()))
    if not chosen:
        raise Refusal(
            "nothing_chosen",
            "No clause is chosen.",
            "Choose the clauses to be offered, then start the silence.",
            rule="L-2",
        )
    raws = [{"kind": "start_silence", "ends": ends, **named(value)} for value in chosen]
    return tuple(act for raw in raws if isinstance(act := parse.act(raw), StartSilence))


def after(
    negotiation: Negotiation,
    refusal: Refusal,
    started: list[StartSilence],
    left: list[StartSilence],
) -> Refusal:
    """A refusal that also says what was started before it, and what was not."""
    if not started:
        return refusal

    def names(acts: list[StartSilence]) -> tuple[Sentence, ...]:
        known = (one.clause for one in acts if one.clause in negotiation.clauses)
        return tuple(clause_name(negotiation, clause) for clause in known)

    return Refusal(
        refusal.code,
        row(
            [
                refusal.sentence,
                say("Started before that: {clauses}.", clauses=names(started)),
                say("Not started: {clauses}.", clauses=names(left)),
            ]
        ),
        refusal.next_step,
        rule=refusal.rule,
        obstacles=refusal.obstacles,
        texts=refusal.texts,
    )


async def tie(request: Request) -> Response:
    """Table a package of the elements a form names."""
    visit = await access.visit(request, request.path_params["negotiation"])
    return await by_form(request, visit, package_of)


def package_of(form: parse.Fields) -> Act:
    """The package a form asks for."""
    fields = sent(form)
    given = {name: fields.get(name, ("",))[-1] for name in ("title", "conditions")}
    elements = [named(value) for value in fields.get("element", ())]
    return parse.act({"kind": "table_package", "elements": elements, **given})


async def record(request: Request) -> Response:
    """Record for a party what it said."""
    visit = await access.visit(request, request.path_params["negotiation"])
    return await by_form(request, visit, recorded_of)


Fields = Mapping[str, str]


def recorded_of(form: parse.Fields) -> Act:
    """The act by which a form records something: the fields of what was chosen, no others."""
    fields = {name: values[-1] for name, values in sent(form).items()}
    what = fields.get("what", "")
    made = RECORDS.get(what)
    if made is None:
        raise parse.malformed("choose what to record")
    own = {
        name.removeprefix(f"{what}."): value
        for name, value in fields.items()
        if name.startswith(f"{what}.")
    }
    return parse.act({**made(fields, own), "on_behalf": fields.get("party", "")})


def _clause(fields: Fields, *names: str) -> dict[str, object]:
    return {name: fields.get(name, "") for name in ("clause", *names)}


def _named(own: Fields, name: str, digest: str) -> dict[str, object]:
    item, _, read = own.get(name, "").partition(":")
    return {name: item, digest: read}


def _position(fields: Fields, own: Fields) -> dict[str, object]:
    return {"kind": "state_position", **_clause(fields, "version", "digest"), **own}


def _second(_fields: Fields, own: Fields) -> dict[str, object]:
    return {"kind": "second", **_named(own, "proposal", "wording")}


def _objection(fields: Fields, own: Fields) -> dict[str, object]:
    aimed = _named(own, "proposal", "digest") if own.get("proposal") else {"proposal": None}
    return {"kind": "object", **_clause(fields, "digest"), **own, **aimed}


def _lift(_fields: Fields, own: Fields) -> dict[str, object]:
    return {"kind": "lift_objection", "objection": own.get("objection", "")}


def _silence(_fields: Fields, own: Fields) -> dict[str, object]:
    return {"kind": "break_silence", **own}


def _statement(fields: Fields, own: Fields) -> dict[str, object]:
    return {"kind": "enter_statement", **_clause(fields, "digest"), **own}


def _package(_fields: Fields, own: Fields) -> dict[str, object]:
    return {"kind": "state_package_position", **own, **_named(own, "package", "digest")}


RECORDS: Mapping[str, Callable[[Fields, Fields], dict[str, object]]] = {
    "position": _position,
    "second": _second,
    "objection": _objection,
    "lift": _lift,
    "silence": _silence,
    "statement": _statement,
    "package": _package,
}
"""What may be recorded for a party → the fields of its act, from those of the form."""

routes = [
    Route("/n/{negotiation}/desk", show, methods=["GET"]),
    Route("/n/{negotiation}/silences", offer, methods=["POST"]),
    Route("/n/{negotiation}/packages", tie, methods=["POST"]),
    Route("/n/{negotiation}/on-behalf", record, methods=["POST"]),
]
