"""What is expected of a move, compared with what came of it: one sentence for each thing not met.

Pure: what was observed is brought here by whoever played the move. A key that is not in the table
is a thing not met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from server.play.checkpoints import compare_board
from server.play.checks import (
    conferring,
    editorial,
    parties,
    proposals,
    signing,
    silence,
    structure,
)
from server.play.checks.package import CHECKS as PACKAGES
from server.play.checks.statements import CHECKS as STATEMENTS
from server.play.played import Check, Played
from server.play.reasons import STATUSES, reasons
from server.play.state import Json

__all__ = ["CHECKS", "Check", "Played", "clause_of", "unmet"]


def unmet(played: Played) -> list[str]:
    """Everything expected of a move that did not come true, one sentence each."""
    details = played.move.details
    beside = {key: details[key] for key in silence.BESIDE if key in details}
    expect = {**beside, **played.move.expect}
    refused = bool(expect.pop("refused", False))
    found = [_refusal(played, refused=refused)]
    if refused and played.refusal is None:
        expect.pop("because", None)
    if played.refusal is not None:
        recorded = str(expect.pop("recorded_as", ""))
        if recorded:
            found.append(_recorded(played, recorded))
        because = expect.pop("because", ())
        found.append(_because(reasons(played.refusal, played.book), because))
        # Nothing else can be expected of what did not happen but that it left no trace.
        found += [f"{key}: nothing of that came of a refusal" for key in expect]
        found += [f"{part} changed by what was refused" for part in _traces(played, recorded)]
        return [said for said in found if said]
    for key, wanted in expect.items():
        check = CHECKS.get(key)
        if check is None:
            found.append(f"{key}: the player does not know how to look for this")
        else:
            said = check(played, wanted)
            found.append(said and f"{key}: {said}")
    return [said for said in found if said]


def _refusal(played: Played, *, refused: bool) -> str:
    refusal = played.refusal
    if refusal is None:
        return "refused: it was not" if refused else ""
    return "" if refused else f"it was refused ({refusal.code}): {refusal}"


def _recorded(played: Played, wanted: str) -> str:
    """A refused act may leave one thing: what it is recorded as."""
    if wanted not in silence.RECORDED:
        return f"recorded_as: the player does not know {wanted}"
    said = silence.RECORDED[wanted][1](played)
    return said and f"recorded_as: {said}"


def _traces(played: Played, recorded: str) -> list[str]:
    before, after = played.before.raw, played.after.raw
    kept = silence.RECORDED[recorded][0] if recorded in silence.RECORDED else ""
    moving = ("place", "now", kept)
    return [part for part in after if part not in moving and after[part] != before.get(part)]


def _because(given: frozenset[str], wanted: str | Iterable[str]) -> str:
    words = (wanted,) if isinstance(wanted, str) else wanted
    missing = [word for word in words if word not in given]
    return f"because: {', '.join(missing)} is not among {_listed(given)}" if missing else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def _same(found: object, wanted: object) -> str:
    return "" if found == wanted else f"{found}, not {wanted}"


def _sets(found: Iterable[str], wanted: Iterable[str]) -> str:
    found, wanted = frozenset(found), frozenset(wanted)
    return "" if found == wanted else f"{_listed(found)}, not {_listed(wanted)}"


# --- what a move is about ------------------------------------------------------------------------


def clause_of(played: Played) -> Json | None:
    """The clause a move is about, as it is after the move; None where it is about none."""
    move = played.move
    name = move.details.get("clause")
    if name is None and "proposal" in move.details:
        proposed = played.scenario.proposals.get(move.details["proposal"])
        name = proposed.clause if proposed else None
    if name is None and "silence" in move.details:
        offered = played.scenario.silences.get(move.details["silence"])
        name = offered.clause if offered else None
    if name is None and "correction" in move.details:
        corrected = played.scenario.corrections.get(move.details["correction"])
        name = corrected.clause if corrected else None
    if name is None and move.do == "undo":
        number = played.book.decisions.get(move.details["move"])
        name = next((d["clause"] for d in played.after.decisions if d["number"] == number), None)
    return None if name is None else played.after.clauses.get(name)


def _status(played: Played, wanted: object) -> str:
    name = played.move.details.get("package")
    packaged = played.scenario.packages.get(name) if name is not None else None
    if packaged is not None:
        found = {played.after.clauses[clause]["status"] for clause, _ in packaged.elements}
        return "" if found == {wanted} else f"{_listed(found)}, not {wanted}"
    its = clause_of(played)
    # What is about no clause is about the whole.
    return _same(played.after.raw["status"] if its is None else its["status"], wanted)


def _version(played: Played, wanted: object) -> str:
    its = clause_of(played)
    shown = played.after.clauses.values() if its is None else (its,)
    found = {one["version"] for one in shown}
    return "" if found == {wanted} else f"{_listed(map(str, found))}, not {wanted}"


def _quorum(played: Played, wanted: object) -> str:
    return _same("met" if played.after.quorum["met"] else "not met", wanted)


def _count(played: Played, wanted: object) -> str:
    its = played.after.quorum
    return _same(f"{its['present']} of {its['admitted']}", wanted)


SUBJECTS: Mapping[str, str] = {
    "rules": "rules of procedure",
    "acceptance": "acceptance",
    "agreement": "agreement",
    "parking": "parking",
    "admission": "admission",
    "package": "package",
    "reopening": "reopening",
    "adoption": "adoption of the whole text",
}
"""Subject of a decision → the word of the scenario."""


def _decision(played: Played, wanted: object) -> str:
    known = {one["number"] for one in played.before.decisions}
    taken = [
        f"{one['label']} {SUBJECTS.get(one['subject'], one['subject'])}"
        for one in played.after.decisions
        if one["number"] not in known
    ]
    return _same(", ".join(taken), wanted)


# --- proposals and objections --------------------------------------------------------------------


def _overlap(played: Played, wanted: Iterable[str]) -> str:
    name = str(played.move.details.get("proposal"))
    its = played.after.proposal(name)
    if its is None:
        return f"{name} is not shown"
    return _sets(played.after.named(its.get("alternatives", ())) | {name}, wanted)


def _became(
    played: Played, was: Callable[[Json | None], bool], now: Callable[[Json], bool]
) -> set[str]:
    before = played.before.raw["proposals"]
    found = {
        one
        for one, told in played.after.raw["proposals"].items()
        if was(before.get(one)) and now(told)
    }
    return set(played.after.named(found))


def _live(told: Json | None) -> bool:
    return told is not None and bool(told["live"])


def _superseded(played: Played, wanted: Iterable[str]) -> str:
    return _sets(_became(played, _live, lambda told: told["status"] == "superseded"), wanted)


def _live_again(played: Played, wanted: Iterable[str]) -> str:
    return _sets(_became(played, lambda told: told is not None and not told["live"], _live), wanted)


def _carried(played: Played, wanted: Iterable[str]) -> str:
    its = clause_of(played)
    version = None if its is None else its["version"]
    before = played.before.raw["proposals"]
    found = {
        one
        for one, told in played.after.raw["proposals"].items()
        if _live(before.get(one)) and told["live"]
        if told["base"] == version != before[one]["base"]
    }
    return _sets(played.after.named(found), wanted)


def _objections(played: Played, wanted: Mapping[str, str]) -> str:
    found = {}
    for name in wanted:
        its = played.after.objection(name)
        found[name] = its["status"] if its else "not shown"
    return _same(found, dict(wanted))


def _unanswered(played: Played, wanted: Iterable[str]) -> str:
    names = {its: name for name, its in played.book.objections.items()}
    found = played.after.raw["objections"].items()
    waiting = [names.get(one, one) for one, its in found if its["status"] == "needs_answer"]
    return _sets(waiting, wanted)


def _lapsed_positions(played: Played, wanted: object) -> str:
    name = played.scenario.proposals[played.move.details["proposal"]].clause
    left = played.after.positions(name)
    # An objection does not lapse with the version it was to (domain §6.5).
    given = [stand for stand in played.before.positions(name).values() if stand != "object"]
    return f"{len(left)} are left" if left else _same(len(given), wanted)


def _why(played: Played, wanted: str | Iterable[str]) -> str:
    its = played.after.proposal(str(played.move.details.get("proposal")))
    status = its["status"] if its else "not shown"
    said = _because(frozenset({STATUSES.get(status, status)}), wanted)
    return said.removeprefix("because: ")


# --- what those who are connected saw ------------------------------------------------------------


def _witnessed(key: str) -> Check:
    def check(played: Played, wanted: object) -> str:
        said = played.witnessed.get(key, "nobody looked")
        if wanted is not True:
            return f"the player can only look for it, not for {wanted}"
        return said

    return check


def _keeps_both(played: Played, wanted: object) -> str:
    """The record has the decision and its undoing: the one is shown as undone, each is an entry."""
    number = played.book.decisions.get(played.move.details.get("move", 0))
    kept = [one for one in played.after.decisions if one["number"] == number]
    its = clause_of(played)
    version = kept[0]["version"] if kept else None
    both = (
        len(kept) == 1
        and bool(kept[0]["undone"])
        and bool(played.entries)
        and its is not None
        and version in its["versions"]
    )
    return _same(both, wanted)


def _checkpoint(played: Played, wanted: str) -> str:
    expected = played.scenario.checkpoints.get(wanted)
    if expected is None:
        return f"there is no checkpoint {wanted} in this file"
    if not played.boards:
        return "nobody looked at the board"
    said = [
        f"{where}: {difference}"
        for where, board in played.boards.items()
        for difference in compare_board(expected, board, played.book)
    ]
    return "; ".join(said) and f"{wanted}: {'; '.join(said)}"


CHECKS: Mapping[str, Check] = {
    "clauses": lambda played, wanted: _same(len(played.after.clauses), wanted),
    "version": _version,
    "status": _status,
    "quorum": _quorum,
    "count": _count,
    "needed": lambda played, wanted: _same(played.after.quorum["needed"], wanted),
    "parties": lambda played, wanted: _same(len(played.after.raw["parties"]), wanted),
    "decision": _decision,
    "overlap": _overlap,
    "superseded": _superseded,
    "objection_needs_answer": _unanswered,
    "live_again": _live_again,
    "carried_forward": _carried,
    "objection_status": _objections,
    "lapsed_positions": _lapsed_positions,
    "because": _why,
    "same_moment_for_all_parties": _witnessed("same_moment_for_all_parties"),
    "announced_to_all": _witnessed("announced_to_all"),
    "audit_keeps_both": _keeps_both,
    "checkpoint": _checkpoint,
    **parties.CHECKS,
    **PACKAGES,
    **STATEMENTS,
    **silence.CHECKS,
    **editorial.CHECKS,
    **proposals.CHECKS,
    **structure.CHECKS,
    **signing.CHECKS,
    **conferring.CHECKS,
}
"""Key of an expectation → how it is compared."""
