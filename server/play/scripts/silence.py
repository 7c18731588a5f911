"""Scripts of the silence procedure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from models import acts
from models.acts import Act
from models.objection import Category
from server.play.requests import Do, Made, Script, SeeClause, Seen, SeeProposal, Wait, When
from server.play.scene import Scene
from server.play.scripts.steps import one


def _start(scene: Scene) -> Script:
    offered, person = scene.offered(), scene.actor()
    proposal = scene.book.proposal(offered.proposal) if offered.proposal else None
    seen: Seen = yield (
        SeeProposal(person, proposal) if proposal else SeeClause(person, offered.clause)
    )
    ends: datetime = yield When(offered.ends)
    made: Made = yield Do(
        person,
        acts.StartSilence(
            clause=offered.clause,
            version=offered.version or seen.version,
            digest=seen.digest,
            ends=ends,
            proposal=proposal,
            wording=seen.wording if proposal else "",
        ),
    )
    scene.book.silences[offered.id] = made["silence"]


def _silence(scene: Scene) -> str:
    return scene.book.silence(scene.offered().id)


def _receipts(scene: Scene) -> Script:
    for party in scene.named("acknowledged"):
        person = scene.scenario.head(str(party))
        yield Do(person, acts.AcknowledgeSilence(silence=_silence(scene)))


def _break(scene: Scene) -> Script:
    """With the objection it names; a move that names none says no more than that it breaks."""
    if "objection" not in scene.move.details:
        reason = str(scene.move.details.get("reason", "It may not stand as offered."))
        yield Do(scene.actor(), _breaking(scene, Category.OTHER, reason, "Further talks."))
        return
    said = scene.objected()
    category = scene.choice(Category, said.category)
    act = _breaking(scene, category, said.reason, said.remedy)
    made: Made = yield Do(scene.actor(said.person), act)
    scene.book.objections[said.id] = made["objection"]


def _breaking(scene: Scene, category: Category, reason: str, remedy: str) -> Act:
    return acts.BreakSilence(
        silence=_silence(scene), category=category, reason=reason, remedy=remedy
    )


def _expire(scene: Scene) -> Script:
    yield Wait(scene.move.at)


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "start_silence": (frozenset({"silence"}), _start),
    "receipts": (frozenset({"silence", "acknowledged", "missing"}), _receipts),
    "acknowledge": (
        frozenset({"silence"}),
        one(lambda scene: acts.AcknowledgeSilence(silence=_silence(scene))),
    ),
    "break_silence": (frozenset({"silence", "objection", "reason"}), _break),
    "expire_silence": (frozenset({"silence"}), _expire),
    "cancel_silence": (
        frozenset({"silence", "reason"}),
        one(
            lambda scene: acts.CancelSilence(
                silence=_silence(scene), reason=str(scene.named("reason"))
            )
        ),
    ),
}
