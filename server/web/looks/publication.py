"""What is published: made of the locked text, its signatures and the publication alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.manifest import authentic_languages
from models.names import clause_name
from models.negotiation import Negotiation
from models.outline import worded
from models.reservation import StatementKind
from models.saying import Sentence
from models.signing import Choice, Signature, SignStatus
from server.web.looks.finals import CleanText, clean

SIGNED = frozenset({SignStatus.SIGNED, SignStatus.ACCEDED, SignStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Kept:
    """A reservation or declaration that goes with a signature."""

    label: str
    kind: StatementKind
    clause: Sentence
    text: str

    def __str__(self) -> str:
        """As lists name it."""
        return self.label


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party that is bound, or was: who signed for it and when."""

    party: str
    name: str
    person: str
    at: datetime
    accession: bool
    effective: str
    withdrawn: str
    briefed: bool
    clauses: tuple[str, ...]
    statements: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """The public page in one language."""

    id: str
    title: str
    convenor: str
    number: int
    locked_at: datetime | None
    digest: str
    manifest: str
    language: str
    text: CleanText
    authentic: bool
    languages: tuple[str, ...]
    summary: str
    complaints: str
    signatories: tuple[Signatory, ...]
    needed: int | None

    @property
    def bound(self) -> int:
        """How many parties are bound now."""
        return sum(not one.withdrawn for one in self.signatories)


def published(n: Negotiation, at: datetime, language: str | None = None) -> Published | None:
    """The page in a language, at a time; None: nothing is published, not yet, or not in this one.

    An embargo ends at its very moment. Where the text is not translated whole, it is the working
    language's.
    """
    final, publication = n.final, n.publication
    if final is None or publication is None:
        return None
    if publication.embargo is not None and at < publication.embargo:
        return None
    read = [(its, its.version) for its in worded(n)]
    wanted = language or n.languages[0]
    if wanted not in n.languages:
        return None
    translated = all(version.wording.get(f"{wanted}/text") for _, version in read)
    reads = wanted if translated else n.languages[0]
    return Published(
        id=n.id,
        title=n.title,
        convenor=n.convenor,
        number=final.number,
        locked_at=final.locked_at,
        digest=final.digest,
        manifest=final.manifest,
        language=wanted,
        text=clean(read, reads),
        authentic=reads in authentic_languages(n),
        languages=n.languages,
        summary=publication.summary.get(wanted, ""),
        complaints=publication.complaints,
        signatories=signatories(n),
        needed=n.rules.effective_signatures,
    )


def signatories(n: Negotiation) -> tuple[Signatory, ...]:
    """Those who signed or joined the text in force, in order of time."""
    signed = (
        n.signatures[one.signature]
        for one in n.standings.values()
        if one.status in SIGNED and one.signature is not None
    )
    return tuple(_signatory(n, its) for its in sorted(signed, key=lambda its: its.order))


def _signatory(n: Negotiation, its: Signature) -> Signatory:
    return Signatory(
        party=its.party,
        name=n.parties[its.party].name,
        person=n.people[its.person].name,
        at=its.at,
        accession=its.accession,
        effective=its.effective,
        withdrawn=its.withdrawn,
        briefed=its.party in n.briefed,
        clauses=tuple(n.clauses[clause].number for clause in its.clauses),
        statements=kept(n, its),
    )


def kept(n: Negotiation, its: Signature) -> tuple[Kept, ...]:
    """The statements that go with a signature, as what they go."""
    going = [
        (n.statements[statement], choice)
        for statement, choice in its.statements
        if choice is not Choice.DROP
    ]
    return tuple(
        Kept(
            one.label,
            StatementKind.DECLARATION if choice is Choice.DECLARE else one.kind,
            clause_name(n, one.clause),
            one.text,
        )
        for one, choice in going
    )
