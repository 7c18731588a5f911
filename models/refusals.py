"""Refusals: an act that was declined, why, by which rule, what is in the way, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.saying import Sentence, said

if TYPE_CHECKING:  # facts know nothing of refusals, but their imports come back here
    from models.facts import AnyFact


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way: what kind of thing, and its id."""

    kind: str
    item: str


class Refusal(Exception):
    """An act declined (domain R10): the same on page and socket.

    `code` is stable and for programs; `sentence` and `next_step` are for a person, each in their
    own language; `rule` is the
    number of the rule in models/README.md; `obstacles` name each item in the way; `texts` holds
    the two wordings side by side where an act was refused because the text moved; `recorded` are
    facts that are recorded although the act is declined, none in all but two cases (L-8, F-2).
    """

    def __init__(
        self,
        code: str,
        sentence: Sentence | str,
        next_step: Sentence | str,
        *,
        rule: str = "",
        obstacles: tuple[Obstacle, ...] = (),
        texts: Mapping[str, str] | None = None,
        recorded: tuple[AnyFact, ...] = (),
    ) -> None:
        self.sentence = said(sentence)
        self.next_step = said(next_step)
        super().__init__(str(self.sentence))
        self.code = code
        self.rule = rule
        self.obstacles = obstacles
        self.texts = texts or {}
        self.recorded = recorded
