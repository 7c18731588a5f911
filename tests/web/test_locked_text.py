"""A text that stands: what its pages still offer, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from models import acts
from models.position import Stand
from models.rules.locking import OPEN_WHILE_LOCKED
from server.web.parse import KINDS
from tests.cast import Stage, opened
from tests.web.closing import adopted, agreed, checked, locked
from tests.web.conftest import Serve
from tests.web.forms import region


@pytest.mark.parametrize(
    ("made", "why"),
    [(adopted, "The whole text is adopted"), (locked, "The text is locked")],
)
async def test_nothing_else_is_proposed_of_a_text_that_stands(
    serve: Serve, made: Callable[[], Stage], why: str
) -> None:
    house = await serve(made())
    for person, screen in (("chair", "board"), ("ada", "table")):
        page = await house.page(person, f"/{screen}?clause=A1")
        assert "Propose something else" not in page, screen
        assert why in page, screen
        form = await house.page(person, "/propose?clause=A1")
        assert why in form
        assert "table_new_clause" not in form


async def test_of_a_locked_text_no_position_is_stated_but_what_is_ad_ref_confirmed(
    serve: Serve,
) -> None:
    stage = agreed()
    stage.states("bo", Stand.AGREE_AD_REF, "A1")
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.locks()
    house = await serve(stage)
    page = await house.page("bo", "/table?clause=A1")
    assert "acts/state_position" not in page
    positions = region(page, "positions")
    assert "The text is locked" in positions
    assert "acts/confirm_ad_ref" in positions


SCREENS = (
    *("table", "board", "desk", "follow", "caucus", "rules", "parties", "legal", "lock"),
    *("sessions", "signing", "after", "propose"),
)


def full() -> Stage:
    """A locked text of which much was still going on: notes, drafts, a request, a late party."""
    stage = opened()
    stage.shows("A2")
    stage.drafts("ada", "A2")
    stage.do("ada", acts.WriteNote(text="For later."))
    stage.do("ada", acts.SetTripwire(clause="A1", phrase="accounts"))
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.do("gus", acts.RequestReopen(clause="A1", reason="Once more."))
    stage.do("chair", acts.AdmitParty(party="NEW"))
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.do("chair", acts.CloseSession())
    stage.locks()
    return stage


async def test_a_locked_text_offers_only_what_the_lock_does_not_refuse(serve: Serve) -> None:
    house = await serve(full())
    offered = set()
    for person in ("ada", "amy", "new", "chair", "aide", "host", "lex"):
        browser = await house.browser(person)
        for screen in SCREENS:
            page = (await browser.get(f"/n/test/{screen}?clause=A2")).text
            forms = re.findall(r'<form data-act[^>]* action="/n/test/([^"]+)"', page)
            offered |= {(screen, address) for address in forms}
    open_still = {f"acts/{name}" for name, kind in KINDS.items() if kind in OPEN_WHILE_LOCKED}
    assert {("board", "acts/open_session"), ("table", "acts/discard_draft")} <= offered
    # Forms of addresses of their own: what is recorded on behalf, and who sees what.
    assert KINDS["set_visibility"] in OPEN_WHILE_LOCKED
    others = {"on-behalf", "visibility"}
    assert {one for one in offered if one[1] not in open_still | others} == set()


async def test_a_locked_board_shows_the_way_to_signing_and_no_request_to_reopen(
    serve: Serve,
) -> None:
    house = await serve(full())
    for person, way in (("chair", "signing"), ("aide", "ceremony")):
        board = await house.page(person, "/board")
        assert f'href="/n/test/{way}">The text is locked: it is signed' in board
        assert "Requests to reopen" not in region(board, "procedures")
        assert "Before you open it" not in board
    desk = await house.page("chair", "/desk?clause=A1")
    assert "Once more." not in desk
    assert [
        what for what in ("position", "objection", "statement") if f"behalf-{what}" in desk
    ] == ["statement"]
    table = await house.page("ada", "/table?clause=A2")
    assert "The text is locked: nothing in it changes any more." in region(table, "drafts")
    assert "acts/table" not in table


@pytest.mark.parametrize(
    ("made", "page", "said"),
    [
        (adopted, "legal", "the legal check comes next"),
        (checked, "lock", "the text can be locked"),
    ],
)
async def test_the_board_says_what_comes_next_until_the_text_is_locked(
    serve: Serve, made: Callable[[], Stage], page: str, said: str
) -> None:
    waiting = region(await (await serve(made())).page("chair"), "procedures")
    assert f'href="/n/test/{page}"' in waiting
    assert said in waiting
