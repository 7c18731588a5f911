"""No dead ends: whatever stands still says what may be done next, and by whom."""

from __future__ import annotations

import re

import pytest

from models import acts
from models.objection import ObjectionStatus
from models.party import Departure, NewParty, Presence
from models.position import Stand
from models.reservation import StatementKind
from models.rulebook import Decision, Rules, Threshold
from tests.cast import Stage, opened, published
from tests.web.conftest import Serve
from tests.web.forms import region, the_form

HALVES = tuple(
    NewParty(id=one, name=one, colour="#123456", seat_order=50 + seat)
    for seat, one in enumerate(("ONE", "TWO"))
)
"""What a party splits into."""

OUTSIDE = "Your party does not take part in this negotiation now."


def moved_under() -> Stage:
    """GAM objects to version 1 of A1, which became version 2 since."""
    stage = opened()
    stage.shows("A1")
    stage.objects("gus", "A1")
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    stage.accepts("chair", proposal)
    return stage


async def test_a_party_that_was_not_admitted_is_told_so_and_who_admits_it(serve: Serve) -> None:
    house = await serve(opened())
    told = region(await house.page("new"), "notices")
    assert OUTSIDE in told
    assert "The lead facilitator or the convenor admits a party." in told
    for person in ("ada", "chair", "lex"):
        assert OUTSIDE not in await house.page(person)


@pytest.mark.parametrize(
    ("departure", "said"),
    [
        (Departure.LEFT, "Your party has left the negotiation."),
        (Departure.EXCLUDED, "Your party was excluded."),
    ],
)
async def test_a_party_that_is_out_is_told_how_and_who_admits_it_again(
    serve: Serve, departure: Departure, said: str
) -> None:
    stage = opened()
    stage.do("host", acts.EndAdmission(party="GAM", departure=departure))
    told = region(await (await serve(stage)).page("gus"), "notices")
    assert said in told
    assert "The lead facilitator or the convenor admits a party." in told


async def test_what_is_not_possible_now_leads_to_where_the_page_says_why(serve: Serve) -> None:
    stage = opened()
    stage.agrees("A1")
    stage.shows("A2")
    house = await serve(stage)
    ways = re.compile(r'not-now" href="#(\w+)"><[^>]*>.</span>(\w+)<')
    adviser = await house.page("amy")
    assert ways.findall(region(adviser, "actions")) == [
        ("proposals", "Second"),
        ("positions", "Object"),
        ("positions", "Agree"),
    ]
    assert "The head of delegation states the position." in region(adviser, "positions")
    agreed = await house.page("gus", "/table?clause=A1")
    assert ways.findall(region(agreed, "actions"))[:3] == [
        ("drafts", "Propose"),
        ("proposals", "Second"),
        ("reopening", "Object"),
    ]
    assert "nothing can be proposed on it" in region(agreed, "drafts")
    assert "Ask to reopen" in region(agreed, "reopening")


