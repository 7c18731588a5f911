"""The matrix at the doors: acts by HTTP and by socket, every address, every frame, every role."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import get_args

import httpx
import pytest
from starlette.routing import Route, WebSocketRoute

from models.assent import Assenting
from models.facts import AnyFact
from models.refusals import Refusal
from models.rules import decide
from server.app import ROUTES
from server.live import batch as batches
from server.live.clock import RehearsalClock
from server.play.client import as_json
from server.web import live
from server.web.frames import AnyFrame
from server.web.pace import Pace
from server.web.parse import KINDS
from tests.models.matrix import CAST, SETTINGS, Setting
from tests.models.matrix_acts import ROWS, kind_of, made
from tests.web.conftest import Serve
from tests.web.house import House
from tests.web.test_socket import Wire, page_of

BRACKETED = SETTINGS["bracketed"]
ONE_OF_EACH = ("ada", "dot", "new", "abe", "amy", *CAST[11:19])
"""Somebody in every role, and the heads of an uninvolved party and of one that waits."""
SCREENS = {
    **dict.fromkeys(("chair", "aide", "host"), "board"),
    "eve": "follow",
    "new": "follow",
    "wall": "projector",
}


def _dry(*asked: object) -> tuple[AnyFact, ...]:
    """Decide, and let nothing come of it: what is possible is told as a refusal of its own."""
    decide(*asked)  # type: ignore[arg-type]
    raise Refusal("possible", "This is possible.", "Do it.", rule="G-2")


async def _house(serve: Serve, its: Setting, monkeypatch: pytest.MonkeyPatch) -> House:
    """What stands in a setting, served at its own time; acts are decided and not done."""
    monkeypatch.setattr(batches, "decide", _dry)
    house = await serve(its.stage)
    clock = house.services.rooms.clock
    assert isinstance(clock, RehearsalClock)
    clock.move(its.stage.now, running=False)
    return house


def _told(code: str) -> str:
    return {"possible": "+", "wrong_role": "r", "not_admitted": "r", "not_yours": "y"}.get(
        code, "-"
    )


def _expected(its: Setting, person: str) -> dict[str, str]:
    """The model's own answers, which tests/models/test_matrix.py compares with the table.

    From outside, what one may not know of and what is not there are the same.
    """
    return {row: _by_the_model(its, person, row) for row in ROWS}


def _by_the_model(its: Setting, person: str, row: str) -> str:
    act = made(row, its, person)
    if isinstance(act, Assenting):
        # A signature that nothing proves is told so at the door, whoever sends it.
        return "-"
    refusal = its.refusal(person, act)
    return _told(refusal.code if refusal else "possible")


async def test_acts_by_http_are_answered_as_by_the_rules(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G-2: every kind of act by everybody over POST /acts/{kind}."""
    its = BRACKETED()
    house = await _house(serve, its, monkeypatch)
    assert {kind_of(row) for row in ROWS} == set(KINDS)

    async def asks(person: str) -> dict[str, str]:
        browser = await house.browser(person)
        answers = {}
        for row in ROWS:
            raw = as_json(made(row, its, person))
            path = f"{house.here}/acts/{kind_of(row)}"
            answers[row] = _told((await browser.post(path, json=raw)).json()["code"])
        return answers

    for person in ONE_OF_EACH:
        assert await asks(person) == _expected(its, person), person


