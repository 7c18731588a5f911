"""What is expected of proposals in parts, taken over, or left to their authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from server.play.played import Check, Played


def _remaining(played: Played, wanted: str | Iterable[str]) -> str:
    its = played.after.proposal(str(played.move.details.get("proposal")))
    found = set(its["parts"]) if its is not None and its["live"] else set[str]()
    return _sets(found, (wanted,) if isinstance(wanted, str) else wanted)


def _accepted(played: Played, wanted: str | Iterable[str]) -> str:
    its = played.after.proposal(str(played.move.details.get("proposal")))
    found = set(its["accepted_parts"]) if its is not None else set[str]()
    return _sets(found, (wanted,) if isinstance(wanted, str) else wanted)


def _authors(played: Played, wanted: Mapping[str, str]) -> str:
    told = {name: played.after.proposal(name) for name in wanted}
    found = {name: its["author"] if its else "not shown" for name, its in told.items()}
    return "" if found == dict(wanted) else f"{found}, not {dict(wanted)}"


def _needs_author(played: Played, wanted: Iterable[str]) -> str:
    told = played.after.raw["proposals"]
    waiting = (one for one, its in told.items() if its["live"] and its["needs_author"])
    return _sets(played.after.named(waiting), wanted)


def _fallen(played: Played, wanted: Iterable[str]) -> str:
    """The amendments that went with the proposal they amended."""
    before, after = played.before.raw["proposals"], played.after.raw["proposals"]
    found = (
        one
        for one, its in after.items()
        if its["amends"] and not its["live"] and before.get(one, {}).get("live")
    )
    return _sets(played.after.named(found), wanted)


def _sets(found: Iterable[str], wanted: Iterable[str]) -> str:
    is_so, should = sorted(found), sorted(wanted)
    return "" if is_so == should else f"{', '.join(is_so) or 'nothing'}, not {', '.join(should)}"


CHECKS: Mapping[str, Check] = {
    "remaining_part": _remaining,
    "accepted_parts": _accepted,
    "proposal_author": _authors,
    "needs_author": _needs_author,
    "fallen": _fallen,
}
"""Key of an expectation → how it is compared."""
