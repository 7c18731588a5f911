"""Proposals of every kind at the table and on the board: each act through the form of its page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from models import acts, settling
from models.proposal import ProposalStatus, Reflected
from models.rulebook import Mode, Rules
from tests.cast import Stage, opened
from tests.web.conftest import Serve
from tests.web.forms import forms, region, the_form
from tests.web.house import House
from tests.web.test_acts import HX


def two_parts(person: str = "ada", *, severable: bool = True) -> tuple[Stage, str]:
    """A proposal that changes A1 in two places."""
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts(person)
    stage.types(person, draft, "seven", "ten")
    stage.types(person, draft, "current", "complete")
    return stage, stage.tables_draft(person, draft, severable=severable)


async def sends(house: House, person: str, kind: str, **having: str) -> House:
    """Post the one form of this kind on a person's own page, without any script."""
    browser = await house.browser(person)
    page = (await browser.get(house.here, follow_redirects=True)).text
    fields = the_form(page, f"/acts/{kind}", **having)
    answer = await browser.post(f"{house.here}/acts/{kind}", data=fields)
    assert answer.status_code == 303, answer.text
    assert 'class="refusal"' not in (await browser.get(house.here, follow_redirects=True)).text
    return house


async def test_the_preview_shows_parts_and_tabling_declares_them_severable(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "ten")
    stage.types("ada", draft, "current", "complete")
    house = await serve(stage)
    ada = await house.browser("ada")
    preview = (await ada.get(f"{house.here}/drafts/{draft}/preview")).text
    assert re.findall(r'part-letter">(\w)<', preview) == ["a", "b"]
    assert "Each part may stand alone" in preview
    fields = the_form(preview, "/acts/table") | {"severable": "true"}
    answer = await ada.post(f"{house.here}/acts/table", data=fields, headers=HX)
    assert answer.status_code == 204
    (proposal,) = (await house.negotiated()).proposals.values()
    assert list(proposal.parts) == ["a", "b"]


async def test_a_draft_of_one_place_has_no_parts_to_declare(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "ten")
    house = await serve(stage)
    assert 'name="severable"' not in await house.page("ada", f"/drafts/{draft}/preview")


async def test_a_part_is_objected_to_withdrawn_and_accepted_by_itself(serve: Serve) -> None:
    stage, proposal = two_parts()
    stage.seconds("dot", proposal)
    house = await serve(stage)
    bo = await house.browser("bo")
    page = (await bo.get(f"{house.here}/table")).text
    fields = the_form(page, "/acts/object", proposal=proposal, part="b")
    words = {"category": "legal", "reason": "Too much.", "remedy": "Keep it."}
    sent = await bo.post(f"{house.here}/acts/object", data=fields | words)
    assert sent.status_code == 303
    board = await house.page("chair")
    assert "to part" in board
    accepting = forms(board, "/acts/accept")
    assert [one.get("parts") for one in accepting] == ["a"], "neither b nor the whole"
    await sends(house, "chair", "accept", parts="a")
    n = await house.negotiated()
    assert n.proposals[proposal].accepted_parts == ("a",)
    assert "within ten days" in n.clauses["A1"].version.wording["en/text"]
    assert "P01 accepted in part (a): 1 " in await house.page("chair")
    mine = await house.page("ada")
    assert re.search(r'✓ <span class="number">a</span> accepted', mine)
    await sends(house, "ada", "withdraw", proposal=proposal, parts="b")
    assert (await house.negotiated()).proposals[proposal].status is (
        ProposalStatus.ACCEPTED_IN_PART
    )


async def test_only_its_author_lets_parts_be_decided_apart(serve: Serve) -> None:
    stage, proposal = two_parts(severable=False)
    house = await serve(stage)
    for person in ("abe", "bo", "chair", "eve"):
        assert not forms(await house.page(person), "/acts/consent_to_sever"), person
    await sends(house, "ada", "consent_to_sever", proposal=proposal)
    assert list((await house.negotiated()).proposals[proposal].parts) == ["a", "b"]
    assert not forms(await house.page("ada"), "/acts/consent_to_sever")


