"""Scripts of reopening."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from server.play.requests import Do, Made, Script, SeeClause, Seen
from server.play.scene import Scene
from server.play.scripts.steps import decided, one


def _request(scene: Scene) -> Script:
    """The request, and the act of each party that supports it."""
    reason = str(scene.named("reason"))
    yield Do(scene.actor(), acts.RequestReopen(clause=scene.clause, reason=reason))
    for party in scene.move.details.get("supported_by", ()):
        yield Do(scene.scenario.head(str(party)), acts.SupportReopen(clause=scene.clause))


def _reopen(scene: Scene) -> Script:
    person = scene.actor()
    seen: Seen = yield SeeClause(person, scene.clause)
    act = acts.Reopen(clause=scene.clause, version=seen.version, digest=seen.digest)
    made: Made = yield Do(person, act)
    decided(scene, made)


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "request_reopen": (frozenset({"clause", "reason", "supported_by"}), _request),
    "reopen": (frozenset({"clause"}), _reopen),
    "decline_reopen": (
        frozenset({"clause", "reason"}),
        one(
            lambda scene: acts.DeclineReopen(clause=scene.clause, reason=str(scene.named("reason")))
        ),
    ),
}
