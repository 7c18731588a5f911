"""The page that checks a bundle, for everybody: one file that needs no server, kept as it is."""

from __future__ import annotations

import re
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.bundle.make import PAGE
from server.web.publication import static

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


@cache
def its_page() -> tuple[str, str]:
    """The page as it was built, and its own policy, which names its script and style by digest."""
    page = PAGE.read_text("utf-8")
    (policy,) = _POLICY.findall(page)
    return page, f"{policy}; frame-ancestors 'none'"


async def verify(request: Request) -> Response:
    """GET /verify: to be opened here, or saved and opened from a file."""
    if not PAGE.is_file():
        raise HTTPException(404)
    page, policy = its_page()
    answer = static(request, page, "text/html")
    answer.headers["content-security-policy"] = policy
    return answer


routes = [Route("/verify", verify, methods=["GET"], name="verify")]
