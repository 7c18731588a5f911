"""A negotiation is convened from a file, or each thing wrong with the file is named."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from models.draft import Watch
from models.facts import PersonAdmitted, TextPrepared
from models.party import Role
from models.rulebook import (
    DEFAULT_VISIBILITY,
    Decision,
    Group,
    Guard,
    Kind,
    Mode,
    Quorum,
    Rules,
    Threshold,
)
from server.convene import FileRefused, convening, from_file
from tests.store.story import HARBOUR

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))


def changed(*pairs: tuple[str, str]) -> str:
    """The harbour's file with some words replaced."""
    text = HARBOUR
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def refused(text: str) -> list[str]:
    """What is said to be wrong with a file."""
    with pytest.raises(FileRefused) as raised:
        convening(text)
    return [str(problem) for problem in raised.value.problems]


def line_of(words: str) -> int:
    """The line on which these words stand."""
    return HARBOUR[: HARBOUR.index(words)].count("\n") + 1


def test_a_file_says_who_negotiates_what_by_which_rules() -> None:
    begun = convening(HARBOUR, rehearsal=True)
    convened = begun.convened
    assert (convened.negotiation, convened.convenor) == ("harbour", "Harbour council")
    assert convened.title.endswith("😀")
    assert convened.languages == ("fr", "ar")
    assert convened.rehearsal
    assert convened.utc_offset == "-03:00"
    assert [(s.id, s.title, s.date) for s in convened.sessions] == [
        ("one", "First reading", "2027-01-12")
    ]
    assert [(p.id, p.admitted, p.language) for p in convened.parties] == [
        ("boats", True, None),
        ("anglers", True, "ar"),
        ("swimmers", False, None),
    ]
    rules = convened.rules
    assert rules.decision is Decision.UNANIMITY
    assert rules.quorum.needed(3) == 2
    assert not rules.seconding
    assert (rules.undo_window, rules.countdown) == (timedelta(minutes=5), timedelta(0))
    assert rules.live_drafting is Watch.ALL


def test_everybody_is_registered_and_the_screen_in_the_hall() -> None:
    begun = convening(HARBOUR)
    people = {person.id: person for person in begun.persons}
    # Sam's party is not negotiating yet: Sam waits until it is admitted.
    assert [*people] == ["chair", "host", "ana", "ben", "sam", "press", "projector"]
    assert people["projector"].role is Role.PROJECTOR
    assert people["press"].role is Role.OBSERVER
    assert people["press"].name == people["press"].organisation == "Harbour News"
    assert people["ben"].language == "ar"
    assert all(isinstance(fact, PersonAdmitted) for fact in begun.others[:-1])


def test_titles_and_language_versions_are_texts_of_a_clause() -> None:
    """T-9: with or without words, so that a language may count from a later day on."""
    prepared = convening(HARBOUR).others[-1]
    assert isinstance(prepared, TextPrepared)
    first, second = prepared.clauses
    fields = {"fr/title", "fr/text", "ar/title", "ar/text"}
    assert set(first.wording) == set(second.wording) == fields
    assert [first.wording["ar/text"], second.wording["ar/title"]] == ["", ""]
    assert (second.id, second.number, second.part) == ("C2", "2", "Poissons")


def test_texts_are_kept_in_nfc() -> None:
    prepared = convening(changed(("Pêche", "Pe\u0302che"))).others[-1]
    assert isinstance(prepared, TextPrepared)
    assert prepared.clauses[1].wording["fr/title"] == "P\u00eache"


ALL_RULES = """rules:
  decision_rule: sufficient_consensus
  threshold: {parties: 2, share: 0.75, indispensable: [boats]}
  quorum: 2
  seconding: {required: true, except: [facilitator], co_sponsor_counts_as_second: false}
  lapse_unseconded_after_minutes: 30
  undo_window_minutes: 7
  countdown_seconds: 45
  tabling_in_session: true
  reading_lapses: true
  take_over_minutes: 20
  silence: {minimum_hours: 24, attribution: false, reason_required: true}
  reopening: {needs: [facilitator_accepts]}
  late_joiner: {review_hours: 48, agreed_clauses_stay_agreed: true}
  editorial_corrections: {window_hours: 36, refused_if_changes: [number, date]}
  reservations_allowed: false
  signing: {by_commitment: true, effective_signatures: 3}
  lock: {initiate: lead_facilitator, walked_out_notice_hours: 12}
  retention: {private_days: 90, access_days: 365}
  mode: plenary
  live_drafting: all
"""


