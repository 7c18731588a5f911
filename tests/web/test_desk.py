"""The facilitators' procedures, each act through its form; who may, and what is said when not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

import httpx
import pytest

from models import acts
from models.objection import Category
from models.package import PackageStatus
from models.position import Recordable, Stand
from models.reservation import StatementKind
from models.rulebook import Rules
from models.silence import SilenceStatus
from models.stances import recorded_for
from tests.cast import Stage, opened
from tests.web.closing import adopted
from tests.web.conftest import Serve
from tests.web.forms import form_to, hidden, options, region, values
from tests.web.house import House

HX = {"HX-Request": "true"}
NO_SECONDS = Rules(seconding=False)


async def desk(house: House, person: str = "chair", clause: str = "A1") -> str:
    """The page of procedures, a clause in view."""
    return await house.page(person, f"/desk?clause={clause}")


async def send(
    browser: httpx.AsyncClient, address: str, fields: Mapping[str, object], status: int = 204
) -> str:
    """Send a form as the script does."""
    answer = await browser.post(f"/n/test/{address}", data=dict(fields), headers=HX)
    assert answer.status_code == status, answer.text
    return answer.text


def contested() -> tuple[Stage, str]:
    """One proposal on A1, two on A2, nothing on A3."""
    stage = opened(NO_SECONDS)
    only = stage.tables("ada", "A1", "seven days", "ten days")
    version = stage.negotiation.clauses["A2"].version.wording["en/text"]
    first, second = version.split()[:2]
    stage.tables("ada", "A2", first, "Ten")
    stage.tables("bo", "A2", second, "other")
    return stage, only


def times(stage: Stage, hours: float) -> dict[str, object]:
    """A deadline as the form sends it."""
    end = stage.now + timedelta(hours=hours)
    return {"date": f"{end:%Y-%m-%d}", "time": "12:00"}


# --- who may -------------------------------------------------------------------------------------


async def test_the_lead_runs_what_the_co_facilitator_and_the_convenor_read(serve: Serve) -> None:
    stage, _ = contested()
    silence = stage.offers(clause="A3")
    house = await serve(stage)
    lead, co, convenor = [await desk(house, person) for person in ("chair", "aide", "host")]
    assert "/n/test/silences" in lead
    assert "/n/test/silences" not in co
    assert "/n/test/silences" not in convenor
    for both in (
        "/n/test/packages",
        "/n/test/on-behalf",
        "acts/ask_temperature",
        "acts/cancel_silence",
    ):
        assert both in lead
        assert both in co
        assert both not in convenor
    assert "The lead facilitator starts a silence." in co
    for page in (lead, co, convenor):
        assert f'id="silence-{silence}"' in page
        assert "Call list" in page
    ada = await house.browser("ada")
    assert (await ada.get("/n/test/desk")).status_code == 403


@pytest.mark.parametrize("person", ["aide", "host", "ada"])
async def test_only_the_lead_starts_a_silence(serve: Serve, person: str) -> None:
    stage, _ = contested()
    house = await serve(stage)
    offer = values(region(await desk(house), "silences"), "offer")
    browser = await house.browser(person)
    said = await send(browser, "silences", {"offer": offer, **times(stage, 24)}, 403)
    assert "This is for the lead facilitator." in said
    assert (await house.negotiated()).silences == {}


# --- silence -------------------------------------------------------------------------------------


async def test_clauses_are_offered_in_one_go_each_as_it_was_shown(serve: Serve) -> None:
    stage, only = contested()
    house = await serve(stage)
    page = await desk(house)
    offered = values(region(page, "silences"), "offer")
    assert [value.partition(":")[0] for value in offered] == ["A1", "A3"]
    assert only in offered[0]
    assert "still live on" in region(page, "silences"), "why A2 may not be offered"
    chair = await house.browser("chair")
    await send(chair, "silences", {"offer": offered, **times(stage, 24)})
    n = await house.negotiated()
    first, second = n.silences.values()
    assert (first.clause, first.proposal) == ("A1", only)
    assert (second.clause, second.proposal) == ("A3", None)
    assert first.ends == second.ends
    assert first.ends.strftime("%H:%M%z") == "12:00+0000"
    page = await desk(house)
    assert values(region(page, "silences"), "offer") == []
    assert region(page, "silences").count("data-deadline") == 2
    board = await house.page("chair", "/board")
    assert "Silences running: 2" in board
    assert "SP1" in board.partition('<tr data-clause="A1"')[2].partition("</tr>")[0]


async def test_the_earliest_deadline_is_filled_in_and_is_in_time(serve: Serve) -> None:
    stage, _ = contested()
    house = await serve(stage)
    page = await desk(house)
    date, time = values(page, "date")[0], values(page, "time")[0]
    offered = values(page, "offer")[:1]
    chair = await house.browser("chair")
    await send(chair, "silences", {"offer": offered, "date": date, "time": time})
    (silence,) = (await house.negotiated()).silences.values()
    assert silence.ends >= stage.now + NO_SECONDS.silence_minimum


@pytest.mark.parametrize("over", [False, True])
async def test_a_deadline_is_asked_for_only_where_something_may_be_offered(
    serve: Serve, *, over: bool
) -> None:
    house = await serve(adopted() if over else opened())
    assert f'data-offers="{"no" if over else "yes"}"' in await desk(house)
    assert 'data-offers="no"' in await desk(house, "aide")


async def test_a_deadline_that_is_too_soon_or_none_at_all_is_refused_and_nothing_starts(
    serve: Serve,
) -> None:
    stage, _ = contested()
    house = await serve(stage)
    offer = values(await desk(house), "offer")
    chair = await house.browser("chair")
    soon = {"date": f"{stage.now:%Y-%m-%d}", "time": f"{stage.now:%H:%M}"}
    assert "It may end at" in await send(chair, "silences", {"offer": offer, **soon}, 409)
    for wrong in ({"date": "soon", "time": "12:00"}, {"date": "2030-01-01"}):
        said = await send(chair, "silences", {"offer": offer, **wrong}, 422)
        assert "the deadline is a date and a time" in said
    said = await send(chair, "silences", times(stage, 24), 409)
    assert "No clause is chosen." in said
    said = await send(chair, "silences", {"offer": ["A1"], **times(stage, 24)}, 422)
    assert "version" in said
    assert (await house.negotiated()).silences == {}


async def test_a_refusal_on_the_way_says_what_was_started_and_what_was_not(serve: Serve) -> None:
    stage, only = contested()
    house = await serve(stage)
    offered = values(await desk(house), "offer")
    offered.sort(key=lambda value: value.startswith("A1"))
    await house.does("ada", acts.Withdraw(proposal=only))
    chair = await house.browser("chair")
    said = await send(chair, "silences", {"offer": offered, **times(stage, 24)}, 409)
    assert re.search(r"Started before that: clause 3.*Not started: clause 1", said, re.DOTALL)
    assert [one.clause for one in (await house.negotiated()).silences.values()] == ["A3"]


async def test_sending_it_again_starts_nothing_twice(serve: Serve) -> None:
    stage, _ = contested()
    house = await serve(stage)
    fields = {"offer": values(await desk(house), "offer"), **times(stage, 24), "_id": "x" * 64}
    chair = await house.browser("chair")
    for _ in range(2):
        await send(chair, "silences", fields)
    assert len((await house.negotiated()).silences) == 2


async def test_the_call_list_names_who_is_missing_and_a_silence_is_cancelled(serve: Serve) -> None:
    stage = opened()
    silence = stage.offers()
    stage.acknowledges("bo", silence)
    house = await serve(stage)
    html = region(await desk(house, "aide"), "silences")
    called = html.partition("<strong>Call</strong>")[2].partition("</p>")[0]
    assert re.findall(r'data-author="(\w+)"', called) == ["ALP", "GAM", "DEL"]
    assert "1 of 4" in html
    chair = await house.browser("chair")
    form = form_to(await desk(house), "acts/cancel_silence")
    assert "reason" in form
    await send(chair, "acts/cancel_silence", {**hidden(form), "reason": ""}, 409)
    await send(chair, "acts/cancel_silence", {**hidden(form), "reason": "Too early."})
    assert (await house.negotiated()).silences[silence].status is SilenceStatus.CANCELLED
    html = region(await desk(house), "silences")
    assert "Too early." in html
    assert "Cancelled" in html


async def test_who_broke_a_silence_is_among_the_results(serve: Serve) -> None:
    stage = opened()
    stage.breaks("gus", stage.offers())
    html = region(await desk(await serve(stage)), "silences")
    assert re.search(r'Broken</strong> by <span class="code" data-author="GAM">', html)


# --- packages ------------------------------------------------------------------------------------


async def test_a_package_is_built_and_adopted_by_forms(serve: Serve) -> None:
    stage, only = contested()
    house = await serve(stage)
    html = region(await desk(house, "aide"), "packages")
    choices = values(html, "element")
    assert [value.partition(":")[0] for value in choices] == ["A1", "A1", "A2", "A2", "A2", "A3"]
    aide, chair = await house.browser("aide"), await house.browser("chair")
    chosen = {"title": "A deal", "conditions": "Both or none.", "element": choices[:2]}
    assert "each of them once" in await send(aide, "packages", chosen, 409)
    await send(aide, "packages", {**chosen, "element": [choices[0], choices[-1]]})
    (package,) = (await house.negotiated()).packages.values()
    assert [(one.clause, one.proposal) for one in package.elements] == [("A1", only), ("A3", None)]
    assert package.conditions == "Both or none."
    board = await house.page("chair", "/board")
    assert "PK1" in board.partition('<tr data-clause="A3"')[2].partition("</tr>")[0]

    digest = package.digest
    said = acts.StatePackagePosition(
        package=package.id, digest=digest, stand=Stand.OBJECT, note="No."
    )
    await house.does("gus", said)
    html = region(await desk(house), "packages")
    movers = html.partition("Would have to move</strong>")[2].partition("</p>")[0]
    assert re.findall(r'data-author="(\w+)"', movers) == ["GAM"]
    assert "GAM objects to PK1." in html
    assert "No." in html
    assert "acts/adopt_package" not in html
    await house.does(
        "gus", acts.StatePackagePosition(package=package.id, digest=digest, stand=Stand.AGREE)
    )
    assert "acts/adopt_package" not in await desk(house, "aide")
    form = form_to(await desk(house), "acts/adopt_package")
    await send(aide, "acts/adopt_package", {**hidden(form)}, 403)
    await send(chair, "acts/adopt_package", {**hidden(form)})
    n = await house.negotiated()
    assert n.packages[package.id].status is PackageStatus.AGREED
    assert n.clauses["A1"].agreed
    assert n.clauses["A3"].agreed


async def test_a_package_is_refused_with_a_reason_or_dissolved_and_says_why(serve: Serve) -> None:
    stage, only = contested()
    first = stage.packs(("A1", only), ("A3", None))
    house = await serve(stage)
    aide = await house.browser("aide")
    form = form_to(await desk(house, "aide"), "acts/refuse_package")
    await send(aide, "acts/refuse_package", {**hidden(form), "reason": ""}, 409)
    await send(aide, "acts/refuse_package", {**hidden(form), "reason": "No agreement."})
    n = await house.negotiated()
    assert n.packages[first].status is PackageStatus.REFUSED
    choices = values(region(await desk(house, "aide"), "packages"), "element")
    await send(aide, "packages", {"title": "Again", "element": [choices[0], choices[-1]]})
    await house.does("ada", acts.Withdraw(proposal=only))
    html = region(await desk(house, "aide"), "packages")
    assert "No agreement." in html
    assert "A proposal in it was withdrawn." in html


# --- reopening -----------------------------------------------------------------------------------


async def test_a_request_to_reopen_is_granted_once_it_is_supported(serve: Serve) -> None:
    stage = opened()
    stage.agrees()
    stage.asks("ada")
    house = await serve(stage)
    assert "Requests to reopen: 1" in await house.page("chair", "/board")
    html = region(await desk(house, "aide"), "reopenings")
    assert "0 of 1 other parties support" in html
    assert "acts/reopen" not in html
    assert "acts/decline_reopen" not in await desk(house, "host")
    await house.does("bo", acts.SupportReopen(clause="A1"))
    form = form_to(await desk(house, "aide"), "acts/reopen")
    aide = await house.browser("aide")
    await send(aide, "acts/reopen", {**hidden(form)})
    assert (await house.negotiated()).clauses["A1"].reopened


async def test_a_request_to_reopen_is_declined_with_a_reason(serve: Serve) -> None:
    stage = opened()
    stage.agrees()
    stage.asks("ada")
    house = await serve(stage)
    aide = await house.browser("aide")
    form = form_to(await desk(house, "aide"), "acts/decline_reopen")
    await send(aide, "acts/decline_reopen", {**hidden(form), "reason": " "}, 409)
    await send(aide, "acts/decline_reopen", {**hidden(form), "reason": "Not today."})
    assert (await house.negotiated()).reopenings == {}
    assert "Nobody asks to reopen a clause." in await desk(house, "aide")


# --- recording on behalf -------------------------------------------------------------------------


async def records(house: House, what: str, **fields: str) -> None:
    """Record something for BET about A1, as the form shows it."""
    form = form_to(await desk(house, "aide"), "on-behalf")
    named = {name: value[0] for name, value in hidden(form).items()}
    more = {f"{what}.{name}": value for name, value in fields.items()}
    browser = await house.browser("aide")
    await send(browser, "on-behalf", {**named, **more, "party": "BET", "what": what})


async def test_what_a_party_says_is_recorded_for_it_and_waits_for_its_head(serve: Serve) -> None:
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    house = await serve(stage)
    html = region(await desk(house, "aide"), "behalf")
    (second,) = options(html, "second.proposal")
    await records(house, "second", proposal=second)
    await records(house, "position", stand="agree_ad_ref", note="By telephone.")
    await records(house, "statement", statement_kind="reservation", text="Not for us.")
    n = await house.negotiated()
    position = n.position("A1", "BET")
    assert position is not None
    assert (position.stand, position.note) == (Stand.AGREE_AD_REF, "By telephone.")
    assert n.proposals[proposal].seconds == ("BET",)
    (statement,) = n.statements.values()
    assert (statement.kind, statement.text) == (StatementKind.RESERVATION, "Not for us.")
    assert {one.what for one in recorded_for(n, "BET")} == {
        Recordable.POSITION,
        Recordable.STATEMENT,
    }
    html = region(await desk(house, "aide"), "behalf")
    assert "has still to confirm: Position, Statement" in html
    assert options(html, "second.proposal") == [], "it is seconded"
    row = (await house.page("chair", "/board")).partition('<tr data-clause="A1"')[2]
    assert f'data-statement="{statement.id}"' in row.partition("</tr>")[0]


@pytest.mark.parametrize("to_proposal", [True, False])
async def test_an_objection_is_recorded_and_lifted_for_a_party(
    serve: Serve, to_proposal: bool
) -> None:
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    house = await serve(stage)
    clause, other = options(region(await desk(house, "aide"), "behalf"), "objection.proposal")
    assert clause == ""
    words = {"category": "fairness", "reason": "Too long.", "remedy": "Eight days."}
    await records(house, "objection", proposal=other if to_proposal else clause, **words)
    (objection,) = (await house.negotiated()).objections.values()
    assert objection.party == "BET"
    assert objection.proposal == (proposal if to_proposal else None)
    assert objection.category is Category.FAIRNESS
    (named,) = options(region(await desk(house, "aide"), "behalf"), "lift.objection")
    await records(house, "lift", objection=named)
    assert not (await house.negotiated()).objections[objection.id].standing


async def test_silence_is_broken_and_a_package_answered_for_a_party(serve: Serve) -> None:
    stage, only = contested()
    package = stage.packs(("A2", None), ("A3", None))
    silence = stage.offers(proposal=only)
    house = await serve(stage)
    html = region(await desk(house, "aide"), "behalf")
    (named,) = options(html, "package.package")
    await records(house, "package", package=named, stand="object", note="Unfair.")
    words = {"category": "trust", "reason": "No.", "remedy": "Another text."}
    await records(house, "silence", silence=silence, **words)
    n = await house.negotiated()
    assert n.packages[package].stand("BET") is Stand.OBJECT
    assert n.silences[silence].broken_by == "BET"


async def test_nothing_is_recorded_without_a_party_or_for_one_that_is_away(serve: Serve) -> None:
    stage = opened()
    stage.do("gus", acts.WalkOut(statement="We leave."))
    house = await serve(stage)
    form = form_to(await desk(house, "aide"), "on-behalf")
    assert "GAM" not in values(form, "party")
    assert "nothing is recorded for them: GAM" in form
    fields = {name: value[0] for name, value in hidden(form).items()}
    fields |= {"what": "position", "position.stand": "agree"}
    browser = await house.browser("aide")
    for party, status in (("GAM", 409), ("", 404), ("XYZ", 404)):
        await send(browser, "on-behalf", {**fields, "party": party}, status)
    assert "choose what to record" in await send(browser, "on-behalf", {"party": "BET"}, 422)
    ada = await house.browser("ada")
    await send(ada, "on-behalf", {**fields, "party": "BET"}, 403)


# --- temperature ---------------------------------------------------------------------------------


async def test_a_temperature_is_asked_watched_closed_shown_and_deleted(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    house = await serve(stage)
    aide = await house.browser("aide")
    form = form_to(await desk(house, "aide"), "acts/ask_temperature")
    asked = {**hidden(form), "question": "Ten days?", "clause": values(form, "clause")[0]}
    await send(aide, "acts/ask_temperature", {**asked, "question": ""}, 409)
    await send(aide, "acts/ask_temperature", asked)
    (check,) = (await house.negotiated()).checks.values()
    assert check.clause == "A1"
    for person, step in (("ada", 5), ("bo", 5), ("gus", 1)):
        await house.does(person, acts.AnswerTemperature(check=check.id, step=step))
    tally = re.compile(r'<td class="number">(\d+)</td>')
    assert tally.findall(region(await desk(house, "aide"), "temperature")) == list("10002")
    assert tally.findall(region(await desk(house, "host"), "temperature")) == []
    hall = region(await house.page("wall", "/projector"), "temperature")
    assert "Ten days?" in hall
    assert "hall-steps" not in hall
    form = form_to(await desk(house, "aide"), "acts/close_temperature")
    await send(aide, "acts/close_temperature", {**hidden(form)})
    hall = region(await house.page("wall", "/projector"), "temperature")
    assert re.findall(r'<strong class="number">(\d)', hall) == list("10002")
    assert "ALP" not in hall
    await house.does("chair", acts.PutOnScreen(clause="A2"))
    assert "Ten days?" not in await house.page("wall", "/projector")
    form = form_to(await desk(house, "aide"), "acts/delete_temperature")
    await send(aide, "acts/delete_temperature", {**hidden(form)})
    assert (await house.negotiated()).checks == {}
