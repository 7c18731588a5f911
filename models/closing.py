"""What is in the way of closing the text: of adopting it whole, and of the legal check."""

from __future__ import annotations

from collections.abc import Iterator

from models.hurdles import Hurdle, still_contestable, still_live, still_running, to_decide
from models.languages import translations
from models.lint import Finding, findings
from models.names import clause_name, language_name
from models.negotiation import Negotiation
from models.outline import gone
from models.refusals import Obstacle
from models.saying import capital, say
from models.translation import TranslationStatus
from models.whole import passages

_COMPARE = say("Compare both texts, and validate it.")
_UNREADY = {
    TranslationStatus.MISSING: (
        "translation_missing",
        say("is missing"),
        say("Have the clause reopened, and that text tabled."),
    ),
    TranslationStatus.OUT_OF_DATE: ("translation_out_of_date", say("is out of date"), _COMPARE),
    TranslationStatus.CURRENT: (
        "translation_not_validated",
        say("has not been validated"),
        _COMPARE,
    ),
}


def to_adopt(negotiation: Negotiation) -> Iterator[Hurdle]:
    """What is in the way of adopting the whole text (domain §6.3): all of it is named."""
    yield from to_decide(negotiation)
    if negotiation.adopted is not None:
        yield Hurdle(
            Obstacle("adopted_already", "text"),
            "The whole text is adopted.",
            "Go on with the legal check.",
            "T-1",
        )
    for clause in negotiation.clauses.values():
        if not clause.agreed and not gone(negotiation, clause.id):
            yield Hurdle(
                Obstacle("clause_not_agreed", clause.id),
                say("{clause} is not agreed.", clause=capital(clause_name(negotiation, clause.id))),
                "Put it to the room first.",
                "T-1",
            )
        yield from _pending(negotiation, clause.id)
    for package in negotiation.packages.values():
        if package.live:
            yield Hurdle(
                Obstacle("live_package", package.id),
                say("{package} is still tabled.", package=package.label),
                "Adopt it, or dissolve it.",
                "T-1",
            )


def _pending(n: Negotiation, clause: str) -> Iterator[Hurdle]:
    for proposal in n.live_proposals(clause):
        yield still_live(n, proposal, clause, "T-1")
    silence = n.silence_on(clause)
    if silence is not None:
        yield still_running(n, silence, "T-1")
    if n.question is not None and n.question.clause == clause:
        yield Hurdle(
            Obstacle("question_open", clause),
            say("{clause} is before the room.", clause=capital(clause_name(n, clause))),
            "Confirm that question, or take it back.",
            "T-1",
        )


def to_complete(negotiation: Negotiation) -> Iterator[Hurdle]:
    """What is in the way of completing the legal check, findings of lint aside (domain §5.6)."""
    if negotiation.adopted is None:
        yield Hurdle(
            Obstacle("text_not_adopted", "text"),
            "The whole text has not been adopted.",
            "The lead facilitator has it adopted first.",
            "T-11",
        )
    for correction in negotiation.corrections.values():
        if correction.running:
            yield still_contestable(correction, "T-11")
    yield from in_languages(negotiation)


def in_languages(negotiation: Negotiation) -> Iterator[Hurdle]:
    """T-9, T-10: what is amiss in the languages that count; in the others it is only shown."""
    n = negotiation
    for one in translations(n):
        if one.authentic and one.status in _UNREADY:
            kind, said, step = _UNREADY[one.status]
            yield Hurdle(
                Obstacle(kind, f"{one.clause} {one.language}"),
                say(
                    "The {language} text of {clause} {is_so}.",
                    language=language_name(one.language),
                    clause=clause_name(n, one.clause),
                    is_so=said,
                ),
                step,
                "T-9",
            )
    for note in n.discrepancies.values():
        if not note.cleared and note.language in {n.languages[0], *n.rules.authentic}:
            yield Hurdle(
                Obstacle("discrepancy", note.id),
                say(
                    "{note}: the {language} text of {clause} differs.",
                    note=note.label,
                    language=language_name(note.language),
                    clause=clause_name(n, note.clause),
                ),
                "Resolve it, and answer the note.",
                "T-10",
            )


def left_to_explain(negotiation: Negotiation) -> tuple[Finding, ...]:
    """What lint finds in the text as it stands and somebody has to explain."""
    found = findings(passages(negotiation), negotiation.languages[0])
    return tuple(finding for finding in found if not finding.settled)
