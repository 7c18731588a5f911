"""What a page must not hold: drafts of others, names where there is no attribution, live markup."""

from __future__ import annotations

import re

import httpx
import pytest

from models import acts
from models.rulebook import DEFAULT_VISIBILITY, Group, Kind, Mode, Rules
from tests.cast import PARTIES, Stage, opened
from tests.web.conftest import Serve
from tests.web.forms import region
from tests.web.house import House
from tests.web.test_pages import contested

MARKER = "quetzalcoatlus"
PATHS = ("", "/compilation", "/state", "/clauses/A1", "/invitations", "/follow", "/projector")


async def everything(house: House, person: str, stage: Stage) -> str:
    """Everything a person can get, headers included, whatever it is answered with."""
    browser = await house.browser(person)
    found = []
    drafts = [
        f"/drafts/{draft}{end}" for draft in stage.negotiation.drafts for end in ("", "/preview")
    ]
    for path in (*PATHS, *drafts):
        answer: httpx.Response = await browser.get(f"/n/test{path}", follow_redirects=True)
        found.append(f"{answer.headers}\n{answer.text}")
    for draft in stage.negotiation.drafts:
        for kind in ("discard_draft", "rewrite", "share_draft"):
            answer = await browser.post(
                f"/n/test/acts/{kind}",
                json={"draft": draft, "watch": "all"}
                if kind == "share_draft"
                else {"draft": draft},
            )
            found.append(answer.text)
    return "\n".join(found)


