"""What is expected of confirmations, of what is recorded on behalf, and of temperature checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from server.play.played import Check, Played
from server.play.state import State


def _confirmed(state: State) -> int:
    return sum(len(its["confirmed"]) for its in state.raw["ad_ref"].values())


def _ad_ref(played: Played, wanted: object) -> str:
    found = _confirmed(played.after) - _confirmed(played.before)
    return "" if found == wanted else f"{found}, not {wanted}"


def _recorded(played: Played, wanted: Iterable[str]) -> str:
    found = set(played.after.raw["recorded"])
    return "" if found == set(wanted) else f"{sorted(found)}, not {sorted(wanted)}"


def _tally(played: Played, wanted: Sequence[int]) -> str:
    its = played.after.raw["checks"].get(played.book.checks.get(played.move.n, ""))
    found = its and its["tally"]
    return "" if found == list(wanted) else f"{found}, not {list(wanted)}"


CHECKS: Mapping[str, Check] = {
    "ad_ref_confirmed": _ad_ref,
    "recorded_for": _recorded,
    "tally": _tally,
}
"""Key of an expectation → how it is compared."""
