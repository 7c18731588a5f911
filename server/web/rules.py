"""The rules of procedure: in plain words, and the form by which facilitators set or change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models import acts
from models.acts import Act
from models.draft import Watch
from models.negotiation import Negotiation
from models.policy import POLICY
from models.refusals import Refusal
from models.rulebook import READERS, Decision, Group, Guard, Kind, Mode, Rules, rules_digest
from models.saying import Sentence
from server.web import access, parse, said, words
from server.web.access import Visit
from server.web.acts import act_id_of, by_form, home
from server.web.frame import framed, regions_of
from server.web.looks import ruleform
from server.web.looks.drafts import WATCHES
from server.web.looks.rulebook import TITLES
from server.web.looks.ruleform import Filled, Flat
from server.web.render import interface

CHOICES: Mapping[str, Any] = {
    "decisions": {one: (words.DECISION[one], words.DECISION_MEANS[one]) for one in Decision},
    "modes": {one: (words.MODE[one], words.MODE_MEANS[one]) for one in Mode},
    "guards": {one: words.GUARD[one] for one in Guard},
    "groups": {one: words.GROUP[one] for one in Group},
    "kinds": {one: words.SEEN[one] for one in Kind},
    "live_draftings": {one: WATCHES[one] for one in Watch},
    "times": ruleform.TIMES,
    "titles": TITLES,
}


@dataclass
class Wrong:
    """What is wrong with a form that was sent: by rule, and as a whole."""

    errors: Mapping[str, Sentence] = field(default_factory=dict)
    refusal: Refusal | None = None
    status: int = 200


async def show(request: Request) -> Response:
    """The rules in force, and what is proposed instead."""
    visit = await access.enter(request, "rules")
    return framed(
        request,
        visit,
        "rules",
        "rules/page.html",
        title="Rules",
        regions=regions_of(visit, "rules"),
    )


async def form(request: Request) -> Response:
    """The form in which every rule can be set, as the rules stand."""
    visit = await _facilitator(request)
    return _shown(request, visit, ruleform.flat(base(visit.room.negotiation)), "", Wrong())


async def put(request: Request) -> Response:
    """Set the rules, or propose the change of adopted ones; or the form with what is wrong."""
    visit = await _facilitator(request)
    n = visit.room.negotiation
    sent = ruleform.sent(await request.form(max_files=0, max_fields=200))
    reason = sent.get("reason", ("",))[-1]
    filled = Filled(sent, base(n))
    rules = filled.rules()
    if filled.errors:
        return _shown(request, visit, sent, reason, Wrong(filled.errors, status=422))
    try:
        if sent.get("before") != (rules_digest(base(n)),):
            raise _moved()
        act_id = act_id_of(request, sent.get("_id", ("",))[-1])
        await visit.room.submit(visit.visitor.actor, asked(n, rules, reason), act_id)
    except Refusal as refusal:
        return _shown(request, visit, sent, reason, _wrong(refusal))
    return RedirectResponse(f"{home(visit)}/rules", 303)


async def narrow(request: Request) -> Response:
    """Show in this meeting no more of what the rules grant than a form names."""
    visit = await access.visit(request, request.path_params["negotiation"])
    return await by_form(request, visit, narrowing)


def narrowing(form: parse.Fields) -> Act:
    """What a form asks to be shown, kind by kind; whoever always reads the text still does."""
    sent = ruleform.sent(form)
    chosen = [value.partition("/") for value in sent.get("visibility", ())]
    shown = {kind.value: [group for of, _, group in chosen if of == kind] for kind in Kind}
    shown[Kind.TEXT.value] += [group.value for group in READERS]
    mode = sent.get("mode", ("",))[-1]
    return parse.act({"kind": "set_visibility", "mode": mode, "shown": shown})


def base(negotiation: Negotiation) -> Rules:
    """The rules a form begins with: those before the parties, else those in force."""
    proposed = negotiation.rules_proposed
    return negotiation.rules if proposed is None else proposed.rules


def asked(negotiation: Negotiation, rules: Rules, reason: str) -> Act:
    """The act by which these rules are wanted: prepared before adoption, proposed after it."""
    if negotiation.rules_adopted:
        return acts.ProposeRules(rules=rules, reason=reason)
    return acts.SetRules(rules=rules)


def _moved() -> Refusal:
    return Refusal(
        "text_moved",
        "The rules were changed since you opened this form.",
        "Compare them with what you entered, then save again.",
        rule="G-4",
    )


def _wrong(refusal: Refusal) -> Wrong:
    """A refusal beside the fields it names, in its own words; what names none is said above."""
    fields = {one.item: refusal.sentence for one in refusal.obstacles if one.kind == "rule"}
    return Wrong(fields, None if fields else refusal, said.status_of(refusal))


async def _facilitator(request: Request) -> Visit:
    visit = await access.enter(request, "rules")
    if visit.visitor.actor.role not in POLICY[acts.SetRules]:
        raise access.NotYours
    return visit


def _shown(request: Request, visit: Visit, values: Flat, reason: str, wrong: Wrong) -> Response:
    n, ui = visit.room.negotiation, interface(visit.visitor.language)
    return framed(
        request,
        visit,
        "rules",
        "rules/change.html",
        title="Change the rules",
        status=wrong.status,
        values={**dict.fromkeys(ruleform.flat(base(n)), ()), **values},
        reason=reason,
        errors=wrong.errors,
        refused=said.as_said(wrong.refusal, ui) if wrong.refusal is not None else None,
        before=rules_digest(base(n)),
        everybody=tuple(
            sorted(
                (party for party in n.parties.values() if party.departure is None),
                key=lambda party: party.seat_order,
            )
        ),
        **CHOICES,
    )


routes = [
    Route("/n/{negotiation}/rules", show, methods=["GET"]),
    Route("/n/{negotiation}/rules/change", form, methods=["GET"]),
    Route("/n/{negotiation}/rules/change", put, methods=["POST"]),
    Route("/n/{negotiation}/visibility", narrow, methods=["POST"]),
]
