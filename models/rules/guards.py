"""What several rules ask before they decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, NoReturn

from models.clause import Clause
from models.facts import AnyFact, ObjectionMooted
from models.fold import fold
from models.hurdles import Hurdle, refusal
from models.known import the_clause
from models.names import clause_name, moment, proposal_name
from models.negotiation import Negotiation
from models.objection import ObjectionStatus
from models.outline import replaced
from models.party import FACILITATORS, Actor
from models.proposal import EXCLUSIVE, Proposal
from models.refusals import Obstacle, Refusal
from models.saying import Sentence, capital, listed, said, say
from models.settling import wording


class Asking(NamedTuple):
    """Around an act: the negotiation, who asks, when it was received, where ids come from.

    `on_behalf` is the party for which a facilitator records what it said; `pepper` is what makes
    the tokens of anonymous answers blind.
    """

    negotiation: Negotiation
    actor: Actor
    at: datetime
    mint: Callable[[], str]
    on_behalf: str | None = None
    pepper: str = ""
    head: str = ""
    """The hash of the record's last entry, in hexadecimal."""

    @property
    def author(self) -> str:
        """The key under which the actor's wording is attributed; policy let only authors pass."""
        return self.actor.author or ""

    @property
    def party(self) -> str:
        """The party this is said for: the actor's own, or the one it is recorded for."""
        return self.on_behalf or self.author

    @property
    def recorded_by(self) -> str | None:
        """The facilitator who records this for a party, None where it speaks for itself."""
        return self.actor.person if self.on_behalf is not None else None


def speaking(asking: Asking) -> str:
    """The party an act of position is for: the head's own, or the one it is recorded for.

    Raises `not_active` where that party has walked out.
    """
    active_party(asking.negotiation, asking.party)
    return asking.party


def after(asking: Asking, made: Iterable[AnyFact]) -> Asking:
    """The same asking once these facts are folded: to decide one thing after the other."""
    n = asking.negotiation
    for fact in made:
        n = fold(n, fact, asking.at, asking.actor)
    return asking._replace(negotiation=n)


class Due(NamedTuple):
    """What falls due by itself just after `at`, and the facts that it then leads to."""

    at: datetime
    facts: Callable[[], tuple[AnyFact, ...]]


def clear(hurdles: Iterable[Hurdle]) -> None:
    """Pass if nothing is in the way; raises Refusal naming all that is."""
    found = list(hurdles)
    if found:
        raise refusal(found)


def active(negotiation: Negotiation, actor: Actor) -> None:
    """Pass if the actor's party takes part now (domain §6.10); raises `not_active`."""
    if actor.party is not None:
        active_party(negotiation, actor.party)


def active_party(negotiation: Negotiation, party: str) -> None:
    """Pass if this party takes part now; raises `not_active`."""
    if not negotiation.parties[party].active:
        raise Refusal(
            "not_active",
            say("{party} has walked out.", party=party),
            "Ask the facilitators to record that it is back.",
            rule="G-5",
            obstacles=(Obstacle("party", party),),
        )


def not_agreed(negotiation: Negotiation, clause: str) -> Clause:
    """The clause, if it is not agreed, and the text open; raises `agreed`, `text_closed`."""
    found = stands(the_clause(negotiation, clause))
    if negotiation.adopted is not None:
        refuse(
            "text_closed",
            say(
                "The whole text is adopted, {clause} with it.",
                clause=clause_name(negotiation, clause),
            ),
            "Contest a correction while its window is open, or ask to reopen the clause.",
            "T-2",
            ("text_closed", clause),
        )
    if found.agreed:
        refuse(
            "agreed",
            say("{clause} is agreed.", clause=clause_name(negotiation, clause)),
            "Ask to reopen it; within the undo window the facilitators can take the decision back.",
            "P-4",
            ("agreed", clause),
        )
    return found


def not_silent(negotiation: Negotiation, clause: str) -> None:
    """Pass if no silence runs on the clause; raises `under_silence`: its text is fixed."""
    silence = negotiation.silence_on(clause)
    if silence is not None:
        ends = moment(negotiation, silence.ends)
        refuse(
            "under_silence",
            say(
                "{clause} is under silence until {time}: its text is fixed.",
                clause=clause_name(negotiation, clause),
                time=ends,
            ),
            "Break silence if you cannot live with it; the facilitators may cancel it.",
            "L-4",
            ("under_silence", silence.id),
        )


def stands(clause: Clause) -> Clause:
    """The clause, if it was not split or merged away; raises `replaced`, naming what came of it."""
    if replaced(clause):
        refuse(
            "replaced",
            say("Clause {number} was split or merged.", number=clause.number or clause.id),
            "Go on with what came of it.",
            "C-8",
            *(("clause", one) for one in clause.successors),
        )
    return clause


def reads(negotiation: Negotiation, clause: Clause) -> None:
    """Pass if the clause has a text of its own, or had one; raises `no_text`."""
    if clause.version.empty and not clause.removed:
        refuse(
            "no_text",
            say("{clause} has no text yet.", clause=clause_name(negotiation, clause.id)),
            "Say what you think of the proposals for it.",
            "C-2",
            ("clause", clause.id),
        )


