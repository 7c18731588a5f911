"""Papers for the tests: of Maravel as its moves leave it, and of small stages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from models.negotiation import Negotiation
from models.sight import sight_of
from server.documents import compose
from server.documents.against import against
from server.documents.paper import Mark, Paper, Wording
from server.web.documents import vocabulary
from tests.bare import Rehearsal
from tests.cast import Stage

CP1, CP2, END = 62, 116, 175
MOVES = (14, 34, CP1, CP2)
"""Moves of Maravel after which proposals are live, and objections stand."""
ADDRESS = "https://parley.test/p/test"


@cache
def maravel() -> Mapping[int, Stage]:
    """The stage as it is after each of `MOVES`, and at the end."""
    rehearsal, found = Rehearsal("maravel"), {}
    for move in rehearsal.scenario.moves:
        rehearsal.play(move)
        if move.n in {*MOVES, END}:
            found[move.n] = still(rehearsal.stage)
    return found


def still(stage: Stage) -> Stage:
    """The stage as it is now, whatever happens on it later."""
    return Stage(stage.negotiation, stage.now)


def lead(negotiation: Negotiation) -> str:
    """Somebody who sees all that is not private."""
    return next(p.id for p in negotiation.people.values() if p.role.facilitates)


def paper_of(
    stage: Stage,
    person: str | None = None,
    *,
    base: str = "base",
    whole: bool = False,
    language: str = "en",
) -> Paper:
    """The paper that this person would be given, the facilitators' where none is named."""
    n = stage.negotiation
    return compose.paper(
        n,
        sight_of(n, stage.actor(person or lead(n))),
        vocabulary(language),
        language=language,
        at=stage.now,
        compared=against(n, base, whole=whole),
        address=ADDRESS,
    )


Letter = tuple[str, str, str]
"""A character, who inserted it and who struck it, as documents name them."""


def letters(wording: Wording) -> list[Letter]:
    """A wording character by character."""
    return [
        (character, _named(inserted), _named(struck))
        for text, inserted, struck in wording
        for character in text
    ]


def _named(mark: Mark | None) -> str:
    return "" if mark is None else ", ".join(map(str, mark.by)) or "Not named"