async def test_those_who_have_a_statement_read_out_can_read_it(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    digest = stage.negotiation.clauses["A1"].version.digest
    kind = StatementKind.RESERVATION
    stage.do(
        "ada", acts.EnterStatement(clause="A1", digest=digest, statement_kind=kind, text="Not us.")
    )
    house = await serve(stage)
    for person in ("chair", "aide", "host"):
        board = await house.page(person, "/board")
        assert "Not us." in region(board, "statements"), person
        assert "acts/enter_statement" not in board
    assert "#statement-" in await house.page("chair", "/since")


async def test_an_objection_that_needs_an_answer_is_maintained_in_one_tap(serve: Serve) -> None:
    house = await serve(moved_under())
    page = await house.page("gus")
    for name in ("notices", "positions"):
        assert "Maintain our objection" in region(page, name)
        assert "Lift our objection" in region(page, name)
    assert "Maintain our objection" not in await house.page("gus", "/table?clause=A2")
    assert "Maintain our objection" not in await house.page("bo")
    gus = await house.browser("gus")
    answer = await gus.post(
        f"{house.here}/acts/object", data=the_form(region(page, "notices"), "acts/object")
    )
    assert answer.status_code == 303
    n = await house.negotiated()
    former, now = n.objections.values()
    assert former.status is ObjectionStatus.MOOT
    assert now.status is ObjectionStatus.OPEN
    assert (now.version, now.reason, now.remedy) == (2, former.reason, former.remedy)
    assert "needs an answer" not in region(await house.page("gus"), "notices")


async def test_an_objection_to_what_was_accepted_meanwhile_is_maintained_as_well(
    serve: Serve,
) -> None:
    stage = opened()
    stage.shows("A1")
    proposal = stage.tables("chair", "A1", "seven days", "ten days")
    stage.objects("gus", "A1", proposal)
    stage.presence("GAM", Presence.WALKED_OUT)
    stage.accepts("chair", proposal)
    stage.presence("GAM", Presence.PRESENT)
    house = await serve(stage)
    gus = await house.browser("gus")
    form = the_form(region(await house.page("gus"), "notices"), "acts/object")
    assert (await gus.post(f"{house.here}/acts/object", data=form)).status_code == 303
    former, now = (await house.negotiated()).objections.values()
    assert former.status is ObjectionStatus.MOOT
    assert (now.proposal, now.version, now.reason) == (None, 2, former.reason)


async def test_a_suspended_objection_says_that_it_is(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    stage.objects("gus", "A1")
    mark = "Suspended: its party has walked out"
    house = await serve(stage)
    assert mark not in await house.page("ada")
    await house.does("chair", acts.SetPresence(party="GAM", presence=Presence.WALKED_OUT))
    for person in ("ada", "gus", "chair"):
        assert mark in region(await house.page(person), "positions"), person


async def test_the_last_decision_on_each_clause_may_be_undone_from_the_board(serve: Serve) -> None:
    stage = opened()
    decided = []
    for clause in ("A1", "A2"):
        stage.agrees(clause)
        decided.append(stage.last.number)
    decisions = region(await (await serve(stage)).page("chair"), "decisions")
    for number in decided:
        assert f'id="undo-{number}"' in decisions
        assert f"Undo decision D-{number:02d}" in decisions


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (acts.AdmitParty(party="NEW"), "Party admitted: NEW"),
        (acts.EndAdmission(party="GAM", departure=Departure.LEFT), "Party left for good: GAM"),
        (acts.EndAdmission(party="GAM", departure=Departure.EXCLUDED), "Party excluded: GAM"),
        (acts.SplitParty(party="GAM", into=HALVES), "Party split: GAM"),
    ],
)
async def test_a_decision_on_admission_says_what_became_of_which_party(
    serve: Serve, act: acts.Act, said: str
) -> None:
    stage = opened()
    stage.do("host", act)
    assert said in region(await (await serve(stage)).page("chair"), "decisions")


