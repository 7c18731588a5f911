"""Legal desk, lock, signing, ceremony and publication, as people and strangers find them."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import httpx
import pyotp
import pytest

from models import acts, facts
from models.objection import Category
from models.position import Stand
from models.refusals import Refusal
from models.reservation import StatementKind
from models.rulebook import Guard
from models.rules.locking import OPEN_WHILE_LOCKED
from models.signing import Evidence, Factor, SignStatus
from models.whole import whole_digest, whole_text
from server.store.database import open_engine
from server.store.factors import Factors
from server.store.keys import open_key
from server.web.parse import KINDS
from server.web.services import server_time
from tests.cast import Stage, only, opened
from tests.models.test_locking import closed
from tests.web.conftest import Serve
from tests.web.forms import region
from tests.web.house import House


def agreed() -> Stage:
    """Every clause agreed, nothing adopted."""
    stage = opened()
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    return stage


def adopted() -> Stage:
    """The whole text adopted ad referendum."""
    stage = agreed()
    stage.adopts_whole()
    return stage


def checked() -> Stage:
    """A text whose legal check is complete, by the acts themselves."""
    stage = adopted()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    return stage


def signing() -> Stage:
    """A locked text, and the window open for a week."""
    stage = checked()
    stage.locks()
    stage.opens_signing(timedelta(days=7), place="The hall")
    return stage


def locked() -> Stage:
    """A text that nothing changes any more."""
    stage = checked()
    stage.locks()
    return stage


@pytest.mark.parametrize(
    ("made", "why"),
    [(adopted, "The whole text is adopted"), (locked, "The text is locked")],
)
async def test_nothing_else_is_proposed_of_a_text_that_stands(
    serve: Serve, made: Callable[[], Stage], why: str
) -> None:
    house = await serve(made())
    for person, screen in (("chair", "board"), ("ada", "table")):
        page = await house.page(person, f"/{screen}?clause=A1")
        assert "Propose something else" not in page, screen
        assert why in page, screen
        form = await house.page(person, "/propose?clause=A1")
        assert why in form
        assert "table_new_clause" not in form


async def test_of_a_locked_text_no_position_is_stated_but_what_is_ad_ref_confirmed(
    serve: Serve,
) -> None:
    stage = agreed()
    stage.states("bo", Stand.AGREE_AD_REF, "A1")
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.locks()
    house = await serve(stage)
    page = await house.page("bo", "/table?clause=A1")
    assert "acts/state_position" not in page
    positions = region(page, "positions")
    assert "The text is locked" in positions
    assert "acts/confirm_ad_ref" in positions


SCREENS = (
    *("table", "board", "desk", "follow", "caucus", "rules", "parties", "legal", "lock"),
    *("sessions", "signing", "after", "propose"),
)


def full() -> Stage:
    """A locked text of which much was still going on: notes, drafts, a request, a late party."""
    stage = opened()
    stage.shows("A2")
    stage.drafts("ada", "A2")
    stage.do("ada", acts.WriteNote(text="For later."))
    stage.do("ada", acts.SetTripwire(clause="A1", phrase="accounts"))
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.do("gus", acts.RequestReopen(clause="A1", reason="Once more."))
    stage.do("chair", acts.AdmitParty(party="NEW"))
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.do("chair", acts.CloseSession())
    stage.locks()
    return stage


async def test_a_locked_text_offers_only_what_the_lock_does_not_refuse(serve: Serve) -> None:
    house = await serve(full())
    offered = set()
    for person in ("ada", "amy", "new", "chair", "aide", "host", "lex"):
        browser = await house.browser(person)
        for screen in SCREENS:
            page = (await browser.get(f"/n/test/{screen}?clause=A2")).text
            forms = re.findall(r'<form data-act[^>]* action="/n/test/([^"]+)"', page)
            offered |= {(screen, address) for address in forms}
    open_still = {f"acts/{name}" for name, kind in KINDS.items() if kind in OPEN_WHILE_LOCKED}
    assert {("board", "acts/open_session"), ("table", "acts/discard_draft")} <= offered
    assert {one for one in offered if one[1] not in {*open_still, "on-behalf"}} == set()


async def test_a_locked_board_shows_the_way_to_signing_and_no_request_to_reopen(
    serve: Serve,
) -> None:
    house = await serve(full())
    for person, way in (("chair", "signing"), ("aide", "ceremony")):
        board = await house.page(person, "/board")
        assert f'href="/n/test/{way}">The text is locked: it is signed' in board
        assert "Requests to reopen" not in region(board, "procedures")
        assert "Before you open it" not in board
    desk = await house.page("chair", "/desk?clause=A1")
    assert "Once more." not in desk
    assert [
        what for what in ("position", "objection", "statement") if f"behalf-{what}" in desk
    ] == ["statement"]
    table = await house.page("ada", "/table?clause=A2")
    assert "The text is locked: nothing in it changes any more." in region(table, "drafts")
    assert "acts/table" not in table


@pytest.mark.parametrize(
    ("made", "page", "said"),
    [
        (adopted, "legal", "the legal check comes next"),
        (checked, "lock", "the text can be locked"),
    ],
)
async def test_the_board_says_what_comes_next_until_the_text_is_locked(
    serve: Serve, made: Callable[[], Stage], page: str, said: str
) -> None:
    waiting = region(await (await serve(made())).page("chair"), "procedures")
    assert f'href="/n/test/{page}"' in waiting
    assert said in waiting


def published(stage: Stage, **more: object) -> None:
    """The host publishes the locked text."""
    final = stage.negotiation.finals[-1]
    act = acts.Publish(digest=final.digest, summary={"en": "Be kind."}, complaints="Write to us.")
    stage.do("host", replace(act, **more))  # type: ignore[arg-type]


async def at_the_stage(house: House, stage: Stage) -> None:
    """The clock of the house stands where the stage stands."""
    house.services.rooms.clock.move(stage.now, running=False)  # type: ignore[attr-defined]


def canonical_text_of(page: str) -> bytes:
    """What a browser makes of the clauses a page shows."""
    parts = re.findall(
        r"data-canon-number>(.*?)</span> <span data-canon-title>(.*?)</span></h3>\n"
        r'<div class="wording" data-canon-text>(.*?)</div>',
        page,
        re.DOTALL,
    )
    return html.unescape("".join(f"{n}\t{title}\n{text}\n" for n, title, text in parts)).encode()


# --- the legal desk ------------------------------------------------------------------------------


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


# --- the lock ------------------------------------------------------------------------------------


async def test_the_lock_page_ticks_or_links_every_precondition(serve: Serve) -> None:
    house = await serve(adopted())
    page = await house.page("chair", "/lock")
    met = re.findall(r'<li data-met="(\w+)">.*?<strong>(.*?)</strong>', page, re.DOTALL)
    assert ("yes", "The whole text is adopted") in met
    assert ("no", "The legal check is complete") in met
    assert len(met) == 9
    assert 'href="/n/test/legal"' in page
    assert "acts/request_lock" not in page


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


# --- the second factor ---------------------------------------------------------------------------


class Signer(NamedTuple):
    """Somebody ready to sign by card and code."""

    browser: httpx.AsyncClient
    card: str
    codes: pyotp.TOTP


async def ready(house: House, person: str) -> Signer:
    """Somebody sets up one-time codes; the page shows the secret this once."""
    browser = await house.browser(person)
    (ticket,) = house.services.invitations.issue("test", [person], server_time())
    answer = await browser.post("/n/test/sign/codes", data={"card": ticket.code})
    found = re.search(r'class="card-code" dir="ltr">(\w+)<', answer.text)
    assert found is not None, answer.text
    assert found[1] not in (await browser.get("/n/test/sign")).text
    return Signer(browser, ticket.code, pyotp.TOTP(found[1]))


async def now_of(house: House) -> int:
    """The time of the room, by which codes are judged."""
    return int((await house.room()).now().timestamp())


def form(stage: Stage, deed: str = "sign", **more: str) -> dict[str, str]:
    """What the page for signing sends."""
    final = stage.negotiation.finals[-1]
    sent = {"deed": deed, "digest": final.digest, "manifest": final.manifest}
    return {**sent, "_back": "/n/test/sign", **more}


@pytest.mark.parametrize("kind", ["sign", "accede", "decline", "withdraw_signature"])
async def test_nobody_signs_by_being_signed_in_alone(serve: Serve, kind: str) -> None:
    """Not by JSON, not by claiming that ink was used."""
    stage = signing()
    house = await serve(stage)
    ada = await house.browser("ada")
    final = stage.negotiation.finals[-1]
    body: dict[str, object] = {"digest": final.digest, "manifest": final.manifest}
    if kind == "decline":
        del body["manifest"]
    if kind == "withdraw_signature":
        body = {"effective": "2031-01-01"}
    for factor in ("unproved", "wet_ink"):
        answer = await ada.post(
            f"/n/test/acts/{kind}", json={**body, "evidence": {"factor": factor, "proof": {}}}
        )
        assert answer.json()["code"] == "second_factor_needed"
    assert not (await house.negotiated()).signatures


async def test_card_and_code_sign_once_and_leave_no_secret(serve: Serve) -> None:
    stage = signing()
    stage.now = stage.now.replace(year=2030)
    house = await serve(stage)
    ada, card, codes = await ready(house, "ada")
    now = await now_of(house)
    factor = {"factor": Factor.CODE.value, "card": card}
    wrong = await ada.post("/n/test/sign", data=form(stage, **factor, code="000000x"))
    assert wrong.status_code == 303
    assert not (await house.negotiated()).signatures
    other = "2" * 10
    bad = await ada.post(
        "/n/test/sign", data=form(stage, factor=Factor.CODE.value, card=other, code=codes.at(now))
    )
    assert bad.status_code == 303
    assert not (await house.negotiated()).signatures
    await ada.post("/n/test/sign", data=form(stage, **factor, code=codes.at(now)))
    (signature,) = (await house.negotiated()).signatures.values()
    assert signature.evidence == Evidence(factor=Factor.CODE, proof={"step": str(now // 30)})
    receipt = (await ada.get("/n/test/sign")).text
    assert "Your party has signed" in receipt
    assert signature.id in receipt


async def test_a_code_is_used_once(serve: Serve) -> None:
    stage = signing()
    house = await serve(stage)
    codes = (await ready(house, "bo")).codes
    its, now = house.services.factors, await now_of(house)
    assert its.use_step("test", "bo", codes.secret, now // 30)
    assert not its.use_step("test", "bo", codes.secret, now // 30)
    assert not its.use_step("test", "bo", codes.secret, now // 30 - 1)
    assert its.use_step("test", "bo", codes.secret, now // 30 + 1)
    assert not its.use_step("test", "bo", "OTHERSECRET", now // 30 + 2)


async def test_codes_set_up_under_another_key_are_set_up_anew(serve: Serve, tmp_path: Path) -> None:
    stage = signing()
    house = await serve(stage)
    ada, card, codes = await ready(house, "ada")
    engine = open_engine(house.services.settings.database)
    elsewhere = Factors(engine, open_key(tmp_path / "elsewhere.key"))
    elsewhere.keep_secret("test", "ada", codes.secret, server_time())
    engine.dispose()
    factor = {"factor": Factor.CODE.value, "card": card, "code": codes.at(await now_of(house))}
    answer = await ada.post(
        "/n/test/sign", data=form(stage, **factor), headers={"HX-Request": "true"}
    )
    assert "set up one-time codes first: anew, if you had them before" in answer.text
    assert not (await house.negotiated()).signatures


async def test_a_party_joins_after_the_window_and_leaves_by_its_card(serve: Serve) -> None:
    """The register of accessions: on the public page with both dates, each given by two factors."""
    stage = signing()
    stage.signs("ada")
    stage.later(minutes=8 * 24 * 60)
    published(stage)
    house = await serve(stage)
    gus, card, codes = await ready(house, "gus")
    factor = {"factor": Factor.CODE.value, "card": card}
    assert 'value="accede"' in (await gus.get("/n/test/sign")).text
    now = await now_of(house)
    joins = form(stage, "accede", declaration="We join.", effective="2030-02-01", **factor)
    await gus.post("/n/test/sign", data={**joins, "code": codes.at(now)})
    (joined,) = [one for one in (await house.negotiated()).signatures.values() if one.accession]
    assert (joined.party, joined.effective) == ("GAM", "2030-02-01")
    assert "Joined" in (await gus.get("/p/test")).text

    leaves = {"deed": "withdraw_signature", "effective": "2031-01-01", "_back": "/n/test/sign"}
    assert 'data-assents="withdraw"' in (await gus.get("/n/test/sign")).text
    for code in ("000000x", codes.at(now)):  # neither a wrong one, nor the one that was used
        await gus.post("/n/test/sign", data={**leaves, **factor, "code": code})
        assert (await house.negotiated()).standings["GAM"].status is SignStatus.ACCEDED
    await gus.post("/n/test/sign", data={**leaves, **factor, "code": codes.at(now + 30)})
    n = await house.negotiated()
    assert n.standings["GAM"].status is SignStatus.WITHDRAWN
    assert n.signatures[joined.id].withdrawn == "2031-01-01"
    public = (await gus.get("/p/test")).text
    assert "Withdrawn from" in public
    assert "2031-01-01" in public


async def test_codes_are_not_guessed_for_long(serve: Serve) -> None:
    house = await serve(signing())
    gus = await house.browser("gus")
    for _ in range(8):
        await gus.post("/n/test/sign/codes", data={"card": "2222222222"})
    answer = await gus.post(
        "/n/test/sign/codes", data={"card": "2222222222"}, headers={"HX-Request": "true"}
    )
    assert "Too many codes were tried." in answer.text


async def test_a_session_alone_sets_up_no_factor(serve: Serve) -> None:
    house = await serve(signing())
    ada = await house.browser("ada")
    answer = await ada.post("/n/test/sign/codes", data={"card": ""})
    assert answer.status_code == 303
    assert house.services.factors.secret_of("test", "ada") is None
    assert "data-registers" not in (await ada.get("/n/test/sign")).text


# --- ceremony and publication --------------------------------------------------------------------


async def test_the_ceremony_and_its_feed_say_the_same(serve: Serve) -> None:
    stage = signing()
    stage.signs("bo")
    stage.declines("gus", "MARKER-why-not")
    house = await serve(stage)
    page = await house.page("eve", "/ceremony")
    assert "{--party:" in page
    feed = (await (await house.browser("eve")).get("/n/test/ceremony.json")).json()
    assert [one["party"] for one in feed["names"]] == re.findall(r'<li data-party="(\w+)"', page)
    assert {one["party"]: one["status"] for one in feed["names"]}["BET"] == "signed"
    assert [one["party"] for one in feed["names"] if one["next"]] == ["ALP"]
    assert feed["bound"] == 1
    assert "MARKER" not in page + str(feed)


async def test_an_embargo_ends_at_its_very_moment(serve: Serve) -> None:
    stage = signing()
    ends = stage.now + timedelta(hours=1)
    published(stage, embargo=ends)
    house = await serve(rehearsed(stage))
    clock = house.services.rooms.clock
    stranger = house.stranger()
    clock.move(ends - timedelta(microseconds=1), running=False)  # type: ignore[attr-defined]
    before = await stranger.get("/p/test")
    assert before.status_code == 404
    nowhere = await stranger.get("/p/nowhere")
    nonce = re.compile(r'nonce" content="[^"]+"')
    assert nonce.sub("", before.text) == nonce.sub("", nowhere.text)
    clock.move(ends, running=False)  # type: ignore[attr-defined]
    after = await stranger.get("/p/test")
    assert after.status_code == 200
    assert "Be kind." in after.text


def rehearsed(stage: Stage) -> Stage:
    """The same as a rehearsal from its first fact on, so that its clock can be moved."""
    convened, at, by = stage.log[0]
    assert isinstance(convened, facts.Convened)
    stage.log[0] = (replace(convened, rehearsal=True), at, by)
    return stage


async def test_the_public_page_is_static_and_cacheable(serve: Serve) -> None:
    stage = signing()
    stage.signs("ada")
    published(stage)
    house = await serve(stage)
    stranger = house.stranger()
    first, second = await stranger.get("/p/test"), await stranger.get("/p/test")
    assert first.content == second.content
    assert first.headers["cache-control"].startswith("public")
    assert "set-cookie" not in first.headers
    again = await stranger.get("/p/test", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    card = await stranger.get("/p/test/cards/ALP.svg")
    assert card.headers["content-type"].startswith("image/svg+xml")
    assert (await stranger.get("/p/test/cards/BET.svg")).status_code == 404
    assert (await stranger.get("/p/test/en/cards/ALP.svg")).text == card.text
    assert (await stranger.get("/p/test/xx/cards/ALP.svg")).status_code == 404
    assert (await stranger.get("/p/test/xx")).status_code == 404


MARKERS = ("MARKERDRAFT", "MARKERREASON", "MARKERNOTE", "MARKERCAUCUS", "MARKERDECLINE", "MARKERAD")


async def test_nothing_private_is_published(serve: Serve) -> None:
    """Marker words in everything private, and people's names: in nothing that strangers get."""
    stage = opened()
    stage.do("ada", acts.WriteNote(text="MARKERNOTE"))
    stage.do("ada", acts.OpenCaucus(title="MARKERCAUCUS", members=("BET",)))
    stage.types("ada", stage.drafts("ada"), "seven days", "MARKERDRAFT")
    stage.do("lex", acts.GiveAdvice(title="MARKERAD", text="MARKERAD", clauses=("A1",)))
    objecting = acts.Object(
        clause="A1",
        digest=stage.negotiation.clauses["A1"].version.digest,
        category=Category.OTHER,
        reason="MARKERREASON",
        remedy="MARKERREASON",
    )
    stage.lifts("bo", only(stage.do("bo", objecting), facts.ObjectionRaised).objection)
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="MARKERREASON"))
    stage.locks()
    stage.opens_signing(timedelta(days=7))
    stage.signs("ada")
    stage.declines("gus", "MARKERDECLINE")
    published(stage)
    house = await serve(stage)
    stranger = house.stranger()
    paths = ["/p/test", *(f"/p/test/{one}" for one in stage.negotiation.languages)]
    paths += [f"/p/test/cards/{one.id}.svg" for one in stage.negotiation.admitted]
    seen = "".join([(await stranger.get(path)).text for path in paths])
    assert "Be kind." in seen
    people = [p.name for p in stage.negotiation.people.values() if p.id != "ada"]
    found = [word for word in (*MARKERS, *people) if re.search(rf"\b{word}\b", seen)]
    assert found == []
    assert "Ada" in seen


