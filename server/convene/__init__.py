"""The file a negotiation is convened from.

YAML, with these parts; `*` marks what must be there. Unknown fields are refused, so that a
misspelt one is noticed; parts that only the player of scenarios reads are known by name and left
alone. `tests/scenarios/` holds whole examples.

    scenario:
      id*: harbour-2027             # letters, digits, - and _: part of addresses
      title*: "Code of conduct …"
      convenor_body*: "Harbour council"
      working_language*: en         # the language of `title` and `text` of every clause
      other_official_language: ar   # or other_official_languages: [ar, fr]
      utc_offset: "+02:00"          # how times are shown; UTC where absent
      sessions: [{id*: S1, title*: "First reading", date: …, start: …, end: …}]

    rules:                          # each with a default
      decision_rule: consensus      # or unanimity, or sufficient_consensus with its threshold:
      threshold: {parties: 6, indispensable: [ALP]}   # or {share: 0.66} of the parties' weights
      quorum: more_than_half_of_admitted_parties   # or more_than_two_thirds_of_…, or a number
      seconding: {required: true, co_sponsor_counts_as_second: true}
      lapse_unseconded_after_minutes: 20
      undo_window_minutes: 10
      countdown_seconds: 60
      tabling_in_session: false     # proposals in open sessions only
      reading_lapses: false         # what is live when a reading closes lapses
      take_over_minutes: 15
      silence: {minimum_hours: 12, attribution: true}
      reopening: {needs: [facilitator_accepts, one_other_party_supports]}   # or {supporters: 2}
      late_joiner: {review_hours: 24}
      editorial_corrections: {window_hours: 48, refused_if_changes: [modal_verb, number, date,
                              negation, defined_term, party_name]}
      reservations_allowed: true
      authentic_languages: [ar]     # those that count as the working language does
      signing: {by_commitment: false, effective_signatures: 5}   # none: each party by its own
      lock: {walked_out_notice_hours: 24}
      retention: {private_days: 90, access_days: 365}    # after publication; none: never erased
      mode: open                    # or plenary, closed, chatham: how meetings begin
      live_drafting: parties        # none | parties | all: who at most may watch letters appear
      visibility:                   # who sees what; the projector sees what observers see
        plenary_text: [parties, facilitators, convenor, experts, observers]
        bracket_attribution: […]    # likewise objection_reasons, positions

    parties: [{id*: ALP, name*: "Alpha", colour*: "#1f5fa8", seat_order*: 1, kind: party,
               language: ar, weight: 1, joins_at_move: 64, negotiating: false}]
        # with either of the last two a party is known, but not admitted yet: its people wait

    persons: [{id*: ana, name*: "Ana", role*: head_of_delegation, party: ALP, ui_language: ar}]
        # at least one lead_facilitator and one convenor

    observers: {named: [{id*: ob1, organisation*: "Watch", name: "Ola"}]}

    clauses: [{id*: A1, number*: "1", part: "Part I", title*: …, text*: …,
               protected: false, title_ar: …, text_ar: …}]
        # a title and a text for each other language; nothing is proposed on a protected clause

A person "projector" is always added: the screen in the hall.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.facts import AnyFact, Convened, PersonAdmitted
from models.party import Person
from server.convene.build import build
from server.convene.form import read_form
from server.convene.located import FileRefused, Problem, parse

__all__ = ["Convening", "FileRefused", "Problem", "convening", "from_file"]

MAX_FILE = 5_000_000


@dataclass(frozen=True)
class Convening:
    """What a file says, as the facts that begin a record."""

    convened: Convened
    others: tuple[AnyFact, ...]

    @property
    def persons(self) -> tuple[Person, ...]:
        """Everybody who is to be invited."""
        return tuple(fact.person for fact in self.others if isinstance(fact, PersonAdmitted))


def convening(text: str, *, rehearsal: bool = False) -> Convening:
    """The facts that a file's text stands for.

    Raises FileRefused, which names the line and the field of each thing wrong.
    """
    located = parse(text)
    convened, *others = build(read_form(located), located, rehearsal=rehearsal)
    if not isinstance(convened, Convened):
        raise TypeError("a record begins with Convened")
    return Convening(convened, tuple(others))


def from_file(path: Path, *, rehearsal: bool = False) -> Convening:
    """`convening` of a file. Raises FileRefused, OSError."""
    data = path.read_bytes()
    if len(data) > MAX_FILE:
        raise FileRefused([Problem(1, "", "the file is larger than 5 MB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = data[: failure.start].count(b"\n") + 1
        raise FileRefused([Problem(line, "", "the file is not UTF-8 text")]) from failure
    return convening(text, rehearsal=rehearsal)
