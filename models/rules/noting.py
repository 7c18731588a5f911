"""Rules of a side's own notes and tripwires: nobody else's business."""

from __future__ import annotations

from models import acts, facts
from models.facts import AnyFact
from models.known import the_clause
from models.rules.guards import Asking, refuse
from models.saying import say

LONGEST = 4_000
"""How long a note may be, in characters."""
PHRASE = 200
"""How long the phrase of a tripwire may be, in characters."""
OWN = 1_000
"""How many notes one side may keep, and how many tripwires."""


def write_note(act: acts.WriteNote, asking: Asking) -> tuple[AnyFact, ...]:
    """B-9: somebody writes something down for their own side."""
    n = asking.negotiation
    _check_room_left(sum(note.author == asking.author for note in n.notes.values()))
    written = facts.NoteWritten(
        note=asking.mint(),
        author=asking.author,
        person=asking.actor.person,
        text=checked_text(act.text),
        clause=the_clause(n, act.clause).id if act.clause is not None else None,
    )
    return (written,)


def delete_note(act: acts.DeleteNote, asking: Asking) -> tuple[AnyFact, ...]:
    """B-9: a note is taken away by anybody of its side."""
    return (facts.NoteDeleted(note=act.note, author=asking.author),)


def set_tripwire(act: acts.SetTripwire, asking: Asking) -> tuple[AnyFact, ...]:
    """B-10: a side asks to hear of a phrase in a clause; asking twice is asking once."""
    n = asking.negotiation
    own = [wire for wire in n.tripwires.values() if wire.author == asking.author]
    _check_room_left(len(own))
    clause, phrase = the_clause(n, act.clause).id, checked_text(act.phrase, PHRASE, "B-10")
    if any((w.clause, w.phrase, w.appears) == (clause, phrase, act.appears) for w in own):
        return ()
    fact = facts.TripwireSet(
        tripwire=asking.mint(),
        author=asking.author,
        person=asking.actor.person,
        clause=clause,
        phrase=phrase,
        appears=act.appears,
    )
    return (fact,)


def remove_tripwire(act: acts.RemoveTripwire, asking: Asking) -> tuple[AnyFact, ...]:
    """B-10: a tripwire is removed by anybody of its side."""
    return (facts.TripwireRemoved(tripwire=act.tripwire, author=asking.author),)


def checked_text(text: str, longest: int = LONGEST, rule: str = "B-9") -> str:
    """What was written, without the space around it; raises Refusal: `nothing_said`, `too_long`."""
    said = text.strip()
    if not said:
        refuse("nothing_said", "There is nothing written here.", "Write something first.", rule)
    if len(said) > longest:
        refuse(
            "too_long",
            say("This has more than {most} characters.", most=longest),
            "Say it in fewer words.",
            rule,
        )
    return said


def _check_room_left(own: int) -> None:
    if own >= OWN:
        refuse(
            "too_many_notes",
            say("Your side keeps {n} of these already.", n=own),
            "Take one away that is not needed any more.",
            "B-9",
        )
