"""A head signs with a passkey in a real browser; the assertion verifies again without a server."""

from __future__ import annotations

import json
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser, Page, Route, ViewportSize, expect

from models import acts
from models.assent import challenge
from models.negotiation import Negotiation
from models.party import Actor
from models.signing import Choice, Factor, StatementChoice
from server.store.assertions import NotAssented, check
from server.store.database import open_engine
from server.store.invitations import Invitations
from server.store.ledger import Ledger
from server.store.replay import replay
from server.web.services import server_time
from tests.browser.visitors import AUTHENTICATOR, serving
from tests.bundle.verdicts import Judges
from tests.web.closing import reserved

PHONE: ViewportSize = {"width": 390, "height": 844}
Served = tuple[str, Invitations, str]


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """A locked text of a real negotiation, the window open, ada's party with a reservation."""
    stage = reserved()
    async with serving(stage, tmp_path) as served:
        yield served


async def phone_of(browser: Browser, served: Served, person: str = "ada") -> Page:
    """Somebody's telephone with a passkey on it, open where one signs."""
    address, invitations, negotiation = served
    (ticket,) = invitations.issue(negotiation, [person], server_time())
    context = await browser.new_context(base_url=address, viewport=PHONE)
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    await page.goto(ticket.path)
    await page.click("button.main")
    await page.goto(f"/n/{negotiation}/sign")
    await expect(page.get_by_role("button", name="Sign for our party")).to_have_count(0)
    await page.locator("#add-passkey > summary").click()
    await page.locator("#add-passkey input[name=card]").fill(ticket.code)
    await page.locator("#add-passkey button").click()
    await expect(page.locator("input[value=passkey]").first).to_be_checked()
    return page


def recorded(database: Path, negotiation: str) -> Negotiation:
    """The negotiation as the record alone has it."""
    engine = open_engine(str(database))
    try:
        return replay(Ledger(engine, negotiation).load())
    finally:
        engine.dispose()


async def proves_itself(page: Page) -> None:
    """The record that ada downloads proves her signature offline, to both verifiers."""
    async with page.expect_download() as coming:
        await page.locator(".hold").get_by_role("link", name="Download the record").click()
    file = await (await coming.value).path()
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    (signature,) = json.loads(members["signatures.json"])
    assert signature["evidence"]["factor"] == "passkey"
    with Judges() as judges:
        assert "; 1 signatures;" in judges.sound(members)


