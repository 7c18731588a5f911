"""Rules of temperature checks: non-binding, anonymous, on a scale of five steps (domain §2)."""

from __future__ import annotations

from hashlib import sha256

from models import acts, facts
from models.facts import AnyFact
from models.known import the_check, the_clause
from models.rules.guards import Asking, active, refuse
from models.saying import say
from models.temperature import STEPS, TemperatureCheck

LONGEST = 500
"""How long a question may be, in characters."""


def ask_temperature(act: acts.AskTemperature, asking: Asking) -> tuple[AnyFact, ...]:
    """H-1: the facilitators ask one question at a time."""
    n = asking.negotiation
    for check in n.checks.values():
        if not check.closed:
            refuse(
                "check_open",
                say("“{question}” is still being answered.", question=check.question),
                "Close that temperature check first.",
                "H-1",
                ("temperature_check", check.id),
            )
    question = act.question.strip()
    if not question or len(act.question) > LONGEST:
        refuse(
            "no_question" if not question else "too_long",
            say("A question says something, in at most {most} characters.", most=LONGEST),
            "Ask it in one sentence.",
            "H-1",
        )
    asked = facts.TemperatureAsked(
        check=asking.mint(),
        question=question,
        clause=None if act.clause is None else the_clause(n, act.clause).id,
        by=asking.actor.person,
    )
    return (asked,)


def answer_temperature(act: acts.AnswerTemperature, asking: Asking) -> tuple[AnyFact, ...]:
    """H-2, H-3: one answer of each person, under a token that only this process could make again.

    The last one counts; the same one again comes to nothing.
    """
    active(asking.negotiation, asking.actor)
    check = _open(act.check, asking)
    if not 1 <= act.step <= STEPS:
        refuse(
            "no_step",
            say("The scale has {most} steps, from 1 to {most}.", most=STEPS),
            "Choose one of them.",
            "H-2",
        )
    token = blind(asking.pepper, check.id, asking.actor.person)
    if check.answers.get(token) == act.step:
        return ()
    return (facts.TemperatureAnswered(check=check.id, token=token, step=act.step),)


def blind(pepper: str, check: str, person: str) -> str:
    """What stands for a person in one check; without the pepper nobody can tell for whom."""
    return sha256(f"{pepper} {check} {person}".encode()).hexdigest()


def close_temperature(act: acts.CloseTemperature, asking: Asking) -> tuple[AnyFact, ...]:
    """H-4: the check ends, and its result is shown."""
    return (facts.TemperatureClosed(check=_open(act.check, asking).id),)


def delete_temperature(act: acts.DeleteTemperature, asking: Asking) -> tuple[AnyFact, ...]:
    """H-5: the check and its result leave the negotiation, whether open or closed."""
    return (facts.TemperatureDeleted(check=the_check(asking.negotiation, act.check).id),)


def _open(check_id: str, asking: Asking) -> TemperatureCheck:
    check = the_check(asking.negotiation, check_id)
    if check.closed:
        refuse(
            "check_closed",
            say("“{question}” is closed.", question=check.question),
            "Look at its result.",
            "H-4",
            ("temperature_check", check.id),
        )
    return check
