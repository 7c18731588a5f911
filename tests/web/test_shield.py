"""What stands before every page: headers on every answer, origin and size of every request."""

from __future__ import annotations

import re

import pytest
from starlette.requests import Request
from starlette.routing import Route

from server.settings import Settings
from server.web.shield import MAX_BODY, same_origin
from tests.cast import opened
from tests.web.conftest import Serve
from tests.web.house import HOST, House

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


def assert_dressed(headers: dict[str, str]) -> None:
    """Every header is there, and says exactly what it should."""
    for name, value in ALWAYS.items():
        assert headers[name] == value
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cache-control"]
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert re.fullmatch(r"'self' 'nonce-[\w-]{20,}'", policy["style-src"])
    assert policy["connect-src"] == "'self' ws://parley.test wss://parley.test"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "*" not in headers["content-security-policy"]


async def test_every_answer_bears_every_header(serve: Serve) -> None:
    house = await serve(opened())
    ada = await house.browser("ada")
    answers = [
        await ada.get(path)
        for path in (
            "/",
            "/n/test",
            "/n/test/table",
            "/n/test/board",
            "/n/test/compilation",
            "/n/test/state",
            "/n/test/clauses/A1",
            "/n/test/clauses/none",
            "/health",
            "/nowhere",
            "/join/none",
            "/static/x/parley.css",
            "/static/x/none.css",
        )
    ]
    answers.append(await ada.post("/n/test/acts/second", data={"nonsense": "1"}))
    answers.append(await ada.post("/n/test/acts/second", headers={"Origin": "https://evil.test"}))
    answers.append(await ada.post("/join", content=b"x" * (MAX_BODY + 1)))
    answers.append(await ada.request("DELETE", "/n/test/table"))
    answers.append(await ada.request("TRACE", "/"))
    for answer in answers:
        assert_dressed(dict(answer.headers))
    assert {answer.status_code for answer in answers} >= {200, 303, 403, 404, 405, 413}
    pages = [a for a in answers if a.headers.get("content-type", "").startswith("text/html")]
    assert {page.headers["cache-control"] for page in pages} == {"no-store"}


async def test_a_failure_on_our_side_is_a_page_too_and_says_nothing(serve: Serve) -> None:
    house = await serve(opened())

    async def fail(request: Request) -> None:
        raise RuntimeError("the secret of the house")

    house.app.router.routes.insert(0, Route("/fails", fail))
    answer = await house.stranger().get("/fails")
    assert answer.status_code == 500
    assert_dressed(dict(answer.headers))
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


async def test_no_page_has_an_inline_script_or_style(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    house = await serve(stage)
    for person in ("ada", "chair", "eve", "wall"):
        html = await house.page(person)
        for attributes in re.findall(r"<script([^>]*)>", html):
            assert "src=" in attributes or 'type="application/json"' in attributes
        assert not re.search(r"\s(style|on\w+)\s*=", html)
        assert "http://" not in html.replace("http://www.w3.org", "")
        nonces = set(re.findall(r'nonce="([^"]+)"', html))
        assert len(nonces) <= 1


REFUSED = [
    {"Origin": "https://evil.test"},
    {"Origin": "null"},
    {"Origin": "https://parley.test"},
    {"Origin": "http://parley.test.evil.test"},
    {"Origin": "http://evil.parley.test"},
    {"Origin": "http://parley.test:81"},
    {"Origin": HOST, "Sec-Fetch-Site": "cross-site"},
    {"Origin": HOST, "Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {},
]


@pytest.mark.parametrize("headers", REFUSED)
async def test_other_sites_cannot_act_in_my_name(serve: Serve, headers: dict[str, str]) -> None:
    house = await serve(opened())
    token = (await house.browser("ada")).cookies["parley"]
    browser = house.stranger({})
    browser.cookies.set("parley", token, domain="parley.test")
    before = (await house.room()).place
    for path in _unsafe(house):
        answer = await browser.post(path, headers=headers, data={"clause": "A1"})
        assert answer.status_code == 403, path
    assert (await house.room()).place == before


@pytest.mark.parametrize("headers", [{"Origin": HOST}, {"Sec-Fetch-Site": "same-origin"}])
async def test_own_pages_can(serve: Serve, headers: dict[str, str]) -> None:
    house = await serve(opened())
    token = (await house.browser("ada")).cookies["parley"]
    browser = house.stranger({})
    browser.cookies.set("parley", token, domain="parley.test")
    answer = await browser.post(
        "/n/test/acts/start_draft", headers=headers, data={"clause": "A1", "watch": "none"}
    )
    assert answer.status_code == 303
    assert "/drafts/" in answer.headers["location"]


@pytest.mark.parametrize("origin", [None, "null", "http://evil.test", "https://parley.test"])
def test_a_socket_needs_an_origin_of_our_own(origin: str | None) -> None:
    headers = [(b"host", b"parley.test")]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    scope = {"type": "websocket", "scheme": "ws", "headers": headers}
    settings = Settings(public_url="")
    assert not same_origin(scope, settings)
    scope["headers"] = [(b"host", b"parley.test"), (b"origin", HOST.encode())]
    assert same_origin(scope, settings)


async def test_nothing_is_changed_by_looking(serve: Serve) -> None:
    house = await serve(opened())
    chair = await house.browser("chair")
    before = (await house.room()).place
    for route in house.app.routes:
        if isinstance(route, Route) and "GET" in (route.methods or ()):
            path = route.path.replace("{negotiation}", "test").replace("{clause}", "A1")
            answer = await chair.get(re.sub(r"\{\w+(:path)?\}", "x", path))
            assert answer.status_code < 500, path
    assert (await house.room()).place == before


@pytest.mark.parametrize("host", ["", "evil test", "a" * 300, "parley.test/x", 'x"><script>'])
async def test_a_host_that_is_none_is_no_host(serve: Serve, host: str) -> None:
    house = await serve(opened())
    answer = await house.stranger().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "<script>" not in answer.text


async def test_links_are_made_of_the_address_that_was_set(serve: Serve) -> None:
    house = await serve(opened(), public_url="http://parley.test")
    chair = await house.browser("chair")
    answer = await chair.post(
        "/n/test/invitations/issue",
        data={"person": "ada"},
        headers={"Host": "parley.test", "X-Forwarded-Host": "evil.test"},
    )
    assert answer.status_code == 200
    assert "evil.test" not in answer.text
    assert "http://parley.test/join/" in answer.text


def _unsafe(house: House) -> list[str]:
    found = []
    for route in house.app.routes:
        if isinstance(route, Route) and "POST" in (route.methods or ()):
            path = route.path.replace("{negotiation}", "test").replace("{kind}", "start_draft")
            found.append(re.sub(r"\{\w+(:path)?\}", "x", path))
    assert len(found) > 8
    return found


async def test_a_name_longer_than_any_file_is_not_there(serve: Serve) -> None:
    house = await serve(opened())
    answer = await house.stranger().get("/static/x/" + "a" * 300 + ".js")
    assert answer.status_code == 404
