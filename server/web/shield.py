"""What stands before every page: origin, size, and the headers of every answer.

Pure ASGI, so that an answer is never buffered and a failure anywhere still gets its headers.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.settings import Settings

log = logging.getLogger(__name__)

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_BODY: Final = 512 * 1024
"""Bytes of a request: the longest clause by the plain form in any script, twice over."""
MAX_SCAN: Final = 5 * 1024 * 1024 + 64 * 1024
"""Bytes of a request that brings the scan of a signed page, the form around it included."""
_SCANS: Final = re.compile(r"/n/[^/]+/signing/ink")
POLICY: Final = "content-security-policy"
NONCE: Final = "parley.nonce"
_HOST: Final = re.compile(
    r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?"
)
_FEATURES: Final = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi",
    "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip

Trouble = Callable[[Scope, int], Response]
"""Makes the error page of a status."""


def same_origin(scope: Scope, settings: Settings) -> bool:
    """Whether a request or a socket upgrade comes from a page of this very server.

    Browsers tell it in `Origin` with every unsafe request and every upgrade; where there is none,
    `Sec-Fetch-Site` has to say so. Neither can be set by a page. Referrer-Policy is `same-origin`
    and not `no-referrer`, because with the latter browsers send `Origin: null` with plain forms.
    """
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origins = headers.getlist("origin")
    if not origins:
        return site == "same-origin" and scope["type"] == "http"
    return len(origins) == 1 and origins[0] in _own(scope, headers, settings)


def _own(scope: Scope, headers: Headers, settings: Settings) -> frozenset[str]:
    host = headers.get("host", "").lower()
    scheme = {"ws": "http", "wss": "https"}.get(scope["scheme"], scope["scheme"])
    own = {f"{scheme}://{host}"} if _HOST.fullmatch(host) else set()
    if settings.public_url:
        parts = urlsplit(settings.public_url)
        own.add(f"{parts.scheme}://{parts.netloc}".lower())
    return frozenset(own)


def nonce(scope: Scope) -> str:
    """The nonce that style elements of this answer bear."""
    return str(scope[NONCE])


class TooLarge(Exception):
    """A request brought more bytes than it may."""


class Shield:
    """The outermost layer: checks what comes in and dresses what goes out."""

    def __init__(self, app: ASGIApp, settings: Settings, trouble: Trouble) -> None:
        self._app = app
        self._settings = settings
        self._trouble = trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; sockets and the life of the process pass through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[NONCE] = secrets.token_urlsafe(16)
        dressed = _Dressed(scope, send, self._settings)
        status = self._refused(scope)
        try:
            if status is None:
                await self._app(scope, _bounded(receive, _most(scope)), dressed)
                return
        except TooLarge:
            status = 413
        except Exception:
            log.exception("%s %s failed", scope["method"], _route(scope))
            status = 500
        if not dressed.started:
            await self._trouble(scope, status)(scope, receive, dressed)

    def _refused(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        if not _HOST.fullmatch(headers.get("host", "")):
            return 400
        if scope["method"] not in SAFE and not same_origin(scope, self._settings):
            return 403
        length = headers.get("content-length", "0")
        if not length.isdecimal():
            return 400
        return 413 if int(length) > _most(scope) else None


def _route(scope: Scope) -> str:
    # Never the path itself: it may hold an invitation.
    return getattr(scope.get("route"), "path", "?")


def _most(scope: Scope) -> int:
    return MAX_SCAN if _SCANS.fullmatch(scope["path"]) else MAX_BODY


def _bounded(receive: Receive, most: int) -> Receive:
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLarge
        return message

    return bounded


class _Dressed:
    """`send` that adds the headers every answer bears."""

    def __init__(self, scope: Scope, send: Send, settings: Settings) -> None:
        self._scope = scope
        self._send = send
        self._settings = settings
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            # A page that stands alone has a stricter policy of its own, and no other.
            own = headers.get(POLICY)
            for name, value in self._headers().items():
                headers[name] = value
            if own is not None:
                headers[POLICY] = own
            headers.setdefault("cache-control", "no-store")
        await self._send(message)

    def _headers(self) -> dict[str, str]:
        host = Headers(scope=self._scope).get("host", "")
        live = f"ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
        headers = {
            POLICY: (
                "default-src 'none'; script-src 'self'; "
                f"style-src 'self' 'nonce-{nonce(self._scope)}'; "
                f"connect-src 'self' {live}; img-src 'self'; font-src 'self'; "
                "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
            ),
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
        }
        if self._settings.public_url and self._settings.public_url.startswith("https:"):
            headers["strict-transport-security"] = "max-age=31536000"
        return headers
