"""Checkpoints and end states: the whole of a negotiation compared with what a file says of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from models.text import canonical
from server.play.board import Board
from server.play.scenario import Scenario
from server.play.scene import Book
from server.play.state import Json, State

SHORT = 60
"""How much of a long text is quoted."""
_ID = re.compile(r"[A-Z][A-Z0-9]*\b")


def compare_board(expected: Mapping[str, Any], board: Board, book: Book) -> list[str]:
    """What a board shows otherwise than a checkpoint says, one phrase for each thing."""
    books = (book.proposals, book.objections, book.statements)
    names = {its: name for one in books for name, its in one.items()}
    found: list[str] = []
    for key, wanted in expected.items():
        check = BOARD.get(key)
        if check is None:
            found.append(f"{key}: the player does not know how to look for this")
        else:
            said = check(board, wanted, names)
            found += [f"{key}: {said}"] if said else []
    return found


Names = Mapping[str, str]
Check = Callable[[Board, Any, Names], str]


def _same(found: object, wanted: object) -> str:
    return "" if found == wanted else f"{found or 'nothing'}, not {wanted}"


def _statuses(board: Board, wanted: Mapping[str, str], _: Names) -> str:
    differing = {
        clause: (board.status.get(clause, "not shown"), status)
        for clause, status in wanted.items()
        if board.status.get(clause) != status
    }
    said = [f"{clause} is {shown}, not {status}" for clause, (shown, status) in differing.items()]
    said += [f"{clause} is shown too" for clause in board.status if clause not in wanted]
    return ", ".join(said)


def _all_statuses(board: Board, wanted: str, _: Names) -> str:
    return _same(set(board.status.values()), {wanted})


def _live(board: Board, wanted: Iterable[str], names: Names) -> str:
    return _same(sorted(names.get(one, one) for one in board.live), sorted(wanted))


def _objections(board: Board, wanted: Mapping[str, Iterable[str]], names: Names) -> str:
    found: dict[str, list[str]] = {}
    for objection, block in board.blocks.items():
        found.setdefault(block.party, []).append(names.get(objection, objection))
    return _same(
        {party: sorted(its) for party, its in found.items()},
        {party: sorted(its) for party, its in wanted.items()},
    )


def _answer(board: Board, wanted: str, names: Names) -> str:
    """Who blocks what: the sentence names just what the board shows as blocking or competing, who
    has walked out, and who still reviews what."""
    shown: set[str] = set()
    for block in board.blocks.values():
        shown |= {block.party, block.clause, names.get(block.proposal, block.proposal)} - {""}
    clauses = [clause for clause, _ in board.live.values()]
    for clause, author in board.live.values():
        if clauses.count(clause) > 1:
            shown |= {clause, author}
    shown |= board.away
    for party, reviewed in board.reviewing.items():
        shown |= {party, *reviewed}
    known = shown | set(board.presence) | set(names.values()) | set(board.status)
    return _same(sorted(shown), sorted(known & set(_ID.findall(wanted))))


BOARD: Mapping[str, Check] = {
    "after_move": lambda _board, _wanted, _names: "",
    "clause_status": _statuses,
    "clause_status_all": _all_statuses,
    "agreed": lambda board, wanted, _: _same(board.agreed, wanted),
    "live_proposals": _live,
    "open_objections": _objections,
    "dashboard_answer": _answer,
    "reservations": lambda board, wanted, names: _same(
        sorted(names.get(one, one) for one in board.statements), sorted(wanted)
    ),
}
"""Key of a checkpoint → how the board is compared with it."""


# --- the end ------------------------------------------------------------------------------------


class End(NamedTuple):
    """A negotiation at its end: in which language it is read, on which clock its times are told."""

    state: State
    language: str
    zone: tzinfo | None
    shift: timedelta
    """By how much everything was later than the file says."""


def compare_end(scenario: Scenario, state: State, shift: timedelta = timedelta()) -> list[str]:
    """What is otherwise at the end than a file says, one phrase for each thing."""
    end = End(state, scenario.language, scenario.moves[0].at.tzinfo, shift)
    found: list[str] = []
    for key, wanted in scenario.end_state.items():
        if key == "canonical_form":
            continue  # says how the digest below is made
        check = END.get(key)
        if check is None:
            found.append(f"{key}: the player does not know how to look for this")
        else:
            found += [f"{key}: {said}" for said in check(end, wanted)]
    return found


EndCheck = Callable[[End, Any], list[str]]


def _digest(end: End, wanted: str) -> list[str]:
    text = "".join(
        f"{its['number']}\t{its['wording'][f'{end.language}/title']}\n"
        f"{its['wording'][f'{end.language}/text']}\n"
        for its in end.state.clauses.values()
        if any(its["wording"].values())
    )
    made = hashlib.sha256(canonical(text).encode()).hexdigest()
    return [] if made == wanted else [f"{made}, not {wanted}"]


def _each(find: Callable[[State, str], Json | None]) -> EndCheck:
    def check(end: End, wanted: Mapping[str, str]) -> list[str]:
        shown = {name: find(end.state, name) for name in wanted}
        found = {name: told["status"] if told else "not shown" for name, told in shown.items()}
        return [
            f"{name} is {found[name]}, not {status}"
            for name, status in wanted.items()
            if found[name] != status
        ]

    return check


def _status(end: End, wanted: str) -> list[str]:
    found = end.state.raw["status"]
    return [] if found == wanted else [f"{found}, not {wanted}"]


def _clauses(end: End, wanted: Iterable[Json]) -> list[str]:
    shown = end.state.clauses
    known = {name: _told(its, end.language) for name, its in shown.items()}
    return _differing(known, wanted, "id")


def _signatories(end: End, wanted: Iterable[Json]) -> list[str]:
    """Everybody the file names signed as it says, and nobody else signed, joined or declined."""
    names = {its: name for name, its in end.state.book.statements.items()}
    listed = list(wanted)
    known = {party: _signed(end, its, names) for party, its in end.state.raw["signatories"].items()}
    others = known.keys() - {one["party"] for one in listed}
    said = [
        f"{party} {known[party]['status']}, and is not named"
        for party in sorted(others)
        if known[party]["status"] in {"signed", "acceded", "declined"}
    ]
    return said + _differing(known, listed, "party")


def _signed(end: End, its: Json, names: Mapping[str, str]) -> dict[str, object]:
    """A party's standing in the file's own words."""
    told: dict[str, object] = {"status": its["status"]}
    if its.get("at"):
        at = datetime.fromisoformat(its["at"]).astimezone(end.zone) - end.shift
        told["at"] = at.strftime("%Y-%m-%dT%H:%M")
        kept = (one for one, choice in its["statements"].items() if choice == "maintain")
        told["with"] = [names.get(one, one) for one in kept]
    if its.get("declined_at"):
        day = datetime.fromisoformat(its["declined_at"]).astimezone(end.zone) - end.shift
        told["earlier"] = f"declined {day:%Y-%m-%d}"
    return told


def _differing(
    known: Mapping[str, Mapping[str, object]], wanted: Iterable[Json], by: str
) -> list[str]:
    """What is told of each thing otherwise than wanted; `by` is the key that names a thing."""
    said = []
    for one in wanted:
        found = known.get(one[by], {})
        said += [
            f"{one[by]}: {key} {_differ(found.get(key, 'not shown'), value)}"
            for key, value in one.items()
            if key != by and found.get(key) != value
        ]
    return said


def _differ(found: object, wanted: object) -> str:
    """How two values differ: two long texts by where they part."""
    if not (isinstance(found, str) and isinstance(wanted, str) and len(wanted) > SHORT):
        return f"is {found!r}, not {wanted!r}"
    pairs = enumerate(zip(found, wanted, strict=False))
    parts = next((at for at, (one, other) in pairs if one != other), min(len(found), len(wanted)))
    start = max(0, parts - 12)
    return f"reads “…{found[start : start + SHORT]}…”, not “…{wanted[start : start + SHORT]}…”"


def _told(its: Json, language: str) -> dict[str, object]:
    return {
        "status": its["status"],
        "version": its["version"],
        "versions_recorded": len(its["versions"]),
        "text": its["wording"][f"{language}/text"],
        "title": its["wording"][f"{language}/title"],
    }


END: Mapping[str, EndCheck] = {
    "negotiation_status": _status,
    "silence": _each(State.silence),
    "signatories": _signatories,
    "text_sha256": _digest,
    "proposals": _each(State.proposal),
    "objections": _each(State.objection),
    "clauses": _clauses,
}
"""Key of an end state → how the state is compared with it."""
