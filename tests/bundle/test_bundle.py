"""Bundles of a whole negotiation: sound as made, and found out however they are changed."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from server.bundle import check
from server.bundle.make import packed
from tests.bundle.conftest import Kept
from tests.bundle.members import opened
from tests.bundle.verdicts import Judges

AT_THE_TABLE = ("F1", "CON1", "unp1", "drm2", "gft1", "wlp1")


@pytest.mark.parametrize("person", AT_THE_TABLE)
def test_a_bundle_is_sound_for_everybody_at_the_table(
    closed: Kept, judges: Judges, person: str
) -> None:
    said = judges.sound(opened(closed.bundle(person)))
    assert "sound" in said
    assert f"code {closed.stamp.checkpoint.code}" in said
    assert "0 proposals" not in said
    assert "10 signatures" in said


def test_it_holds_the_text_that_was_locked_and_the_manifest(closed: Kept) -> None:
    members = opened(closed.bundle("unp1"))
    final = closed.negotiation.final
    assert final is not None
    assert hashlib.sha256(members["text/en.txt"]).hexdigest() == final.digest
    assert hashlib.sha256(members["manifest.txt"]).hexdigest() == final.manifest


def test_what_is_another_sides_own_is_not_in_it(closed: Kept) -> None:
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
    closed: Kept, tmp_path: Path
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


def test_members_too_many_and_too_few_are_found(closed: Kept, judges: Judges) -> None:
    members = opened(closed.bundle("unp1"))
    assert "does not belong" in judges.found_out({**members, "more.txt": b"more"})
    for name in members:
        left = {its: data for its, data in members.items() if its != name}
        assert name in judges.found_out(left)


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 100, packed({}), packed({"index.json": b"{"})])
def test_what_is_no_bundle_is_told_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(data)
    said: list[str] = []
    assert check.main([str(file)], said.append) == 1
    assert said[0].startswith("NOT SOUND: ")
    assert check.main([str(tmp_path / "nowhere")], said.append) == 1


def test_making_it_twice_gives_the_same_bytes(closed: Kept) -> None:
    assert closed.bundle("unp1") == closed.bundle("unp1")
