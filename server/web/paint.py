"""Painting: the regions of every screen, as a pure function of what an audience may know.

The same partials paint a page first and are swapped in afterwards; a region is rendered once for
everybody of an audience, so nothing here may depend on a person, a session or the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import quote

from models.names import moment
from models.negotiation import Negotiation
from models.position import Stand
from models.signing import BOUND
from server.live.audience import CLOSED_DOORS, Audience, Online
from server.web.looks import (
    after,
    aftermath,
    board,
    caucuses,
    clauses,
    confirming,
    desk,
    drafts,
    ended,
    finals,
    legal,
    lock,
    matrix,
    notices,
    packages,
    parties,
    positions,
    procedure,
    proposals,
    register,
    reopening,
    room,
    signing,
    silences,
    since,
    stage,
    statements,
    temperature,
)
from server.web.looks.advice import advice
from server.web.looks.colours import colours
from server.web.looks.desk import behalf, opening
from server.web.looks.may import may
from server.web.looks.reader import Reader, dated, day, local
from server.web.looks.standing import openness, standing
from server.web.render import fragment

Context = dict[str, object]

REGIONS: Mapping[str, Mapping[str, str]] = {
    "table": {
        "status": "parts/_status.html",
        "question": "parts/_question.html",
        "told": "parts/_told.html",
        "temperature": "table/_temperature.html",
        "silences": "parts/_silences.html",
        "packages": "table/_packages.html",
        "notices": "parts/_notices.html",
        "confirmations": "table/_confirmations.html",
        "final": "table/_final.html",
        "duties": "table/_duties.html",
        "conferring": "table/_conferring.html",
        "silence": "table/_silence.html",
        "clause": "parts/_clause.html",
        "reopening": "table/_reopening.html",
        "drafts": "parts/_drafts.html",
        "proposals": "parts/_proposals.html",
        "positions": "parts/_positions.html",
        "statements": "table/_statements.html",
        "advice": "parts/_advice.html",
        "text": "parts/_text.html",
        "corrections": "legal/_corrections.html",
        "leaving": "table/_leaving.html",
        "actions": "table/_actions.html",
    },
    "board": {
        "status": "parts/_status.html",
        "question": "parts/_question.html",
        "told": "parts/_told.html",
        "notices": "parts/_notices.html",
        "matrix": "board/_matrix.html",
        "clause": "parts/_clause.html",
        "control": "board/_control.html",
        "drafts": "parts/_drafts.html",
        "queue": "board/_queue.html",
        "positions": "parts/_positions.html",
        "statements": "table/_statements.html",
        "advice": "parts/_advice.html",
        "session": "board/_session.html",
        "procedures": "board/_procedures.html",
        "visibility": "board/_visibility.html",
        "decisions": "board/_decisions.html",
        "people": "board/_people.html",
    },
    "desk": {
        "status": "parts/_status.html",
        "question": "parts/_question.html",
        "silences": "desk/_silences.html",
        "packages": "desk/_packages.html",
        "reopenings": "desk/_reopenings.html",
        "behalf": "desk/_behalf.html",
        "temperature": "desk/_temperature.html",
    },
    "follow": {
        "status": "parts/_status.html",
        "question": "parts/_question.html",
        "silences": "parts/_silences.html",
        "notices": "parts/_notices.html",
        "clause": "parts/_clause.html",
        "watched": "follow/_watched.html",
        "agenda": "follow/_agenda.html",
        "text": "parts/_text.html",
    },
    "projector": {
        "stage": "projector/_stage.html",
        "question": "parts/_question.html",
        "temperature": "projector/_temperature.html",
        "standing": "projector/_standing.html",
    },
    "caucus": {
        "status": "parts/_status.html",
        "question": "parts/_question.html",
        "told": "parts/_told.html",
        "caucuses": "caucus/_caucuses.html",
        "room": "caucus/_room.html",
        "said": "caucus/_said.html",
        "drafts": "caucus/_drafts.html",
        "own": "caucus/_own.html",
    },
    "compilation": {"mode": "parts/_mode.html"},
    "sessions": {"mode": "parts/_mode.html"},
    "rules": {
        "mode": "parts/_mode.html",
        "told": "parts/_told.html",
        "rules": "rules/_rules.html",
    },
    "parties": {
        "mode": "parts/_mode.html",
        "told": "parts/_told.html",
        "parties": "parties/_parties.html",
    },
    "since": {
        "mode": "parts/_mode.html",
        "told": "parts/_told.html",
        "everything": "since/_everything.html",
    },
    "legal": {"mode": "parts/_mode.html", "legal": "legal/_legal.html"},
    "lock": {
        "mode": "parts/_mode.html",
        "lock": "lock/_lock.html",
        "wholetext": "lock/_wholetext.html",
    },
    "sign": {"signed": "sign/_signed.html"},
    "signing": {"signing": "signing/_signing.html"},
    "after": {"mode": "parts/_mode.html", "after": "after/_after.html"},
    "ceremony": {"ceremony": "ceremony/_ceremony.html"},
}
"""Screen → region id → the partial that paints it; a screen that is not in here has no regions."""
EVERYWHERE: Mapping[str, str] = {"colours": "parts/_colours.html"}
"""The regions that every such screen has."""

CLOSED = "This meeting is closed: observers and the hall see nothing until it is opened again."
PLENARY = "This is a plenary: what is proposed is shown to those at the table only."


def paint(negotiation: Negotiation, audience: Audience, online: Online) -> Mapping[str, str]:
    """Every region of an audience's page: region id → HTML of the element with that id."""
    if audience.screen not in REGIONS:
        return {}
    context = context_of(Reader(negotiation, audience, online))
    return {
        region: fragment(template, audience.language, context)
        for region, template in {**EVERYWHERE, **REGIONS[audience.screen]}.items()
    }


