"""The legal desk: findings, corrections and translations of a text on its way to being closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from models.clause import Clause
from models.closing import left_to_explain, to_adopt, to_complete
from models.correction import Correction, CorrectionStatus
from models.hurdles import Hurdle
from models.languages import translations
from models.lint import Finding, findings
from models.negotiation import Negotiation
from models.outline import renumbering, worded
from models.redline import between
from models.saying import say
from models.translation import Discrepancy, Translation, TranslationStatus
from models.whole import passages, whole_digest
from server.web import markup
from server.web.looks.lock import InTheWay, ways, where
from server.web.looks.may import may
from server.web.looks.reader import Reader
from server.web.markup import Shown


@dataclass(frozen=True, slots=True)
class CorrectionLook:
    """One editorial correction as a redline of the field it changes."""

    id: str
    label: str
    name: str
    clause: str
    status: CorrectionStatus
    shown: Shown
    reason: str
    at: datetime
    window_ends: datetime
    contested_by: str
    contested_because: str
    may_contest: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class LegalClause:
    """One clause on the desk."""

    id: str
    number: str
    title: Shown
    text: Shown
    version: int
    digest: str
    fields: tuple[str, ...]
    findings: tuple[Finding, ...]
    translations: tuple[tuple[Translation, Shown], ...]
    second_look: bool
    running: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note that a language differs."""

    id: str
    label: str
    name: str
    language: str
    text: str
    side: str
    answer: str
    cleared: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it, and what this audience may do."""

    stage: str
    adopted: str
    digest: str
    to_adopt: tuple[InTheWay, ...]
    to_complete: tuple[InTheWay, ...]
    to_explain: int
    clauses: tuple[LegalClause, ...]
    corrections: tuple[CorrectionLook, ...]
    notes: tuple[Note, ...]
    languages: tuple[str, ...]
    renumbering: tuple[tuple[str, str, str], ...]
    renumbered: bool
    may: Mapping[str, bool]


TONES = {
    TranslationStatus.MISSING: "bad",
    TranslationStatus.OUT_OF_DATE: "warn",
    TranslationStatus.CURRENT: "plain",
    TranslationStatus.VALIDATED: "good",
}
DEEDS = (
    "adopt_whole_text",
    "propose_correction",
    "validate_language",
    "note_discrepancy",
    "clear_discrepancy",
    "complete_legal_check",
    "renumber",
)


def desk(reader: Reader) -> Desk | None:
    """The desk; None for those who may not read the text."""
    n = reader.negotiation
    if not reader.reads:
        return None
    table = renumbering(n) if n.adopted and not n.renumbered else ()
    return Desk(
        stage=stage(n),
        adopted=n.adopted or "",
        digest=whole_digest(n),
        to_adopt=_ways(reader, () if n.adopted else tuple(to_adopt(n))),
        to_complete=_ways(reader, tuple(to_complete(n)) if n.adopted else ()),
        to_explain=len(left_to_explain(n)),
        clauses=_clauses(reader),
        corrections=corrections(reader),
        notes=tuple(_note(reader, one) for one in n.discrepancies.values()),
        languages=tuple(n.languages[1:]),
        renumbering=tuple((one.former, one.number, reader.clause_name(one.clause)) for one in table)
        or _renumbered(reader),
        renumbered=n.renumbered,
        may={deed: may(reader, deed) for deed in DEEDS},
    )


def stage(n: Negotiation) -> str:
    """How far the text is: negotiated, adopted, closed, locked."""
    if n.final is not None:
        return "locked"
    if n.legal_check:
        return "closed"
    return "adopted" if n.adopted is not None else "negotiated"


def _renumbered(reader: Reader) -> tuple[tuple[str, str, str], ...]:
    n = reader.negotiation
    if not n.renumbered:
        return ()
    return tuple(
        (its.former_number or its.number, its.number, reader.clause_name(its.id))
        for its in reader.clauses
    )


def _ways(reader: Reader, hurdles: Sequence[Hurdle]) -> tuple[InTheWay, ...]:
    """What is in the way; without attribution, that something is, since each names a party."""
    if hurdles and not reader.sight.attribution:
        told = say("{n} in all, of which some name parties.", n=len(hurdles))
        return (InTheWay(told, say("Ask the facilitators."), where(reader, hurdles[0])),)
    return ways(reader, hurdles)


def _clauses(reader: Reader) -> tuple[LegalClause, ...]:
    n = reader.negotiation
    found = findings(passages(n), n.languages[0])
    translated = translations(n)
    return tuple(
        LegalClause(
            id=its.id,
            number=its.number,
            title=reader.title(its),
            text=markup.clean(_working(n), its.version.wording.get(_working(n), "")),
            version=its.current,
            digest=its.version.digest,
            fields=tuple(reader.ordered(its.version.wording)),
            findings=tuple(one for one in found if one.clause == its.id),
            translations=tuple(
                (one, _text(its, one.language)) for one in translated if one.clause == its.id
            ),
            second_look=bool(its.second_look),
            running=_running(n, its.id),
        )
        for its in worded(n)
    )


def _working(n: Negotiation) -> str:
    return f"{n.languages[0]}/text"


def _text(its: Clause, language: str) -> Shown:
    field = f"{language}/text"
    return markup.clean(field, its.version.wording.get(field, ""))


def _running(n: Negotiation, clause: str) -> str:
    running = (one for one in n.corrections.values() if one.running and one.clause == clause)
    return next((one.label for one in running), "")


def corrections(reader: Reader) -> tuple[CorrectionLook, ...]:
    """Every correction, those that may still be contested first."""
    if not reader.reads:
        return ()
    every = sorted(reader.negotiation.corrections.values(), key=lambda one: -one.order)
    ranked = sorted(every, key=lambda one: not one.running)
    return tuple(_correction(reader, one) for one in ranked)


def contestable(reader: Reader) -> tuple[CorrectionLook, ...]:
    """The corrections that these people may contest."""
    return tuple(one for one in corrections(reader) if one.may_contest)


def _correction(reader: Reader, one: Correction) -> CorrectionLook:
    n = reader.negotiation
    its = n.clauses[one.clause]
    before = next(v.wording for v in its.versions if v.number == one.version)[one.field]
    named = one.contested_by if reader.sight.attribution else None
    return CorrectionLook(
        id=one.id,
        label=one.label,
        name=reader.clause_name(one.clause),
        clause=one.clause,
        status=one.status,
        shown=corrected(one.field, before, one.find, one.replace),
        reason=one.reason,
        at=one.at,
        window_ends=one.window_ends,
        contested_by=named or "",
        contested_because=one.contested_because if reader.sight.reasons else "",
        may_contest=one.running and may(reader, "contest_correction"),
        may_withdraw=one.running and may(reader, "withdraw_correction"),
    )


def corrected(field: str, before: str, find: str, replace: str) -> Shown:
    """The sentences a correction changes, with what goes and what comes marked."""
    after = before.replace(find, replace) if find else before
    html: Markup = markup.compared(between(before, after))
    return Shown(field, html, before != after)


def _note(reader: Reader, one: Discrepancy) -> Note:
    return Note(
        id=one.id,
        label=one.label,
        name=reader.clause_name(one.clause),
        language=markup.NAMES.get(one.language, one.language),
        text=one.text,
        side=(one.side or "") if reader.sight.attribution else "",
        answer=one.answer,
        cleared=one.cleared,
    )
