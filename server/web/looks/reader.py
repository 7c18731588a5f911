"""Whoever reads a page: the negotiation as their audience may know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property

from models.clause import Clause
from models.negotiation import Negotiation
from models.outline import placed, successors_of
from models.party import Role
from models.proposal import Proposal
from models.rulebook import Kind
from models.sight import Sight
from server.live.audience import Audience, Online
from server.web import markup, words
from server.web.markup import Shown


@dataclass(frozen=True)
class Reader:
    """One audience before one state of a negotiation."""

    negotiation: Negotiation
    audience: Audience
    online: Online

    @property
    def sight(self) -> Sight:
        """What may be seen."""
        return self.audience.sight

    @property
    def role(self) -> Role:
        """The role these people have."""
        return self.audience.role

    @property
    def party(self) -> str | None:
        """The party they are of, and speak for."""
        return self.sight.party

    @property
    def own_party(self) -> str:
        """The party they are of, admitted or not: one that joined answers for its signature."""
        return self.party or self.audience.outside or ""

    @property
    def author(self) -> str | None:
        """The key their wording is attributed to."""
        return self.sight.author

    @cached_property
    def clause(self) -> Clause | None:
        """The clause in view; none for those who may not read the text."""
        wanted = self.audience.clause
        if wanted is None or not self.reads:
            return None
        # An old id leads to what came of its clause by splitting or merging.
        now = successors_of(self.negotiation, wanted)
        return self.negotiation.clauses[now[0]] if now else None

    @property
    def reads(self) -> bool:
        """Whether this audience may read the text at all."""
        return self.negotiation.sees(self.sight.group, Kind.TEXT)

    def live(self, clause: str, amends: str | None = None) -> tuple[Proposal, ...]:
        """The live proposals on a clause, or the amendments to one of them.

        None for those who see nothing that is proposed.
        """
        return self.negotiation.live_proposals(clause, amends) if self.sight.proposals else ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause this audience may read that has a place in the text, in order."""
        return placed(self.negotiation) if self.reads else ()

    @property
    def on_screen(self) -> str | None:
        """The clause that is on everybody's screen."""
        shown = self.negotiation.on_screen
        return shown.clause if shown is not None else None

    def title(self, clause: Clause) -> Shown:
        """The title of a clause, in the reader's language where there is one."""
        return self._one(clause.version.wording, "title")

    def text(self, clause: Clause) -> Shown:
        """The text of a clause, in the reader's language where there is one."""
        return self._one(clause.version.wording, "text")

    def field(self, wording: Mapping[str, str], part: str) -> str:
        """The field of `part` in the reader's language, or in the first there is."""
        return markup.chosen(wording, part, self.negotiation.languages, self.audience.language)

    def _one(self, wording: Mapping[str, str], part: str) -> Shown:
        field = self.field(wording, part)
        return markup.clean(field, wording.get(field, ""))

    def ordered(self, fields: Mapping[str, object]) -> list[str]:
        """Fields in this reader's order."""
        return markup.ordered(fields, self.negotiation.languages, self.audience.language)

    def name(self, author: str) -> str:
        """The full name of a party, or the facilitators'."""
        party = self.negotiation.parties.get(author)
        return party.name if party is not None else words.author(author)

    def clause_name(self, clause: str) -> str:
        """A clause by number and title, as people cite it."""
        its = self.negotiation.clauses[clause]
        return f"{its.number} {self.titled(its)}".strip()

    def titled(self, clause: Clause) -> str:
        """The title of a clause as plain words."""
        return str(self.title(clause).html.unescape())

    def cited(self, clause: str) -> str:
        """A clause by its number alone, or its id where it has none."""
        return self.negotiation.clauses[clause].number or clause


def zone(utc_offset: str) -> timezone:
    """The time zone of an offset such as `+02:00`."""
    sign = -1 if utc_offset.startswith("-") else 1
    hours, _, minutes = utc_offset.lstrip("+-").partition(":")
    return timezone(sign * timedelta(hours=int(hours or 0), minutes=int(minutes or 0)))


def dated(at: datetime, utc_offset: str) -> str:
    """A date and a time as the negotiation's calendar and clock show them."""
    return at.astimezone(zone(utc_offset)).strftime("%Y-%m-%d %H:%M")


def day(at: datetime, utc_offset: str) -> str:
    """The day of a time, as the negotiation's calendar has it."""
    return at.astimezone(zone(utc_offset)).strftime("%Y-%m-%d")


def local(at: datetime, utc_offset: str, *, seconds: bool = False) -> str:
    """A time as the negotiation's clock on the wall shows it."""
    return at.astimezone(zone(utc_offset)).strftime("%H:%M:%S" if seconds else "%H:%M")
