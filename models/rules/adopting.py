"""Rules of closing the text: its adoption ad referendum, and the legal check."""

from __future__ import annotations

from typing import Literal

from models import acts, facts
from models.closing import left_to_explain, to_adopt, to_complete
from models.facts import AnyFact
from models.negotiation import Decision, Negotiation, Subject
from models.rules.guards import Asking, clear, refuse, text_moved
from models.saying import row, say
from models.whole import whole_digest

LONGEST = 5_000
"""How long an explanation may be, in characters."""


def adopt_whole_text(act: acts.AdoptWholeText, asking: Asking) -> tuple[AnyFact, ...]:
    """T-1: every clause agreed and nothing pending, the text is adopted as read (domain §6.3)."""
    n = asking.negotiation
    clear(to_adopt(n))
    digest = whole_digest(n)
    if act.digest != digest:
        text_moved("The whole text does not read as you saw it.", {}, {})
    return (facts.WholeTextAdopted(decision=len(n.decisions) + 1, digest=digest),)


def adoption_stands(negotiation: Negotiation, decision: Decision) -> bool:
    """T-1: whether this adoption is in force and nothing was built on it that would remain."""
    if negotiation.adopted is None or negotiation.legal_check or decision.undone:
        return False
    adoptions = [d for d in negotiation.decisions if d.subject is Subject.ADOPTION]
    corrected = any(
        c.became is not None and c.at >= decision.at for c in negotiation.corrections.values()
    )
    return decision is adoptions[-1] and not corrected


def adoption_undone(decision: Decision, asking: Asking, reason: str) -> tuple[AnyFact, ...]:
    """T-1: the text is open again; corrections that are running fall."""
    n = asking.negotiation
    if not adoption_stands(n, decision):
        refuse(
            "not_undoable",
            say("{decision} cannot be undone any more.", decision=decision.label),
            "Ask to reopen the clause that is wrong.",
            "U-2",
            ("decision", str(decision.number)),
        )
    undone = facts.DecisionUndone(undoes=decision.number, clause="", version=0, reason=reason)
    return (undone, *fallen_corrections(n))


def adoption_falls(
    negotiation: Negotiation,
    clause: str,
    because: Literal["contested", "reopened"],
    contested: str = "",
) -> tuple[AnyFact, ...]:
    """T-6: what follows for an adopted text when one of its clauses is taken up again.

    `contested` is the correction, if any, that is no longer running for that reason.
    """
    if negotiation.adopted is None:
        return ()
    fell = facts.AdoptionFell(clause=clause, because=because)
    return (fell, *fallen_corrections(negotiation, but=contested))


def fallen_corrections(
    negotiation: Negotiation, but: str = ""
) -> tuple[facts.CorrectionWithdrawn, ...]:
    """The running corrections that fall with the adoption of the text, all but one."""
    return tuple(
        facts.CorrectionWithdrawn(correction=correction.id)
        for correction in negotiation.corrections.values()
        if correction.running and correction.id != but
    )


def complete_legal_check(act: acts.CompleteLegalCheck, asking: Asking) -> tuple[AnyFact, ...]:
    """T-11: nothing in the way and what lint finds explained, the text is closed (domain §5.6)."""
    n = asking.negotiation
    if n.legal_check:
        refuse("text_closed", "The legal check is complete.", "Nothing more is needed.", "T-11")
    clear(to_complete(n))
    left = left_to_explain(n)
    explained = act.explained.strip()
    named = [say("{clause}: {finding}", clause=its.clause, finding=its.sentence) for its in left]
    if left and not explained:
        refuse(
            "findings_left",
            row(named[:3], more=len(named) - 3),
            "Correct what is wrong, and explain why the rest may stand.",
            "T-11",
            *((finding.kind.value, finding.clause) for finding in left),
        )
    if len(explained) > LONGEST:
        refuse(
            "too_long",
            say("An explanation has at most {most} characters.", most=LONGEST),
            "Say it in fewer words.",
            "T-11",
        )
    completed = facts.LegalCheckCompleted()
    if not left:
        return (completed,)
    return (
        facts.FindingsExplained(findings=tuple(map(str, named)), explained=explained),
        completed,
    )
