"""Rules of editorial corrections: no effect on meaning, a window to contest them (domain R3)."""

from __future__ import annotations

from functools import reduce

from models import acts, facts
from models.clause import Clause
from models.correction import Correction
from models.edit import Edit
from models.facts import AnyFact
from models.known import not_found, the_clause, the_correction
from models.layer import Runs, apply, authored, of_text
from models.lint import following, guards_touched
from models.names import clause_name
from models.negotiation import Negotiation
from models.party import FACILITATORS
from models.proposal import ProposalKind
from models.redline import minimal
from models.rulebook import Guard
from models.rules.adopting import adoption_falls
from models.rules.carrying import Ground, draft_carried
from models.rules.drafting import LONGEST as LONGEST_FIELD
from models.rules.guards import Asking, Due, refuse, same_version
from models.saying import Sentence, say
from models.settling import digest
from models.text import TextRefused, canonical, length, wording_digest
from models.whole import guarded_names, guarded_terms, whole_digest

LONGEST = 2_000
"""How long the reason of a correction, or of contesting it, may be, in characters."""
_CALLED = {
    Guard.MODAL_VERB: say("a modal verb"),
    Guard.NUMBER: say("a number"),
    Guard.DATE: say("a date"),
    Guard.NEGATION: say("a negation"),
    Guard.DEFINED_TERM: say("a defined term"),
    Guard.PARTY_NAME: say("the name of a party"),
}


def propose_correction(act: acts.ProposeCorrection, asking: Asking) -> tuple[AnyFact, ...]:
    """T-4, T-5: a legal expert corrects an adopted text, once at a time on each clause."""
    n = asking.negotiation
    clause = the_clause(n, act.clause)
    _check_time(n, clause)
    same_version(clause, act.version, act.digest)
    if act.field not in clause.version.wording:
        raise not_found("field", act.field)
    _check_text(act, clause)
    _check_guards(n, act, clause)
    proposed = facts.CorrectionProposed(
        correction=asking.mint(),
        order=len(n.corrections) + 1,
        clause=clause.id,
        version=clause.current,
        field=act.field,
        find=act.find,
        replace=act.replace,
        reason=_reason(act.reason),
        by=asking.actor.person,
        window_ends=asking.at + n.rules.editorial_window,
    )
    return (proposed,)


def _check_time(n: Negotiation, clause: Clause) -> None:
    if n.legal_check:
        refuse(
            "text_closed",
            "The legal check is complete, and the text is closed.",
            "Ask the facilitators to reopen the clause.",
            "T-4",
        )
    if n.adopted is None:
        refuse(
            "text_not_adopted",
            "The text is still being negotiated: corrections are made once it is adopted.",
            "Until then, have it tabled as a proposal.",
            "T-4",
        )
    for other in n.corrections.values():
        if other.running and other.clause == clause.id:
            refuse(
                "correction_running",
                say(
                    "{correction} is running on {clause}.",
                    correction=other.label,
                    clause=clause_name(n, clause.id),
                ),
                "Wait until its window is over, or withdraw it.",
                "T-4",
                ("correction", other.id),
            )


def _check_text(act: acts.ProposeCorrection, clause: Clause) -> None:
    old = clause.version.wording[act.field]
    if not act.find or old.count(act.find) != 1:
        times = old.count(act.find) if act.find else 0
        refuse(
            "not_once",
            say(
                "These words stand {n} times in this text, and must stand just once.",
                n=times,
            )
            if times
            else "These words do not stand in this text.",
            "Name more of the words around them."
            if times
            else "Choose the text they stand in, and copy them from it letter by letter.",
            "T-4",
            ("clause", clause.id),
        )
    try:
        new = canonical(old.replace(act.find, act.replace))
    except TextRefused as refused:
        refuse(refused.code, refused.sentence, "Write the correction without it.", "T-4")
    if new == old:
        refuse("no_change", "This changes nothing.", "Write what it should read.", "T-4")
    if length(new) > LONGEST_FIELD:
        refuse(
            "too_long",
            say("The text of a clause has at most {most} characters.", most=LONGEST_FIELD),
            "Shorten it.",
            "T-4",
        )


def _check_guards(n: Negotiation, act: acts.ProposeCorrection, clause: Clause) -> None:
    """T-5: what changes the meaning is an amendment, not a correction (domain §4)."""
    old = clause.version.wording[act.field]
    new = canonical(old.replace(act.find, act.replace))
    start = old.index(act.find)
    followed = following(old, start, start + len(act.find), _new_numbers(n))
    touched = min((_touched(n, act.field, before, new) for before in (old, followed)), key=len)
    named = [guard for guard in Guard if guard in touched]
    if named:
        refuse(
            f"{named[0].value}_changed",
            say("This changes {what}.", what=reduce(_and, (_CALLED[guard] for guard in named))),
            "Have the clause reopened, and this tabled as an amendment.",
            "T-5",
            *((f"{guard.value}_changed", clause.id) for guard in named),
        )


