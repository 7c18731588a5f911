"""The form of a file: which fields there are and what each may hold."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from models.draft import Watch
from models.party import Role
from models.rulebook import Decision, Group, Guard, Mode
from models.text import canonical
from server.convene.located import FileRefused, Located

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
# What people read is held to the rules of typed text: no hidden or reordering characters.
Said = Annotated[str, StringConstraints(max_length=500), AfterValidator(canonical)]
Named = Annotated[Said, StringConstraints(min_length=1)]
Body = Annotated[str, StringConstraints(max_length=200_000), AfterValidator(canonical)]


class Part(BaseModel):
    """A part of the file; `others` are fields that somebody else reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    others: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _leave_alone(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {name: value for name, value in data.items() if name not in cls.others}


class SessionPart(Part):
    """A session on the agenda."""

    id: Id
    title: Named
    date: Said = ""
    start: Said = ""
    end: Said = ""


class ScenarioPart(Part):
    """The negotiation itself."""

    others = frozenset({"country", "election_day", "ceremony", "signing_window_closes"})
    id: Id
    title: Named
    convenor_body: Named
    working_language: Language
    other_official_language: Language | None = None
    other_official_languages: tuple[Language, ...] = ()
    utc_offset: Annotated[str, StringConstraints(pattern=r"^[+-]([01]\d|2[0-3]):[0-5]\d$")] = (
        "+00:00"
    )
    sessions: tuple[SessionPart, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The working language first."""
        second = self.other_official_language
        others = (*([second] if second else ()), *self.other_official_languages)
        return tuple(dict.fromkeys((self.working_language, *others)))


class ThresholdPart(Part):
    """What sufficient consensus takes: a number of parties, or else a share of their weights."""

    parties: int | None = Field(None, ge=1, le=1_000)
    share: float = Field(2 / 3, gt=0, le=1)
    indispensable: frozenset[Id] = frozenset()


class SilencePart(Part):
    """The silence procedure."""

    others = frozenset({"who_may_break", "reason_required", "late_break"})
    minimum_hours: float = Field(12.0, ge=0, le=10_000)
    attribution: bool = True


class ReopeningPart(Part):
    """What it takes to reopen an agreed clause: so many supporters, or one where `needs` says so.

    That the facilitators accept is needed always.
    """

    needs: tuple[Literal["facilitator_accepts", "one_other_party_supports"], ...] | None = None
    supporters: int | None = Field(None, ge=0, le=1_000)

    @property
    def number(self) -> int:
        """How many other parties must support it."""
        if self.supporters is not None:
            return self.supporters
        return int(self.needs is None or "one_other_party_supports" in self.needs)


class LateJoinerPart(Part):
    """How a party admitted late catches up."""

    others = frozenset({"agreed_clauses_stay_agreed"})
    review_hours: float = Field(24.0, ge=0, le=10_000)


class EditorialPart(Part):
    """What an editorial correction may be, and how long it may be contested."""

    window_hours: float = Field(48.0, ge=0, le=10_000)
    refused_if_changes: frozenset[Guard] = frozenset(Guard)


class SigningPart(Part):
    """What is signed, and how many signatures bring the code into effect."""

    by_commitment: bool = False
    effective_signatures: int | None = Field(None, ge=1, le=1_000)


class RetentionPart(Part):
    """After how many days from publication what is private, and the ways in, are erased."""

    private_days: int | None = Field(None, ge=0, le=36_600)
    access_days: int | None = Field(None, ge=0, le=36_600)


class LockPart(Part):
    """The lock: how long before it a party that walked out has been told."""

    others = frozenset({"initiate", "confirm", "different_persons"})
    walked_out_notice_hours: float = Field(24.0, ge=0, le=10_000)


class SecondingPart(Part):
    """Whether a proposal needs a second."""

    others = frozenset({"except"})
    required: bool = True
    co_sponsor_counts_as_second: bool = True


class VisibilityPart(Part):
    """Which groups see which kind of thing."""

    others = frozenset({"caucus", "audit_log"})
    plenary_text: frozenset[Group] | None = None
    bracket_attribution: frozenset[Group] | None = None
    objection_reasons: frozenset[Group] | None = None
    positions: frozenset[Group] | None = None


class RulesPart(Part):
    """The rules of procedure."""

    others = frozenset({"nothing_agreed_until_everything_agreed"})
    decision_rule: Decision = Decision.CONSENSUS
    threshold: ThresholdPart = ThresholdPart()
    quorum: Annotated[
        str,
        StringConstraints(
            pattern=r"^(more_than_(half|two_thirds)_of_admitted_parties|[1-9]\d{0,2})$"
        ),
    ] = "more_than_half_of_admitted_parties"
    seconding: SecondingPart = SecondingPart()
    lapse_unseconded_after_minutes: int = Field(20, ge=1, le=100_000)
    undo_window_minutes: int = Field(10, ge=0, le=100_000)
    countdown_seconds: int = Field(60, ge=0, le=86_400)
    tabling_in_session: bool = False
    reading_lapses: bool = False
    take_over_minutes: int = Field(15, ge=0, le=100_000)
    silence: SilencePart = SilencePart()
    reopening: ReopeningPart = ReopeningPart()
    late_joiner: LateJoinerPart = LateJoinerPart()
    editorial_corrections: EditorialPart = EditorialPart()
    reservations_allowed: bool = True
    mode: Mode = Mode.OPEN
    authentic_languages: frozenset[Language] = frozenset()
    signing: SigningPart = SigningPart()
    lock: LockPart = LockPart()
    retention: RetentionPart = RetentionPart()
    live_drafting: Watch = Watch.PARTIES
    visibility: VisibilityPart = VisibilityPart()


class PartyPart(Part):
    """A party; with `joins_at_move`, or not `negotiating`, it is not admitted yet."""

    others = frozenset({"role_in_politics"})
    id: Id
    name: Named
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
    seat_order: int = Field(ge=1, le=1_000)
    kind: Id = "party"
    language: Language | None = None
    weight: float = Field(1.0, ge=0, le=1_000_000)
    joins_at_move: int | None = None
    negotiating: bool = True

    @property
    def admitted(self) -> bool:
        """Whether it is at the table from the beginning."""
        return self.negotiating and self.joins_at_move is None


class PersonPart(Part):
    """A person; those who speak for a party name it."""

    others = frozenset({"title", "may", "attends"})
    id: Id
    name: Named
    role: Role
    party: Id | None = None
    ui_language: Language | None = None
    organisation: Said | None = None


class ObserverPart(Part):
    """An observer, known by name or by organisation."""

    others = frozenset({"kind"})
    id: Id
    organisation: Named
    name: Named | None = None
    ui_language: Language | None = None


class ObserversPart(Part):
    """The observers."""

    others = frozenset({"generate_additional", "load_test_maximum"})
    named: tuple[ObserverPart, ...] = ()


class ClausePart(Part):
    """A clause; the wording in other languages stands in fields such as `title_ar`."""

    model_config = ConfigDict(extra="allow", frozen=True)
    others = frozenset({"library"})
    id: Id
    number: Said
    part: Said = ""
    title: Named
    protected: bool = False
    text: Annotated[Body, StringConstraints(min_length=1)]


class Form(Part):
    """The whole file."""

    others = frozenset(
        {
            "schema_version",
            "clause_library",
            "proposals",
            "objections",
            "reservations",
            "packages",
            "caucuses",
            "silence_procedures",
            "editorial_corrections",
            "moves",
            "checkpoints",
            "post_signature",
            "ui_tests",
            "lint_expectations",
            "redline_expectations",
            "end_state",
        }
    )
    scenario: ScenarioPart
    rules: RulesPart = RulesPart()
    parties: tuple[PartyPart, ...] = Field(min_length=1)
    persons: tuple[PersonPart, ...] = Field(min_length=1)
    observers: ObserversPart = ObserversPart()
    clauses: tuple[ClausePart, ...] = Field(min_length=1)


PLAINLY = {
    "missing": "is missing",
    "extra_forbidden": "is not a field that is known here",
    "string_type": "must be text",
    "model_type": "must be a part with fields of its own",
    "tuple_type": "must be a list",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
    "frozen_set_type": "must be a list",
    "model_attributes_type": "must be a part with fields of its own",
}


def read_form(located: Located) -> Form:
    """The form filled in by a file. Raises FileRefused."""
    try:
        return Form.model_validate(located.data)
    except ValidationError as failure:
        raise FileRefused(
            located.problem(
                error["loc"],
                PLAINLY.get(error["type"]) or error["msg"].removeprefix("Value error, "),
            )
            for error in failure.errors(include_url=False, include_context=False)
        ) from failure
