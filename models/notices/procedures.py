"""What is told of what runs and is asked: question, silences, packages, corrections, notes."""

from __future__ import annotations

from collections.abc import Iterator

from models.correction import CorrectionStatus
from models.names import clause_name, moment
from models.negotiation import Negotiation
from models.notices.telling import (
    Line,
    author_for,
    changed,
    everybody,
    parties,
    reasoned,
    sides,
)
from models.package import PackageStatus
from models.party import FACILITATORS
from models.saying import Sentence, say
from models.silence import Silence, SilenceStatus


def question(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell the parties of a clause put to the room."""
    put = n.question
    if put is not None and put is not before.question:
        until = moment(n, put.closes)
        for side in parties(n):
            said = say(
                "{clause} is put to the room: object until {time}.",
                clause=clause_name(n, put.clause),
                time=until,
            )
            yield Line(side, "question_put", said, put.clause)


def silences(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell everybody that a silence started, moved or ended."""
    for old, now in changed(before.silences, n.silences):
        until = moment(n, now.ends)
        for side in everybody(n):
            name = clause_name(n, now.clause)
            if old is None:
                kind = "silence_started"
                said = say("a silence runs on {clause}, until {time}.", clause=name, time=until)
            elif old.ends != now.ends:
                kind = "silence_moved"
                said = say(
                    "the silence on {clause} now runs until {time}.", clause=name, time=until
                )
            elif old.running != now.running or old.broken_by != now.broken_by:
                if now.status is SilenceStatus.BROKEN and now.broken_by is None:
                    continue  # by whom is the next fact
                kind = f"silence_{now.status.value}"
                said = _ended(n, side, now, name)
            else:
                continue
            yield Line(side, kind, said, now.clause, now.id)


def _ended(n: Negotiation, side: str, silence: Silence, name: Sentence) -> Sentence:
    if silence.status is SilenceStatus.CANCELLED:
        return say("the silence on {clause} was cancelled.", clause=name)
    if silence.status is not SilenceStatus.BROKEN:
        return say("the silence on {clause} was not broken.", clause=name)
    if n.rules.silence_names or side in (FACILITATORS, silence.broken_by):
        by = author_for(n, side, silence.broken_by)
        return say("the silence on {clause} was broken by {party}.", clause=name, party=by)
    return say("the silence on {clause} was broken.", clause=name)


def packages(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of a package that was tabled, and of its end."""
    for old, now in changed(before.packages, n.packages):
        if old is None:
            for side in parties(n):
                said = say(
                    "{package} was tabled: say where you stand on the whole of it.",
                    package=now.label,
                )
                yield Line(side, "package_tabled", said, None, now.id)
        elif old.status is not now.status:
            for side in everybody(n):
                told = say("{package} is {status}", package=now.label, status=say(now.status.value))
                refused = now.status is PackageStatus.REFUSED
                said = reasoned(n, side, told, now.because if refused else "")
                yield Line(side, f"package_{now.status.value}", said, None, now.id)


def corrections(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell everybody of a correction, and of what came of it."""
    for old, now in changed(before.corrections, n.corrections):
        for side in everybody(n):
            name = clause_name(n, now.clause)
            if old is None:
                kind = "correction_proposed"
                said = say(
                    "{correction} corrects {clause}: contest it until {time}.",
                    correction=now.label,
                    clause=name,
                    time=moment(n, now.window_ends),
                )
            elif old.status is now.status:
                continue
            elif now.status is CorrectionStatus.CONFIRMED:
                kind = "correction_confirmed"
                said = say(
                    "{correction} is confirmed: {clause} reads as version {version}, "
                    "and every position holds.",
                    correction=now.label,
                    clause=name,
                    version=str(now.became),
                )
            elif now.status is CorrectionStatus.CONTESTED:
                kind = "correction_contested"
                said = say(
                    "{party} contests {correction} on {clause}.",
                    party=author_for(n, side, now.contested_by),
                    correction=now.label,
                    clause=name,
                )
            else:
                kind = "correction_withdrawn"
                said = say(
                    "{correction} on {clause} was withdrawn.", correction=now.label, clause=name
                )
            yield Line(side, kind, said, now.clause, now.id)


def discrepancies(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell the facilitators of a note on a language, and its author of the answer."""
    for old, now in changed(before.discrepancies, n.discrepancies):
        if old is None:
            said = say(
                "{note}: the {language} text of {clause} is said to differ.",
                note=now.label,
                language=now.language,
                clause=clause_name(n, now.clause),
            )
            yield Line(FACILITATORS, "discrepancy_noted", said, now.clause, now.id)
        elif now.cleared and now.side is not None:
            for side in sides(n, [now.side]):
                said = say(
                    "your note {note} was answered: {answer}", note=now.label, answer=now.answer
                )
                yield Line(side, "discrepancy_cleared", said, now.clause, now.id)
