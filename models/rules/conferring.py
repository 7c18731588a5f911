"""Rules of caucuses and small drafting groups: who meets, what is written, what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models import acts, facts
from models.caucus import Caucus, CaucusKind
from models.draft import Draft, Watch
from models.facts import AnyFact
from models.known import the_caucus, the_clause
from models.names import author_name, clause_name
from models.negotiation import Negotiation
from models.party import FACILITATORS
from models.rules.guards import Asking, refuse
from models.rules.noting import checked_text
from models.saying import Sentence, say
from models.sight import leading

TITLE = 200
"""How long the title of a caucus may be, in characters."""
OPEN = 50
"""How many caucuses one side may lead at once."""
NOTES = 2_000
"""How much may be said in one caucus."""


def open_caucus(act: acts.OpenCaucus, asking: Asking) -> tuple[AnyFact, ...]:
    """B-1: a party meets privately with others of its choice."""
    return _opened(act, asking, CaucusKind.CAUCUS, told=act.told)


def open_small_group(act: acts.OpenSmallGroup, asking: Asking) -> tuple[AnyFact, ...]:
    """B-2: the facilitators send some parties off, one of themselves in the chair."""
    if not act.members:
        refuse(
            "nobody_named",
            "A small drafting group has at least one party.",
            "Choose the parties that are to draft.",
            "B-2",
        )
    return _opened(act, asking, CaucusKind.SMALL_GROUP, told=True)


def _opened(
    act: acts.OpenCaucus | acts.OpenSmallGroup, asking: Asking, kind: CaucusKind, *, told: bool
) -> tuple[AnyFact, ...]:
    n, lead = asking.negotiation, asking.author
    _check_room_left(n, lead)
    title = checked_text(act.title, TITLE, "B-1")
    opened = facts.CaucusOpened(
        caucus=asking.mint(),
        caucus_kind=kind,
        title=title,
        members=_parties(n, act.members) | {lead},
        lead=lead,
        by=asking.actor.person,
        told=told,
        clauses=tuple(dict.fromkeys(the_clause(n, clause).id for clause in act.clauses)),
    )
    if not told:
        return (opened,)
    return opened, _told(opened.caucus, kind, title, opened.members, opened.clauses)


def _told(
    caucus: str,
    kind: CaucusKind,
    title: str,
    members: frozenset[str],
    clauses: tuple[str, ...],
    *,
    closed: bool = False,
) -> facts.CaucusTold:
    return facts.CaucusTold(
        caucus=caucus,
        caucus_kind=kind,
        title=title,
        members=members,
        clauses=clauses,
        closed=closed,
    )


def _parties(n: Negotiation, named: Iterable[str]) -> frozenset[str]:
    members = frozenset(named) - {FACILITATORS}
    for stranger in sorted(members - {party.id for party in n.admitted}):
        refuse(
            "unknown_party",
            say("{party} is no party to this negotiation.", party=stranger),
            "Choose among the parties that are admitted.",
            "B-1",
            ("party", stranger),
        )
    return members


def _check_room_left(n: Negotiation, lead: str) -> None:
    led = sum(its.lead == lead and not its.closed for its in n.caucuses.values())
    if led >= OPEN:
        refuse(
            "too_many_caucuses",
            say("{author} leads {led} caucuses.", author=author_name(lead), led=led),
            "Close one that is over.",
            "B-1",
        )


def change_members(act: acts.ChangeMembers, asking: Asking) -> tuple[AnyFact, ...]:
    """B-3: the side that leads it says anew who meets; that side itself always does."""
    caucus = _still_open(act.caucus, asking)
    lead = leading(asking.negotiation, caucus)
    members = _parties(asking.negotiation, act.members) | {lead}
    if members == caucus.members:
        return ()
    return tuple(_changed(asking, caucus, members, lead))


def leave_caucus(act: acts.LeaveCaucus, asking: Asking) -> tuple[AnyFact, ...]:
    """B-4: a party leaves; whoever sits next leads in its place, the last one ends it."""
    caucus = _still_open(act.caucus, asking)
    members = caucus.members - {asking.author}
    if not members:
        return tuple(_ended(caucus))
    lead = leading(asking.negotiation, caucus)
    if lead not in members:
        seats = [party.id for party in asking.negotiation.admitted if party.id in members]
        lead = seats[0] if seats else min(members)
    return tuple(_changed(asking, caucus, members, lead))


def close_caucus(act: acts.CloseCaucus, asking: Asking) -> tuple[AnyFact, ...]:
    """B-5: the side that leads it ends it; its drafts stay with those who write them."""
    return tuple(_ended(_still_open(act.caucus, asking)))


def _ended(caucus: Caucus) -> Iterator[AnyFact]:
    yield facts.CaucusClosed(caucus=caucus.id)
    if caucus.told:
        members, clauses = caucus.members, caucus.clauses
        yield _told(caucus.id, caucus.kind, caucus.title, members, clauses, closed=True)


def _changed(
    asking: Asking, caucus: Caucus, members: frozenset[str], lead: str
) -> Iterator[AnyFact]:
    """The new members, the drafts that follow them, and what the table may know of it."""
    yield facts.CaucusMembersChanged(caucus=caucus.id, members=members, lead=lead)
    for draft in asking.negotiation.drafts.values():
        if draft.caucus == caucus.id:
            yield _handed(draft, members, draft.owner if draft.owner in members else lead, asking)
    if caucus.told:
        yield _told(caucus.id, caucus.kind, caucus.title, members, caucus.clauses)


def _handed(draft: Draft, members: frozenset[str], owner: str, asking: Asking) -> facts.DraftShared:
    """Who is new learns the wording from here on, never the typing that led to it (D-4)."""
    return facts.DraftShared(
        draft=draft.id,
        private=True,
        clause=draft.clause,
        base=draft.base,
        owner=owner,
        writers=members,
        watch=Watch.NONE,
        revision=draft.revision,
        texts=draft.texts,
        by=asking.actor.person,
    )


def write_in_caucus(act: acts.WriteInCaucus, asking: Asking) -> tuple[AnyFact, ...]:
    """B-6: a member says something to the others."""
    n = asking.negotiation
    caucus = _still_open(act.caucus, asking)
    if len(caucus.notes) >= NOTES:
        refuse(
            "too_many_notes",
            say("There are {most} notes in this caucus.", most=NOTES),
            "Go on in another one.",
            "B-6",
            ("caucus", caucus.id),
        )
    written = facts.CaucusNoteWritten(
        caucus=caucus.id,
        note=asking.mint(),
        author=asking.author,
        person=asking.actor.person,
        text=checked_text(act.text, rule="B-6"),
        clause=the_clause(n, act.clause).id if act.clause is not None else None,
    )
    return (written,)


def drafting_in(act: acts.StartDraft, caucus: str, asking: Asking) -> tuple[str, frozenset[str]]:
    """B-7: whose a draft of a caucus is, and who writes it: its members, and nobody looks on."""
    its = _still_open(caucus, asking)
    if act.watch is not Watch.NONE or act.writers or act.floor or act.revises is not None:
        refuse(
            "in_caucus",
            "What is drafted in a caucus is its members', and nobody else watches.",
            "Start a draft at the table to share it otherwise.",
            "B-7",
            ("caucus", caucus),
        )
    if its.clauses and act.clause not in its.clauses:
        name = clause_name(asking.negotiation, the_clause(asking.negotiation, act.clause).id)
        refuse(
            "other_clause",
            say("This {caucus} does not work on {clause}.", caucus=_called(its), clause=name),
            "Choose one of its clauses, or open another.",
            "B-7",
            ("clause", act.clause),
        )
    owner = FACILITATORS if its.kind is CaucusKind.SMALL_GROUP else asking.author
    return owner, its.members


def follows_members(n: Negotiation, draft: Draft) -> None:
    """B-7: pass if this draft is not one whose writers are the members of an open caucus."""
    its = n.caucuses.get(draft.caucus or "")
    if its is not None and not its.closed:
        refuse(
            "in_caucus",
            say("Who writes in this draft follows who is in the {caucus}.", caucus=_called(its)),
            "Change its members, or table the draft.",
            "B-7",
            ("caucus", its.id),
        )


def reporting_group(n: Negotiation, draft: Draft) -> str | None:
    """B-8: the small drafting group that a tabled draft comes from; a caucus stays untold."""
    its = n.caucuses.get(draft.caucus or "")
    return its.id if its is not None and its.kind is CaucusKind.SMALL_GROUP else None


def _still_open(caucus: str, asking: Asking) -> Caucus:
    its = the_caucus(asking.negotiation, caucus, asking.actor)
    if its.closed:
        refuse(
            "caucus_closed",
            say("This {caucus} is closed.", caucus=_called(its)),
            "Open another one.",
            "B-5",
            ("caucus", caucus),
        )
    return its


def _called(its: Caucus) -> Sentence:
    return say("caucus") if its.kind is CaucusKind.CAUCUS else say("small drafting group")
