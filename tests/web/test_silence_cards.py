"""Silences on the pages: what is offered, acknowledging and breaking, what observers learn."""

from __future__ import annotations

import re

import pytest

from models import acts
from models.objection import Category
from models.rulebook import Mode, Rules
from models.silence import SilenceStatus
from tests.cast import Stage, opened
from tests.web.conftest import Serve
from tests.web.forms import form_to, hidden
from tests.web.test_parties import HX

GROUNDS = {"category": "fairness", "reason": "It hits us alone.", "remedy": "Two more weeks."}


def offered(rules: Rules | None = None) -> tuple[Stage, str]:
    """A proposal of ALP on A1 under silence, A2 in view on every screen."""
    stage = opened(rules)
    stage.shows("A2")
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    return stage, stage.offers(proposal=proposal)


def card(page: str, silence: str) -> str:
    """The card of a silence."""
    return page.partition(f'id="silence-{silence}"')[2].partition("</section>")[0]


async def test_a_silence_is_on_the_table_whatever_clause_is_in_view(serve: Serve) -> None:
    stage, silence = offered()
    house = await serve(stage)
    for path in ("", "/table?clause=A1"):
        html = card(await house.page("gus", path), silence)
        assert "list its accounts within ten days" in html, "clean"
        assert re.search(r"<del[^>]*>seven</del><ins[^>]*>ten</ins>", html), "redline"
        assert re.search(r'data-deadline="[^"]+">2027-03-02 09:00 \(\+00:00\)<', html)
        assert 'Parties notified: <span class="number">4<' in html
    page = await house.page("gus", "/table?clause=A1")
    assert page.count(f'id="silence-{silence}"') == 1
    assert page.index(f'id="silence-{silence}"') < page.index('id="clause"')
    assert "pens rest until it ends" in page
    assert f'href="#silence-{silence}"' in page, "the thumb row leads to breaking it"


async def test_anybody_of_a_party_acknowledges_and_receipt_is_not_consent(serve: Serve) -> None:
    stage, silence = offered()
    house = await serve(stage)
    amy = await house.browser("amy")
    page = (await amy.get("/n/test/table")).text
    assert "Receipt is not consent." in card(page, silence)
    assert "acts/break_silence" not in page
    assert "The head of delegation breaks silence." in page
    form = form_to(page, "acts/acknowledge_silence")
    assert (await amy.post("/n/test/acts/acknowledge_silence", data=hidden(form))).status_code < 400
    assert (await house.negotiated()).silences[silence].acknowledged.keys() == {"ALP"}
    page = (await amy.get("/n/test/table")).text
    assert "acts/acknowledge_silence" not in page
    assert re.search(rf'<details class="ask silence" id="silence-{silence}">', page), "folded"
    assert re.search(rf'id="silence-{silence}" open>', await house.page("bo"))


async def test_a_head_breaks_silence_and_everybody_reads_who_and_why(serve: Serve) -> None:
    stage, silence = offered()
    house = await serve(stage)
    gus = await house.browser("gus")
    page = (await gus.get("/n/test/table")).text
    assert "Everybody at the table is told that your party broke it, and why." in page
    fields = hidden(form_to(page, "acts/break_silence"))
    answer = await gus.post("/n/test/acts/break_silence", data={**fields, **GROUNDS})
    assert answer.status_code == 303
    n = await house.negotiated()
    assert n.silences[silence].status is SilenceStatus.BROKEN
    for person in ("ada", "lex", "gus"):
        html = card(await house.page(person, "/table?clause=A1"), silence)
        assert "Broken" in html
        assert "GAM" in html
        assert "It hits us alone." in html
        assert "Two more weeks." in html
    assert "acts/break_silence" not in await house.page("gus", "/table?clause=A1")


async def test_a_political_instruction_needs_no_reason_to_break_silence(serve: Serve) -> None:
    stage, silence = offered()
    house = await serve(stage)
    gus = await house.browser("gus")
    form = {"silence": silence, "category": Category.INSTRUCTION.value, "reason": "", "remedy": "-"}
    assert (await gus.post("/n/test/acts/break_silence", data=form)).status_code == 303
    assert (await house.negotiated()).silences[silence].broken_by == "GAM"


async def test_where_the_rules_do_not_name_who_broke_it_the_card_does_not(serve: Serve) -> None:
    stage, silence = offered(Rules(silence_names=False))
    house = await serve(stage)
    assert "told that your party broke it" not in await house.page("gus")
    broken = acts.BreakSilence(
        silence=silence, category=Category.FAIRNESS, reason="It hits us alone.", remedy="More time."
    )
    await house.does("gus", broken)
    assert "Broken by" not in await house.page("ada", "/table?clause=A1")
    assert "Broken by" in await house.page("gus", "/table?clause=A1")


async def test_a_late_break_is_refused_and_shown_as_a_request_to_reopen(serve: Serve) -> None:
    stage, silence = offered()
    stage.later(minutes=25 * 60).settle()
    house = await serve(stage)
    gus = await house.browser("gus")
    answer = await gus.post(
        "/n/test/acts/break_silence", data={"silence": silence, **GROUNDS}, headers=HX
    )
    assert answer.status_code == 409
    assert "recorded as a request to reopen it" in answer.text
    page = await house.page("bo", "/table?clause=A1")
    assert "Expired unbroken" in card(page, silence)
    assert "It broke silence too late" in page
    assert "acts/support_reopen" in page


async def test_a_party_admitted_later_is_not_bound_and_is_told_so(serve: Serve) -> None:
    stage, silence = offered()
    stage.do("chair", acts.AdmitParty(party="NEW"))
    html = card(await (await serve(stage)).page("new"), silence)
    assert "does not bind it" in html
    assert "acts/" not in html


@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.PLENARY, Mode.CHATHAM])
async def test_observers_learn_that_it_runs_and_until_when(serve: Serve, mode: Mode) -> None:
    stage, _ = offered()
    stage.do("chair", acts.SetVisibility(mode=mode))
    html = await (await serve(stage)).page("eve")
    region = html.partition('id="silences"')[2].partition("</section>")[0]
    assert "Under silence" in region
    assert "2027-03-02 09:00 (+00:00)" in region
    for word in ("SP1", "ten", "ALP", "notified", "acts/"):
        assert word not in region, word


async def test_experts_read_what_is_offered_unless_names_are_hidden(serve: Serve) -> None:
    stage, silence = offered()
    house = await serve(stage)
    html = card(await house.page("lex", "/table"), silence)
    assert "ten days" in html
    assert "acts/" not in html
    await house.does("chair", acts.SetVisibility(mode=Mode.CHATHAM))
    page = await house.page("lex", "/table")
    assert "Parties notified" not in page
    assert "Under silence" in page


async def test_a_closed_meeting_tells_observers_of_no_silence(serve: Serve) -> None:
    stage, _ = offered()
    stage.do("chair", acts.SetVisibility(mode=Mode.CLOSED))
    assert "data-deadline" not in await (await serve(stage)).page("eve")