def test_every_rule_is_read_from_the_file() -> None:
    start, end = HARBOUR.index("rules:"), HARBOUR.index("parties:")
    text = HARBOUR[:start] + ALL_RULES + HARBOUR[end:]
    assert convening(text).convened.rules == Rules(
        decision=Decision.SUFFICIENT,
        threshold=Threshold(parties=2, share=0.75, indispensable=frozenset({"boats"})),
        quorum=Quorum(parties=2),
        co_sponsor_seconds=False,
        seconding_time=timedelta(minutes=30),
        undo_window=timedelta(minutes=7),
        countdown=timedelta(seconds=45),
        tabling_in_session=True,
        reading_lapses=True,
        take_over_time=timedelta(minutes=20),
        silence_minimum=timedelta(hours=24),
        silence_names=False,
        reopening_supporters=0,
        late_review=timedelta(hours=48),
        editorial_window=timedelta(hours=36),
        editorial_guards=frozenset({Guard.NUMBER, Guard.DATE}),
        reservations=False,
        by_commitment=True,
        effective_signatures=3,
        walked_out_notice=timedelta(hours=12),
        private_kept=90,
        access_kept=365,
        mode=Mode.PLENARY,
        live_drafting=Watch.ALL,
    )
    supporters = text.replace("needs: [facilitator_accepts]", "supporters: 3")
    assert convening(supporters).convened.rules.reopening_supporters == 3
    (said,) = refused(text.replace("indispensable: [boats]", "indispensable: [ships]"))
    assert "there is no party 'ships'" in said
    (said,) = refused(text.replace("review_hours", "revue_hours"))
    assert "is not a field that is known here" in said


def test_parties_have_weights_and_clauses_may_be_protected() -> None:
    text = changed(
        ("seat_order: 1", "seat_order: 1, weight: 2.5"),
        ('number: "2"', 'number: "2", protected: true'),
    )
    begun = convening(text)
    assert [party.weight for party in begun.convened.parties] == [1.0, 2.5, 1.0]
    prepared = begun.others[-1]
    assert isinstance(prepared, TextPrepared)
    assert [clause.protected for clause in prepared.clauses] == [False, True]


def test_rules_that_are_not_said_have_their_defaults() -> None:
    start, end = HARBOUR.index("rules:"), HARBOUR.index("parties:")
    assert convening(HARBOUR[:start] + HARBOUR[end:]).convened.rules == Rules()


def test_a_file_says_how_long_silence_lasts_and_what_reopening_takes() -> None:
    told = changed(
        ("rules:\n", "rules:\n  silence: {minimum_hours: 24}\n  reopening: {needs: []}\n")
    )
    rules = convening(told).convened.rules
    assert rules.silence_minimum == timedelta(hours=24)
    assert rules.reopening_supporters == 0
    assert convening(HARBOUR).convened.rules.reopening_supporters == 1
    assert refused(changed(('utc_offset: "-03:00"', 'utc_offset: "-25:00"')))


