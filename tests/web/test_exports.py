"""What leaves the house is put down, and marked where the meeting is confidential."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile

import pytest

from models import acts
from models.rulebook import Mode
from server.store import exports
from server.store.keys import open_key
from tests.bundle.members import signed_again
from tests.bundle.verdicts import Judges
from tests.cast import opened
from tests.web.closing import signing
from tests.web.conftest import Serve
from tests.web.test_pages import contested

KINDS = ("word", "pdf", "markdown", "akn", "json")


async def test_each_export_bears_the_code_of_the_entry_it_reads_up_to(serve: Serve) -> None:
    house = await serve(contested())
    ada = await house.browser("ada")
    room = await house.room()
    told = json.loads((await ada.get("/n/test/documents/json")).content)
    stamp = await room.stamped()
    assert told["seal"] == {"entry": room.ledger.end[0], "code": stamp.checkpoint.code}
    assert told["address"] == "http://parley.test/p/test"
    assert told["copy"] is None
    markdown = (await ada.get("/n/test/documents/markdown")).text
    assert stamp.checkpoint.code in markdown


async def test_a_confidential_copy_bears_its_holder_in_every_format(serve: Serve) -> None:
    stage = contested()
    stage.do("chair", acts.SetVisibility(mode=Mode.CLOSED))
    house = await serve(stage)
    ada, bo = await house.browser("ada"), await house.browser("bo")
    told = json.loads((await ada.get("/n/test/documents/json")).content)
    assert told["copy"]["person"] == "Ada"
    assert told["copy"]["party"]["code"] == "ALP"
    for kind in ("markdown", "akn"):
        own = (await ada.get(f"/n/test/documents/{kind}")).text
        assert "Confidential copy · Ada, ALP" in own
        assert "Confidential copy · Bo" in (await bo.get(f"/n/test/documents/{kind}")).text
    page = await house.page("ada", "/documents")
    assert "what you take along bears your name" in page


async def test_who_took_what_is_told_to_facilitators_and_ones_own_party(serve: Serve) -> None:
    house = await serve(contested())
    ada = await house.browser("ada")
    made = {kind: (await ada.get(f"/n/test/documents/{kind}")).content for kind in KINDS}
    made["bundle"] = (await ada.get("/n/test/record/bundle")).content
    bo = await house.browser("bo")
    assert (await bo.get("/n/test/documents/json")).status_code == 200
    seen = {who: await house.page(who, "/documents") for who in ("chair", "ada", "bo", "eve")}
    for data in made.values():
        digest = hashlib.sha256(data).hexdigest()
        assert digest in seen["chair"]
        assert digest in seen["ada"]
    assert hashlib.sha256(made["bundle"]).hexdigest() not in seen["bo"] + seen["eve"]
    assert "Bundle of the record" in seen["ada"]
    taken = {who: len(re.findall(r"<code class=.digest. dir=.ltr.>", p)) for who, p in seen.items()}
    assert (taken["chair"] - taken["eve"], taken["bo"] - taken["eve"]) == (7, 1)


async def test_whoever_took_as_many_as_are_kept_takes_no_more(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST", 1)
    house = await serve(opened())
    ada = await house.browser("ada")
    assert (await ada.get("/n/test/documents/json")).status_code == 200
    refused = await ada.get("/n/test/documents/json")
    assert refused.status_code == 409
    assert "as many documents as are counted" in refused.text


async def test_a_scan_goes_into_the_bundle_and_is_held_against_its_signature(serve: Serve) -> None:
    stage = signing()
    house = await serve(stage)
    host = await house.browser("host")
    digest, scan = stage.negotiation.finals[-1].digest, b"%PDF-1.7 signed" + b"." * 1000
    sent = {"party": "DEL", "person": "dot", "read": digest[:4]}
    await host.post("/n/test/signing/ink", data=sent, files={"scan": ("s.pdf", scan)})
    bundle = (await (await house.browser("ada")).get("/n/test/record/bundle")).content
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = f"scans/{hashlib.sha256(scan).hexdigest()}.pdf"
    assert members[name] == scan
    key = open_key(house.services.settings.key_file)
    with Judges() as judges:
        assert "1 of 1 scans" in judges.sound(members)
        other = signed_again({**members, name: scan + b"."}, key)
        assert f"{name}: is not the scan" in judges.found_out(other)
        strange = f"scans/{hashlib.sha256(b'x').hexdigest()}.pdf"
        assert f"{strange}: no signature" in judges.found_out(
            signed_again({**members, strange: b"x"}, key)
        )


async def test_a_scan_of_what_is_refused_is_not_kept(serve: Serve) -> None:
    stage = signing()
    house = await serve(stage)
    host, scan = await house.browser("host"), b"%PDF-1.7 signed"
    sent = {"party": "NOBODY", "person": "dot", "read": stage.negotiation.finals[-1].digest[:4]}
    await host.post("/n/test/signing/ink", data=sent, files={"scan": ("s.pdf", scan)})
    found = house.services.scans.find("test", hashlib.sha256(scan).hexdigest())
    assert found is None
