"""Scripts of the final text: lock, sign, decline, publish, accede."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from models import acts
from models.signing import Choice, StatementChoice
from server.play.requests import Do, Made, Script, Sealed, SeeFinal, Wait, When
from server.play.scenario import ScenarioError
from server.play.scene import Scene

CEREMONY = timedelta(days=7)
"""How long a window stays open where the file does not say when it closes."""


def _request_lock(scene: Scene) -> Script:
    person = scene.actor()
    seen: Sealed = yield SeeFinal(person)
    yield Do(person, acts.RequestLock(digest=seen.digest))


def _confirm_lock(scene: Scene) -> Script:
    person = scene.actor()
    seen: Sealed = yield SeeFinal(person)
    yield Do(person, acts.ConfirmLock(digest=seen.digest, manifest=seen.manifest))


def _unlock(scene: Scene) -> Script:
    reason = str(scene.move.details.get("reason", "An error was found."))
    yield Do(scene.actor(), acts.RequestUnlock(reason=reason))


def _table_new(scene: Scene) -> Script:
    """A proposal that is begun and nothing more: whether it may be is all the move asks."""
    person = scene.actor()
    made: Made = yield Do(person, acts.StartDraft(clause=scene.clause))
    yield Do(person, acts.DiscardDraft(draft=made["draft"]))


def _sign(scene: Scene) -> Script:
    person = scene.actor()
    seen: Sealed = yield SeeFinal(person)
    if not seen.signing:
        yield from _opening(scene, seen)
    if "ad referendum lifted" in scene.move.note:
        yield Do(person, acts.ConfirmAdRef())
    kept = {scene.book.statement(name) for name in scene.move.details.get("with", ())}
    choices = tuple(
        StatementChoice(one, Choice.MAINTAIN if one in kept else Choice.DROP)
        for one in scene.statements()
    )
    yield Do(
        person,
        acts.Sign(digest=seen.digest, manifest=seen.manifest, statements=choices),
    )


def _opening(scene: Scene, seen: Sealed) -> Script:
    """The ceremony begins with whoever signs first: the convenor opens the window."""
    scenario = scene.scenario
    hosts = [one.id for one in scenario.persons.values() if one.role == "convenor"]
    if not hosts:
        raise ScenarioError("there is no convenor to open the signing")
    closes: datetime = yield When(scenario.signing_closes or scene.move.at + CEREMONY)
    yield Do(hosts[0], acts.OpenSigning(digest=seen.digest, closes=closes, place=scenario.place))


def _decline(scene: Scene) -> Script:
    person = scene.actor()
    seen: Sealed = yield SeeFinal(person)
    statement = str(scene.move.details.get("statement", ""))
    yield Do(person, acts.Decline(digest=seen.digest, statement=statement))


def _publish(scene: Scene) -> Script:
    person = scene.actor()
    seen: Sealed = yield SeeFinal(person)
    yield Do(person, acts.Publish(digest=seen.digest))


def _close_window(scene: Scene) -> Script:
    yield Wait(scene.move.at)


def _accede(scene: Scene) -> Script:
    person = scene.actor()
    seen: Sealed = yield SeeFinal(person)
    choices = tuple(StatementChoice(one, Choice.MAINTAIN) for one in scene.statements())
    yield Do(
        person,
        acts.Accede(digest=seen.digest, manifest=seen.manifest, statements=choices),
    )


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "request_lock": (frozenset(), _request_lock),
    "confirm_lock": (frozenset(), _confirm_lock),
    "unlock": (frozenset({"reason"}), _unlock),
    "table_new": (frozenset({"clause"}), _table_new),
    "sign": (frozenset({"with"}), _sign),
    "decline": (frozenset({"statement"}), _decline),
    "publish": (frozenset({"includes", "excludes"}), _publish),
    "close_signing_window": (frozenset(), _close_window),
    "accede": (frozenset(), _accede),
}
"""What each kind of move may say, and its script."""
