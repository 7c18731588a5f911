"""The outside anchor: tokens of an authority in this process, kept, bundled, verified offline."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from hashlib import sha256

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from sqlalchemy import delete

from server.bundle import anchor as anchors
from server.bundle import check
from server.bundle.anchor import Anchor
from server.bundle.anchor import Authority as Trusted
from server.store.database import writing
from server.store.extract import line
from server.store.tables import timestamps
from server.store.timestamps import keep_token, tokens
from tests.bundle.authority import SHA256, Authority, put, seq
from tests.bundle.conftest import Kept
from tests.bundle.members import Members, opened, signed_again
from tests.bundle.verdicts import Judges

Handler = Callable[[httpx.Request], httpx.Response]
URL = "http://clock.test/"
ANYBODY = Trusted(URL)


@pytest.fixture(scope="module", params=[True, False], ids=["RSA", "P-256"])
def authority(request: pytest.FixtureRequest) -> Authority:
    return Authority(rsa_key=request.param)


@pytest.fixture(autouse=True)
def _empty(closed: Kept) -> Iterator[None]:
    yield
    with writing(closed.engine) as connection:
        connection.execute(delete(timestamps))


def over(note: bytes) -> bytes:
    """The messageImprint of a note."""
    return seq(seq(put(6, SHA256)), put(4, sha256(note).digest()))


def found_out(members: Members) -> str:
    """What the check says of members that are not as they were made."""
    with pytest.raises(check.Wrong) as wrong:
        check.check_members(members)
    return str(wrong.value)


def answering(authority: Authority) -> Handler:
    """What the authority answers over HTTP."""

    def handle(request: httpx.Request) -> httpx.Response:
        assert request.headers["content-type"] == "application/timestamp-query"
        return httpx.Response(200, content=authority.answer(request.content))

    return handle


@asynccontextmanager
async def working(
    closed: Kept, handler: Handler, trusted: Trusted = ANYBODY
) -> AsyncIterator[Anchor]:
    """An anchor at work, that asks this handler once and again."""
    transport = httpx.MockTransport(handler)
    its = Anchor(closed.engine, trusted, transport=transport, again=(0.0, 0.0), seconds=5.0)
    task = asyncio.create_task(its.work())
    try:
        yield its
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def anchored(closed: Kept, handler: Handler, trusted: Trusted = ANYBODY) -> list[int]:
    """Have the last checkpoint stamped: the entries that there are tokens for then."""
    async with working(closed, handler, trusted) as its:
        its.send(closed.stamp)
        await its.settled()
    return list(tokens(closed.engine, closed.negotiation.id))


async def test_a_token_is_kept_bundled_and_verified_offline(
    closed: Kept, authority: Authority, judges: Judges
) -> None:
    number = closed.stamp.checkpoint.number
    assert await anchored(closed, answering(authority)) == [number]
    members = opened(closed.bundle("unp1"))
    said = judges.sound(members)
    own = authority.certificate.public_bytes(serialization.Encoding.DER)
    assert "1 time stamps from outside, the last 20270118120000Z" in said
    assert sha256(own).hexdigest()[:16] in said
    twice = {**members, "timestamps.jsonl": members["timestamps.jsonl"] * 2}
    assert "line 2: is out of order" in judges.found_out(signed_again(twice, closed.key))


async def test_an_authority_that_is_not_the_trusted_one_is_not_believed(
    closed: Kept, authority: Authority
) -> None:
    own, other = [authority.certificate], [Authority().certificate]
    assert await anchored(closed, answering(authority), Trusted(URL, other)) == []
    assert await anchored(closed, answering(authority), Trusted(URL, own)) != []


def test_one_bit_of_what_a_token_says_is_found(closed: Kept, authority: Authority) -> None:
    note = closed.stamp.note.encode()
    data = authority.token(over(note))
    check.Token(data).check(note)
    with pytest.raises(ValueError, match="something else"):
        check.Token(data).check(note + b" ")
    dice = random.Random(20270118)
    token = check.Token(data)
    signed = (token.info, token.attributes.body, token.signature)
    for _ in range(200):
        spot = dice.choice(signed)
        at, bit = data.index(spot) + dice.randrange(len(spot)), dice.randrange(8)
        changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
        with pytest.raises(ValueError):  # noqa: PT011 - whatever it finds first
            check.Token(changed).check(note)


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x30\x80", b"\x30\x03\x02\x01\x00", b"\x05\x00"])
def test_what_is_no_token_is_told_as_such(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it finds first
        check.Token(data)


def test_a_token_of_another_checkpoint_in_a_bundle_is_found(
    closed: Kept, authority: Authority, judges: Judges
) -> None:
    number = closed.stamp.checkpoint.number
    token = authority.token(over(b"another note"))
    keep_token(closed.engine, closed.negotiation.id, number, token, closed.stage.now)
    members = opened(closed.bundle("unp1"))
    assert "timestamps.jsonl, line 1" in judges.found_out(members)
    own = authority.token(over(closed.stamp.note.encode()))
    for other in ({"number": number - 1}, {"token": "MAA="}, {"token": ""}, {"more": 1}):
        told = {"number": number, "token": base64.b64encode(own).decode(), **other}
        changed = signed_again({**members, "timestamps.jsonl": line(told)}, closed.key)
        assert "timestamps.jsonl, line 1" in judges.found_out(changed)


def test_one_bit_of_a_token_that_the_server_signs_again_is_found(
    closed: Kept, authority: Authority, judges: Judges
) -> None:
    members, number = opened(closed.bundle("unp1")), closed.stamp.checkpoint.number
    data = authority.token(over(closed.stamp.note.encode()))
    token, dice = check.Token(data), random.Random(20270119)
    for _ in range(8):
        spot = dice.choice((token.info, token.attributes.body, token.signature))
        at, bit = data.index(spot) + dice.randrange(len(spot)), dice.randrange(8)
        changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
        told = line({"number": number, "token": base64.b64encode(changed).decode()})
        judges.found_out(signed_again({**members, "timestamps.jsonl": told}, closed.key))


def _late(_request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("late")


BROKEN: dict[str, Handler] = {
    "late": _late,
    "down": lambda _: httpx.Response(503),
    "empty": lambda _: httpx.Response(200),
    "words": lambda _: httpx.Response(200, content=b"<html>no</html>"),
    "endless": lambda _: httpx.Response(200, content=b"0" * (anchors.LARGEST + 1)),
    "moved": lambda _: httpx.Response(302, headers={"location": "http://elsewhere.test/"}),
    "another": lambda _: httpx.Response(
        200, content=seq(seq(b"\x02\x01\x00"), Authority(rsa_key=False).token(over(b"other")))
    ),
    "declined": lambda _: httpx.Response(200, content=seq(seq(b"\x02\x01\x02"))),
}


@pytest.mark.parametrize("how", BROKEN)
async def test_an_authority_that_fails_stops_nothing(
    closed: Kept, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    good = answering(Authority(rsa_key=False))
    failed: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        if len(failed) < 2:
            failed.append(request)
            return BROKEN[how](request)
        return good(request)

    async with working(closed, handle) as its:
        its.send(closed.stamp)
        await its.settled()
        assert tokens(closed.engine, closed.negotiation.id) == {}
        its.send(closed.stamp)
        await its.settled()
    assert list(tokens(closed.engine, closed.negotiation.id)) == [closed.stamp.checkpoint.number]
    assert "is not anchored" in caplog.text


async def test_more_than_may_wait_are_let_go(
    closed: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    its = Anchor(closed.engine, ANYBODY)
    for _ in range(anchors.WAITING + 3):
        its.send(closed.stamp)
    assert caplog.text.count("too many wait") == 3
