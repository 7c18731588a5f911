"""The structure of the text: proposing, showing and finding what is no mere wording."""

from __future__ import annotations

import asyncio
import re

import pytest

from models import acts
from tests.cast import PARTIES, Stage, opened
from tests.web.conftest import Serve
from tests.web.forms import region, the_form
from tests.web.house import House
from tests.web.test_acts import HX
from tests.web.test_socket import Wire, page_of

KINDS = ("table_new_clause", "table_deletion", "table_move", "table_split", "table_merge")
TITLE = "wording:en/title"
TEXT = "wording:en/text"


def open_text() -> Stage:
    """Three clauses, the first on the screen."""
    stage = opened()
    stage.shows("A1")
    return stage


async def proposes(
    house: House, person: str, kind: str, about: str, more: dict[str, str]
) -> tuple[str, str]:
    """Choose, preview and table by plain forms: the preview, and the page one comes to."""
    browser = await house.browser(person)
    page = (await browser.get(f"{house.here}/propose?clause={about}")).text
    sent = the_form(page, f"/propose/{kind}") | more
    preview = await browser.post(f"{house.here}/propose/{kind}", data=sent)
    assert preview.status_code == 200, preview.text
    assert not (await house.negotiated()).proposals, "a preview asks for nothing"
    fields = the_form(preview.text, f"/propose/{kind}", _step="table")
    tabled = await browser.post(f"{house.here}/propose/{kind}", data=fields)
    assert tabled.status_code == 303, tabled.text
    again = await browser.post(f"{house.here}/propose/{kind}", data=fields)
    assert again.status_code == 303, "the same id is one act"
    return preview.text, (await browser.get(tabled.headers["location"])).text


async def test_a_new_clause_is_proposed_by_plain_forms(serve: Serve) -> None:
    house = await serve(open_text())
    more = {"after": "A1", TITLE: "Appeals", TEXT: "Anybody may appeal.", "reason": "Fairness."}
    preview, page = await proposes(house, "ada", "table_new_clause", "A1", more)
    assert "New clause 1 bis, after clause 1" in preview
    assert "<ins>Anybody may appeal.</ins>" in preview, "as observers will see it"
    assert "New clause: nothing is in force here yet." in page
    (proposal,) = (await house.negotiated()).proposals.values()
    assert (proposal.clause, proposal.reason) == ("A1bis", "Fairness.")
    watched = await house.page("eve", "/follow?clause=A1bis")
    assert "New clause 1 bis, after clause 1" in watched
    assert "<ins>Anybody may appeal.</ins>" in watched


async def test_a_deletion_is_proposed_and_shown_as_one(serve: Serve) -> None:
    house = await serve(open_text())
    preview, page = await proposes(house, "abe", "table_deletion", "A2", {})
    digest = (await house.negotiated()).clauses["A2"].version.digest
    assert digest in preview, "of which text it is proposed"
    assert "Deletes this clause; its number is kept" in page


async def test_a_move_is_proposed_by_the_facilitators_too(serve: Serve) -> None:
    house = await serve(open_text())
    preview, page = await proposes(house, "chair", "table_move", "A1", {"after": "A3"})
    assert "Moves to after clause 3" in preview
    assert "Moves to after clause 3" in page


async def test_a_split_begins_where_a_sentence_does(serve: Serve) -> None:
    stage = open_text()
    at = stage.text("A1").index("It shall keep")
    house = await serve(stage)
    form = await house.page("ada", "/propose?clause=A1")
    assert re.search(rf'name="at:en/text" value="{at}" required>\s*<span[^>]*>It shall keep', form)
    more = {"at:en/text": str(at), "second_title:en/title": "Keeping"}
    preview, page = await proposes(house, "ada", "table_split", "A1", more)
    for html in (preview, page, await house.page("eve"), await house.page("wall")):
        before, _, after = html.partition("Splits here")
        assert "within seven days.</div>" in before
        assert "It shall keep the list current." in after
        assert "Keeping" in after


