"""Behind closed doors: the page of a caucus and of own notes, and who finds nothing of either."""

from __future__ import annotations

import contextlib
import logging
import random
import re

import pytest

from models import acts, facts
from models.draft import Watch
from models.edit import edit_of
from models.facts import is_private
from models.refusals import Refusal
from models.sight import sight_of
from server.live.audience import audience_of
from server.web.paint import REGIONS, paint
from server.web.state import summary
from tests.cast import PEOPLE, Stage, opened
from tests.models.test_scenarios import replayed
from tests.web.conftest import Serve
from tests.web.house import House

MARKER = "quetzalcoatlus"
OUTSIDE = ("gus", "dot", "chair", "aide", "host", "lex", "rix", "eve", "wall")
PATHS = ("", "/caucus", "/table", "/board", "/follow", "/projector", "/compilation", "/state",
         "/clauses/A1", "/invitations")  # fmt: skip


def met() -> tuple[Stage, str, str]:
    """ALP and BET confer, each word of it the marker; the caucus and its draft."""
    stage = opened()
    stage.shows("A1")
    caucus = stage.meets("ada", "BET")
    stage.says("bea", caucus, f"{MARKER} said")
    draft = stage.drafts("ada", caucus=caucus)
    stage.types("bo", draft, "seven", f"{MARKER} drafted")
    stage.do("amy", acts.WriteNote(text=f"{MARKER} noted", clause="A1"))
    stage.do("abe", acts.SetTripwire(clause="A1", phrase=f"{MARKER} wired"))
    return stage, caucus, draft


async def everything(house: House, person: str, caucus: str, draft: str) -> str:
    """Everything a person can get by address, headers included, but for the ids asked for."""
    browser = await house.browser(person)
    found = []
    for path in (*PATHS, f"/caucus/{caucus}", f"/drafts/{draft}", f"/drafts/{draft}/preview"):
        answer = await browser.get(f"/n/test{path}", follow_redirects=True)
        found.append(f"{answer.headers}\n{answer.text}")
    for kind, asked in (
        ("write_in_caucus", {"caucus": caucus, "text": "?"}),
        ("leave_caucus", {"caucus": caucus}),
        ("close_caucus", {"caucus": caucus}),
        ("start_draft", {"clause": "A1", "caucus": caucus}),
        ("rewrite", {"draft": draft, "revision": 0, "field": "en/text", "text": "?"}),
    ):
        answer = await browser.post(f"/n/test/acts/{kind}", json=asked)
        assert answer.status_code in (403, 404), (person, kind)
        found.append(answer.text)
    return "\n".join(found)


