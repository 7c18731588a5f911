"""Rules of the setting: people, the text's publication, sessions, the screen, advice."""

from __future__ import annotations

from collections.abc import Iterator

from models import acts, facts
from models.facts import AnyFact
from models.hurdles import session_missing
from models.known import not_found, the_clause, the_draft, the_party
from models.negotiation import Negotiation
from models.party import Actor, Person, Presence, Role
from models.rules.carrying import gone
from models.rules.guards import Asking, clear, refuse, stands
from models.rules.supporting import clocks_started, clocks_stopped
from models.saying import say
from models.text import wording_digest

GUARDED = frozenset({Role.CONVENOR, Role.LEAD_FACILITATOR, Role.CO_FACILITATOR})
"""Roles that only the convenor and the lead facilitator may give or take."""
ADVICE = 5_000
"""How long a note of advice may be, in characters."""


def admit_person(act: acts.AdmitPerson, asking: Asking) -> tuple[AnyFact, ...]:
    """G-1: people of a party speak for one that is known, everybody else for none."""
    person = act.person
    may_appoint(person, asking.actor)
    if before := asking.negotiation.people.get(person.id):
        may_appoint(before, asking.actor)
    if not person.id or not person.name.strip():
        refuse("nameless", "A person has an id and a name.", "Give both.", "G-1")
    if person.role.of_party != (person.party in asking.negotiation.parties):
        refuse(
            "role_without_party",
            "People of a party name one that was convened, everybody else names none.",
            "Choose a role and a party that go together.",
            "G-1",
        )
    return (facts.PersonAdmitted(person=person),)


def remove_person(act: acts.RemovePerson, asking: Asking) -> tuple[AnyFact, ...]:
    """G-1: whoever is removed acts no more; nobody removes themselves."""
    person = asking.negotiation.people.get(act.person)
    if person is None or act.person in asking.negotiation.removed:
        raise not_found("person", act.person)
    may_appoint(person, asking.actor)
    if act.person == asking.actor.person:
        refuse(
            "yourself",
            "You cannot end your own access.",
            "Ask another facilitator or the convenor.",
            "G-1",
            ("person", act.person),
        )
    return (facts.PersonRemoved(person=act.person),)


def may_appoint(person: Person, actor: Actor) -> None:
    """G-2: pass if this actor may give somebody this role or take it, and invite them to it."""
    if person.role in GUARDED and actor.role is Role.CO_FACILITATOR:
        refuse(
            "wrong_role",
            "Co-facilitators do not appoint, invite or remove facilitators or the convenor.",
            "Ask the lead facilitator or the convenor.",
            "G-2",
            ("role", person.role.value),
        )


def publish_text(_act: acts.PublishText, asking: Asking) -> tuple[AnyFact, ...]:
    """S-1: the prepared text is published once, to all in one moment (domain R7)."""
    prepared = asking.negotiation.prepared
    if asking.negotiation.clauses:
        refuse("published", "The text is published already.", "Open a session.", "S-1")
    if not prepared:
        refuse("no_text", "No text was prepared.", "Lay a base text ready first.", "S-1")
    digests = {clause.id: wording_digest(clause.wording) for clause in prepared}
    return (facts.TextPublished(clauses=prepared, digests=digests),)


def open_session(act: acts.OpenSession, asking: Asking) -> tuple[AnyFact, ...]:
    """S-2: one session at a time, on a published text; the roll call says who is there.

    P-17: what waits for a second has the time for it from here on.
    """
    n = asking.negotiation
    if act.session not in n.sessions:
        raise not_found("session", act.session)
    if not n.clauses:
        refuse("no_text", "The text is not published yet.", "Publish it first.", "S-2")
    if n.session is not None:
        refuse(
            "session_open",
            say("{title} is still open.", title=n.sessions[n.session].title),
            "Close it first.",
            "S-2",
            ("session", n.session),
        )
    present = {the_party(n, party).id for party in act.present}
    roll = {
        party.id: Presence.PRESENT if party.id in present else _away(party.presence)
        for party in n.admitted
    }
    opened = facts.SessionOpened(session=act.session)
    return (opened, facts.RollCalled(presence=roll), *clocks_started(n, asking.at))


