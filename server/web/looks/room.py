"""The question put to the room, and the thumb row of a delegate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.hurdles import to_confirm
from models.objection import ObjectionStatus
from models.party import Role
from models.position import Stand
from models.rules.question import overridable
from models.saying import Sentence
from server.web.looks.drafts import DraftLook, Proposing
from server.web.looks.may import away, kept_from, may
from server.web.looks.positions import Own, own_objection
from server.web.looks.proposals import ProposalLook
from server.web.looks.reader import Reader
from server.web.looks.silences import breakable


@dataclass(frozen=True, slots=True)
class QuestionLook:
    """A clause put to the room."""

    clause: str
    name: str
    version: int
    digest: str
    asked: datetime
    closes: datetime
    look: bool
    may_object: bool
    may_decide: bool
    why_not: str
    in_the_way: tuple[Sentence, ...]
    """What came in the way since it was put, for those who decide."""
    over: tuple[str, ...]
    """The parties whose objections it would override, for those who decide."""

    @property
    def objecting(self) -> dict[str, object]:
        """The fields of an objection to what is put."""
        return {"clause": self.clause, "digest": self.digest}


def question(reader: Reader) -> QuestionLook | None:
    """The question that is put, if one is."""
    put = reader.negotiation.question
    if put is None or not reader.reads:
        return None
    speaks = reader.party is not None
    why_not = kept_from(reader, "object", "The head of delegation may object.") if speaks else ""
    its = reader.negotiation.clauses[put.clause]
    if reader.party is not None and not why_not:
        why_not = own_objection(reader, its, reader.party)
    in_the_way = tuple(one.says for one in to_confirm(reader.negotiation, put.clause))
    over = overridable(reader.negotiation, its)
    decides = may(reader, "confirm") and reader.audience.screen == "board"
    return QuestionLook(
        clause=put.clause,
        name=reader.clause_name(put.clause),
        version=put.version,
        digest=put.digest,
        asked=put.asked,
        closes=put.closes,
        look=put.clause != reader.audience.clause and reader.role is not Role.PROJECTOR,
        may_object=speaks and not why_not,
        may_decide=decides,
        why_not=why_not,
        in_the_way=in_the_way if decides else (),
        over=tuple(dict.fromkeys(one.party for one in over)) if decides else (),
    )


@dataclass(frozen=True, slots=True)
class Thumb:
    """What is within reach of a thumb; empty where it is not possible now."""

    propose: bool
    drafting: str
    second: dict[str, object] | None
    seconds: bool
    objecting: bool
    breaking: str
    """The silence on the clause in view, where objecting is breaking it."""
    agree: dict[str, object] | None
    agreed: bool


def thumb(
    reader: Reader,
    proposing: Proposing | None,
    drafts: tuple[DraftLook, ...],
    proposals: tuple[ProposalLook, ...],
    own: Own | None,
) -> Thumb | None:
    """The thumb row of a delegation; None for everybody else, and while no clause is in view."""
    its = reader.clause
    if its is None or reader.party is None:
        return None
    every = (one for its in proposals for one in (its, *its.amendments))
    open_to_second = [one for one in every if one.may.second]
    only = open_to_second[0] if len(open_to_second) == 1 else None
    no_text = its.version.empty and not its.removed
    standing = reader.negotiation.standing_objections(its.id)
    objects = any(
        (one.party, one.proposal, one.status) == (reader.party, None, ObjectionStatus.OPEN)
        for one in standing
    )
    fixed = no_text or its.agreed or reader.negotiation.silence_on(its.id) is not None
    return Thumb(
        propose=proposing is not None and not proposing.why_not and not drafts,
        drafting=drafts[0].id if drafts else "",
        second={"proposal": only.id, "wording": only.digest} if only is not None else None,
        seconds=bool(open_to_second),
        objecting=may(reader, "object") and not fixed and not away(reader) and not objects,
        breaking=breakable(reader),
        agree=own.stating | {"stand": Stand.AGREE.value} if own is not None and own.may else None,
        agreed=own is not None and own.stand is Stand.AGREE,
    )