async def test_acts_by_socket_are_answered_as_by_the_rules(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G-2: every kind of act by everybody as a frame."""
    monkeypatch.setattr(live, "Pace", lambda **_: Pace(rate=10**6, burst=10**6))
    its = BRACKETED()
    house = await _house(serve, its, monkeypatch)
    for person in CAST:
        wire = Wire()
        serving = asyncio.create_task((await page_of(house, person, wire)).serve())
        wire.say({"t": "hello", "screen": SCREENS.get(person, "table")})
        for number, row in enumerate(ROWS, start=1):
            wire.say({"t": "act", "id": row, "act": as_json(made(row, its, person))})
            await _heard(wire, "no", number)
        found = {event["id"]: _told(event["code"]) for event in wire.heard() if event["t"] == "no"}
        assert found == _expected(its, person), person
        wire.hang_up()
        await serving


async def _heard(wire: Wire, kind: str, times: int) -> None:
    await wire.until(lambda: wire.count(kind) >= times)


async def test_unknown_acts_are_refused_at_both_doors(serve: Serve) -> None:
    """G-2: a kind of act that is not in the table is nobody's."""
    house = await serve(BRACKETED().stage)
    browser = await house.browser("chair")
    answer = await browser.post(f"{house.here}/acts/fly", json={})
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    wire = Wire()
    serving = asyncio.create_task((await page_of(house, "chair", wire)).serve())
    wire.say({"t": "hello", "screen": "board"})
    wire.say({"t": "act", "id": "1", "act": {"kind": "fly"}})
    await wire.until(lambda: wire.count("no") == 1)
    wire.hang_up()
    await serving


# --- addresses -----------------------------------------------------------------------------------

PEOPLE = ("ada", "abe", "amy", "dot", "sig", "new", *("chair", "aide", "host"), "lex", "rix")
COLUMNS = (*PEOPLE, "eve", "wall", "nobody")
ADDRESSES = """
#                                         ALP DEL sig new fac host exp eve wall nobody
GET  /                                    +++ +   +   +   ++  +    ++  +   +    +
POST /join                                xxx x   x   x   xx  x    xx  x   x    x
GET  /join/{token}                        000 0   0   0   00  0    00  0   0    0
POST /join/{token}                        000 0   0   0   00  0    00  0   0    0
GET  /health                              +++ +   +   +   ++  +    ++  +   +    +
GET  /health/live                         +++ +   +   +   ++  +    ++  +   +    +
GET  /health/ready                        +++ +   +   +   ++  +    ++  +   +    +
GET  /static/{build}/{name:path}          000 0   0   0   00  0    00  0   0    0
GET  N                                    +++ +   +   +   ++  +    ++  +   +    s
GET  N/table                              +++ +   +   +   xx  x    ++  x   x    s
GET  N/board                              xxx x   x   x   ++  +    xx  x   x    s
GET  N/follow                             +++ +   +   +   ++  +    ++  +   x    s
GET  N/projector                          xxx x   x   x   ++  +    xx  x   +    s
POST N/acts/{kind}                        +++ +   +   +   ++  +    ++  +   +    s
GET  N/drafts/{draft}                     +++ 0   0   0   00  0    00  0   0    s
POST N/drafts/{draft}                     +++ 0   0   0   00  0    00  0   0    s
GET  N/drafts/{draft}/preview             +++ 0   0   0   00  0    00  0   0    s
GET  N/caucus                             +++ +   x   +   ++  x    xx  x   x    s
GET  N/caucus/{caucus}                    +++ 0   0   0   00  0    00  0   0    s
GET  N/clauses/{clause}                   +++ +   +   +   ++  +    ++  +   x    s
GET  N/compilation                        +++ +   +   +   ++  +    ++  +   x    s
GET  N/invitations                        xxx x   x   x   ++  +    xx  x   x    s
POST N/visibility                         +++ +   +   +   ++  +    ++  +   +    s
POST N/invitations/issue                  xxx x   x   x   00  0    xx  x   x    s
POST N/invitations/revoke                 xxx x   x   x   ++  +    xx  x   x    s
POST N/invitations/devices/revoke         xxx x   x   x   00  0    xx  x   x    s
POST N/invitations/people                 xxx x   x   x   ++  +    xx  x   x    s
POST N/invitations/people/move            xxx x   x   x   00  0    xx  x   x    s
POST N/invitations/people/remove          xxx x   x   x   ++  +    xx  x   x    s
GET  N/rules                              +++ +   +   +   ++  +    ++  +   x    s
GET  N/rules/change                       xxx x   x   x   ++  x    xx  x   x    s
POST N/rules/change                       xxx x   x   x   ++  x    xx  x   x    s
GET  N/parties                            +++ +   +   +   ++  +    ++  +   x    s
POST N/parties/split                      xxx x   x   x   0x  0    xx  x   x    s
POST N/parties/review                     +++ +   +   +   ++  +    ++  +   +    s
GET  N/state                              +++ +   +   +   ++  +    ++  +   x    s
POST N/clock                              000 0   0   0   00  0    00  0   0    s
POST N/confirm                            +++ +   +   +   ++  +    ++  +   +    s
GET  N/propose                            ++x +   x   +   ++  x    xx  x   x    s
POST N/propose/{kind}                     00x 0   x   0   00  x    xx  x   x    s
GET  N/documents                          +++ +   +   +   ++  +    ++  +   x    s
GET  N/documents/{kind}                   000 0   0   0   00  0    00  0   x    s
GET  N/desk                               xxx x   x   x   ++  +    xx  x   x    s
POST N/silences                           +++ +   +   +   ++  +    ++  +   +    s
POST N/packages                           xxx x   x   x   --  x    xx  x   x    s
POST N/on-behalf                          +++ +   +   +   ++  +    ++  +   +    s
GET  N/sessions                           +++ +   +   +   ++  +    ++  +   x    s
GET  N/since                              +++ +   x   +   ++  x    xx  x   x    s
GET  N/sessions/{session}                 +++ +   +   +   ++  +    ++  +   x    s
GET  N/record/bundle                      +++ +   +   -   ++  +    --  -   x    s
GET  N/record/headers                     +++ +   +   +   ++  +    ++  +   +    s
GET  N/legal                              xxx x   x   x   ++  +    +x  x   x    s
GET  N/legal/adopt                        xxx x   x   x   +x  x    xx  x   x    s
GET  N/legal/correction                   xxx x   x   x   xx  x    0x  x   x    s
POST N/legal/correction                   xxx x   x   x   xx  x    0x  x   x    s
GET  N/sign                               +xx +   +   +   xx  x    xx  x   x    s
POST N/sign                               +xx +   +   +   xx  x    xx  x   x    s
POST N/sign/passkeys                      -xx -   -   -   xx  x    xx  x   x    s
POST N/sign/passkeys/remove               +xx +   +   +   xx  x    xx  x   x    s
POST N/sign/codes                         -xx -   -   -   xx  x    xx  x   x    s
GET  N/lock                               +++ +   +   +   ++  +    ++  x   x    s
GET  N/ceremony                           +++ +   +   +   ++  +    ++  +   +    s
GET  N/ceremony.json                      +++ +   +   +   ++  +    ++  +   +    s
GET  N/after                              +++ +   +   +   ++  +    ++  +   x    s
GET  N/briefing/{party}                   000 0   0   0   00  0    00  x   x    s
GET  N/briefing/{party}/{kind}            000 0   0   0   00  0    00  x   x    s
GET  N/signing                            xxx x   x   x   +x  +    xx  x   x    s
POST N/signing/open                       xxx x   x   x   -x  -    xx  x   x    s
POST N/signing/publish                    xxx x   x   x   xx  -    xx  x   x    s
GET  N/signing/paper                      xxx x   x   x   0x  0    xx  x   x    s
POST N/signing/ink                        xxx x   x   x   -x  -    xx  x   x    s
GET  N/signing/ink/{digest}               xxx x   x   x   0x  0    xx  x   x    s
GET  /p/{negotiation}                     000 0   0   0   00  0    00  0   0    0
GET  /p/{negotiation}/{language}          000 0   0   0   00  0    00  0   0    0
GET  /p/{negotiation}/cards/{party}.svg   000 0   0   0   00  0    00  0   0    0
GET  /p/{negotiation}/{language}/cards/{party}.svg 000 0 0 0 00 0 00 0 0 0
GET  /verify                              +++ +   +   +   ++  +    ++  +   +    +
POST N/sign-out                           +++ +   +   +   ++  +    ++  +   +    s
"""
"""Every address, and what becomes of whoever goes there: `+` let in, `x` not for this role, `0` not
there (a code or link nobody gave out; another's draft or caucus; the clock of what is no rehearsal;
nobody, no device, party, form, file or paper of that name; a text that is not published), `-` the
state of things forbids it, or the rules keep it from that side, `s` asked to sign in. N is the
negotiation. What is sent is empty: who is let in has it read, and an act is then judged by the
rules. The draft and the caucus are ALP's."""


def _answered(answer: httpx.Response, person: str) -> str:
    if answer.status_code == 401 or (answer.status_code == 303 and person == "nobody"):
        return "s"
    assert answer.status_code < 500, answer.text
    return {403: "x", 429: "x", 404: "0", 409: "-"}.get(answer.status_code, "+")


def _addresses() -> Iterator[tuple[str, str, str]]:
    for line in ADDRESSES.strip().splitlines()[1:]:
        method, path, marks = line.split(maxsplit=2)
        yield method, path, marks.replace(" ", "")


def test_every_address_is_in_the_table() -> None:
    """G-2: a route that somebody adds without saying who may go there is noticed here."""
    there = {
        (method, route.path.replace("/n/{negotiation}", "N"))
        for route in ROUTES
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert {(method, path) for method, path, _ in _addresses()} == there
    sockets = [route.path for route in ROUTES if isinstance(route, WebSocketRoute)]
    assert sockets == ["/n/{negotiation}/live"]
    assert len([r for r in ROUTES if not isinstance(r, Route)]) == len(sockets)


async def test_addresses_are_open_to_roles_as_the_table_says(serve: Serve) -> None:
    """G-2: every address by every role and by a stranger; unknown ones are nobody's."""
    its = BRACKETED()
    house = await serve(its.stage)
    browsers = {person: await house.browser(person) for person in COLUMNS if person != "nobody"}
    browsers["nobody"] = house.stranger()
    named = {"N": house.here, "{draft}": its["draft"], "{caucus}": its["caucus"], "{clause}": "A1"}
    for method, path, marks in _addresses():
        there = path
        for word, item in {**named, "{kind}": "second", "{session}": "S1"}.items():
            there = there.replace(word, item)
        headers = {"HX-Request": "true"} if method == "POST" else {}
        found = ""
        for person, browser in browsers.items():
            answer = await browser.request(method, there, headers=headers)
            found += _answered(answer, person)
        assert found == marks, (method, path)
    for browser in browsers.values():
        assert (await browser.get(f"{house.here}/nowhere")).status_code == 404


# --- frames --------------------------------------------------------------------------------------

FRAMES = """
#        ada       bo        dot       eve       wall
hello    welcome   welcome   welcome   welcome   welcome
look     -         -         -         -         -
open     draft     draft     closed    closed    closed
close    -         -         -         -         -
edit     edits     edits     no        no        no
caret    -         -         -         -         -
act      ok        no        no        no        no
ping     pong      pong      pong      pong      pong
"""
"""Every frame a page may send, and what it is told: the pen is ALP's, and BET writes with it."""


ANSWERS = {
    "hello": {"welcome"},
    "open": {"draft", "closed"},
    "edit": {"edits", "no"},
    "act": {"ok", "no"},
    "ping": {"pong"},
}


async def _answers(house: House, its: Setting, person: str) -> dict[str, str]:
    """What a page is told of each frame, as the first event of those that may answer it."""
    draft = its["draft"]
    frames: dict[str, dict[str, object]] = {
        "hello": {"screen": SCREENS.get(person, "table"), "clause": "A2"},
        "look": {"clause": "A1"},
        "open": {"draft": draft},
        "edit": {"id": "e", "draft": draft, "rev": 1, "field": "en/text", "edit": ["So "]},
        "caret": {"draft": draft, "field": "en/text", "rev": 2, "at": [0, 0]},
        "act": {"id": "a", "act": {"kind": "share_draft", "draft": draft, "watch": "parties"}},
        "close": {"draft": draft},
        "ping": {},
    }
    wire, told = Wire(), dict[str, str]()
    serving = asyncio.create_task((await page_of(house, person, wire)).serve())
    for number, (kind, fields) in enumerate(frames.items(), start=1):
        before = len(wire.heard())
        wire.say({"t": kind, **fields})
        if kind in ANSWERS:
            await wire.until(partial(_answered_by, wire, before, ANSWERS[kind]))
        if kind != "ping":
            wire.say({"t": "ping"})
        await _heard(wire, "pong", number)
        told[kind] = next(
            (e["t"] for e in wire.heard()[before:] if e["t"] in ANSWERS.get(kind, ())), "-"
        )
    assert wire.code is None
    wire.hang_up()
    await serving
    return told


def _answered_by(wire: Wire, since: int, kinds: set[str]) -> bool:
    return any(event["t"] in kinds for event in wire.heard()[since:])


HEAD, *LINES = (line.split() for line in FRAMES.strip().splitlines())


def test_every_frame_is_in_the_table() -> None:
    """G-2: a type of frame that somebody adds without saying who is told what is noticed here."""
    types = {member.model_fields["t"].annotation for member in get_args(AnyFrame)}
    assert {word for kind in types for word in get_args(kind)} == {kind for kind, *_ in LINES}


@pytest.mark.parametrize("person", HEAD[1:])
async def test_frames_are_answered_as_the_table_says(serve: Serve, person: str) -> None:
    """G-2: every type of frame there is, by owner, writer, another party, and those who watch."""
    its = BRACKETED()
    told = await _answers(await serve(its.stage), its, person)
    assert told == {line[0]: line[HEAD.index(person)] for line in LINES}


@pytest.mark.parametrize(
    "frame",
    [
        {"t": "fly"},
        {"t": "subscribe", "draft": "x"},
        {"t": "look", "clause": "A1", "as": "chair"},
        {"t": "hello", "screen": "table"},
        {"t": "act", "id": "1", "act": {"kind": "second"}, "person": "bo"},
    ],
    ids=lambda frame: frame["t"],
)
async def test_unknown_frames_close_the_socket(serve: Serve, frame: dict[str, object]) -> None:
    """G-2: what is in no table is refused; nobody says by a frame who they are."""
    house = await serve(BRACKETED().stage)
    wire = Wire()
    serving = asyncio.create_task((await page_of(house, "ada", wire)).serve())
    wire.say({"t": "hello", "screen": "table"})
    wire.say(frame)
    await serving
    assert wire.code == 4009
