"""Checks of the silence procedure and of reopening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from server.play.checks.common import same
from server.play.played import Check, Played
from server.play.state import Json


def _silence(played: Played) -> Json | None:
    return played.after.silence(str(played.move.details.get("silence")))


def _clause(played: Played) -> str:
    """The clause that a move, or the silence it names, is about."""
    offered = played.scenario.silences.get(str(played.move.details.get("silence")))
    return offered.clause if offered else str(played.move.details.get("clause"))


def _clause_status(played: Played, wanted: object) -> str:
    its = played.after.clauses.get(_clause(played))
    return same(its["status"] if its else "not shown", wanted)


def _silence_status(played: Played, wanted: object) -> str:
    its = _silence(played)
    return same(its["status"] if its else "not shown", wanted)


def _notified(played: Played, wanted: object) -> str:
    its = _silence(played)
    return same(len(its["notified"]) if its else "nobody", wanted)


def _missing(played: Played, wanted: Iterable[str]) -> str:
    """Who was notified and has not acknowledged yet."""
    its = _silence(played)
    found = set(its["notified"]) - set(its["acknowledged"]) if its else set()
    return same(", ".join(sorted(found)), ", ".join(sorted(wanted)))


def _positions(played: Played, wanted: str) -> str:
    """How many parties hold a position, and how it came about: "agree_by_silence for 9 parties"."""
    clause = _clause(played)
    sources = played.after.raw["sources"].get(clause, {})
    found: dict[str, int] = {}
    for party, stand in played.after.positions(clause).items():
        word = f"{stand}_by_{sources[party]}" if party in sources else stand
        found[word] = found.get(word, 0) + 1
    return same(", ".join(f"{word} for {count} parties" for word, count in found.items()), wanted)


def _kept(played: Played, wanted: object) -> str:
    """Positions are as they were, and there are some."""
    clause = _clause(played)
    before, after = played.before.positions(clause), played.after.positions(clause)
    return same(bool(after) and before == after, wanted)


def _requested(played: Played) -> str:
    person = played.scenario.speaker(played.move.by)
    party = played.scenario.persons[person].party
    request = played.after.raw["reopenings"].get(_clause(played))
    if request is None:
        return "there is no request to reopen it"
    asking = {request["party"], *request["supporters"]}
    return "" if party in asking else f"{party} is not among those who ask to reopen it"


RECORDED: Mapping[str, tuple[str, Callable[[Played], str]]] = {
    "request_to_reopen": ("reopenings", _requested)
}
"""What a refused act may be recorded as → the part of the state that changes, and how to look."""

BESIDE = ("missing",)
"""What a move says beside `expect` that is an expectation all the same."""

CHECKS: Mapping[str, Check] = {
    "clause_status": _clause_status,
    "silence_status": _silence_status,
    "notified": _notified,
    "missing": _missing,
    "positions": _positions,
    "positions_kept_until_text_changes": _kept,
}
