"""Writes the golden vectors: what the algebra gives, for both languages to give again.

``python -m tests.vectors.generate`` rewrites the files beside it. They are kept in the repository
and run by tests/models/test_vectors.py and tests/js/vectors.test.mjs, so that a change of meaning
in either language shows as a failure, and a wanted one as a difference to review.

algebra.json and text.json hold single calls; sessions.json holds the tapes of clients in a workshop
(tests/models/workshop.py), for the clients of the browser's algebra to live through again.
"""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models import edit as edits
from models import layer as layers
from models import text as texts
from models.edit import Edit, EditRefused, Part
from models.layer import Author, Run, Runs
from models.text import TextRefused
from tests.models.workshop import Workshop

HERE = Path(__file__).parent
Vector = dict[str, Any]
LETTERS = ("a", "b", " ", "م", "ع", "\u0301", "😀")


def main() -> None:
    """Write both files."""
    chance = random.Random(2027)
    algebra = [vector for _ in range(80) for vector in _of_one_layer(chance)]
    _write("algebra.json", [*algebra, *_refusals()])
    _write("text.json", [*_typed(), *_digests()])
    _write("sessions.json", list(_sessions(chance)))


def _write(name: str, vectors: list[Vector]) -> None:
    lines = ",\n".join(json.dumps(vector) for vector in vectors)
    (HERE / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def gives(name: str, args: list[Any]) -> Any:
    """What the function ``name`` gives for JSON arguments, as JSON, or the code it refuses by."""
    try:
        return FUNCTIONS[name](*args)
    except (EditRefused, TextRefused) as refusal:
        return {"refused": refusal.code}


def _edit(raw: list[Any]) -> Edit:
    return edits.parse(raw)


def _apply(runs: list[Any], edit: list[Any], author: Author) -> list[Any]:
    after, effective = layers.apply(layers.from_json(runs), _edit(edit), author)
    return [layers.to_json(after), edits.dump(effective)]


def _rebase(edit: list[Any], over: list[Any], first: bool, same_author: bool) -> list[Any]:
    return edits.dump(edits.rebase(_edit(edit), _edit(over), first=first, same_author=same_author))


def _carry(runs: list[Any], change: list[Any]) -> list[Any]:
    after, edit = layers.carry(layers.from_json(runs), _edit(change))
    return [layers.to_json(after), edits.dump(edit)]


def _replacements(runs: list[Any], edit: list[Any], author: Author) -> list[Any]:
    before = layers.from_json(runs)
    after, effective = layers.apply(before, _edit(edit), author)
    found = layers.replacements(before, effective, after)
    return [layers.replacement_to_json(replacement) for replacement in found]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "parse": lambda raw: edits.dump(edits.parse(raw)),
    "apply": _apply,
    "rebase": _rebase,
    "compose": lambda a, b: edits.dump(edits.compose(_edit(a), _edit(b))),
    "invert": lambda e, r: edits.dump(edits.invert(_edit(e), layers.from_json(r))),
    "clip": lambda e, r, p: edits.dump(edits.clip(_edit(e), layers.from_json(r), p)),
    "base": lambda r: texts.from_units(layers.base(layers.from_json(r))),
    "result": lambda r: texts.from_units(layers.result(layers.from_json(r))),
    "change": lambda r: edits.dump(layers.change(layers.from_json(r))),
    "carry": _carry,
    "replacements": _replacements,
    "check_typed": lambda text: texts.check_typed(texts.to_units(text)),
    "wording_digest": texts.wording_digest,
}


def _vector(name: str, *args: Any) -> Vector:
    return {"do": name, "with": list(args), "gives": gives(name, list(args))}


def _of_one_layer(chance: random.Random) -> Iterator[Vector]:
    runs = _some_runs(chance)
    raw = layers.to_json(runs)
    author, other = chance.choice("pq"), chance.choice("pq")
    edit = _some_edit(chance, runs, author)
    over = _some_edit(chance, runs, other)
    after, effective = layers.apply(runs, edit, author)
    dumped, dumped_over = edits.dump(edit), edits.dump(over)
    yield _vector("apply", raw, dumped, author)
    yield _vector("rebase", dumped, dumped_over, False, author == other)
    yield _vector("rebase", dumped, dumped_over, True, author == other)
    yield _vector("compose", dumped, edits.dump(_some_edit(chance, after, author)))
    yield _vector("invert", edits.dump(effective), raw)
    yield _vector("clip", dumped, raw, other)
    yield _vector("base", raw)
    yield _vector("result", raw)
    yield _vector("change", raw)
    ground = layers.of_text(layers.base(runs))
    yield _vector("carry", raw, edits.dump(_some_edit(chance, ground, None)))
    yield _vector("replacements", raw, dumped, author)


