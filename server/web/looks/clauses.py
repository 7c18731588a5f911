"""The clause in view, and the whole text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models import views
from models.clause import Clause, ClauseStatus, Parking
from models.history import tidy
from models.languages import out_of_date
from models.layer import is_empty_change
from models.names import language_name
from models.overlay import compilation
from models.proposal import Effect, Proposal
from models.rulebook import INSIDERS
from models.saying import Sentence, say
from models.translation import Discrepancy
from server.web import markup
from server.web.looks.may import may
from server.web.looks.plans import Led, PlanLook, joining, led, plan, untitled, void
from server.web.looks.reader import Reader
from server.web.looks.reopening import second_look
from server.web.markup import Shown, language_of


@dataclass(frozen=True, slots=True)
class Alternative:
    """One live proposal as everybody who may read the text sees it; authors only where known."""

    authors: tuple[str, ...]
    plan: PlanLook | None
    shown: tuple[Shown, ...]
    extracts: tuple[Shown, ...]
    amendments: tuple[Alternative, ...]
    """To what it would make of the text: decided after it."""


@dataclass(frozen=True, slots=True)
class ClauseLook:
    """The clause in view."""

    id: str
    number: str
    part: str
    version: int
    digest: str
    status: ClauseStatus
    title: Shown
    text: Shown
    others: tuple[Shown, ...]
    out_of_date: tuple[str, ...]
    """The languages whose text is that of older words."""
    proposals: bool
    redline: tuple[Shown, ...]
    alternatives: tuple[Alternative, ...]
    parking: Parking | None
    drafting_closed: bool
    on_screen: bool
    screen: str | None
    outdated: Sentence | None
    """That the text in the reader's language is older than that of the working language."""
    differences: tuple[Discrepancy, ...]
    """Open notes that its languages differ, for those at the table."""
    noting: tuple[str, ...]
    """The languages of which these people may note that they differ."""
    void: Sentence | None
    """What stands in the place of a text where there is none."""
    untitled: Sentence | None
    led: Led | None
    """Why this clause is shown where another was asked for."""
    joining: tuple[Sentence, ...]
    second_look: bool
    silent_until: datetime | None

    @property
    def objecting(self) -> dict[str, object]:
        """The fields of an objection to the version in force."""
        return {"clause": self.id, "digest": self.digest}


def clause(reader: Reader) -> ClauseLook | None:
    """The clause in view, if one is."""
    its = reader.clause
    if its is None:
        return None
    title, text = reader.title(its), reader.text(its)
    live = reader.live(its.id)
    shown = reader.on_screen
    silence = reader.negotiation.silence_on(its.id)
    return ClauseLook(
        id=its.id,
        number=its.number,
        part=its.part,
        version=its.current,
        digest=its.version.digest,
        status=views.status(reader.negotiation, its.id),
        title=title,
        text=text,
        others=others(reader, its, {title.field, text.field}),
        out_of_date=out_of_date(reader.negotiation, its),
        proposals=reader.sight.proposals,
        redline=tuple(_compiled(reader, its, live)),
        alternatives=tuple(_alternative(reader, proposal) for proposal in live),
        parking=its.parking,
        drafting_closed=its.drafting_closed,
        on_screen=its.id == shown,
        screen=reader.clause_name(shown) if shown is not None and shown != its.id else None,
        outdated=outdated(reader, its),
        differences=_differences(reader, its),
        noting=_noting(reader, its),
        void=void(its),
        untitled=untitled(its),
        led=led(reader, reader.audience.clause),
        joining=joining(reader, its.id),
        second_look=second_look(reader, its),
        silent_until=silence.ends if silence is not None else None,
    )


def outdated(reader: Reader, its: Clause) -> Sentence | None:
    """That a clause reads otherwise in the working language than in that of its reader."""
    n = reader.negotiation
    working, language = n.languages[0], language_of(reader.text(its).field)
    if language not in out_of_date(n, its):
        return None
    return say(
        "This translation is out of date: the text in {language} has changed since.",
        language=language_name(working),
    )


def _differences(reader: Reader, its: Clause) -> tuple[Discrepancy, ...]:
    notes = reader.negotiation.discrepancies.values() if reader.sight.group in INSIDERS else ()
    return tuple(note for note in notes if note.clause == its.id and not note.cleared)


def _noting(reader: Reader, its: Clause) -> tuple[str, ...]:
    if not may(reader, "note_discrepancy"):
        return ()
    translated = reader.negotiation.languages[1:]
    return tuple(one for one in translated if its.version.wording.get(f"{one}/text"))


def others(reader: Reader, its: Clause, seen: set[str]) -> tuple[Shown, ...]:
    """The fields of a clause in languages other than those shown first."""
    wording = its.version.wording
    return tuple(
        markup.clean(field, wording[field])
        for field in reader.ordered(wording)
        if field not in seen and wording[field]
    )


def _compiled(reader: Reader, its: Clause, live: tuple[Proposal, ...]) -> Iterator[Shown]:
    """Every field that a live proposal changes, and the text in any case, all layers merged."""
    wording = its.version.wording
    text = reader.text(its).field
    for field in reader.ordered(wording):
        layers = [
            (proposal.author, tidy(proposal.texts[field]))
            for proposal in live
            if field in proposal.texts and not is_empty_change(proposal.texts[field])
        ]
        if layers or field == text:
            spans = compilation(wording[field], layers)
            yield Shown(
                field,
                markup.compiled(spans, attributed=reader.sight.attribution),
                bool(layers),
            )


def _alternative(reader: Reader, proposal: Proposal) -> Alternative:
    attributed = reader.sight.attribution
    changed = [
        field
        for field in reader.ordered(proposal.texts)
        if not is_empty_change(proposal.texts[field])
    ]
    return Alternative(
        authors=proposal.sponsors if attributed else (),
        plan=plan(reader, proposal),
        shown=tuple(
            markup.redline(field, proposal.texts[field], attributed=attributed) for field in changed
        ),
        extracts=tuple(
            markup.extract(field, proposal.texts[field], attributed=attributed)
            for field in changed
            if proposal.effect is not Effect.DELETE  # the words of its plan say it all
        ),
        amendments=tuple(
            _alternative(reader, amendment)
            for amendment in reader.live(proposal.clause, proposal.id)
        ),
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """One clause in the whole text."""

    id: str
    number: str
    part: str
    part_begins: bool
    title: Shown
    text: Shown
    status: ClauseStatus
    void: Sentence | None
    untitled: Sentence | None


def whole(reader: Reader) -> tuple[Whole, ...]:
    """The whole current text."""
    n = reader.negotiation
    looks: list[Whole] = []
    part: str | None = None
    for its in reader.clauses:
        looks.append(
            Whole(
                id=its.id,
                number=its.number,
                part=its.part,
                part_begins=bool(its.part) and its.part != part,
                title=reader.title(its),
                text=reader.text(its),
                status=views.status(n, its.id),
                void=void(its),
                untitled=untitled(its),
            )
        )
        part = its.part
    return tuple(looks)