async def test_a_merger_names_both_texts_as_read(serve: Serve) -> None:
    house = await serve(open_text())
    preview, page = await proposes(house, "ada", "table_merge", "A1", {})
    n = await house.negotiated()
    assert n.clauses["A1"].version.digest in preview
    assert n.clauses["A2"].version.digest in preview
    assert "Joins with the clause that follows, 2" in page
    assert "proposed to join this clause to clause 1" in await house.page("bo", "/table?clause=A2")


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("table_new_clause", {"after": "A1", TITLE: "Ours"}, "wording_missing"),
        ("table_new_clause", {"after": "none", TITLE: "Ours", TEXT: "T."}, "not_found"),
        ("table_deletion", {"digest": "0" * 64}, "text_moved"),
        ("table_move", {"after": "A1"}, "no_change"),
        ("table_split", {"at:en/text": "40", "second_title:en/title": ""}, "title_missing"),
        ("table_merge", {"other": "A3"}, "text_moved"),
    ],
)
async def test_a_refusal_comes_beside_the_form_with_what_was_written(
    serve: Serve, kind: str, more: dict[str, str], code: str
) -> None:
    house = await serve(open_text())
    ada = await house.browser("ada")
    page = (await ada.get(f"{house.here}/propose?clause=A1")).text
    sent = the_form(page, f"/propose/{kind}") | more | {"reason": "Because of it."}
    answer = await ada.post(f"{house.here}/propose/{kind}", data=sent)
    assert answer.status_code in (404, 409)
    form = answer.text.partition(f'id="{kind}" open')[2].partition("</details>")[0]
    assert 'class="refusal"' in form
    assert code in form
    assert "Because of it." in form
    if TITLE in more:
        assert 'value="Ours"' in form
    by_htmx = await ada.post(f"{house.here}/propose/{kind}", data=sent, headers=HX)
    assert by_htmx.status_code == answer.status_code
    assert code in by_htmx.text
    assert not (await house.negotiated()).proposals


async def test_what_was_previewed_may_still_be_changed(serve: Serve) -> None:
    house = await serve(open_text())
    ada = await house.browser("ada")
    sent = {"after": "A2", TITLE: "Appeals", TEXT: "Anybody may\nappeal."}
    preview = (await ada.post(f"{house.here}/propose/table_new_clause", data=sent)).text
    assert "as you read it" not in preview, "it is of no text that there was"
    back = the_form(preview, "/propose/table_new_clause", _step="change")
    form = (await ada.post(f"{house.here}/propose/table_new_clause", data=back)).text
    assert "Anybody may\nappeal.</textarea>" in form
    assert 'value="Appeals"' in form
    assert '<option value="A2" selected>' in form


@pytest.mark.parametrize("person", ["amy", "lex", "host", "eve", "wall"])
async def test_who_tables_nothing_does_not_come_here(serve: Serve, person: str) -> None:
    house = await serve(open_text())
    browser = await house.browser(person)
    assert (await browser.get(f"{house.here}/propose?clause=A1")).status_code == 403
    for kind in KINDS:
        assert (await browser.post(f"{house.here}/propose/{kind}", data={})).status_code == 403
    assert "/propose?" not in await house.page(person)


async def test_nonsense_is_never_our_failure(serve: Serve) -> None:
    house = await serve(open_text())
    ada = await house.browser("ada")
    for kind in KINDS:
        for value in ("", "-1", "9" * 40, "\0", "A1", "ß" * 3000):
            fields = dict.fromkeys(
                ("clause", "version", "digest", "after", "at:en/text", "at", TITLE, "other"), value
            )
            for step in ({}, {"_step": "table"}, {"_step": "change"}):
                answer = await ada.post(f"{house.here}/propose/{kind}", data=fields | step)
                assert answer.status_code < 500, (kind, value, step)
    assert (await ada.post(f"{house.here}/propose/accept", data={})).status_code == 404
    assert (await ada.get(f"{house.here}/propose?clause=none&form=x")).status_code == 200