# --- ink -----------------------------------------------------------------------------------------


async def test_the_desk_shows_each_party_with_its_window_and_publication(serve: Serve) -> None:
    stage = signing()
    stage.signs("bo")
    stage.declines("gus", "Not now.")
    published(stage, embargo=stage.now + timedelta(hours=3))
    desk = await (await serve(stage)).page("host", "/signing")
    found = re.findall(r'data-party="(\w+)".*?</span> ([\w ]+)</span>', desk)
    assert dict(found) == {
        "ALP": "Not signed yet",
        "BET": "Signed",
        "GAM": "Declined",
        "DEL": "Not signed yet",
    }
    assert "Published under embargo until" in desk
    assert "The hall" in desk


async def test_ink_is_recorded_with_its_scan(serve: Serve) -> None:
    stage = signing()
    house = await serve(stage)
    host = await house.browser("host")
    final = stage.negotiation.finals[-1]
    scan = b"%PDF-1.7 signed" + b"." * 600_000
    paper = await host.get("/n/test/signing/paper?party=DEL")
    assert "<svg" in paper.text
    stamp = (await house.room()).stamp
    assert stamp is not None
    assert stamp.checkpoint.code in paper.text
    assert final.digest[:4] in paper.text
    sent = {"party": "DEL", "person": "dot", "read": final.digest[:4]}
    other = await host.post(
        "/n/test/signing/ink", data={**sent, "read": "zzzz"}, files={"scan": ("s.pdf", scan)}
    )
    assert other.status_code == 303
    await host.post("/n/test/signing/ink", data=sent, files={"scan": ("s.pdf", scan)})
    n = await house.negotiated()
    assert n.standings["DEL"].status is SignStatus.SIGNED
    (signature,) = n.signatures.values()
    name = hashlib.sha256(scan).hexdigest()
    assert signature.evidence.proof == {"scan_sha256": name}
    assert (await host.get(f"/n/test/signing/ink/{name}")).content == scan
    assert (await host.get(f"/n/test/signing/ink/{'0' * 64}")).status_code == 404
    large = await host.post(
        "/n/test/signing/ink", data=sent, files={"scan": ("s.pdf", b"%PDF-" + b"." * 6_000_000)}
    )
    assert large.status_code == 413


