"""Temperature checks over a room and a store: answered, counted, and nobody's."""

from __future__ import annotations

import asyncio

from sqlalchemy import Engine, select

from models import acts
from models.facts import TemperatureAnswered
from server.store.ledger import Ledger
from server.store.replay import replay
from server.store.tables import metadata
from tests.live.conftest import Hosted


def rows(engine: Engine) -> list[str]:
    """Every row of every table, as text."""
    with engine.connect() as connection:
        return [
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        ]


async def asked(hosted: Hosted) -> str:
    """The chair asks; the check's id."""
    outcome = await hosted.does("chair", acts.AskTemperature(question="Ten days?"))
    return outcome.made["check"]


async def test_nothing_that_is_stored_names_who_answered(hosted: Hosted, engine: Engine) -> None:
    """H-3: the record has the step and a token, no person, no act, no id of one."""
    check = await asked(hosted)
    before = rows(engine)
    answer = acts.AnswerTemperature(check=check, step=4)
    outcome = await hosted.room.submit(hosted.actor("gus"), answer, "telltale-act-id")
    assert outcome.place == hosted.room.place
    stored = [row for row in rows(engine) if row not in before]
    assert any('"temperature_answered"' in row for row in stored)
    for row in stored:
        assert not any(name in row for name in ("gus", "GAM", "telltale", "answer_temperature"))
    loaded = Ledger(engine, hosted.room.negotiation.id).load()
    (record,) = (r for r in loaded.records if isinstance(r.facts[0], TemperatureAnswered))
    assert (record.actor, record.act, record.act_id) == (None, None, None)
    assert replay(loaded) == hosted.room.negotiation
    assert hosted.room.negotiation.checks[check].tally == (0, 0, 0, 1, 0)


async def test_an_answer_that_is_sent_again_counts_once(hosted: Hosted) -> None:
    """H-2: under the same id or another, and where the room has forgotten it."""
    check = await asked(hosted)
    answer = acts.AnswerTemperature(check=check, step=4)
    actor = hosted.actor("gus")
    both = [hosted.room.submit(actor, answer, "one"), hosted.room.submit(actor, answer, "one")]
    await asyncio.gather(*both)
    hosted.room._done.clear()
    await hosted.room.submit(actor, answer, "one")
    await hosted.room.submit(actor, answer, "two")
    await hosted.room.submit(hosted.actor("bo"), answer, "one")
    assert hosted.room.negotiation.checks[check].tally == (0, 0, 0, 2, 0)


async def test_tokens_of_one_person_tell_nothing_across_checks(hosted: Hosted) -> None:
    """H-3: without the pepper of the process nobody can make them again."""
    tokens: set[str] = set()
    for _ in range(2):
        check = await asked(hosted)
        await hosted.does("gus", acts.AnswerTemperature(check=check, step=1))
        tokens |= set(hosted.room.negotiation.checks[check].answers)
        await hosted.does("chair", acts.CloseTemperature(check=check))
    assert len(tokens) == 2
