"""Behind closed doors: caucuses, notes and tripwires, and that nobody else is told of them.

What is secret holds a word that is found nowhere else: its kind, and whose it is.
"""

from __future__ import annotations

import json
import re

from hypothesis import strategies as st
from hypothesis.stateful import rule

from models import acts
from models.negotiation import Negotiation
from models.sight import Sight, sight_of
from server.web.state import summary
from tests.cast import PEOPLE
from tests.models.machine.drafting import Drafting
from tests.models.machine.talking import clauses, people, picks

SECRET = re.compile(r"zq(note|wire|caucus|title|draft)(\w+)")
REASON = "zqreason"
members = st.lists(st.sampled_from(["ALP", "BET", "GAM"]), max_size=3)


class Conferring(Drafting):
    """What sides write for themselves, and what everybody is told."""

    @rule(person=people, clause=clauses, phrase=st.sampled_from(["", "new ", "three"]))
    def keep_to_oneself(self, person: str, clause: str, phrase: str) -> None:
        """A note and a tripwire of one's own, which may ring."""
        side = self.stage.actor(person).author
        self.ask(person, acts.WriteNote(text=f"zqnote{side}", clause=clause))
        wire = acts.SetTripwire(clause=clause, phrase=phrase or f"zqwire{side}", appears=True)
        self.ask(person, wire)

    @rule(person=people, members=members, told=st.booleans())
    def meet(self, person: str, members: list[str], told: bool) -> None:
        """A caucus, or a small drafting group."""
        title = "Over coffee" if told else "zqtitlex"
        named = {"title": title, "members": tuple(members)}
        self.ask(person, acts.OpenCaucus(**named, told=told))  # type: ignore[arg-type]
        self.ask(person, acts.OpenSmallGroup(**{**named, "title": "Over tea"}))  # type: ignore[arg-type]

    @rule(
        person=people,
        clause=clauses,
        which=picks,
        members=members,
    )
    def confer(self, person: str, clause: str, which: int, members: list[str]) -> None:
        """Write in a caucus, draft in it, change who is in it, leave it, or end it."""
        caucus = self.pick(self.stage.negotiation.caucuses, which)
        if caucus is None:
            return
        self.ask(person, acts.WriteInCaucus(caucus=caucus, text=f"zqcaucus{caucus}"))
        self.ask(person, acts.StartDraft(clause=self.now(clause), caucus=caucus))
        self.ask(
            person,
            (
                acts.ChangeMembers(caucus=caucus, members=tuple(members)),
                acts.LeaveCaucus(caucus=caucus),
                acts.CloseCaucus(caucus=caucus),
                acts.ChangeMembers(caucus=caucus, members=(*members, "DEL")),
            )[which % 4],
        )

    @rule(which=picks)
    def draft_in_secret(self, which: int) -> None:
        """A word of a private draft that nobody else is to read."""
        private = [draft for draft in self.stage.negotiation.drafts.values() if draft.private]
        draft = self.pick(private, which)
        if draft is not None:
            self._change(draft.started_by, draft.id, which, f"zqdraft{draft.id}")

    @rule(person=st.sampled_from([person.id for person in PEOPLE]))
    def look(self, person: str) -> None:
        """Nobody is told what is not theirs to know."""
        n, actor = self.stage.negotiation, self.stage.actor(person)
        sight = sight_of(n, actor)
        told = [json.dumps(summary(n, sight)), *_noticed(n, sight)]
        for said in told:
            for kind, whose in SECRET.findall(said):
                assert _theirs(n, sight, kind, whose), (person, kind, whose)
            assert sight.reasons or REASON not in said

    def teardown(self) -> None:
        """Everybody looks once more."""
        if hasattr(self, "stage"):
            for person in PEOPLE:
                self.look(person.id)
        super().teardown()


def _noticed(n: Negotiation, sight: Sight) -> list[str]:
    return [str(notice.sentence) for notice in n.notices.get(sight.author or "", ())]


def _theirs(n: Negotiation, sight: Sight, kind: str, whose: str) -> bool:
    """Whether this audience may know a secret of this kind."""
    if kind in {"note", "wire"}:
        return sight.author == whose
    if kind == "draft":
        draft = n.drafts.get(whose)
        return draft is None or not draft.private or sight.author in draft.writers
    insider = sight.author is not None
    return insider and any(sight.author in its.members for its in n.caucuses.values())
