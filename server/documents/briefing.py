"""A briefing pack as a paper: each clause with its duties marked, in the text's own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from models.duties import concerns
from models.negotiation import Negotiation
from models.pack import Briefed, Pack
from server.documents.compose import RIGHT_TO_LEFT
from server.documents.paper import Article, By, Declared, Paper, Stretch
from server.documents.words import SAID, Vocabulary, clean, facing


def briefing(
    negotiation: Negotiation, pack: Pack, vocabulary: Vocabulary, at: datetime, address: str
) -> Paper:
    """The paper of a party's pack. The text is locked."""
    n, say, final = negotiation, vocabulary.say, negotiation.final
    party = n.parties[pack.party]
    return Paper(
        id=n.id,
        title=f"{say('Briefing pack')}: {clean(party.name)}",
        convenor=clean(n.convenor),
        language=pack.language,
        right_to_left=_right_to_left(pack),
        status=say("Locked"),
        session=clean(n.title),
        at=at,
        utc_offset=n.utc_offset,
        fingerprint=final.digest if final is not None else "",
        address=address,
        articles=tuple(_article(n, pack, one, vocabulary) for one in pack.clauses),
        signatories=(),
        words={word: say(word) for word in SAID},
    )


def _article(n: Negotiation, pack: Pack, one: Briefed, vocabulary: Vocabulary) -> Article:
    say, clause = vocabulary.say, n.clauses[one.id]
    return Article(
        id=one.id,
        number=one.number,
        part=clean(clause.part),
        version=clause.current,
        at=clause.version.at,
        status=" · ".join(_status(pack, one, vocabulary)),
        title=(Stretch(one.title),) if one.title else (),
        text=(Stretch("\n".join(_lines(pack, one, vocabulary))),),
        statements=tuple(
            Declared(
                label=its.label,
                kind=say(vocabulary.statement[its.kind]),
                by=By(clean(its.party)),
                at=its.at,
                text=clean(its.text),
            )
            for its in one.statements
        ),
    )


def _status(pack: Pack, one: Briefed, vocabulary: Vocabulary) -> Iterator[str]:
    """What is to be known of a clause before it is read."""
    say = vocabulary.say
    yield say("Locked") if one.taken else say("Your party did not take this commitment.")
    if one.language != pack.language:
        yield say("No text in this language")


def _lines(pack: Pack, one: Briefed, vocabulary: Vocabulary) -> Iterator[str]:
    """A box for each duty of the party, and below it by when; everything else as it reads."""
    for said in one.sentences:
        own = said.duty is not None and concerns(said.duty, pack.names)
        text = facing(said.text.strip(), right_to_left=_right_to_left(pack))
        yield f"{'☐ ' if own else ''}{text}"
        if own and said.duty is not None and said.duty.when:
            when = facing(" · ".join(said.duty.when), right_to_left=_right_to_left(pack))
            yield f"→ {vocabulary.say('By when')}: {when}"


def _right_to_left(pack: Pack) -> bool:
    return pack.language.partition("-")[0].lower() in RIGHT_TO_LEFT
