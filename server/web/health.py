"""Is this process alive, and could it keep what it is given?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.store.failures import StoreFailure
from server.web.services import in_store, services


async def live(_request: Request) -> Response:
    """The loop turns."""
    return JSONResponse({"live": True})


async def ready(request: Request) -> Response:
    """The store commits."""
    try:
        await in_store(services(request).ready)
    except StoreFailure:
        return JSONResponse({"ready": False}, status_code=503)
    return JSONResponse({"ready": True})


routes = [
    Route("/health", ready, methods=["GET"]),
    Route("/health/live", live, methods=["GET"]),
    Route("/health/ready", ready, methods=["GET"]),
]