async def test_the_very_same_words_are_co_sponsored_in_one_tap(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "seven", "ten")
    draft = stage.drafts("bo")
    stage.types("bo", draft, "seven", "ten")
    house = await serve(stage)
    bo = await house.browser("bo")
    preview = (await bo.get(f"{house.here}/drafts/{draft}/preview")).text
    fields = the_form(preview, "/acts/table")
    by_htmx = await bo.post(f"{house.here}/acts/table", data=fields, headers=HX)
    assert by_htmx.status_code == 409
    offered = the_form(by_htmx.text, "/acts/co_sponsor")
    plain = await bo.post(f"{house.here}/acts/table", data=fields)
    page = (await bo.get(plain.headers["location"], follow_redirects=True)).text
    refusal = page.partition('class="refusal"')[2].partition('id="main"')[0]
    assert the_form(refusal, "/acts/co_sponsor") == offered
    assert "Co-sponsor P01" in refusal
    await bo.post(f"{house.here}/acts/co_sponsor", data=offered, headers=HX)
    assert (await house.negotiated()).proposals[proposal].co_sponsors == ("BET",)


async def test_an_amendment_is_drafted_on_what_it_amends_and_listed_under_it(
    serve: Serve,
) -> None:
    stage = opened()
    stage.shows("A1")
    parent = stage.tables("ada", "A1", "seven", "ten")
    house = await serve(stage)
    bo = await house.browser("bo")
    page = (await bo.get(f"{house.here}/table")).text
    begun = await bo.post(
        f"{house.here}/acts/start_draft", data=the_form(page, "/acts/start_draft", amends=parent)
    )
    form = (await bo.get(begun.headers["location"])).text
    assert "Amendment to P01" in form
    assert "within ten days" in form, "the base is what the other proposal reads"
    fields = the_form(form, begun.headers["location"])
    text = "Each party shall list its accounts within twelve days. It shall keep the list current."
    await bo.post(begun.headers["location"], data=fields | {"text:en/text": text})
    preview = (await bo.get(f"{begun.headers['location']}/preview")).text
    assert "<del>ten</del><ins>twelve</ins>" in preview
    tabled = await bo.post(f"{house.here}/acts/table", data=the_form(preview, "/acts/table"))
    assert tabled.status_code == 303
    table = await house.page("gus")
    under = table.partition('class="amendments"')[2]
    assert "Amendment to" in under
    assert "decided after" in under
    board = await house.page("chair")
    assert "decided after it" in board
    assert len(forms(board, "/acts/accept")) == 0, "neither is seconded"
    watched = await house.page("eve")
    assert "Amendment to Alt" in watched
    assert "P02" not in watched


@pytest.mark.parametrize("person", ["ada", "chair", "amy", "eve"])
async def test_who_may_not_amend_is_not_offered_it(serve: Serve, person: str) -> None:
    stage = opened()
    stage.shows("A1")
    parent = stage.tables("ada", "A1", "seven", "ten")
    html = await (await serve(stage)).page(person)
    assert not [one for one in forms(html, "/acts/start_draft") if one.get("amends") == parent]


async def test_a_supporter_takes_over_what_was_withdrawn(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("bo", proposal)
    stage.withdraws("ada", proposal)
    house = await serve(stage)
    for person in ("gus", "bea", "ada", "chair"):
        assert not forms(await house.page(person), "/acts/take_over"), person
    page = await house.page("bo")
    assert re.search(r"until <time[^>]*data-deadline=", page)
    await sends(house, "bo", "take_over", proposal=proposal)
    assert (await house.negotiated()).proposals[proposal].author == "BET"


async def test_what_lapsed_is_listed_and_restored_by_the_facilitators(serve: Serve) -> None:
    stage = opened(replace(Rules(), seconding=True))
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "seven", "ten")
    due = stage.proposal(proposal).due
    assert due is not None
    stage.later(seconds=(due - stage.now).total_seconds() + 1)
    stage.settle()
    assert stage.proposal(proposal).status is ProposalStatus.LAPSED
    house = await serve(stage)
    assert "Lapsed, may be tabled again" in await house.page("ada")
    assert not forms(await house.page("ada"), "/acts/restore_lapsed")
    chair = await house.browser("chair")
    page = (await chair.get(f"{house.here}/board")).text
    fields = the_form(page, "/acts/restore_lapsed", proposal=proposal)
    sent = await chair.post(
        f"{house.here}/acts/restore_lapsed", data=fields | {"reason": "A mistake"}, headers=HX
    )
    assert sent.status_code == 204
    assert (await house.negotiated()).proposals[proposal].live
    for person, where in (("bo", "proposals"), ("chair", "queue")):
        assert "A mistake" in region(await house.page(person), where), person
    assert "A mistake" not in await house.page("eve")


