"""Notes of the experts on the clause in view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.rulebook import INSIDERS
from server.web import words
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    title: str
    text: str
    by: str
    at: datetime


def advice(reader: Reader) -> tuple[Note, ...]:
    """The notes on the clause in view, for everybody at the table."""
    if reader.clause is None or reader.sight.group not in INSIDERS:
        return ()
    n, its = reader.negotiation, reader.clause.id
    return tuple(
        Note(note.title, note.text, _signed(reader, note.by), note.at)
        for note in n.advice.values()
        if its in note.clauses
    )


def _signed(reader: Reader, person: str) -> str:
    known = reader.negotiation.people.get(person)
    return f"{known.name}, {words.ROLE[known.role]}" if known is not None else ""
