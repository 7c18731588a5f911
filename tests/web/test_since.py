"""Since you left: what a side was told and one of its people has not seen, and nobody else's."""

from __future__ import annotations

import re

import pytest

from models import acts
from models.position import Stand
from tests.cast import Stage, opened
from tests.live.pages import screen, seat
from tests.web.conftest import Serve
from tests.web.forms import hidden
from tests.web.test_stating import region


def told() -> Stage:
    """ALP proposed on A1, BET seconded, GAM objected: ALP and the facilitators were told."""
    stage = opened()
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    stage.objects("gus", "A1", proposal)
    return stage


def unseen(page: str) -> int:
    """The number in the bar."""
    found = re.search(r'class="bar-since".*?data-unseen>(\d+)<', page, re.DOTALL)
    assert found is not None
    return int(found[1])


def own(page: str) -> str:
    """What a person has not seen, without the list of their side."""
    return page.partition("<h1>")[2].partition('id="everything"')[0]


async def test_what_concerns_a_party_is_grouped_by_clause_with_the_newest_last(
    serve: Serve,
) -> None:
    stage = told()
    stage.agrees("A2")
    house = await serve(stage)
    html = own(await house.page("ada", "/since"))
    assert html.index("BET seconded your") < html.index("GAM objects to your")
    assert html.index("GAM objects to your") < html.index("is agreed ad referendum")
    assert '/n/test/table?clause=A1"' in html
    assert re.search(r"2027-03-01 09:\d\d \(\+00:00\)", html)
    (proposal,) = stage.negotiation.proposals
    assert f'href="/n/test/table?clause=A1#proposal-{proposal}"' in html


async def test_what_lapsed_with_a_revision_leads_to_the_proposal(serve: Serve) -> None:
    """P-10: whoever seconded or objected reads it again, and it says that it was revised."""
    stage = told()
    (proposal,) = stage.negotiation.proposals
    stage.revises("ada", proposal, "ten days", "nine days")
    house = await serve(stage)
    for person in ("bo", "gus"):
        html = own(await house.page(person, "/since"))
        assert f'href="/n/test/table?clause=A1#proposal-{proposal}"' in html, person
        assert "revised since" in await house.page(person, "/table?clause=A1"), person
    assert "revised since" in await house.page("chair", "/board?clause=A1")


async def test_the_number_is_in_the_bar_of_every_page_of_its_people(serve: Serve) -> None:
    stage = told()
    house = await serve(stage)
    expected = len(stage.negotiation.notices["ALP"])
    assert expected
    for person in ("ada", "abe", "amy"):
        for path in ("/table", "/caucus", "/rules", "/parties", "/compilation", "/clauses/A1"):
            assert unseen(await house.page(person, path)) == expected, (person, path)
    facilitators = len(stage.negotiation.notices["facilitators"])
    assert unseen(await house.page("chair", "/board")) == facilitators
    for person in ("lex", "eve", "host"):
        assert "bar-since" not in await house.page(person)


async def test_everybody_marks_for_themselves(serve: Serve) -> None:
    house = await serve(told())
    ada = await house.browser("ada")
    page = (await ada.get("/n/test/since")).text
    form = page[page.index("acts/mark_seen") :]
    answer = await ada.post("/n/test/acts/mark_seen", data=hidden(form[: form.index("</form>")]))
    assert answer.headers["location"] == "/n/test/since"
    page = (await ada.get("/n/test/since")).text
    assert unseen(page) == 0
    assert "You have seen everything" in page
    assert "acts/mark_seen" not in page
    assert "BET seconded your" in page.partition('id="everything"')[2], "it is kept"
    assert unseen(await house.page("abe", "/table")) > 0


async def test_what_comes_after_the_page_was_opened_is_not_marked_with_it(serve: Serve) -> None:
    stage = told()
    house = await serve(stage)
    ada = await house.browser("ada")
    page = (await ada.get("/n/test/since")).text
    form = page[page.index("acts/mark_seen") :]
    proposal = stage.proposal(next(iter(stage.negotiation.proposals)))
    await house.does("dot", acts.CoSponsor(proposal=proposal.id, wording=proposal.digest))
    await ada.post("/n/test/acts/mark_seen", data=hidden(form[: form.index("</form>")]))
    page = (await ada.get("/n/test/since")).text
    assert unseen(page) > 0
    assert "DEL" in own(page)


@pytest.mark.parametrize("person", ["eve", "lex", "rix", "host", "wall"])
async def test_who_is_of_no_side_has_no_such_page(serve: Serve, person: str) -> None:
    house = await serve(told())
    browser = await house.browser(person)
    assert (await browser.get("/n/test/since")).status_code == 403


async def test_a_side_reads_nothing_of_what_another_was_told(serve: Serve) -> None:
    stage = told()
    stage.states("chair", Stand.AGREE, "A2", on_behalf="DEL")
    house = await serve(stage)
    assert "recorded on your behalf" in await house.page("dot", "/since")
    for person in ("bo", "ada", "chair"):
        assert "recorded on your behalf" not in await house.page(person, "/since"), person


async def test_a_party_that_is_not_admitted_was_told_nothing(serve: Serve) -> None:
    html = await (await serve(told())).page("new", "/since")
    assert "You have seen everything" in html
    assert "BET" not in region(html, "everything")


async def test_no_region_knows_who_has_seen_what(serve: Serve) -> None:
    house = await serve(told())
    before = await house.page("abe", "/since")
    await house.does("ada", acts.MarkSeen(upto=1))
    after = await house.page("abe", "/since")
    for name in ("told", "everything"):
        assert region(before, name) == region(after, name)


async def test_what_happened_while_a_page_was_away_is_told_when_it_comes_back(
    serve: Serve,
) -> None:
    stage = told()
    house = await serve(stage)
    room = await house.room()
    left = await house.page("ada", "/since")
    marks = dict(re.findall(r'id="(\w+)"[^>]* data-mark="(\w+)"', left))
    assert {"told", "everything"} <= marks.keys()
    proposal = stage.proposal(next(iter(stage.negotiation.proposals)))
    await house.does("dot", acts.CoSponsor(proposal=proposal.id, wording=proposal.digest))
    back = seat(stage.actor("ada"), "since")
    room.hall.enter(back, marks, {})
    shown = screen(back).regions
    room.hall.leave(back)
    assert shown.keys() == {"told", "everything"}
    latest = (await house.negotiated()).notices["ALP"][-1].number
    assert latest > stage.negotiation.notices["ALP"][-1].number
    assert f'data-latest="{latest}"' in shown["told"]
    assert "DEL" in shown["everything"]
