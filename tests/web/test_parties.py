"""The page of parties, and what a party finds at its table: a review, an inheritance, the door."""

from __future__ import annotations

import re

import pytest

from models import acts
from models.party import Departure, NewParty, Presence
from models.position import Stand
from models.rulebook import DEFAULT_VISIBILITY, Group, Kind, Mode, Rules
from tests.cast import PEOPLE, Stage, opened
from tests.web.conftest import Serve
from tests.web.forms import form_to, hidden, region, the_form, values

HX = {"HX-Request": "true"}
ACTS = ("admit_party", "end_admission", "replace_head", "parties/split")
INTO = {
    "id_1": "ONE",
    "name_1": "First half",
    "colour_1": "#123456",
    "id_2": "TWO",
    "name_2": "Second half",
    "colour_2": "#654321",
    "id_3": "",
    "name_3": "",
    "colour_3": "#1e7a6b",
}


def agreed() -> Stage:
    """A1 and A2 are agreed; NEW was convened and is not admitted."""
    stage = opened()
    for clause in ("A1", "A2"):
        stage.agrees(clause)
    return stage


@pytest.mark.parametrize("person", [p.id for p in PEOPLE if p.id not in ("new", "wall")])
async def test_everybody_who_may_know_names_reads_the_parties(serve: Serve, person: str) -> None:
    house = await serve(agreed())
    page = await house.page(person, "/parties")
    for address in ACTS:
        assert (f'/{address}"' in page) == (person in ("chair", "host")), (person, address)
    assert ("/invitations" in page) == (person in ("chair", "aide", "host"))
    assert ("or the convenor decides who takes part" in page) == (person == "aide")
    if person == "eve":
        assert "data-party" not in page
        assert "it is not shown to you" in page
        assert 'href="/n/test/parties"' not in await house.page("eve")
    else:
        assert re.search(r'data-party="NEW".*?Not admitted yet', page, re.DOTALL)
        assert "Head of delegation: " in page


async def test_the_parties_follow_the_mode_of_the_meeting(serve: Serve) -> None:
    house = await serve(agreed())
    await house.does("host", acts.SetVisibility(mode=Mode.CHATHAM))
    assert "data-party" not in await house.page("lex", "/parties")
    assert "data-party" in await house.page("bo", "/parties")


async def test_a_party_is_admitted_reviews_and_answers_once_without_a_script(
    serve: Serve,
) -> None:
    house = await serve(agreed())
    chair = await house.browser("chair")
    page = (await chair.get("/n/test/parties")).text
    answer = await chair.post("/n/test/acts/admit_party", data=hidden(form_to(page, "admit_party")))
    assert answer.headers["location"] == "/n/test/parties"
    assert "Still reviews" in (await chair.get("/n/test/parties")).text
    board = await house.page("aide", "/board")
    assert len(re.findall(r"<td[^>]+data-reviewing", board)) == 2
    assert re.search(r'title="Reviews until \d\d:\d\d"', board)
    legend = board.partition('data-clauses="A1 A2"')[2].partition("</p>")[0]
    assert '<span class="number">1, 2</span>' in legend, "by the numbers that people cite"

    new = await house.browser("new")
    table = (await new.get("/n/test/table")).text
    assert "You are reviewing what was agreed before you came" in table
    form = form_to(table, "parties/review")
    fields = hidden(form)
    current = (await house.negotiated()).clauses["A1"].version
    assert f"A1:{current.number}:{current.digest}" in fields["clause"]
    said = await new.post(
        "/n/test/parties/review", data={**fields, "stand": "reserve", "note": "As read."}
    )
    assert said.headers["location"] == "/n/test/table"
    n = await house.negotiated()
    for clause in ("A1", "A2"):
        position = n.position(clause, "NEW")
        assert position is not None
        assert (position.stand, position.note) == (Stand.RESERVE, "As read.")
    assert "You are reviewing" not in (await new.get("/n/test/table")).text


async def test_a_review_of_another_text_is_refused_with_both(serve: Serve) -> None:
    stage = agreed()
    stage.do("chair", acts.AdmitParty(party="NEW"))
    house = await serve(stage)
    new = await house.browser("new")
    moved = {"clause": f"A1:7:{'0' * 64}", "stand": "agree"}
    answer = await new.post("/n/test/parties/review", data=moved, headers=HX)
    assert answer.status_code == 409
    assert "text_moved" in answer.text
    for broken in ({"clause": "A1", "stand": "agree"}, {"clause": moved["clause"]}):
        answer = await new.post("/n/test/parties/review", data=broken, headers=HX)
        assert answer.status_code == 422, broken
    bo = await house.browser("bo")
    current = stage.negotiation.clauses["A1"].version
    read = {"clause": f"A1:{current.number}:{current.digest}", "stand": "agree"}
    answer = await bo.post("/n/test/parties/review", data=read, headers=HX)
    assert answer.status_code == 409
    assert "BET does not review" in answer.text
    chair = await house.browser("chair")
    assert (await chair.post("/n/test/parties/review", data=read, headers=HX)).status_code == 403


