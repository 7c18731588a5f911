"""Scripts of moves about parties, the rules of procedure, and who sees what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from models import acts
from models.acts import Act
from models.party import Departure, NewParty
from models.position import Stand
from models.rulebook import Group, Kind, Mode, Rules, rules_digest
from server.convene.build import rules_of
from server.convene.form import PartyPart, RulesPart
from server.play.requests import Countdown, Do, Made, Script, SeeClause, Seen
from server.play.scenario import ScenarioError
from server.play.scene import Scene

KINDS = {
    "plenary_text": Kind.TEXT,
    "bracket_attribution": Kind.ATTRIBUTION,
    "objection_reasons": Kind.REASONS,
    "positions": Kind.POSITIONS,
}
"""What a file calls each kind of thing that visibility speaks of."""


def _one(make: Callable[[Scene], Act]) -> Callable[[Scene], Script]:
    def script(scene: Scene) -> Script:
        made: Made = yield Do(scene.actor(), make(scene))
        if "decision" in made:
            scene.book.decisions[scene.move.n] = int(made["decision"])

    return script


def _said(scene: Scene, name: str) -> str:
    return str(scene.move.details.get(name, ""))


def _admit(scene: Scene) -> Act:
    return acts.AdmitParty(party=str(scene.named("party")))


def _end(scene: Scene) -> Act:
    return acts.EndAdmission(
        party=str(scene.named("party")),
        departure=scene.choice(Departure, scene.named("departure")),
        statement=_said(scene, "statement"),
    )


def _split(scene: Scene) -> Act:
    into = tuple(_new_party(scene, raw) for raw in scene.named("into"))
    return acts.SplitParty(party=str(scene.named("party")), into=into)


def _new_party(scene: Scene, raw: Any) -> NewParty:
    try:
        part = PartyPart.model_validate(raw)
    except ValidationError as error:
        raise ScenarioError(f"move {scene.move.n}: into: {error}") from None
    return NewParty(
        id=part.id,
        name=part.name,
        colour=part.colour,
        seat_order=part.seat_order,
        kind=part.kind,
        language=part.language,
        weight=part.weight,
    )


def _replace_head(scene: Scene) -> Act:
    return acts.ReplaceHead(party=str(scene.named("party")), person=str(scene.named("person")))


def _complete_review(scene: Scene) -> Script:
    person, reviewed = scene.actor(), []
    for clause in scene.named("clauses"):
        seen: Seen = yield SeeClause(person, str(clause))
        reviewed.append(acts.Reviewed(str(clause), seen.version, seen.digest))
    stand = scene.choice(Stand, scene.named("position"))
    yield Do(person, acts.CompleteReview(clauses=tuple(reviewed), stand=stand))


def _set_visibility(scene: Scene) -> Act:
    shown = scene.move.details.get("shown")
    return acts.SetVisibility(
        mode=scene.choice(Mode, scene.named("mode")),
        shown=None
        if shown is None
        else {
            KINDS[kind]: frozenset(scene.choice(Group, group) for group in groups)
            for kind, groups in shown.items()
        },
    )


def _changed(scene: Scene) -> dict[str, Any]:
    """The rules of the file, with every change that moves have made so far, and this one's."""
    return {**(scene.book.rules or scene.scenario.rules), **scene.named("rules")}


def _rules(scene: Scene) -> Rules:
    try:
        return rules_of(RulesPart.model_validate(_changed(scene)))
    except ValidationError as error:
        raise ScenarioError(f"move {scene.move.n}: rules: {error}") from None


def _set_rules(scene: Scene) -> Script:
    yield Do(scene.actor(), acts.SetRules(rules=_rules(scene)))
    scene.book.rules = _changed(scene)


def _propose_rules(scene: Scene) -> Script:
    rules = _rules(scene)
    yield Do(scene.actor(), acts.ProposeRules(rules=rules, reason=_said(scene, "reason")))
    scene.book.rules, scene.book.rules_read = _changed(scene), rules_digest(rules)


def _answer_rules(scene: Scene) -> Act:
    return acts.AnswerRules(
        digest=scene.book.rules_read,
        agree=bool(scene.named("agree")),
        reason=_said(scene, "reason"),
    )


def _adopt_rules(scene: Scene) -> Script:
    if scene.book.rules_read:
        yield Countdown()
    made: Made = yield Do(scene.actor(), acts.AdoptRules(digest=scene.book.rules_read))
    scene.book.decisions[scene.move.n] = int(made["decision"])
    scene.book.rules_read = ""


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "admit_party": (frozenset({"party"}), _one(_admit)),
    "end_admission": (frozenset({"party", "departure", "statement"}), _one(_end)),
    "split_party": (frozenset({"party", "into"}), _one(_split)),
    "confirm_inherited": (
        frozenset({"clauses"}),
        _one(lambda scene: acts.ConfirmInherited(clauses=tuple(scene.named("clauses")))),
    ),
    "replace_head": (frozenset({"party", "person"}), _one(_replace_head)),
    "walk_out": (
        frozenset({"statement"}),
        _one(lambda scene: acts.WalkOut(statement=_said(scene, "statement"))),
    ),
    "complete_review": (frozenset({"clauses", "position"}), _complete_review),
    "set_visibility": (frozenset({"mode", "shown"}), _one(_set_visibility)),
    "set_rules": (frozenset({"rules"}), _set_rules),
    "propose_rules": (frozenset({"rules", "reason"}), _propose_rules),
    "answer_rules": (frozenset({"agree", "reason"}), _one(_answer_rules)),
    "adopt_rules": (frozenset(), _adopt_rules),
}
"""What each kind of move may say, and its script."""
