"""The headers of the record: what every page checks the next checkpoint by."""

from __future__ import annotations

import json

import pytest

from server.store import canonical, headers
from tests.cast import opened
from tests.web.conftest import Serve
from tests.web.house import House


def test_an_entry_is_hashed_as_the_browser_hashes_it() -> None:
    parts = {"public": b"\x11" * 32, "facilitators": b"\x22" * 32}
    made = canonical.entry_hash(3, 7, "2027-01-12T10:00:00.000000Z", bytes(32), parts)
    # tests/js/live/checkpoint.test.mjs holds the same.
    assert made.hex() == "e644ef44c662f007922808c36c8ca97b29c6d95c93b557a2f1735cda91c41e05"


async def chained(house: House, person: str) -> tuple[int, bytes]:
    """The end of the chain that somebody's browser builds from headers alone."""
    browser = await house.browser(person)
    number, root = 0, canonical.first_link(b"chain", "test")
    while True:
        answer = await browser.get(f"{house.here}/record/headers?after={number}")
        told = answer.json()["headers"]
        if not told:
            return number, root
        for one in told:
            assert (one["number"], one["prev"]) == (number + 1, root.hex())
            parts = {audience: bytes.fromhex(its) for audience, its in one["parts"].items()}
            number = one["number"]
            root = canonical.entry_hash(number, one["place"], one["at"], root, parts)


@pytest.mark.parametrize("person", ["ada", "eve", "chair", "wall"])
async def test_anybody_inside_can_build_the_chain_and_arrives_at_its_end(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, person: str
) -> None:
    monkeypatch.setattr(headers, "AT_ONCE", 4)
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "quetzalcoatlus")
    house = await serve(stage)
    assert await chained(house, person) == (await house.room()).ledger.end


async def test_headers_tell_no_content_and_no_stranger(serve: Serve) -> None:
    house = await serve(opened())
    inside = await house.browser("eve")
    told = (await inside.get(f"{house.here}/record/headers")).json()["headers"]
    keys = {"at", "number", "parts", "place", "prev"}
    assert all(one.keys() == keys for one in told)
    assert all(one["parts"].keys() <= {"public", "parties", "facilitators"} for one in told)
    assert "Ada" not in json.dumps(told)
    assert (await house.stranger().get(f"{house.here}/record/headers")).status_code in {303, 401}


@pytest.mark.parametrize("after", ["", "x", "-1", "1.5", "9" * 40])
async def test_a_number_that_is_none_is_refused(serve: Serve, after: str) -> None:
    house = await serve(opened())
    browser = await house.browser("ada")
    answer = await browser.get(f"{house.here}/record/headers?after={after}")
    assert 400 <= answer.status_code < 500
    assert "bad_number" in answer.text or "number" in answer.text
