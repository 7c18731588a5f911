"""A text that is agreed, or adopted whole, for the tests of what follows."""

from __future__ import annotations

from datetime import timedelta

from models.rulebook import Rules
from tests.cast import HEADS, Stage, opened

TEXTS = {
    "A1": "In this Code, “bot” means a program. “Panel” means the five persons of Article 3.",
    "A2": "Parties shall not use a bot on-line. Parties should publish a list within 24 hours.",
    "A3": "The Panel shall oversee this code. It meets online.",
}
ARABIC = {"A2": "لا يجوز للأطراف استخدام البرامج. وينبغي نشر القائمة خلال 24 ساعة."}
NO_SECONDS = Rules(seconding=False)
WINDOW = Rules().editorial_window


def agreed(rules: Rules = NO_SECONDS, arabic: dict[str, str] | None = None) -> Stage:
    """Every clause agreed, every party having said so of each."""
    stage = opened(rules, TEXTS, arabic)
    for clause in TEXTS:
        for head in HEADS:
            stage.states(head, clause=clause)
        stage.agrees(clause)
    return stage


def adopted(rules: Rules = NO_SECONDS, arabic: dict[str, str] | None = None) -> Stage:
    """The whole text adopted, its undo window over."""
    stage = agreed(rules, arabic)
    stage.adopts_whole()
    return stage.later(minutes=30)


def wait(stage: Stage, span: timedelta = WINDOW) -> Stage:
    """Let a window pass, to its very end."""
    stage.now += span
    return stage
