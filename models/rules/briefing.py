"""Rules of what comes after signing: a party briefs its people (domain §5.6, A3)."""

from __future__ import annotations

from datetime import date

from models import acts, facts
from models.facts import AnyFact
from models.names import zone
from models.rules.guards import Asking, refuse
from models.saying import say
from models.signing import BOUND, Standing

LONGEST = 2_000
"""How long what is said of a briefing may be, in characters."""
MOST = 10_000_000
"""How many people a party may have."""


def record_briefing(act: acts.RecordBriefing, asking: Asking) -> tuple[AnyFact, ...]:
    """I-1, I-2: a party that signed records a briefing, and whether its duty is met with it."""
    n, party = asking.negotiation, asking.author
    if n.standings.get(party, Standing()).status not in BOUND:
        refuse(
            "not_signed",
            say("{party} has not signed.", party=party),
            "Sign or join the text first.",
            "I-1",
        )
    try:
        held_on = date.fromisoformat(act.held)
    except ValueError:
        refuse("date_needed", "Say on which day it was held.", "Name the day.", "I-1")
    if held_on > asking.at.astimezone(zone(n)).date():
        refuse("too_early", "This day is still to come.", "Record it once it was held.", "I-1")
    place, whom = act.place.strip(), act.whom.strip()
    if not place or not whom:
        refuse("briefing_incomplete", "Say who was briefed, and where.", "Fill in both.", "I-1")
    if max(len(place), len(whom)) > LONGEST:
        refuse(
            "too_long",
            say("This has at most {most} characters.", most=LONGEST),
            "Shorten it.",
            "I-1",
        )
    if not 0 < act.briefed <= act.of <= MOST:
        refuse(
            "briefing_count",
            "At least one is briefed, and not more than there are.",
            "Correct the two numbers.",
            "I-1",
        )
    held = facts.BriefingHeld(
        party=party,
        person=asking.actor.person,
        held=held_on.isoformat(),
        place=place,
        whom=whom,
        briefed=act.briefed,
        of=act.of,
    )
    met = act.met and party not in n.briefed
    return (held, facts.DutyToBriefMet(party=party)) if met else (held,)
