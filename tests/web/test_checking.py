"""The page that checks a bundle, and who is offered one."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from server.web import checking
from tests.cast import opened
from tests.web.conftest import Serve

AT_THE_TABLE = ("ada", "dot", "chair", "host")
OTHERS = ("lex", "eve")
"""An expert, whom the rules keep from the reasons; an observer."""


async def test_anybody_has_the_page_and_may_keep_it(serve: Serve, frontend: Path) -> None:
    house = await serve(opened())
    stranger = house.stranger()
    answer = await stranger.get("/verify")
    assert answer.status_code == 200
    assert answer.text == (frontend / "verify.html").read_text("utf-8")
    assert answer.headers["cache-control"].startswith("public")
    assert "set-cookie" not in answer.headers
    again = await stranger.get("/verify", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_its_policy_lets_run_what_is_in_it_and_nothing_else(
    serve: Serve, frontend: Path
) -> None:
    house = await serve(opened())
    answer = await house.stranger().get("/verify")
    policy = answer.headers["content-security-policy"]
    its = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (body,) = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", answer.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert its[directive] == f"'sha256-{digest}'"
    assert (its["default-src"], its["frame-ancestors"]) == ("'none'", "'none'")
    assert "connect-src" not in its
    assert policy.startswith(checking.its_page()[1].partition(";")[0])
    other = await house.stranger().get("/")
    assert "script-src 'self'" in other.headers["content-security-policy"]


async def test_a_page_that_was_not_built_is_not_there(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    house = await serve(opened())
    monkeypatch.setattr(checking, "PAGE", tmp_path / "nowhere.html")
    assert (await house.stranger().get("/verify")).status_code == 404


@pytest.mark.parametrize("person", [*AT_THE_TABLE, *OTHERS])
async def test_the_record_is_offered_to_whoever_gets_it(serve: Serve, person: str) -> None:
    house = await serve(opened())
    browser = await house.browser(person)
    page = await browser.get(f"{house.here}/rules")
    offered = f'href="{house.here}/record/bundle"' in page.text
    given = await browser.get(f"{house.here}/record/bundle")
    assert offered is (given.status_code == 200) is (person in AT_THE_TABLE)
