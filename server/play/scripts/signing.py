"""Scripts of the final text: lock, sign, decline, publish, accede."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from models import acts
from models.signing import Choice, StatementChoice
from server.play.requests import Do, Made, Script, Seen, SeeText, Wait
from server.play.scene import Scene

CEREMONY_DAYS = 7
"""How long a window stays open where the file does not say when it closes."""


def _request_lock(scene: Scene) -> Script:
    person = scene.actor()
    seen: Seen = yield SeeText(person)
    yield Do(person, acts.RequestLock(digest=seen.digest))


def _confirm_lock(scene: Scene) -> Script:
    person = scene.actor()
    seen: Seen = yield SeeText(person)
    yield Do(person, acts.ConfirmLock(digest=seen.digest, manifest=seen.wording))


def _unlock(scene: Scene) -> Script:
    reason = str(scene.move.details.get("reason", "An error was found."))
    yield Do(scene.actor(), acts.RequestUnlock(reason=reason))


def _table_new(scene: Scene) -> Script:
    made: Made = yield Do(scene.actor(), acts.StartDraft(clause=scene.clause))
    yield Do(scene.actor(), acts.DiscardDraft(draft=made["draft"]))


def _sign(scene: Scene) -> Script:
    person = scene.actor()
    seen: Seen = yield SeeText(person)
    if not seen.version:
        yield from _open(scene)
    note = str(scene.move.details.get("note", ""))
    if "ad referendum lifted" in note:
        yield Do(person, acts.ConfirmAdRef())
    kept = {scene.book.statement(name) for name in scene.move.details.get("with", ())}
    choices = tuple(
        StatementChoice(one, Choice.MAINTAIN if one in kept else Choice.DROP)
        for one in scene.book.statements_of(scene.scenario, str(scene.move.by))
    )
    yield Do(person, acts.Sign(digest=seen.digest, manifest=seen.wording, statements=choices))


def _open(scene: Scene) -> Script:
    """The ceremony begins with whoever signs first: the convenor opens the window."""
    host = next(p.id for p in scene.scenario.persons.values() if p.role == "convenor")
    seen: Seen = yield SeeText(host)
    window = scene.scenario.window(scene.move.at)
    yield Do(host, replace(window, digest=seen.digest))


def _decline(scene: Scene) -> Script:
    person = scene.actor()
    seen: Seen = yield SeeText(person)
    statement = str(scene.move.details.get("statement", ""))
    yield Do(person, acts.Decline(digest=seen.digest, statement=statement))


def _publish(scene: Scene) -> Script:
    person = scene.actor()
    seen: Seen = yield SeeText(person)
    yield Do(person, acts.Publish(digest=seen.digest))


def _close_window(scene: Scene) -> Script:
    yield Wait(scene.move.at)


def _accede(scene: Scene) -> Script:
    person = scene.actor()
    seen: Seen = yield SeeText(person)
    choices = tuple(
        StatementChoice(one, Choice.MAINTAIN)
        for one in scene.book.statements_of(scene.scenario, str(scene.move.by))
    )
    yield Do(person, acts.Accede(digest=seen.digest, manifest=seen.wording, statements=choices))


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "request_lock": (frozenset(), _request_lock),
    "confirm_lock": (frozenset(), _confirm_lock),
    "unlock": (frozenset({"reason"}), _unlock),
    "table_new": (frozenset({"clause"}), _table_new),
    "sign": (frozenset({"with", "note"}), _sign),
    "decline": (frozenset({"statement"}), _decline),
    "publish": (frozenset({"includes", "excludes"}), _publish),
    "close_signing_window": (frozenset(), _close_window),
    "accede": (frozenset(), _accede),
}
"""What each kind of move may say, and its script."""
