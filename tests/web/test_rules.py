"""The page of rules: in plain words, what is proposed instead, the form, and every refusal."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import parse_qsl

import httpx
import pytest

from models import acts
from models.negotiation import Negotiation
from models.party import Departure
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
    rules_digest,
)
from models.saying import Sentence
from server.web.looks import ruleform
from server.web.looks.rulebook import TITLES, in_words
from server.web.looks.ruleform import Filled, flat
from server.web.render import INTERFACES
from tests.cast import PEOPLE, Stage, opened, published
from tests.web.conftest import Serve

OTHERS = Rules(
    decision=Decision.SUFFICIENT,
    threshold=Threshold(parties=3, share=0.6, indispensable=frozenset({"ALP"})),
    quorum=Quorum(parties=2),
    seconding=False,
    co_sponsor_seconds=False,
    seconding_time=timedelta(minutes=7, seconds=30),
    undo_window=timedelta(minutes=3),
    countdown=timedelta(seconds=90),
    tabling_in_session=True,
    reading_lapses=True,
    take_over_time=timedelta(0),
    silence_minimum=timedelta(hours=1),
    silence_names=False,
    reopening_supporters=0,
    late_review=timedelta(hours=36),
    editorial_window=timedelta(hours=12),
    editorial_guards=frozenset({Guard.NUMBER}),
    reservations=False,
    authentic=frozenset({"ar", "fr"}),
    by_commitment=True,
    effective_signatures=5,
    private_kept=30,
    access_kept=365,
    walked_out_notice=timedelta(hours=6),
    mode=Mode.PLENARY,
    visibility={**DEFAULT_VISIBILITY, Kind.POSITIONS: frozenset({Group.FACILITATORS})},
)


def proposing(n: Negotiation, rules: Rules = OTHERS) -> acts.ProposeRules:
    """The act that proposes other rules."""
    assert rules != n.rules
    return acts.ProposeRules(rules=rules, reason="We are stuck.")


def posted(rules: Rules, before: Rules, **more: str) -> str:
    """What a browser sends when the form shows these rules."""
    pairs = [(name, value) for name, values in flat(rules).items() for value in values]
    return str(httpx.QueryParams([*pairs, ("before", rules_digest(before)), *more.items()]))


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("rules", [Rules(), OTHERS])
def test_every_rule_is_a_sentence_of_its_own(rules: Rules) -> None:
    looks = in_words(rules, named=True)
    assert [look.field for look in looks] == list(TITLES)
    assert set(TITLES) == set(Rules.__dataclass_fields__)
    for look in looks:
        assert look.sentences, look.field
        for sentence in look.sentences:
            said = sentence.spoken(str)
            assert said.endswith("."), said
            assert "{" not in said


def test_the_sentences_say_what_follows() -> None:
    said = [s.spoken(str) for look in in_words(Rules(), named=True) for s in look.sentences]
    assert "A clause is agreed when nobody objects." in said
    assert (
        "A proposal that nobody seconds within 20 minutes lapses; it may be tabled again." in said
    )
    assert "The text: Parties, Facilitators, Convenor, Experts, Observers, Projector." in said
    others = [s.spoken(str) for look in in_words(OTHERS, named=True) for s in look.sentences]
    assert "Never against the objection of ALP." in others
    unnamed = [s.spoken(str) for look in in_words(OTHERS, named=False) for s in look.sentences]
    assert not any("ALP" in one for one in unnamed)


@pytest.mark.parametrize("rules", [Rules(), OTHERS])
def test_every_word_of_the_rules_is_in_the_language_of_their_reader(rules: Rules) -> None:
    arabic = INTERFACES["ar"]
    for look in in_words(rules, named=False):
        for sentence in look.sentences:
            said = sentence.spoken(arabic)
            assert not re.search("[A-Za-z]", said), said


@pytest.mark.parametrize("rules", [Rules(), OTHERS])
def test_a_form_that_is_sent_as_it_was_handed_out_changes_nothing(rules: Rules) -> None:
    filled = Filled(flat(rules), rules)
    assert filled.rules() == rules
    assert filled.errors == {}


def test_a_form_can_ask_for_any_rules() -> None:
    filled = Filled(flat(OTHERS), Rules())
    assert filled.rules() == OTHERS
    assert filled.errors == {}


@pytest.mark.parametrize("wrong", ["", "soon", "-1", "1e9", "٣", "1.2.3", "nan", "9" * 400])
def test_what_is_no_number_is_said_beside_its_field(wrong: str) -> None:
    filled = Filled({**flat(Rules()), "undo_window": (wrong,)}, Rules())
    filled.rules()
    assert filled.errors == {"undo_window": ruleform.NOT_A_NUMBER}


@pytest.mark.parametrize(
    ("rule", "wrong", "said"),
    [
        ("authentic", "Arabic!", ruleform.NOT_A_CHOICE),
        ("effective_signatures", "some", ruleform.NOT_WHOLE),
    ],
)
def test_what_cannot_be_read_of_the_final_text_is_said_beside_it(
    rule: str, wrong: str, said: Sentence
) -> None:
    filled = Filled({**flat(Rules()), rule: (wrong,)}, Rules())
    filled.rules()
    assert filled.errors == {rule: said}


@pytest.mark.parametrize("person", [p.id for p in PEOPLE if p.id not in ("new", "wall")])
async def test_everybody_but_the_projector_reads_the_rules(serve: Serve, person: str) -> None:
    house = await serve(opened())
    page = await house.page(person, "/rules")
    assert "A clause is agreed when nobody objects." in page
    assert "D-01" in page
    assert ("/rules/change" in page) == (person in ("chair", "aide"))
    assert "acts/answer_rules" not in page, "nothing is asked"
    wall = await house.browser("wall")
    assert (await wall.get("/n/test/rules")).status_code == 403


async def test_only_facilitators_open_the_form(serve: Serve) -> None:
    house = await serve(opened())
    for person in PEOPLE:
        if person.id == "new":
            continue
        browser = await house.browser(person.id)
        may = person.id in ("chair", "aide")
        assert (await browser.get("/n/test/rules/change")).status_code == (200 if may else 403)
        if not may:
            sent = await browser.post(
                "/n/test/rules/change", content=posted(OTHERS, Rules()), headers=FORM
            )
            assert sent.status_code == 403
    assert (await house.negotiated()).rules_proposed is None


async def test_before_adoption_the_form_sets_every_rule(serve: Serve) -> None:
    house = await serve(published())
    before = (await house.negotiated()).rules
    chair = await house.browser("chair")
    answer = await chair.post("/n/test/rules/change", content=posted(OTHERS, before), headers=FORM)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/n/test/rules"
    assert (await house.negotiated()).rules == OTHERS
    page = await house.page("bo", "/rules")
    assert "Not adopted yet" in page
    assert "Enough is 3 parties." in page
    assert "acts/answer_rules" in page


async def test_a_form_as_it_is_served_can_be_sent_back(serve: Serve) -> None:
    house = await serve(published())
    before = (await house.negotiated()).rules
    chair = await house.browser("chair")
    page = (await chair.get("/n/test/rules/change")).text
    sent = {**dict(parse_qsl(posted(before, before))), "before": rules_digest(before)}
    for name, value in sent.items():
        assert f'name="{name}"' in page, name
        assert html.escape(value) in page


async def test_a_value_that_cannot_be_is_refused_beside_its_field(serve: Serve) -> None:
    house = await serve(published())
    before = (await house.negotiated()).rules
    chair = await house.browser("chair")
    long = f"{posted(before, before)}&undo_window=99999999"
    answer = await chair.post("/n/test/rules/change", content=long, headers=FORM)
    assert answer.status_code == 409
    assert "Undo window is a time of up to 366 days." in answer.text, "in the words of the rule"
    (field,) = re.findall(r'<input name="undo_window"[^>]+>', answer.text)
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="wrong-undo_window"' in field
    assert 'value="99999999"' in field, "what was entered is still there"
    unread = f"{posted(before, before)}&quorum_parties=many"
    answer = await chair.post("/n/test/rules/change", content=unread, headers=FORM)
    assert answer.status_code == 422
    assert str(ruleform.NOT_WHOLE) in answer.text
    stranger = f"{posted(before, before)}&indispensable=ZZZ"
    answer = await chair.post("/n/test/rules/change", content=stranger, headers=FORM)
    assert "ZZZ is no party to this negotiation." in answer.text
    assert (await house.negotiated()).rules == before


async def test_a_party_that_left_cannot_be_named_in_new_rules(serve: Serve) -> None:
    stage = opened()
    stage.do("host", acts.EndAdmission(party="DEL", departure=Departure.LEFT))
    form = await (await serve(stage)).page("chair", "/rules/change")
    assert re.findall(r'name="indispensable" value="(\w+)"', form) == ["ALP", "BET", "GAM", "NEW"]


async def test_what_a_party_is_to_answer_soon_stands_above_a_long_offer(serve: Serve) -> None:
    table = await (await serve(published())).page("ada", "/table")
    first, *others = (
        table.index(f'id="{region}"') for region in ("notices", "temperature", "silences")
    )
    assert first < min(others), "rules are answered within a countdown"


async def test_rules_that_moved_meanwhile_are_not_overwritten(serve: Serve) -> None:
    house = await serve(published())
    before = (await house.negotiated()).rules
    await house.does("aide", acts.SetRules(rules=Rules(reservations=False)))
    chair = await house.browser("chair")
    answer = await chair.post("/n/test/rules/change", content=posted(OTHERS, before), headers=FORM)
    assert answer.status_code == 409
    assert "The rules were changed since you opened this form." in answer.text
    assert 'href="/n/test/rules" target="_blank"' in answer.text
    assert (await house.negotiated()).rules == Rules(reservations=False)


async def test_after_adoption_the_form_proposes_and_the_page_shows_both(serve: Serve) -> None:
    house = await serve(opened())
    before = (await house.negotiated()).rules
    chair = await house.browser("chair")
    unchanged = await chair.post(
        "/n/test/rules/change", content=posted(before, before), headers=FORM
    )
    assert unchanged.status_code == 409
    assert "These rules are in force." in unchanged.text
    answer = await chair.post(
        "/n/test/rules/change",
        content=posted(OTHERS, before, reason="We are stuck."),
        headers=FORM,
    )
    assert answer.status_code == 303
    for person in ("bo", "aide"):
        assert 'href="/n/test/rules">Read the rules</a>' in await house.page(person)
    assert "Read the rules" not in await house.page("eve")
    page = await house.page("bo", "/rules")
    assert "We are stuck." in page
    changed = page.partition('data-rule="decision"')[2].partition("</section>")[0]
    assert "A clause is agreed when nobody objects." in changed
    assert "A clause is agreed when enough parties agree, whoever else objects." in changed
    assert 'data-deadline="' in page
    assert (await house.negotiated()).rules == before


def _hidden(form: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


async def test_heads_answer_without_a_script_and_the_change_is_adopted(serve: Serve) -> None:
    house = await serve(opened())
    await house.does("chair", proposing(await house.negotiated(), Rules(reservations=False)))
    bo = await house.browser("bo")
    page = (await bo.get("/n/test/rules")).text
    agree, objecting = re.findall(
        r"<form data-act[^>]+acts/answer_rules.*?</form>", page, re.DOTALL
    )
    for form, more in ((objecting, {"reason": "Not yet."}), (agree, {})):
        answer = await bo.post("/n/test/acts/answer_rules", data=_hidden(form) | more)
        assert answer.headers["location"] == "/n/test/rules"
        said = (await house.negotiated()).rules_answers["BET"]
        assert said.agree == (form is agree)
        seen = await house.page("gus", "/rules")
        assert ("Not yet." in seen) == (form is objecting)
    bea = await house.page("bea", "/rules")
    assert "acts/answer_rules" not in bea
    assert "The head of delegation answers for the party." in bea
    chair = await house.browser("chair")
    page = (await chair.get("/n/test/rules")).text
    (adopt,) = re.findall(r"<form data-act[^>]+acts/adopt_rules.*?</form>", page, re.DOTALL)
    early = await chair.post("/n/test/acts/adopt_rules", data=_hidden(adopt))
    assert early.headers["location"] == "/n/test/rules"
    assert "The countdown is still running." in (await chair.get("/n/test/rules")).text


async def test_answers_are_for_those_who_may_know_positions(serve: Serve) -> None:
    house = await serve(opened())
    await house.does("chair", proposing(await house.negotiated()))
    digest = rules_digest(OTHERS)
    await house.does("bo", acts.AnswerRules(digest=digest, agree=False, reason="Never."))
    assert "Never." in await house.page("gus", "/rules")
    for person in ("eve", "lex"):
        page = await house.page(person, "/rules")
        assert "Other rules are proposed" in page
        assert "Never." not in page, person
        assert 'class="plain rule-answers"' not in page
    eve = await house.page("eve", "/rules")
    assert "We are stuck." not in eve
    assert "ALP" not in eve
    await house.does("host", acts.SetVisibility(mode=Mode.PLENARY))
    assert "Other rules are proposed" not in await house.page("eve", "/rules")


async def test_what_is_in_the_way_of_the_first_rules_is_named(serve: Serve) -> None:
    stage: Stage = published()
    house = await serve(stage)
    n = await house.negotiated()
    await house.does("bo", acts.AnswerRules(digest=rules_digest(n.rules), agree=False))
    page = await house.page("chair", "/rules")
    assert "BET objects to these rules." in page
    assert "No session is open." in page
