"""The scripts of statements, of confirmations, and of what is recorded on behalf of a party."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from models.position import Stand
from models.reservation import StatementKind
from server.play.requests import Do, Made, Script, SeeClause, Seen
from server.play.scenario import ScenarioError
from server.play.scene import Scene
from server.play.scripts.steps import objected


def _enter(scene: Scene) -> Script:
    entered = scene.entered()
    person = scene.actor(entered.person)
    seen: Seen = yield SeeClause(person, entered.clause)
    made: Made = yield Do(
        person,
        acts.EnterStatement(
            statement_kind=scene.choice(StatementKind, entered.kind),
            clause=entered.clause,
            digest=seen.digest,
            text=entered.text,
            on_behalf=scene.move.details.get("on_behalf"),
        ),
    )
    scene.book.statements[entered.id] = made["statement"]


def _withdraw(scene: Scene) -> Script:
    entered = scene.entered()
    statement = scene.book.statements.get(entered.id, entered.id)
    yield Do(scene.actor(entered.person), acts.WithdrawStatement(statement=statement))


def _confirm_ad_ref(scene: Scene) -> Script:
    clauses = tuple(scene.move.details.get("clauses", ()))
    yield Do(scene.actor(), acts.ConfirmAdRef(clauses=clauses))


def _record(scene: Scene) -> Script:
    """A position on a clause, or an objection of the file, as a party said it aloud."""
    person, party = scene.actor(), str(scene.named("on_behalf"))
    if "objection" in scene.move.details:
        yield from _record_objection(scene, person, party)
        return
    seen: Seen = yield SeeClause(person, scene.clause)
    stand = scene.choice(Stand, scene.named("position"))
    yield Do(
        person,
        acts.StatePosition(
            clause=scene.clause,
            version=seen.version,
            digest=seen.digest,
            stand=stand,
            on_behalf=party,
        ),
    )


def _record_objection(scene: Scene, person: str, party: str) -> Script:
    its = scene.objected()
    if its.by != party:
        raise ScenarioError(f"move {scene.move.n}: {its.id} is not {party}'s")
    yield from objected(scene, person, on_behalf=party)


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "enter_reservation": (frozenset({"reservation", "on_behalf"}), _enter),
    "withdraw_reservation": (frozenset({"reservation"}), _withdraw),
    "confirm_ad_ref": (frozenset({"clauses"}), _confirm_ad_ref),
    "record_on_behalf": (frozenset({"on_behalf", "clause", "position", "objection"}), _record),
}
"""What each kind of move may say, and its script."""