def _away(before: Presence) -> Presence:
    return Presence.WALKED_OUT if before is Presence.WALKED_OUT else Presence.ABSENT


def close_session(act: acts.CloseSession, asking: Asking) -> tuple[AnyFact, ...]:
    """S-2: a question still running falls with the session; proposals stay live.

    P-17: the time for a second stands still; or, where a reading closes and the rules say so,
    P-18: all that is live lapses.
    """
    n = asking.negotiation
    if n.session is None:
        refuse("no_session", "No session is open.", "There is nothing to close.", "S-2")
    fell = () if n.question is None else (n.question.clause,)
    lapses = act.reading and n.rules.reading_lapses
    return (
        *(facts.QuestionFell(clause=clause, because="taken_back") for clause in fell),
        *(_reading_closed(n) if lapses else clocks_stopped(n, asking.at)),
        facts.SessionClosed(session=n.session),
    )


def _reading_closed(n: Negotiation) -> Iterator[AnyFact]:
    """P-18, L-4: all lapses but what is offered under silence, whose text is fixed."""
    for clause in n.clauses:
        if n.silence_on(clause) is not None:
            continue
        for proposal in n.live_proposals(clause):
            yield facts.ProposalLapsed(proposal=proposal.id, because="reading")
            yield from gone(n, proposal)


def set_presence(act: acts.SetPresence, asking: Asking) -> tuple[AnyFact, ...]:
    """S-6: the facilitators record who is there; who walked out suspends its objections.

    Recording it again takes a mistake back: there is no other undo of presence.
    """
    party = the_party(asking.negotiation, act.party)
    if party.presence is act.presence:
        return ()
    return (facts.PresenceChanged(party=party.id, presence=act.presence),)


def put_on_screen(act: acts.PutOnScreen, asking: Asking) -> tuple[AnyFact, ...]:
    """S-5: in a session, one clause, with at most one draft over it that is not private."""
    n = asking.negotiation
    clause = stands(the_clause(n, act.clause))
    clear(session_missing(n))
    if act.draft is not None:
        draft = the_draft(n, act.draft, asking.actor)
        if draft.private or draft.clause != clause.id:
            refuse(
                "not_to_show",
                "Only a draft of this clause that is not private goes on the screen.",
                "Ask its authors to share it first.",
                "S-5",
                ("draft", draft.id),
            )
    return (facts.ClausePutOnScreen(clause=clause.id, draft=act.draft),)


def give_advice(act: acts.GiveAdvice, asking: Asking) -> tuple[AnyFact, ...]:
    """S-7: an expert's note is attached to clauses and changes nothing."""
    for clause in act.clauses:
        the_clause(asking.negotiation, clause)
    title, text = act.title.strip(), act.text.strip()
    if not act.clauses or not (title or text) or len(title) + len(text) > ADVICE:
        refuse(
            "empty_advice",
            say(
                "Advice has a text of at most {most} characters and at least one clause.",
                most=ADVICE,
            ),
            "Say what it is about, and choose the clauses.",
            "S-7",
        )
    advice = facts.AdviceGiven(
        advice=asking.mint(),
        clauses=tuple(dict.fromkeys(act.clauses)),
        title=title,
        text=text,
        by=asking.actor.person,
    )
    return (advice,)


def close_drafting(act: acts.CloseDrafting, asking: Asking) -> tuple[AnyFact, ...]:
    """D-2: the facilitators stop every pen on a clause."""
    if the_clause(asking.negotiation, act.clause).drafting_closed:
        return ()
    return (facts.DraftingClosed(clause=act.clause),)


def open_drafting(act: acts.OpenDrafting, asking: Asking) -> tuple[AnyFact, ...]:
    """D-2: the facilitators let pens work on a clause again."""
    if not the_clause(asking.negotiation, act.clause).drafting_closed:
        return ()
    return (facts.DraftingOpened(clause=act.clause),)
