"""Scripts, styles and pictures: served from static/dist under the name of this very build."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
FOREVER = "public, max-age=31536000, immutable"


@cache
def build() -> str:
    """The name of the build that is served: another build, other addresses."""
    stamp = DIST / ".built-from"
    content = stamp.read_bytes() if stamp.is_file() else b"nothing was built"
    return hashlib.sha256(content).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file of the build."""
    return f"/static/{build()}/{name}"


async def static(request: Request) -> Response:
    """One file of the build; only what lies in it, only of kinds it is made of."""
    name = request.path_params["name"]
    if "\0" in name:
        return PlainTextResponse("Not found", status_code=404)
    path = (DIST / name).resolve()
    kind = TYPES.get(path.suffix)
    hidden = any(part.startswith(".") for part in Path(name).parts)
    if kind is None or hidden or not path.is_relative_to(DIST) or not _there(path):
        return PlainTextResponse("Not found", status_code=404)
    kept = FOREVER if request.path_params["build"] == build() else "no-cache"
    return FileResponse(path, media_type=kind, headers={"cache-control": kept})


def _there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # longer than any name of a file
        return False


routes = [Route("/static/{build}/{name:path}", static, methods=["GET"], name="static")]
