"""What everybody, or this delegation, should know now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from models.negotiation import Decision, Subject
from models.objection import ObjectionStatus
from models.outline import placed
from models.party import Departure
from models.position import Stand
from models.saying import Sentence, say
from server.web import words
from server.web.looks.may import may
from server.web.looks.objections import maintaining
from server.web.looks.positions import latest
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class Offer:
    """One tap that answers a notice."""

    kind: str
    label: str
    fields: Mapping[str, object]
    main: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know."""

    tone: str
    title: str
    text: Sentence | None = None
    quoted: str = ""
    """The reason that somebody gave, in their words."""
    look: str = ""
    at: str = ""
    """What to go to in the page, where that is more than the clause."""
    go: str = "Go to the proposal"
    page: str = ""
    """A page of the negotiation where more is said."""
    acts: tuple[Offer, ...] = field(default=())


def notices(reader: Reader) -> tuple[Notice, ...]:
    """Everything worth a notice, the gravest first."""
    its = (_undone, _outside, _walked_out, _rules, _to_answer, _to_say_again, _to_restate)
    return tuple(notice for one in its for notice in one(reader))


def _undone(reader: Reader) -> Iterator[Notice]:
    # Shown until the next decision is taken.
    for decision in takewhile(lambda one: one.undone, reversed(reader.negotiation.decisions)):
        if decision.within is None and (decision.clause or decision.package):
            # That it was is told to all; of which clause, to those who may read it.
            yield Notice(
                "bad",
                "A decision was undone:",
                _which(reader, decision),
                look=decision.clause or "" if reader.reads else "",
                quoted=decision.because if reader.sight.reasons else "",
            )


def _which(reader: Reader, decision: Decision) -> Sentence:
    about = _about(reader, decision)
    if not about:
        return say("{decision}.", decision=decision.label)
    return say("{decision}, {about}.", decision=decision.label, about=about)


def _about(reader: Reader, decision: Decision) -> str:
    """What a decision was about, as far as this audience may know."""
    package = reader.negotiation.packages.get(decision.package or "")
    if package is not None:
        return package.label if reader.sight.attribution else ""
    return reader.clause_name(decision.clause) if decision.clause and reader.reads else ""


def _outside(reader: Reader) -> Iterator[Notice]:
    party = reader.negotiation.parties.get(reader.audience.outside or "")
    if party is not None and party.successors:
        yield Notice(
            "warn",
            "Your party has split.",
            say(
                "{who} are in the place of {party}. You belong to one of them once the "
                "facilitators have recorded which; until then you read along. The positions "
                "of {party} on the texts in force went to each of them, to be confirmed by its "
                "head; its objections have ended. Its live proposals keep its name, and any party "
                "may take them over. Its drafts and notes stay closed.",
                party=party.id,
                who=party.successors,
            ),
        )
    elif party is not None:
        admits = say("You read along. The lead facilitator or the convenor admits a party.")
        match party.departure:
            case Departure.EXCLUDED:
                yield Notice("warn", "Your party was excluded.", admits)
            case Departure.LEFT:
                yield Notice("warn", "Your party has left the negotiation.", admits)
            case _:
                yield Notice(
                    "warn", "Your party does not take part in this negotiation now.", admits
                )


def _walked_out(reader: Reader) -> Iterator[Notice]:
    party = reader.negotiation.parties.get(reader.party or "")
    if party is not None and not party.active:
        yield Notice(
            "warn",
            "Your party has walked out.",
            say(
                "Your objections are suspended. You still receive everything, and may lift "
                "objections and withdraw proposals. You are back once the facilitators record it, "
                "or at the next roll call."
            ),
            quoted=party.statement,
        )


def _rules(reader: Reader) -> Iterator[Notice]:
    n = reader.negotiation
    adopted = n.rules_adopted or any(one.subject is Subject.RULES for one in n.decisions)
    if n.clauses and not adopted and reader.author is not None:
        yield Notice("warn", "The rules of procedure are not adopted yet.", page="rules")
    if n.rules_proposed is not None and reader.author is not None:
        yield Notice("warn", "Other rules are proposed: the parties answer.", page="rules")


def _to_answer(reader: Reader) -> Iterator[Notice]:
    if reader.party is None:
        return
    n = reader.negotiation
    for one in n.objections.values():
        if one.party == reader.party and one.status is ObjectionStatus.NEEDS_ANSWER:
            lift = Offer("lift_objection", "Lift our objection", {"objection": one.id})
            again = maintaining(reader, one)
            maintain = (Offer("object", "Maintain our objection", again),) if again else ()
            yield Notice(
                "warn",
                "Your objection needs an answer:",
                say(
                    "{objection}, {clause}.",
                    objection=one.label,
                    clause=reader.clause_name(one.clause),
                ),
                look=one.clause,
                acts=(*maintain, lift) if may(reader, "lift_objection") else (),
            )


def _to_say_again(reader: Reader) -> Iterator[Notice]:
    n, party = reader.negotiation, reader.party
    if party is None or not reader.reads:
        return
    for its in placed(n):
        last = latest(n, its, party)
        if last is None or last.stand is Stand.OBJECT or n.position(its.id, party) is not None:
            continue
        yield Notice(
            "warn",
            "Your position lapsed:",
            say(
                "{clause} reads as version {now}. Of version {before} you had said: {stand}.",
                clause=reader.clause_name(its.id),
                now=its.current,
                before=last.version,
                stand=say(words.STAND[last.stand]),
            ),
            look=its.id,
            at="positions",
            go="Go to our position",
        )


def _to_restate(reader: Reader) -> Iterator[Notice]:
    n = reader.negotiation
    if reader.author is None:
        return
    for proposal in n.proposals.values():
        if proposal.live and proposal.needs_author and proposal.author == reader.author:
            yield Notice(
                "warn",
                "The text around your proposal changed:",
                say(
                    "{proposal}, {clause}. Confirm it as it reads now, restate it, or withdraw it.",
                    proposal=proposal.label,
                    clause=reader.clause_name(proposal.clause),
                ),
                look=proposal.clause,
                at=f"proposal-{proposal.id}",
            )
        if proposal.live and proposal.bridges:
            yield from _asked(reader, proposal.id)


def _asked(reader: Reader, bridge: str) -> Iterator[Notice]:
    n = reader.negotiation
    its = n.proposals[bridge]
    for bridged in (n.proposals[one] for one in its.bridges):
        if bridged.author == reader.party and bridged.live and bridged.id not in its.answers:
            yield Notice(
                "plain",
                "Is your proposal reflected?",
                say(
                    "{bridge} bridges your {proposal}, {clause}.",
                    bridge=its.label,
                    proposal=bridged.label,
                    clause=reader.clause_name(its.clause),
                ),
                look=its.clause,
                at=f"proposal-{its.id}",
            )
