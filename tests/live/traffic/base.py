"""What every step of a random negotiation stands on: who is there, and who may know which word."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count

import orjson

from models.acts import Act
from models.negotiation import Negotiation
from models.party import FACILITATORS, Actor
from models.refusals import Refusal
from models.sight import Sight, sight_of
from server.live.ask import Outcome
from server.live.clock import RehearsalClock
from server.live.room import Room
from server.live.seat import Seat
from server.web.access import own_screen
from server.web.state import summary
from tests.live.pages import screen, seat

HEADS = {"ada": "ALP", "bo": "BET", "gus": "GAM", "dot": "DEL"}
WRITERS = {**HEADS, "abe": "ALP", "bea": "BET", "amy": "ALP", "chair": FACILITATORS}
CLAUSES = ("A1", "A2", "A3")
Known = Callable[[Negotiation, Sight], bool]
"""Whether an audience may know a word as things stand."""


@dataclass
class Base:
    """A negotiation under way, everybody's pages, and who may know which word."""

    room: Room
    clock: RehearsalClock
    chance: random.Random
    pages: list[Seat] = field(default_factory=list)
    words: dict[str, Known] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    heard: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    """Person → what they were told besides their pages: refusals, the state for programs."""
    step: str = ""
    """What happens now, by the name of its method."""
    said_in: dict[str, str] = field(default_factory=dict)
    """Word → the step in which it was said."""
    drafted: dict[str, list[str]] = field(default_factory=dict)
    """Draft → the words typed in it."""
    done: Counter[str] = field(default_factory=Counter)
    numbers: count[int] = field(default_factory=count)

    @property
    def n(self) -> Negotiation:
        """The negotiation as it is."""
        return self.room.negotiation

    def actor(self, person: str) -> Actor:
        """The actor a person is."""
        its = self.n.people[person]
        return Actor(its.id, its.role, its.party)

    def head(self) -> str:
        """Some head of a party."""
        return self.chance.choice(sorted(HEADS))

    def clause(self) -> str:
        """Some clause."""
        return self.chance.choice(CLAUSES)

    def comes(self, person: str, screen_name: str = "", clause: str | None = None) -> Seat:
        """Somebody opens a page: of their role, or another."""
        actor = self.actor(person)
        its = seat(actor, screen_name or own_screen(actor.role), clause)
        self.room.hall.enter(its, {}, {})
        return its

    def word(self, known: Known) -> str:
        """A word that stands nowhere else, and who may know it."""
        return self.secret(f"zq{next(self.numbers)}xj", known)

    def secret(self, word: str, known: Known) -> str:
        """A word of one's own making, and who may know it."""
        self.words[word], self.known[word], self.said_in[word] = known, set(), self.step
        return word

    async def does(self, person: str, act: Act) -> Outcome | None:
        """Do an act; None where it is refused. Then note who may know what."""
        outcome = None
        try:
            outcome = await self.room.submit(self.actor(person), act, f"t{next(self.numbers)}")
            self.done[act.kind] += 1
        except Refusal as refusal:
            self.heard[person].append(
                f"{refusal} {refusal.next_step} {refusal.obstacles} {refusal.texts}".encode()
            )
        await self.settled()
        return outcome

    async def settled(self) -> None:
        """Everything is told that there is to tell; note who may know what by now."""
        await self.room.hall.quiet()
        self.note()
        person = self.chance.choice(sorted(self.n.people))
        told = summary(self.n, sight_of(self.n, self.actor(person)))
        self.heard[person].append(orjson.dumps(told))

    def note(self) -> None:
        """Who may know each word as things stand now."""
        sights = {person: sight_of(self.n, self.actor(person)) for person in self.n.people}
        for word, known in self.words.items():
            self.known[word] |= {who for who, sight in sights.items() if known(self.n, sight)}

    def told(self, page: Seat) -> bytes:
        """Everything that reached one page, and its person by other ways."""
        return b"".join((*screen(page).raw, *self.heard[page.actor.person]))


def by(side: str, among: Iterable[str] = tuple(WRITERS)) -> str:
    """The first of some people who speaks for a side."""
    return next(person for person in among if WRITERS[person] == side)


def explained(party: str | None = None) -> Known:
    """A reason: its own party's, and whoever may know whose it is and read reasons."""
    return lambda _n, sight: (
        (party is not None and sight.party == party) or (sight.attribution and sight.reasons)
    )


def stood(party: str) -> Known:
    """What goes with a position: its own party's, and whoever may know positions."""
    return lambda _n, sight: sight.party == party or sight.positions


def named(_n: Negotiation, sight: Sight) -> bool:
    """What goes with a name: whoever may know whose it is."""
    return sight.attribution


def nobody(_n: Negotiation, _sight: Sight) -> bool:
    """Nobody, yet."""
    return False
