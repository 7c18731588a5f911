"""Documents at the door: who gets them, under which name, and what is not in them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from models import acts
from models.draft import Watch
from models.rulebook import Mode
from tests.cast import opened
from tests.web.conftest import Serve
from tests.web.test_pages import contested
from tests.web.test_privacy import MARKER, leaking

KINDS = {"word": ".docx", "pdf": ".pdf", "markdown": ".md", "akn": ".xml", "json": ".json"}


async def test_whoever_reads_the_compilation_takes_it_along(serve: Serve) -> None:
    house = await serve(contested())
    page = await house.page("eve", "/compilation")
    for kind in KINDS:
        assert f'href="/n/test/documents/{kind}?' in page
    eve = await house.browser("eve")
    for href in re.findall(r'href="(/n/test/documents/[^"]+)"', page):
        answer = await eve.get(href.replace("&amp;", "&"))
        kind = href.split("/")[-1].partition("?")[0]
        assert answer.status_code == 200, href
        assert answer.headers["cache-control"] == "no-store"
        named = re.fullmatch(
            r'attachment; filename="([A-Za-z0-9-]+(\.\w+))"', answer.headers["content-disposition"]
        )
        assert named is not None
        assert named[2] == KINDS[kind]
    wall = await house.browser("wall")
    assert (await wall.get("/n/test/documents/word")).status_code == 403


async def test_what_is_not_there_is_told_as_such(serve: Serve) -> None:
    house = await serve(opened())
    ada = await house.browser("ada")
    for path, status in (
        ("exe", 404),
        ("word?language=xx", 404),
        ("word?against=A1:7", 422),
        ("word?against=../../etc", 422),
    ):
        assert (await ada.get(f"/n/test/documents/{path}")).status_code == status, path


def _unpacked(data: bytes) -> str:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    return data.decode(errors="replace")


@pytest.mark.parametrize("kind", ["word", "markdown", "akn", "json"])
async def test_no_document_tells_more_than_the_page(serve: Serve, kind: str) -> None:
    stage = contested()
    draft = stage.drafts("ada", "A2", watch=Watch.NONE)
    stage.types("ada", draft, "falsehoods", MARKER)
    house = await serve(stage)
    for person in ("eve", "chair", "bo"):
        browser = await house.browser(person)
        answer = await browser.get(f"/n/test/documents/{kind}?against=base&history=whole")
        told = _unpacked(answer.content)
        assert MARKER not in told
        words = (rf"(?<!\w){re.escape(word)}(?!\w)" for word in leaking(stage))
        found = [word for word in words if re.search(word, told)]
        # Akoma Ntoso has no proposals; to those who may know, it names the parties.
        assert bool(found) == (person != "eve"), found


async def test_a_closed_meeting_gives_observers_no_document(serve: Serve) -> None:
    stage = contested()
    stage.do("chair", acts.SetVisibility(mode=Mode.CLOSED))
    house = await serve(stage)
    eve = await house.browser("eve")
    answer = await eve.get("/n/test/documents/json", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "Each party shall" not in answer.text