async def test_beside_a_split_nothing_is_begun_that_could_not_be_tabled(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    begins = stage.text("A1").split(". ")[-1].split(" ")[0]
    stage.splits("ada", "A1", begins)
    house = await serve(stage)
    sentence = "To split or merge this clause is proposed: nothing else is tabled on it meanwhile."
    page = await house.page("bo", "/table?clause=A1")
    assert sentence in region(page, "drafts")
    assert "acts/start_draft" not in region(page, "drafts") + region(page, "actions")
    assert sentence in await house.page("bo", "/propose?clause=A1")


async def test_who_only_writes_along_is_told_whose_draft_it_is(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    stage.drafts("ada", "A1", writers=("BET",))
    house = await serve(stage)
    for person in ("bo", "bea"):
        assert "ALP tables it: the draft is theirs." in region(await house.page(person), "drafts")
    told = "A head of delegation or a delegate tables it."
    assert told in region(await house.page("amy"), "drafts")


async def test_once_every_clause_is_agreed_the_board_says_where_to_go_on(serve: Serve) -> None:
    stage = opened()
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    waiting = region(await (await serve(stage)).page("chair"), "procedures")
    assert f'href="/n/{stage.negotiation.id}/legal"' in waiting
    assert "the whole text can be adopted" in waiting


async def test_rules_that_cannot_be_adopted_yet_offer_no_button_that_is_refused(
    serve: Serve,
) -> None:
    house = await serve(published())
    page = await house.page("chair", "/rules")
    assert "Cannot be adopted yet" in page
    assert "acts/adopt_rules" not in page
    # Read first, answered afterwards.
    assert page.index("Rules as prepared") < page.index("Answers of the parties")


async def test_a_refusal_says_what_to_do_and_shows_no_name_of_a_machine(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    house = await serve(stage)
    chair = await house.browser("chair")
    read = stage.read("A1")
    answer = await chair.post(
        f"{house.here}/acts/put_to_room",
        data={"clause": "A1", "version": read["version"], "digest": read["digest"]},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 409
    assert "P01" in answer.text
    assert proposal not in answer.text


async def test_what_nobody_takes_back_is_asked_for_twice(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    stage.tables("ada", "A1", "seven days", "ten days")
    stage.drafts("ada", "A1")
    page = await (await serve(stage)).page("ada")
    for kind in ("withdraw", "discard_draft"):
        asked = re.search(
            rf'class="sure"[^>]*><summary[^>]*>[^<]*</summary>\s*<form data-act[^>]*/acts/{kind}"',
            page,
        )
        assert asked is not None, kind


async def test_between_sessions_the_board_offers_nothing_that_takes_one(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    house = await serve(stage)
    takes_one = ("acts/put_on_screen", "acts/park")
    board = await house.page("chair", "/board?clause=A2")
    assert [one for one in takes_one if one in board] == list(takes_one)
    await house.does("chair", acts.CloseSession())
    board = await house.page("chair", "/board?clause=A2")
    assert [one for one in takes_one if one in board] == []
    assert "No session is open." in region(board, "control")


async def test_the_way_back_from_the_versions_of_a_clause_leads_to_that_clause(
    serve: Serve,
) -> None:
    stage = opened()
    stage.shows("A1")
    house = await serve(stage)
    for person, screen in (("ada", "table"), ("chair", "board"), ("eve", "follow")):
        assert 'href="/n/test?clause=A2">Back' in await house.page(person, "/clauses/A2")
        browser = await house.browser(person)
        answer = await browser.get("/n/test?clause=A2")
        assert answer.headers["location"] == f"/n/test/{screen}?clause=A2"


async def test_an_objection_that_revives_while_its_clause_is_put_is_seen_to_be_in_the_way(
    serve: Serve,
) -> None:
    """Nobody is offered to confirm, or to object once more, only to be refused."""
    stage = opened()
    stage.shows("A1")
    stage.objects("gus", "A1")
    stage.presence("GAM", Presence.WALKED_OUT)
    stage.puts("chair", "A1")
    house = await serve(stage)
    assert "acts/confirm" in region(await house.page("chair"), "question")
    await house.does("chair", acts.SetPresence(party="GAM", presence=Presence.PRESENT))
    asked = region(await house.page("chair"), "question")
    assert "O01 of GAM to clause 1" in asked
    assert "acts/confirm" not in asked
    assert "acts/take_back_question" in asked
    own = region(await house.page("gus"), "question")
    assert "Your objection to this clause stands" in own
    assert "acts/object" not in own
    assert "acts/object" in region(await house.page("bo"), "question")


def outvoted() -> Stage:
    """Two parties of four are enough: they agree to A1, GAM objects, and it is put."""
    stage = opened(Rules(decision=Decision.SUFFICIENT, threshold=Threshold(parties=2)))
    stage.shows("A1")
    stage.objects("gus", "A1")
    for person in ("ada", "bo"):
        stage.states(person, Stand.AGREE)
    stage.puts("chair", "A1")
    return stage


async def test_who_confirms_over_an_objection_is_told_so(serve: Serve) -> None:
    asked = region(await (await serve(outvoted())).page("chair"), "question")
    assert "Confirm over the objection" in asked
    assert "Confirm: no objection" not in asked
    assert 'data-author="GAM"' in asked


async def test_dissent_that_was_overridden_stays_to_be_read(serve: Serve) -> None:
    """R-6: and its party may lift it still, for the record."""
    stage = outvoted().later(minutes=2)
    stage.confirms("chair", "A1")
    house = await serve(stage)
    for person in ("gus", "bo"):
        dissent = region(await house.page(person), "positions")
        assert ">Overridden<" in dissent, person
        assert "We cannot" in dissent, person
    assert "Lift our objection" in region(await house.page("gus"), "positions")


async def test_facilitators_read_what_is_in_the_way_in_their_own_language(serve: Serve) -> None:
    """F22: of putting a clause to the room, and of accepting a proposal."""
    stage = opened()
    stage.shows("A1")
    stage.tables("ada", "A1", "seven", "ten")
    stage.objects("gus", "A1")
    house = await serve(stage.everybody_reads("ar"))
    board = await house.page("chair", "/board?clause=A1")
    assert "is open" not in region(board, "control")
    assert "has seconded" not in region(board, "queue")
    assert "لم يؤيّد" in region(board, "queue")
