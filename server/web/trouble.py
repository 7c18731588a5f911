"""What went wrong, as a page in the same tone as all others: never a traceback."""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from models.refusals import Refusal
from models.saying import say
from server.store.failures import StoreFailure
from server.web import access, said
from server.web.acts import is_json
from server.web.render import interface, page, wished

SAYINGS = {
    400: (say("This request could not be read."), say("Reload the page and try again.")),
    403: (say("This is not for you."), say("Go back to your own page.")),
    404: (
        say("There is nothing here."),
        say("It may have been closed since; go back to your own page."),
    ),
    405: (say("This cannot be done here."), say("Go back to your own page.")),
    413: (say("This is too long to be taken."), say("Send it in smaller pieces.")),
    500: (
        say("Something went wrong on our side."),
        say("Nothing was changed. Try again in a moment."),
    ),
    503: (
        say("This was not saved: the record could not be written just now."),
        say("What you wrote is still on your screen; try again in a moment."),
    ),
}
CODES = {401: "not_signed_in", 403: "not_yours", 404: "not_found", 503: "not_saved"}


def trouble(scope: Scope, status: int) -> Response:
    """The error page of a status; for programs the same words as JSON."""
    request = Request(scope)
    sentence, next_step = SAYINGS.get(status, SAYINGS[400 if status < 500 else 500])
    return told(request, status, Refusal(CODES.get(status, "trouble"), sentence, next_step))


def told(request: Request, status: int, refusal: Refusal) -> Response:
    """A refusal as a page of its own, or as JSON."""
    ui = interface(wished(request))
    if is_json(request):
        return JSONResponse(said.as_json(refusal, ui), status_code=status)
    return page(request, "errors/page.html", status=status, said=said.as_said(refusal, ui))


async def http(request: Request, error: Exception) -> Response:
    """What a route or the router itself declined."""
    status = getattr(error, "status_code", 500)
    response = trouble(request.scope, status)
    for name, value in (getattr(error, "headers", None) or {}).items():
        response.headers[name] = value
    return response


async def not_signed_in(request: Request, _error: Exception) -> Response:
    """The way in; where somebody wanted to go is kept, if it is a page."""
    if is_json(request) or "hx-request" in request.headers:
        refusal = Refusal("not_signed_in", "You are not signed in.", "Join again by link or code.")
        return JSONResponse(said.as_json(refusal, interface(wished(request))), status_code=401)
    if request.method != "GET":
        return RedirectResponse("/", 303)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/?next={quote(wanted, safe='')}", 303)


async def not_yours(request: Request, _error: Exception) -> Response:
    """Signed in, but not for this."""
    return trouble(request.scope, 403)


async def refused(request: Request, error: Exception) -> Response:
    """A refusal that no route answered itself."""
    if not isinstance(error, Refusal):
        return trouble(request.scope, 500)
    return told(request, said.status_of(error), error)


async def not_saved(request: Request, _error: Exception) -> Response:
    """The store failed."""
    return trouble(request.scope, 503)


handlers = {
    HTTPException: http,
    access.NotSignedIn: not_signed_in,
    access.NotYours: not_yours,
    Refusal: refused,
    StoreFailure: not_saved,
}
