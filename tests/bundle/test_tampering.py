"""Whatever is changed in a bundle is found by both verifiers, also where the server signs it again.

By hand: PARLEY_TAMPERS=10000 python -m pytest -s tests/bundle/test_{tampering,untouched}.py
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pytest

from server.store import canonical
from tests.bundle.conftest import TAMPERS, Kept, ended
from tests.bundle.members import Members, joined, opened, signed_again
from tests.bundle.verdicts import Judges

SIDES = (("maravel", "unp1"), *(("bilateral", who) for who in ("host", "lead", "nor1", "sud1")))
"""Whose bundles of what: one of a long negotiation, and of a short one everybody's."""
Lines = list[bytes]
Dice = random.Random
Tampered = tuple[Members, str | None]
"""Members, and the checkpoint that somebody held."""


class Twice(NamedTuple):
    """One history, and the same told once more: other salts, hence another one. By the same key."""

    closed: Kept
    forked: Kept


@pytest.fixture(scope="session")
def told(closed: Kept, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Twice]:
    """Scenario → both."""
    short = ended(tmp_path_factory.mktemp("short"), "bilateral")
    return {
        scenario: Twice(its, ended(tmp_path_factory.mktemp("forked"), scenario, its.key))
        for scenario, its in (("maravel", closed), ("bilateral", short))
    }


