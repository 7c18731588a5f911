"""Everything that may be done, in one; and a negotiation to begin with."""

from __future__ import annotations

from collections.abc import Mapping

from models import acts, facts
from models.fold import fold
from models.party import Party
from models.rulebook import Rules
from tests.cast.deciding import Deciding
from tests.cast.meeting import Meeting
from tests.cast.people import MORNING, PARTIES, PEOPLE, TEXTS
from tests.cast.writing import Writing


class Stage(Writing, Meeting, Deciding):
    """A negotiation that acts are done on; `log` keeps every fact with its time and its actor."""


def convened(
    rules: Rules | None = None,
    texts: Mapping[str, str] = TEXTS,
    arabic: Mapping[str, str] | None = None,
) -> Stage:
    """A negotiation set up and nothing done: four parties, a fifth not admitted, the whole cast.

    With `arabic`, the clauses named in it have a text in that language too.
    """
    parties = tuple(
        Party(
            id=name, name=name.title(), colour=f"#{n}{n}{n}", seat_order=n, admitted=name != "NEW"
        )
        for n, name in enumerate((*PARTIES, "NEW"), start=1)
    )
    founding = facts.Convened(
        negotiation="test",
        title="A code",
        convenor="The host",
        languages=("en",) if arabic is None else ("en", "ar"),
        parties=parties,
        sessions=(
            facts.PlannedSession("S1", "First reading"),
            facts.PlannedSession("S2", "Second reading"),
        ),
        rules=rules or Rules(),
    )
    prepared = tuple(
        facts.PreparedClause(
            name,
            str(number),
            "",
            {
                "en/title": f"Title {number}",
                "en/text": text,
                **({"ar/text": arabic[name]} if arabic and name in arabic else {}),
            },
        )
        for number, (name, text) in enumerate(texts.items(), start=1)
    )
    stage = Stage(fold(None, founding, MORNING, None))
    stage.log.append((founding, MORNING, None))
    admitted = tuple(facts.PersonAdmitted(person=person) for person in PEOPLE)
    stage.take((*admitted, facts.TextPrepared(clauses=prepared)), MORNING, None)
    return stage


def published(
    rules: Rules | None = None,
    texts: Mapping[str, str] = TEXTS,
    arabic: Mapping[str, str] | None = None,
) -> Stage:
    """The text is out, no session is open."""
    stage = convened(rules, texts, arabic)
    stage.do("host", acts.PublishText())
    return stage


def opened(
    rules: Rules | None = None,
    texts: Mapping[str, str] = TEXTS,
    arabic: Mapping[str, str] | None = None,
) -> Stage:
    """A session in which every admitted party is present, the rules adopted."""
    stage = published(rules, texts, arabic)
    stage.do("chair", acts.OpenSession(session="S1", present=PARTIES))
    stage.do("chair", acts.AdoptRules())
    return stage
