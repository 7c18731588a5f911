"""Temperature checks on the pages: answered anonymously, shown as a count once they are closed."""

from __future__ import annotations

import re

import pytest

from models import acts
from models.rulebook import Mode
from tests.cast import Stage, opened
from tests.web.conftest import Serve
from tests.web.forms import form_to, hidden
from tests.web.test_parties import HX
from tests.web.test_stating import region

QUESTION = "Could you live with ten days?"
TEN = re.compile(r'value="2" aria-hidden="true"></progress></td><td class="number">2<')
HALL = re.compile(r'<span class="soft">4:</span> <strong class="number">2</strong>')


def asked() -> tuple[Stage, str]:
    """A check on A1, which is on every screen."""
    stage = opened()
    stage.shows("A1")
    stage.do("chair", acts.AskTemperature(question=QUESTION, clause="A1"))
    return stage, next(iter(stage.negotiation.checks))


@pytest.mark.parametrize("person", ["ada", "abe", "amy"])
async def test_everybody_at_the_table_answers_by_a_step_in_words(serve: Serve, person: str) -> None:
    stage, check = asked()
    house = await serve(stage)
    browser = await house.browser(person)
    page = (await browser.get("/n/test/table")).text
    html = region(page, "temperature")
    for said in (QUESTION, "Cannot live with it", "Fully for it", "Anonymous and not binding"):
        assert said in html
    fields = hidden(form_to(page, "acts/answer_temperature"))
    answer = await browser.post("/n/test/acts/answer_temperature", data={**fields, "step": "4"})
    assert answer.status_code == 303
    assert (await house.negotiated()).checks[check].tally == (0, 0, 0, 1, 0)
    assert region((await browser.get("/n/test/table")).text, "temperature") == html, (
        "that and how somebody answered is on no page"
    )


async def test_the_count_is_shown_once_it_is_closed_on_the_projector_too(serve: Serve) -> None:
    stage, check = asked()
    for person in ("ada", "bo"):
        stage.do(person, acts.AnswerTemperature(check=check, step=4))
    house = await serve(stage)
    assert "<progress" not in region(await house.page("gus"), "temperature")
    assert not HALL.search(region(await house.page("wall"), "temperature"))
    await house.does("chair", acts.CloseTemperature(check=check))
    for person, shown in (("gus", TEN), ("lex", TEN), ("wall", HALL)):
        html = region(await house.page(person), "temperature")
        assert shown.search(html), person
        assert "acts/" not in html
    gus = await house.browser("gus")
    late = await gus.post(
        "/n/test/acts/answer_temperature", data={"check": check, "step": "1"}, headers=HX
    )
    assert late.status_code == 409
    await house.does("chair", acts.DeleteTemperature(check=check))
    assert QUESTION not in await house.page("wall") + await house.page("gus")


async def test_the_hall_is_shown_the_count_of_what_is_on_its_screen(serve: Serve) -> None:
    stage, check = asked()
    stage.do("chair", acts.CloseTemperature(check=check))
    stage.shows("A2")
    house = await serve(stage)
    assert QUESTION not in await house.page("wall")
    assert QUESTION in await house.page("gus")


@pytest.mark.parametrize("mode", [Mode.PLENARY, Mode.CLOSED])
async def test_outsiders_read_no_question_in_a_plenary_or_a_closed_meeting(
    serve: Serve, mode: Mode
) -> None:
    stage, check = asked()
    stage.do("chair", acts.CloseTemperature(check=check))
    stage.do("chair", acts.SetVisibility(mode=mode))
    house = await serve(stage)
    for person in ("eve", "wall"):
        assert QUESTION not in await house.page(person)


async def test_experts_and_who_walked_out_do_not_answer(serve: Serve) -> None:
    stage, _ = asked()
    stage.do("gus", acts.WalkOut(statement=""))
    house = await serve(stage)
    for person in ("lex", "gus"):
        html = region(await house.page(person, "/table"), "temperature")
        assert QUESTION in html
        assert "acts/" not in html