def base_context(reader: Reader) -> Context:
    """What every template knows of where it is."""
    n, audience = reader.negotiation, reader.audience
    here = f"/n/{quote(n.id, safe='')}"
    elsewhere = audience.clause is not None and audience.clause != reader.on_screen
    back = f"{here}/{audience.screen}"
    if audience.caucus is not None:
        back = f"{back}/{quote(audience.caucus, safe='')}"
    return {
        "negotiation": n,
        "here": here,
        "back": f"{back}?clause={quote(audience.clause or '', safe='')}" if elsewhere else back,
        "reading": _reading(here, audience),
        "local": partial(_local, utc_offset=n.utc_offset),
        "dated": partial(dated, utc_offset=n.utc_offset),
        "on_day": partial(day, utc_offset=n.utc_offset),
        "zoned": partial(moment, n),
        "stands": positions.STANDS,
        "ad_ref": Stand.AGREE_AD_REF,
        "to_object": Stand.OBJECT,
        "watches": drafts.allowed_watches(n),
    }


def _reading(here: str, audience: Audience) -> str:
    """Where a clause is read, from a screen that shows none; empty where it is read right here."""
    if audience.screen not in {CLOSED_DOORS, "since"}:
        return ""
    return f"{here}/{'board' if audience.role.facilitates else 'table'}"


def _local(at: datetime, *, seconds: bool = False, utc_offset: str) -> str:
    return local(at, utc_offset, seconds=seconds)


def context_of(reader: Reader) -> Context:
    """Everything the partials of this reader's screen show."""
    screen = reader.audience.screen
    context = base_context(reader)
    context["stand"] = standing(reader)
    context["sight"] = reader.sight
    context["colours"] = colours(reader)
    context["latest"] = since.latest(reader)
    if "question" in REGIONS[screen]:  # Every other screen is about no clause.
        context["clause"] = clauses.clause(reader)
        context["clause_empty"] = _nothing(reader)
        context["hidden_proposals"] = PLENARY
        context["question"] = room.question(reader)
    return context | _SCREENS[screen](reader)


