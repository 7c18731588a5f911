"""What leaves on paper and comes back on it: exports, scans, tokens, in both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from server.store import exports as kept
from server.store import scans as scanned
from server.store import tables
from server.store.backup import backup, restore
from server.store.database import open_engine, writing
from server.store.exports import Export, Exports, TooManyExports
from server.store.scans import Scan, Scans, TooManyScans
from server.store.timestamps import keep_token, tokens
from server.store.verify import verify
from tests.store.story import small_record

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
ONE = Export(
    person="ana",
    party="BOATS",
    at=AT,
    kind="word",
    language="en",
    against="base",
    entry=7,
    digest="0" * 64,
    confidential=True,
)
PAGE = Scan("pdf", b"%PDF-1.7 signed")


def test_exports_are_told_newest_first_to_whoever_may_know(engine: Engine) -> None:
    small_record(engine)
    exports = Exports(engine)
    later = replace(ONE, at=AT + timedelta(minutes=1), kind="pdf")
    other = replace(ONE, person="gus", party=None)
    for one in (ONE, later, other):
        exports.note("harbour", one)
    assert exports.known("harbour")[0] == later
    assert len(exports.known("harbour")) == 3
    assert exports.known("harbour", person="ana") == (later, ONE)
    assert exports.known("harbour", person="gus", party="BOATS") == (later, ONE)
    assert exports.known("harbour", person="gus") == (other,)
    assert exports.known("elsewhere") == ()


def test_nobody_takes_more_than_are_kept(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    small_record(engine)
    monkeypatch.setattr(kept, "MOST", 2)
    exports = Exports(engine)
    exports.note("harbour", ONE)
    exports.note("harbour", ONE)
    with pytest.raises(TooManyExports):
        exports.note("harbour", ONE)
    exports.note("harbour", replace(ONE, person="gus"))


def test_a_scan_is_found_by_its_digest_in_its_own_negotiation(engine: Engine) -> None:
    small_record(engine)
    scans = Scans(engine)
    scans.keep("harbour", PAGE, AT)
    scans.keep("harbour", PAGE, AT)
    assert scans.find("harbour", PAGE.digest) == PAGE
    assert scans.find("elsewhere", PAGE.digest) is None
    assert scans.found("harbour", [PAGE.digest, "f" * 64]) == {PAGE.digest: PAGE}


def test_a_scan_that_was_changed_is_found(engine: Engine) -> None:
    small_record(engine)
    Scans(engine).keep("harbour", PAGE, AT)
    assert verify(engine, "harbour").sound
    with writing(engine) as connection:
        connection.execute(update(tables.scans).values(data=PAGE.data + b"."))
    assert verify(engine, "harbour").problem == f"the scan {PAGE.digest}: is another one"


def test_the_scans_of_a_negotiation_have_a_bound(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_record(engine)
    monkeypatch.setattr(scanned, "TOGETHER", 2 * len(PAGE.data))
    scans = Scans(engine)
    scans.keep("harbour", PAGE, AT)
    scans.keep("harbour", Scan("pdf", b"%PDF-1.7 SIGNED"), AT)
    with pytest.raises(TooManyScans):
        scans.keep("harbour", Scan("png", b"x"), AT)
    scans.keep("harbour", PAGE, AT)  # is there already


def test_the_first_token_over_a_checkpoint_stays(engine: Engine) -> None:
    small_record(engine)
    keep_token(engine, "harbour", 4, b"first", AT)
    keep_token(engine, "harbour", 4, b"second", AT)
    assert tokens(engine, "harbour") == {4: b"first"}


def test_a_copy_carries_scans_exports_and_tokens(engine: Engine, tmp_path: Path) -> None:
    small_record(engine)
    many = [Scan("png", bytes([number]) * 1000) for number in range(20)]
    for scan in many:
        Scans(engine).keep("harbour", scan, AT)
    Exports(engine).note("harbour", ONE)
    keep_token(engine, "harbour", 4, b"token", AT)
    backup(engine, tmp_path / "copy.db")
    fresh = open_engine(str(tmp_path / "fresh.db"))
    restore(fresh, tmp_path / "copy.db")
    digests = [scan.digest for scan in many]
    assert Scans(fresh).found("harbour", digests) == dict(zip(digests, many, strict=True))
    assert Exports(fresh).known("harbour") == (ONE,)
    assert tokens(fresh, "harbour") == {4: b"token"}
    fresh.dispose()
