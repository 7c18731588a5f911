"""Acts of the setting: people, the text, sessions, the screen, advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.party import Person, Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitPerson:
    """Invite a person, or change the details of one who was invited."""

    person: Person
    deed: ClassVar[str] = "invite people"
    kind: Literal["admit_person"] = "admit_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePerson:
    """End a person's access; what they did stands."""

    person: str
    deed: ClassVar[str] = "end somebody's access"
    kind: Literal["remove_person"] = "remove_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishText:
    """Publish the prepared base text as version 1 of every clause, to all in one moment (R7)."""

    deed: ClassVar[str] = "publish the text"
    kind: Literal["publish_text"] = "publish_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """Open a planned session with the roll call: who is there; everybody else is absent."""

    session: str
    present: tuple[str, ...] = ()
    deed: ClassVar[str] = "open a session"
    kind: Literal["open_session"] = "open_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSession:
    """Close the session that is open, and a `reading` of the text with it."""

    reading: bool = False
    deed: ClassVar[str] = "close a session"
    kind: Literal["close_session"] = "close_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPresence:
    """Record where a party is."""

    party: str
    presence: Presence
    deed: ClassVar[str] = "record who is there"
    kind: Literal["set_presence"] = "set_presence"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnScreen:
    """Put a clause, and if named one live draft over it, on everybody's screen."""

    clause: str
    draft: str | None = None
    deed: ClassVar[str] = "choose what is on the screen"
    kind: Literal["put_on_screen"] = "put_on_screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAdvice:
    """Attach an expert's note to clauses."""

    clauses: tuple[str, ...]
    text: str
    title: str = ""
    deed: ClassVar[str] = "give advice"
    kind: Literal["give_advice"] = "give_advice"
