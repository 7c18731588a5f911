"""A text on its way from agreed to published, for the tests of the pages that close it."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

from models import acts, facts
from models.reservation import StatementKind
from tests.cast import Stage, opened
from tests.web.house import House


def agreed(stage: Stage | None = None) -> Stage:
    """Every clause agreed, nothing adopted."""
    stage = stage or opened()
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    return stage


def adopted(stage: Stage | None = None) -> Stage:
    """The whole text adopted ad referendum."""
    stage = agreed(stage)
    stage.adopts_whole()
    return stage


def checked(stage: Stage | None = None) -> Stage:
    """A text whose legal check is complete, by the acts themselves."""
    stage = adopted(stage)
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    return stage


def locked(stage: Stage | None = None) -> Stage:
    """A text that nothing changes any more."""
    stage = checked(stage)
    stage.locks()
    return stage


def signing() -> Stage:
    """A locked text, and the window open for a week."""
    stage = locked()
    stage.opens_signing(timedelta(days=7), place="The hall")
    return stage


def reserved() -> Stage:
    """A text that is signed, on which ALP entered a reservation."""
    stage = opened()
    version = stage.negotiation.clauses["A2"].version
    stage.do(
        "ada",
        acts.EnterStatement(
            statement_kind=StatementKind.RESERVATION,
            clause="A2",
            digest=version.digest,
            text="Not for us.",
        ),
    )
    locked(stage).opens_signing(timedelta(days=7))
    return stage


def published(stage: Stage, **more: object) -> None:
    """The host publishes the locked text."""
    final = stage.negotiation.finals[-1]
    act = acts.Publish(digest=final.digest, summary={"en": "Be kind."}, complaints="Write to us.")
    stage.do("host", replace(act, **more))  # type: ignore[arg-type]


def rehearsed(stage: Stage) -> Stage:
    """The same as a rehearsal from its first fact on, so that its clock can be moved."""
    convened, at, by = stage.log[0]
    assert isinstance(convened, facts.Convened)
    stage.log[0] = (replace(convened, rehearsal=True), at, by)
    return stage


async def at_the_stage(house: House, stage: Stage) -> None:
    """The clock of the house stands where the stage stands."""
    house.services.rooms.clock.move(stage.now, running=False)  # type: ignore[attr-defined]


def canonical_text_of(page: str) -> bytes:
    """What a browser makes of the clauses a page shows."""
    parts = re.findall(
        r"data-canon-number>(.*?)</span> <span data-canon-title>(.*?)</span></h3>\n"
        r'<div class="wording" data-canon-text>(.*?)</div>',
        page,
        re.DOTALL,
    )
    return html.unescape("".join(f"{n}\t{title}\n{text}\n" for n, title, text in parts)).encode()
