"""The temperature check that was asked last: to be answered, or what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from models.rulebook import INSIDERS
from models.stances import tally
from models.temperature import STEPS, TemperatureCheck
from server.web.looks.may import away, may
from server.web.looks.reader import Reader

WORDS = (
    "Cannot live with it",
    "Serious doubts",
    "Can live with it",
    "Like it",
    "Fully for it",
)
"""What each step says, from 1 to 5."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the scale, and how many chose it once that may be known."""

    number: int
    word: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class CheckLook:
    """One temperature check."""

    id: str
    question: str
    clause: str
    clause_name: str
    closed: bool
    steps: tuple[Step, ...]
    answers: int
    counted: bool
    may_answer: bool
    unfolded: bool


def temperature(reader: Reader) -> CheckLook | None:
    """The last check, for those at the table."""
    check = _last(reader)
    if check is None or reader.sight.group not in INSIDERS:
        return None
    return _look(reader, check)


def _last(reader: Reader) -> TemperatureCheck | None:
    checks = tuple(reader.negotiation.checks.values())
    return checks[-1] if checks else None


def _look(reader: Reader, check: TemperatureCheck) -> CheckLook:
    counts = tally(check, reader.sight)
    steps = zip(range(1, STEPS + 1), WORDS, counts or (0,) * STEPS, strict=True)
    in_view = reader.clause is not None and check.clause == reader.clause.id
    answers = reader.party is not None and may(reader, "answer_temperature")
    return CheckLook(
        id=check.id,
        question=check.question,
        clause=check.clause or "",
        clause_name=reader.clause_name(check.clause) if check.clause else "",
        closed=check.closed,
        steps=tuple(Step(*step) for step in steps),
        answers=sum(counts or ()),
        counted=counts is not None,
        may_answer=not check.closed and answers and not away(reader),
        unfolded=not check.closed or in_view or check.clause is None,
    )
