"""What is expected of moves about the final text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.play.state import Json, State


def signatory(state: State, party: str) -> Json:
    """Where a party stands towards the final text."""
    found: Json = state.raw["signatories"].get(party, {})
    return found


def count(state: State, status: str) -> int:
    """How many parties have this status towards the final text."""
    return sum(its["status"] == status for its in state.raw["signatories"].values())


def text_hash(state: State, end_state: Mapping[str, Any], wanted: object) -> str:
    """The fingerprint of the locked text against the one the file has, or names."""
    expected = end_state.get("text_sha256") if str(wanted).startswith("see ") else wanted
    final = state.raw["final"]
    found = final["digest"] if final else "no text is locked"
    return "" if found == expected else f"{found}, not {expected}"
