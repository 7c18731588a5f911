"""Bundles of a whole negotiation: sound as made, and found out however they are changed."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from server.bundle import check
from server.bundle.make import PURPOSE, packed
from server.store import canonical
from server.store.checkpoints import Checkpoint, signed
from server.store.keys import SigningKey, open_key
from tests.bundle.conftest import Closed

Members = dict[str, bytes]
AT_THE_TABLE = ("F1", "CON1", "unp1", "drm2", "gft1", "wlp1")
TAMPERED = 500
"""Of each kind; by hand more."""


def opened(bundle: bytes) -> Members:
    """Name → bytes."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def signed_again(members: Members, key: SigningKey) -> Members:
    """With a new index, as only the server can make one."""
    index = json.loads(members["index.json"])
    index["members"] = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in members.items()
        if not name.startswith("index.")
    }
    raw = canonical.encode(index)
    signature = base64.b64encode(key.sign(PURPOSE + raw)) + b"\n"
    return {**members, "index.json": raw, "index.sig": signature}


def found_out(members: Members, held: str | None = None) -> str:
    """What the verifier says is wrong."""
    with pytest.raises(check.Wrong) as wrong:
        check.check_members(members, held)
    return str(wrong.value)


@pytest.mark.parametrize("person", AT_THE_TABLE)
def test_a_bundle_is_sound_for_everybody_at_the_table(closed: Closed, person: str) -> None:
    said = check.check_members(opened(closed.bundle(person)))
    assert "sound" in said
    assert f"code {closed.stamp.checkpoint.code}" in said
    assert "0 proposals" not in said
    assert "10 signatures" in said


def test_it_holds_the_text_that_was_locked_and_the_manifest(closed: Closed) -> None:
    members = opened(closed.bundle("unp1"))
    final = closed.negotiation.final
    assert final is not None
    assert hashlib.sha256(members["text/en.txt"]).hexdigest() == final.digest
    assert hashlib.sha256(members["manifest.txt"]).hexdigest() == final.manifest


def test_what_is_another_sides_own_is_not_in_it(closed: Closed) -> None:
    n = closed.negotiation
    everything = {person: closed.bundle(person) for person in AT_THE_TABLE}
    private = {caucus.id: caucus.members for caucus in n.caucuses.values()}
    assert private
    for person, bundle in everything.items():
        author = closed.stage.actor(person).author
        chains = {json.loads(line)["chain"] for line in opened(bundle)["record.jsonl"].splitlines()}
        for caucus, sides in private.items():
            assert (f"caucus:{caucus}" in chains) is (author in sides), (person, caucus)
        assert {one for one in chains if one.startswith("party:")} <= {f"party:{author}"}
        facilitates = author == "facilitators"
        readable = [
            "facilitators"
            for line in opened(bundle)["record.jsonl"].splitlines()
            for audience, part in json.loads(line)["parts"].items()
            if audience == "facilitators" and "content" in part
        ]
        assert bool(readable) is facilitates


