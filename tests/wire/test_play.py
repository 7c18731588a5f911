"""The player as people run it: whole sessions over HTTP and WebSocket, and what it finds amiss."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.layer import base, from_json, result
from models.text import from_units
from server.play.client import Client
from server.play.house import House, own_house
from server.play.player import Pace, Player
from server.play.reading import read
from server.play.scenario import Scenario
from tests.machine import ROOT

SCENARIOS = ROOT / "tests" / "scenarios"
Pages = dict[str, Client]
MARAVEL, HARBOUR = SCENARIOS / "maravel.yaml", SCENARIOS / "harbour.yaml"


def play(file: Path, *arguments: str) -> tuple[int, str]:
    """Run the command; its exit status and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "server", "play", str(file), *arguments],
        capture_output=True,
        text=True,
        timeout=200,
        cwd=ROOT,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def raw(file: Path) -> dict[str, Any]:
    """A scenario file's content, to be changed."""
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


def written(content: Mapping[str, Any], folder: Path) -> Path:
    """A scenario file of this content."""
    file = folder / "changed.yaml"
    file.write_text(json.dumps(content, default=str, ensure_ascii=False), encoding="utf-8")
    return file


def missed(said: str) -> set[tuple[int, str]]:
    """Each thing not met: the number of its move, and the first word of what was said of it."""
    return {
        (int(n), key) for n, key in re.findall(r"^move (\d+): not met: (\w+)", said, re.MULTILINE)
    }


def test_the_whole_of_maravel_comes_out_as_written() -> None:
    status, said = play(MARAVEL, "--check")
    assert (status, missed(said)) == (0, set()), said
    assert "175 moves to make" in said
    assert "none not met" in said


def test_another_negotiation_passes_through_the_same_paths_to_its_end(tmp_path: Path) -> None:
    content = raw(HARBOUR)
    content["end_state"] = {
        "proposals": {"X1": "superseded", "X2": "withdrawn", "X3": "accepted", "X5": "tabled"},
        "objections": {"N1": "open"},
        "clauses": [
            {"id": "BUT", "status": "agreed_ad_ref", "version": 3, "versions_recorded": 3},
            {"id": "TON", "text": content["clauses"][1]["text"], "version": 1},
        ],
    }
    status, said = play(written(content, tmp_path), "--check")
    assert (status, missed(said)) == (0, set()), said


@pytest.mark.parametrize("name", ["bilateral", "assembly", "cove", "deal", "quarry"])
def test_every_other_passes_through_the_same_paths(name: str) -> None:
    """Of two parties and of thirty, behind closed doors, by packages and by splits."""
    status, said = play(SCENARIOS / f"{name}.yaml", "--check")
    assert (status, missed(said)) == (0, set()), said


def test_an_end_that_is_otherwise_is_not_met(tmp_path: Path) -> None:
    content = raw(HARBOUR)
    content["end_state"] = {
        "proposals": {"X1": "accepted"},
        "objections": {"N9": "moot"},
        "clauses": [{"id": "TON", "text": content["clauses"][1]["text"] + "!"}],
        "text_sha256": "0" * 64,
        "signatories": [{"party": "BUT", "status": "signed"}],
        "negotiation_status": "locked",
        "silence": {"S9": "broken"},
    }
    status, said = play(written(content, tmp_path), "--check")
    assert status == 1
    ends = re.findall(r"^end state, after move 30: not met: (\w+)", said, re.MULTILINE)
    assert sorted(ends) == [
        *("clauses", "negotiation_status", "objections", "proposals"),
        *("signatories", "silence", "text_sha256"),
    ]


# --- what is deliberately wrong -------------------------------------------------------------------


def otherwise(wanted: object) -> object:
    """Another value of the same kind."""
    match wanted:
        case bool():
            return not wanted
        case int():
            return wanted + 1
        case str():
            return f"{wanted}x"
        case list():
            return [*wanted, "P99"]
        case dict():
            return {key: otherwise(value) for key, value in wanted.items()}
        case _:
            raise TypeError(f"{wanted!r} is no expectation")


