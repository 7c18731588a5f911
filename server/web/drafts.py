"""Drafts without a script: rewrite the clause in a text box, see the redline, preview, table."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models import settling
from models.clause import Clause
from models.draft import Draft
from models.layer import Runs, base, is_empty_change
from models.refusals import Refusal
from models.rulebook import Group, Kind
from models.sight import holds_pen, may_type
from models.text import from_units
from server.web import access, markup, parse, said
from server.web.access import Visit
from server.web.acts import act_id_of
from server.web.frame import framed, reader_of
from server.web.looks import drafts as looks
from server.web.looks.parts import places
from server.web.looks.reader import Reader
from server.web.markup import Shown
from server.web.render import interface

WRITTEN = "text:"
"""What the name of a box begins with, before its field."""


@dataclass(frozen=True, slots=True)
class Box:
    """One field to rewrite; `written` is what stands in it, `seen` names what the draft reads."""

    field: Shown
    base: str
    written: str
    unsaved: bool
    seen: str
    redline: Shown


@dataclass(frozen=True, slots=True)
class Other:
    """What one audience will see."""

    who: str
    authors: tuple[str, ...]
    reason: bool
    shown: tuple[Shown, ...]


async def _opened(request: Request) -> tuple[Visit, Reader, Draft]:
    """The draft, for those who write it; for everybody else there is none."""
    visit = await access.visit(request, request.path_params["negotiation"])
    negotiation = visit.room.negotiation
    draft = negotiation.drafts.get(request.path_params["draft"])
    if draft is None or not holds_pen(negotiation, visit.visitor.actor, draft):
        raise HTTPException(404)
    screen = access.own_screen(visit.visitor.actor.role)
    return visit, reader_of(visit, screen, draft.clause), draft


async def write(request: Request) -> Response:
    """The plain form of a draft."""
    return _form(request, *await _opened(request))


async def save(request: Request) -> Response:
    """Rewrite every field that reads otherwise than it did: an act each.

    Where one is refused the form comes back with all that is not saved, and says why.
    """
    visit, _, draft = await _opened(request)
    typed: dict[str, str] = {}
    try:
        form = await request.form(max_files=0, max_fields=200)
        typed = {
            name.removeprefix(WRITTEN): str(text).replace("\r\n", "\n")
            for name, text in form.multi_items()
            if name.startswith(WRITTEN)
        }
        act_id = act_id_of(request, form.get("_id"))
        of_all = {name: form[name] for name in ("revision", "written_on") if name in form}
        for field in list(typed):
            if form.get(f"seen:{field}") != _name_of(typed[field]):
                asked = {"kind": "rewrite", "draft": draft.id, "field": field, "text": typed[field]}
                act = parse.act(asked | of_all)
                # The place of the field makes the id of its act: sent twice, it is done once.
                place = list(draft.texts).index(field) if field in draft.texts else len(typed)
                await visit.room.submit(visit.visitor.actor, act, f"{act_id[:60]}.{place}")
            del typed[field]
    except Refusal as refusal:
        return _form(request, *await _opened(request), typed, refusal)
    return RedirectResponse(request.url.path, 303)


def _form(
    request: Request,
    visit: Visit,
    reader: Reader,
    draft: Draft,
    typed: Mapping[str, str] = MappingProxyType({}),
    refusal: Refusal | None = None,
) -> Response:
    its = reader.negotiation.clauses[draft.clause]
    why: dict[str, object] = {}
    if refusal is not None:
        why["said"] = said.as_said(refusal, interface(visit.visitor.language))
    return framed(
        request,
        visit,
        reader.audience.screen,
        "drafts/page.html",
        title="Draft",
        clause=draft.clause,
        script="page",
        draft=looks.look(reader, its, draft),
        revision=draft.revision,
        boxes=boxes(reader, draft.texts, typed),
        versions=_written_on(its, draft),
        name=reader.clause_name(draft.clause),
        writable=may_type(reader.negotiation, visit.visitor.actor, draft),
        tabling=tabling(reader, draft),
        places=places(reader, draft.texts),
        act_id=secrets.token_urlsafe(12),
        status=200 if refusal is None else said.status_of(refusal),
        **why,
    )


async def preview(request: Request) -> Response:
    """What others will see once the draft is tabled."""
    visit, reader, draft = await _opened(request)
    its = reader.negotiation.clauses[draft.clause]
    return framed(
        request,
        visit,
        reader.audience.screen,
        "drafts/preview.html",
        title="Preview",
        clause=draft.clause,
        script="page",
        draft=looks.look(reader, its, draft),
        others=others(reader, draft.texts),
        places=places(reader, draft.texts),
        name=reader.clause_name(draft.clause),
        tabling=tabling(reader, draft),
        act_id=secrets.token_urlsafe(12),
    )


def _written_on(its: Clause, draft: Draft) -> tuple[int, ...]:
    """The versions on copies of which the clause may have been rewritten; none to tell apart."""
    numbers = tuple(version.number for version in reversed(its.versions) if not version.empty)
    return numbers if len(numbers) > 1 and draft.amends is None else ()


def boxes(reader: Reader, texts: Mapping[str, Runs], typed: Mapping[str, str]) -> tuple[Box, ...]:
    """Every field of a draft: as it reads, or as it was `typed`, and as a redline."""
    return tuple(
        Box(
            markup.clean(field, ""),
            from_units(base(texts[field])),
            typed.get(field, settling.reading(texts[field])),
            field in typed,
            _name_of(settling.reading(texts[field])),
            markup.redline(field, texts[field], attributed=True),
        )
        for field in reader.ordered(texts)
    )


def _name_of(text: str) -> str:
    """What tells one text of a box from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def tabling(reader: Reader, draft: Draft) -> dict[str, object]:
    """The fields that name exactly what is tabled: the version beneath it, and what it makes."""
    beneath = reader.negotiation.clauses[draft.clause].numbered(draft.base)
    return {
        "draft": draft.id,
        "version": draft.base,
        "digest": beneath.digest,
        "wording": settling.digest(draft.texts),
    }


def others(reader: Reader, texts: Mapping[str, Runs]) -> tuple[Other, ...]:
    """What those at the table will see, and what those who only follow will."""
    n = reader.negotiation
    changed = [f for f in reader.ordered(texts) if not is_empty_change(texts[f])]

    def shown(attributed: bool) -> tuple[Shown, ...]:
        return tuple(markup.redline(f, texts[f], attributed=attributed) for f in changed)

    groups = (
        ("Everybody at the table", Group.PARTIES),
        ("Observers", Group.OBSERVERS),
        ("The projector", Group.PROJECTOR),
    )
    author = (reader.author,) if reader.author is not None else ()
    return tuple(
        Other(
            who,
            author if n.sees(group, Kind.ATTRIBUTION) else (),
            n.sees(group, Kind.REASONS),
            shown(n.sees(group, Kind.ATTRIBUTION)),
        )
        for who, group in groups
        if n.sees_proposals(group)
    )


routes = [
    Route("/n/{negotiation}/drafts/{draft}", write, methods=["GET"]),
    Route("/n/{negotiation}/drafts/{draft}", save, methods=["POST"]),
    Route("/n/{negotiation}/drafts/{draft}/preview", preview, methods=["GET"]),
]
