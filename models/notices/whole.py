"""What is told of the table, of the text as a whole, and of a side's own tripwires."""

from __future__ import annotations

from collections.abc import Iterator

from models.names import clause_name, listed
from models.negotiation import Negotiation
from models.notices.telling import Line, changed, everybody, parties, sides, to_all
from models.party import FACILITATORS, Party, Presence
from models.retention import Erasure
from models.tripwires import tripped


def room(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of parties that come and go, and of who sees what."""
    for old, now in changed(before.parties, n.parties):
        for kind, said in _party(old, now):
            yield from to_all(n, kind, f"{now.id} {said}", but=now.id)
        gone = now.presence is Presence.WALKED_OUT
        was = old is not None and old.presence is Presence.WALKED_OUT
        if gone != was and now.admitted:
            kind = "walked_out" if gone else "came_back"
            said = f"{now.id} {'has walked out' if gone else 'is back'}."
            yield from to_all(n, kind, said, but=now.id)
    if (before.mode, before.shown) != (n.mode, n.shown):
        yield from to_all(n, "visibility_changed", "who sees what has changed.")


def _party(old: Party | None, now: Party) -> Iterator[tuple[str, str]]:
    if old is None or old.admitted == now.admitted:
        return  # Who is new came of a split, and is named where that is told.
    if now.admitted:
        yield "party_admitted", "was admitted."
    elif now.successors:
        yield "party_split", f"has split: {listed(now.successors)} take its place."
    else:
        yield "party_left", "takes no part any more."


def text(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of what was undone, and of the adoption and the closing of the whole text."""
    if before.decisions is not n.decisions:
        for old, now in zip(before.decisions, n.decisions, strict=False):
            if now.undone and not old.undone:
                of = f", on {clause_name(n, now.clause)}" if now.clause else ""
                why = f": {now.because}" if now.because else "."
                for side in everybody(n):
                    yield Line(side, "undone", f"{now.label}{of}, was undone{why}", now.clause)
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
            said = f"{waiting} of your positions are ad referendum: confirm them."
            yield Line(side, "confirmation_due", said)


def briefings(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """I-1, I-2: tell the facilitators of each briefing, and everybody that a duty is met."""
    for held in n.briefings[len(before.briefings) :]:
        said = f"{held.party} has briefed {held.briefed} of its {held.of} people."
        yield Line(FACILITATORS, "briefing_held", said)
    for party in sorted(n.briefed.keys() - before.briefed.keys()):
        said = f"{party} says that its duty to brief is met."
        yield from to_all(n, "duty_to_brief_met", said, but=party)


def tripwires(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """B-10: a side's own wire rings for that side alone, with its own words."""
    for its in tripped(before, n):
        wire = its.tripwire
        moved = "appears in" if wire.appears else "disappears from"
        for side in sides(n, [its.author]):
            said = f"“{wire.phrase}” {moved} {clause_name(n, wire.clause)}"
            proposal = n.proposals.get(its.proposal or "")
            said += "." if proposal is None else f" by {proposal.label}."
            yield Line(side, "tripwire", said, wire.clause, its.proposal or wire.id)