def open_to_proposals(negotiation: Negotiation, clause: Clause) -> None:
    """Pass if the clause is not law already; raises `protected`."""
    if clause.protected:
        refuse(
            "protected",
            say(
                "{clause} is protected: its text is law.",
                clause=clause_name(negotiation, clause.id),
            ),
            "Propose a clause of your own beside it, or object to put it on record.",
            "C-10",
            ("protected", clause.id),
        )


def alone(negotiation: Negotiation, clause: str, *, live: bool = False) -> None:
    """Pass if no split or merge of the clause is live; with `live`, nothing else either.

    Raises `live_proposal`, naming each.
    """
    found = [
        *(p for p in negotiation.live_proposals(clause) if live or p.effect in EXCLUSIVE),
        *negotiation.live_merges(clause),
    ]
    if found:
        refuse(
            "live_proposal",
            say("{names} must be decided first.", names=listed(map(proposal_name, found))),
            "Ask for its withdrawal, or wait for the decision.",
            "C-7",
            *(("live_proposal", proposal.id) for proposal in found),
        )


def decided_alone(proposal: Proposal, rule: str) -> None:
    """Pass unless this is a split or a merge, which leaves no clause to agree to; raises so."""
    if proposal.effect in EXCLUSIVE:
        refuse(
            "decided_alone",
            say("{proposal} would replace its clause by others.", proposal=proposal_name(proposal)),
            "Decide it by itself first, then go on with what came of it.",
            rule,
            ("proposal", proposal.id),
        )


def undecided(negotiation: Negotiation, clause: str) -> Clause:
    """The clause, if it is neither agreed, nor before the room, nor under silence.

    Raises `agreed`, `under_silence`, `question_open`.
    """
    found = not_agreed(negotiation, clause)
    not_silent(negotiation, clause)
    question = negotiation.question
    if question is not None and question.clause == clause:
        refuse(
            "question_open",
            say("{clause} has been put to the room.", clause=clause_name(negotiation, clause)),
            "Object if you cannot live with it, or wait until the question is over.",
            "P-4",
            ("question_open", clause),
        )
    return found


def same_version(clause: Clause, version: int, digest: str) -> None:
    """Pass if the version in force is the one named; raises `text_moved` with both texts."""
    current = clause.version
    if version == current.number and digest == current.digest:
        return
    seen = next((v.wording for v in clause.versions if v.digest == digest), {})
    text_moved(
        say(
            "The text moved: it is version {number} now, and you saw version {seen}.",
            number=current.number,
            seen=version,
        ),
        seen,
        current.wording,
    )


def same_proposal(proposal: Proposal, digest: str) -> None:
    """Pass if the proposal reads as named; raises `text_moved` with both texts."""
    if digest == proposal.digest:
        return
    seen = proposal.former.get(digest, {})
    text_moved(
        say("{proposal} does not read as you saw it.", proposal=proposal_name(proposal)),
        wording(seen),
        wording(proposal.texts),
    )


def text_moved(
    sentence: Sentence | str, seen: Mapping[str, str], now: Mapping[str, str]
) -> NoReturn:
    """Raise `text_moved`: what the author saw (as far as it is known) beside what there is."""
    differing = [field for field, text in now.items() if seen.get(field) != text]
    raise Refusal(
        "text_moved",
        sentence,
        "Read both texts, then decide again.",
        rule="G-4",
        texts={
            **{f"seen/{field}": seen[field] for field in differing if field in seen},
            **{f"now/{field}": now[field] for field in differing},
        },
    )


def still_live(proposal: Proposal) -> None:
    """Pass if the proposal waits for a decision; raises `not_live`, saying what became of it."""
    if not proposal.live:
        raise Refusal(
            "not_live",
            say(
                "{proposal} is {status} and cannot be changed.",
                proposal=proposal_name(proposal),
                status=say(proposal.status.value),
            ),
            "Table it afresh if it is still wanted.",
            rule="P-6",
            obstacles=(Obstacle("not_live", proposal.id),),
        )


def mooted(
    negotiation: Negotiation, proposal: str, parts: tuple[str, ...] = ()
) -> tuple[ObjectionMooted, ...]:
    """What becomes of the objections to a proposal, or to parts of it, that are gone (domain §6.4).

    One that needs an answer stands: the words it is about were accepted.
    """
    return tuple(
        ObjectionMooted(objection=o.id)
        for o in negotiation.objections.values()
        if o.proposal == proposal and o.status is ObjectionStatus.OPEN
        if not parts or o.part in parts
    )


def other_parties(negotiation: Negotiation, authors: Iterable[str], owner: str) -> frozenset[str]:
    """The further authors named, less the owner; raises `unknown_party` where one is none."""
    named = frozenset(authors) - {owner}
    known = {party.id for party in negotiation.admitted} | {FACILITATORS}
    for stranger in sorted(named - known):
        raise Refusal(
            "unknown_party",
            say("{party} is no party to this negotiation.", party=stranger),
            "Choose among the parties that are admitted.",
            rule="D-1",
            obstacles=(Obstacle("party", stranger),),
        )
    return named


def refuse(
    code: str,
    sentence: Sentence | str,
    next_step: Sentence | str,
    rule: str,
    *obstacles: tuple[str, str],
) -> NoReturn:
    """Raise a Refusal; obstacles are pairs of kind and item, the sentence gets its capital."""
    named = tuple(Obstacle(kind, item) for kind, item in obstacles)
    raise Refusal(code, capital(said(sentence)), next_step, rule=rule, obstacles=named)
