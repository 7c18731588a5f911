"""Before, at the end of, and after a session: the checklist, the reading, the summary."""

from __future__ import annotations

import pytest

from models import acts
from models.party import Presence
from models.position import Stand
from models.rulebook import Mode, Rules
from models.sight import sight_of
from server.live.audience import Audience
from server.web.looks.desk.opening import checklist
from server.web.looks.desk.summary import summary
from server.web.looks.reader import Reader
from tests.cast import PEOPLE, Stage, opened, published
from tests.web.conftest import Serve
from tests.web.forms import form_to, hidden, region


def reader(stage: Stage, person: str, online: dict[str, frozenset[str]] | None = None) -> Reader:
    """A person's reading of the stage."""
    n, actor = stage.negotiation, stage.actor(person)
    audience = Audience("sessions", sight_of(n, actor), actor.role, None, "en")
    return Reader(n, audience, online or {})


def ended() -> Stage:
    """A1 agreed and then reviewed by a late party, A2 parked and objected to, A3 under silence."""
    stage = opened(Rules(seconding=False))
    stage.states("ada", Stand.AGREE_AD_REF)
    stage.agrees("A1")
    stage.do("chair", acts.AdmitParty(party="NEW"))
    stage.shows("A2")
    stage.tables("ada", "A2", "Nobody", "No one")
    stage.objects("gus", "A2")
    stage.do("chair", acts.Park(clause="A2", reason="Needs time.", owner="BET", returns="Friday"))
    stage.offers(clause="A3")
    stage.do("chair", acts.CloseSession())
    return stage


def said(stage: Stage, person: str) -> list[str]:
    """Who owes what, as a person reads it."""
    its = summary(reader(stage, person), stage.negotiation.sessions["S1"])
    return [f"{one.party} {one.what.spoken(str)}" for one in its.owed]


def test_the_summary_says_where_every_clause_stands() -> None:
    stage = ended()
    its = summary(reader(stage, "bo"), stage.negotiation.sessions["S1"])
    groups = {one.status.value: [line.clause for line in one.lines] for one in its.groups}
    assert groups == {"agreed_ad_ref": ["A1"], "under_silence": ["A3"], "parked": ["A2"]}
    (parked,) = [one.lines[0] for one in its.groups if one.status.value == "parked"]
    assert (parked.why, parked.owner, parked.returns) == ("Needs time.", "BET", "Friday")
    (silence,) = its.silences
    assert silence.ends == next(iter(stage.negotiation.silences.values())).ends
    assert its.present == ("ALP", "BET", "GAM", "DEL", "NEW")


def test_who_owes_what_is_told_to_those_who_may_know_it() -> None:
    stage = ended()
    (objection,) = stage.negotiation.objections.values()
    stage.do(
        "aide",
        acts.StatePosition(
            clause="A2",
            version=1,
            digest=stage.negotiation.clauses["A2"].version.digest,
            stand=Stand.AGREE,
            on_behalf="DEL",
        ),
    )
    shared = [
        f"GAM objects to 2 Title 2 ({objection.label}): what would resolve it?",
        "NEW reviews 1",
        "ALP confirms what it agreed ad referendum: 1",
    ]
    assert sorted(said(stage, "bo")) == sorted(shared)
    assert said(stage, "chair") == [*said(stage, "bo"), "DEL confirms what was recorded for it: 1"]
    assert "DEL confirms what was recorded for it: 1" in said(stage, "dot")
    assert said(stage, "eve") == []


@pytest.mark.parametrize("person", [p.id for p in PEOPLE if p.id not in ("new", "wall")])
async def test_everybody_reads_the_same_page_by_what_they_may_see(
    serve: Serve, person: str
) -> None:
    house = await serve(ended())
    page = await house.page(person, "/sessions/S1")
    assert "First reading" in page
    assert "Needs time." in page
    assert "SP1" in page
    assert ("Who owes what" in page) == (person != "eve")
    if person == "eve":
        assert "GAM" not in page
    assert 'href="/n/test/sessions/S1"' in await house.page(person, "/sessions")


