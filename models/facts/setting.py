"""Facts of the setting: people, text, sessions, the screen, advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from models.facts.base import FACILITATORS_ONLY, PARTIES, Fact
from models.party import Party, Person, Presence
from models.rulebook import Rules


class PlannedSession(NamedTuple):
    """A session on the agenda: its times are text for people, no rule hangs on them."""

    id: str
    title: str
    date: str = ""
    start: str = ""
    end: str = ""


class PreparedClause(NamedTuple):
    """A clause before publication: `wording` maps fields such as "en/text" to NFC text.

    A protected one is law already: nothing is proposed on it.
    """

    id: str
    number: str
    part: str
    wording: Mapping[str, str]
    protected: bool = False
    """Statutory: nothing is proposed on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened(Fact):
    """A negotiation was set up: always the first fact of its record."""

    negotiation: str
    title: str
    convenor: str
    languages: tuple[str, ...]
    parties: tuple[Party, ...]
    sessions: tuple[PlannedSession, ...]
    rules: Rules
    rehearsal: bool = False
    utc_offset: str = "+00:00"
    kind: Literal["convened"] = "convened"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdmitted(Fact):
    """A person was invited (or their details changed)."""

    part: ClassVar[str] = PARTIES
    person: Person
    kind: Literal["person_admitted"] = "person_admitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRemoved(Fact):
    """A person lost access; what they did stands."""

    part: ClassVar[str] = PARTIES
    person: str
    kind: Literal["person_removed"] = "person_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPrepared(Fact):
    """The base text was laid ready, for the facilitators and the convenor only."""

    part: ClassVar[str] = FACILITATORS_ONLY
    clauses: tuple[PreparedClause, ...]
    kind: Literal["text_prepared"] = "text_prepared"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPublished(Fact):
    """The prepared text became version 1 of every clause, for all in one moment."""

    clauses: tuple[PreparedClause, ...]
    digests: Mapping[str, str]
    kind: Literal["text_published"] = "text_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(Fact):
    """A session began."""

    session: str
    kind: Literal["session_opened"] = "session_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCalled(Fact):
    """The roll was called when a session began: the presence of every admitted party."""

    part: ClassVar[str] = PARTIES
    presence: Mapping[str, Presence]
    kind: Literal["roll_called"] = "roll_called"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClosed(Fact):
    """The session ended."""

    session: str
    kind: Literal["session_closed"] = "session_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceChanged(Fact):
    """A party came, went, or connected from afar."""

    part: ClassVar[str] = PARTIES
    party: str
    presence: Presence
    kind: Literal["presence_changed"] = "presence_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePutOnScreen(Fact):
    """A clause came on every screen, with the live draft that was tapped."""

    clause: str
    draft: str | None = None
    kind: Literal["clause_put_on_screen"] = "clause_put_on_screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven(Fact):
    """An expert attached a note to clauses."""

    part: ClassVar[str] = PARTIES
    advice: str
    clauses: tuple[str, ...]
    title: str
    text: str
    by: str
    kind: Literal["advice_given"] = "advice_given"
