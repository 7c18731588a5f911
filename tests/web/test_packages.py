"""Packages at the table: what they make of each clause, one answer for the whole, how they end."""

from __future__ import annotations

import re

import pytest

from models import acts
from models.position import Stand
from models.rulebook import DEFAULT_VISIBILITY, Group, Kind, Rules
from tests.cast import Stage, opened
from tests.web.conftest import Serve
from tests.web.forms import form_to, hidden, region
from tests.web.test_parties import HX

HIDDEN = {
    **DEFAULT_VISIBILITY,
    Kind.POSITIONS: DEFAULT_VISIBILITY[Kind.POSITIONS] - {Group.PARTIES},
    Kind.REASONS: DEFAULT_VISIBILITY[Kind.REASONS] - {Group.PARTIES},
}


def dealt(rules: Rules | None = None) -> tuple[Stage, str]:
    """ALP's proposal on A1 for A2 as it is."""
    stage = opened(rules)
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    return stage, stage.packs(("A1", proposal), ("A2", None))


def card(page: str) -> str:
    """The region of packages."""
    return page.partition('id="packages"')[2].partition("</section>")[0]


async def test_a_package_shows_what_it_makes_of_each_clause(serve: Serve) -> None:
    stage, package = dealt()
    html = card(await (await serve(stage)).page("gus"))
    assert "A deal" in html
    assert re.search(r"<del[^>]*>seven</del><ins[^>]*>ten</ins>", html)
    assert "stays as it is" in html
    assert f'id="package-{package}" open' in html, "it waits for an answer"
    for stand in Stand:
        assert f'value="{stand.value}"' in html


async def test_its_author_is_told_that_to_change_an_element_dissolves_the_package(
    serve: Serve,
) -> None:
    """Whoever reads the proposal sees that it is part of one."""
    stage, _ = dealt()
    house = await serve(stage)
    told = "To revise or to withdraw it dissolves"
    assert told in region(await house.page("ada"), "proposals")
    gus = region(await house.page("gus"), "proposals")
    assert told not in gus
    assert re.search(r'part of <span class="number">PK1</span>', gus)


async def test_who_confirms_an_answer_for_the_whole_is_asked_and_shown(serve: Serve) -> None:
    stage, _ = dealt()
    house = await serve(stage)
    gus = await house.browser("gus")
    fields = hidden(form_to(await house.page("gus"), "acts/state_package_position"))
    said = {"stand": Stand.AGREE_AD_REF.value, "confirmer": "The congress", "confirm_by": "Friday"}
    answer = await gus.post("/n/test/acts/state_package_position", data={**fields, **said})
    assert answer.status_code == 303
    assert "The congress</span>" in card(await house.page("gus"))
    assert "The congress" not in card(await house.page("ada"))


async def test_a_head_answers_for_the_whole_and_may_answer_again(serve: Serve) -> None:
    stage, package = dealt()
    house = await serve(stage)
    gus = await house.browser("gus")
    note = "The congress confirms, by Friday"
    for stand, said in ((Stand.AGREE_AD_REF, note), (Stand.STAND_ASIDE, ""), (Stand.OBJECT, "No.")):
        page = (await gus.get("/n/test/table")).text
        fields = hidden(form_to(page, "acts/state_package_position"))
        answer = await gus.post(
            "/n/test/acts/state_package_position",
            data={**fields, "stand": stand.value, "note": said},
        )
        assert answer.status_code == 303
        given = (await house.negotiated()).packages[package].positions["GAM"]
        assert (given.stand, given.note) == (stand, said)
    html = card((await gus.get("/n/test/table")).text)
    assert f'id="package-{package}">' in html, "folded once answered"
    assert "Our answer" in html
    assert re.search(r'data-author="GAM".*?data-stand="object"', card(await house.page("bo")))


async def test_an_objection_to_a_package_says_why_and_a_moved_one_is_refused(serve: Serve) -> None:
    stage, package = dealt()
    house = await serve(stage)
    gus = await house.browser("gus")
    read = {"package": package, "digest": stage.negotiation.packages[package].digest}
    for wrong, code in (
        ({**read, "stand": "object", "note": ""}, "reason_needed"),
        ({**read, "digest": "0" * 64, "stand": "agree"}, "text_moved"),
    ):
        answer = await gus.post("/n/test/acts/state_package_position", data=wrong, headers=HX)
        assert answer.status_code == 409
        assert code in answer.text


async def test_only_heads_answer_on_packages(serve: Serve) -> None:
    house = await serve(dealt()[0])
    for person in ("abe", "amy"):
        html = card(await house.page(person))
        assert "acts/" not in html
        assert "The head of delegation answers on packages." in html
    assert "acts/" not in card(await house.page("lex", "/table"))
    assert "A deal" not in await house.page("eve")


async def test_where_positions_are_hidden_a_package_shows_ones_own_alone(serve: Serve) -> None:
    stage, package = dealt(Rules(visibility=HIDDEN))
    stage.answers_package("gus", package, Stand.STAND_ASIDE, note="A quiet word")
    house = await serve(stage)
    assert "stands-of-all" not in card(await house.page("bo"))
    assert "A quiet word" not in await house.page("bo")
    assert "A quiet word" in await house.page("gus")


async def test_how_a_package_ended_and_why_is_told(serve: Serve) -> None:
    stage, package = dealt()
    proposal = next(iter(stage.negotiation.proposals))
    stage.withdraws("ada", proposal)
    html = card(await (await serve(stage)).page("gus"))
    assert "Package dissolved" in html
    assert "A proposal in it was withdrawn." in html
    assert f'id="package-{package}"' not in html


@pytest.mark.parametrize(("rules", "told"), [(Rules(), True), (Rules(visibility=HIDDEN), False)])
async def test_why_it_was_refused_is_for_those_who_may_read_reasons(
    serve: Serve, rules: Rules, told: bool
) -> None:
    stage, package = dealt(rules)
    stage.do("chair", acts.RefusePackage(package=package, reason="Nobody moved."))
    html = card(await (await serve(stage)).page("gus"))
    assert "Package refused" in html
    assert ("Nobody moved." in html) is told


async def test_an_adopted_package_is_told_with_ones_own_answer(serve: Serve) -> None:
    stage, package = dealt()
    stage.answers_package("gus", package)
    stage.adopts(package)
    html = card(await (await serve(stage)).page("gus"))
    assert "Package agreed" in html
    assert "Our answer: Agree" in html
