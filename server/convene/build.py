"""From the form to the facts: what the parts of a file say of each other, checked, and said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from models.facts import AnyFact, Convened, PersonAdmitted, PlannedSession, PreparedClause
from models.facts import TextPrepared as Prepared
from models.party import Party, Person, Role
from models.rulebook import DEFAULT_VISIBILITY, Group, Kind, Quorum, Rules, Threshold
from models.rules.partaking import RESERVED
from models.text import TextRefused, canonical
from server.convene.form import ClausePart, Form, RulesPart, VisibilityPart
from server.convene.located import FileRefused, Located, Path

PROJECTOR = "projector"
TRANSLATED = re.compile(r"(title|text)_([A-Za-z-]+)")
NEEDED = (Role.LEAD_FACILITATOR, Role.CONVENOR)
Wrong = Iterator[tuple[Path, str]]


def build(form: Form, located: Located, *, rehearsal: bool) -> list[AnyFact]:
    """The facts that begin the record, Convened first. Raises FileRefused."""
    wrong = [
        *_ids(form),
        *_colours(form),
        *_people(form),
        *_indispensable(form),
        *_wordings(form),
    ]
    if wrong:
        raise FileRefused(located.problem(path, message) for path, message in wrong)
    clauses = tuple(
        PreparedClause(
            clause.id, clause.number, clause.part, _wording(form, clause), clause.protected
        )
        for clause in form.clauses
    )
    admitted = [PersonAdmitted(person=person) for person in _registered(form)]
    return [_convened(form, rehearsal=rehearsal), *admitted, Prepared(clauses=clauses)]


def _convened(form: Form, *, rehearsal: bool) -> Convened:
    scenario = form.scenario
    parties = tuple(
        Party(
            id=part.id,
            name=part.name,
            colour=part.colour.lower(),
            seat_order=part.seat_order,
            kind=part.kind,
            language=part.language,
            admitted=part.admitted,
            weight=part.weight,
        )
        for part in form.parties
    )
    return Convened(
        negotiation=scenario.id,
        title=scenario.title,
        convenor=scenario.convenor_body,
        languages=scenario.languages,
        parties=parties,
        sessions=tuple(
            PlannedSession(part.id, part.title, part.date, part.start, part.end)
            for part in scenario.sessions
        ),
        rules=rules_of(form.rules),
        rehearsal=rehearsal,
        utc_offset=scenario.utc_offset,
    )


def rules_of(part: RulesPart) -> Rules:
    """The rules that this part of a file says."""
    quorums = {
        "more_than_half_of_admitted_parties": Quorum(more_than=1 / 2),
        "more_than_two_thirds_of_admitted_parties": Quorum(more_than=2 / 3),
    }
    return Rules(
        decision=part.decision_rule,
        threshold=Threshold(
            parties=part.threshold.parties,
            share=part.threshold.share,
            indispensable=part.threshold.indispensable,
        ),
        quorum=quorums.get(part.quorum) or Quorum(parties=int(part.quorum)),
        seconding=part.seconding.required,
        co_sponsor_seconds=part.seconding.co_sponsor_counts_as_second,
        seconding_time=timedelta(minutes=part.lapse_unseconded_after_minutes),
        undo_window=timedelta(minutes=part.undo_window_minutes),
        countdown=timedelta(seconds=part.countdown_seconds),
        tabling_in_session=part.tabling_in_session,
        reading_lapses=part.reading_lapses,
        take_over_time=timedelta(minutes=part.take_over_minutes),
        silence_minimum=timedelta(hours=part.silence.minimum_hours),
        silence_names=part.silence.attribution,
        reopening_supporters=part.reopening.number,
        late_review=timedelta(hours=part.late_joiner.review_hours),
        editorial_window=timedelta(hours=part.editorial_corrections.window_hours),
        editorial_guards=part.editorial_corrections.refused_if_changes,
        reservations=part.reservations_allowed,
        mode=part.mode,
        authentic=part.authentic_languages,
        by_commitment=part.signing.by_commitment,
        effective_signatures=part.signing.effective_signatures,
        walked_out_notice=timedelta(hours=part.lock.walked_out_notice_hours),
        private_kept=part.retention.private_days,
        access_kept=part.retention.access_days,
        live_drafting=part.live_drafting,
        visibility=_visibility(part.visibility),
    )


def _visibility(part: VisibilityPart) -> dict[Kind, frozenset[Group]]:
    given = {
        Kind.TEXT: part.plenary_text,
        Kind.ATTRIBUTION: part.bracket_attribution,
        Kind.REASONS: part.objection_reasons,
        Kind.POSITIONS: part.positions,
    }
    named = any(groups and Group.PROJECTOR in groups for groups in given.values())
    visibility = {}
    for kind, groups in given.items():
        seen = DEFAULT_VISIBILITY[kind] if groups is None else groups
        # What hangs on the wall of the hall is seen by the least privileged people in it.
        if not named:
            seen -= {Group.PROJECTOR}
            seen |= {Group.PROJECTOR} if Group.OBSERVERS in seen else frozenset()
        visibility[kind] = seen
    return visibility


def _registered(form: Form) -> Iterator[Person]:
    """Everybody, also of parties not admitted yet: they wait, and see what observers see."""
    for part in form.persons:
        yield Person(
            id=part.id,
            name=part.name,
            role=part.role,
            party=part.party,
            language=part.ui_language,
            organisation=part.organisation,
        )
    for observer in form.observers.named:
        yield Person(
            id=observer.id,
            name=observer.name or observer.organisation,
            role=Role.OBSERVER,
            language=observer.ui_language,
            organisation=observer.organisation,
        )
    yield Person(id=PROJECTOR, name="Projector", role=Role.PROJECTOR)


def _wording(form: Form, clause: ClausePart) -> dict[str, str]:
    main = form.scenario.working_language
    wording = {f"{main}/title": clause.title, f"{main}/text": clause.text}
    for name, text in (clause.model_extra or {}).items():
        field, language = name.split("_", 1)
        wording[f"{language}/{field}"] = canonical(text)
    # A version never gains a field: without these nobody could write what counts, now or later.
    for language in form.scenario.languages:
        for field in ("title", "text"):
            wording.setdefault(f"{language}/{field}", "")
    return wording


# What can be wrong.


def _ids(form: Form) -> Wrong:
    people = [(("persons", i), part.id) for i, part in enumerate(form.persons)]
    named = enumerate(form.observers.named)
    observers = [(("observers", "named", i), part.id) for i, part in named]
    sessions = enumerate(form.scenario.sessions)
    yield from _repeated([*people, *observers])
    yield from _repeated([(("parties", i), part.id) for i, part in enumerate(form.parties)])
    yield from _repeated([(("clauses", i), part.id) for i, part in enumerate(form.clauses)])
    yield from _repeated([(("scenario", "sessions", i), part.id) for i, part in sessions])


def _repeated(ids: Sequence[tuple[Path, str]]) -> Wrong:
    seen: set[str] = set()
    for path, each in ids:
        if each in seen:
            yield (*path, "id"), f"{each!r} is the id of another one already"
        if each in RESERVED:
            yield (*path, "id"), f"{each!r} has a meaning of its own: choose another id"
        seen.add(each)


def _colours(form: Form) -> Wrong:
    for name in ("colour", "seat_order"):
        seen: set[object] = set()
        for index, party in enumerate(form.parties):
            value = str(getattr(party, name)).lower()
            if value in seen:
                yield ("parties", index, name), f"{value} is that of another party already"
            seen.add(value)


def _people(form: Form) -> Wrong:
    parties = {party.id for party in form.parties}
    for index, person in enumerate(form.persons):
        path: Path = ("persons", index, "party")
        if person.role is Role.PROJECTOR:
            yield ("persons", index, "role"), "the projector is added by itself"
        elif person.role.of_party and person.party is None:
            yield path, f"is missing: a {person.role.value} speaks for a party"
        elif person.party is not None and not person.role.of_party:
            yield path, f"a {person.role.value} speaks for no party"
        elif person.party is not None and person.party not in parties:
            yield path, f"there is no party {person.party!r}"
    for role in NEEDED:
        if all(person.role is not role for person in form.persons):
            yield ("persons",), f"there is no {role.value}"


def _indispensable(form: Form) -> Wrong:
    strangers = form.rules.threshold.indispensable - {party.id for party in form.parties}
    for stranger in sorted(strangers):
        yield ("rules", "threshold", "indispensable"), f"there is no party {stranger!r}"


def _wordings(form: Form) -> Wrong:
    languages = form.scenario.languages
    for index, clause in enumerate(form.clauses):
        for name, text in (clause.model_extra or {}).items():
            for message in _amiss(name, text, languages):
                yield ("clauses", index, name), message


def _amiss(name: str, text: object, languages: Iterable[str]) -> Iterator[str]:
    main, *others = languages
    found = TRANSLATED.fullmatch(name)
    if found is None:
        yield "is not a field that is known here"
    elif found[2] == main:
        yield f"{main} is the working language: write it in {found[1]}"
    elif found[2] not in others:
        yield f"{found[2]!r} is not an official language of this negotiation"
    elif not isinstance(text, str) or not text:
        yield "must be text"
    else:
        try:
            canonical(text)
        except TextRefused as refused:
            yield str(refused)
