"""The ceremony and what is published, as anybody finds them."""

from __future__ import annotations

import re
from datetime import timedelta

from models import acts, facts
from models.objection import Category
from tests.cast import only, opened
from tests.web.closing import published, rehearsed, signing
from tests.web.conftest import Serve


async def test_the_ceremony_and_its_feed_say_the_same(serve: Serve) -> None:
    stage = signing()
    stage.signs("bo")
    stage.declines("gus", "MARKER-why-not")
    house = await serve(stage)
    page = await house.page("eve", "/ceremony")
    assert "{--party:" in page
    feed = (await (await house.browser("eve")).get("/n/test/ceremony.json")).json()
    assert [one["party"] for one in feed["names"]] == re.findall(r'<li data-party="(\w+)"', page)
    assert {one["party"]: one["status"] for one in feed["names"]}["BET"] == "signed"
    assert [one["party"] for one in feed["names"] if one["next"]] == ["ALP"]
    assert feed["bound"] == 1
    assert "MARKER" not in page + str(feed)


async def test_an_embargo_ends_at_its_very_moment(serve: Serve) -> None:
    stage = signing()
    ends = stage.now + timedelta(hours=1)
    published(stage, embargo=ends)
    house = await serve(rehearsed(stage))
    clock = house.services.rooms.clock
    stranger = house.stranger()
    clock.move(ends - timedelta(microseconds=1), running=False)  # type: ignore[attr-defined]
    before = await stranger.get("/p/test")
    assert before.status_code == 404
    nowhere = await stranger.get("/p/nowhere")
    nonce = re.compile(r'nonce" content="[^"]+"')
    assert nonce.sub("", before.text) == nonce.sub("", nowhere.text)
    clock.move(ends, running=False)  # type: ignore[attr-defined]
    after = await stranger.get("/p/test")
    assert after.status_code == 200
    assert "Be kind." in after.text


async def test_the_public_page_is_static_and_cacheable(serve: Serve) -> None:
    stage = signing()
    stage.signs("ada")
    published(stage)
    house = await serve(stage)
    stranger = house.stranger()
    first, second = await stranger.get("/p/test"), await stranger.get("/p/test")
    assert first.content == second.content
    assert first.headers["cache-control"].startswith("public")
    assert "set-cookie" not in first.headers
    again = await stranger.get("/p/test", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    card = await stranger.get("/p/test/cards/ALP.svg")
    assert card.headers["content-type"].startswith("image/svg+xml")
    assert (await stranger.get("/p/test/cards/BET.svg")).status_code == 404
    assert (await stranger.get("/p/test/en/cards/ALP.svg")).text == card.text
    assert (await stranger.get("/p/test/xx/cards/ALP.svg")).status_code == 404
    assert (await stranger.get("/p/test/xx")).status_code == 404


MARKERS = ("MARKERDRAFT", "MARKERREASON", "MARKERNOTE", "MARKERCAUCUS", "MARKERDECLINE", "MARKERAD")


async def test_nothing_private_is_published(serve: Serve) -> None:
    """Marker words in everything private, and people's names: in nothing that strangers get."""
    stage = opened()
    stage.do("ada", acts.WriteNote(text="MARKERNOTE"))
    stage.do("ada", acts.OpenCaucus(title="MARKERCAUCUS", members=("BET",)))
    stage.types("ada", stage.drafts("ada"), "seven days", "MARKERDRAFT")
    stage.do("lex", acts.GiveAdvice(title="MARKERAD", text="MARKERAD", clauses=("A1",)))
    objecting = acts.Object(
        clause="A1",
        digest=stage.negotiation.clauses["A1"].version.digest,
        category=Category.OTHER,
        reason="MARKERREASON",
        remedy="MARKERREASON",
    )
    stage.lifts("bo", only(stage.do("bo", objecting), facts.ObjectionRaised).objection)
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="MARKERREASON"))
    stage.locks()
    stage.opens_signing(timedelta(days=7))
    stage.signs("ada")
    stage.declines("gus", "MARKERDECLINE")
    published(stage)
    house = await serve(stage)
    stranger = house.stranger()
    paths = ["/p/test", *(f"/p/test/{one}" for one in stage.negotiation.languages)]
    paths += [f"/p/test/cards/{one.id}.svg" for one in stage.negotiation.admitted]
    seen = "".join([(await stranger.get(path)).text for path in paths])
    assert "Be kind." in seen
    people = [p.name for p in stage.negotiation.people.values() if p.id != "ada"]
    found = [word for word in (*MARKERS, *people) if re.search(rf"\b{word}\b", seen)]
    assert found == []
    assert "Ada" in seen
