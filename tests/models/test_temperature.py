"""Temperature checks: non-binding and anonymous."""

from __future__ import annotations

import pytest

from models import acts, facts
from models.party import Presence
from models.rules.temperature import blind
from models.sight import sight_of
from models.stances import tally
from tests.cast import Stage, of, only, opened
from tests.models.test_scenarios import replayed


def asked(stage: Stage, clause: str | None = None) -> str:
    """The chair asks for a temperature check; its id."""
    act = acts.AskTemperature(question="Could you live with ten days?", clause=clause)
    return only(stage.do("chair", act), facts.TemperatureAsked).check


def answers(stage: Stage, person: str, check: str, step: int) -> tuple[facts.AnyFact, ...]:
    """Somebody answers."""
    return stage.do(person, acts.AnswerTemperature(check=check, step=step))


def test_one_question_at_a_time() -> None:
    """H-1: about a clause that is there, or about none, in a sentence."""
    stage = opened()
    with stage.refused("not_found"):
        asked(stage, clause="A9")
    with stage.refused("no_question"):
        stage.do("chair", acts.AskTemperature(question=" "))
    with stage.refused("too_long"):
        stage.do("chair", acts.AskTemperature(question="x" * 501))
    check = asked(stage, clause="A1")
    with stage.refused("check_open"):
        asked(stage)
    stage.do("aide", acts.CloseTemperature(check=check))
    asked(stage)


def test_one_answer_of_each_person_counts() -> None:
    """H-2: heads, delegates and advisers; the last one; sending it again comes to nothing."""
    stage = opened()
    check = asked(stage)
    for person, step in (("ada", 1), ("abe", 2), ("amy", 2), ("bo", 5), ("ada", 4)):
        answers(stage, person, check, step)
    assert answers(stage, "ada", check, 4) == ()
    assert stage.negotiation.checks[check].tally == (0, 2, 0, 1, 1)
    with stage.refused("wrong_role"):
        answers(stage, "chair", check, 3)
    stage.presence("BET", Presence.WALKED_OUT)
    with stage.refused("not_active"):
        answers(stage, "bo", check, 1)
    with stage.refused("not_found"):
        answers(stage, "ada", "nothing", 1)
    assert replayed(stage) == stage.negotiation


@pytest.mark.parametrize("step", [0, 6, -1])
def test_there_are_five_steps(step: int) -> None:
    """H-2: and no others."""
    stage = opened()
    check = asked(stage)
    with stage.refused("no_step"):
        answers(stage, "ada", check, step)


def test_nothing_says_who_answered() -> None:
    """H-3: a fact names no person, and tokens of one person in two checks differ."""
    stage = opened()
    tokens = set()
    for _ in range(2):
        check = asked(stage)
        (fact,) = answers(stage, "ada", check, 3)
        assert isinstance(fact, facts.TemperatureAnswered)
        assert fact.anonymous
        assert "ada" not in repr(fact)
        tokens.add(fact.token)
        stage.do("chair", acts.CloseTemperature(check=check))
    assert len(tokens) == 2
    assert len({blind(pepper, "c", "ada") for pepper in ("", "a", "b")}) == 3
    others = [fact for fact, _, _ in stage.log if not isinstance(fact, facts.TemperatureAnswered)]
    assert not any(fact.anonymous for fact in others)


def test_the_result_is_a_count_and_shown_at_the_end() -> None:
    """H-4: the facilitators see it as it runs; nobody answers afterwards."""
    stage = opened()
    check = asked(stage)
    answers(stage, "ada", check, 5)
    n = stage.negotiation

    def seen(person: str) -> tuple[int, ...] | None:
        now = stage.negotiation
        return tally(now.checks[check], sight_of(n, stage.actor(person)))

    assert (seen("chair"), seen("ada"), seen("host")) == ((0, 0, 0, 0, 1), None, None)
    stage.do("chair", acts.CloseTemperature(check=check))
    assert seen("ada") == (0, 0, 0, 0, 1)
    for act in (acts.AnswerTemperature(check=check, step=1), acts.CloseTemperature(check=check)):
        with stage.refused("check_closed"):
            stage.do("ada" if isinstance(act, acts.AnswerTemperature) else "chair", act)


def test_a_check_is_deleted() -> None:
    """H-5: open or closed; another may be asked at once."""
    stage = opened()
    check = asked(stage)
    answers(stage, "ada", check, 5)
    made = stage.do("aide", acts.DeleteTemperature(check=check))
    assert len(of(made, facts.TemperatureDeleted)) == 1
    assert stage.negotiation.checks == {}
    with stage.refused("not_found"):
        stage.do("aide", acts.DeleteTemperature(check=check))
    asked(stage)
