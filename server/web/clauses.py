"""One clause's history: its versions, and the redline between any two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models import history
from models.clause import Clause, Version
from models.outline import lineage, replaced
from server.web import access, markup, words
from server.web.frame import framed, reader_of, regions_of
from server.web.looks.plans import led
from server.web.looks.reader import Reader
from server.web.markup import Shown
from server.web.paint import CLOSED


@dataclass(frozen=True, slots=True)
class VersionLook:
    """One version in the list."""

    number: int
    at: datetime
    digest: str
    current: bool
    brought: str


async def read(request: Request) -> Response:
    """The versions of a clause, and what differs between two."""
    visit = await access.enter(request, "compilation")
    reader = reader_of(visit, "compilation")
    if not reader.reads:
        return framed(
            request,
            visit,
            "compilation",
            "clauses/closed.html",
            status=404,
            title="Whole text",
            regions=regions_of(visit, "compilation"),
            closed=CLOSED,
        )
    its = _asked(request, reader)
    if its is None:
        return _led(request, reader)
    newer = _numbered(its, request.query_params.get("to"), its.version)
    older = _numbered(its, request.query_params.get("from"), _before(its, newer))
    return framed(
        request,
        visit,
        "compilation",
        "clauses/page.html",
        # A browser keeps the titles of pages it has shown: no word of the text is in it.
        title=f"{its.number or its.id}",
        regions=regions_of(visit, "compilation"),
        its=its,
        name=reader.clause_name(its.id),
        led=led(reader, request.query_params.get("was")) or led(reader, its.id),
        former=_former(reader, its),
        versions=tuple(_look(reader, its, version) for version in reversed(its.versions)),
        older=older,
        newer=newer,
        shown=tuple(differences(reader, its, older, newer)),
        clean=tuple(
            markup.clean(field, newer.wording[field]) for field in reader.ordered(newer.wording)
        ),
    )


def _asked(request: Request, reader: Reader) -> Clause | None:
    """The clause that was asked for; one that was split or merged only by naming a version."""
    wanted = request.path_params["clause"]
    its = reader.negotiation.clauses.get(wanted)
    if its is not None and reader.reads and replaced(its) and "to" in request.query_params:
        return its
    return next((one for one in reader.clauses if one.id == wanted), None)


def _former(reader: Reader, its: Clause) -> tuple[Clause, ...]:
    """The clauses that it came of by splitting or merging: their versions are read under them."""
    n = reader.negotiation
    return tuple(n.clauses[one] for one in lineage(n, its.id) if one != its.id)


def _led(request: Request, reader: Reader) -> Response:
    """An old id leads to what came of its clause by splitting or merging, which says so."""
    wanted = request.path_params["clause"]
    found = led(reader, wanted)
    if found is None or not found.to:
        raise HTTPException(404)
    where = "/".join(
        quote(one, safe="") for one in (reader.negotiation.id, "clauses", found.to[0][0])
    )
    return RedirectResponse(f"/n/{where}?{urlencode({'was': wanted})}", 303)


def _numbered(its: Clause, wanted: str | None, otherwise: Version) -> Version:
    if wanted is None or not wanted.isdecimal() or len(wanted) > 6:
        return otherwise
    try:
        return its.numbered(int(wanted))
    except KeyError:
        raise HTTPException(404) from None


def _before(its: Clause, newer: Version) -> Version:
    return max(
        (version for version in its.versions if version.number < newer.number),
        key=lambda version: version.number,
        default=newer,
    )


def _look(reader: Reader, its: Clause, version: Version) -> VersionLook:
    proposal = reader.negotiation.proposals.get(version.proposal or "")
    named = proposal is not None and reader.sight.attribution
    return VersionLook(
        number=version.number,
        at=version.at,
        digest=version.digest,
        current=version.number == its.current and not replaced(its),
        brought=f"{proposal.label} {words.author(proposal.author)}" if proposal and named else "",
    )


def differences(reader: Reader, its: Clause, older: Version, newer: Version) -> Iterator[Shown]:
    """Every field that differs; each change bears who made it, where that may be known."""
    for field in reader.ordered({**older.wording, **newer.wording}):
        if older.wording.get(field, "") != newer.wording.get(field, ""):
            spans = history.compared(its, field, older, newer)
            html = markup.traced(spans, attributed=reader.sight.attribution)
            yield Shown(field, html, changed=True)


routes = [Route("/n/{negotiation}/clauses/{clause}", read, methods=["GET"])]
