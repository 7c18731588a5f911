"""Whatever a page offers may be done: no control that can only be refused as things are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import count

import pytest

from models import acts
from models.acts import Act
from models.party import Presence
from models.refusals import Refusal
from models.rules.deciding import decide
from server.live.audience import audience_of
from server.web import parse
from server.web.paint import paint
from tests.cast import Stage, opened
from tests.web.closing import adopted, checked, signing
from tests.web.test_desk import contested
from tests.web.test_packages import dealt
from tests.web.test_proposals import shaken, two_parts
from tests.web.test_silence_cards import offered
from tests.web.test_temperature import asked

Made = Callable[[], Stage | tuple[Stage, str]]
FORM = re.compile(r'<form data-act[^>]* action="/n/test/acts/(\w+)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
FILLED = {
    "reason": "Because.",
    "text": "As read.",
    "remedy": "Other words.",
    "category": "legal",
    "stand": "agree",
    "answer": "reflected",
    "step": "3",
    "statement_kind": "interpretative_declaration",
    "presence": "present",
    "question": "Shall we?",
    "title": "Over coffee",
    "mode": "open",
    "departure": "left",
}
"""What somebody writes or chooses."""
SCRIPTED = {"text_moved", "countdown"}
"""Where the script of the page comes before: it names what a draft reads, and waits for a time."""
OWN = {
    **dict.fromkeys(("ada", "amy", "bo", "gus"), ("table", "caucus", "rules", "parties")),
    **dict.fromkeys(("chair", "aide"), ("board", "desk", "rules", "parties", "legal", "lock")),
    "host": ("board", "desk", "parties", "lock", "signing"),
    "lex": ("table", "legal", "lock"),
}


def between_sessions() -> Stage:
    """Drafts and proposals, and no session is open."""
    stage, _ = contested()
    stage.drafts("ada", "A1")
    stage.do("chair", acts.CloseSession())
    return stage


def put() -> Stage:
    """A draft and an unsupported proposal on A2, and A1 is put to the room."""
    stage = opened()
    stage.shows("A1")
    stage.drafts("ada", "A1")
    stage.puts()
    return stage


def pens_rest() -> Stage:
    """Live proposals on A1, on which drafting is closed."""
    stage, _ = contested()
    stage.drafts("ada", "A1")
    stage.do("chair", acts.CloseDrafting(clause="A1"))
    return stage


def without_two(made: Made) -> Made:
    """The same after ALP and BET have walked out."""

    def left() -> Stage:
        stage = alone(made())
        for party in ("ALP", "BET"):
            stage.do("chair", acts.SetPresence(party=party, presence=Presence.WALKED_OUT))
        return stage

    left.__name__ = f"without_two_{made.__name__}"
    return left


def alone(made: Stage | tuple[Stage, str]) -> Stage:
    """The stage of those that come with an id."""
    return made[0] if isinstance(made, tuple) else made


LIVELY: tuple[Made, ...] = (contested, two_parts, shaken, offered, dealt, asked, put)
LATER: tuple[Made, ...] = (between_sessions, pens_rest, adopted, checked, signing)
STAGES = (*LIVELY, *LATER, *map(without_two, LIVELY))


@pytest.mark.parametrize("made", STAGES, ids=lambda made: made.__name__)
def test_nothing_is_offered_that_can_only_be_refused(made: Made) -> None:
    stage, minted = alone(made()), count()
    tried, refused = 0, set()
    for person, screen, act in controls(stage):
        tried += 1
        try:
            decide(
                stage.negotiation, act, stage.actor(person), stage.now, lambda: f"x{next(minted)}"
            )
        except Refusal as refusal:
            if refusal.code not in SCRIPTED:
                refused.add((person, screen, act.kind, refusal.code))
    assert tried > 20
    assert refused == set()


def controls(stage: Stage) -> Iterator[tuple[str, str, Act]]:
    """Everything that people are offered on their pages, filled in where it is to be filled in."""
    n = stage.negotiation
    for person, screens in OWN.items():
        for screen in screens:
            for clause in ("A1", "A2"):
                audience = audience_of(n, stage.actor(person), screen, clause, "en")
                for html in paint(n, audience, {}).values():
                    for kind, form in FORM.findall(html):
                        act = filled(kind, form)
                        if act is not None:
                            yield person, screen, act


class Sent(list[tuple[str, object]]):
    """The fields of a form as a browser sends them."""

    def multi_items(self) -> list[tuple[str, object]]:
        """Every pair of name and value, in order."""
        return self


def filled(kind: str, form: str) -> Act | None:
    """The act that a form asks for; None for one in which there is more to choose."""
    fields = {name: unescape(value) for name, value in HIDDEN.findall(form)}
    for name, value in FILLED.items():
        if f'name="{name}"' in form:
            fields.setdefault(name, value)
    try:
        return parse.form_act(kind, Sent(fields.items()))
    except Refusal:
        return None