def shares() -> Iterator[tuple[str, str, int]]:
    """Scenario, person, and how many of the changes are made to that bundle."""
    for part, (scenario, person) in enumerate(SIDES):
        begin, end = (TAMPERS * at // len(SIDES) for at in (part, part + 1))
        yield scenario, person, end - begin


def test_one_bit_anywhere_is_found(told: Mapping[str, Twice], judges: Judges) -> None:
    dice = Dice(20270112)
    for scenario, person, share in shares():
        members = opened(told[scenario].closed.bundle(person))
        for _ in range(share):
            name = dice.choice(sorted(members))
            data = bytearray(members[name])
            at, bit = dice.randrange(len(data)), dice.randrange(8)
            data[at] ^= 1 << bit
            assert judges.found_out({**members, name: bytes(data)}), (name, at, bit)


# What is done to lines.


def change(lines: Lines, dice: Dice) -> Lines:
    """One character of one line is another."""
    at = dice.randrange(len(lines))
    line = lines[at]
    spots = [index for index, byte in enumerate(line) if 97 <= byte <= 122 or 48 <= byte <= 57]
    spot = dice.choice(spots)
    other = dice.choice([byte for byte in b"0123456789abcdef" if byte != line[spot]])
    return [*lines[:at], line[:spot] + bytes([other]) + line[spot + 1 :], *lines[at + 1 :]]


def drop(lines: Lines, dice: Dice) -> Lines:
    """A line is gone."""
    at = dice.randrange(len(lines))
    return [*lines[:at], *lines[at + 1 :]]


def insert(lines: Lines, dice: Dice) -> Lines:
    """A line stands twice."""
    line, at = dice.choice(lines), dice.randrange(len(lines) + 1)
    return [*lines[:at], line, *lines[at:]]


def reorder(lines: Lines, dice: Dice) -> Lines:
    """Two lines changed places."""
    one, other = sorted(dice.sample(range(len(lines)), 2))
    made = list(lines)
    made[one], made[other] = made[other], made[one]
    return made


def truncate(lines: Lines, dice: Dice) -> Lines:
    """The end is gone."""
    return lines[: dice.randrange(len(lines))]


EDITS = (change, drop, insert, reorder, truncate)


class Tampering:
    """Ways to change a bundle so that its index is right again, as the server alone can."""

    def __init__(self, person: str, told: Twice, dice: Dice) -> None:
        self.members = opened(told.closed.bundle(person))
        self.fork = opened(told.forked.bundle(person))
        self.closed, self.dice = told.closed, dice
        lines = self.members["record.jsonl"].splitlines()
        self.main = [line for line in lines if json.loads(line)["chain"] == ""]
        self.others = lines[len(self.main) :]
        self.edits = self.members["edits.jsonl"].splitlines()
        self.notes = self.members["checkpoints.jsonl"].splitlines()
        self.ways: tuple[Callable[[], Tampered], ...] = (
            *(self.record,) * 6,
            *(self.typing,) * 5,
            *(self.splice,) * 4,
            self.stream,
            self.checkpoints,
            self.text,
            self.signature,
            self.swapped,
            self.rolled_back,
            self.held_fork,
        )

    def again(self, changed: Members) -> Tampered:
        """With members changed, and signed again."""
        return signed_again({**self.members, **changed}, self.closed.key), None

    def record(self) -> Tampered:
        """An edit of the main chain: a checkpoint says how long that is."""
        made = self.dice.choice(EDITS)(self.main, self.dice)
        return self.again({"record.jsonl": joined([*made, *self.others])})

    def typing(self) -> Tampered:
        """An edit of what was typed."""
        return self.again({"edits.jsonl": joined(self.dice.choice(EDITS)(self.edits, self.dice))})

    def splice(self) -> Tampered:
        """The record, or the typing, goes on as another history of the same words has it."""
        name = self.dice.choice(("record.jsonl", "edits.jsonl", "checkpoints.jsonl"))
        ours = self.members[name].splitlines()
        theirs = self.fork[name].splitlines()
        at = self.dice.randrange(min(len(ours), len(theirs), len(self.main)))
        spliced = joined([*ours[:at], *theirs[at:]])
        if spliced == joined(ours):  # what was typed has no salt: it is the same in both
            return self.record()
        return self.again({name: spliced})

    def stream(self) -> Tampered:
        """All that was typed in one draft is gone."""
        drafts = sorted({json.loads(line)["draft"] for line in self.edits})
        gone = self.dice.choice(drafts)
        left = [line for line in self.edits if json.loads(line)["draft"] != gone]
        return self.again({"edits.jsonl": joined(left)})

    def checkpoints(self) -> Tampered:
        """An edit of the checkpoints. That one in the middle is not told harms nobody."""
        edit = self.dice.choice((change, insert, reorder, truncate))
        return self.again({"checkpoints.jsonl": joined(edit(self.notes, self.dice))})

    def text(self) -> Tampered:
        """A character of the text or of the manifest."""
        texts = [name for name in self.members if name.startswith("text/")]
        name = self.dice.choice(sorted([*texts, "manifest.txt"]))
        data = bytearray(self.members[name])
        at = self.dice.randrange(len(data))
        data[at] = ord("x") if data[at] != ord("x") else ord("y")
        return self.again({name: bytes(data)})

    def signature(self) -> Tampered:
        """Signatures swapped, dropped, or told twice."""
        listed = json.loads(self.members["signatures.json"])
        one, other = self.dice.sample(range(len(listed)), 2)
        match self.dice.randrange(3):
            case 0:
                field = self.dice.choice(("party", "person", "name", "signature", "order"))
                mine, its = listed[one][field], listed[other][field]
                listed[one][field], listed[other][field] = its, mine
            case 1:
                del listed[one]
            case _:
                listed.insert(other, listed[one])
        return self.again({"signatures.json": canonical.encode(listed)})

    def swapped(self) -> Tampered:
        """A signature of the very same key, on something else."""
        if self.dice.randrange(2):
            return {**self.members, "index.sig": self.fork["index.sig"]}, None
        one, other = sorted(self.dice.sample(range(len(self.notes)), 2))
        told, its = json.loads(self.notes[one]), json.loads(self.notes[other])
        body, _, _ = told["note"].rpartition(" ")
        told["note"] = f"{body} {its['note'].rpartition(' ')[2]}"
        made = list(self.notes)
        made[one] = canonical.encode(told)
        return self.again({"checkpoints.jsonl": joined(made)})

    def rolled_back(self) -> Tampered:
        """Sound in itself, but a later checkpoint is held."""
        kept = self.dice.randrange(len(self.notes) // 2, len(self.notes) - 1)
        number = int(json.loads(self.notes[kept])["note"].split("\n")[1])
        held = json.loads(self.notes[self.dice.randrange(kept + 1, len(self.notes))])["note"]
        record, notes = joined([*self.main[:number], *self.others]), joined(self.notes[: kept + 1])
        cut, _ = self.again({"record.jsonl": record, "checkpoints.jsonl": notes})
        return cut, held

    def held_fork(self) -> Tampered:
        """Sound in itself, but a checkpoint of another history is held."""
        notes = self.fork["checkpoints.jsonl"].splitlines()
        return self.members, json.loads(self.dice.choice(notes))["note"]


def test_a_structural_edit_is_found_though_the_server_signs_again(
    told: Mapping[str, Twice], judges: Judges
) -> None:
    dice = Dice(20270209)
    for scenario, person, share in shares():
        tampering = Tampering(person, told[scenario], dice)
        for _ in range(share):
            way = dice.choice(tampering.ways)
            members, held = way()
            assert judges.found_out(members, held), (scenario, person, way.__name__)


def test_the_two_say_the_same_of_nearly_all(judges: Judges) -> None:
    """They stop at the same thing: else one of them would look at less."""
    assert judges.found >= 2 * TAMPERS
    assert judges.alike / judges.found > 0.9, (judges.alike, judges.found)