def falsified(content: dict[str, Any], last: int) -> set[tuple[int, str]]:
    """Make every expectation up to a move wrong; what has to be reported for it."""
    wrong: set[tuple[int, str]] = set()
    for move in content["moves"][:last]:
        expect = move.get("expect", {})
        if "checkpoint" in expect:
            checkpoint = content["checkpoints"][expect["checkpoint"]]
            changed = {k: otherwise(v) for k, v in checkpoint.items() if k != "after_move"}
            checkpoint.update(changed, dashboard_answer="Who blocks what? Nobody.")
            wrong.add((move["n"], "checkpoint"))
            continue
        if expect.pop("refused", False):
            move["expect"] = {"because": otherwise(expect["because"])}
            wrong |= {(move["n"], "it"), (move["n"], "because")}
            continue
        move["expect"] = {key: otherwise(value) for key, value in expect.items()}
        wrong |= {(move["n"], key) for key in expect}
    return wrong


def test_every_wrong_expectation_is_found_by_the_number_of_its_move(tmp_path: Path) -> None:
    content = raw(MARAVEL)
    wrong = falsified(content, 62)
    content["moves"][3]["expect"] = {"applause": True}
    content["moves"][4]["expect"] = {"refused": True, "because": ["nothing"]}
    content["moves"][31]["loudly"] = "yes"  # advice: nothing hangs on it
    wrong |= {(4, "applause"), (5, "refused"), (32, "no")}
    status, said = play(written(content, tmp_path), "--check", "--until", "62")
    assert status == 1
    assert missed(said) == wrong
    for key in ("clause_status", "agreed", "live_proposals", "open_objections", "dashboard_answer"):
        assert re.search(rf"^move 62: .*\b{key}: ", said, re.MULTILINE), key
    assert "no such act yet: advice with loudly" in said
    assert f"{len(wrong)} not met" in said


def test_what_the_product_cannot_do_yet_is_said_and_never_skipped(tmp_path: Path) -> None:
    content = raw(HARBOUR)
    content["moves"] = [
        *content["moves"][:7],
        {"n": 8, "at": "2027-05-04T08:13", "by": "RIV", "do": "toast"},
        {"n": 9, "at": "2027-05-04T08:14", "by": "ARM", "do": "second", "proposal": "X2"},
        {"n": 10, "at": "2027-05-04T08:15", "by": "nobody", "do": "second", "proposal": "X1"},
        {"n": 11, "at": "2027-05-04T08:16", "by": "DOC", "do": "withdraw", "proposal": "X1"},
    ]
    status, said = play(written(content, tmp_path), "--check")
    assert status == 1
    assert missed(said) == {(8, "no"), (9, "it"), (10, "it")}, said
    assert "move 8: not met: no such act yet: toast" in said


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[]", "a scenario is a mapping"),
        ("scenario: {title: x}", "scenario: id is missing"),
        ("scenario: {id: x}\nmoves: [{n: 1, do: park}]", "move 1: at is missing"),
        ("scenario: {id: x, utc_offset: Z}", "utc_offset 'Z' is not like"),
        ("a: [", "expected"),
    ],
)
def test_a_file_that_cannot_be_played_is_named_with_its_fault(
    tmp_path: Path, text: str, complaint: str
) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    status, said = play(file, "--check")
    assert status == 2
    assert f"Cannot play {file}" in said
    assert complaint in said
    assert "Traceback" not in said


# --- slowly, for people to watch ------------------------------------------------------------------


async def entered(scenario: Scenario, at: House) -> Pages:
    """Everybody who was invited, at their pages."""
    clients = {
        person: Client(person, at.url, link)
        for person, link in at.invitations.items()
        if person in scenario.persons or person == "projector"
    }
    await asyncio.gather(*(client.enter() for client in clients.values()))
    return clients


def watched(client: Client) -> list[str]:
    """The kinds of events by which a page followed somebody's letters."""
    kinds = [told.event["t"] for told in client.line.told]
    return [kind for kind in kinds if kind in ("watch", "patch", "unwatch")]


