"""Audiences: everybody who sees the same page, for whom it is painted once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from models.negotiation import Negotiation
from models.party import Actor, Role
from models.sight import Sight, sight_of

CLOSED_DOORS = "caucus"
"""The screen of caucuses and of one's own notes."""
Online = Mapping[str, frozenset[str]]
"""Who is connected: party id, or role for people of no party → the people's names."""


@dataclass(frozen=True, slots=True)
class Audience:
    """What decides a page: screen, sight, role, the clause or caucus in view, the language.

    Clause and caucus are resolved already: the clause in view, or None where none is on screen; the
    caucus in view, or None where these people are not in it.
    """

    screen: str
    sight: Sight
    role: Role
    clause: str | None
    language: str
    caucus: str | None = None
    outside: str | None = None
    """The party of people who only read along: it is not admitted, or not any more."""


def audience_of(
    negotiation: Negotiation,
    actor: Actor,
    screen: str,
    clause: str | None,
    language: str,
    caucus: str | None = None,
) -> Audience:
    """The audience a page belongs to; without a clause of its own it follows the screen.

    The projector is sent what the hall may see, whoever opened it. Behind closed doors no clause
    is in view, and a caucus only for its members.
    """
    if screen == CLOSED_DOORS:
        sight = sight_of(negotiation, actor)
        its = negotiation.caucuses.get(caucus or "")
        inside = its is not None and sight.author in its.members
        return Audience(screen, sight, actor.role, None, language, caucus if inside else None)
    shown = negotiation.on_screen
    if clause is None:
        clause = shown.clause if shown is not None else None
    if screen == "projector":
        actor = Actor(actor.person, Role.PROJECTOR)
    sight = sight_of(negotiation, actor)
    outside = actor.party if sight.party is None else None
    return Audience(screen, sight, actor.role, clause, language, outside=outside)


class Paint(Protocol):
    """Paints the regions of a page: region id → HTML of the element with that id.

    A pure function of its arguments: it is called once per audience, never per person.
    """

    def __call__(
        self, negotiation: Negotiation, audience: Audience, online: Online
    ) -> Mapping[str, str]: ...


class Region(NamedTuple):
    """One painted region: its mark tells whether a page shows it already."""

    mark: str
    html: str


def mark(html: str) -> str:
    """A short name for this very HTML: equal HTML, equal mark."""
    return hashlib.sha256(html.encode()).hexdigest()[:12]


def marked(html: str, its_mark: str) -> str:
    """The HTML of a region with `data-mark` on its outer element."""
    head, bracket, rest = html.lstrip().partition(">")
    return f'{head} data-mark="{its_mark}"{bracket}{rest}'


def regions(painted: Mapping[str, str]) -> dict[str, Region]:
    """Painted HTML with its marks in place."""
    return {
        name: Region(its_mark, marked(html, its_mark))
        for name, html in painted.items()
        for its_mark in (mark(html),)
    }
