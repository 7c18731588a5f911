"""Every page for every role: who may open which, and what is on it."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Route, WebSocketRoute

from models import acts
from models.draft import Watch
from models.party import Role
from models.policy import SCREENS
from models.position import Stand
from models.rulebook import Rules
from tests.cast import PEOPLE, Stage, opened, published
from tests.cast.languages import in_arabic
from tests.web.conftest import Serve
from tests.web.forms import region

OWN = {"ada": "table", "abe": "table", "amy": "table", "lex": "table", "rix": "table",
       "chair": "board", "aide": "board", "host": "board", "eve": "follow",
       "wall": "projector"}  # fmt: skip


def contested(rules: Rules | None = None) -> Stage:
    """Two alternatives on A1, one of them objected to; a private draft; somebody's position."""
    stage = opened(rules or Rules())
    stage.shows("A1")
    first = stage.tables("ada", "A1", "seven days", "ten days", reason="Seven is too short.")
    second = stage.tables("bo", "A1", "within seven", "within thirty", reason="So is ten.")
    stage.seconds("gus", first)
    stage.seconds("dot", second)
    stage.objects("gus", "A1", second)
    stage.states("dot", Stand.AGREE)
    return stage


@pytest.mark.parametrize(("person", "screen"), OWN.items())
async def test_everybody_comes_to_the_screen_of_their_role(
    serve: Serve, person: str, screen: str
) -> None:
    house = await serve(contested())
    browser = await house.browser(person)
    answer = await browser.get("/n/test", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.url.path == f"/n/test/{screen}"
    assert f'data-screen="{screen}"' in answer.text
    assert 'data-negotiation="test"' in answer.text
    assert re.search(r'data-since="\d+"', answer.text)
    assert 'class="skip" href="#main"' in answer.text


@pytest.mark.parametrize(
    "person", [person for person in PEOPLE if person.id != "new"], ids=lambda person: person.id
)
async def test_nobody_opens_a_screen_that_is_not_theirs(serve: Serve, person: object) -> None:
    house = await serve(contested())
    role: Role = person.role  # type: ignore[attr-defined]
    browser = await house.browser(person.id)  # type: ignore[attr-defined]
    for screen in SCREENS:
        path = {"documents": "documents/markdown", "briefing": "briefing/ALP"}.get(screen, screen)
        answer = await browser.get(f"/n/test/{path}")
        # There is no pack to brief from before the text is locked.
        found = 404 if screen == "briefing" else 200
        assert answer.status_code == (found if role in SCREENS[screen] else 403), screen


async def test_no_page_of_a_negotiation_is_anybodys(serve: Serve) -> None:
    house = await serve(contested())
    browser = house.stranger()
    found = 0
    for route in house.app.routes:
        assert isinstance(route, Route | WebSocketRoute)
        if isinstance(route, WebSocketRoute) or not route.path.startswith("/n/"):
            continue
        found += 1
        path = re.sub(r"\{\w+\}", "x", route.path.replace("{negotiation}", "test"))
        method = "POST" if "POST" in (route.methods or ()) else "GET"
        answer = await browser.request(method, path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith("/n/")
    assert found > 15


async def test_the_table_shows_the_clause_the_proposals_and_what_may_be_done(serve: Serve) -> None:
    html = await (await serve(contested())).page("ada")
    assert "Each party shall list its accounts" in html
    assert "Seven is too short." in html
    assert '<ins data-author="BET" data-by="BET">' in html
    for kind in ("withdraw", "start_draft", "state_position", "object", "co_sponsor"):
        assert f'action="/n/test/acts/{kind}"' in html, kind
    for kind in ("accept", "put_to_room", "park", "undo", "open_session", "give_advice"):
        assert f"acts/{kind}" not in html, kind


async def test_a_delegate_is_offered_nothing_that_binds(serve: Serve) -> None:
    html = await (await serve(contested())).page("bea")
    for kind in ("second", "object", "state_position", "lift_objection"):
        assert f'acts/{kind}"' not in html, kind
    assert "acts/start_draft" in html
    assert "The head of delegation states the position." in html


async def test_every_agreement_names_the_text_that_was_shown(serve: Serve) -> None:
    stage = contested()
    html = await (await serve(stage)).page("ada")
    digest = stage.negotiation.clauses["A1"].version.digest
    for form in re.findall(r"<form data-act.*?</form>", html, re.DOTALL):
        if "acts/state_position" in form:
            assert f'name="digest" value="{digest}"' in form
            assert 'name="version" value="1"' in form
        if "acts/second" in form or "acts/co_sponsor" in form:
            assert re.search(r'name="wording" value="[0-9a-f]{64}"', form)
        if "acts/object" in form:
            assert re.search(r'name="digest" value="[0-9a-f]{64}"', form)


async def test_the_board_names_who_blocks_what(serve: Serve) -> None:
    stage = contested()
    html = await (await serve(stage)).page("chair")
    assert 'data-agreed="0 of 3"' in html
    (objection,) = stage.negotiation.objections
    assert f'data-objection="{objection}" data-party="GAM" data-clause="A1"' in html
    assert re.search(r'<tr data-clause="A1" data-status="bracketed"', html)
    assert html.count('data-live="true"') == 2
    assert "is open" in html, "why the second proposal cannot be accepted"
    assert "still live" in html, "why the clause cannot be put to the room"


async def test_the_board_accepts_just_what_it_shows(serve: Serve) -> None:
    stage = contested()
    html = await (await serve(stage)).page("chair")
    accept = re.findall(r'<form data-act[^>]*acts/accept".*?</form>', html, re.DOTALL)
    first = next(iter(stage.negotiation.proposals.values()))
    assert len(accept) == 1, "the other one is objected to"
    assert f'name="proposal" value="{first.id}"' in accept[0]
    assert f'name="wording" value="{first.digest}"' in accept[0]


async def test_what_a_party_agreed_to_before_is_shown_with_what_changed(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    stage.states("ada", Stand.AGREE)
    proposal = stage.tables("bo", "A1", "seven days", "ten days")
    stage.seconds("gus", proposal)
    stage.accepts("chair", proposal)
    html = await (await serve(stage)).page("ada")
    assert "You said on version" in html
    assert "<del>seven</del><ins>ten</ins>" in html
    assert 'name="version" value="2"' in html


async def test_a_question_gives_heads_one_large_object_and_others_none(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    stage.puts()
    house = await serve(stage)
    assert 'id="question-object"' in await house.page("ada")
    assert 'id="question-object"' not in await house.page("abe")
    assert 'id="question-object"' not in await house.page("eve")
    board = await house.page("chair")
    assert "acts/confirm" in board
    assert re.search(r'data-deadline="[^"]+" data-asked="', board)
    assert "pens rest" in await house.page("ada")


async def test_who_reads_a_translation_that_is_out_of_date_is_told(serve: Serve) -> None:
    """T-9: at the clause, with the other text open, and where it is offered under silence."""
    arabic = {"A1": "نص قديم.", "A2": "نص."}
    stage = opened(Rules(seconding=False), arabic=arabic).everybody_reads("ar")
    stage.shows("A1")
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.offers()
    house = await serve(stage)
    told = in_arabic("This translation is out of date: the text in {language} has changed since.")
    told = told.format(language=in_arabic("English"))
    for person, path in (("ada", "/table"), ("chair", "/board"), ("eve", "/follow")):
        clause = region(await house.page(person, path), "clause")
        assert told in clause, person
        assert re.search(r'<details id="clause-languages"[^>]* open>', clause), person
    other = await house.page("ada", "/table?clause=A2")
    assert told not in region(other, "clause")
    assert told in region(other, "silences")


async def test_a_party_notes_at_the_clause_that_its_languages_differ(serve: Serve) -> None:
    """T-10: those at the table read the note there until it is answered."""
    stage = opened(arabic={"A1": "نص."})
    stage.shows("A1")
    house = await serve(stage)
    assert "note_discrepancy" in region(await house.page("amy", "/table"), "clause")
    assert "note_discrepancy" not in await house.page("eve", "/follow")
    note = {"clause": "A1", "language": "ar", "text": "It says hours.", "_back": "/n/test/table"}
    await (await house.browser("amy")).post("/n/test/acts/note_discrepancy", data=note)
    for person, path in (("bo", "/table"), ("chair", "/board"), ("lex", "/table")):
        assert "It says hours." in region(await house.page(person, path), "clause"), person
    assert "It says hours." not in await house.page("eve", "/follow")
    (noted,) = (await house.negotiated()).discrepancies
    await house.does("lex", acts.ClearDiscrepancy(discrepancy=noted, answer="Mended."))
    assert "It says hours." not in region(await house.page("bo", "/table"), "clause")


async def test_an_undone_decision_is_announced_to_everybody(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    stage.accepts("chair", proposal)
    label = stage.last.label
    stage.undoes()
    house = await serve(stage)
    for person in ("ada", "bo", "chair", "eve", "lex"):
        html = await house.page(person)
        notices = html.partition('id="notices"')[2].partition("</section>")[0]
        assert label in notices, person


async def test_history_shows_the_words_between_any_two_versions(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    for find, put in (("seven", "ten"), ("ten", "twelve")):
        proposal = stage.tables("ada", "A1", find, put)
        stage.seconds("bo", proposal)
        stage.accepts("chair", proposal)
    house = await serve(stage)
    html = await house.page("bo", "/clauses/A1?from=1&to=3")
    struck = '<del data-author="ALP" data-by="ALP" data-more>seven</del>'
    assert f'{struck}<ins data-author="ALP" data-by="ALP">twelve</ins>' in html
    assert "<del>seven</del><ins>twelve</ins>" in await house.page("eve", "/clauses/A1?from=1&to=3")
    eve = await house.browser("eve")
    for wrong in ("/clauses/A9", "/clauses/A1?to=9"):
        assert (await eve.get(f"/n/test{wrong}")).status_code == 404
    for odd in ("?to=x", "?to=-1", "?to=99999999999999999999", "?from=&to="):
        assert (await eve.get(f"/n/test/clauses/A1{odd}")).status_code == 200


async def test_before_publication_nobody_sees_the_text(serve: Serve) -> None:
    stage = published()
    house = await serve(stage)
    assert "Nobody shall share falsehoods" in await house.page("eve")


async def test_a_live_layer_has_its_place_on_every_page_that_may_show_it(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada", watch=Watch.PARTIES)
    stage.types("ada", draft, "seven", "eleventy")
    stage.do("chair", acts.PutOnScreen(clause="A1", draft=draft))
    house = await serve(stage)
    for person in ("ada", "bo", "chair", "eve", "wall"):
        assert 'data-watch-clause="A1"' in await house.page(person), person
    mine = await house.page("ada")
    assert f'data-pen data-draft="{draft}" data-field="en/text"' in mine
    assert 'lang="en" dir="ltr"' in mine
    assert "data-pen" not in await house.page("bo")


async def test_what_cannot_be_read_aloud_is_said_in_words(serve: Serve) -> None:
    stage = contested()
    stage.drafts("chair")
    house = await serve(stage)
    board = await house.page("chair")
    for view in ("clean", "redline", "alternatives"):
        assert re.search(rf'id="view-{view}" aria-label="\w+"', board)
    for proposal in stage.negotiation.live_proposals("A1"):
        named = f'value="{proposal.id}" checked> <span class="number">{proposal.label}<'
        assert named in board
    assert '<span class="said">Live proposals</span>' in board
    missing = await (await house.browser("ada")).get("/n/test/drafts/none")
    assert "<h1" in missing.text
    for html in (board, await house.page("ada")):
        for tag in re.findall(r"<div[^>]*aria-label[^>]*>", html):
            assert "role=" in tag, tag
