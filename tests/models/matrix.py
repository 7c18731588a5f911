"""What the policy matrix is played on: a negotiation in each of its states.

`SETTINGS` builds each state once; a state is a value and is used again for every cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache

from models import acts, facts
from models.acts import Act
from models.negotiation import Negotiation
from models.party import Person, Role
from models.position import Stand
from models.refusals import Refusal
from models.reservation import StatementKind
from models.rulebook import Rules, rules_digest
from models.rules import decide
from models.signing import Choice, StatementChoice
from models.whole import whole_digest
from tests.cast import HEADS, PARTIES, Stage, convened, only, opened, published

MORE_PEOPLE = (
    Person(id="eli", name="Eli", role=Role.DELEGATE, party="ALP"),
    Person(id="dan", name="Dan", role=Role.DELEGATE, party="DEL"),
    Person(id="dis", name="Dis", role=Role.ADVISER, party="DEL"),
    Person(id="sig", name="Sig", role=Role.SIGNATORY, party="ALP"),
    Person(id="sid", name="Sid", role=Role.SIGNATORY, party="DEL"),
)
CAST = (
    *("ada", "bo", "gus", "dot", "new"),
    *("abe", "eli", "bea", "dan"),
    *("amy", "dis"),
    *("aide", "chair", "host", "lex", "rix", "eve", "wall"),
    *("sig", "sid"),
)
"""Everybody, in the order of the columns. ALP (ada, abe, eli, amy, sig) owns the things there are,
abe having tabled its proposal; BET (bo, bea) co-sponsors, writes with it and confers with it; GAM
(gus) only confers; DEL (dot, dan, dis, sid) has nothing to do with them; NEW (new) waits."""
TEXTS = {
    "A1": "Each party shall list its accounts within seven days. It shall keep the list current.",
    "A2": "Nobody shall share falsehoods. Satire is free.",
    "A3": "A panel of five shall oversee this code.",
    "A4": "Each party shall teach its members.",
    "A5": "Complaints are heard by the panel.",
    "A6": "Reports are made each year.",
    "A7": "This code is reviewed after the election.",
}
ARABIC = {"A5": "تنظر الهيئة في الشكاوى."}
RULES = Rules(take_over_time=timedelta(days=30))
SOON = timedelta(days=2)


@dataclass(frozen=True)
class Setting:
    """A negotiation in one of its states, and the ids of what stands in it, by what it is."""

    stage: Stage
    things: Mapping[str, str] = field(default_factory=dict)

    @property
    def negotiation(self) -> Negotiation:
        """The state as it stands."""
        return self.stage.negotiation

    def __getitem__(self, thing: str) -> str:
        """The id of a thing; of one that is not there, an id that nothing has."""
        return self.things.get(thing, f"no {thing}")

    def outcome(self, person: str, act: Act) -> str:
        """What comes of an act: `+`, or why not: `r` the role, `y` the relation, `-` the state."""
        refusal = self.refusal(person, act)
        return "+" if refusal is None else _class(refusal, self.negotiation)

    def refusal(self, person: str, act: Act) -> Refusal | None:
        """Why an act is declined; None where it is possible."""
        actor = self.stage.actor(person)
        try:
            decide(self.negotiation, act, actor, self.stage.now, lambda: "id", "pepper")
        except Refusal as refusal:
            return refusal
        return None


def _class(refusal: Refusal, n: Negotiation) -> str:
    if refusal.code in {"wrong_role", "not_admitted"}:
        return "r"
    if refusal.code == "not_found":
        # Whoever may not know of a thing is told that it is not there.
        held = (n.drafts, n.caucuses, n.notes, n.tripwires)
        hidden = any(obstacle.item in its for obstacle in refusal.obstacles for its in held)
        return "y" if hidden else "-"
    return "y" if refusal.code == "not_yours" else "-"


# --- the states ----------------------------------------------------------------------------------


def _peopled(stage: Stage) -> Stage:
    for person in MORE_PEOPLE:
        stage.do("host", acts.AdmitPerson(person=person))
    return stage


def _private(stage: Stage) -> dict[str, str]:
    """What each side has to itself, whatever the text is."""
    return {
        "caucus": stage.meets("ada", "BET", "GAM"),
        "group": stage.meets("chair", "ALP", "BET"),
        "note": only(stage.do("ada", acts.WriteNote(text="Ours")), facts.NoteWritten).note,
        "their note": only(stage.do("chair", acts.WriteNote(text="Ours")), facts.NoteWritten).note,
        "wire": _wired(stage, "ada"),
        "their wire": _wired(stage, "chair"),
    }


def _wired(stage: Stage, person: str) -> str:
    act = acts.SetTripwire(clause="A1", phrase="seven days")
    return only(stage.do(person, act), facts.TripwireSet).tripwire


def _furnished() -> tuple[Stage, dict[str, str]]:
    """A session in which everything but the first clause has had its history."""
    stage = _peopled(opened(RULES, TEXTS, ARABIC))
    stage.agrees("A4")
    stage.asks("ada", "A4")
    stage.agrees("A7")
    stage.asks("ada", "A7")
    stage.supports("bo", "A7")
    lapsed = stage.tables("abe", "A3", "five", "six")
    stage.later(minutes=21).settle()
    gone = stage.tables("abe", "A3", "five", "seven")
    stage.seconds("bo", gone)
    stage.withdraws("abe", gone)
    for party in PARTIES:
        stage.states("chair", Stand.AGREE_AD_REF, clause="A2", on_behalf=party)
    rules = replace(RULES, undo_window=timedelta(minutes=5))
    stage.do("aide", acts.ProposeRules(rules=rules, reason="We decide faster now."))
    asked = stage.do("chair", acts.AskTemperature(question="Well?"))
    noted = acts.NoteDiscrepancy(clause="A5", language="en", text="It reads oddly.")
    things = {
        **_private(stage),
        "lapsed": lapsed,
        "gone": gone,
        "rules": rules_digest(rules),
        "objection": stage.objects("ada", "A3"),
        "package": stage.packs(("A5", None), ("A6", None)),
        "check": only(asked, facts.TemperatureAsked).check,
        "statement": stage.enters("ada", StatementKind.RESERVATION, "A2"),
        "discrepancy": only(stage.do("lex", noted), facts.DiscrepancyNoted).discrepancy,
    }
    return stage, things


def _unpublished() -> Setting:
    stage = convened(RULES, TEXTS, ARABIC)
    return Setting(_peopled(stage))


def _published() -> Setting:
    return Setting(_peopled(published(RULES, TEXTS, ARABIC)))


def _unruled() -> Setting:
    stage = _peopled(published(RULES, TEXTS, ARABIC))
    stage.do("chair", acts.OpenSession(session="S1", present=PARTIES))
    stage.shows("A1")
    return Setting(stage)


def _not_started() -> Setting:
    return Setting(*_furnished())


def _open() -> Setting:
    stage, things = _furnished()
    stage.shows("A1")
    draft = stage.drafts("abe", writers=("BET",))
    stage.types("abe", draft, "seven", "eight")
    theirs = stage.drafts("chair")
    stage.types("chair", theirs, "seven", "nine")
    return Setting(stage, {**things, "draft": draft, "their draft": theirs})


def _bracketed() -> Setting:
    its = _open()
    stage, things = its.stage, dict(its.things)
    written = stage.drafts("abe", writers=("BET",))
    stage.types("abe", written, "seven days", "ten days")
    stage.types("abe", written, "current", "up to date")
    things["proposal"] = stage.tables_draft("abe", written, co_sponsors=("BET",))
    bridge = stage.drafts("chair")
    stage.types("chair", bridge, "list current", "whole list current")
    things["bridge"] = stage.tables_draft("chair", bridge, bridges=(things["proposal"],))
    things["revision"] = stage.drafts("ada", revises=things["proposal"])
    stage.types("ada", things["revision"], "ten", "twelve")
    return Setting(stage, things)


def _then(before: Callable[[], Setting], *what: Callable[[Stage], object]) -> Setting:
    its = before()
    for step in what:
        step(its.stage)
    return its


def _parked() -> Setting:
    return _then(_bracketed, lambda s: s.do("chair", acts.Park(clause="A1", reason="Later")))


def _set_aside() -> Setting:
    return _then(_open, lambda s: s.do("chair", acts.Park(clause="A1", reason="Later")))


def _between() -> Setting:
    return _then(_bracketed, lambda s: s.do("chair", acts.CloseSession()))


def _put() -> Setting:
    return _then(_open, lambda s: s.puts(), lambda s: s.later(seconds=61))


def _silent() -> Setting:
    its = _open()
    return Setting(its.stage, {**its.things, "silence": its.stage.offers()})


def _agreed() -> Setting:
    return _then(_open, lambda s: s.agrees())


def _reopened() -> Setting:
    return _then(
        _agreed, lambda s: s.asks("ada"), lambda s: s.supports("bo"), lambda s: s.reopens()
    )


def _removed() -> Setting:
    return _then(_open, lambda s: s.carries(s.deletes("ada", "A1")), lambda s: s.agrees())


def _all_agreed() -> Setting:
    its = _agreed()
    stage = its.stage
    stage.lifts("ada", its["objection"])
    stage.do("chair", acts.RefusePackage(package=its["package"], reason="Not needed."))
    for clause in ("A4", "A7"):
        stage.do("chair", acts.DeclineReopen(clause=clause, reason="It was heard."))
    for clause in ("A2", "A3", "A5", "A6"):
        stage.agrees(clause)
    return its


def _adopted() -> Setting:
    its = _then(_all_agreed, lambda s: s.adopts_whole())
    correction = its.stage.corrects("A2", "Satire", "Parody")
    return Setting(its.stage, {**its.things, "correction": correction})


def _corrected() -> Setting:
    its = _adopted()
    answer = acts.ClearDiscrepancy(discrepancy=its["discrepancy"], answer="It is meant so.")
    its.stage.later(minutes=60 * 49).settle()
    its.stage.do("lex", answer)
    return its


def _closed() -> Setting:
    def check(stage: Stage) -> None:
        stage.do("lex", acts.CompleteLegalCheck(explained="All of it."))

    return _then(_corrected, check)


def _requested() -> Setting:
    def ask(stage: Stage) -> None:
        stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))

    return _then(_closed, ask)


def _locked() -> Setting:
    return _then(
        _closed,
        lambda s: s.locks(),
        lambda s: s.do("chair", acts.RequestUnlock(reason="An error was found.")),
    )


def _unlockable() -> Setting:
    def consent(stage: Stage) -> None:
        for head in HEADS:
            act = acts.ConsentUnlock(digest=stage.negotiation.finals[-1].digest)
            stage.do(head, act)

    return _then(_locked, consent)


def _signing() -> Setting:
    return _then(_closed, lambda s: s.locks(), _authorised, lambda s: s.opens_signing(SOON))


def _authorised(stage: Stage) -> None:
    stage.do("host", acts.CheckAuthority(party="ALP", person="sig", authority="Its letter"))
    for head in HEADS:
        stage.do(head, acts.ConfirmAdRef())


def _signed() -> Setting:
    its = _signing()
    its.stage.signs("ada", statements=(StatementChoice(its["statement"], Choice.MAINTAIN),))
    its.stage.later(minutes=60 * 49).settle()
    return its


SETTINGS: Mapping[str, Callable[[], Setting]] = {
    name: cache(build)
    for name, build in (
        ("unpublished", _unpublished),
        ("published", _published),
        ("rules not adopted", _unruled),
        ("not started", _not_started),
        ("open", _open),
        ("bracketed", _bracketed),
        ("parked", _parked),
        ("parked, nothing live", _set_aside),
        ("between sessions", _between),
        ("put to the room", _put),
        ("under silence", _silent),
        ("agreed", _agreed),
        ("reopened", _reopened),
        ("removed", _removed),
        ("all agreed", _all_agreed),
        ("adopted", _adopted),
        ("corrected", _corrected),
        ("closed", _closed),
        ("lock requested", _requested),
        ("locked, unlock asked", _locked),
        ("unlock agreed", _unlockable),
        ("signing", _signing),
        ("signed", _signed),
    )
}
