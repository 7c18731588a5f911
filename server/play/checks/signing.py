"""What is expected of moves about the final text."""

from __future__ import annotations

from collections.abc import Mapping

from server.play.played import Check, Played
from server.play.state import Json


def _same(found: object, wanted: object) -> str:
    return "" if str(found) == str(wanted) else f"{found}, not {wanted}"


def _text_hash(played: Played, wanted: object) -> str:
    named = str(wanted).startswith("see ")
    expected = played.scenario.end_state.get("text_sha256") if named else wanted
    final = played.after.raw["final"]
    return _same(final["digest"] if final else "no text is locked", expected)


def _count(status: str) -> Check:
    def check(played: Played, wanted: object) -> str:
        known = played.after.raw["signatories"].values()
        return _same(sum(its["status"] == status for its in known), wanted)

    return check


def _own(played: Played) -> Json:
    found: Json = played.after.raw["signatories"].get(str(played.move.by), {})
    return found


def _kind(played: Played, wanted: object) -> str:
    return _same("accession" if _own(played).get("accession") else "signature", wanted)


CHECKS: Mapping[str, Check] = {
    "text_hash": _text_hash,
    "signed": _count("signed"),
    "declined": _count("declined"),
    "kind": _kind,
    "effective": lambda played, wanted: _same(_own(played).get("effective"), wanted),
    "negotiating_party": lambda played, wanted: _same(_own(played).get("negotiating"), wanted),
}
"""Key of an expectation → how it is compared."""
