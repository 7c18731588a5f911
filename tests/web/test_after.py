"""After signing: the register, a party's briefing pack, its briefings, and what is erased."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from models import acts
from models.rulebook import Rules
from server.live.audience import Audience, audience_of
from server.web.paint import paint
from tests.cast import TEXTS, Stage, opened
from tests.web.closing import locked, published, signing
from tests.web.conftest import Serve

BRIEFED = {
    "held": "2027-02-10",
    "place": "Our hall",
    "whom": "Candidates of the north",
    "briefed": "42",
    "of": "60",
    "_back": "/n/test/after",
}


def signed() -> Stage:
    """ALP has signed a text that is published."""
    stage = signing()
    stage.signs("ada")
    published(stage)
    return stage


async def test_a_party_records_a_briefing_and_others_see_what_they_may(serve: Serve) -> None:
    """I-1, I-2: the table sees 42 of 60; observers and the public only that the duty is met."""
    house = await serve(signed())
    page = await house.page("abe", "/after")
    assert "acts/record_briefing" in page
    assert 'data-briefed="no"' in page
    abe = await house.browser("abe")
    answer = await abe.post("/n/test/acts/record_briefing", data={**BRIEFED, "met": "true"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/n/test/after"
    for person in ("gus", "chair", "host"):
        page = await house.page(person, "/after")
        assert "42 / 60" in page
        assert "Candidates of the north" in page
        assert 'data-briefed="yes"' in page
        assert "acts/record_briefing" not in page
    for text in (await house.page("eve", "/after"), (await house.stranger().get("/p/test")).text):
        assert "Duty to brief: met" in text
        assert "42" not in re.sub(r"[0-9a-f]{16,}", "", text)
        assert "north" not in text


async def test_the_pack_says_who_does_what_by_when(serve: Serve) -> None:
    """I-3: each word stands in its clause; for the party and those at the table."""
    house = await serve(signed())
    page = await house.page("amy", "/briefing/ALP")
    assert "<strong>within seven days</strong>" in page
    assert '<span class="duty-who">Each party </span><strong>shall</strong> list' in page
    assert 'data-duty="other"' in page
    assert "Satire is free." in page
    eve = await house.browser("eve")
    assert (await eve.get("/n/test/briefing/ALP")).status_code == 403
    amy = await house.browser("amy")
    for path in ("/n/test/briefing/NOBODY", "/n/test/briefing/ALP?language=xx"):
        assert (await amy.get(path)).status_code == 404
    assert (await amy.get("/n/test/briefing/ALP/akn")).status_code == 404


async def test_what_nobody_translated_is_in_a_translated_pack_all_the_same(serve: Serve) -> None:
    """I-3: in the working language, marked as such on the page and on paper."""
    house = await serve(locked(opened(None, TEXTS, {"A2": "يجب على كل طرف تصحيح الخطأ."})))
    page = await house.page("amy", "/briefing/ALP?language=ar")
    assert 'id="clause-A2" lang="ar" dir="rtl"' in page
    assert 'id="clause-A1" lang="en" dir="ltr"' in page
    assert page.count("Nobody translated this clause") == 2
    assert '<span class="duty-who">Each party </span><strong>shall</strong> list' in page
    amy = await house.browser("amy")
    paper = (await amy.get("/n/test/briefing/ALP/markdown?language=ar")).text
    assert "No text in this language" in paper
    assert "Each party shall list its accounts within seven days." in paper


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("markdown", b"# Briefing pack")])
async def test_the_pack_is_taken_along_as_a_document(
    serve: Serve, kind: str, begins: bytes
) -> None:
    house = await serve(signed())
    ada = await house.browser("ada")
    answer = await ada.get(f"/n/test/briefing/ALP/{kind}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"].startswith('attachment; filename="briefing-test-')
    if kind == "markdown":
        assert "☐ Each party shall list its accounts within seven days." in answer.text
        assert "→ By when: within seven days" in answer.text
        assert "☐ A panel" not in answer.text


async def test_the_page_is_not_there_before_the_lock(serve: Serve) -> None:
    house = await serve(opened())
    page = await house.page("ada", "/after")
    assert "The text is not locked yet." in page
    assert 'href="/n/test/after"' not in await house.page("ada", "/table")
    assert (await (await house.browser("ada")).get("/n/test/briefing/ALP")).status_code == 404


async def test_everybody_reads_what_is_erased_and_when(serve: Serve) -> None:
    """Y-1, Y-3: the day beforehand, and afterwards that it was."""
    stage = signing_with(Rules(private_kept=30))
    published(stage)
    house = await serve(stage)
    page = await house.page("eve", "/after")
    assert re.search(r'data-erasure="private">.*erased by itself on', page)
    assert re.search(r'data-erasure="access">.*kept: no rule', page)
    stage.later(minutes=31 * 24 * 60)
    stage.settle()
    told = paint(stage.negotiation, audience(stage, "eve"), {})["after"]
    assert re.search(r'data-erasure="private">.*erased by the rules on', told)


def audience(stage: Stage, person: str) -> Audience:
    """Who reads the page."""
    return audience_of(stage.negotiation, stage.actor(person), "after", None, "en")


def signing_with(rules: Rules) -> Stage:
    """A text that is being signed, by these rules."""
    stage = opened(rules)
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.locks()
    stage.opens_signing(timedelta(days=7))
    return stage
