"""What is decided: in the room, by silence, on the whole text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from models import acts, facts
from models.facts import AnyFact
from models.objection import Category
from models.silence import Silence
from models.whole import whole_digest
from tests.cast.doing import Doing, only


class Deciding(Doing):
    """The question, silence, reopening, adoption, lock and signing."""

    # The room.

    def puts(self, person: str = "chair", clause: str = "A1") -> None:
        """Put a clause to the room as it reads."""
        version = self.negotiation.clauses[clause].version
        self.do(
            person, acts.PutToRoom(clause=clause, version=version.number, digest=version.digest)
        )

    def confirms(self, person: str = "chair", clause: str = "A1") -> tuple[AnyFact, ...]:
        """Confirm that nobody objected."""
        version = self.negotiation.clauses[clause].version
        return self.do(
            person, acts.Confirm(clause=clause, version=version.number, digest=version.digest)
        )

    def agrees(self, clause: str = "A1") -> None:
        """Put a clause to the room, wait, and confirm it."""
        self.shows(clause)
        self.puts(clause=clause)
        self.later(seconds=self.negotiation.rules.countdown.total_seconds() + 1)
        self.confirms(clause=clause)

    # Silence.

    def offers(
        self,
        person: str = "chair",
        clause: str = "A1",
        proposal: str | None = None,
        *,
        hours: float = 24,
        **other: object,
    ) -> str:
        """Start a silence on a clause as it reads, or on a proposal; its id."""
        version = self.negotiation.clauses[clause].version
        act = acts.StartSilence(
            clause=clause,
            version=version.number,
            digest=version.digest,
            ends=self.now + timedelta(hours=hours),
            proposal=proposal,
            wording=self.proposal(proposal).digest if proposal else "",
        )
        made = self.do(person, replace(act, **other))  # type: ignore[arg-type]
        return only(made, facts.SilenceStarted).silence

    def acknowledges(self, person: str, silence: str) -> tuple[AnyFact, ...]:
        """Acknowledge what is offered."""
        return self.do(person, acts.AcknowledgeSilence(silence=silence))

    def breaks(self, person: str, silence: str, reason: str = "No.") -> tuple[AnyFact, ...]:
        """Break silence."""
        act = acts.BreakSilence(
            silence=silence, category=Category.FAIRNESS, reason=reason, remedy="More time."
        )
        return self.do(person, act)

    def silence(self, silence: str) -> Silence:
        """A silence as it is now."""
        return self.negotiation.silences[silence]

    # Reopening.

    def asks(self, person: str, clause: str = "A1") -> None:
        """Ask to reopen a clause."""
        self.do(person, acts.RequestReopen(clause=clause, reason="Something is missing."))

    def supports(self, person: str, clause: str = "A1") -> None:
        """Support the request to reopen a clause."""
        self.do(person, acts.SupportReopen(clause=clause))

    def reopens(self, person: str = "chair", clause: str = "A1") -> tuple[AnyFact, ...]:
        """Reopen a clause as it reads."""
        version = self.negotiation.clauses[clause].version
        act = acts.Reopen(clause=clause, version=version.number, digest=version.digest)
        return self.do(person, act)

    def adopts_whole(self, person: str = "chair") -> tuple[AnyFact, ...]:
        """Adopt the whole text as it reads."""
        return self.do(person, acts.AdoptWholeText(digest=whole_digest(self.negotiation)))

    def corrects(
        self, clause: str, find: str, put: str, *, name: str = "en/text", **other: object
    ) -> str:
        """Lex proposes an editorial correction of a clause as it reads; the correction's id."""
        version = self.negotiation.clauses[clause].version
        act = acts.ProposeCorrection(
            clause=clause,
            version=version.number,
            digest=version.digest,
            field=name,
            find=find,
            replace=put,
            reason="Consistent spelling.",
        )
        made = self.do("lex", replace(act, **other))  # type: ignore[arg-type]
        return only(made, facts.CorrectionProposed).correction

    def contests(self, person: str, correction: str) -> tuple[AnyFact, ...]:
        """Contest a correction."""
        return self.do(person, acts.ContestCorrection(correction=correction, reason="It matters."))

    # The final text.

    def locks(self) -> None:
        """The chair requests the lock of the text as it reads, the host confirms it."""
        self.do("chair", acts.RequestLock(digest=whole_digest(self.negotiation)))
        pending = self.negotiation.finals[-1]
        self.do("host", acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest))

    def opens_signing(self, lasting: timedelta, **more: object) -> None:
        """The host opens the window for signing."""
        act = acts.OpenSigning(digest=self._final, closes=self.now + lasting)
        self.do("host", replace(act, **more))  # type: ignore[arg-type]

    @property
    def _final(self) -> str:
        return self.negotiation.finals[-1].digest

    def signs(self, person: str, **more: object) -> str:
        """Sign the locked text as it reads; the signature's id."""
        act = acts.Sign(digest=self._final, manifest=self.negotiation.finals[-1].manifest)
        made = self.do(person, replace(act, **more))  # type: ignore[arg-type]
        return only(made, facts.TextSigned).signature

    def declines(self, person: str, statement: str) -> tuple[AnyFact, ...]:
        """Decline to sign."""
        return self.do(person, acts.Decline(digest=self._final, statement=statement))

    def accedes(self, person: str) -> tuple[AnyFact, ...]:
        """Join the locked text."""
        manifest = self.negotiation.finals[-1].manifest
        return self.do(person, acts.Accede(digest=self._final, manifest=manifest))

    def undoes(self, person: str = "chair", decision: int | None = None) -> tuple[AnyFact, ...]:
        """Undo a decision, the last one where none is named."""
        number = self.last.number if decision is None else decision
        return self.do(person, acts.Undo(decision=number, reason="A mistake"))
