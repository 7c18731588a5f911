"""What hangs on the clause in view: statements, and the request to take it up again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from models import acts
from models.facts import PersonAdmitted
from models.reservation import StatementKind
from models.rulebook import Mode, Rules
from tests.cast import TEXTS, Stage, opened
from tests.web.closing import signing
from tests.web.conftest import Serve
from tests.web.forms import form_to, hidden
from tests.web.test_parties import HX
from tests.web.test_stating import region


def agreed(rules: Rules | None = None) -> Stage:
    """A1 is agreed, and on every screen."""
    stage = opened(rules)
    stage.agrees("A1")
    return stage


# --- translations --------------------------------------------------------------------------------


async def test_who_reads_a_translation_is_told_that_the_text_has_changed_since(
    serve: Serve,
) -> None:
    """T-9: the words in force stand below it, open; whoever reads those sees which is late."""
    stage = opened(None, TEXTS, {"A1": "نص البند."})
    stage.shows("A1")
    arabic = replace(stage.negotiation.people["gus"], language="ar")
    stage.log = [
        (replace(fact, person=arabic), at, actor)
        if isinstance(fact, PersonAdmitted) and fact.person.id == "gus"
        else (fact, at, actor)
        for fact, at, actor in stage.log
    ]
    stage.carries(stage.tables("ada", "A1", "seven", "ten"))
    house = await serve(stage)
    his = region(await house.page("gus"), "clause")
    assert "هذه الترجمة متقادمة" in his
    assert re.search(r'id="clause-languages"[^>]* open', his)
    hers = region(await house.page("bo"), "clause")
    assert "This translation is out of date" not in hers
    assert re.search(r"Arabic <span[^>]*>Out of date<", hers)


# --- statements ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(StatementKind))
async def test_a_head_enters_a_statement_and_withdraws_it(
    serve: Serve, kind: StatementKind
) -> None:
    house = await serve(agreed())
    gus = await house.browser("gus")
    fields = hidden(form_to((await gus.get("/n/test/table")).text, "acts/enter_statement"))
    said = {"statement_kind": kind.value, "text": "As we read it, seven means seven."}
    answer = await gus.post("/n/test/acts/enter_statement", data={**fields, **said})
    assert answer.status_code == 303
    for person in ("gus", "bo", "lex"):
        html = region(await house.page(person, "/table"), "statements")
        assert "As we read it, seven means seven." in html
        assert 'data-author="GAM"' in html
    assert "acts/withdraw_statement" not in await house.page("bo")
    fields = hidden(form_to((await gus.get("/n/test/table")).text, "acts/withdraw_statement"))
    assert (await gus.post("/n/test/acts/withdraw_statement", data=fields)).status_code == 303
    assert "seven means seven" not in await house.page("bo")


async def test_a_kind_that_is_not_possible_says_why(serve: Serve) -> None:
    stage = opened(Rules(reservations=False))
    stage.shows("A1")
    house = await serve(stage)
    html = region(await house.page("gus"), "statements")
    assert 'value="reservation" required disabled' in html
    assert "The rules of this code allow no reservation." in html
    assert 'value="explanation_of_position" required disabled' in html
    assert "nothing was decided on this clause yet" in html
    assert 'value="interpretative_declaration" required>' in html
    gus = await house.browser("gus")
    fields = hidden(form_to((await gus.get("/n/test/table")).text, "acts/enter_statement"))
    for kind, code in (("reservation", "W-2"), ("explanation_of_position", "W-3")):
        answer = await gus.post(
            "/n/test/acts/enter_statement",
            data={**fields, "statement_kind": kind, "text": "So."},
            headers=HX,
        )
        assert answer.status_code == 409
        assert code in answer.text


async def test_a_party_that_signed_is_offered_no_reservation(serve: Serve) -> None:
    """W-2: it goes with the signature; others may still enter one."""
    stage = signing()
    stage.signs("ada")
    house = await serve(stage)
    for person, refused in (("ada", True), ("gus", False)):
        html = region(await house.page(person, "/table?clause=A1"), "statements")
        assert ('value="reservation" required disabled' in html) is refused, person
        assert ("with the reservations it had." in html) is refused, person


async def test_statements_are_for_those_who_may_know_whose_they_are(serve: Serve) -> None:
    stage = agreed()
    stage.enters("gus", StatementKind.DECLARATION)
    house = await serve(stage)
    assert "We understand it so." not in await house.page("eve")
    assert "The head of delegation enters statements." in await house.page("abe")
    await house.does("chair", acts.SetVisibility(mode=Mode.CHATHAM))
    assert "We understand it so." not in await house.page("lex", "/table")
    assert "We understand it so." in await house.page("bo")


# --- reopening -----------------------------------------------------------------------------------


async def test_a_party_asks_to_reopen_and_another_supports(serve: Serve) -> None:
    house = await serve(agreed())
    gus, bo = await house.browser("gus"), await house.browser("bo")
    page = (await gus.get("/n/test/table")).text
    assert "It takes the support of one other party" in region(page, "reopening")
    fields = hidden(form_to(page, "acts/request_reopen"))
    said = {"reason": "A number is missing."}
    answer = await gus.post("/n/test/acts/request_reopen", data={**fields, **said})
    assert answer.status_code == 303
    page = (await gus.get("/n/test/table")).text
    assert "acts/support_reopen" not in page
    assert "acts/withdraw_reopen" in page
    page = (await bo.get("/n/test/table")).text
    assert "A number is missing." in region(page, "reopening")
    fields = hidden(form_to(page, "acts/support_reopen"))
    assert (await bo.post("/n/test/acts/support_reopen", data=fields)).status_code == 303
    html = region((await bo.get("/n/test/table")).text, "reopening")
    assert "Supported by" in html
    assert "The facilitators decide now." in html
    assert "acts/" not in html


async def test_a_request_is_withdrawn_by_who_made_it(serve: Serve) -> None:
    stage = agreed()
    stage.asks("gus")
    house = await serve(stage)
    gus = await house.browser("gus")
    fields = hidden(form_to((await gus.get("/n/test/table")).text, "acts/withdraw_reopen"))
    assert (await gus.post("/n/test/acts/withdraw_reopen", data=fields)).status_code == 303
    assert "acts/request_reopen" in await house.page("bo")


async def test_how_a_request_was_declined_is_told_to_its_party(serve: Serve) -> None:
    stage = agreed()
    stage.asks("gus")
    stage.do("chair", acts.DeclineReopen(clause="A1", reason="It was read three times."))
    house = await serve(stage)
    html = region(await house.page("gus"), "reopening")
    assert "It was read three times." in html
    assert "acts/request_reopen" in html, "it may be asked again"


async def test_delegates_and_experts_are_offered_no_reopening(serve: Serve) -> None:
    stage = agreed()
    stage.asks("gus")
    house = await serve(stage)
    for person in ("abe", "lex", "eve"):
        html = await house.page(person)
        for kind in ("request", "support", "withdraw"):
            assert f"acts/{kind}_reopen" not in html, (person, kind)
    assert "Something is missing." not in await house.page("eve")


async def test_a_clause_that_is_not_agreed_is_not_reopened(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    assert 'aria-label="Reopening" hidden' in await (await serve(stage)).page("gus")


async def test_what_a_definition_changed_is_marked_for_a_second_look(serve: Serve) -> None:
    texts = {**TEXTS, "A1": "“Account” means any profile.", "A2": "Each account is listed."}
    stage = opened(texts=texts)
    stage.agrees("A2")
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "any profile", "a public profile")
    stage.seconds("bo", proposal)
    stage.accepts("chair", proposal)
    assert stage.negotiation.clauses["A2"].second_look
    house = await serve(stage)
    page = await house.page("gus", "/table?clause=A2")
    assert "It needs no supporter" in region(page, "reopening")
    assert "Second look" in region(page, "reopening")
    assert "defines “account” otherwise now." in region(page, "reopening")
    assert "Second look" in region(page, "clause")
    assert region(page, "status").count("⟲") == 1
    assert region(await house.page("eve"), "status").count("⟲") == 1