async def test_words_of_a_private_draft_reach_its_writers_and_nobody_else(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada", writers=("BET",))
    stage.types("ada", draft, "seven", MARKER)
    house = await serve(stage)
    for person in ("gus", "dot", "chair", "aide", "host", "lex", "rix", "eve", "wall"):
        seen = await everything(house, person, stage)
        assert MARKER not in seen, person
        assert '<h3 id="drafts-title">' not in seen
    for person in ("ada", "abe", "amy", "bo"):
        assert MARKER in await house.page(person, f"/drafts/{draft}"), person
        assert MARKER in await house.page(person, f"/drafts/{draft}/preview"), person


async def test_a_draft_of_others_is_not_there_at_all(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada")
    house = await serve(stage)
    gus = await house.browser("gus")
    for one in (draft, "none"):
        assert (await gus.get(f"/n/test/drafts/{one}")).status_code == 404
    told = [
        (await gus.post("/n/test/acts/discard_draft", json={"draft": one})).json()
        for one in (draft, "none")
    ]
    assert told[0] | {"obstacles": []} == told[1] | {"obstacles": []}


def leaking(stage: Stage) -> list[str]:
    """What tells who proposed what: ids, labels, parties, people, reasons."""
    n = stage.negotiation
    return [
        *n.proposals,
        *n.objections,
        *(proposal.label for proposal in n.proposals.values()),
        *(proposal.reason for proposal in n.proposals.values() if proposal.reason),
        *(party for party in PARTIES),
        *(name.title() for name in PARTIES),
        "data-author",
        "--party",
        "We cannot do this.",
    ]


@pytest.mark.parametrize(
    ("person", "paths"),
    [("eve", ("", "/compilation", "/state", "/clauses/A1")), ("wall", ("",))],
)
async def test_without_attribution_there_is_alt_1_alt_2_and_nothing_else(
    serve: Serve, person: str, paths: tuple[str, ...]
) -> None:
    stage = contested()
    house = await serve(stage)
    seen = ""
    for path in paths:
        html = await house.page(person, path)
        if path == "/state":
            # The parties themselves are public; who said what is not.
            html = re.sub(r'"parties":\{.*?\}\},?', "", html)
        seen += html
    assert "Alt" in seen
    assert "<ins>" in seen
    for word in leaking(stage):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", seen), word


async def test_the_facilitators_projector_shows_what_the_projector_may(serve: Serve) -> None:
    stage = contested()
    house = await serve(stage)
    html = await house.page("chair", "/projector")
    stage_html = html.partition('id="stage"')[2]
    assert "Alt" in stage_html
    assert "data-author" not in stage_html
    assert "--party" not in html


async def test_a_closed_meeting_shows_observers_nothing(serve: Serve) -> None:
    visibility = {
        kind: groups - {Group.OBSERVERS, Group.PROJECTOR}
        for kind, groups in DEFAULT_VISIBILITY.items()
    }
    stage = opened(Rules(visibility=visibility))
    stage.shows("A1")
    house = await serve(stage)
    for person in ("eve", "wall"):
        html = await house.page(person)
        assert "accounts" not in html
        assert "Title 1" not in html
    assert "This meeting is closed" in await house.page("eve")
    assert "accounts" not in await house.page("eve", "/compilation")
    assert "accounts" not in await house.page("eve", "/state")
    eve = await house.browser("eve")
    for clause in ("A1", "none"):
        answer = await eve.get(f"/n/test/clauses/{clause}")
        assert answer.status_code == 404
        assert "This meeting is closed" in region(answer.text, "main")
        assert 'id="mode"' in answer.text, "it comes back once it is opened"
        assert "accounts" not in answer.text


async def test_a_closed_meeting_shows_observers_no_question_either(serve: Serve) -> None:
    visibility = {
        kind: groups - {Group.OBSERVERS, Group.PROJECTOR}
        for kind, groups in DEFAULT_VISIBILITY.items()
    }
    stage = opened(Rules(visibility=visibility))
    stage.shows("A1")
    stage.puts()
    house = await serve(stage)
    assert "Title 1" in await house.page("ada")
    for person in ("eve", "wall"):
        html = await house.page(person)
        assert "Title 1" not in html, person
        assert stage.negotiation.clauses["A1"].version.digest not in html, person


async def test_the_convenor_sees_at_the_board_what_the_rules_let_the_convenor_see(
    serve: Serve,
) -> None:
    visibility = {
        kind: groups if kind is Kind.TEXT else groups - {Group.CONVENOR}
        for kind, groups in DEFAULT_VISIBILITY.items()
    }
    stage = contested(Rules(visibility=visibility))
    house = await serve(stage)
    chair, host = await house.page("chair"), await house.page("host")
    for mark in ('data-stand="agree"', 'data-proposal="', "data-objection="):
        assert mark in chair, mark
        assert mark not in host, mark


async def test_reasons_and_positions_stay_with_those_who_may_know_them(serve: Serve) -> None:
    visibility = {
        **DEFAULT_VISIBILITY,
        Kind.REASONS: DEFAULT_VISIBILITY[Kind.REASONS] - {Group.EXPERTS},
    }
    stage = opened(Rules(visibility=visibility))
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "seven", "ten", reason="A reason to hide")
    stage.objects("bo", "A1", proposal)
    stage.states("dot")
    house = await serve(stage)
    html = await house.page("lex") + await house.page("lex", "/state")
    assert "ALP" in html
    assert "A reason to hide" not in html
    assert "We cannot do this." not in html
    assert "stands-of-all" not in html
    assert '"dot"' not in html
    assert "A reason to hide" in await house.page("gus")


@pytest.mark.parametrize("person", ["eve", "wall"])
async def test_in_plenary_there_is_the_text_and_nothing_that_is_proposed(
    serve: Serve, person: str
) -> None:
    stage = contested()
    stage.do("chair", acts.SetVisibility(mode=Mode.PLENARY))
    house = await serve(stage)
    browser = await house.browser(person)
    seen = ""
    for path in ("", "/compilation", "/clauses/A1", "/state", "/rules", "/parties"):
        seen += (await browser.get(f"/n/test{path}", follow_redirects=True)).text
    assert "accounts within seven days" in seen
    for word in ("Alt <", "<ins", "<del", "thirty", "nothing is in brackets"):
        assert word not in seen, word
    for word in leaking(stage):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", seen), word


async def test_under_the_chatham_house_rule_an_expert_reads_words_without_names(
    serve: Serve,
) -> None:
    stage = contested()
    stage.do("chair", acts.SetVisibility(mode=Mode.CHATHAM))
    house = await serve(stage)
    browser = await house.browser("lex")
    seen = ""
    for path in ("/table", "/compilation", "/clauses/A1", "/state", "/rules", "/parties"):
        seen += (await browser.get(f"/n/test{path}")).text
    assert "thirty" in seen
    for word in leaking(stage):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", seen), word


async def test_every_page_with_text_is_kept_by_no_browser(serve: Serve) -> None:
    house = await serve(contested())
    eve = await house.browser("eve")
    for path in ("/follow", "/compilation", "/clauses/A1", "/state", "/rules", "/parties"):
        answer = await eve.get(f"/n/test{path}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store", path
    title = re.findall(r"<title>(.*?)</title>", (await eve.get("/n/test/clauses/A1")).text)
    assert "Title 1" not in title[0], "a browser keeps the titles of pages"
