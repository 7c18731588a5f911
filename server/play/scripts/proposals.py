"""Moves by which proposals come apart, and come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from server.play.requests import Do, Script, Seen, SeeProposal
from server.play.scene import Scene


def _consent(scene: Scene) -> Script:
    proposed = scene.proposed()
    person, proposal = scene.sponsor(proposed), scene.book.proposal(proposed.id)
    seen: Seen = yield SeeProposal(person, proposal)
    yield Do(person, acts.ConsentToSever(proposal=proposal, wording=seen.wording))


def _take_over(scene: Scene) -> Script:
    person, proposal = scene.actor(), scene.book.proposal(scene.proposed().id)
    seen: Seen = yield SeeProposal(person, proposal)
    yield Do(person, acts.TakeOver(proposal=proposal, wording=seen.wording))


def _restore(scene: Scene) -> Script:
    proposal = scene.book.proposal(scene.proposed().id)
    reason = str(scene.move.details.get("reason", ""))
    yield Do(scene.actor(), acts.RestoreLapsed(proposal=proposal, reason=reason))


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "sever": (frozenset({"proposal"}), _consent),
    "take_over": (frozenset({"proposal"}), _take_over),
    "restore": (frozenset({"proposal", "reason"}), _restore),
}
"""What each kind of move may say, and its script."""
