"""Coming in: links that do not wear out by looking, codes that cannot be guessed, sessions."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta

import pytest

from server.store.invitations import Ticket
from server.store.throttle import BY_ADDRESS
from server.web.services import server_time
from tests.cast import opened
from tests.web.conftest import Serve
from tests.web.house import House


def ticket(house: House, person: str) -> Ticket:
    """A fresh invitation of a person."""
    (found,) = house.services.invitations.issue(house.negotiation, [person], server_time())
    return found


async def test_a_link_is_looked_at_without_being_used(serve: Serve) -> None:
    house = await serve(opened())
    link, browser = house.link("ada"), house.stranger()
    for method in ("GET", "HEAD", "GET"):
        answer = await browser.request(method, link, headers={"Purpose": "prefetch"})
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
    assert "Ada" in (await browser.get(link)).text
    assert "A code" in (await browser.get(link)).text
    (invitation,) = [i for i in house.services.invitations.of("test") if i.person == "ada"]
    assert invitation.redeemed == 0


async def test_a_link_lets_its_person_in_on_two_devices(serve: Serve) -> None:
    house = await serve(opened())
    link = house.link("ada")
    for _ in range(2):
        browser = house.stranger()
        answer = await browser.post(link, follow_redirects=True)
        assert answer.url.path == "/n/test/table"
        assert "Ada" in answer.text
    assert len(house.services.sessions.of("test", server_time())) == 2


async def test_a_replaced_or_withdrawn_link_is_dead_and_says_no_more_than_any_other(
    serve: Serve,
) -> None:
    house = await serve(opened())
    old = house.link("ada")
    withdrawn = house.link("bo")
    house.link("ada")
    house.services.invitations.revoke("test", ["bo"], server_time())
    browser = house.stranger()
    answers = [await browser.post(link) for link in (old, withdrawn, "/join/nonsense")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({_without_nonce(answer.text) for answer in answers}) == 1
    assert not any("set-cookie" in answer.headers for answer in answers)


async def test_a_code_lets_its_person_in_however_it_is_typed(serve: Serve) -> None:
    house = await serve(opened())
    browser = house.stranger()
    typed = f" {ticket(house, 'ada').card.lower()} "
    answer = await browser.post("/join", data={"code": typed}, follow_redirects=True)
    assert answer.url.path == "/n/test/table"


async def test_wrong_codes_are_answered_alike(serve: Serve) -> None:
    house = await serve(opened())
    its = ticket(house, "ada")
    wrong_secret = its.code[:4] + ("2" * 6 if its.code[4:] != "2" * 6 else "3" * 6)
    browser = house.stranger()
    answers = [
        await browser.post("/join", data={"code": code})
        for code in (wrong_secret, "2222222222", "", "x" * 5000, "ا ب ت")
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert len({_without_nonce(answer.text) for answer in answers}) == 1


async def test_codes_cannot_be_guessed_for_long_and_others_still_come_in(serve: Serve) -> None:
    house = await serve(opened())
    its, browser = ticket(house, "ada"), house.stranger()
    locators = itertools.product("ACDEFG", repeat=4)
    statuses = [
        (await browser.post("/join", data={"code": "".join(locator) + "222222"})).status_code
        for locator in itertools.islice(locators, BY_ADDRESS + 2)
    ]
    assert statuses[-1] == 429
    late = await browser.post("/join", data={"code": its.card})
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    assert (await browser.post(its.path)).status_code == 303, "the link still works"


async def test_coming_in_makes_a_new_token_and_kills_a_planted_one(serve: Serve) -> None:
    house = await serve(opened())
    browser = house.stranger()
    browser.cookies.set("parley", "planted", domain="parley.test")
    await browser.post(house.link("ada"))
    first = browser.cookies["parley"]
    assert first != "planted"
    await browser.post(house.link("bo"))
    assert browser.cookies["parley"] != first
    assert "Bo" in (await browser.get("/n/test/table")).text
    planted = house.stranger()
    planted.cookies.set("parley", first, domain="parley.test")
    assert (await planted.get("/n/test/table")).status_code == 303


async def test_the_cookie_is_for_this_server_only(serve: Serve) -> None:
    house = await serve(opened())
    answer = await house.stranger().post(house.link("ada"))
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("parley=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "domain" not in cookie
    assert "; secure" not in cookie


async def test_with_https_the_cookie_can_be_set_by_nobody_else(serve: Serve) -> None:
    house = await serve(opened(), public_url="https://parley.test")
    browser = house.stranger({"Origin": "https://parley.test", "Sec-Fetch-Site": "same-origin"})
    answer = await browser.post(house.link("ada"))
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-parley=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "max-age" in answer.headers["strict-transport-security"]


async def test_a_session_that_ended_ends_at_once(serve: Serve) -> None:
    house = await serve(opened())
    browser = await house.browser("ada")
    assert (await browser.get("/n/test/table")).status_code == 200
    house.services.sessions.revoke_person("test", "ada", server_time())
    answer = await browser.get("/n/test/table")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/?next=")


async def test_signing_out_ends_this_device_only(serve: Serve) -> None:
    house = await serve(opened())
    here, there = await house.browser("ada"), house.stranger()
    await there.post(house.link("ada"))
    assert (await here.post("/n/test/sign-out")).headers["location"] == "/"
    assert (await here.get("/n/test/table")).status_code == 303
    assert (await there.get("/n/test/table")).status_code == 200


async def test_the_landing_page_lists_my_negotiations(serve: Serve) -> None:
    house = await serve(opened())
    assert "A code" not in (await house.stranger().get("/")).text
    assert "A code" in (await (await house.browser("ada")).get("/")).text


@pytest.mark.parametrize(
    ("wanted", "came_to"),
    [
        ("/n/test/table?clause=A2", "/n/test/table?clause=A2"),
        ("/n/test", "/n/test"),
        ("/n/testing", "/n/test"),
        ("//evil.test/n/test", "/n/test"),
        ("/\\evil.test", "/n/test"),
        ("https://evil.test/n/test", "/n/test"),
        ("/n/test/\r\nSet-Cookie: x=y", "/n/test"),
        ("/n/test\\@evil.test", "/n/test"),
        ("javascript:alert(1)", "/n/test"),
    ],
)
async def test_after_the_door_one_only_comes_to_own_paths(
    serve: Serve, wanted: str, came_to: str
) -> None:
    house = await serve(opened())
    code = ticket(house, "ada").card
    answer = await house.stranger().post("/join", data={"code": code, "next": wanted})
    assert answer.headers["location"] == came_to


async def test_nobody_learns_which_negotiations_there_are(serve: Serve) -> None:
    house = await serve(opened())
    browser = house.stranger()
    for path in ("table", "state", "invitations", "live"):
        there = await browser.get(f"/n/test/{path}")
        elsewhere = await browser.get(f"/n/none/{path}")
        assert there.status_code == elsewhere.status_code
        assert there.headers.get("location", "").replace("test", "none") == elsewhere.headers.get(
            "location", ""
        )


async def test_many_people_come_in_at_once(serve: Serve) -> None:
    house = await serve(opened())
    people = ("ada", "abe", "bo", "gus", "dot", "chair", "eve", "lex")
    tickets = [ticket(house, person) for person in people]
    answers = await asyncio.gather(
        *(house.stranger().post("/join", data={"code": its.card}) for its in tickets)
    )
    assert {answer.status_code for answer in answers} == {303}


async def test_a_session_does_not_outlive_its_day(serve: Serve) -> None:
    house = await serve(opened())
    browser = await house.browser("ada")
    token = browser.cookies["parley"]
    later = server_time() + timedelta(hours=house.services.settings.session_hours, minutes=1)
    assert house.services.sessions.find(token, server_time())
    assert not house.services.sessions.find(token, later)


async def test_a_cookie_that_is_none_of_ours_is_no_trouble(serve: Serve) -> None:
    house = await serve(opened())
    browser = house.stranger()
    for cookie in ("parley=" + "x" * 6000, "parley=%00%ff; parley=b", ";;;=", 'parley="é"'):
        headers = {b"Cookie": cookie.encode("latin-1")}
        assert (await browser.get("/", headers=headers)).status_code == 200
        assert (await browser.get("/n/test/table", headers=headers)).status_code == 303


def _without_nonce(html: str) -> str:
    """A page without what is new in every answer."""
    head, _, rest = html.partition('name="csp-nonce" content="')
    return head + rest.partition('"')[2]


async def test_the_door_speaks_the_language_a_browser_asks_for(serve: Serve) -> None:
    house = await serve(opened())
    browser = house.stranger()
    for wish, lang, direction in (
        ("ar-MA,ar;q=0.9,en;q=0.5", "ar", "rtl"),
        ("en-GB", "en", "ltr"),
        ("../../etc/passwd", "en", "ltr"),
        (",;;=", "en", "ltr"),
    ):
        html = (await browser.get("/", headers={"Accept-Language": wish})).text
        assert f'<html lang="{lang}" dir="{direction}">' in html
