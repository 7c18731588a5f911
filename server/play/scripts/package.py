"""The scripts of packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from models.package import Element
from models.position import Stand
from server.play.requests import (
    ActiveParties,
    Do,
    Made,
    Script,
    SeeClause,
    Seen,
    SeePackage,
    SeeProposal,
)
from server.play.scenario import ScenarioError
from server.play.scene import Scene
from server.play.scripts.steps import decided, tabled


def _table(scene: Scene) -> Script:
    """Its proposals first, by their authors, where no move has tabled them."""
    packaged, person = scene.packaged(), scene.actor()
    elements = []
    for clause, name in packaged.elements:
        if name is None:
            seen: Seen = yield SeeClause(person, clause)
            elements.append(Element(clause, seen.version, seen.digest))
            continue
        if name not in scene.scenario.proposals:
            raise ScenarioError(f"packages {packaged.id}: there is no proposal {name!r}")
        if name not in scene.book.proposals:
            proposed = scene.scenario.proposals[name]
            author = scene.scenario.speaker(proposed.by, proposed.person)
            yield from tabled(scene, proposed, author)
        proposal = scene.book.proposal(name)
        seen = yield SeeProposal(person, proposal)
        elements.append(Element(clause, seen.version, seen.digest, proposal, seen.wording))
    act = acts.TablePackage(
        title=packaged.title, elements=tuple(elements), conditions=packaged.conditions
    )
    made: Made = yield Do(person, act)
    scene.book.packages[packaged.id] = made["package"]


def _positions(scene: Scene) -> Script:
    package = scene.book.package(scene.packaged().id)
    stands = dict(scene.move.details.get("except", {}))
    notes = dict(scene.move.details.get("notes", {}))
    parties: tuple[str, ...] = yield ActiveParties()
    for party in parties:
        head = scene.scenario.head(party)
        digest: str = yield SeePackage(head, package)
        stand = scene.choice(Stand, stands.get(party, scene.named("all")))
        note = str(notes.get(party, ""))
        yield Do(
            head,
            acts.StatePackagePosition(package=package, digest=digest, stand=stand, note=note),
        )


def _adopt(scene: Scene) -> Script:
    person, package = scene.actor(), scene.book.package(scene.packaged().id)
    digest: str = yield SeePackage(person, package)
    made: Made = yield Do(person, acts.AdoptPackage(package=package, digest=digest))
    decided(scene, made)


def _refuse(scene: Scene) -> Script:
    package = scene.book.package(scene.packaged().id)
    reason = str(scene.move.details.get("reason", ""))
    yield Do(scene.actor(), acts.RefusePackage(package=package, reason=reason))


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "table_package": (frozenset({"package"}), _table),
    "package_positions": (frozenset({"package", "all", "except", "notes"}), _positions),
    "adopt_package": (frozenset({"package"}), _adopt),
    "refuse_package": (frozenset({"package", "reason"}), _refuse),
}
"""What each kind of move may say, and its script."""
