"""Temperature checks: a question, and what came of it once that may be known.

The table and the hall have the one that was asked last, the facilitators all of them.
"""

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
    """One temperature check; `counted` tells whether this reader may know the counts yet."""

    id: str
    question: str
    clause: str
    clause_name: str
    closed: bool
    steps: tuple[Step, ...]
    counted: bool
    may_answer: bool
    unfolded: bool

    @property
    def answers(self) -> int:
        """How many answered, as far as that may be known."""
        return sum(step.count for step in self.steps)


@dataclass(frozen=True, slots=True)
class ChecksLook:
    """The check that is open, those that are closed, the latest first, and who may ask."""

    may: bool
    running: CheckLook | None
    closed: tuple[CheckLook, ...]


def temperature(reader: Reader) -> CheckLook | None:
    """The last check, for those at the table."""
    check = _last(reader)
    if check is None or reader.sight.group not in INSIDERS:
        return None
    return _look(reader, check)


def in_the_hall(reader: Reader) -> CheckLook | None:
    """The last check, for the projector: its question, and once it is closed its result.

    What was asked about a clause goes with it; in a meeting where the hall sees nothing that is
    proposed, it sees no temperature either.
    """
    check = _last(reader)
    if check is None or not reader.sight.proposals:
        return None
    elsewhere = check.clause is not None and check.clause != reader.on_screen
    return None if elsewhere else _look(reader, check)


def checks(reader: Reader) -> ChecksLook:
    """All checks, for those who ask them."""
    looks = [_look(reader, check) for check in reader.negotiation.checks.values()]
    return ChecksLook(
        may=may(reader, "ask_temperature"),
        running=next((one for one in looks if not one.closed), None),
        closed=tuple(one for one in reversed(looks) if one.closed),
    )


def _last(reader: Reader) -> TemperatureCheck | None:
    return next(reversed(tuple(reader.negotiation.checks.values())), None)


def _look(reader: Reader, check: TemperatureCheck) -> CheckLook:
    counts = tally(check, reader.sight)
    steps = zip(range(1, STEPS + 1), WORDS, counts or (0,) * STEPS, strict=True)
    in_view = reader.clause is not None and check.clause == reader.clause.id
    answers = reader.party is not None and may(reader, "answer_temperature")
    return CheckLook(
        id=check.id,
        question=check.question,
        clause=check.clause or "",
        clause_name=reader.clause_name(check.clause) if check.clause and reader.reads else "",
        closed=check.closed,
        steps=tuple(Step(*step) for step in steps),
        counted=counts is not None,
        may_answer=not check.closed and answers and not away(reader),
        unfolded=not check.closed or in_view or check.clause is None,
    )
