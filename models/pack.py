"""The briefing pack of a party: its duties, clause by clause, in the words of the locked text."""

from __future__ import annotations

from dataclasses import dataclass

from models.clause import Clause
from models.duties import GRAMMARS, Said, concerns, said
from models.negotiation import Negotiation
from models.outline import worded
from models.reservation import Statement
from models.signing import Choice, Signature, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefed:
    """One clause in a pack: its sentences, and what the party said of it with its signature."""

    id: str
    number: str
    title: str
    language: str
    """The pack's, or the working language where the clause has no text in the pack's."""
    sentences: tuple[Said, ...]
    taken: bool
    """Whether the party signed it, where parties take some commitments and not the whole."""
    statements: tuple[Statement, ...]

    def duties(self, names: frozenset[str], *, own: bool = True) -> tuple[Said, ...]:
        """The sentences with a duty of the party of these names, or with one of somebody else."""
        return tuple(
            one
            for one in self.sentences
            if one.duty is not None and concerns(one.duty, names) is own
        )

    @property
    def rest(self) -> tuple[Said, ...]:
        """What the tables find no duty in: shown as it reads."""
        return tuple(one for one in self.sentences if one.duty is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What a party briefs its people from, in one language."""

    party: str
    names: frozenset[str]
    language: str
    read: bool
    """Whether there are tables for this language; else every clause is shown whole."""
    clauses: tuple[Briefed, ...]


def pack(negotiation: Negotiation, party: str, language: str) -> Pack:
    """The pack of a party, from the text in force. Raises KeyError for no party."""
    n, its = negotiation, negotiation.parties[party]
    signature = n.signatures.get(n.standings.get(party, Standing()).signature or "")
    return Pack(
        party=party,
        names=frozenset({its.id, its.name}),
        language=language,
        read=language in GRAMMARS,
        clauses=tuple(_briefed(n, clause, language, signature) for clause in worded(n)),
    )


def _briefed(n: Negotiation, clause: Clause, language: str, signature: Signature | None) -> Briefed:
    """A clause in the pack's language, or as it counts where nobody translated it."""
    wording = clause.version.wording
    if f"{language}/text" not in wording:
        language = n.languages[0]
    return Briefed(
        id=clause.id,
        number=clause.number,
        title=wording.get(f"{language}/title", ""),
        language=language,
        sentences=said(wording.get(f"{language}/text", ""), language),
        taken=signature is None or not signature.clauses or clause.id in signature.clauses,
        statements=_kept(n, signature, clause.id),
    )


def _kept(n: Negotiation, signature: Signature | None, clause: str) -> tuple[Statement, ...]:
    """The statements on a clause that go with a signature."""
    chosen = signature.statements if signature is not None else ()
    return tuple(
        n.statements[one.statement]
        for one in chosen
        if one.choice is not Choice.DROP and n.statements[one.statement].clause == clause
    )