def _nothing(reader: Reader) -> str:
    if not reader.reads:
        return CLOSED
    if not reader.negotiation.clauses:
        return "The base text is not published yet."
    if reader.role.facilitates:
        return "Choose a clause in the list, then put it on the screen."
    return "Choose a clause above, or wait until the facilitator puts one on the screen."


def _each(**looks: Callable[[Reader], object]) -> Callable[[Reader], Context]:
    """What partials show, each by a look of its own."""
    return lambda reader: {name: look(reader) for name, look in looks.items()}


_at_table = _each(
    silences=silences.elsewhere,
    silence=silences.here,
    packages=packages.live,
    packages_ended=packages.ended,
    check=temperature.temperature,
    confirmations=confirming.confirmations,
    statements=statements.statements,
    reopening=reopening.reopening,
    notices=notices.notices,
    gone=ended.gone,
    objections=positions.objections,
    everybody=positions.everybody,
    advice=advice,
    may_advise=lambda reader: may(reader, "give_advice"),
    whole=clauses.whole,
    asked=signing.asked,
    duties=parties.duties,
    conferring=caucuses.meeting,
    corrections=legal.contestable,
    leaving=parties.leaving,
)


def _table(reader: Reader) -> Context:
    live = proposals.on_clause(reader)
    mine = drafts.mine(reader)
    proposing = drafts.proposing(reader)
    own = positions.own(reader)
    return {
        **_at_table(reader),
        "proposals": live,
        "drafts": mine,
        "proposing": proposing,
        "own": own,
        "thumb": room.thumb(reader, proposing, mine, live, own),
    }


def _lock(reader: Reader) -> Context:
    n = reader.negotiation
    held = n.final or n.lock_pending
    return {
        "its": lock.lock(reader),
        "closed_word": CLOSED,
        "whole_texts": finals.texts(n) if reader.reads else (),
        "manifest": lock.manifest_of(n) if reader.sight.attribution else "",
        "manifest_digest": held.manifest if held is not None else "",
    }


_SCREENS: Mapping[str, Callable[[Reader], Context]] = {
    "table": _table,
    "board": _each(
        notices=notices.notices,
        statements=statements.statements,
        matrix=matrix.matrix,
        queue=proposals.queue,
        aftermaths=aftermath.aftermaths,
        lapsed=ended.lapsed,
        control=board.control,
        session=board.session,
        checklist=opening.checklist,
        waiting=desk.waiting,
        openness=openness,
        connected=board.connected,
        decisions=board.decisions,
        drafts=drafts.mine,
        proposing=drafts.proposing,
        own=lambda _: None,
        objections=positions.objections,
        everybody=lambda _: (),
        advice=advice,
        may_advise=lambda _: False,
    ),
    "desk": _each(
        silences=silences.desk,
        packages=packages.desk,
        reopenings=reopening.requests,
        behalf=behalf.behalf,
        outstanding=behalf.outstanding,
        temperature=temperature.checks,
    ),
    "follow": _each(
        silences=silences.running,
        notices=notices.notices,
        agenda=stage.agenda,
        whole=clauses.whole,
    ),
    "projector": _each(
        stage=stage.stage,
        check=temperature.in_the_hall,
        everybody=positions.everybody,
    ),
    CLOSED_DOORS: _each(
        caucuses=caucuses.caucuses,
        opening=caucuses.opening,
        meeting=caucuses.room,
        drafts=caucuses.room_drafts,
        ours=caucuses.own,
    ),
    "compilation": _each(),
    "sessions": _each(),
    "rules": _each(its=procedure.rules),
    "parties": _each(its=parties.parties),
    "since": _each(everything=since.everything),
    "legal": _each(its=legal.desk, closed_word=lambda _: CLOSED),
    "lock": _lock,
    "sign": _each(its=signing.ceremony, bound=lambda _: BOUND, stamp=signing.stamp),
    "signing": _each(its=register.register),
    "after": _each(its=after.after),
    "ceremony": _each(its=signing.ceremony),
}
"""Screen → what its partials show. The whole text and the sessions are painted by their own pages:
what stays live of them is who may read."""
