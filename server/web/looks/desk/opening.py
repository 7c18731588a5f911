"""The checklist before a session is opened."""

from __future__ import annotations

from dataclasses import dataclass

from models.outline import placed
from models.saying import Sentence, say
from server.web import words
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to see to: whether it is as it should be, and how it is."""

    done: bool
    sentence: Sentence


def checklist(reader: Reader) -> tuple[Item, ...]:
    """What to look at before opening: text, rules, who is there, who sees what."""
    n = reader.negotiation
    here = [party.id for party in n.admitted if reader.online.get(party.id)]
    missing = tuple(party.id for party in n.admitted if party.id not in here)
    needed = n.attendance.needed
    return (
        _published(len(placed(n))),
        _rules(adopted=n.rules_adopted, changes=n.rules_proposed is not None),
        Item(
            len(here) >= needed,
            say(
                "Connected: {n} of {all} parties; the quorum is {needed}.",
                n=len(here),
                all=len(n.admitted),
                needed=needed,
            ),
        ),
        *((Item(False, say("Not connected yet: {who}.", who=missing)),) if missing else ()),
        Item(True, say("Meeting: {mode}.", mode=say(words.MODE[n.mode]))),
    )


def _published(count: int) -> Item:
    if count:
        return Item(True, say("The base text is published: {n} clauses.", n=count))
    return Item(False, say("The base text is not published yet."))


def _rules(*, adopted: bool, changes: bool) -> Item:
    if changes:
        return Item(False, say("Changed rules are before the parties."))
    if adopted:
        return Item(True, say("The rules are adopted."))
    return Item(False, say("The rules are not adopted yet: they are the first decision."))
