"""Without a script: every act of a delegate by plain forms, old phones and screen readers alike."""

from __future__ import annotations

import re

from models import acts
from models.draft import Watch
from models.rulebook import Rules
from models.settling import digest, reading
from tests.cast import opened, published
from tests.web.conftest import Serve
from tests.web.house import House
from tests.web.test_pages import contested

HX = {"HX-Request": "true"}


def _rewriting(page: str) -> str:
    """The form that rewrites a draft."""
    (form,) = re.findall(
        r'<form method="post" action="[^"]+/drafts/[^"/]+".*?</form>', page, re.DOTALL
    )
    return str(form)


def _hidden(form: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))


async def test_a_change_is_proposed_and_tabled_without_any_script(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    house = await serve(stage)
    ada = await house.browser("ada")
    started = await ada.post(
        f"{house.here}/acts/start_draft", data={"clause": "A1", "watch": "none"}
    )
    page = (await ada.get(started.headers["location"])).text
    form = _rewriting(page)
    assert 'name="written_on"' not in form, "there is but one version"
    text = "Each party shall list its accounts within ten days. It shall keep the list current."
    saved = await ada.post(started.headers["location"], data=_hidden(form) | {"text:en/text": text})
    assert saved.headers["location"] == started.headers["location"]
    page = (await ada.get(saved.headers["location"])).text
    assert 'data-by="ALP" data-more>seven</del>' in page
    preview = (await ada.get(f"{saved.headers['location']}/preview")).text
    assert "<del>seven</del><ins>ten</ins>" in preview, "as observers will see it"
    (tabling,) = re.findall(r'<form[^>]*/acts/table".*?</form>', preview, re.DOTALL)
    tabled = await ada.post(
        f"{house.here}/acts/table", data=_hidden(tabling) | {"reason": "Seven is too short."}
    )
    assert tabled.status_code == 303
    (proposal,) = (await house.negotiated()).proposals.values()
    assert proposal.reason == "Seven is too short."
    assert "Seven is too short." in await house.page("bo")


async def test_drafting_offline_on_a_printed_copy(serve: Serve) -> None:
    """Printed, worked on, and brought back to a text that has moved: nothing of either is lost."""
    stage = opened(Rules(seconding=False))
    stage.shows("A1")
    offline = stage.text().replace("seven", "five")
    house = await serve(stage)
    here = house.here
    bo = await house.browser("bo")
    assert "*A1 · Version 1 · " in (await bo.get(f"{here}/documents/markdown")).text
    await _settles(house, stage.text().replace("current", "complete"))

    # What was decided meanwhile, to read and to take along; then the form that names the version.
    moved = (await bo.get(f"{here}/clauses/A1?from=1&to=2")).text
    assert re.search(r"<del[^>]*>current</del><ins[^>]*>complete</ins>", moved)
    taken = (await bo.get(f"{here}/documents/markdown?against=A1:1")).text
    assert re.search(r"{--current--}.*{\+\+complete\+\+}", taken)
    started = await bo.post(f"{here}/acts/start_draft", data={"clause": "A1", "watch": "none"})
    draft = started.headers["location"]
    form = _rewriting((await bo.get(draft)).text)
    assert re.findall(r"<option( selected)?>(\d)</option>", form) == [(" selected", "2"), ("", "1")]

    sent = _hidden(form) | {"text:en/text": offline, "written_on": "1"}
    assert (await bo.post(draft, data=sent)).headers["location"] == draft
    page = (await bo.get(draft)).text
    assert re.findall(r"<del[^>]*>([^<]*)</del>", page) == ["seven"]
    assert re.findall(r"<ins[^>]*>([^<]*)</ins>", page) == ["five"]
    assert "keep the list complete" in page

    # What it meets is not merged: its author is shown both texts.
    await _settles(house, stage.text().replace("seven", "ten"))
    form = _rewriting((await bo.get(draft)).text)
    sent = _hidden(form) | {"text:en/text": offline, "written_on": "1"}
    answer = await bo.post(draft, data=sent)
    assert answer.status_code == 409
    assert "What you changed on version 1 has been changed since." in answer.text
    assert "five days" in answer.text
    assert "ten days" in answer.text


async def _settles(house: House, text: str) -> None:
    """A proposal that makes a clause read so is tabled and accepted."""
    draft = (await house.does("ada", acts.StartDraft(clause="A1"))).made["draft"]
    rewritten = acts.Rewrite(draft=draft, revision=0, field="en/text", text=text)
    await house.does("ada", rewritten)
    n = await house.negotiated()
    version, wording = n.clauses["A1"].version, digest(n.drafts[draft].texts)
    tabled = acts.Table(draft=draft, version=version.number, digest=version.digest, wording=wording)
    proposal = (await house.does("ada", tabled)).made["proposal"]
    accepted = acts.Accept(
        proposal=proposal, version=version.number, digest=version.digest, wording=wording
    )
    await house.does("chair", accepted)


async def test_all_boxes_are_saved_together_and_what_is_refused_comes_back(serve: Serve) -> None:
    """D-8: what was not touched is left alone, whoever wrote there since."""
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada", watch=Watch.NONE)
    house = await serve(stage)
    ada = await house.browser("ada")
    here = f"{house.here}/drafts/{draft}"
    first = _rewriting((await ada.get(here)).text)
    boxes = dict(re.findall(r'name="(text:[^"]+)"[^>]*>\n(.*?)</textarea>', first, re.DOTALL))
    title, text = "text:en/title", "text:en/text"
    written = boxes | {title: "Lists", text: boxes[text].replace("seven", "ten")}
    assert (await ada.post(here, data=_hidden(first) | written)).headers["location"] == here
    texts = (await house.negotiated()).drafts[draft].texts
    assert [reading(texts[f"en/{part}"]) for part in ("title", "text")] == [
        "Lists",
        written[text],
    ]

    # The form as it was first opened, on another device: its title is new, its text is late.
    late = boxes | {text: boxes[text].replace("seven", "nine")}
    answer = await ada.post(here, data=_hidden(first) | late | {"_id": "other"})
    assert answer.status_code == 409
    assert "Somebody typed here since you opened the form." in answer.text
    again = _rewriting(answer.text)
    kept = dict(re.findall(r'name="(text:[^"]+)"[^>]*>\n(.*?)</textarea>', again, re.DOTALL))
    assert kept == {title: "Lists", text: late[text]}
    await ada.post(here, data=_hidden(again) | kept)
    texts = (await house.negotiated()).drafts[draft].texts
    assert reading(texts["en/text"]) == late[text]
    assert reading(texts["en/title"]) == "Lists"


async def test_what_cannot_be_saved_stays_on_the_page_while_pens_rest(serve: Serve) -> None:
    """The clause was put to the room while somebody wrote in the plain form."""
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada", watch=Watch.NONE)
    house = await serve(stage)
    ada = await house.browser("ada")
    here = f"{house.here}/drafts/{draft}"
    form = _rewriting((await ada.get(here)).text)
    version = (await house.negotiated()).clauses["A1"].version
    put = acts.PutToRoom(clause="A1", version=version.number, digest=version.digest)
    await house.does("chair", put)
    answer = await ada.post(here, data=_hidden(form) | {"text:en/text": "Quite another text."})
    assert answer.status_code == 409
    assert re.search(r"<textarea[^>]* readonly[^>]*>\nQuite another text.</textarea>", answer.text)


async def test_what_was_typed_since_the_preview_is_never_tabled_unseen(serve: Serve) -> None:
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada", watch=Watch.NONE)
    stage.types("ada", draft, "seven", "ten")
    seen = digest(stage.negotiation.drafts[draft].texts)
    house = await serve(stage)
    ada = await house.browser("ada")
    preview = (await ada.get(f"{house.here}/drafts/{draft}/preview")).text
    (tabling,) = re.findall(r'<form[^>]*/acts/table".*?</form>', preview, re.DOTALL)
    assert _hidden(tabling)["wording"] == seen
    await ada.post(
        f"{house.here}/acts/rewrite",
        data={"draft": draft, "revision": "1", "field": "en/text", "text": "Nothing at all."},
    )
    answer = await ada.post(f"{house.here}/acts/table", data=_hidden(tabling), headers=HX)
    assert answer.status_code == 409
    assert "text_moved" in answer.text
    assert "Nothing at all." in answer.text


async def test_a_position_is_stated_and_seconded_by_plain_form(serve: Serve) -> None:
    stage = contested()
    house = await serve(stage)
    gus = await house.browser("dot")
    html = (await gus.get(f"{house.here}/table")).text
    forms = re.findall(r"<form data-act.*?</form>", html, re.DOTALL)
    stand = next(form for form in forms if 'name="stand" value="stand_aside"' in form)
    answer = await gus.post(
        f"{house.here}/acts/state_position", data=_hidden(stand) | {"stand": "stand_aside"}
    )
    assert answer.headers["location"] == f"{house.here}/table"
    position = (await house.negotiated()).position("A1", "DEL")
    assert position is not None
    assert position.stand.value == "stand_aside"


async def test_a_session_is_opened_with_its_roll_call(serve: Serve) -> None:
    house = await serve(published())
    chair = await house.browser("chair")
    answer = await chair.post(
        f"{house.here}/acts/open_session",
        data={"session": "S1", "present": ["ALP", "BET", "GAM"], "_back": f"{house.here}/board"},
    )
    assert answer.status_code == 303
    negotiation = await house.negotiated()
    assert negotiation.session == "S1"
    assert str(negotiation.attendance) == "3 of 4"