def reserved() -> Stage:
    """A text that is signed, on which ALP entered a reservation."""
    stage = opened()
    version = stage.negotiation.clauses["A2"].version
    stage.do(
        "ada",
        acts.EnterStatement(
            statement_kind=StatementKind.RESERVATION,
            clause="A2",
            digest=version.digest,
            text="Not for us.",
        ),
    )
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="So."))
    stage.locks()
    stage.opens_signing(timedelta(days=7))
    return stage


async def test_a_statement_is_answered_with_the_signature(serve: Serve) -> None:
    stage = reserved()
    house = await serve(rehearsed(stage))
    await at_the_stage(house, stage)
    (statement,) = stage.negotiation.statements
    page = await house.page("ada", "/sign")
    assert f'name="choice:{statement}"' in page
    ada = await house.browser("ada")
    choice = {f"choice:{statement}": "turn_into_declaration"}
    answer = await ada.post("/n/test/sign", data=form(stage, factor="unproved", **choice))
    assert answer.status_code == 303
    (signature,) = (await house.negotiated()).signatures.values()
    assert [tuple(one) for one in signature.statements] == [(statement, "turn_into_declaration")]


def test_the_bare_closed_stage_is_what_the_lock_needs() -> None:
    """Both ways to a closed text lead to the same digest."""
    assert whole_digest(closed().negotiation) == whole_digest(checked().negotiation)
    with pytest.raises(Refusal):
        agreed().locks()
