"""What is expected of what happens behind closed doors: who sees it, and who sees nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import orjson

from server.play.played import Check, Played
from server.play.state import Json

GROUPS: Mapping[str, frozenset[str]] = {
    "facilitators": frozenset({"lead_facilitator", "co_facilitator"}),
    "convenor": frozenset({"convenor"}),
    "experts": frozenset({"legal_expert", "risk_expert"}),
    "observers": frozenset({"observer"}),
}
"""A group as scenarios name it → the roles of its people."""
LOOKED = frozenset({"visible_to", "invisible_to"})
"""The expectations for which everybody looks at the state as they are told it."""


def _people(played: Played, group: str) -> list[str]:
    """The people of a party, of a group, or of every party that is not said to see it."""
    members = set(played.move.expect.get("visible_to", ()))
    return [
        person.id
        for person in played.scenario.persons.values()
        if person.party == group
        or person.role in GROUPS.get(group, ())
        or (group == "other_parties" and person.party and person.party not in members)
    ]


def _looked(played: Played, groups: Iterable[str], seen: Callable[[Json], bool]) -> str:
    """Whether everybody of these groups saw what they should."""
    for group in groups:
        looks = {p: played.looks[p] for p in _people(played, group) if p in played.looks}
        if not looks:
            return f"nobody of {group} looked"
        wrong = [person for person, told in looks.items() if not seen(told)]
        if wrong:
            return f"not so for {', '.join(wrong)}"
    return ""


def _caucus(played: Played) -> str:
    return played.book.caucus(str(played.move.details["caucus"]))


def _visible(played: Played, wanted: Iterable[str]) -> str:
    return _looked(played, wanted, lambda told: _caucus(played) in told["caucuses"])


def _invisible(played: Played, wanted: Iterable[str]) -> str:
    return _looked(played, wanted, lambda told: not _mentions(told, _caucus(played)))


def _mentions(told: Json, word: str) -> bool:
    return orjson.dumps(word) in orjson.dumps(told)


def _seconded(played: Played, wanted: object) -> str:
    name = str(played.move.details["proposal"])
    its = played.after.proposal(name)
    sponsors = set(played.scenario.proposals[name].co_sponsors)
    seconded = its is not None and its["status"] == "seconded" and sponsors == set(its["seconds"])
    return "" if seconded is wanted else f"{seconded}, not {wanted}"


def _hidden(played: Played, wanted: object) -> str:
    """Whether the facilitators, who are told of the proposal, are told nothing of its caucus."""
    name = played.scenario.proposals[str(played.move.details["proposal"])].caucus
    its = played.book.caucus(name)
    hidden = bool(name) and not _mentions(played.after.raw, its)
    return "" if hidden is wanted else f"{hidden}, not {wanted}"


CHECKS: Mapping[str, Check] = {
    "visible_to": _visible,
    "invisible_to": _invisible,
    "seconded_by_co_sponsors": _seconded,
    "caucus_history_hidden": _hidden,
}
"""Key of an expectation → how it is compared."""