async def test_of_an_agreed_clause_only_a_new_one_beside_it_is_offered(serve: Serve) -> None:
    stage = open_text()
    stage.agrees("A1")
    page = await (await serve(stage)).page("ada", "/propose?clause=A1")
    assert "/propose/table_new_clause" in page
    assert "/propose/table_move" not in page
    assert "agreed ad ref" in page


def restructured() -> Stage:
    """A1 was split into 1 and 1 bis; the deletion of A2 was accepted; A3 is to move."""
    stage = open_text()
    stage.carries(stage.splits("ada", "A1", "It shall keep"))
    stage.carries(stage.deletes("bo", "A2"))
    stage.moves("gus", "A3", "")
    return stage


async def test_an_old_id_leads_to_what_came_of_it_and_says_so(serve: Serve) -> None:
    house = await serve(restructured())
    note = "Clause 1 was split into 1 and 1 bis."
    assert note in await house.page("bo", "/table?clause=A1")
    assert note in await house.page("eve", "/follow?clause=A1")
    assert note in await house.page("eve", "/clauses/A1")
    assert note not in await house.page("bo", "/table?clause=A3")


async def test_a_deleted_clause_keeps_its_number_everywhere(serve: Serve) -> None:
    house = await serve(restructured())
    for path in ("/table?clause=A2", "/compilation", "/compilation?view=clean"):
        assert "[deleted]" in await house.page("bo", path), path
    whole = await house.page("bo", "/compilation")
    numbers = re.findall(r'<h3><span class="number">([^<]+)</span>', whole)
    assert numbers == ["1", "1 bis", "2", "3"]
    assert "Moves to the beginning of the text" in whole
    assert "Moves to the beginning" not in await house.page("bo", "/compilation?view=clean")


async def test_a_clause_is_found_by_what_people_call_it(serve: Serve) -> None:
    house = await serve(restructured())
    for said, found in (("1 bis", ["A1b"]), ("clause 3", ["A3"]), ("A1", ["A1a", "A1b"])):
        page = await house.page("eve", f"/compilation?find={said}")
        listed = page.partition('class="found')[2].partition("</div>")[0]
        assert re.findall(r'href="#clause-([^"]+)"', listed) == found, said
    assert "was split into" in await house.page("eve", "/compilation?find=A1")
    assert "No clause of the text is called so" in await house.page("bo", "/compilation?find=99")
    assert 'class="found' not in await house.page("bo", "/compilation?find=")


async def test_without_attribution_a_structural_proposal_is_alt_n_in_words(serve: Serve) -> None:
    stage = open_text()
    stage.moves("ada", "A1", "A3")
    stage.deletes("bo", "A1")
    n = stage.negotiation
    house = await serve(stage)
    for person in ("eve", "wall"):
        html = await house.page(person)
        assert "Moves to after clause 3" in html
        assert "Deletes this clause" in html
        for told in (*n.proposals, "P01", "P02", *PARTIES, "data-author"):
            assert not re.search(rf"\b{told}\b", html.partition("<body")[2]), (person, told)


@pytest.mark.parametrize(("person", "screen"), [("ada", "table"), ("eve", "follow")])
async def test_what_is_proposed_is_swapped_into_every_page(
    serve: Serve, person: str, screen: str
) -> None:
    stage = open_text()
    house = await serve(stage)
    wire = Wire()
    serving = asyncio.create_task((await page_of(house, person, wire)).serve())
    wire.say({"t": "hello", "screen": screen})
    wire.say({"t": "ping"})
    await wire.until(lambda: wire.count("pong") > 0)
    act = {"kind": "table_move", **stage.read("A1"), "after": "A3", "reason": ""}
    if person == "ada":
        wire.say({"t": "act", "id": "one", "act": act})
    else:
        await house.does("ada", acts.TableMove(**stage.read("A1"), after="A3"))
    await wire.until(lambda: "Moves to after clause 3" in str(wire.heard()))
    assert ("P01" in str(wire.heard())) == (person == "ada")
    wire.hang_up()
    await serving


