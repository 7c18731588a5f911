"""Notes of the experts on the clause in view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.clause import Advice
from models.rulebook import INSIDERS
from server.web import words
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class Note:
    """One note, and who signed it."""

    title: str
    text: str
    by: str
    role: str
    at: datetime


def advice(reader: Reader) -> tuple[Note, ...]:
    """The notes on the clause in view, for everybody at the table."""
    if reader.clause is None or reader.sight.group not in INSIDERS:
        return ()
    its = reader.clause.id
    notes = reader.negotiation.advice.values()
    return tuple(_note(reader, note) for note in notes if its in note.clauses)


def _note(reader: Reader, note: Advice) -> Note:
    person = reader.negotiation.people.get(note.by)
    return Note(
        # A title that says the same is said once.
        title=note.title if note.title != note.text else "",
        text=note.text,
        by=person.name if person is not None else "",
        role=words.ROLE[person.role] if person is not None else "",
        at=note.at,
    )
