"""What is told of what runs and is asked: question, silences, packages, corrections, notes."""

from __future__ import annotations

from collections.abc import Iterator

from models.correction import CorrectionStatus
from models.names import clause_name, moment
from models.negotiation import Negotiation
from models.notices.telling import Line, author_for, changed, everybody, parties, sides
from models.party import FACILITATORS
from models.silence import SilenceStatus


def question(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell the parties of a clause put to the room."""
    put = n.question
    if put is not None and put is not before.question:
        until = moment(n, put.closes)
        for side in parties(n):
            said = f"{clause_name(n, put.clause)} is put to the room: object until {until}."
            yield Line(side, "question_put", said, put.clause)


def silences(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell everybody that a silence started, moved or ended."""
    for old, now in changed(before.silences, n.silences):
        until = moment(n, now.ends)
        for side in everybody(n):
            name = clause_name(n, now.clause)
            if old is None:
                kind, said = "silence_started", f"a silence runs on {name}, until {until}."
            elif old.ends != now.ends:
                kind, said = "silence_moved", f"the silence on {name} now runs until {until}."
            elif old.running != now.running or old.broken_by != now.broken_by:
                if now.status is SilenceStatus.BROKEN and now.broken_by is None:
                    continue  # by whom is the next fact
                kind = f"silence_{now.status.value}"
                said = f"the silence on {name} {_ended(n, side, now.status, now.broken_by)}."
            else:
                continue
            yield Line(side, kind, said, now.clause, now.id)


def _ended(n: Negotiation, side: str, status: SilenceStatus, by: str | None) -> str:
    if status is SilenceStatus.BROKEN:
        named = n.rules.silence_names or side in (FACILITATORS, by)
        return f"was broken by {author_for(n, side, by)}" if named else "was broken"
    return "was cancelled" if status is SilenceStatus.CANCELLED else "was not broken"


def packages(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of a package that was tabled, and of its end."""
    for old, now in changed(before.packages, n.packages):
        if old is None:
            for side in parties(n):
                said = f"{now.label} was tabled: say where you stand on the whole of it."
                yield Line(side, "package_tabled", said, None, now.id)
        elif old.status is not now.status:
            for side in everybody(n):
                said = f"{now.label} is {now.status.value}."
                yield Line(side, f"package_{now.status.value}", said, None, now.id)


def corrections(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell everybody of a correction, and of what came of it."""
    for old, now in changed(before.corrections, n.corrections):
        for side in everybody(n):
            name = clause_name(n, now.clause)
            if old is None:
                kind = "correction_proposed"
                said = (
                    f"{now.label} corrects {name}: contest it until {moment(n, now.window_ends)}."
                )
            elif old.status is now.status:
                continue
            elif now.status is CorrectionStatus.CONFIRMED:
                kind = "correction_confirmed"
                said = f"{now.label} is confirmed: {name} reads as version {now.became}, "
                said += "and every position holds."
            elif now.status is CorrectionStatus.CONTESTED:
                kind = "correction_contested"
                said = f"{author_for(n, side, now.contested_by)} contests {now.label} on {name}."
            else:
                kind, said = "correction_withdrawn", f"{now.label} on {name} was withdrawn."
            yield Line(side, kind, said, now.clause, now.id)


def discrepancies(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell the facilitators of a note on a language, and its author of the answer."""
    for old, now in changed(before.discrepancies, n.discrepancies):
        if old is None:
            name = clause_name(n, now.clause)
            said = f"{now.label}: the {now.language} text of {name} is said to differ."
            yield Line(FACILITATORS, "discrepancy_noted", said, now.clause, now.id)
        elif now.cleared and now.side is not None:
            for side in sides(n, [now.side]):
                said = f"your note {now.label} was answered: {now.answer}"
                yield Line(side, "discrepancy_cleared", said, now.clause, now.id)
