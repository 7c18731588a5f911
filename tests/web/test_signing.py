"""Signing by a second factor, in ink, and what becomes of statements."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import httpx
import pyotp
import pytest

from models import acts
from models.signing import Choice, Evidence, Factor, SignStatus
from server.store.database import open_engine
from server.store.factors import Factors
from server.store.keys import open_key
from server.web.services import server_time
from tests.cast import Stage
from tests.web.closing import at_the_stage, published, rehearsed, reserved, signing
from tests.web.conftest import Serve
from tests.web.forms import region
from tests.web.house import House


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


@pytest.mark.parametrize("what", ["codes", "passkeys"])
async def test_a_wrong_card_is_called_that_where_nothing_is_signed(serve: Serve, what: str) -> None:
    house = await serve(signing())
    ada = await house.browser("ada")
    answer = await ada.post(
        f"/n/test/sign/{what}", data={"card": "2222222222"}, headers={"HX-Request": "true"}
    )
    assert "This is not the code on your card." in answer.text
    assert "signed" not in answer.text


async def test_what_becomes_of_a_statement_is_asked_and_not_assumed(serve: Serve) -> None:
    """F-12: nothing is ticked beforehand, on the page of the party and at the desk."""
    house = await serve(reserved())
    for person, path in (("ada", "/sign"), ("host", "/signing")):
        page = await house.page(person, path)
        choices = re.findall(r'<input[^>]*name="choice:[^>]*>', page)
        assert len(choices) == len(Choice)
        assert all("required" in one and "checked" not in one for one in choices)


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


async def test_the_table_asks_for_what_the_final_text_asks_of_a_party(serve: Serve) -> None:
    """F-5, F-8: to sign, to join once the window is closed, to consent that it be opened again."""
    stage = signing()
    house = await serve(stage)
    await at_the_stage(house, stage)
    asks = region(await house.page("ada", "/table"), "final")
    assert "Read and sign" in asks
    assert 'href="/n/test/sign"' in asks
    ally = region(await house.page("abe", "/table"), "final")
    assert "/sign" not in ally
    assert "signs for your party" in ally
    assert "Read" not in region(await house.page("new", "/table"), "final")


async def test_the_table_asks_no_more_of_whoever_has_signed_and_others_to_join(
    serve: Serve,
) -> None:
    stage = signing()
    stage.signs("ada")
    stage.later(minutes=8 * 24 * 60)
    stage.do("chair", acts.RequestUnlock(reason="A word is missing."))
    house = await serve(stage)
    await at_the_stage(house, stage)
    signed = region(await house.page("ada", "/table"), "final")
    assert "opened again" in signed
    assert 'href="/n/test/lock"' in signed
    assert "/sign" not in signed
    for person in ("bo", "new"):
        joins = region(await house.page(person, "/table"), "final")
        assert "Read and join" in joins
        assert "opened again" not in joins


async def test_a_party_that_joined_reads_why_and_consents_to_open_the_text_again(
    serve: Serve,
) -> None:
    """F-5: it never negotiated, and its consent is needed as everybody's who signed."""
    stage = signing()
    stage.signs("ada")
    stage.later(minutes=8 * 24 * 60)
    stage.accedes("new")
    stage.do("chair", acts.RequestUnlock(reason="A word is missing."))
    house = await serve(stage)
    await at_the_stage(house, stage)
    asks = region(await house.page("new", "/table"), "final")
    assert 'href="/n/test/lock"' in asks
    assert "/sign" not in asks
    lock = region(await house.page("new", "/lock"), "lock")
    assert "A word is missing." in lock
    assert "acts/consent_unlock" in lock
    assert "acts/consent_unlock" not in region(await house.page("bo", "/lock"), "lock")


async def test_half_an_embargo_is_asked_for_whole_and_loses_nothing(serve: Serve) -> None:
    stage = signing()
    house = await serve(stage)
    await at_the_stage(house, stage)
    page = await house.page("host", "/signing")
    assert re.search(r'<form[^>]*action="/n/test/signing/publish"[^>]*data-act', page)
    host = await house.browser("host")
    fields = {"digest": stage.negotiation.finals[-1].digest, "day": "2027-03-09", "time": ""}
    answer = await host.post("/n/test/signing/publish", data=fields, headers={"HX-Request": "true"})
    assert "A day and a time are needed." in answer.text
    assert "Enter both of them." in answer.text
    assert "Reload" not in answer.text


async def test_a_party_that_left_is_not_told_that_it_has_signed(serve: Serve) -> None:
    stage = signing()
    stage.signs("ada")
    stage.do("ada", acts.WithdrawSignature(effective="2031-01-01"))
    house = await serve(stage)
    await at_the_stage(house, stage)
    page = await house.page("ada", "/sign")
    assert "Your party has left the code" in page
    assert "Your party has signed" not in page
