"""The legal desk and the lock, as people find them."""

from __future__ import annotations

import hashlib
import html
import re

import pytest

from models.refusals import Refusal
from models.rulebook import Guard, Rules
from models.whole import whole_digest, whole_text
from tests.cast import opened
from tests.models.test_locking import closed
from tests.web.closing import adopted, agreed, at_the_stage, canonical_text_of, checked
from tests.web.conftest import Serve


async def test_the_lead_reads_the_whole_text_and_adopts_it(serve: Serve) -> None:
    stage = agreed()
    house = await serve(stage)
    assert "/legal/adopt" in await house.page("chair", "/legal")
    page = await house.page("chair", "/legal/adopt")
    digest = whole_digest(stage.negotiation)
    assert hashlib.sha256(canonical_text_of(page)).hexdigest() == digest
    chair = await house.browser("chair")
    answer = await chair.post("/n/test/acts/adopt_whole_text", data={"digest": digest})
    assert answer.status_code == 303
    assert (await house.negotiated()).adopted == digest
    assert (await (await house.browser("lex")).get("/n/test/legal/adopt")).status_code == 403


async def test_what_is_in_the_way_of_adopting_is_named_with_a_link(serve: Serve) -> None:
    house = await serve(opened())
    page = await house.page("chair", "/legal")
    assert "is not agreed." in page
    assert 'href="/n/test/board?clause=A1"' in page


CORRECTION = {"field": "en/text", "reason": "Style."}


async def test_a_correction_is_previewed_then_proposed_and_contested(serve: Serve) -> None:
    stage = adopted()
    house = await serve(stage)
    lex = await house.browser("lex")
    version = stage.negotiation.clauses["A1"].version
    base = {
        **CORRECTION,
        "clause": "A1",
        "version": str(version.number),
        "digest": version.digest,
        "find": "its accounts",
        "replace": "its own accounts",
    }
    preview = await lex.post("/n/test/legal/correction", data={**base, "step": "preview"})
    assert preview.status_code == 200
    assert "<ins>own </ins>" in preview.text
    assert not (await house.negotiated()).corrections
    proposed = await lex.post("/n/test/legal/correction", data={**base, "step": "propose"})
    assert proposed.status_code == 303
    (one,) = (await house.negotiated()).corrections
    table = await house.page("ada")
    assert f'data-correction="{one}"' in table
    assert "Contest this correction" in table
    assert "Contest this correction" not in await house.page("abe")
    ada = await house.browser("ada")
    await ada.post("/n/test/acts/contest_correction", data={"correction": one, "reason": "No."})
    assert (await house.negotiated()).adopted is None
    assert '<q dir="auto">No.</q>' in await house.page("lex", "/legal")


async def test_a_correction_that_touches_meaning_names_what_it_touches(serve: Serve) -> None:
    stage = adopted()
    house = await serve(stage)
    version = stage.negotiation.clauses["A1"].version
    lex = await house.browser("lex")
    answer = await lex.post(
        "/n/test/legal/correction",
        data={
            **CORRECTION,
            "clause": "A1",
            "version": str(version.number),
            "digest": version.digest,
            "find": "seven days",
            "replace": "ten days",
            "step": "preview",
        },
    )
    assert answer.status_code == 409
    assert f"{Guard.NUMBER.value}_changed" in answer.text
    assert "Numbers</span>" in answer.text


async def test_the_lock_page_ticks_or_links_every_precondition(serve: Serve) -> None:
    house = await serve(adopted())
    page = await house.page("chair", "/lock")
    met = re.findall(r'<li data-met="(\w+)">.*?<strong>(.*?)</strong>', page, re.DOTALL)
    assert ("yes", "The whole text is adopted") in met
    assert ("no", "The legal check is complete") in met
    assert len(met) == 9
    assert 'href="/n/test/legal"' in page
    assert "acts/request_lock" not in page


async def test_what_a_language_lacks_leads_to_its_clause_on_the_legal_desk(serve: Serve) -> None:
    rules = Rules(seconding=False, authentic=frozenset({"ar"}))
    house = await serve(adopted(opened(rules, arabic={})))
    page = await house.page("lex", "/legal")
    assert "The Arabic text of" in html.unescape(page)
    for clause in ("A1", "A2"):
        assert f'href="/n/test/legal#legal-{clause}"' in page
        assert f'id="legal-{clause}"' in page


async def test_two_people_lock_what_they_read(serve: Serve) -> None:
    stage = checked()
    house = await serve(stage)
    await at_the_stage(house, stage)
    page = await house.page("chair", "/lock")
    read = hashlib.sha256(canonical_text_of(page)).hexdigest()
    assert canonical_text_of(page) == whole_text(stage.negotiation)
    chair, host = await house.browser("chair"), await house.browser("host")
    await chair.post("/n/test/acts/request_lock", data={"digest": read})
    pending = (await house.negotiated()).lock_pending
    assert pending is not None
    page = await house.page("host", "/lock")
    shown = re.search(r'data-manifest="(\w+)">(.*?)</pre>', page, re.DOTALL)
    assert shown is not None
    manifest = hashlib.sha256(html.unescape(shown[2]).encode()).hexdigest()
    assert manifest == shown[1] == pending.manifest
    assert "acts/confirm_lock" not in await house.page("chair", "/lock")
    await host.post("/n/test/acts/confirm_lock", data={"digest": read, "manifest": manifest})
    n = await house.negotiated()
    assert n.final is not None
    assert n.final.digest == read
    assert "final text" in await house.page("abe", "/lock")
    eve = await house.browser("eve")
    assert (await eve.get("/n/test/lock")).status_code == 403


def test_the_bare_closed_stage_is_what_the_lock_needs() -> None:
    """Both ways to a closed text lead to the same digest."""
    assert whole_digest(closed().negotiation) == whole_digest(checked().negotiation)
    with pytest.raises(Refusal):
        agreed().locks()