def test_a_stranger_with_a_folder_and_a_python_follows_its_readme(
    closed: Closed, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(closed.bundle("gft1"))) as archive:
        archive.extractall(tmp_path)
    assert "python3 verify.py" in (tmp_path / "README.md").read_text("utf-8")
    run = subprocess.run(
        [sys.executable, "-I", "verify.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "sound" in run.stdout
    text = tmp_path / "text" / "en.txt"
    text.write_bytes(text.read_bytes().replace(b"shall", b"may", 1))
    run = subprocess.run(
        [sys.executable, "-I", "verify.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout.startswith("NOT SOUND: text/en.txt")


def test_one_bit_anywhere_is_found(closed: Closed) -> None:
    members = opened(closed.bundle("unp1"))
    dice = random.Random(20270112)
    names = sorted(members)
    for _ in range(TAMPERED):
        name = dice.choice(names)
        data = bytearray(members[name])
        at, bit = dice.randrange(len(data)), dice.randrange(8)
        data[at] ^= 1 << bit
        assert found_out({**members, name: bytes(data)}), (name, at, bit)


def change(lines: list[bytes], dice: random.Random) -> list[bytes]:
    """One character of one line is another."""
    at = dice.randrange(len(lines))
    line = lines[at]
    spots = [index for index, byte in enumerate(line) if 97 <= byte <= 122 or 48 <= byte <= 57]
    spot = dice.choice(spots)
    other = dice.choice([byte for byte in b"0123456789abcdef" if byte != line[spot]])
    return [*lines[:at], line[:spot] + bytes([other]) + line[spot + 1 :], *lines[at + 1 :]]


def drop(lines: list[bytes], dice: random.Random) -> list[bytes]:
    """A line is gone."""
    at = dice.randrange(len(lines))
    return [*lines[:at], *lines[at + 1 :]]


def insert(lines: list[bytes], dice: random.Random) -> list[bytes]:
    """A line stands twice."""
    line, at = dice.choice(lines), dice.randrange(len(lines) + 1)
    return [*lines[:at], line, *lines[at:]]


def reorder(lines: list[bytes], dice: random.Random) -> list[bytes]:
    """Two lines changed places."""
    one, other = sorted(dice.sample(range(len(lines)), 2))
    made = list(lines)
    made[one], made[other] = made[other], made[one]
    return made


def truncate(lines: list[bytes], dice: random.Random) -> list[bytes]:
    """The end is gone."""
    return lines[: dice.randrange(len(lines))]


KINDS: tuple[Callable[[list[bytes], random.Random], list[bytes]], ...] = (
    change,
    drop,
    insert,
    reorder,
    truncate,
)


def only_main(lines: list[bytes]) -> list[bytes]:
    """The lines of the main chain: a checkpoint says how long that is."""
    return [line for line in lines if json.loads(line)["chain"] == ""]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_server_that_signs_a_changed_record_again_is_found_out(
    closed: Closed, kind: Callable[[list[bytes], random.Random], list[bytes]]
) -> None:
    members = opened(closed.bundle("unp1"))
    dice = random.Random(kind.__name__)
    main = only_main(members["record.jsonl"].splitlines())
    for _ in range(TAMPERED // len(KINDS)):
        record = b"".join(line + b"\n" for line in kind(main, dice))
        found_out(signed_again({**members, "record.jsonl": record}, closed.key))


@pytest.mark.parametrize("kind", [change, insert, reorder], ids=lambda kind: kind.__name__)
def test_typing_that_was_changed_is_found_though_signed_again(
    closed: Closed, kind: Callable[[list[bytes], random.Random], list[bytes]]
) -> None:
    members = opened(closed.bundle("unp1"))
    dice = random.Random(kind.__name__)
    lines = members["edits.jsonl"].splitlines()
    for _ in range(TAMPERED // len(KINDS)):
        edits = b"".join(line + b"\n" for line in kind(lines, dice))
        found_out(signed_again({**members, "edits.jsonl": edits}, closed.key))


def test_a_text_a_manifest_or_a_signature_that_was_swapped_is_found(closed: Closed) -> None:
    members = opened(closed.bundle("unp1"))

    def again(name: str, data: bytes) -> str:
        return found_out(signed_again({**members, name: data}, closed.key))

    assert "text" in again("text/en.txt", members["text/en.txt"].replace(b"shall", b"may", 1))
    signatures = json.loads(members["signatures.json"])
    signatures[0]["party"], signatures[1]["party"] = signatures[1]["party"], signatures[0]["party"]
    assert "signatures.json" in again("signatures.json", canonical.encode(signatures))
    assert "signatures.json" in again("signatures.json", canonical.encode(signatures[1:]))


def test_the_index_of_another_key_is_found_by_the_checkpoints(
    closed: Closed, tmp_path: Path
) -> None:
    members = opened(closed.bundle("unp1"))
    other = open_key(tmp_path / "other.key")
    assert found_out(signed_again(members, other)).startswith("index.sig")
    index = json.loads(members["index.json"])
    index["key"] = base64.b64encode(other.public).decode()
    forged = signed_again({**members, "index.json": canonical.encode(index)}, other)
    assert "another key" in found_out(forged)


def test_a_history_that_was_rolled_back_or_forked_is_found_by_a_checkpoint_one_kept(
    closed: Closed,
) -> None:
    members = opened(closed.bundle("unp1"))
    own = closed.stamp.note
    assert "sound" in check.check_members(members, own)
    it = closed.stamp.checkpoint
    later = Checkpoint(it.negotiation, it.number + 1, bytes(32), it.at + timedelta(minutes=1))
    assert "ends before" in found_out(members, signed(later, closed.key))
    fork = Checkpoint(it.negotiation, it.number - 1, bytes(32), it.at)
    assert "rewritten" in found_out(members, signed(fork, closed.key))
    assert "no checkpoint" in found_out(members, signed(it._replace(negotiation="x"), closed.key))


def test_members_too_many_and_too_few_are_found(closed: Closed) -> None:
    members = opened(closed.bundle("unp1"))
    assert "does not belong" in found_out({**members, "more.txt": b"more"})
    for name in members:
        left = {its: data for its, data in members.items() if its != name}
        assert name in found_out(left)


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 100, packed({}), packed({"index.json": b"{"})])
def test_what_is_no_bundle_is_told_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(data)
    said: list[str] = []
    assert check.main([str(file)], said.append) == 1
    assert said[0].startswith("NOT SOUND: ")
    assert check.main([str(tmp_path / "nowhere")], said.append) == 1


def test_making_it_twice_gives_the_same_bytes(closed: Closed) -> None:
    assert closed.bundle("unp1") == closed.bundle("unp1")
