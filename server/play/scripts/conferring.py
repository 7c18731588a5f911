"""Moves behind closed doors: caucuses, small drafting groups, a side's own notes and tripwires."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from models.acts import Act
from server.play.requests import Do, Made, Script
from server.play.scene import Scene


def _open(make: Callable[[Scene], Act]) -> Callable[[Scene], Script]:
    def script(scene: Scene) -> Script:
        made: Made = yield Do(scene.actor(), make(scene))
        scene.book.caucuses[scene.caucus().id] = made["caucus"]

    return script


def _caucus(scene: Scene) -> Act:
    its = scene.caucus()
    return acts.OpenCaucus(title=its.title, members=its.members, told=its.told)


def _small_group(scene: Scene) -> Act:
    its = scene.caucus()
    return acts.OpenSmallGroup(title=its.title, members=its.members, clauses=its.clauses)


def _one(make: Callable[[Scene], Act]) -> Callable[[Scene], Script]:
    def script(scene: Scene) -> Script:
        yield Do(scene.actor(), make(scene))

    return script


def _in(scene: Scene) -> str:
    return scene.book.caucus(scene.caucus().id)


def _said(scene: Scene) -> tuple[str, str | None]:
    clause = scene.move.details.get("clause")
    return str(scene.named("text")), None if clause is None else str(clause)


def _write(scene: Scene) -> Act:
    text, clause = _said(scene)
    return acts.WriteInCaucus(caucus=_in(scene), text=text, clause=clause)


def _note(scene: Scene) -> Act:
    text, clause = _said(scene)
    return acts.WriteNote(text=text, clause=clause)


def _tripwire(scene: Scene) -> Act:
    return acts.SetTripwire(
        clause=scene.clause,
        phrase=str(scene.named("phrase")),
        appears=bool(scene.move.details.get("appears", False)),
    )


def _members(scene: Scene) -> Act:
    return acts.ChangeMembers(caucus=_in(scene), members=tuple(scene.named("members")))


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "open_caucus": (frozenset({"caucus"}), _open(_caucus)),
    "open_small_group": (frozenset({"caucus"}), _open(_small_group)),
    "change_members": (frozenset({"caucus", "members"}), _one(_members)),
    "leave_caucus": (
        frozenset({"caucus"}),
        _one(lambda scene: acts.LeaveCaucus(caucus=_in(scene))),
    ),
    "close_caucus": (
        frozenset({"caucus"}),
        _one(lambda scene: acts.CloseCaucus(caucus=_in(scene))),
    ),
    "write_in_caucus": (frozenset({"caucus", "text", "clause"}), _one(_write)),
    "note": (frozenset({"text", "clause"}), _one(_note)),
    "tripwire": (frozenset({"clause", "phrase", "appears"}), _one(_tripwire)),
}
"""What each of these moves may say, and its script."""
