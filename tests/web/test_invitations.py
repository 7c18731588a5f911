"""The facilitators invite, and take back what they gave out."""

from __future__ import annotations

import re

from server.web.services import server_time
from tests.cast import opened
from tests.web.conftest import Serve
from tests.web.forms import forms


async def test_a_new_invitation_is_shown_once_and_works(serve: Serve) -> None:
    house = await serve(opened())
    chair = await house.browser("chair")
    path = f"{house.here}/invitations"
    page = (await chair.post(f"{path}/issue", data={"person": "ada"})).text
    link = re.search(r"/join/[\w-]{40,}", page)
    code = re.search(r'class="card-code" dir="ltr">([\w-]+)<', page)
    assert link is not None
    assert code is not None
    assert "<svg" in page
    assert not re.search(r"<svg[^>]*style", page)
    assert link[0] not in (await chair.get(path)).text
    assert (await house.stranger().post(link[0])).status_code == 303
    assert (await house.stranger().post("/join", data={"code": code[1]})).status_code == 303
    assert "Used" in (await chair.get(path)).text


async def test_a_lost_device_is_signed_out_and_others_stay(serve: Serve) -> None:
    house = await serve(opened())
    chair, lost = await house.browser("chair"), await house.browser("ada")
    kept = house.stranger()
    await kept.post(house.link("ada"))
    sessions = [s for s in house.services.sessions.of("test", server_time()) if s.person == "ada"]
    oldest = min(sessions, key=lambda session: session.created)
    path = f"{house.here}/invitations"
    await chair.post(f"{path}/devices/revoke", data={"session": oldest.id})
    assert (await lost.get(f"{house.here}/table")).status_code == 303
    assert (await kept.get(f"{house.here}/table")).status_code == 200
    wrong = await chair.post(f"{path}/devices/revoke", data={"session": "none"})
    assert wrong.status_code == 404


async def test_a_withdrawn_invitation_ends_everything(serve: Serve) -> None:
    house = await serve(opened())
    chair, link = await house.browser("chair"), house.link("ada")
    ada = house.stranger()
    await ada.post(link)
    await chair.post(f"{house.here}/invitations/revoke", data={"person": "ada"})
    assert (await ada.get(f"{house.here}/table")).status_code == 303
    assert (await ada.post(link)).status_code == 404


async def test_a_person_is_added_and_removed(serve: Serve) -> None:
    house = await serve(opened())
    chair = await house.browser("chair")
    path = f"{house.here}/invitations/people"
    page = (await chair.post(path, data={"name": "Zoe", "role": "GAM/delegate"})).text
    link = re.search(r"/join/[\w-]{40,}", page)
    assert link is not None
    zoe = house.stranger()
    await zoe.post(link[0])
    assert "Zoe" in (await zoe.get(f"{house.here}/table")).text
    (added,) = [p for p in (await house.negotiated()).people.values() if p.name == "Zoe"]
    assert added.party == "GAM"
    await chair.post(f"{path}/remove", data={"person": added.id})
    assert (await zoe.get(f"{house.here}/table")).status_code == 303
    for wrong in (
        {"name": ""},
        {"name": "X", "role": "king"},
        {"name": "X", "role": "NO/delegate"},
    ):
        before = len((await house.negotiated()).people)
        assert (await chair.post(path, data=wrong)).status_code == 303
        assert len((await house.negotiated()).people) == before


async def test_a_co_facilitator_gives_and_takes_no_way_in_of_facilitators_or_the_convenor(
    serve: Serve,
) -> None:
    house = await serve(opened())
    aide, host = await house.browser("aide"), await house.browser("host")
    path = f"{house.here}/invitations"
    (device,) = [s for s in house.services.sessions.of("test", server_time()) if s.person == "host"]
    for where, asked in (
        ("issue", {"person": "host"}),
        ("revoke", {"person": "host"}),
        ("devices/revoke", {"session": device.id}),
    ):
        answer = await aide.post(f"{path}/{where}", data=asked, follow_redirects=True)
        assert "/join/" not in answer.text, where
        assert "Co-facilitators do not appoint, invite or remove" in answer.text, where
    assert (await host.get(path)).status_code == 200
    assert "/join/" in (await aide.post(f"{path}/issue", data={"person": "aide"})).text
    page = (await aide.get(path)).text
    assert page.count("The lead facilitator or the convenor invites them.") == 2
    assert device.id not in page
    assert 'value="convenor"' not in page
    assert 'value="convenor"' in (await host.get(path)).text


async def test_nobody_is_offered_to_end_their_own_access(serve: Serve) -> None:
    house = await serve(opened())
    page = await house.page("chair", "/invitations")
    for address, offered in (("issue", True), ("revoke", False), ("people/remove", False)):
        own = {"person": "chair"} in forms(page, f"invitations/{address}")
        assert own == offered, address


async def test_only_facilitators_invite(serve: Serve) -> None:
    house = await serve(opened())
    for person in ("ada", "eve", "lex"):
        browser = await house.browser(person)
        for path in ("issue", "revoke", "devices/revoke", "people", "people/remove"):
            answer = await browser.post(f"{house.here}/invitations/{path}", data={"person": "bo"})
            assert answer.status_code == 403
