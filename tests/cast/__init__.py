"""The negotiation as a language: a small cast acts on the bare model, so tests read as stories.

    stage = opened()
    p1 = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", p1)
    stage.accepts("chair", p1)

Whoever acts is named by a person of the cast; what they saw is taken from the state as it is,
unless a test says otherwise. `Refusal` is what is raised when an act is declined.
"""

from tests.cast.doing import of, only
from tests.cast.people import HEADS, MORNING, PARTIES, PEOPLE, TEXTS
from tests.cast.stage import Stage, convened, opened, published

__all__ = [
    "HEADS",
    "MORNING",
    "PARTIES",
    "PEOPLE",
    "TEXTS",
    "Stage",
    "convened",
    "of",
    "only",
    "opened",
    "published",
]
