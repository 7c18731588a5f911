"""Steps that scripts of several subjects take."""

from __future__ import annotations

from collections.abc import Callable

from models import acts
from models.acts import Act
from models.draft import Watch
from models.objection import Category
from server.play.requests import Do, Made, Script, SeeClause, Seen, SeeProposal, Write
from server.play.scenario import Proposed
from server.play.scene import Scene


class NoSuchAct(Exception):
    """A move that no act of the product can make yet."""


def one(make: Callable[[Scene], Act]) -> Callable[[Scene], Script]:
    """A script that is one act of whoever makes the move."""

    def script(scene: Scene) -> Script:
        made: Made = yield Do(scene.actor(), make(scene))
        decided(scene, made)

    return script


def decided(scene: Scene, made: Made) -> None:
    """Keep which decision a move came to."""
    if "decision" in made:
        scene.book.decisions[scene.move.n] = int(made["decision"])


def objected(scene: Scene, person: str, on_behalf: str | None = None) -> Script:
    """Raise the objection of the file that the move names, as this person."""
    its = scene.objected()
    proposal = scene.book.proposal(its.proposal) if its.proposal else None
    seen: Seen = yield (
        SeeProposal(person, proposal) if proposal else SeeClause(person, its.clause)
    )
    made: Made = yield Do(
        person,
        acts.Object(
            clause=its.clause,
            digest=seen.wording if proposal else seen.digest,
            category=scene.choice(Category, its.category),
            reason=its.reason,
            remedy=its.remedy,
            proposal=proposal,
            part=its.part,
            on_behalf=on_behalf,
        ),
    )
    scene.book.objections[its.id] = made["objection"]


def _begun(scene: Scene, proposed: Proposed) -> Act:
    if proposed.caucus:
        caucus = scene.book.caucus(proposed.caucus)
        return acts.StartDraft(clause=proposed.clause, caucus=caucus)
    watch = scene.choice(Watch, scene.scenario.live_drafting)
    amends = scene.book.proposal(proposed.amends) if proposed.amends else None
    return acts.StartDraft(clause=proposed.clause, watch=watch, amends=amends)


def tabled(scene: Scene, proposed: Proposed, person: str) -> Script:
    """Draft a proposal of the file, type it, and table it, as this person."""
    started: Made = yield Do(person, _begun(scene, proposed))
    seen: Seen = yield Write(person, started["draft"], proposed.clause, proposed.changes)
    made: Made = yield Do(
        person,
        acts.Table(
            draft=started["draft"],
            version=seen.version,
            digest=seen.digest,
            wording=seen.wording,
            reason=proposed.reason,
            bridges=tuple(scene.book.proposal(name) for name in proposed.bridges),
            co_sponsors=proposed.co_sponsors,
            severable=proposed.severable,
        ),
    )
    scene.book.proposals[proposed.id] = made["proposal"]