def test_the_projector_sees_what_the_least_privileged_see() -> None:
    closed = convening(HARBOUR).convened.rules.visibility
    assert Group.PROJECTOR not in closed[Kind.TEXT]
    assert closed[Kind.REASONS] == DEFAULT_VISIBILITY[Kind.REASONS]
    groups = "[parties, facilitators, convenor]"
    opened = convening(changed((groups, "[observers]"))).convened.rules.visibility
    assert opened[Kind.TEXT] == {Group.OBSERVERS, Group.PROJECTOR}
    named = convening(changed((groups, "[observers, projector]"))).convened.rules.visibility
    assert Group.PROJECTOR in named[Kind.TEXT]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_file_can_be_convened(path: Path) -> None:
    begun = from_file(path, rehearsal=True)
    assert begun.convened.parties
    assert len(begun.persons) > 5


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ('  title: "Rules', '  titel: "Rules', "scenario.titel", "not a field that is known"),
        ("convenor_body: Harbour council", "ceremony: x", "scenario.convenor_body", "is missing"),
        ("id: harbour", "id: a harbour", "scenario.id", "pattern"),
        ("decision_rule: unanimity", "decision_rule: majority", "rules.decision_rule", "consensus"),
        ("quorum: 2", "quorum: most", "rules.quorum", "pattern"),
        ("undo_window_minutes: 5", "undo_window_minutes: soon", "rules.undo_window_minutes", "int"),
        ("[parties, facilitators, convenor]", "[everybody]", "rules.visibility", "'parties'"),
        ("seat_order: 1", "seat_order: 2", "parties[1].seat_order", "that of another party"),
        ('"#654321"', '"#123456"', "parties[1].colour", "that of another party"),
        ('"#654321"', "red", "parties[1].colour", "pattern"),
        ("id: anglers", "id: boats", "parties[1].id", "the id of another one"),
        ("id: anglers", "id: facilitators", "parties[1].id", "a meaning of its own"),
        ("party: boats", "party: yachts", "persons[2].party", "there is no party 'yachts'"),
        ("party: boats}", "organisation: x}", "persons[2].party", "speaks for a party"),
        ("role: convenor", "role: convenor, party: boats", "persons[1].party", "for no party"),
        ("role: convenor", "role: judge", "persons[1].role", "head_of_delegation"),
        ("role: convenor", "role: observer", "persons", "there is no convenor"),
        ("id: press", "id: ana", "observers.named[0].id", "the id of another one"),
        ("id: press", "id: projector", "observers.named[0].id", "a meaning of its own"),
        ("title_ar:", "title_de:", "clauses[0].title_de", "not an official language"),
        ("title_ar:", "title_fr:", "clauses[0].title_fr", "write it in title"),
        ("title_ar:", "heading:", "clauses[0].heading", "not a field that is known"),
        ('title_ar: "السرعة"', "title_ar: []", "clauses[0].title_ar", "must be text"),
        ("id: C2", "id: C1", "clauses[1].id", "the id of another one"),
        ("text: Le matin.", 'text: ""', "clauses[1].text", "must not be empty"),
        ("text: Le matin.", 'text: "Le \\u202ematin."', "clauses[1].text", "U+202E"),
        ('text_ar: "صباحا"', 'text_ar: "a\\0b"', "clauses[1].text_ar", "U+0000"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_field(
    old: str, new: str, field: str, message: str
) -> None:
    text = changed((old, new))
    problems = [problem for problem in refused(text) if f" {field}" in problem]
    assert len(problems) == 1, refused(text)
    assert message in problems[0]
    line = int(problems[0].removeprefix("line ").partition(":")[0])
    assert line == line_of(old) or "missing" in message or field == "persons"


def test_all_that_is_wrong_is_named_at_once() -> None:
    text = changed(("id: harbour", "id: '?'"), ("quorum: 2", "quorum: 0"), ('"#abcdef"', "blue"))
    assert len(refused(text)) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scenario: [", "line 1: "),
        ("a: 1\nb:\n\t- tab", "line 3: "),
        ("a: 1\na: 2", "line 2: a: stands here twice"),
        ("a: &x [*x]", "too deep or too much"),
        ("? [a]\n: b", "line 1: a field has a plain name"),
        ("- just\n- a list", "must be a part with fields"),
        ("", "scenario: is missing"),
        ("--- 1\n--- 2", "line 2: "),
        ("scenario: no", "scenario: must be a part"),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_line(text: str, message: str) -> None:
    assert any(message in problem for problem in refused(text)), refused(text)


def test_a_file_that_multiplies_itself_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "too deep or too much" in refused("\n".join(lines))[0]


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    text = changed(("name: Ana,", "name: No,"), ("text: Le matin.", "text: 1e3"))
    assert any(person.name == "No" for person in convening(text).persons)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "code.yaml"
    path.write_bytes(b"scenario:\n  title: \xff\xfe")
    with pytest.raises(FileRefused, match=r"line 2: .*UTF-8"):
        from_file(path)
    path.write_bytes(b"#" * 5_000_001)
    with pytest.raises(FileRefused, match="5 MB"):
        from_file(path)
    path.write_text("\ufeff" + HARBOUR, encoding="utf-8")
    assert from_file(path).convened.negotiation == "harbour"
