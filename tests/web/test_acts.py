"""The door for formal acts: the same act and the same refusal by form, by htmx and as JSON."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest
from starlette.datastructures import FormData

from models import acts
from models.refusals import Refusal
from server.web import parse
from server.web.parse import KINDS
from tests.cast import opened
from tests.web.conftest import Serve
from tests.web.house import House
from tests.web.test_pages import contested

HX = {"HX-Request": "true"}


async def three_ways(
    house: House, browser: httpx.AsyncClient, kind: str, fields: dict[str, str]
) -> tuple[httpx.Response, httpx.Response, httpx.Response]:
    """One act sent as JSON, by htmx, and by a plain form."""
    path = f"{house.here}/acts/{kind}"
    return (
        await browser.post(path, json=fields),
        await browser.post(path, data=fields, headers=HX),
        await browser.post(path, data=fields),
    )


@pytest.mark.parametrize(
    ("person", "kind", "fields", "code", "status"),
    [
        ("eve", "start_draft", {"clause": "A1"}, "wrong_role", 403),
        ("abe", "object", {"clause": "A1", "digest": "d", "category": "legal", "reason": "r",
                           "remedy": "m"}, "wrong_role", 403),
        ("ada", "state_position", {"clause": "A1", "version": "1", "digest": "0" * 64,
                                   "stand": "agree"}, "text_moved", 409),
        ("ada", "second", {"proposal": "none", "wording": "w"}, "not_found", 404),
        ("ada", "second", {"proposal": "none"}, "malformed", 422),
        ("ada", "second", {"proposal": "n", "wording": "w", "author": "BET"}, "malformed", 422),
        ("ada", "state_position", {"clause": "A1", "version": "one", "digest": "d",
                                   "stand": "agree"}, "malformed", 422),
        ("ada", "fly", {}, "malformed", 422),
        ("chair", "confirm", {"clause": "A1", "version": "1", "digest": "d"}, None, 409),
    ],
)  # fmt: skip
async def test_a_refusal_is_the_same_in_every_form(
    serve: Serve, person: str, kind: str, fields: dict[str, str], code: str | None, status: int
) -> None:
    house = await serve(contested())
    browser = await house.browser(person)
    before = (await house.room()).place
    as_json, by_htmx, by_form = await three_ways(house, browser, kind, fields)
    told = as_json.json()
    assert set(told) == {"code", "sentence", "next", "rule", "obstacles", "texts"}
    assert told["code"] == code or code is None
    assert as_json.status_code == by_htmx.status_code == status
    assert by_form.status_code == 303
    page = await browser.get(by_form.headers["location"], follow_redirects=True)
    for html in (by_htmx.text, page.text):
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
        for said in (told["sentence"], told["next"], told["code"]):
            assert re.sub(r"\s+", " ", said) in _unescaped(words)
    again = await browser.get(f"{house.here}", follow_redirects=True)
    assert 'class="refusal"' not in again.text, "a refusal is shown once"
    assert (await house.room()).place == before, "a refusal changes nothing"


def _unescaped(html: str) -> str:
    return unescape(html)


async def test_a_refusal_is_told_in_the_language_of_its_reader(serve: Serve) -> None:
    """F22: beside its form, on the next page, to a script, and as a page of its own."""
    house = await serve(contested().everybody_reads("ar"))
    browser = await house.browser("eve")
    as_json, by_htmx, by_form = await three_ways(house, browser, "start_draft", {"clause": "A1"})
    page = await browser.get(by_form.headers["location"], follow_redirects=True)
    said = "المراقبون: ليس من الصلاحيات بدء مسودة."
    assert as_json.json()["sentence"] == said
    assert said in by_htmx.text
    assert said in page.text
    assert "This is for" not in page.text
    alone = await browser.get(f"{house.here}/documents/word?against=A1:7")
    assert "لا وجود لنسخة كهذه للمقارنة بها." in alone.text
    assert '<html lang="ar" dir="rtl">' in alone.text


async def test_a_name_in_a_refusal_keeps_its_own_direction(serve: Serve) -> None:
    stage = contested().everybody_reads("ar")
    (proposal, *_) = stage.negotiation.proposals.values()
    house = await serve(stage)
    browser = await house.browser("ada")
    fields = {"proposal": proposal.id, "wording": proposal.digest}
    told = (await browser.post(f"{house.here}/acts/second", json=fields)).json()["sentence"]
    assert f"\u2068{proposal.label}\u2069 من \u2068{proposal.author}\u2069" in told


async def test_an_act_is_done_in_every_form(serve: Serve) -> None:
    house = await serve(opened())
    browser = await house.browser("ada")
    as_json, by_htmx, by_form = await three_ways(
        house, browser, "start_draft", {"clause": "A1", "watch": "none"}
    )
    made = as_json.json()
    assert made["entry"] is not None or made["place"] >= 0
    draft = made["made"]["draft"]
    assert by_htmx.status_code == 204
    assert by_htmx.content == b""
    assert by_form.status_code == 303
    drafts = (await house.negotiated()).drafts
    assert draft in drafts
    assert len(drafts) == 3


async def test_the_same_id_is_one_act(serve: Serve) -> None:
    house = await serve(opened())
    browser = await house.browser("ada")
    path, fields = f"{house.here}/acts/start_draft", {"clause": "A1", "watch": "none"}
    for _ in range(3):
        await browser.post(path, data=fields | {"_id": "once"})
        await browser.post(path, json=fields, headers={"Parley-Act": "twice"})
        await browser.post(path, json=fields, headers={"Parley-Act": "thrice"})
    assert len((await house.negotiated()).drafts) == 3
    for wrong in ("x" * 65, "é", "a b"):
        answer = await browser.post(path, data=fields | {"_id": wrong}, headers=HX)
        assert answer.status_code == 422


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff\xfe", b'{"kind":"accept"}',
     b'{"kind":{"a":1}}', b"[" * 5000, b'{"proposal":' + b'{"a":' * 2000, b'{"wording":NaN}',
     b'{"proposal":"x","wording":"y","wording":"z","extra":1}'],
    ids=range(13),
)  # fmt: skip
async def test_what_is_no_act_is_refused_and_never_our_failure(serve: Serve, body: bytes) -> None:
    house = await serve(opened())
    browser = await house.browser("ada")
    headers = {"Content-Type": "application/json"}
    answer = await browser.post(f"{house.here}/acts/second", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["code"] == "malformed"


@pytest.mark.parametrize("kind", sorted(KINDS))
async def test_nonsense_in_any_act_is_never_our_failure(serve: Serve, kind: str) -> None:
    house = await serve(contested())
    before = (await house.room()).place
    for person in ("ada", "chair"):
        browser = await house.browser(person)
        for value in ("", "-1", "9" * 40, "\0", "A1", "none", "ß" * 3000):
            fields = {name: value for name in KINDS[kind].__dataclass_fields__ if name != "kind"}
            for answer in (
                await browser.post(f"{house.here}/acts/{kind}", data=fields, headers=HX),
                await browser.post(f"{house.here}/acts/{kind}", json=fields),
                await browser.post(f"{house.here}/acts/{kind}", data={}, headers=HX),
            ):
                assert answer.status_code < 500, (kind, value, answer.text)
    if kind not in ("close_session", "adopt_rules", "start_draft", "give_advice", "park"):
        assert (await house.room()).place - before <= 4


async def test_a_form_with_a_file_is_refused(serve: Serve) -> None:
    house = await serve(opened())
    browser = await house.browser("ada")
    answer = await browser.post(
        f"{house.here}/acts/second", files={"proposal": ("x.txt", b"x")}, headers=HX
    )
    assert answer.status_code in (400, 422)


async def test_who_is_not_signed_in_is_told_so(serve: Serve) -> None:
    house = await serve(opened())
    stranger = house.stranger()
    path = f"{house.here}/acts/second"
    assert (await stranger.post(path, json={})).json()["code"] == "not_signed_in"
    assert (await stranger.post(path, json={})).status_code == 401
    assert (await stranger.post(path, data={}, headers=HX)).status_code == 401
    assert (await stranger.post(path, data={})).status_code == 303


def test_a_form_sends_a_mapping_key_by_key() -> None:
    """So that plain forms propose a clause in two languages, or split one."""
    form = FormData({"after": "A1", "wording:en/title": "T", "wording:ar/text": "ن"})
    assert parse.form_act("table_new_clause", form) == acts.TableNewClause(
        after="A1", wording={"en/title": "T", "ar/text": "ن"}
    )
    form = FormData(
        {
            "clause": "A1",
            "version": "1",
            "digest": "d",
            "at:en/text": "7",
            "second_title:en/title": "S",
        }
    )
    assert parse.form_act("table_split", form) == acts.TableSplit(
        clause="A1", version=1, digest="d", at={"en/text": 7}, second_title={"en/title": "S"}
    )
    with pytest.raises(Refusal):
        parse.form_act("table_split", FormData({"clause:x": "A1"}))
    with pytest.raises(Refusal):
        parse.form_act("table_split", FormData({"clause": "A1", "clause:x": "A1"}))
