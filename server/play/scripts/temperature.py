"""The script of a temperature check."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from server.play.requests import Do, Made, Script
from server.play.scene import Scene


def _check(scene: Scene) -> Script:
    """Asked, answered by everybody named, and closed."""
    said, person = scene.move.details, scene.actor()
    clause = said.get("clause")
    made: Made = yield Do(
        person, acts.AskTemperature(question=str(scene.named("question")), clause=clause)
    )
    check = scene.book.checks[scene.move.n] = made["check"]
    for one, step in dict(said.get("answers", {})).items():
        yield Do(scene.scenario.speaker(one), acts.AnswerTemperature(check=check, step=int(step)))
    yield Do(person, acts.CloseTemperature(check=check))


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "temperature": (frozenset({"question", "clause", "answers"}), _check),
}
"""What each kind of move may say, and its script."""
