"""What a server leaves out and signs again: found as far as the record tells of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models import acts
from server.store import canonical
from tests.bundle.conftest import Kept
from tests.bundle.members import Members, joined, opened, signed_again
from tests.bundle.verdicts import Judges
from tests.cast import Stage
from tests.cast import opened as at_the_table
from tests.web.closing import reserved

Lines = list[dict[str, Any]]


def lines(members: Members, name: str) -> Lines:
    """The lines of a member."""
    return [json.loads(line) for line in members[name].splitlines()]


def again(kept: Kept, members: Members, **left: Lines) -> Members:
    """With other lines, and signed again."""
    named = {f"{name}.jsonl": joined(list(map(canonical.encode, it))) for name, it in left.items()}
    return signed_again({**members, **named}, kept.key)


def drafted(stage: Stage, person: str = "ada") -> str:
    """A private draft, in which something was typed."""
    stage.shows("A1")
    draft = stage.drafts(person)
    stage.types(person, draft, "seven", "quetzalcoatlus")
    return draft


def test_every_draft_that_can_be_read_must_be_there(closed: Kept, judges: Judges) -> None:
    members = opened(closed.bundle("gft1"))
    edits = lines(members, "edits.jsonl")
    drafts = {str(line["draft"]) for line in edits}
    assert len(drafts) > 20
    for draft in sorted(drafts)[::4]:
        left = [line for line in edits if line["draft"] != draft]
        said = judges.found_out(again(closed, members, edits=left))
        assert f"draft {draft} was left out from revision 1" in said


def test_the_end_of_what_was_tabled_must_be_there(closed: Kept, judges: Judges) -> None:
    members = opened(closed.bundle("gft1"))
    edits = lines(members, "edits.jsonl")
    (last, *_) = [at for at, line in enumerate(edits) if line["draft"] != edits[at - 1]["draft"]][
        1:
    ]
    cut = edits[: last - 1] + edits[last:]
    said = judges.found_out(again(closed, members, edits=cut))
    assert "was left out from revision" in said


def test_what_ones_own_party_tabled_must_be_there_and_anothers_private_draft_need_not(
    tmp_path: Path, judges: Judges
) -> None:
    stage = at_the_table()
    draft = drafted(stage)
    kept = Kept(tmp_path, stage)
    act = acts.Table(**stage.freeze(draft))  # type: ignore[arg-type]
    stage.do("ada", act)
    kept.record(act)
    other = opened(kept.bundle("dot"))
    assert draft not in {line["draft"] for line in lines(other, "edits.jsonl")}
    assert draft in other["record.jsonl"].decode()
    judges.sound(other)

    own = opened(kept.bundle("ada"))
    assert "1 proposals replayed" in judges.sound(own)
    entries = [line for line in lines(own, "record.jsonl") if line["chain"] != f"draft:{draft}"]
    edits = [line for line in lines(own, "edits.jsonl") if line["draft"] != draft]
    said = judges.found_out(again(kept, own, record=entries, edits=edits))
    assert f"draft {draft} is this side's own, and was left out" in said


@pytest.mark.parametrize("key", ["note", "__proto__", "hash2"])
def test_nothing_stands_beside_what_is_hashed(closed: Kept, judges: Judges, key: str) -> None:
    members = opened(closed.bundle("gft1"))
    entries = lines(members, "record.jsonl")
    more = [{**entries[0], key: "x"}, *entries[1:]]
    assert "other fields" in judges.found_out(again(closed, members, record=more))
    (audience, part), *_ = [its for its in entries[0]["parts"].items() if "content" in its[1]]
    parts = {**entries[0]["parts"], audience: {**part, key: "x"}}
    more = [{**entries[0], "parts": parts}, *entries[1:]]
    assert "other fields" in judges.found_out(again(closed, members, record=more))


def test_a_part_under_a_name_that_means_something_in_javascript_is_no_way_in(
    closed: Kept, judges: Judges
) -> None:
    members = opened(closed.bundle("gft1"))
    entries = lines(members, "record.jsonl")
    part = dict(entries[0]["parts"])["public"]
    parts = {**entries[0]["parts"], "__proto__": part}
    more = [{**entries[0], "parts": parts}, *entries[1:]]
    assert "has another hash" in judges.found_out(again(closed, members, record=more))


def test_a_manifest_of_another_text_is_found(closed: Kept, judges: Judges) -> None:
    members = opened(closed.bundle("gft1"))
    manifest = members["manifest.txt"].replace(b'"version":2', b'"version":1', 1)
    assert manifest != members["manifest.txt"]
    forged = signed_again({**members, "manifest.txt": manifest}, closed.key)
    assert "is not the manifest that was locked" in judges.found_out(forged)
    without = {name: data for name, data in members.items() if name != "text/ar.txt"}
    assert "text/ar.txt" in judges.found_out(signed_again(without, closed.key))


def test_a_text_that_was_opened_again_is_held_to_no_lock(tmp_path: Path, judges: Judges) -> None:
    stage = reserved()
    kept = Kept(tmp_path, stage)
    locked = opened(kept.bundle("ada"))
    assert "manifest.txt" in locked
    judges.sound(locked)
    unlocked(stage)
    kept.record()
    again_open = opened(kept.bundle("ada"))
    assert "manifest.txt" not in again_open
    judges.sound(again_open)
    forged = signed_again({**again_open, "manifest.txt": locked["manifest.txt"]}, kept.key)
    assert "is of a text that is not locked" in judges.found_out(forged)


def unlocked(stage: Stage) -> None:
    """Everybody whose consent it takes gave it."""
    final = stage.negotiation.final
    assert final is not None
    stage.do("chair", acts.RequestUnlock(reason="A slip."))
    for person in ("ada", "bo", "gus", "dot"):
        stage.do(person, acts.ConsentUnlock(digest=final.digest))
    stage.do("host", acts.ConfirmUnlock(digest=final.digest))
