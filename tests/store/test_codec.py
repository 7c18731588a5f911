"""Whatever happened reads back exactly as it was written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import acts, facts
from models.facts import AnyFact, DraftEdited, SessionClosed
from models.layer import Run
from models.text import to_units
from server.store import canonical, codec
from tests.store.samples import HEAD, convened, structure

FACTS: tuple[Any, ...] = get_args(AnyFact)
ACTS: tuple[Any, ...] = get_args(acts.Act)


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
@settings(max_examples=30)
@given(data=st.data())
def test_every_fact_survives_the_round_trip(kind: Any, data: st.DataObject) -> None:
    fact = data.draw(structure(kind))
    written = canonical.encode(codec.dump(fact))
    assert codec.load_fact(canonical.decode(written)) == fact
    assert canonical.encode(canonical.decode(written)) == written


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.__name__)
@settings(max_examples=30)
@given(data=st.data())
def test_every_act_survives_the_round_trip(kind: Any, data: st.DataObject) -> None:
    act = data.draw(structure(kind))
    assert codec.load_act(canonical.decode(canonical.encode(codec.dump(act)))) == act


def test_there_is_a_codec_for_every_fact_that_the_model_knows() -> None:
    defined = {
        value
        for value in vars(facts).values()
        if isinstance(value, type) and issubclass(value, facts.Fact) and "kind" in vars(value)
    }
    assert defined == set(FACTS)
    assert len(FACTS) > 35


def test_the_runs_after_an_edit_are_not_stored() -> None:
    fact = DraftEdited(
        draft="d", private=True, revision=1, author="A", person="p", field="en/text", edit=(1,)
    )
    assert "after" not in codec.dump(replace(fact, after=(Run("x"),)))


def test_texts_of_runs_leave_as_ordinary_text() -> None:
    fact = DraftEdited(
        draft="d",
        private=True,
        revision=1,
        author="A",
        person="p",
        field="en/text",
        edit=(to_units("😀"),),
    )
    assert codec.dump(fact)["edit"] == ["😀"]


def test_an_actor_survives_the_round_trip() -> None:
    assert codec.load_actor(codec.dump(HEAD)) == HEAD


def test_a_field_that_an_old_record_lacks_takes_its_default() -> None:
    raw = codec.dump(convened())
    del raw["rehearsal"]
    del raw["rules"]["countdown"]
    assert codec.load_fact(raw) == convened()


@pytest.mark.parametrize(
    "raw",
    [
        {"kind": "session_closed"},
        {"kind": "session_closed", "session": "S1", "more": 1},
        {"kind": "session_closed", "session": 5},
        {"kind": "presence_changed", "party": "A", "presence": "asleep"},
        {"kind": "nothing_known"},
        {"session": "S1"},
        [],
        None,
    ],
)
def test_what_is_no_fact_is_refused(raw: object) -> None:
    with pytest.raises(codec.Unreadable):
        codec.load_fact(raw)


def test_half_a_character_is_refused_rather_than_stored() -> None:
    with pytest.raises(TypeError):
        canonical.encode(codec.dump(SessionClosed(session="\ud83d")))


def test_canonical_bytes_are_sorted_unspaced_utf8() -> None:
    assert (
        canonical.encode({"b": "é\n", "a": [1, True, None]})
        == '{"a":[1,true,null],"b":"é\\n"}'.encode()
    )
