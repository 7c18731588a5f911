"""Expectations of the structure of the text: its order, its numbers, where old ids lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from server.play.state import State


class Played(Protocol):
    """A move as it was played, as far as it is looked at here."""

    @property
    def after(self) -> State:
        """The state after the move."""
        ...


def _same(found: object, wanted: object) -> str:
    return "" if found == wanted else f"{found}, not {wanted}"


def _order(played: Played, wanted: Iterable[str]) -> str:
    return _same(list(played.after.clauses), list(wanted))


def _numbers(played: Played, wanted: Iterable[str]) -> str:
    return _same([its["number"] for its in played.after.clauses.values()], list(wanted))


def _redirects(played: Played, wanted: Mapping[str, Iterable[str]]) -> str:
    return _same(played.after.raw["redirects"], {old: list(new) for old, new in wanted.items()})


def _whole(played: Played, wanted: object) -> str:
    return _same(played.after.raw["whole_digest"], wanted)


CHECKS: Mapping[str, Callable[[Played, Any], str]] = {
    "order": _order,
    "numbers": _numbers,
    "redirects": _redirects,
    "whole_text_sha256": _whole,
}
"""Key of an expectation → how it is compared."""
