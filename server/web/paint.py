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
        "duties": "table/_duties.html",
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


PAPERS = frozenset(
    {
        *("compilation", "rules", "parties", "sessions", "since"),
        *("legal", "lock", "sign", "signing", "ceremony", "after"),
    }
)
"""Screens that are about no clause."""
CLOSED = "This meeting is closed: observers and the hall see nothing until it is opened again."

PLENARY = "This is a plenary: what is proposed is shown to those at the table only."


def paint(negotiation: Negotiation, audience: Audience, online: Online) -> Mapping[str, str]:
    """Every region of an audience's page: region id → HTML of the element with that id."""
    if audience.screen not in REGIONS:
        return {}
    context = context_of(Reader(negotiation, audience, online))
    return {
        region: fragment(template, audience.language, context)
        for region, template in REGIONS[audience.screen].items()
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
    context = base_context(reader)
    context["stand"] = standing(reader)
    context["sight"] = reader.sight
    context["latest"] = since.latest(reader)
    if reader.audience.screen not in PAPERS:
        context["clause"] = clauses.clause(reader)
        context["clause_empty"] = _nothing(reader)
        context["hidden_proposals"] = PLENARY
        context["question"] = room.question(reader)
    _SCREENS[reader.audience.screen](reader, context)
    return context


def _nothing(reader: Reader) -> str:
    if not reader.reads:
        return CLOSED
    if not reader.negotiation.clauses:
        return "The base text is not published yet."
    return "Choose a clause above, or wait until the facilitator puts one on the screen."


def _table(reader: Reader, context: Context) -> None:
    live = proposals.on_clause(reader)
    mine = drafts.mine(reader)
    proposing = drafts.proposing(reader)
    own = positions.own(reader)
    running = silences.running(reader)
    context.update(
        silences=tuple(one for one in running if not one.in_view),
        silence=next((one for one in running if one.in_view), silences.ended(reader)),
        packages=packages.live(reader),
        packages_ended=packages.ended(reader),
        check=temperature.temperature(reader),
        confirmations=confirming.confirmations(reader),
        statements=statements.statements(reader),
        reopening=reopening.reopening(reader),
        notices=notices.notices(reader),
        proposals=live,
        gone=ended.gone(reader),
        drafts=mine,
        proposing=proposing,
        own=own,
        objections=positions.objections(reader),
        everybody=positions.everybody(reader),
        advice=advice(reader),
        may_advise=may(reader, "give_advice"),
        whole=clauses.whole(reader),
        duties=parties.duties(reader),
        corrections=tuple(one for one in legal.corrections(reader) if one.may_contest),
        leaving=parties.leaving(reader),
        thumb=room.thumb(reader, proposing, mine, live, own),
    )


def _board(reader: Reader, context: Context) -> None:
    context.update(
        notices=notices.notices(reader),
        matrix=matrix.matrix(reader),
        queue=proposals.queue(reader),
        aftermaths=aftermath.aftermaths(reader),
        lapsed=ended.lapsed(reader),
        control=board.control(reader),
        session=board.session(reader),
        checklist=opening.checklist(reader),
        waiting=desk.waiting(reader),
        openness=openness(reader),
        connected=board.connected(reader),
        decisions=board.decisions(reader),
        drafts=drafts.mine(reader),
        proposing=drafts.proposing(reader),
        own=None,
        objections=positions.objections(reader),
        everybody=(),
        advice=advice(reader),
        may_advise=False,
    )


def _desk(reader: Reader, context: Context) -> None:
    context.update(
        silences=silences.desk(reader),
        packages=packages.desk(reader),
        reopenings=reopening.requests(reader),
        behalf=behalf.behalf(reader),
        outstanding=behalf.outstanding(reader),
        temperature=temperature.checks(reader),
    )


def _follow(reader: Reader, context: Context) -> None:
    context.update(
        silences=silences.running(reader),
        notices=notices.notices(reader),
        agenda=stage.agenda(reader),
        whole=clauses.whole(reader),
    )


def _projector(reader: Reader, context: Context) -> None:
    context.update(
        stage=stage.stage(reader, clauses.clause(reader)),
        check=temperature.in_the_hall(reader),
        everybody=positions.everybody(reader),
    )


def _caucus(reader: Reader, context: Context) -> None:
    context.update(
        caucuses=caucuses.caucuses(reader),
        opening=caucuses.opening(reader),
        meeting=caucuses.room(reader),
        drafts=caucuses.room_drafts(reader),
        ours=caucuses.own(reader),
    )


def _rules(reader: Reader, context: Context) -> None:
    context["its"] = procedure.rules(reader)


def _parties(reader: Reader, context: Context) -> None:
    context["its"] = parties.parties(reader)


def _legal(reader: Reader, context: Context) -> None:
    context.update(its=legal.desk(reader), closed_word=CLOSED)


def _lock(reader: Reader, context: Context) -> None:
    n = reader.negotiation
    held = n.final or n.lock_pending
    context.update(
        its=lock.lock(reader),
        closed_word=CLOSED,
        whole_texts=finals.texts(n) if reader.reads else (),
        manifest=lock.manifest_of(n) if reader.sight.attribution else "",
        manifest_digest=held.manifest if held is not None else "",
    )


def _sign(reader: Reader, context: Context) -> None:
    context.update(its=signing.ceremony(reader), bound=BOUND, stamp=signing.stamp(reader))


def _signing(reader: Reader, context: Context) -> None:
    context["its"] = register.register(reader)


def _ceremony(reader: Reader, context: Context) -> None:
    context["its"] = signing.ceremony(reader)


def _after(reader: Reader, context: Context) -> None:
    context["its"] = after.after(reader)


def _since(reader: Reader, context: Context) -> None:
    context["everything"] = since.everything(reader)


def _nothing_more(_reader: Reader, _context: Context) -> None:
    """The whole text is painted by its own page: what stays live is who may read it."""


_SCREENS: Mapping[str, Callable[[Reader, Context], None]] = {
    "table": _table,
    "board": _board,
    "desk": _desk,
    "follow": _follow,
    "projector": _projector,
    CLOSED_DOORS: _caucus,
    "compilation": _nothing_more,
    "sessions": _nothing_more,
    "rules": _rules,
    "parties": _parties,
    "legal": _legal,
    "lock": _lock,
    "sign": _sign,
    "signing": _signing,
    "ceremony": _ceremony,
    "after": _after,
    "since": _since,
}