async def typed(file: Path, at: House, until: int, followers: Sequence[str] = ()) -> Pages:
    """Play the first moves letter by letter, fast; everybody's pages, left by then.

    They stay until the followers were told that what they followed is no draft any more.
    """
    scenario = read(file)
    clients = await entered(scenario, at)
    player = Player(scenario, clients, Pace(letter=0.03))
    try:
        await player.align()
        for move in scenario.up_to(until=until):
            played = await player.play(move)
            assert played.refusal is None or move.expect.get("refused"), played.refusal
        for person in followers:
            its = clients[person]
            await its.line.until(lambda its=its: "unwatch" in watched(its))  # type: ignore[misc]
    finally:
        await asyncio.gather(*(client.leave() for client in clients.values()))
    return clients


async def test_letters_appear_one_by_one_to_those_who_may_watch() -> None:
    """DRM types P01 on A1: the parties, experts and facilitators follow it, observers do not."""
    followers = ("unp1", "chp1", "F1", "F2", "LE1")
    with own_house(MARAVEL) as at:
        clients = await typed(MARAVEL, at, 10, followers)
    for person in followers:
        follows = watched(clients[person])
        assert (follows[0], follows[-1]) == ("watch", "unwatch")
        assert follows.count("patch") > 5, person
    patches = [
        patch
        for told in clients["unp1"].line.told
        if told.event["t"] == "patch"
        for patch in told.event["p"]
    ]
    authors = {author for *_, runs in patches for _, author, _ in runs}
    assert authors - {None} == {"DRM"}
    # Whole words would come in a patch or two; a flush may hold a letter or three.
    assert len(patches) > 15
    for person in ("ob1", "projector"):
        assert watched(clients[person]) == []


async def test_a_line_that_is_lost_while_somebody_types_loses_and_doubles_nothing() -> None:
    with own_house(HARBOUR) as at:
        scenario = read(HARBOUR)
        clients = await entered(scenario, at)
        player = Player(scenario, clients, Pace(letter=0.01, act=0.01))
        await player.align()
        for move in scenario.up_to(until=6):
            await player.play(move)
        playing = asyncio.create_task(player.play(scenario.moves[6]))
        author = clients["doc2"]
        for letters in (3, 8):
            await author.line.until(lambda letters=letters: typing(author) >= letters)  # type: ignore[misc]
            cut(author)
        played = await playing
        assert played.refusal is None
        its = played.after.clauses["BUT"]["wording"]
        (tabled,) = played.after.proposals().values()
        await asyncio.gather(*(client.leave() for client in clients.values()))
    assert author.line.comings == 3
    runs = {name: from_json(fields) for name, fields in tabled["fields"].items()}
    assert {name: from_units(base(its)) for name, its in runs.items()} == its
    assert from_units(result(runs["fr/text"])).endswith("leurs erreurs sous trente jours.")
    assert from_units(result(runs["en/text"])).endswith("their errors within thirty days.")


def typing(client: Client) -> int:
    """How many strokes a page was told."""
    return sum(told.event["t"] == "edits" for told in client.line.told)


def cut(client: Client) -> None:
    """Take a page its line, as a bad network does."""
    socket = client.line._socket
    assert socket is not None
    socket.transport.abort()


async def test_where_drafting_is_private_nobody_sees_a_letter_before_tabling() -> None:
    """The harbour lets nobody watch: only DOC, whose draft it is, may follow X1."""
    with own_house(HARBOUR) as at:
        clients = await typed(HARBOUR, at, 7)
    for person, client in clients.items():
        if not person.startswith("doc"):
            assert watched(client) == [], person


def test_played_for_people_it_says_each_move_in_plain_words(tmp_path: Path) -> None:
    with own_house(HARBOUR) as at:
        invitations = tmp_path / "invitations.json"
        invitations.write_text(json.dumps(dict(at.invitations)), encoding="utf-8")
        where = ("--url", at.url, "--invitations", str(invitations))
        first = play(HARBOUR, *where, "--speed", "40", "--until", "5")
        assert first[0] == 0, first
        assert "refused: Only 2 of 3 parties are here" in first[1]  # move 3, as it should be
        # A demonstration begins with its text published and its session open.
        status, said = play(HARBOUR, *where, "--speed", "40", "--until", "8")
        assert status == 0, said
        assert said.count("(it is so already)") == 4, said
        assert "Ana Quai (DOC) tables X1 on “I Objet”: “sept jours” becomes “trente jours”" in said
        # What has moved on further is not played over.
        status, said = play(HARBOUR, *where, "--speed", "40")
        assert status == 2
        assert "moved on already" in said
