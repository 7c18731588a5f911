"""What a document says, before it has a format: plain values, and nothing its readers may not see.

Whoever has a paper has no negotiation: what an audience may not know is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from server.documents.words import facing


class By(NamedTuple):
    """Somebody whose words or whose stand it is: a party by code and name."""

    code: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.code} ({self.name})" if self.name and self.name != self.code else self.code


class Mark(NamedTuple):
    """Who changed words, when, and by which version or proposal."""

    by: tuple[By, ...]
    at: datetime | None
    source: str


class Stretch(NamedTuple):
    """A stretch of wording: as it was, inserted, struck, or inserted and struck again."""

    text: str
    inserted: Mark | None = None
    struck: Mark | None = None


Wording = tuple[Stretch, ...]


def old(wording: Iterable[Stretch]) -> str:
    """What it read before."""
    return "".join(stretch.text for stretch in wording if stretch.inserted is None)


def new(wording: Iterable[Stretch]) -> str:
    """What it reads now."""
    return "".join(stretch.text for stretch in wording if stretch.struck is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """An objection: what a party says against a clause, or against a proposal."""

    label: str
    by: By
    at: datetime
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A statement of a party, which blocks nothing."""

    label: str
    kind: str
    by: By
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A live proposal over the current text."""

    label: str
    by: tuple[By, ...]
    reason: str
    title: Wording
    text: Wording
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One clause."""

    id: str
    number: str
    part: str
    version: int
    at: datetime
    status: str
    title: Wording
    text: Wording
    against: int | None = None
    """The version it is compared with."""
    removed: bool = False
    instead: str = ""
    """What is said in place of a text: that it was deleted, or is not there in this language."""
    alternatives: tuple[Alternative, ...] = ()
    comments: tuple[Comment, ...] = ()
    statements: tuple[Declared, ...] = ()


class Signatory(NamedTuple):
    """A party and whoever may sign for it; once the text is locked, where it stands and since when.

    `notes` say what goes with a signature: labels of statements, a date of effect.
    """

    party: By
    person: str
    status: str = ""
    at: datetime | None = None
    notes: tuple[str, ...] = ()


class Final(NamedTuple):
    """The locked text that a paper holds: its number, and the digests that signatures name."""

    number: int
    digest: str
    manifest: str


class Seal(NamedTuple):
    """The entry of the record that a paper reads up to, and the code of its checkpoint."""

    entry: int
    code: str


class Copy(NamedTuple):
    """Whose copy a confidential paper is."""

    person: str
    party: By | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A text with everything a document says of it; `words` are the document's own, translated."""

    id: str
    title: str
    convenor: str
    language: str
    right_to_left: bool
    status: str
    session: str
    at: datetime
    utc_offset: str
    fingerprint: str
    address: str
    articles: tuple[Article, ...]
    signatories: tuple[Signatory, ...]
    words: Mapping[str, str]
    compared: str = ""
    """What it is compared with; nothing where it is clean."""
    final: Final | None = None
    published: bool = False
    seal: Seal | None = None
    copy: Copy | None = None

    def say(self, word: str) -> str:
        """One of the document's own words in its language."""
        return self.words.get(word, word)

    @property
    def moment(self) -> str:
        """When it was drawn up, as the negotiation's clock had it."""
        return self.clock(self.at)

    def clock(self, at: datetime) -> str:
        """A time as the negotiation's clock had it."""
        offset = datetime.fromisoformat(f"2000-01-01T00:00{self.utc_offset}").tzinfo
        told = f"{at.astimezone(offset):%Y-%m-%d %H:%M} ({self.utc_offset})"
        return facing(told, right_to_left=self.right_to_left)

    @property
    def known_by(self) -> tuple[tuple[str, str], ...]:
        """By what it can be checked: what each is, and the thing itself."""
        told = [(f"{self.say('Fingerprint of the current text')} (SHA-256)", self.fingerprint)]
        if self.final is not None:
            if self.final.digest != self.fingerprint:
                told.append((self.say("Fingerprint of the text that is signed"), self.final.digest))
            told.append((self.say("Manifest"), self.final.manifest))
        return tuple(told)

    @property
    def state(self) -> str:
        """Its status, once it is locked with the number of the final text."""
        if self.final is None:
            return self.status
        return f"{self.status} · {self.say('final text')} {self.final.number}"

    @property
    def signed(self) -> tuple[str, ...]:
        """Where each party stands towards the locked text, in a line."""
        return tuple(
            " · ".join(
                filter(None, (str(party), person, status, self.clock(at) if at else "", *notes))
            )
            for party, person, status, at, notes in self.signatories
        )

    @property
    def where(self) -> str:
        """What the address is of: the public page, which may not be there yet."""
        if self.published:
            return self.say("Scan to open the public page of this text")
        return self.say("Scan to open the public page, once the text is published")

    @property
    def read_to(self) -> str:
        """The entry of the record that it reads up to, and the code of that."""
        if self.seal is None:
            return ""
        entry, code = self.seal
        return f"{self.say('The record')}: {self.say('Entry')} {entry} · {self.say('Code')} {code}"

    @property
    def marked_for(self) -> str:
        """Whose copy it is and of when; nothing where it is not confidential."""
        if self.copy is None:
            return ""
        person, party = self.copy
        whose = f"{person}, {party.code}" if party is not None else person
        return f"{self.say('Confidential copy')} · {whose} · {self.moment}"

    @property
    def short(self) -> str:
        """The beginning of the fingerprint, enough to tell two papers apart."""
        return self.fingerprint[:16]


def utc(at: datetime) -> str:
    """A time in UTC to the second: 2027-01-14T06:30:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
