"""Checks of what is expected of moves about parties and the rules of procedure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.play.played import Check, Played


def _same(found: object, wanted: object) -> str:
    return "" if found == wanted else f"{found}, not {wanted}"


def _agreed_unchanged(played: Played, wanted: object) -> str:
    """Every clause agreed before the move is agreed after it, on the same version."""
    changed = [
        name
        for name, its in played.before.clauses.items()
        if its["status"] == "agreed_ad_ref" and not _still(its, played.after.clauses[name])
    ]
    return _same(not changed, wanted) and f"changed: {', '.join(changed)}"


def _still(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return all(before[part] == after[part] for part in ("status", "version", "digest"))


def _flag(played: Played, wanted: object) -> str:
    found = [one["says"] for one in played.after.raw["reviewing"].values()]
    return "" if wanted in found else f"{'; '.join(found) or 'nothing'}, not {wanted}"


def _presence(played: Played, wanted: object) -> str:
    party = played.move.details.get("party", played.move.by)
    its = played.after.raw["parties"].get(party)
    return _same(its["presence"] if its else "not shown", wanted)


CHECKS: Mapping[str, Check] = {
    "agreed_clauses_unchanged": _agreed_unchanged,
    "flag": _flag,
    "presence": _presence,
    "mode": lambda played, wanted: _same(played.after.raw["mode"], wanted),
}
"""Key of an expectation → how it is compared."""
