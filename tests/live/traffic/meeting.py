"""Steps behind closed doors, and those of the chair: caucuses, groups, own notes, the room."""

from __future__ import annotations

from dataclasses import replace

from models import acts
from models.caucus import Caucus
from models.negotiation import Negotiation
from models.party import FACILITATORS, Presence
from models.rulebook import DEFAULT_VISIBILITY, INSIDERS, Group, Kind, Mode
from models.sight import Sight
from tests.cast import PARTIES
from tests.live.pages import seat
from tests.live.traffic.base import HEADS, Base, Known, by, nobody

SPEAKING = (*HEADS, "chair")


class Meeting(Base):
    """Who meets apart, what a side keeps to itself, and how open the meeting is."""

    async def confers(self) -> None:
        """A caucus or a small group is opened, talked in, or its members change."""
        caucuses = [its for its in self.n.caucuses.values() if not its.closed]
        if not caucuses or self.chance.random() < 0.2:
            await self._opens()
            return
        its = self.chance.choice(caucuses)
        lead, chosen = by(its.lead, SPEAKING), tuple(self.chance.sample(PARTIES, 2))
        if self.chance.random() < 0.2:
            await self.does(lead, acts.ChangeMembers(caucus=its.id, members=chosen))
        elif self.chance.random() < 0.1:
            await self.does(lead, acts.CloseCaucus(caucus=its.id))
        else:
            members = its.members
            person = by(self.chance.choice(sorted(members)), SPEAKING)
            word = self.word(lambda _n, sight: sight.author in members)
            await self.does(person, acts.WriteInCaucus(caucus=its.id, text=word))

    async def _opens(self) -> None:
        person = self.chance.choice(SPEAKING)
        others, title = tuple(self.chance.sample(PARTIES, 2)), self.word(nobody)
        act = acts.OpenCaucus(title=title, members=others, told=self.chance.random() < 0.4)
        group = acts.OpenSmallGroup(title=title, members=others)
        made = await self.does(person, group if person == "chair" else act)
        if made is None:
            return
        its = self.n.caucuses[made.made["caucus"]]
        self.words[title] = _meeting(its.id)
        self.note()
        for side in sorted(its.members):
            page = replace(seat(self.actor(by(side, SPEAKING)), "caucus"), caucus=its.id)
            self.room.hall.enter(page, {}, {})
            self.pages.append(page)

    async def keeps(self) -> None:
        """A side writes a note of its own, or sets a tripwire that nothing rings."""
        person = self.chance.choice(("ada", "amy", "bea", "gus", "dot", "chair"))
        word = self.word(_own(self.actor(person).author))
        wire = acts.SetTripwire(clause=self.clause(), phrase=word, appears=True)
        note = acts.WriteNote(text=word, clause=self.clause())
        await self.does(person, self.chance.choice((wire, note)))

    async def wires(self) -> None:
        """A side asks to hear of a word that somebody types, in capitals of its own."""
        typed = [
            (self.n.drafts[draft].clause, word)
            for draft, words in self.drafted.items()
            for word in words
            if draft in self.n.drafts and word.upper() not in self.words
        ]
        if typed:
            clause, word = self.chance.choice(typed)
            person = self.chance.choice(("ada", "amy", "bea", "gus", "dot", "chair"))
            phrase = self.secret(word.upper(), _own(self.actor(person).author))
            await self.does(person, acts.SetTripwire(clause=clause, phrase=phrase, appears=True))

    async def changes(self) -> None:
        """The chair changes who sees what, the presence of a party, or what is on the screen."""
        party = self.chance.choice(PARTIES)
        presence = self.chance.choice((Presence.WALKED_OUT, Presence.PRESENT, Presence.PRESENT))
        mode = self.chance.choice(tuple(Mode))
        act = self.chance.choice(
            (
                acts.SetVisibility(mode=mode),
                acts.SetVisibility(mode=mode, shown=self._narrowed()),
                acts.SetPresence(party=party, presence=presence),
                acts.PutOnScreen(clause=self.clause()),
            )
        )
        await self.does("chair", act)

    def _narrowed(self) -> dict[Kind, frozenset[Group]]:
        """What the rules grant, less a few groups here and there."""
        kept = {
            kind: frozenset(group for group in sorted(groups) if self.chance.random() < 0.8)
            for kind, groups in DEFAULT_VISIBILITY.items()
        }
        for kind in (Kind.REASONS, Kind.POSITIONS):
            kept[kind] |= {Group.FACILITATORS}
        return kept | {Kind.TEXT: DEFAULT_VISIBILITY[Kind.TEXT]}


def _own(side: str | None) -> Known:
    return lambda _n, sight: sight.author == side


def _meeting(caucus: str) -> Known:
    """That some meet: they themselves, and the table where it is told."""

    def known(n: Negotiation, sight: Sight) -> bool:
        its: Caucus = n.caucuses[caucus]
        told = its.told or its.lead == FACILITATORS
        return sight.author in its.members or (told and sight.group in INSIDERS)

    return known
