"""What is told of the table, of the text as a whole, and of a side's own tripwires."""

from __future__ import annotations

from collections.abc import Iterator

from models.names import clause_name
from models.negotiation import Negotiation
from models.notices.telling import Line, because, changed, everybody, parties, sides, to_all
from models.party import FACILITATORS, Departure, Party, Presence, Role
from models.retention import Erasure
from models.rulebook import Mode
from models.saying import Name, Sentence, listed, say
from models.tripwires import tripped


def room(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of parties that come and go, and of who sees what."""
    for old, now in changed(before.parties, n.parties):
        for kind, said in _party(old, now):
            yield from to_all(n, kind, said, but=now.id)
        gone = now.presence is Presence.WALKED_OUT
        was = old is not None and old.presence is Presence.WALKED_OUT
        if gone != was and now.admitted:
            kind = "walked_out" if gone else "came_back"
            left, back = (
                say("{party} has walked out.", party=now.id),
                say("{party} is back.", party=now.id),
            )
            yield from to_all(n, kind, left if gone else back, but=now.id)
    if before.mode is not n.mode:
        yield from to_all(n, "visibility_changed", _MEETING[n.mode])
    elif before.shown != n.shown:
        yield from to_all(n, "visibility_changed", "who sees what has changed.")


def _party(old: Party | None, now: Party) -> Iterator[tuple[str, Sentence]]:
    if old is None or old.admitted == now.admitted:
        return  # Who is new came of a split, and is named where that is told.
    if now.admitted:
        yield "party_admitted", say("{party} was admitted.", party=now.id)
    elif now.successors:
        yield (
            "party_split",
            say(
                "{party} has split: {parties} take its place.",
                party=now.id,
                parties=listed(now.successors),
            ),
        )
    elif now.departure is Departure.EXCLUDED:
        yield "party_left", say("{party} was excluded.", party=now.id)
    else:
        yield "party_left", say("{party} takes no part any more.", party=now.id)


_MEETING = {
    Mode.OPEN: say("the meeting is open now: everybody sees what the rules let them see."),
    Mode.PLENARY: say("the meeting is in plenary now: observers see nothing that is proposed."),
    Mode.CLOSED: say("the meeting is closed now: observers see nothing."),
    Mode.CHATHAM: say("the Chatham House rule holds now: words are seen, not whose they are."),
}


def rules(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of the rules that are adopted, and of others that are proposed instead."""
    if n.rules_adopted and not before.rules_adopted:
        yield from to_all(n, "rules_adopted", "the rules of procedure are adopted.")
    elif n.rules_adopted and n.rules != before.rules:
        yield from to_all(n, "rules_changed", "the rules of procedure were changed.")
    elif n.rules != before.rules and before.rules_answers:
        said = say("the rules were set anew: answers to the former ones are void.")
        yield from to_all(n, "rules_set", said)
    elif n.rules_proposed is None and before.rules_proposed is not None:
        yield from to_all(n, "rules_taken_back", "the proposal of other rules was taken back.")
    if n.rules_proposed is not None and n.rules_proposed is not before.rules_proposed:
        told = say("other rules are proposed: the parties answer")
        yield from to_all(n, "rules_proposed", because(told, n.rules_proposed.reason))


def heads(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell a party and the facilitators who speaks for it from now on."""
    for old, now in changed(before.people, n.people):
        if old is not None and now.role is Role.HEAD is not old.role and now.party == old.party:
            said = say("{person} is the head of delegation now.", person=now.name)
            for side in sides(n, [now.party or "", FACILITATORS]):
                yield Line(side, "head_replaced", said)


def text(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of what was undone, and of the adoption and the closing of the whole text."""
    if before.decisions is not n.decisions:
        for old, now in zip(before.decisions, n.decisions, strict=False):
            if now.undone and not old.undone:
                told = say("{decision} was undone", decision=now.label)
                if now.clause:
                    name = clause_name(n, now.clause)
                    told = say(
                        "{decision}, on {clause}, was undone", decision=now.label, clause=name
                    )
                for side in everybody(n):
                    yield Line(side, "undone", because(told, now.because), now.clause)
    if n.adopted is not None and before.adopted is None:
        yield from to_all(n, "text_adopted", "the whole text is adopted ad referendum.")
        yield from _to_confirm(n)
    if n.adopted is None and before.adopted is not None:
        yield from to_all(n, "adoption_fell", "the text is not adopted any more.")
    if n.legal_check and not before.legal_check:
        yield from to_all(n, "text_closed", "the legal check is complete, and the text is closed.")
    if Erasure.PRIVATE in n.erased and Erasure.PRIVATE not in before.erased:
        said = "drafts, caucuses, own notes and earlier notices were erased, as the rules have it."
        yield from to_all(n, "erased", said)


def _to_confirm(n: Negotiation) -> Iterator[Line]:
    """What a party agreed to ad referendum waits for its confirmation."""
    for side in parties(n):
        waiting = len(n.outstanding(side))
        if waiting:
            said = say("{n} of your positions are ad referendum: confirm them.", n=waiting)
            yield Line(side, "confirmation_due", said)


def briefings(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """I-1, I-2: tell the facilitators of each briefing, and everybody that a duty is met."""
    for held in n.briefings[len(before.briefings) :]:
        said = say(
            "{party} has briefed {n} of its {all} people.",
            party=held.party,
            n=held.briefed,
            all=held.of,
        )
        yield Line(FACILITATORS, "briefing_held", said)
    for party in sorted(n.briefed.keys() - before.briefed.keys()):
        said = say("{party} says that its duty to brief is met.", party=party)
        yield from to_all(n, "duty_to_brief_met", said, but=party)


def tripwires(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """B-10: a side's own wire rings for that side alone, with its own words."""
    for its in tripped(before, n):
        wire = its.tripwire
        proposal = n.proposals.get(its.proposal or "")
        where: Name = clause_name(n, wire.clause)
        if proposal is not None:
            where = say("{clause} by {proposal}", clause=where, proposal=proposal.label)
        for side in sides(n, [its.author]):
            if wire.appears:
                said = say("“{phrase}” appears in {where}.", phrase=wire.phrase, where=where)
            else:
                said = say("“{phrase}” disappears from {where}.", phrase=wire.phrase, where=where)
            yield Line(side, "tripwire", said, wire.clause, its.proposal or wire.id)
