"""Draws up a paper: a negotiation as one audience may know it, against what it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from models import history, views
from models.clause import Clause, Version
from models.layer import Runs, is_empty_change
from models.negotiation import Negotiation
from models.objection import Objection, ObjectionStatus
from models.party import Role
from models.proposal import Proposal
from models.refusals import Refusal
from models.rulebook import Kind
from models.sight import Sight
from models.text import UNTYPABLE, from_units, to_units
from models.whole import whole_digest
from server.documents.against import Against
from server.documents.paper import (
    Alternative,
    Article,
    By,
    Comment,
    Declared,
    Mark,
    Paper,
    Signatory,
    Stretch,
    Wording,
)
from server.documents.words import SAID, STATUS, Vocabulary

LARGEST = 2_000_000
"""How many characters a paper may hold: some 700 pages."""
RIGHT_TO_LEFT = frozenset({"ar", "arc", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


def paper(
    negotiation: Negotiation,
    sight: Sight,
    vocabulary: Vocabulary,
    *,
    language: str,
    at: datetime,
    compared: Against | None = None,
    address: str = "",
) -> Paper:
    """The paper of the text as it stands.

    Raises Refusal: `not_yours` where this audience may not read the text, `too_large`.
    """
    if not negotiation.sees(sight.group, Kind.TEXT):
        raise Refusal(
            "not_yours", "The text is not shown to you now.", "Ask the facilitators.", rule="V-4"
        )
    clerk = _Clerk(negotiation, sight, vocabulary, language, compared)
    articles = tuple(clerk.article(its) for its in negotiation.clauses.values())
    if sum(map(_size, articles)) > LARGEST:
        raise too_large()
    session = negotiation.sessions.get(negotiation.session or "")
    return Paper(
        id=negotiation.id,
        title=cleaned(negotiation.title),
        convenor=cleaned(negotiation.convenor),
        language=language,
        right_to_left=language.partition("-")[0].lower() in RIGHT_TO_LEFT,
        status=vocabulary.say(STATUS[views.negotiation_status(negotiation)]),
        session=cleaned(session.title) if session else vocabulary.say("No session"),
        at=at,
        utc_offset=negotiation.utc_offset,
        fingerprint=whole_digest(negotiation, language),
        address=address,
        articles=articles,
        signatories=clerk.signatories(),
        words={word: vocabulary.say(word) for word in SAID},
        compared=vocabulary.say(compared.name) if compared is not None else "",
    )


def too_large() -> Refusal:
    """What a paper beyond the bounds is declined with."""
    return Refusal(
        "too_large",
        "This document is too large to be made here.",
        "Ask for fewer changes: compare with the last session, or take the clean text.",
    )


@dataclass(frozen=True, slots=True)
class _Clerk:
    """Writes down one negotiation for one audience."""

    negotiation: Negotiation
    sight: Sight
    vocabulary: Vocabulary
    language: str
    compared: Against | None

    def article(self, its: Clause) -> Article:
        """One clause with all that hangs on it."""
        older = self.compared.version(its) if self.compared is not None else None
        standing = views.status(self.negotiation, its.id)
        return Article(
            id=its.id,
            number=its.number,
            part=cleaned(its.part),
            version=its.current,
            at=its.version.at,
            status=self.vocabulary.say(self.vocabulary.status[standing]),
            title=self._wording(its, older, "title"),
            text=self._wording(its, older, "text"),
            against=older.number if older is not None else None,
            removed=its.removed,
            instead=self._instead(its),
            alternatives=tuple(self._alternatives(its)) if older is not None else (),
            comments=self._comments(its.id, None) if older is not None else (),
            statements=tuple(self._statements(its.id)),
        )

    def signatories(self) -> tuple[Signatory, ...]:
        """The admitted parties in seat order, each with its head; for who may know names."""
        if not self.sight.attribution:
            return ()
        people = self.negotiation.people.values()
        gone = self.negotiation.removed
        heads = {
            person.party: cleaned(person.name)
            for person in people
            if person.role is Role.HEAD and person.id not in gone
        }
        return tuple(
            Signatory(self._by(party.id), heads.get(party.id, ""))
            for party in self.negotiation.admitted
        )

    def _wording(self, its: Clause, older: Version | None, part: str) -> Wording:
        field, newer = f"{self.language}/{part}", its.version
        if older is None:
            return _whole(newer.wording.get(field, ""))
        told = history.compared
        if self.compared is not None and self.compared.whole_history:
            told = history.replayed if history.comes_of(its, older, newer) else told
        return _joined(
            Stretch(text, self._mark(its, inserted), self._mark(its, struck))
            for text, inserted, struck in told(its, field, older, newer)
        )

    def _instead(self, its: Clause) -> str:
        say = self.vocabulary.say
        if its.removed:
            return say("Deleted")
        there = its.version.wording.get(f"{self.language}/text")
        return say("No text in this language") if there is None else ""

    def _mark(self, its: Clause, mark: history.Mark | None) -> Mark | None:
        if mark is None:
            return None
        source = f"{self.vocabulary.say('Version')} {mark.version}"
        return Mark(self._authors(mark.authors), its.numbered(mark.version).at, source)

    def _authors(self, authors: Iterable[str]) -> tuple[By, ...]:
        if not self.sight.attribution:
            return ()
        return tuple(map(self._by, authors))

    def _by(self, author: str) -> By:
        party = self.negotiation.parties.get(author)
        if party is None:
            return By(self.vocabulary.say(self.vocabulary.author(author)))
        return By(cleaned(party.id), cleaned(party.name))

    def _alternatives(self, its: Clause) -> Iterator[Alternative]:
        """What the live proposals change in this language, each followed by amendments to it."""
        if not self.sight.proposals:
            return
        for proposal, label in self._live(its):
            alternative = self._alternative(proposal, label)
            if alternative.title or alternative.text:
                yield alternative

    def _live(self, its: Clause) -> Iterator[tuple[Proposal, str]]:
        named = self.sight.attribution
        for alt, proposal in enumerate(self.negotiation.live_proposals(its.id), start=1):
            yield proposal, proposal.label if named else f"Alt {alt}"
            for amendment in self.negotiation.live_proposals(its.id, proposal.id) if named else ():
                yield amendment, f"{amendment.label} → {proposal.label}"

    def _alternative(self, proposal: Proposal, label: str) -> Alternative:
        named = self.sight.attribution
        return Alternative(
            label=label,
            by=self._authors(proposal.sponsors),
            reason=cleaned(proposal.reason) if named and self.sight.reasons else "",
            title=self._proposed(proposal, label, "title"),
            text=self._proposed(proposal, label, "text"),
            comments=self._comments(proposal.clause, proposal.id),
        )

    def _proposed(self, proposal: Proposal, label: str, part: str) -> Wording:
        """The redline of one field, nothing where the proposal leaves it alone."""
        runs: Runs = proposal.texts.get(f"{self.language}/{part}", ())
        if is_empty_change(runs):
            return ()
        at = proposal.tabled_at if self.sight.attribution else None

        def mark(authors: Iterable[str]) -> Mark:
            return Mark(self._authors(sorted(authors)), at, label)

        return _joined(
            Stretch(
                from_units(text),
                mark([inserted_by]) if inserted_by is not None else None,
                mark(struck_by) if struck_by else None,
            )
            for text, inserted_by, struck_by in history.tidy(runs)
        )

    def _comments(self, clause: str, proposal: str | None) -> tuple[Comment, ...]:
        if not self.sight.attribution:
            return ()
        return tuple(
            Comment(label=one.label, by=self._by(one.party), at=one.at, lines=self._said(one))
            for one in self.negotiation.objections.values()
            if (one.clause, one.proposal) == (clause, proposal)
            and (one.standing or one.status is ObjectionStatus.OVERRIDDEN)
        )

    def _said(self, one: Objection) -> tuple[str, ...]:
        say = self.vocabulary.say
        about = f"{say('Objection')} {one.label}, {say('Version')} {one.version}"
        if not self.sight.reasons:
            return (about,)
        lines = (
            f"{about}: {say(self.vocabulary.category[one.category])}",
            f"{say('Reason')}: {cleaned(one.reason)}" if one.reason else "",
            f"{say('Remedy')}: {cleaned(one.remedy)}" if one.remedy else "",
        )
        return tuple(line for line in lines if line)

    def _statements(self, clause: str) -> Iterator[Declared]:
        if not self.sight.attribution:
            return
        for one in self.negotiation.statements.values():
            if one.clause == clause and not one.withdrawn:
                yield Declared(
                    label=one.label,
                    kind=self.vocabulary.say(self.vocabulary.statement[one.kind]),
                    by=self._by(one.party),
                    at=one.at,
                    text=cleaned(one.text),
                )


def _whole(text: str) -> Wording:
    return (Stretch(text),) if text else ()


def _joined(wording: Iterable[Stretch]) -> Wording:
    """Neighbours that are alike as one: without names the borders between authors are gone too."""
    return tuple(
        Stretch("".join(stretch.text for stretch in alike), *marks)
        for marks, alike in groupby(wording, key=lambda stretch: stretch[1:])
    )


def _size(article: Article) -> int:
    wordings = [article.title, article.text]
    for alternative in article.alternatives:
        wordings += [alternative.title, alternative.text]
    return sum(len(stretch.text) for wording in wordings for stretch in wording)


def cleaned(text: str) -> str:
    """Words around the wording, without the characters that no wording may hold either."""
    return from_units(UNTYPABLE.sub(" ", to_units(text)))