async def test_of_a_clause_without_a_text_no_position_is_offered(serve: Serve) -> None:
    stage = open_text()
    stage.adds("ada", "A1")
    page = await (await serve(stage)).page("bo", "/table?clause=A1bis")
    assert "This clause has no text yet" in page
    assert "/acts/state_position" not in page
    assert 'id="thumb-object"' not in page
    assert "/acts/second" in page


async def test_what_is_undone_leads_back_and_says_so(serve: Serve) -> None:
    stage = open_text()
    stage.carries(stage.splits("ada", "A1", "It shall keep"))
    stage.undoes()
    house = await serve(stage)
    why = f'<q dir="auto">{stage.last.because}</q>'
    assert stage.last.because
    for person in ("bo", "chair"):
        assert why in region(await house.page(person), "notices")
    assert why in region(await house.page("chair", "/board"), "decisions")
    assert stage.last.because not in await house.page("eve")
    page = await house.page("bo", "/table?clause=A1a")
    assert "That was undone: clause 1 is as it was before." in page
    assert 'data-clause="A1" data-version="1"' in page


async def test_an_old_address_marks_what_came_of_its_clause(serve: Serve) -> None:
    stage = open_text()
    stage.carries(stage.splits("ada", "A1", "It shall keep"))
    house = await serve(stage)
    board = await house.page("chair", "/board?clause=A1")
    row = region(board, "matrix").partition('aria-current="true"')[0].rpartition("<tr")[2]
    assert 'data-clause="A1a"' in row
    strip = region(await house.page("bo", "/table?clause=A1"), "status")
    assert 'data-look="A1a"' in strip.partition("aria-current")[0].rpartition("<a ")[2]


async def test_a_merged_clause_leads_to_the_one_it_is_in(serve: Serve) -> None:
    stage = open_text()
    stage.carries(stage.merges("ada", "A1", "A2"))
    page = await (await serve(stage)).page("bo", "/table?clause=A2")
    assert "Clause 2 was merged into clause 1." in page


async def test_a_clause_that_took_in_another_says_which(serve: Serve) -> None:
    """Its number is the one it had: of the other it is news that it is here."""
    stage = open_text()
    stage.carries(stage.merges("ada", "A1", "A2"))
    page = await (await serve(stage)).page("bo", "/table?clause=A1")
    assert "Clause 2 was merged into this one." in page


async def test_a_clause_without_words_is_named_in_every_list(serve: Serve) -> None:
    stage = open_text()
    stage.carries(stage.deletes("ada", "A1"))
    house = await serve(stage)
    for person, path, where in (("chair", "/board", "matrix"), ("eve", "/follow", "agenda")):
        assert ">[deleted]<" in region(await house.page(person, path), where)


async def test_clause_split_its_former_versions_are_read_under_its_old_id(serve: Serve) -> None:
    """C-8: the old id leads to the new clauses, and they lead to what it was."""
    stage = open_text()
    stage.carries(stage.tables("ada", "A1", "seven", "ten"))
    stage.carries(stage.splits("ada", "A1", "It shall keep"))
    house = await serve(stage)
    eve = await house.browser("eve")
    led = await eve.get(f"{house.here}/clauses/A1")
    assert led.status_code == 303
    page = (await eve.get(led.headers["location"])).text
    former = re.search(r'href="([^"]*/clauses/A1\?to=2)"', page)
    assert former is not None
    old = await eve.get(former[1])
    assert old.status_code == 200
    assert "<del>seven</del><ins>ten</ins>" in old.text
    assert "was split into" in old.text
    assert "In force" not in old.text
    assert (await eve.get(f"{house.here}/clauses/A1?to=9")).status_code == 404
