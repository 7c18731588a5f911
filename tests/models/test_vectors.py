"""The golden vectors, in Python; tests/js/vectors.test.mjs runs the same in JavaScript."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.vectors.generate import FUNCTIONS, gives

VECTORS = Path(__file__).parents[1] / "vectors"


def _vectors(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("name", ["algebra.json", "text.json"])
def test_python_gives_what_the_golden_vectors_say(name: str) -> None:
    for vector in _vectors(name):
        assert gives(vector["do"], vector["with"]) == vector["gives"], vector


def test_every_function_and_every_refusal_has_a_vector() -> None:
    vectors = _vectors("algebra.json") + _vectors("text.json")
    assert {vector["do"] for vector in vectors} == set(FUNCTIONS)
    refused = Counter(v["gives"]["refused"] for v in vectors if isinstance(v["gives"], dict))
    assert set(refused) == {
        "not_an_edit",
        "past_the_end",
        "splits_character",
        "strike_of_own_insertion",
        "strike_by_nobody",
        "removal_of_foreign_text",
        "split_character",
        "control_character",
        "bidi_control",
        "invisible_character",
        "false_strike",
        "not_a_character",
    }
