"""The frame of every page inside a negotiation: who is signed in, what else there is, colours."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from models import policy
from models.negotiation import Negotiation
from server.live import audience as audiences
from server.live.audience import Audience
from server.web import access, said, words
from server.web.access import Visit
from server.web.instead import instead
from server.web.looks import since
from server.web.looks.colours import colours
from server.web.looks.reader import Reader
from server.web.paint import base_context
from server.web.render import page
from server.web.services import services

NAMES = {
    "table": "The table",
    "board": "The board",
    "desk": "Procedures",
    "follow": "Follow",
    "projector": "Projector",
    "caucus": "Caucus",
    "compilation": "Whole text",
    "rules": "Rules",
    "parties": "Parties",
    "sessions": "Sessions",
    "invitations": "Invitations",
    "legal": "Legal desk",
    "lock": "Lock",
    "sign": "Sign",
    "signing": "Signing",
    "ceremony": "Ceremony",
    "after": "After signing",
    "since": "Since you left",
}
SCRIPTS = {
    "table": "table",
    "board": "board",
    "follow": "follow",
    "projector": "projector",
    "caucus": "caucus",
    "desk": "follow",
    "rules": "follow",
    "parties": "follow",
    "since": "follow",
    "compilation": "reading",
    "sessions": "reading",
    "legal": "lock",
    "lock": "lock",
    "sign": "sign",
    "signing": "follow",
    "ceremony": "follow",
    "after": "follow",
}
"""Screen → the script of its pages that have live regions."""


@dataclass(frozen=True, slots=True)
class Link:
    """One page in the head of every page."""

    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Who is signed in."""

    name: str
    role: str
    party: str
    party_name: str


def audience_of(
    visit: Visit, screen: str, clause: str | None, caucus: str | None = None
) -> Audience:
    """The audience this visitor's page belongs to: as the live layer will have it."""
    negotiation, visitor = visit.room.negotiation, visit.visitor
    chosen = clause if clause in negotiation.clauses else None
    wanted = (screen, chosen, visitor.language, caucus)
    return audiences.audience_of(negotiation, visitor.actor, *wanted)


def regions_of(visit: Visit, screen: str, clause: str | None = None) -> dict[str, Markup]:
    """The live regions of a page, painted as the live layer will keep them."""
    painted = visit.room.hall.painted(audience_of(visit, screen, clause))
    return {region: Markup(its.html) for region, its in painted.items()}  # noqa: S704


def reader_of(
    visit: Visit, screen: str, clause: str | None = None, caucus: str | None = None
) -> Reader:
    """Whoever reads this page."""
    return Reader(visit.room.negotiation, audience_of(visit, screen, clause, caucus), {})


def framed(
    request: Request,
    visit: Visit,
    screen: str,
    template: str,
    *,
    title: str,
    clause: str | None = None,
    status: int = 200,
    **context: object,
) -> HTMLResponse:
    """A page inside a negotiation."""
    caucus = request.path_params.get("caucus")
    reader = reader_of(visit, screen, clause, caucus)
    settings = services(request).settings
    told = said.carried(request)
    script = SCRIPTS.get(screen, "page") if "regions" in context else "page"
    known: dict[str, object] = {
        **base_context(reader),
        "screen": screen,
        "title": title,
        "chosen_clause": clause,
        "chosen_caucus": caucus,
        "since": visit.room.place,
        "live": bool(context.get("regions")) and script not in ("page", "reading"),
        "script": script,
        "links": links(reader, visit, screen),
        "me": _me(reader.negotiation, visit),
        **_seen(reader, visit),
        "holds": reader.sight.whole,
        "colours": colours(reader),
        "plain_http": not access.secure(request, settings),
        "said": told,
        "instead": instead(reader.negotiation, visit.visitor.actor, told),
        **context,
    }
    response = page(request, template, language=visit.visitor.language, status=status, **known)
    said.forget(response, request)
    return response


def links(reader: Reader, visit: Visit, screen: str) -> tuple[Link, ...]:
    """The pages this role may open, its own screen first."""
    here = f"/n/{quote(reader.negotiation.id, safe='')}"
    own = access.own_screen(visit.visitor.actor.role)
    names = sorted(NAMES, key=lambda name: name != own)
    return tuple(
        Link(NAMES[name], f"{here}/{name}", name == screen)
        for name in names
        if policy.may_see(name, visit.visitor.actor)
        and name != "since"
        and (name != "follow" or own == "follow")
        and (name != "parties" or reader.sight.attribution)
        and (name != "after" or reader.negotiation.final is not None)
    )


def _seen(reader: Reader, visit: Visit) -> dict[str, object]:
    """How far one person has seen what their side was told: theirs alone, so of no region."""
    actor = visit.visitor.actor
    if not policy.may_see("since", actor):
        return {"seen": 0, "unseen": None}
    return {
        "seen": reader.negotiation.seen.get(actor.person, 0),
        "unseen": since.count(reader, actor.person),
    }


def _me(negotiation: Negotiation, visit: Visit) -> Me:
    actor = visit.visitor.actor
    party = negotiation.parties.get(actor.party) if actor.party is not None else None
    return Me(
        name=visit.visitor.name,
        role=words.ROLE[actor.role],
        party=party.id if party is not None else "",
        party_name=party.name if party is not None else "",
    )
