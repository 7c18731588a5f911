"""The desk of the signing: the window, authorities, ink, publication; and the ceremony's feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models.acts import Act
from models.names import zone
from models.negotiation import Negotiation
from models.refusals import Refusal
from models.rules import decide
from models.signing import FinalText, scans_of
from server.live.batch import mint
from server.store.scans import Scan, TooManyScans
from server.web import access, parse
from server.web.access import Visit
from server.web.acts import act_id_of, by_form, home, refused
from server.web.drawing import qr
from server.web.frame import framed, reader_of
from server.web.looks.signing import Ceremony, ceremony, statements_of
from server.web.publication import address, static
from server.web.screens import screen
from server.web.services import in_store, services

SCAN = 5 * 1024 * 1024
"""Bytes of a scan."""
KINDS: Mapping[bytes, tuple[str, str]] = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
}
"""How a file begins → its ending and type."""


async def show(request: Request) -> Response:
    """The desk of the convenor and the lead facilitator."""
    return await screen(request, "signing")


# --- what the desk does --------------------------------------------------------------------------


async def open_window(request: Request) -> Response:
    """Open the window: a day and a time of the negotiation's own clock, an order, a place."""
    visit = await access.enter(request, "signing")
    return await by_form(request, visit, lambda form: window_of(visit.room.negotiation, form))


def window_of(n: Negotiation, form: parse.Fields) -> Act:
    """The window a form asks for."""
    fields = {name: str(value) for name, value in form.multi_items()}
    places = {
        name.removeprefix("order:"): value
        for name, value in fields.items()
        if name.startswith("order:") and value.strip().isdecimal()
    }
    return parse.act(
        {
            "kind": "open_signing",
            "digest": fields.get("digest", ""),
            "closes": moment(n, fields.get("day", ""), fields.get("time", "")),
            "place": fields.get("place", ""),
            "order": sorted(places, key=lambda party: int(places[party])),
        }
    )


def moment(n: Negotiation, on: str, at: str) -> datetime:
    """A day and a time as the negotiation's clocks show them; raises Refusal."""
    try:
        return datetime.fromisoformat(f"{on}T{at}").replace(tzinfo=zone(n))
    except ValueError:
        sentence, next_step = "A day and a time are needed.", "Enter both of them."
        raise Refusal("time_needed", sentence, next_step, rule="F-8") from None


async def publish(request: Request) -> Response:
    """Publish the locked text, at once or when an embargo ends."""
    visit = await access.enter(request, "signing")
    return await by_form(request, visit, lambda form: release_of(visit.room.negotiation, form))


def release_of(n: Negotiation, form: parse.Fields) -> Act:
    """The publication a form asks for."""
    fields = {name: str(value) for name, value in form.multi_items()}
    day_, time_ = fields.get("day", ""), fields.get("time", "")
    summary = {
        name.removeprefix("summary:"): value
        for name, value in fields.items()
        if name.startswith("summary:") and value.strip()
    }
    return parse.act(
        {
            "kind": "publish",
            "digest": fields.get("digest", ""),
            "embargo": moment(n, day_, time_) if day_ or time_ else None,
            "summary": summary,
            "complaints": fields.get("complaints", ""),
        }
    )


# --- ink -----------------------------------------------------------------------------------------


async def paper(request: Request) -> Response:
    """The page a party signs in ink, with the fingerprint and where the text is published."""
    visit = await access.enter(request, "signing")
    n = visit.room.negotiation
    party = n.parties.get(request.query_params.get("party", ""))
    if n.final is None or party is None:
        raise HTTPException(404)
    link, stamp = address(request, n), await visit.room.stamped()
    return framed(
        request,
        visit,
        "signing",
        "signing/paper.html",
        title="Signature page",
        final=n.final,
        party=party,
        statements=statements_of(n, party.id),
        link=link,
        qr=qr(link),
        checkpoint=stamp.checkpoint,
    )


async def record_ink(request: Request) -> Response:
    """Record a signature in ink: the scan is kept beside the database, its digest in the record."""
    visit = await access.enter(request, "signing")
    back = f"{home(visit)}/signing"
    try:
        async with request.form(max_files=1, max_fields=50) as form:
            act = await _with_scan(request, visit, form)
        await visit.room.submit(visit.visitor.actor, act, act_id_of(request, None))
    except Refusal as refusal:
        return refused(request, visit, refusal, back)
    return RedirectResponse(back, 303)


