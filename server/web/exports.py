"""What leaves the house: at which point of the record, marked for whom, and the list of it all."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.languages import read_in
from models.negotiation import Negotiation
from models.refusals import Refusal
from models.rulebook import Group, Mode
from models.sight import sight_of
from server.live.ask import busy
from server.live.room import Room
from server.store.checkpoints import Stamp
from server.store.exports import Export, TooManyExports
from server.web import access
from server.web.access import Visit
from server.web.frame import framed, regions_of
from server.web.services import in_store, services

TRIES = 5


async def still(room: Room) -> tuple[Negotiation, Stamp]:
    """The negotiation, and a checkpoint of the very entry that it reads up to.

    Raises Refusal where the record goes on faster than it is signed, StoreUnavailable.
    """
    for _ in range(TRIES):
        stamp = await room.stamped()
        if room.ledger.end[0] == stamp.checkpoint.number:
            return room.negotiation, stamp
    raise busy()


def confidential(negotiation: Negotiation) -> bool:
    """Whether what is taken along bears the name of who takes it: not all may see all now."""
    return negotiation.mode is not Mode.OPEN


async def note(
    request: Request, visit: Visit, stamp: Stamp, data: bytes, **what: str | bool
) -> None:
    """Put down who takes this file, before it is handed out. Raises Refusal, StoreUnavailable.

    `what` gives its `kind`, `language`, `against`, and whether it is `confidential`.
    """
    room, actor = visit.room, visit.visitor.actor
    one = Export(
        person=actor.person,
        party=actor.party,
        at=room.now(),
        entry=stamp.checkpoint.number,
        digest=hashlib.sha256(data).hexdigest(),
        **what,  # type: ignore[arg-type]
    )
    try:
        await in_store(services(request).exports.note, room.negotiation.id, one)
    except TooManyExports:
        raise Refusal(
            "too_many_documents",
            "You have taken as many documents as are counted for one person.",
            "Ask somebody else of your side, or read the text on its page.",
        ) from None


async def show(request: Request) -> Response:
    """GET /n/{negotiation}/documents: what one may take, and what was taken by one's own side.

    The facilitators are told of everybody, a party of its own people, others of themselves.
    """
    visit = await access.enter(request, "documents")
    n, actor = visit.room.negotiation, visit.visitor.actor
    sight = sight_of(n, actor)
    everybody = sight.group is Group.FACILITATORS
    asked = {} if everybody else {"person": actor.person, "party": sight.party}
    taken = await in_store(services(request).exports.known, n.id, **asked)
    return framed(
        request,
        visit,
        "compilation",
        "documents/page.html",
        title="Documents",
        regions=regions_of(visit, "compilation"),
        confidential=confidential(n),
        everybody=everybody,
        taken=[(n.people[one.person].name, one) for one in taken if one.person in n.people],
        text_language=read_in(n, request.query_params.get("language", visit.visitor.language)),
    )


routes = [Route("/n/{negotiation}/documents", show, methods=["GET"])]
