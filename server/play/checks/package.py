"""What is expected of packages."""

from __future__ import annotations

from collections.abc import Mapping

from server.play.played import Check, Played


def _elements(played: Played, wanted: object) -> str:
    name = str(played.move.details.get("package"))
    its = played.after.raw["packages"].get(played.book.package(name))
    if its is None:
        return f"{name} is not shown"
    found = len(its["elements"])
    return "" if found == wanted else f"{found}, not {wanted}"


def _versions(played: Played, wanted: Mapping[str, int]) -> str:
    found = {clause: played.after.clauses[clause]["version"] for clause in wanted}
    return "" if found == dict(wanted) else f"{found}, not {dict(wanted)}"


CHECKS: Mapping[str, Check] = {"elements": _elements, "versions": _versions}
"""Key of an expectation → how it is compared."""