async def test_a_passkey_signs_what_the_page_shows(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    page = await phone_of(browser, served)
    await expect(page.locator("[data-device]")).to_contain_text("the same fingerprint")
    await page.get_by_label("Turn it into a declaration").check()
    await page.get_by_role("button", name="Sign for our party").click()
    await expect(page.locator(".receipt")).to_contain_text("With a passkey")
    await proves_itself(page)
    await page.locator("#withdraw > summary").click()
    await page.locator("#withdraw input[name=effective]").fill("2031-01-01")
    await page.locator("#withdraw button").click()
    await expect(page.locator(".receipt")).to_contain_text("2031-01-01")
    await page.context.close()

    n = recorded(tmp_path / "parley.db", served[2])
    (signature,) = n.signatures.values()
    assert signature.evidence.factor is Factor.PASSKEY
    actor = Actor("ada", n.people["ada"].role, "ALP")
    signed = acts.Sign(
        digest=signature.digest, manifest=signature.manifest, statements=signature.statements
    )
    proof = signature.evidence.proof
    assert check(proof, challenge(n, signed, actor)) >= 0
    dropped = tuple(StatementChoice(one, Choice.DROP) for one, _ in signature.statements)
    for other in (
        challenge(n, replace(signed, statements=dropped), actor),
        challenge(n, signed, replace(actor, person="abe")),
        challenge(n, acts.Decline(digest=signature.digest), actor),
        challenge(n, acts.WithdrawSignature(effective="2031-01-01"), actor),
    ):
        with pytest.raises(NotAssented):
            check(proof, other)
    flipped = {**proof, "authenticatorData": "A" + proof["authenticatorData"][1:]}
    with pytest.raises(NotAssented):
        check(flipped, challenge(n, signed, actor))


async def test_a_code_that_is_refused_leaves_what_was_chosen(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    address, invitations, negotiation = served
    window = recorded(tmp_path / "parley.db", negotiation).window
    assert window is not None
    (ticket,) = invitations.issue(negotiation, ["ada"], server_time())
    page = await (await browser.new_context(base_url=address, viewport=PHONE)).new_page()
    await page.goto(ticket.path)
    await page.click("button.main")
    await page.goto(f"/n/{negotiation}/sign")
    await page.locator("#add-codes > summary").click()
    await page.locator("#add-codes input[name=card]").fill(ticket.code)
    await page.locator("#add-codes button").click()
    codes = pyotp.TOTP(await page.locator(".card-code").inner_text())
    await page.get_by_role("link", name="It is in my app").click()

    form, press = page.locator("form[data-binds]"), page.get_by_role("button", name="Sign for our")
    await expect(form.locator("input[name^='choice:']:checked")).to_have_count(0)
    await form.get_by_label("Drop it").check()
    await form.get_by_label("Place").fill("At sea")
    await form.locator("input[name=card]").fill("XXXX-XXX-XXX")
    await form.locator("input[name=code]").fill(codes.at(window.opened))
    await press.click()
    await expect(form.locator(".refusal .sentence")).to_contain_text("not the code on your card")
    await expect(form.get_by_label("Drop it")).to_be_checked()
    await expect(form.get_by_label("Place")).to_have_value("At sea")
    await form.locator("input[name=card]").fill(ticket.code)
    await form.locator("input[name=code]").fill(codes.at(window.opened))
    await press.click()
    await expect(page.locator(".receipt")).to_contain_text("At sea")
    await expect(page.locator(".receipt")).to_be_in_viewport()
    await page.context.close()


async def test_a_page_that_shows_another_text_stops_the_form(
    browser: Browser, served: Served
) -> None:
    page = await phone_of(browser, served)
    await page.route("**/sign", _tampered)
    await page.reload()
    await expect(page.locator("[data-device]")).to_contain_text("another fingerprint")
    await expect(page.locator("form[data-reads] button.main").first).to_be_disabled()
    await page.context.close()


async def _tampered(route: Route) -> None:
    answer = await route.fetch()
    text = (await answer.text()).replace("Satire is free.", "Satire is not free.")
    await route.fulfill(response=answer, body=text)


async def test_who_signs_is_seen_at_once_on_every_page_of_the_signing(
    browser: Browser, served: Served
) -> None:
    address, invitations, negotiation = served
    ada, bo = await phone_of(browser, served), await phone_of(browser, served, "bo")
    idle, begun = [await ada.context.new_page() for _ in range(2)]
    for page in (idle, begun):
        await page.goto(f"/n/{negotiation}/sign")
    await begun.get_by_label("Place").fill("At sea")
    (ticket,) = invitations.issue(negotiation, ["host"], server_time())
    desk = await (await browser.new_context(base_url=address)).new_page()
    await desk.goto(ticket.path)
    await desk.click("button.main")
    await desk.goto(f"/n/{negotiation}/signing")

    await bo.get_by_role("button", name="Sign for our party").click()
    await expect(bo.locator(".receipt")).to_be_visible()
    await expect(desk.locator('[data-party="BET"]')).to_contain_text("✓ Signed")
    await expect(idle.locator("#signed")).to_contain_text("Signed 09:")
    await expect(idle.locator("#changed")).to_be_hidden()

    await ada.get_by_label("Maintain it").check()
    await ada.get_by_role("button", name="Sign for our party").click()
    await expect(ada.locator(".receipt")).to_be_visible()
    await expect(idle.locator(".receipt")).to_be_visible()
    await expect(begun.locator("#changed")).to_be_visible()
    await expect(begun.get_by_label("Place")).to_have_value("At sea")
    for page in (ada, bo, desk):
        await page.context.close()
