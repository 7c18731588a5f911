"""Temperature checks: the one that is open, and results, as far as a reader may know them."""

from __future__ import annotations

from dataclasses import dataclass

from models.stances import tally
from models.temperature import TemperatureCheck
from server.web.looks.may import may
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class CheckLook:
    """One check; `counts` how many chose each step, none while this reader may not know."""

    id: str
    question: str
    clause: str
    closed: bool
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def most(self) -> int:
        """The count of the step that most chose: a bar is drawn as a share of it."""
        return max(self.counts, default=0) or 1


@dataclass(frozen=True, slots=True)
class ChecksLook:
    """The check that is open, those that are closed, the latest first, and who may ask."""

    may: bool
    running: CheckLook | None
    closed: tuple[CheckLook, ...]


def checks(reader: Reader) -> ChecksLook:
    """All checks, for those at the table."""
    looks = [_check(reader, one) for one in reader.negotiation.checks.values()]
    return ChecksLook(
        may=may(reader, "ask_temperature"),
        running=next((one for one in looks if not one.closed), None),
        closed=tuple(one for one in reversed(looks) if one.closed),
    )


def in_the_hall(reader: Reader) -> CheckLook | None:
    """The latest check, for the projector: its question, and once it is closed its result.

    What was asked about a clause goes with it; in a meeting where the hall sees nothing that is
    proposed, it sees no temperature either.
    """
    latest = next(reversed(tuple(reader.negotiation.checks.values())), None)
    if latest is None or not reader.sight.proposals:
        return None
    elsewhere = latest.clause is not None and latest.clause != reader.on_screen
    return None if elsewhere else _check(reader, latest)


def _check(reader: Reader, one: TemperatureCheck) -> CheckLook:
    return CheckLook(
        id=one.id,
        question=one.question,
        clause=reader.clause_name(one.clause) if one.clause is not None and reader.reads else "",
        closed=one.closed,
        counts=tally(one, reader.sight) or (),
    )