async def _with_scan(request: Request, visit: Visit, form: FormData) -> Act:
    """The act a form asks for, its scan kept; raises Refusal, StoreUnavailable."""
    n, sent = visit.room.negotiation, form.get("scan")
    data = await sent.read(SCAN + 1) if isinstance(sent, UploadFile) else b""
    kept, final = Scan(_kind(data), data), _read(n, str(form.get("read", "")))
    choices = [
        (field.removeprefix("choice:"), str(value))
        for field, value in form.multi_items()
        if field.startswith("choice:")
    ]
    act = parse.act(
        {
            "kind": "record_ink",
            "party": str(form.get("party", "")),
            "person": str(form.get("person", "")),
            "digest": final.digest,
            "manifest": final.manifest,
            "scan": kept.digest,
            "statements": choices,
        }
    )
    decide(n, act, visit.visitor.actor, visit.room.now(), mint)
    try:
        await in_store(services(request).scans.keep, n.id, kept, visit.room.now())
    except TooManyScans:
        raise _no_scan("No more scans can be kept here.", "Scan in less detail.") from None
    return act


def _kind(data: bytes) -> str:
    if len(data) > SCAN:
        raise _no_scan("The scan is larger than 5 MB.", "Scan it in less detail.")
    for start, (ending, _) in KINDS.items():
        if data.startswith(start):
            return ending
    raise _no_scan("The scan is missing, or no PDF, JPEG or PNG.", "Attach the scanned page.")


def _read(n: Negotiation, first: str) -> FinalText:
    """The locked text, if the paper bears its fingerprint; raises Refusal."""
    if n.final is None or n.final.digest[:4] != first.strip().lower():
        raise Refusal(
            "other_text",
            "The fingerprint on the paper is not that of the locked text: this is another paper.",
            "Compare the whole fingerprint with the one on this page.",
            rule="F-13",
        )
    return n.final


def _no_scan(sentence: str, next_step: str) -> Refusal:
    return Refusal("scan_needed", sentence, next_step, rule="F-13")


async def scan(request: Request) -> Response:
    """A scan that a signature of this negotiation names, for the desk."""
    visit = await access.enter(request, "signing")
    n, wanted = visit.room.negotiation, request.path_params["digest"]
    kept = None
    if wanted in scans_of(n.signatures.values()):
        kept = await in_store(services(request).scans.find, n.id, wanted)
    if kept is None:
        raise HTTPException(404)
    types = dict(KINDS.values())
    # Never shown by a browser in this site's name: somebody uploaded it.
    headers = {"Content-Disposition": f'attachment; filename="{wanted[:16]}.{kept.ending}"'}
    return Response(kept.data, media_type=types[kept.ending], headers=headers)


# --- the ceremony --------------------------------------------------------------------------------


async def lock(request: Request) -> Response:
    """The page of the lock."""
    return await screen(request, "lock")


async def show_ceremony(request: Request) -> Response:
    """The screen of the ceremony."""
    return await screen(request, "ceremony")


async def feed(request: Request) -> Response:
    """The ceremony as JSON, for a television's lower thirds."""
    visit = await access.enter(request, "ceremony")
    told = parse.json_text(as_json(ceremony(reader_of(visit, "ceremony"))))
    response = static(request, told, "application/json")
    response.headers["cache-control"] = "private, no-cache"
    return response


def as_json(its: Ceremony) -> dict[str, object]:
    """What the screen shows, for programs."""
    return {
        "title": its.title,
        "fingerprint": its.final.digest if its.final is not None else None,
        "closes": its.window.closes.isoformat() if its.window is not None else None,
        "place": its.window.place if its.window is not None else "",
        "bound": its.bound,
        "needed": its.needed,
        "names": [
            {
                "party": one.party,
                "name": one.name,
                "person": one.person,
                "status": one.status.value,
                "next": one.next,
                "at": one.at.isoformat() if one.at is not None else None,
                "statements": [str(its) for its in one.statements],
            }
            for one in its.names
        ],
    }


routes = [
    Route("/n/{negotiation}/lock", lock, methods=["GET"]),
    Route("/n/{negotiation}/ceremony", show_ceremony, methods=["GET"]),
    Route("/n/{negotiation}/ceremony.json", feed, methods=["GET"]),
    Route("/n/{negotiation}/signing", show, methods=["GET"]),
    Route("/n/{negotiation}/signing/open", open_window, methods=["POST"]),
    Route("/n/{negotiation}/signing/publish", publish, methods=["POST"]),
    Route("/n/{negotiation}/signing/paper", paper, methods=["GET"]),
    Route("/n/{negotiation}/signing/ink", record_ink, methods=["POST"]),
    Route("/n/{negotiation}/signing/ink/{digest}", scan, methods=["GET"]),
]