async def test_a_coalition_splits_and_its_heirs_confirm(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    stage.states("gus", Stand.AGREE, "A1")
    house = await serve(stage)
    host = await house.browser("host")
    split = {"party": "GAM", "_back": "/n/test/parties", **INTO}
    answer = await host.post("/n/test/parties/split", data=split)
    assert answer.headers["location"] == "/n/test/parties"
    n = await house.negotiated()
    assert n.parties["GAM"].successors == ("ONE", "TWO")
    assert n.parties["ONE"].seat_order != n.parties["TWO"].seat_order
    page = (await host.get("/n/test/parties")).text
    assert re.search(r'data-party="GAM".*?Split.*?ONE.*?TWO', page, re.DOTALL)


async def test_a_split_that_cannot_be_is_refused_in_words(serve: Serve) -> None:
    house = await serve(opened())
    host = await house.browser("host")
    for change, said in (
        ({"id_2": "", "name_2": ""}, "A party splits into at least two."),
        ({"id_2": "ALP"}, "The code or the seat of ALP is another party"),
        ({"colour_1": "red"}, "A party has a code of letters and digits"),
        ({"party": "ZZZ"}, "There is no such party here."),
    ):
        answer = await host.post(
            "/n/test/parties/split", data={"party": "GAM", **INTO, **change}, headers=HX
        )
        assert answer.status_code in (404, 409), change
        assert said in answer.text
    bo = await house.browser("bo")
    answer = await bo.post("/n/test/parties/split", data={"party": "GAM", **INTO}, headers=HX)
    assert answer.status_code == 403
    assert (await house.stranger().post("/n/test/parties/split", data=INTO)).status_code == 303
    assert "GAM" in {party.id for party in (await house.negotiated()).admitted}


def divided() -> Stage:
    """GAM, which agreed to A1, has split into ONE and TWO."""
    stage = opened()
    stage.shows("A1")
    stage.states("gus", Stand.AGREE, "A1")
    into = tuple(
        NewParty(id=one, name=one, colour="#123456", seat_order=50 + seat)
        for seat, one in enumerate(("ONE", "TWO"))
    )
    stage.do("host", acts.SplitParty(party="GAM", into=into))
    return stage


async def test_a_meeting_shows_less_than_the_rules_grant_kind_by_kind(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    stage.objects("gus", "A1")
    house = await serve(stage)
    chair, lex = await house.browser("chair"), await house.browser("lex")
    offered = values(region(await house.page("chair", "/board"), "visibility"), "visibility")
    assert "reasons/experts" in offered
    assert "positions/observers" not in offered
    assert "text/parties" not in offered
    shown = [one for one in offered if one not in ("reasons/experts", "text/observers")]
    reason = next(iter(stage.negotiation.objections.values())).reason
    assert reason in (await lex.get("/n/test/table")).text
    sent = {"mode": "open", "visibility": shown}
    assert (await lex.post("/n/test/visibility", data=sent)).status_code == 303
    assert reason in (await lex.get("/n/test/table")).text
    assert (await chair.post("/n/test/visibility", data=sent)).status_code == 303
    assert reason not in (await lex.get("/n/test/table")).text
    assert "This meeting is closed" in await house.page("eve")
    assert "Title 1" in await house.page("gus", "/table")
    assert "Less is shown than the rules grant" in await house.page("chair", "/board")
    await chair.post("/n/test/visibility", data={"mode": "open", "visibility": offered})
    assert "Less is shown than the rules grant" not in await house.page("chair", "/board")
    await chair.post("/n/test/visibility", data={"mode": "open", "visibility": "reasons/projector"})
    assert (await house.negotiated()).shown == (await house.negotiated()).rules.visibility


async def test_who_was_of_a_party_that_split_is_told_what_became_of_it(serve: Serve) -> None:
    house = await serve(divided())
    told = region(await house.page("gus"), "notices")
    assert "Your party has split." in told
    assert "ONE, TWO are in the place of GAM." in told
    assert "admits a party" not in told
    for person in ("ada", "chair", "eve", "new"):
        assert "has split" not in region(await house.page(person), "notices"), person


async def test_inherited_positions_are_confirmed_at_the_table(serve: Serve) -> None:
    stage = divided()
    heir = next(person for person in PEOPLE if person.id == "gus")
    person = type(heir)(id="heir", name="Heir", role=heir.role, party="ONE")
    stage.do("host", acts.AdmitPerson(person=person))
    house = await serve(stage)
    heir_browser = await house.browser("heir")
    table = (await heir_browser.get("/n/test/table")).text
    assert "Positions your party inherited" in table
    board = await house.page("chair", "/board")
    assert len(re.findall("Inherited, not confirmed", board)) == 2
    form = form_to(table, "acts/confirm_inherited")
    answer = await heir_browser.post("/n/test/acts/confirm_inherited", data=hidden(form))
    assert answer.status_code == 303
    position = (await house.negotiated()).position("A1", "ONE")
    assert position is not None
    assert position.stand is Stand.AGREE


async def test_its_people_go_on_in_a_party_in_its_place_on_the_devices_they_have(
    serve: Serve,
) -> None:
    house = await serve(divided())
    gus, host = await house.browser("gus"), await house.browser("host")
    assert "invitations#between-title" in (await host.get("/n/test/parties")).text
    form = the_form((await host.get("/n/test/invitations")).text, "people/move")
    assert form["person"] == "gus"
    where = "/n/test/invitations/people/move"
    for role, status in (("ALP/delegate", 422), ("ONE/observer", 422), ("", 422)):
        assert (await host.post(where, data={**form, "role": role})).status_code == status
    chosen = {**form, "role": "ONE/head_of_delegation"}
    assert (await host.post(where, data={**chosen, "person": "ada"})).status_code == 404
    assert (await host.post(where, data=chosen)).status_code == 303
    table = (await gus.get("/n/test/table")).text
    assert "Positions your party inherited" in region(table, "duties")
    assert "has split" not in region(table, "notices")
    assert "between-title" not in (await host.get("/n/test/invitations")).text
    parties = (await host.get("/n/test/parties")).text
    assert "between-title" not in parties
    assert (
        "No head of delegation yet"
        not in parties.partition('id="party-GAM"')[2].partition("<li")[0]
    )
    assert (await host.post(where, data=chosen)).status_code == 404


async def test_a_head_walks_out_by_plain_form_and_is_marked(serve: Serve) -> None:
    house = await serve(agreed())
    bo = await house.browser("bo")
    table = (await bo.get("/n/test/table")).text
    form = form_to(table, "acts/walk_out")
    assert "Your objections are suspended" in form
    assert "acts/walk_out" not in await house.page("bea", "/table")
    answer = await bo.post(
        "/n/test/acts/walk_out", data={**hidden(form), "statement": "Nobody listens."}
    )
    assert answer.headers["location"] == "/n/test/table"
    assert (await house.negotiated()).parties["BET"].presence is Presence.WALKED_OUT
    table = (await bo.get("/n/test/table")).text
    assert "Your party has walked out." in region(table, "notices")
    assert "Nobody listens." in region(table, "notices")
    assert "acts/walk_out" not in table
    board = await house.page("chair", "/board")
    assert re.search(r'title="[^"]*Walked out">BET</abbr><span class="m-out"', board)
    assert "Nobody listens." in await house.page("gus", "/parties")


async def test_the_statement_of_a_party_is_for_those_who_may_know_reasons(serve: Serve) -> None:
    visibility = {
        **DEFAULT_VISIBILITY,
        Kind.REASONS: DEFAULT_VISIBILITY[Kind.REASONS] - {Group.EXPERTS},
    }
    house = await serve(opened(Rules(visibility=visibility)))
    await house.does("bo", acts.WalkOut(statement="Nobody listens."))
    lex = await house.page("lex", "/parties")
    assert "Walked out" in lex
    assert "Nobody listens." not in lex


async def test_a_head_is_replaced_and_an_admission_ends_by_plain_form(serve: Serve) -> None:
    house = await serve(agreed())
    chair = await house.browser("chair")
    page = (await chair.get("/n/test/parties")).text
    form = form_to(page, "acts/replace_head")
    assert '<option value="abe">' in form
    await chair.post("/n/test/acts/replace_head", data={**hidden(form), "person": "abe"})
    assert (await house.negotiated()).people["abe"].role.value == "head_of_delegation"
    ending = {"party": "DEL", "departure": "excluded", "statement": "By decision."}
    answer = await chair.post(
        "/n/test/acts/end_admission", data={**ending, "_back": "/n/test/parties"}
    )
    assert answer.status_code == 303
    assert (await house.negotiated()).parties["DEL"].departure is Departure.EXCLUDED
    page = (await chair.get("/n/test/parties")).text
    assert re.search(r'data-party="DEL".*?Excluded.*?By decision\..*?admit_party', page, re.DOTALL)


async def test_the_lead_and_the_convenor_press_a_mode_and_the_others_read_it(serve: Serve) -> None:
    house = await serve(agreed())
    for person in ("chair", "host"):
        board = await house.page(person, "/board")
        pressed = re.findall(r'name="mode" value="(\w+)" aria-pressed="true"', board)
        assert pressed == ["open"]
    aide = await house.page("aide", "/board")
    assert 'name="mode"' not in aide
    assert "The lead facilitator or the convenor changes it." in aide
    host = await house.browser("host")
    answer = await host.post(
        "/n/test/acts/set_visibility", data={"mode": "plenary", "_back": "/n/test/board"}
    )
    assert answer.headers["location"] == "/n/test/board"
    assert 'value="plenary" aria-pressed="true"' in (await host.get("/n/test/board")).text
    assert "Plenary: observers see the text, nothing proposed" in await house.page("eve")
