"""What is expected of closing a text, compared with what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from server.play.played import Check, Played
from server.play.state import Json, State


def _same(found: object, wanted: object) -> str:
    return "" if found == wanted else f"{found}, not {wanted}"


def _its(played: Played) -> Json | None:
    """The correction that the move names, as it is after the move."""
    return played.after.correction(str(played.move.details.get("correction")))


def _of_correction(tell: Callable[[Json], object]) -> Check:
    def check(played: Played, wanted: object) -> str:
        its = _its(played)
        return "the correction is not shown" if its is None else _same(tell(its), wanted)

    return check


def _window(played: Played, wanted: str) -> str:
    """By how long the window is: a rehearsal may be played on other days than the file's."""
    its = _its(played)
    if its is None:
        return "the correction is not shown"
    at = played.move.at
    ends = datetime.fromisoformat(str(wanted))
    ends = ends if ends.tzinfo else ends.replace(tzinfo=at.tzinfo)
    length = datetime.fromisoformat(its["window_ends"]) - datetime.fromisoformat(its["at"])
    return _same(length, ends - at)


def _kept(played: Played, wanted: int) -> str:
    its = _its(played)
    if its is None:
        return "the correction is not shown"
    before, after = played.before.positions(its["clause"]), played.after.positions(its["clause"])
    return _same(len(after), wanted) if before == after else f"{after}, and before {before}"


def _out_of_date(played: Played, wanted: Iterable[str]) -> str:
    found = _behind(played.after) - _behind(played.before)
    return _same(sorted(found), sorted(wanted))


def _behind(state: State) -> set[str]:
    return {
        f"{one['clause']} {one['language']}"
        for one in state.raw["translations"]
        if one["status"] == "out_of_date"
    }


CHECKS: Mapping[str, Check] = {
    "negotiation_status": lambda played, wanted: _same(played.after.raw["status"], wanted),
    "agreed": lambda played, wanted: _same(played.after.raw["agreed"], wanted),
    "clause": _of_correction(lambda its: its["clause"]),
    "window_ends": _window,
    "positions_carried": _of_correction(lambda its: its["positions"]),
    "positions_kept": _kept,
    "translation_out_of_date": _out_of_date,
}
"""Key of an expectation → how it is compared."""