@pytest.mark.parametrize("person", OUTSIDE)
async def test_nothing_of_it_reaches_anybody_outside(
    serve: Serve, person: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Page, source, state, whole text, refusals and log: not a word, nor that it is."""
    stage, caucus, draft = met()
    house = await serve(stage)
    with caplog.at_level(logging.DEBUG):
        seen = await everything(house, person, caucus, draft)
    assert MARKER not in seen
    assert "Over coffee" not in seen
    assert MARKER not in caplog.text
    assert "Over coffee" not in caplog.text


CLOSED = (facts.CaucusFact, facts.OwnFact, facts.DraftFact)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_behind_closed_doors_outsiders_see_what_they_saw(seed: int) -> None:
    """Page and state of everybody outside stay byte for byte the same, whoever does what."""
    chance, stage = random.Random(seed), opened()
    stage.shows("A1")
    before = outsiders(stage)
    start = len(stage.log)
    for _ in range(150):
        with contextlib.suppress(Refusal):
            stage.do(*confers(stage, chance))
    done = [fact for fact, _, _ in stage.log[start:]]
    assert len(done) > 20
    assert all(isinstance(fact, CLOSED) and is_private(fact.audience) for fact in done)
    assert outsiders(stage) == before
    assert replayed(stage) == stage.negotiation


def confers(stage: Stage, chance: random.Random) -> tuple[str, acts.Act]:
    """Somebody of ALP or BET does something with each other, or for their own side."""
    n = stage.negotiation
    caucus = chance.choice([*n.caucuses, "none"])
    draft = chance.choice([*n.drafts, "none"])
    revision = n.drafts[draft].revision if draft in n.drafts else 0
    both = chance.choice([("ALP", "BET"), ("BET",), ("ALP",), ()])
    act = chance.choice(
        list[acts.Act](
            [
                acts.OpenCaucus(title=MARKER, members=both),
                acts.WriteInCaucus(caucus=caucus, text=f"{MARKER} {chance.random()}"),
                acts.ChangeMembers(caucus=caucus, members=both),
                acts.LeaveCaucus(caucus=caucus),
                acts.CloseCaucus(caucus=caucus),
                acts.StartDraft(clause="A1", caucus=caucus),
                acts.Edit(draft=draft, revision=revision, field="en/text", edit=edit_of(MARKER)),
                acts.DiscardDraft(draft=draft),
                acts.WriteNote(text=MARKER, clause="A2"),
                acts.DeleteNote(note=chance.choice([*n.notes, "none"])),
                acts.SetTripwire(clause="A1", phrase=f"{MARKER}{chance.randrange(3)}"),
                acts.RemoveTripwire(tripwire=chance.choice([*n.tripwires, "none"])),
            ]
        )
    )
    return chance.choice(["ada", "abe", "amy", "bo", "bea"]), act


def outsiders(stage: Stage) -> list[object]:
    """The state and every page of everybody who is neither of ALP nor of BET."""
    n, seen = stage.negotiation, list[object]()
    for person in OUTSIDE:
        actor = stage.actor(person)
        seen.append(summary(n, sight_of(n, actor)))
        for screen in REGIONS:
            audience = audience_of(n, actor, screen, "A1", "en")
            for caucus in n.caucuses:
                assert audience_of(n, actor, screen, "A1", "en", caucus) == audience
            seen.append(paint(n, audience, {}))
    return seen


async def test_a_caucus_that_is_not_ones_own_is_like_one_that_is_not(serve: Serve) -> None:
    stage, caucus, _ = met()
    group = stage.meets("chair", "ALP")
    house = await serve(stage)
    for person in ("gus", "chair", "host", "lex", "eve", "wall"):
        browser = await house.browser(person)
        answers = []
        for wanted in (caucus, group, "none"):
            if wanted == group and person == "chair":
                continue
            answer = await browser.get(f"/n/test/caucus/{wanted}")
            assert answer.status_code == 404, (person, wanted)
            answers.append(re.sub(r'nonce="[^"]*"|content="[^"]*"', "", answer.text))
        assert len(set(answers)) == 1, person
    assert (await (await house.browser("chair")).get(f"/n/test/caucus/{group}")).status_code == 200


@pytest.mark.parametrize("person", ["ada", "abe", "amy", "bo", "bea"])
async def test_members_read_it_and_each_side_its_own_notes(serve: Serve, person: str) -> None:
    stage, caucus, draft = met()
    house = await serve(stage)
    html = await house.page(person, f"/caucus/{caucus}")
    state = await house.page(person, "/state")
    assert f"{MARKER} said" in html
    assert f'data-draft="{draft}" data-field="en/text"' in html
    assert "acts/write_in_caucus" in html
    assert 'data-screen="caucus"' in html
    assert f'data-caucus="{caucus}"' in html
    assert "Seen only by" in html
    assert f"{MARKER} said" in state
    ours = stage.actor(person).party == "ALP"
    for own in (f"{MARKER} noted", f"{MARKER} wired"):
        assert (own in html) is ours
        assert (own in state) is ours
    assert ("acts/change_members" in html) is (person == "ada")
    assert ("acts/leave_caucus" in html) is (person in ("ada", "bo"))
    assert ('acts/table"' in html) is (person in ("ada", "abe"))
    assert (f"draft-{draft}" in await house.page(person, "/table")) is True


async def test_everybody_who_may_write_has_notes_and_a_link_to_them(serve: Serve) -> None:
    house = await serve(opened())
    for person in PEOPLE:
        if person.id in ("new", "wall"):
            continue
        html = await house.page(person.id)
        writes = person.id in {"ada", "abe", "amy", "bo", "bea", "gus", "dot", "chair", "aide"}
        assert ('href="/n/test/caucus"' in html) is writes, person.id
    chair = await house.page("chair", "/caucus")
    assert "acts/open_small_group" in chair
    assert "acts/open_caucus" not in chair
    assert "Seen only by</span> Facilitators" in chair or "Seen only by Facilitators" in chair
    abe = await house.page("abe", "/caucus")
    assert "acts/open_caucus" not in abe
    assert "acts/write_note" in abe
    assert "acts/set_tripwire" in abe


async def test_forms_open_write_and_end_a_caucus_without_a_script(serve: Serve) -> None:
    stage = opened()
    house = await serve(stage)
    ada = await house.browser("ada")
    answer = await ada.post(
        "/n/test/acts/open_caucus",
        data={"title": "Tea", "members": ["BET", "GAM"], "told": "true", "_back": "/n/test/caucus"},
    )
    assert answer.status_code == 303
    room = answer.headers["location"]
    (caucus,) = (await house.negotiated()).caucuses.values()
    assert room == f"/n/test/caucus/{caucus.id}"
    assert (caucus.members, caucus.told) == (frozenset({"ALP", "BET", "GAM"}), True)
    gus = await house.browser("gus")
    said = {"caucus": caucus.id, "text": "<b>Sugar?</b>", "_back": room}
    answer = await gus.post("/n/test/acts/write_in_caucus", data=said)
    assert (answer.status_code, answer.headers["location"]) == (303, room)
    html = (await ada.get(room)).text
    assert "&lt;b&gt;Sugar?&lt;/b&gt;" in html
    assert "The table knows who meets" in html
    dot = await house.page("dot", "/caucus")
    assert "Tea" in dot
    assert "Sugar" not in dot
    started = {"caucus": caucus.id, "clause": "A2", "_back": room}
    answer = await gus.post("/n/test/acts/start_draft", data=started)
    assert answer.headers["location"].startswith("/n/test/drafts/")
    wired = {"clause": "A1", "phrase": "seven", "appears": "false", "_back": room}
    await ada.post("/n/test/acts/set_tripwire", data=wired)
    assert "In the text now" in (await ada.get(room)).text
    await ada.post("/n/test/acts/close_caucus", data={"caucus": caucus.id, "_back": room})
    html = (await gus.get(room)).text
    assert "Closed" in html
    assert "acts/write_in_caucus" not in html
    await gus.post("/n/test/acts/leave_caucus", data={"caucus": caucus.id, "_back": room})
    assert "caucus is closed" in (await gus.get(room)).text


async def test_whoever_is_brought_into_a_caucus_finds_it_at_the_table(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    caucus = stage.meets("ada", "BET")
    group = stage.meets("chair", "BET", "GAM")
    house = await serve(stage)
    ways = {one: f'href="/n/test/caucus/{one}"' for one in (caucus, group)}
    joined = {"ada": {caucus}, "bo": {caucus, group}, "gus": {group}, "dot": set()}
    for person, into in joined.items():
        table = await house.page(person, "/table")
        assert {one for one, way in ways.items() if way in table} == into, person
    await house.does("ada", acts.CloseCaucus(caucus=caucus))
    assert ways[caucus] not in await house.page("bo", "/table")


async def test_a_small_group_of_nobody_is_refused_in_a_sentence(serve: Serve) -> None:
    house = await serve(opened())
    chair = await house.browser("chair")
    asked = {"title": "Tea", "_back": "/n/test/caucus"}
    await chair.post("/n/test/acts/open_small_group", data=asked)
    assert "Choose the parties that are to draft." in (await chair.get("/n/test/caucus")).text


async def test_who_comes_to_write_when_the_caucus_is_over_learns_nothing_of_it(
    serve: Serve,
) -> None:
    stage, caucus, draft = met()
    stage.do("ada", acts.CloseCaucus(caucus=caucus))
    stage.do("ada", acts.ShareDraft(draft=draft, watch=Watch.NONE, writers=("BET", "GAM")))
    house = await serve(stage)
    for path in ("/table", "/caucus", "/state", f"/drafts/{draft}"):
        html = await house.page("gus", path)
        assert "Over coffee" not in html, path
        assert caucus not in html, path
    assert f"draft-{draft}" in await house.page("gus", "/table")
    assert "Over coffee" in await house.page("bo", "/table")


async def test_a_small_group_drafts_and_its_chair_tables(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    amendment = stage.tables("gus", "A1", "seven", "ten")
    group = stage.meets("chair", "ALP", clauses=("A1",))
    draft = stage.drafts("ada", caucus=group)
    house = await serve(stage)
    ada = await house.page("ada", f"/caucus/{group}")
    assert "The facilitators table it." in ada
    assert 'acts/table"' not in ada
    chair = await house.page("chair", f"/caucus/{group}")
    assert 'acts/table"' in chair
    assert f'value="{amendment}" checked' in chair
    assert 'name="co_sponsors"' not in chair
    assert f"draft-{draft}" in await house.page("aide", "/board")
    assert "acts/leave_caucus" not in chair
    assert "Over coffee" in await house.page("gus", "/caucus")
    assert "Over coffee" not in await house.page("eve", "/state")
