"""Scripts of closing a text: its adoption, editorial corrections, the legal check."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from server.play.requests import Do, Made, Script, SeeClause, Seen, SeeWhole, Wait
from server.play.scene import Scene

EXPLAINED = "Looked at one by one: each is meant as it stands."
"""What the legal expert says of findings where the file does not say it."""


def _adopt_whole_text(scene: Scene) -> Script:
    actor = scene.actor()
    digest: str = yield SeeWhole(actor)
    made: Made = yield Do(actor, acts.AdoptWholeText(digest=digest))
    scene.book.decisions[scene.move.n] = int(made["decision"])


def _editorial(scene: Scene) -> Script:
    actor, its = scene.actor(), scene.corrected()
    seen: Seen = yield SeeClause(actor, its.clause)
    made: Made = yield Do(
        actor,
        acts.ProposeCorrection(
            clause=its.clause,
            version=seen.version,
            digest=seen.digest,
            field=its.field,
            find=its.change.find,
            replace=its.change.replace,
            reason=its.reason,
        ),
    )
    scene.book.corrections[its.id] = made["correction"]


def _contest(scene: Scene) -> Script:
    correction = scene.book.correction(scene.corrected().id)
    reason = str(scene.named("reason"))
    yield Do(scene.actor(), acts.ContestCorrection(correction=correction, reason=reason))


def _withdraw(scene: Scene) -> Script:
    correction = scene.book.correction(scene.corrected().id)
    yield Do(scene.actor(), acts.WithdrawCorrection(correction=correction))


def _confirmed(scene: Scene) -> Script:
    yield Wait(scene.move.at)


def _complete_legal_check(scene: Scene) -> Script:
    explained = str(scene.move.details.get("explained", EXPLAINED))
    yield Do(scene.actor(), acts.CompleteLegalCheck(explained=explained))


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "adopt_whole_text": (frozenset(), _adopt_whole_text),
    "editorial": (frozenset({"correction"}), _editorial),
    "editorial_contested": (frozenset({"correction", "reason"}), _contest),
    "editorial_withdrawn": (frozenset({"correction"}), _withdraw),
    "editorial_confirmed": (frozenset({"correction"}), _confirmed),
    "complete_legal_check": (frozenset({"explained"}), _complete_legal_check),
}
"""What each kind of move may say, and its script."""