def _touched(n: Negotiation, field: str, old: str, new: str) -> frozenset[Guard]:
    language = field.partition("/")[0]
    touched = guards_touched(old, new, guarded_terms(n), guarded_names(n), language)
    return n.rules.editorial_guards & touched


def _new_numbers(n: Negotiation) -> dict[str, str]:
    """Each number before the renumbering → the one that its clause has now."""
    renumbered = (its for its in n.clauses.values() if its.former_number and its.number)
    return {its.former_number: its.number for its in renumbered}


def contest_correction(act: acts.ContestCorrection, asking: Asking) -> tuple[AnyFact, ...]:
    """T-6: contested in time, the change becomes an ordinary proposal on a clause reopened."""
    n = asking.negotiation
    correction = _running(n, act.correction)
    contested = facts.CorrectionContested(
        correction=correction.id,
        party=asking.author,
        person=asking.actor.person,
        reason=_reason(act.reason),
    )
    fell = adoption_falls(n, correction.clause, "contested", correction.id)
    return (contested, *fell, _as_proposal(n, correction, asking))


def _as_proposal(n: Negotiation, correction: Correction, asking: Asking) -> facts.ProposalTabled:
    """The correction as the facilitators' bridge: it needs no second, and anybody may object."""
    version = n.clauses[correction.clause].version
    texts: dict[str, Runs] = {field: of_text(text) for field, text in version.wording.items()}
    runs = texts[correction.field]
    change: Edit = minimal(version.wording[correction.field], corrected(n, correction))
    texts[correction.field], _ = apply(runs, authored(runs, change, FACILITATORS), FACILITATORS)
    return facts.ProposalTabled(
        proposal=asking.mint(),
        order=len(n.proposals) + 1,
        proposal_kind=ProposalKind.BRIDGING,
        clause=correction.clause,
        base=version.number,
        author=FACILITATORS,
        person=correction.by,
        texts=texts,
        digest=digest(texts),
        reason=correction.reason,
    )


def withdraw_correction(act: acts.WithdrawCorrection, asking: Asking) -> tuple[AnyFact, ...]:
    """T-8: the legal expert takes a correction back while it is running."""
    correction = _running(asking.negotiation, act.correction)
    return (facts.CorrectionWithdrawn(correction=correction.id),)


def _running(n: Negotiation, correction: str) -> Correction:
    found = the_correction(n, correction)
    if not found.running:
        refuse(
            "window_over",
            say(
                "{correction} is {status} already.",
                correction=found.label,
                status=say(found.status.value),
            ),
            "Ask to reopen the clause if its text is wrong.",
            "T-6",
            ("correction", found.id),
        )
    return found


def _reason(reason: str) -> str:
    if not reason.strip() or len(reason) > LONGEST:
        refuse(
            "reason_needed",
            say("It takes a reason of at most {most} characters.", most=LONGEST),
            "Say why in a sentence.",
            "T-4",
        )
    return reason.strip()


def corrected(negotiation: Negotiation, correction: Correction) -> str:
    """What the corrected field reads: the version in force with the correction made."""
    old = negotiation.clauses[correction.clause].version.wording[correction.field]
    return canonical(old.replace(correction.find, correction.replace))


# --- falling due ----------------------------------------------------------------------------------


def uncontested(negotiation: Negotiation) -> Due | None:
    """T-7: the running correction whose window is over first."""
    running = [one for one in negotiation.corrections.values() if one.running]
    if not running:
        return None
    first = min(running, key=lambda one: (one.window_ends, one.order))
    return Due(first.window_ends, lambda: confirmed(negotiation, first.id))


def confirmed(negotiation: Negotiation, correction: str) -> tuple[AnyFact, ...]:
    """T-7: nobody contested it: a new version, every position carried, the clause still agreed."""
    its = negotiation.corrections[correction]
    clause = negotiation.clauses[its.clause]
    old = clause.version.wording
    new = {**old, its.field: corrected(negotiation, its)}
    number, name = clause.next_number, wording_digest(new)
    over = {field: minimal(text, new[field]) for field, text in old.items()}
    return (
        facts.CorrectionConfirmed(
            correction=its.id,
            version=number,
            adopted=whole_digest(negotiation, instead={clause.id: new}),
        ),
        facts.VersionAdopted(clause=clause.id, version=number, wording=new, digest=name),
        facts.PositionsCarried(
            clause=clause.id, former=clause.current, version=number, digest=name
        ),
        *(
            draft_carried(draft, Ground(number, new), over)
            for draft in negotiation.drafts.values()
            if draft.clause == clause.id
        ),
    )


def _and(one: Sentence, other: Sentence) -> Sentence:
    return say("{most} and {last}", most=one, last=other)