def test_who_was_silent_when_a_clause_was_agreed_is_read_by_who_may_know_positions() -> None:
    """Q-5: in the summary, as on the board; observers do not read it."""
    stage = opened(Rules(seconding=False))
    stage.presence("DEL", Presence.ABSENT)
    stage.states("ada", Stand.AGREE)
    stage.agrees("A1")
    session = stage.negotiation.sessions["S1"]
    for person, told in (
        ("bo", ["Present: ALP, BET, GAM.", "Absent: DEL.", "Said nothing: BET, GAM."]),
        ("eve", []),
    ):
        its = summary(reader(stage, person), session)
        assert [str(one) for one in its.decisions[-1].room] == told, person


def test_a_session_lists_what_was_decided_on_the_days_it_sat_whatever_was_planned() -> None:
    stage = opened(Rules(seconding=False))
    stage.do("chair", acts.CloseSession())
    stage.later(minutes=48 * 60)
    stage.do("chair", acts.OpenSession(session="S1", present=("ALP", "BET", "GAM", "DEL")))
    stage.agrees("A1")
    for session, labels in (("S1", ["D-01", "D-02"]), ("S2", [])):
        its = summary(reader(stage, "bo"), stage.negotiation.sessions[session])
        assert [one.label for one in its.decisions] == labels, session


async def test_a_closed_meeting_has_no_summary_for_observers_and_an_unknown_session_none(
    serve: Serve,
) -> None:
    house = await serve(ended())
    await house.does("chair", acts.SetVisibility(mode=Mode.CLOSED))
    page = await house.page("eve", "/sessions/S1")
    assert "This meeting is closed" in page
    assert "Needs time." not in page
    assert "Needs time." in await house.page("bo", "/sessions/S1")
    bo = await house.browser("bo")
    assert (await bo.get("/n/test/sessions/S9")).status_code == 404


@pytest.mark.parametrize("reading", [True, False])
async def test_a_session_is_closed_with_a_reading_or_without(serve: Serve, reading: bool) -> None:
    stage = opened(Rules(reading_lapses=True))
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    house = await serve(stage)
    board = region(await house.page("aide", "/board"), "session")
    assert "what is still live lapses" in board
    assert 'href="/n/test/sessions/S1"' in board
    fields: dict[str, object] = {**hidden(form_to(board, "acts/close_session"))}
    aide = await house.browser("aide")
    answer = await aide.post(
        "/n/test/acts/close_session", data={**fields, **({"reading": "true"} if reading else {})}
    )
    assert answer.status_code == 303
    n = await house.negotiated()
    assert n.session is None
    assert n.proposals[proposal].live == (not reading)


def test_the_checklist_tells_what_is_missing_before_a_session() -> None:
    stage = published()
    items = checklist(reader(stage, "chair", {"ALP": frozenset({"Ada"})}))
    told = {one.sentence.spoken(str): one.done for one in items}
    assert told == {
        "The base text is published: 3 clauses.": True,
        "The rules are not adopted yet: they are the first decision.": False,
        "Connected: 1 of 4 parties; the quorum is 3.": False,
        "Not connected yet: BET, GAM, DEL.": False,
        "Meeting: Open.": True,
    }
    stage = opened()
    everybody = {party.id: frozenset({"x"}) for party in stage.negotiation.admitted}
    items = checklist(reader(stage, "chair", everybody))
    assert all(one.done for one in items)
    stage.do("chair", acts.ProposeRules(rules=Rules(seconding=False), reason="Too slow."))
    told = {one.sentence.spoken(str): one.done for one in checklist(reader(stage, "chair"))}
    assert not told["Changed rules are before the parties."]


async def test_the_board_shows_the_checklist_until_a_session_is_open(serve: Serve) -> None:
    stage = published()
    house = await serve(stage)
    board = await house.page("chair", "/board")
    assert "Before you open it" in board
    assert 'data-clock="+00:00"' in region(board, "session")
    await house.does("chair", acts.OpenSession(session="S1", present=("ALP", "BET", "GAM")))
    assert "Before you open it" not in await house.page("chair", "/board")
    n = await house.negotiated()
    assert n.parties["DEL"].presence is Presence.ABSENT
