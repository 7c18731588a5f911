"""Who takes part in the tests, and the text they negotiate."""

from __future__ import annotations

from datetime import UTC, datetime

from models.party import Person, Role

MORNING = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
PARTIES = ("ALP", "BET", "GAM", "DEL")
PEOPLE = (
    Person(id="ada", name="Ada", role=Role.HEAD, party="ALP"),
    Person(id="abe", name="Abe", role=Role.DELEGATE, party="ALP"),
    Person(id="amy", name="Amy", role=Role.ADVISER, party="ALP"),
    Person(id="bo", name="Bo", role=Role.HEAD, party="BET"),
    Person(id="bea", name="Bea", role=Role.DELEGATE, party="BET"),
    Person(id="gus", name="Gus", role=Role.HEAD, party="GAM"),
    Person(id="dot", name="Dot", role=Role.HEAD, party="DEL"),
    Person(id="new", name="Newcomer", role=Role.HEAD, party="NEW"),
    Person(id="chair", name="Chair", role=Role.LEAD_FACILITATOR),
    Person(id="aide", name="Aide", role=Role.CO_FACILITATOR),
    Person(id="host", name="Host", role=Role.CONVENOR),
    Person(id="lex", name="Lex", role=Role.LEGAL_EXPERT),
    Person(id="rix", name="Rix", role=Role.RISK_EXPERT),
    Person(id="eve", name="Eve", role=Role.OBSERVER),
    Person(id="wall", name="Wall", role=Role.PROJECTOR),
)
"""Two people and an adviser of ALP, two of BET, a head each for GAM and DEL, and for NEW, which is
not admitted; two facilitators, the convenor, two experts, an observer, the projector."""
HEADS = ("ada", "bo", "gus", "dot")
TEXTS = {
    "A1": "Each party shall list its accounts within seven days. It shall keep the list current.",
    "A2": "Nobody shall share falsehoods. Satire is free.",
    "A3": "A panel of five shall oversee this code.",
}
