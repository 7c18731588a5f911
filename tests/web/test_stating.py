"""What a delegation says of a version: positions, confirmations, what was recorded for it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from models import acts
from models.objection import Category
from models.position import Recordable, Stand
from models.reservation import StatementKind
from models.rulebook import DEFAULT_VISIBILITY, Group, Kind, Rules
from server.web import words
from tests.cast import Stage, opened
from tests.web.conftest import Serve
from tests.web.forms import form_to, hidden
from tests.web.test_parties import HX


def shown() -> Stage:
    """A1 on every screen."""
    stage = opened()
    stage.shows("A1")
    return stage


def region(page: str, name: str) -> str:
    """One region of a page."""
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def recorded() -> Stage:
    """Everything that can be recorded on behalf of GAM, recorded."""
    stage = shown()
    package = stage.packs(("A2", None), ("A3", None))
    stage.states("chair", Stand.RESERVE, note="Said aloud", on_behalf="GAM")
    stage.enters("chair", StatementKind.DECLARATION, "A2", on_behalf="GAM")
    stage.objects("chair", "A3", on_behalf="GAM")
    stage.answers_package("chair", package, Stand.STAND_ASIDE, on_behalf="GAM")
    return stage


async def test_only_who_may_correct_what_was_recorded_is_offered_to(serve: Serve) -> None:
    stage = shown()
    stage.states("chair", Stand.RESERVE, note="Said aloud", on_behalf="ALP")
    house = await serve(stage)
    assert ">Correct<" in region(await house.page("ada"), "confirmations")
    delegate = region(await house.page("abe"), "confirmations")
    assert "Said aloud" in delegate
    assert "The head of delegation confirms for the party." in delegate
    assert "orrect" not in delegate


async def test_every_stand_says_what_it_does_before_it_is_chosen(serve: Serve) -> None:
    html = region(await (await serve(shown())).page("gus"), "positions")
    for stand in Stand:
        assert words.STAND_MEANS[stand] in html, stand


async def test_every_form_of_a_position_says_what_the_page_showed(serve: Serve) -> None:
    stage = shown()
    stage.states("gus", Stand.STAND_ASIDE)
    house = await serve(stage)
    page = await house.page("gus")
    forms = re.findall(r'<form data-act[^>]*acts/state_position".*?</form>', page, re.DOTALL)
    assert len(forms) > 4
    for form in forms:
        assert 'name="instead" value="stand_aside"' in form
    assert 'name="instead"' not in await house.page("bo")


@pytest.mark.parametrize("scripted", [True, False])
async def test_who_speaks_at_the_same_time_is_told_and_says_it_again(
    serve: Serve, scripted: bool
) -> None:
    stage = shown()
    other = replace(stage.negotiation.people["ada"], id="aki", name="Aki")
    stage.do("chair", acts.AdmitPerson(person=other))
    house = await serve(stage)
    ada, aki = await house.browser("ada"), await house.browser("aki")
    page = (await aki.get("/n/test/table")).text
    fields = hidden(form_to(page, "acts/state_position"))
    reserve = {**fields, "stand": ["reserve"]}
    assert (await ada.post("/n/test/acts/state_position", data=reserve)).status_code == 303
    headers = HX if scripted else {}
    answer = await aki.post("/n/test/acts/state_position", data=fields, headers=headers)
    told = answer.text if scripted else (await aki.get(answer.headers["location"])).text
    told = told.partition('class="refusal"')[2]
    assert "Ada has just said that ALP reserves." in told
    assert "Say it again" in told
    again = hidden(told[: told.index("</form>")])
    assert (again["stand"], again["instead"]) == (["agree"], ["reserve"])
    assert (await aki.post("/n/test/acts/state_position", data=again)).status_code == 303
    position = (await house.negotiated()).position("A1", "ALP")
    assert position is not None
    assert (position.person, position.stand) == ("aki", Stand.AGREE)


async def test_agreeing_ad_referendum_asks_who_confirms_and_by_when(serve: Serve) -> None:
    house = await serve(shown())
    gus = await house.browser("gus")
    page = (await gus.get("/n/test/table")).text
    ad_ref = page[page.index('id="position-ad-ref"') :]
    fields = hidden(form_to(ad_ref, "acts/state_position"))
    assert fields["stand"] == ["agree_ad_ref"]
    said = {"confirmer": "The congress", "confirm_by": "Friday", "note": ""}
    assert (
        await gus.post("/n/test/acts/state_position", data={**fields, **said})
    ).status_code == 303
    page = (await gus.get("/n/test/table")).text
    for name in ("positions", "confirmations"):
        assert "The congress" in region(page, name)
        assert "Friday" in region(page, name)
        assert "to be confirmed by" in region(page, name)
    fields = hidden(form_to(region(page, "confirmations") + page, "acts/confirm_ad_ref"))
    assert fields["clauses"] == ["A1"]
    assert (await gus.post("/n/test/acts/confirm_ad_ref", data=fields)).status_code == 303
    position = (await house.negotiated()).position("A1", "GAM")
    assert position is not None
    assert position.confirmed_at is not None
    page = (await gus.get("/n/test/table")).text
    assert "acts/confirm_ad_ref" not in page
    assert "> Confirmed<" in region(page, "positions")
    assert "to be confirmed by" not in page


async def test_everything_outstanding_is_confirmed_at_once(serve: Serve) -> None:
    stage = shown()
    for clause in ("A1", "A2"):
        stage.states("gus", Stand.AGREE_AD_REF, clause)
    house = await serve(stage)
    gus = await house.browser("gus")
    assert "Confirm all of them" in (await gus.get("/n/test/table")).text
    answer = await gus.post("/n/test/acts/confirm_ad_ref", data={"_back": "/n/test/table"})
    assert answer.status_code == 303
    n = await house.negotiated()
    for clause in ("A1", "A2"):
        position = n.position(clause, "GAM")
        assert position is not None
        assert not position.outstanding
    assert "acts/confirm_ad_ref" not in await house.page("bo")


async def test_what_was_recorded_is_shown_to_its_party_to_confirm_or_to_correct(
    serve: Serve,
) -> None:
    house = await serve(recorded())
    gus = await house.browser("gus")
    html = region((await gus.get("/n/test/table")).text, "confirmations")
    for said in ("Said aloud", "Stand aside", "We understand it so.", "Feasibility", "Correct"):
        assert said in html, said
    for clause, at in (("A1", "positions"), ("A2", "statements"), ("A3", "positions")):
        there = region((await gus.get(f"/n/test/table?clause={clause}")).text, "confirmations")
        assert f'href="#{at}">Correct' in there, "in view already"
        assert f'href="?clause={clause}"' not in there
    # The objection to A3 is a position, too: one thing to confirm.
    for what in Recordable:
        page = (await gus.get("/n/test/table")).text
        forms = re.findall(r'<form data-act[^>]*acts/confirm_recorded".*?</form>', page, re.DOTALL)
        fields = next(hidden(one) for one in forms if f'value="{what.value}"' in one)
        assert (await gus.post("/n/test/acts/confirm_recorded", data=fields)).status_code == 303
    assert "Recorded on your behalf" not in (await gus.get("/n/test/table")).text
    position = (await house.negotiated()).position("A3", "GAM")
    assert position is not None
    assert position.recorded_by is None


async def test_what_was_recorded_is_marked_in_everybodys_list_until_it_is_confirmed(
    serve: Serve,
) -> None:
    stage = recorded()
    house = await serve(stage)
    mark = "recorded by a facilitator, not confirmed yet"
    assert mark in region(await house.page("bo"), "positions")
    assert mark in await house.page("bo", "/table?clause=A1")
    assert mark in region(await house.page("bo"), "packages")
    assert "not confirmed yet" in region(await house.page("bo", "/table?clause=A2"), "statements")
    assert "not confirmed yet" in region(await house.page("bo", "/table?clause=A3"), "positions")
    await house.does("gus", acts.ConfirmRecorded(what=Recordable.POSITION, item="A1"))
    assert mark not in region(await house.page("bo"), "positions")


async def test_delegates_see_what_is_to_be_confirmed_and_who_confirms_it(serve: Serve) -> None:
    stage = shown()
    stage.states("chair", Stand.AGREE, on_behalf="ALP")
    house = await serve(stage)
    html = region(await house.page("abe"), "confirmations")
    assert "Recorded on your behalf" in html
    assert "acts/" not in html
    assert "The head of delegation confirms for the party." in html
    for person in ("bo", "lex"):
        assert "Recorded on your behalf" not in await house.page(person)


async def test_the_former_position_is_given_again_in_one_tap(serve: Serve) -> None:
    stage = shown()
    stage.states("gus", Stand.AGREE_AD_REF, confirmer="The congress", confirm_by="Friday")
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    stage.accepts("chair", proposal)
    house = await serve(stage)
    gus = await house.browser("gus")
    page = (await gus.get("/n/test/table")).text
    former = page[page.index("Say the same again") - 900 :]
    fields = hidden(former[: former.index("</form>")])
    assert (await gus.post("/n/test/acts/state_position", data=fields)).status_code == 303
    position = (await house.negotiated()).position("A1", "GAM")
    assert position is not None
    assert (position.version, position.stand) == (2, Stand.AGREE_AD_REF)
    assert (position.confirmer, position.confirm_by) == ("The congress", "Friday")
    told = region((await gus.get("/n/test/table")).text, "position-history")
    html = told.partition("</ol>")[0]
    assert "<del>seven</del><ins>ten</ins>" in html
    assert html.count("Agree ad referendum") == 2


async def test_a_position_that_lapsed_is_asked_for_again_wherever_its_party_looks(
    serve: Serve,
) -> None:
    stage = shown()
    stage.states("gus", Stand.AGREE)
    stage.objects("dot", "A1")
    stage.carries(stage.tables("ada", "A1", "seven", "ten"))
    house = await serve(stage)
    for clause in ("A1", "A2"):
        told = region(await house.page("gus", f"/table?clause={clause}"), "notices")
        assert "Your position lapsed:" in told
        assert "Of version 1 you had said: Agree." in told
    assert 'href="#positions"' in region(await house.page("gus"), "notices")
    assert "Version 2 changes one word." in await house.page("gus")
    for person in ("ada", "dot", "chair"):
        assert "Your position lapsed:" not in await house.page(person), person


async def test_an_objection_of_before_is_not_given_again_in_one_tap(serve: Serve) -> None:
    stage = shown()
    objection = stage.objects("gus")
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    stage.accepts("chair", proposal)
    stage.lifts("gus", objection)
    page = await (await serve(stage)).page("gus")
    assert "You said on version" in page
    assert "Say the same again" not in page
    assert "Your position lapsed:" not in page


async def test_where_positions_are_hidden_only_ones_own_is_shown(serve: Serve) -> None:
    visibility = {
        **DEFAULT_VISIBILITY,
        Kind.POSITIONS: DEFAULT_VISIBILITY[Kind.POSITIONS] - {Group.PARTIES},
    }
    stage = opened(Rules(visibility=visibility))
    stage.shows("A1")
    stage.states("gus", Stand.STAND_ASIDE, note="A quiet word")
    house = await serve(stage)
    assert "A quiet word" in await house.page("gus")
    page = await house.page("bo")
    assert "A quiet word" not in page
    assert "stands-of-all" not in page


async def test_a_political_instruction_may_be_given_without_a_reason(serve: Serve) -> None:
    house = await serve(shown())
    gus = await house.browser("gus")
    page = (await gus.get("/n/test/table")).text
    fields = hidden(form_to(page[page.index('id="object-clause"') :], "acts/object"))
    said = {"category": Category.INSTRUCTION.value, "reason": "", "remedy": "A new instruction."}
    answer = await gus.post("/n/test/acts/object", data={**fields, **said}, headers=HX)
    assert answer.status_code == 204, answer.text


async def test_text_changed_back_marks_the_positions_that_hold_again(serve: Serve) -> None:
    """U-5: for the party and for the others; stated anew it is an ordinary position."""
    stage = opened(Rules(seconding=False))
    stage.shows("A1")
    stage.states("ada", Stand.AGREE)
    stage.later(seconds=1)
    stage.accepts("chair", stage.tables("bo", "A1", "seven", "ten"))
    stage.undoes()
    house = await serve(stage)
    for person in ("ada", "bo"):
        assert "restored by an undo" in await house.page(person)
    version = (await house.negotiated()).clauses["A1"].version
    anew = acts.StatePosition(
        clause="A1",
        version=version.number,
        digest=version.digest,
        stand=Stand.STAND_ASIDE,
        instead=Stand.AGREE,
    )
    await house.does("ada", anew)
    assert "restored by an undo" not in await house.page("bo")