async def test_who_may_not_know_authors_is_told_where_the_words_are(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    stage.tables("ada", "A1", "seven", "ten")
    stage.do("chair", acts.SetVisibility(mode=Mode.CHATHAM))
    html = await (await serve(stage)).page("lex", "/table")
    said = region(html, "proposals")
    assert "Nothing is proposed" not in said
    assert "without its authors" in said
    assert "ALP" not in said
    assert "ten" in region(html, "clause")


def shaken() -> tuple[Stage, str]:
    """P02 needs its author since P01 was accepted; its author answered the bridge with "partly"."""
    stage = opened()
    stage.shows("A1")
    first = stage.tables("ada", "A1", "within seven days", "within ten days")
    bridge = stage.tables("chair", "A1", "within seven days", "in nine days", bridges=(first,))
    stage.answers("ada", bridge, first, Reflected.PARTLY)
    stage.accepts("chair", bridge)
    assert stage.proposal(first).needs_author
    return stage, first


async def test_after_a_decision_the_board_tells_what_became_of_the_others(serve: Serve) -> None:
    stage, _ = shaken()
    board = await (await serve(stage)).page("chair")
    after = board.partition('data-decision="')[2].partition("</div>")[0]
    assert after.startswith(stage.last.label)
    assert "P01" in after
    assert "needs its author" in after


async def test_what_its_author_is_asked_reads_from_the_right_in_arabic(serve: Serve) -> None:
    """F15: label and clause are two names, each in its own direction."""
    stage, _ = shaken()
    house = await serve(stage.everybody_reads("ar"))
    assert "\u200f\u2068P01\u2069، " in region(await house.page("ada"), "notices")


async def test_its_author_confirms_a_proposal_as_it_reads(serve: Serve) -> None:
    stage, proposal = shaken()
    house = await serve(stage)
    for person in ("bo", "amy", "chair"):
        assert not forms(await house.page(person), "/confirm"), person
    ada = await house.browser("ada")
    page = (await ada.get(f"{house.here}/table")).text
    fields = the_form(page, "/confirm", proposal=proposal)
    reads = page.partition('class="reads stack"')[2].partition("</form>")[0]
    assert settling.reading(stage.proposal(proposal).texts["en/text"]) in reads
    assert not re.search("<(ins|del)", reads)
    stale = await ada.post(f"{house.here}/confirm", data=fields | {"wording": "x"}, headers=HX)
    assert stale.status_code == 409
    assert not (await house.negotiated()).drafts, "nothing is left of what was refused"
    sent = await ada.post(f"{house.here}/confirm", data=fields)
    assert sent.status_code == 303
    n = await house.negotiated()
    assert not n.proposals[proposal].needs_author
    after = region(await house.page("chair"), "queue").partition('data-decision="')[2]
    assert "needed its author" in after.partition("</div>")[0]
    assert n.proposals[proposal].digest == fields["wording"]
    assert not n.drafts


@pytest.mark.parametrize("sent", [{}, {"version": "x"}, {"version": "9" * 40, "proposal": "no"}])
async def test_confirming_nonsense_is_refused(serve: Serve, sent: dict[str, str]) -> None:
    house = await serve(opened())
    ada = await house.browser("ada")
    answer = await ada.post(f"{house.here}/confirm", data=sent, headers=HX)
    assert answer.status_code in (403, 404, 422)
    assert not (await house.negotiated()).drafts


async def test_a_delegate_withdraws_only_what_a_delegate_tabled(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    by_head = stage.tables("ada", "A1", "seven", "ten")
    by_delegate = stage.tables("abe", "A1", "current", "complete")
    house = await serve(stage)
    page = await house.page("abe")
    assert [one["proposal"] for one in forms(page, "/acts/withdraw")] == [by_delegate]
    assert page.count("tabled by a delegate") == 1
    both = [one["proposal"] for one in forms(await house.page("ada"), "/acts/withdraw")]
    assert both == [by_head, by_delegate]