def _some_text(chance: random.Random, most: int) -> str:
    return "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, most)))


def _some_runs(chance: random.Random) -> Runs:
    def run() -> Run:
        inserted_by = chance.choice((None, None, "p", "q", "r"))
        strikers = frozenset(p for p in "pqr" if p != inserted_by and chance.random() < 0.2)
        return Run(texts.to_units(_some_text(chance, 5)), inserted_by, strikers)

    return layers.joined(run() for _ in range(chance.randint(0, 6)))


def _some_edit(chance: random.Random, runs: Runs, author: Author) -> Edit:
    parts: list[Part] = []
    for text, inserted_by, _ in runs:
        for character in texts.from_units(text):
            if chance.random() < 0.15:
                parts.append(texts.to_units(_some_text(chance, 2)))
            count = texts.length(character)
            marks = [edits.remove(count)] if author == inserted_by else []
            if author not in (None, inserted_by):
                marks = [edits.strike(count), edits.unstrike(count)]
            parts.append(chance.choice(marks) if marks and chance.random() < 0.4 else count)
    if chance.random() < 0.3:
        parts.append(_some_text(chance, 2))
    return edits.edit_of(*(texts.to_units(p) if isinstance(p, str) else p for p in parts))


def _refusals() -> Iterator[Vector]:
    runs = [["new", "p", []], ["a😀", None, ["q"]]]
    for edit, author in (
        *(([["s", 3]], "p"), ([["x", 3]], "q"), ([3, ["x", 1]], "p"), ([3, ["s", 1]], None)),
        *(([3, ["s", 9]], "p"), ([9, "a"], "p"), ([5, "a"], "p"), ([5, ["s", 1]], "p")),
        *(([4, ["s", 1]], "p"), ([4, ["u", 1]], "q"), ([6, "a"], "p"), ([["x", 3]], None)),
    ):
        yield _vector("apply", runs, edit, author)
    raws: tuple[Any, ...] = (
        *(None, 7, "text", {}, [None], [True], [0], [-1], [1.5], [2**31], [""], [[]], [["s"]]),
        *([["s", 0]], [["s", 1, 1]], [["a", 1]], [["s", True]], [[["s"], 1]], [{"s": 1}]),
        *(["\r"], ["\u202e"], ["\ud83d"], ["\ud83d", "\ude00"], [["x", 2**31 - 1]]),
        *([1, 2, "a", "b", ["s", 1], ["s", 2], 7], ["😀"], [5], []),
    )
    for raw in raws:
        yield _vector("parse", raw)


def _typed() -> Iterator[Vector]:
    points = (
        *(0x00, 0x09, 0x0A, 0x0D, 0x1F, 0x20, 0x7E, 0x7F, 0x85, 0x9F, 0xA0, 0xAD, 0x0301, 0x0336),
        *(0x034F, 0x061C, 0x0645, 0x115F, 0x180E, 0x17B4, 0x200B, 0x200C, 0x200D, 0x200E),
        *(0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x202F, 0x2060, 0x2064, 0x2066, 0x2069),
        *(0x206F, 0x3164, 0xD83D, 0xDE00, 0xE000, 0xFDD0, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFFB),
        *(0xFFFC, 0xFFFD, 0xFFFF, 0x1BCA0, 0x1D173, 0x1F600, 0x1FFFE, 0xE0001, 0xE0041),
        *(0xE0100, 0xE01EF, 0xE01F0, 0xF0000, 0x10FFFF),
    )
    for point in points:
        yield _vector("check_typed", f"a{chr(point)}b")


def _digests() -> Iterator[Vector]:
    yield _vector("wording_digest", {})
    yield _vector("wording_digest", {"en/text": "", "en/title": ""})
    yield _vector("wording_digest", {"en/title": "Aim", "en/text": "A 😀.\n", "ar/text": "نص"})
    yield _vector("wording_digest", {"z": "1", "é": "2", "a": "3", "ﬁ": "4", "😀": "5"})


def _sessions(chance: random.Random) -> Iterator[Vector]:
    workshop = Workshop({"joint": ["p", "p", "q"], "own": ["q"]})
    while workshop.committed < 100:
        workshop.something_happens(chance, hot=20, lag=1.0)
    workshop.finish()
    for client in workshop.clients:
        tape = [*client.tape, ["ends", layers.to_json(client.runs)]]
        yield {"party": client.party, "tape": tape}


if __name__ == "__main__":
    main()
