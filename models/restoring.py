"""What undo makes of proposals: as they were before a decision, but for what was said since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from models.parts import together
from models.proposal import Proposal, ProposalKind, ProposalStatus
from models.rulebook import Rules
from models.settling import digest

Proposals = Mapping[str, Proposal]


class Clock(NamedTuple):
    """When the decision was taken, when it is undone, and in which session and rules."""

    decided: datetime
    now: datetime
    in_session: bool
    rules: Rules

    def due(self, then: Proposal) -> tuple[datetime | None, timedelta | None]:
        """Until when a proposal waits for a second, its time stopped since the decision.

        The time in which its wording was not live, and could not be seconded, does not count.
        Whether it waits at all is for the rules as they are now.
        """
        left = then.left if then.due is None else then.due - self.decided
        amends = then.kind is ProposalKind.AMENDMENT and not then.seconds
        if not (self.rules.seconding and amends and self.in_session):
            return None, left
        return self.now + (self.rules.seconding_time if left is None else left), None


def proposals_again(before: Proposals, now: Proposals, clock: Clock) -> dict[str, Proposal]:
    """The proposals that there were before a decision, once it is undone (rule U-5).

    An amendment is live again only where the proposal it amends is, and reads as it did.
    """
    again = {key: _again(then, now[key], clock) for key, then in before.items()}
    for key, its in again.items():
        if its.live and its.amends is not None:
            parent = again[its.amends]
            if not parent.live or parent.digest != before[its.amends].digest:
                status = ProposalStatus.SUPERSEDED
                again[key] = replace(its, status=status, due=None, left=None)
    return again


def _again(then: Proposal, now: Proposal, clock: Clock) -> Proposal:
    """As it was; what parties have said of it since stands, withdrawals and lapses among it."""
    if not then.live:
        return now
    again = replace(
        then,
        author=now.author,
        person=now.person,
        former={**then.former, **now.former, now.digest: now.texts},
    )
    same = now.edition == then.edition
    if same:
        again = _less(again, now.withdrawn_parts)
    if now.ended_at is not None and again.withdrawn_parts == then.withdrawn_parts:
        return replace(again, status=_end(now, same), due=None, left=None, ended_at=now.ended_at)
    if not again.live:
        return replace(again, ended_at=now.ended_at)
    due, left = (now.due, now.left) if now.live and same else clock.due(then)
    if not same:
        return replace(again, due=due, left=left)
    return replace(
        again,
        status=ProposalStatus.SECONDED if now.seconds else ProposalStatus.TABLED,
        seconds=now.seconds,
        co_sponsors=now.co_sponsors,
        answers=now.answers,
        due=None if now.seconds else due,
        left=None if now.seconds else left,
    )


def _end(now: Proposal, same: bool) -> ProposalStatus:
    """As what it ended since: where a part was accepted meanwhile, that is undone."""
    if now.status is not ProposalStatus.ACCEPTED_IN_PART:
        return now.status
    return ProposalStatus.LAPSED if same else ProposalStatus.WITHDRAWN


def _less(then: Proposal, withdrawn: tuple[str, ...]) -> Proposal:
    """The proposal without the parts that its author has withdrawn since."""
    if withdrawn == then.withdrawn_parts:
        return then
    parts = {name: part for name, part in then.parts.items() if name not in withdrawn}
    if not parts:
        status = then.ending(ProposalStatus.WITHDRAWN)
        return replace(then, status=status, withdrawn_parts=withdrawn, due=None, left=None)
    texts = together(then.texts, parts.values())
    return replace(then, texts=texts, digest=digest(texts), parts=parts, withdrawn_parts=withdrawn)
