"""What the policy matrix is played on: a negotiation in each of its states, and every act in it.

`SETTINGS` builds each state once; a state is a value and is used again for every cell. `made` gives
a well-formed act of a kind by somebody, about the things that stand in that state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from models import acts, facts
from models.acts import Act
from models.draft import Watch
from models.negotiation import Negotiation
from models.objection import Category
from models.party import Departure, NewParty, Person, Presence, Role
from models.position import Recordable, Stand
from models.proposal import Reflected
from models.refusals import Refusal
from models.reservation import StatementKind
from models.rulebook import Mode, Rules, rules_digest
from models.rules import decide
from models.settling import digest
from models.signing import Choice, StatementChoice
from models.text import to_units
from models.whole import whole_digest
from tests.cast import HEADS, PARTIES, Stage, convened, only, opened, published

KINDS: Mapping[str, type[Act]] = {kind.__name__: kind for kind in get_args(Act)}
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
    def sign(stage: Stage) -> None:
        stage.do("ada", made("Sign", its, "ada"))
        stage.later(minutes=60 * 49).settle()

    its = _signing()
    return _then(lambda: its, sign)


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


# --- the acts ------------------------------------------------------------------------------------


def made(row: str, its: Setting, person: str) -> Act:
    """A well-formed act of a row of the matrix by somebody; `Act/their` is about what the
    facilitators own."""
    name, _, whose = row.partition("/")
    kind, n = KINDS[name], its.negotiation
    own = MAKERS[name](its, person, "their " if whose else "")
    facilitates = n.people[person].role.facilitates
    if facilitates and "on_behalf" in kind.__dataclass_fields__:
        own["on_behalf"] = "ALP" if name == "LiftObjection" else "DEL"
    return kind(**own)


def kind_of(row: str) -> str:
    """What the act of a row is called on the wire."""
    return str(KINDS[row.partition("/")[0]].__dataclass_fields__["kind"].default)


def _read(its: Setting, clause: str = "A1") -> dict[str, Any]:
    found = its.negotiation.clauses.get(clause)
    version = found.version if found else None
    return {
        "clause": clause,
        "version": version.number if version else 1,
        "digest": version.digest if version else "0" * 64,
    }


def _frozen(its: Setting, thing: str) -> dict[str, Any]:
    draft = its.negotiation.drafts.get(its[thing])
    read = _read(its)
    return {
        "draft": its[thing],
        "version": read["version"],
        "digest": read["digest"],
        "wording": digest(draft.texts) if draft else "0" * 64,
    }


def _words(its: Setting, thing: str) -> dict[str, Any]:
    found = its.negotiation.proposals.get(its[thing])
    return {"proposal": its[thing], "wording": found.digest if found else "0" * 64}


def _revision(its: Setting, thing: str) -> int:
    draft = its.negotiation.drafts.get(its[thing])
    return draft.revision if draft else 0


def _final(its: Setting) -> dict[str, Any]:
    finals = its.negotiation.finals
    return {
        "digest": finals[-1].digest if finals else "0" * 64,
        "manifest": finals[-1].manifest if finals else "0" * 64,
    }


def _whole(its: Setting) -> dict[str, Any]:
    return {"digest": whole_digest(its.negotiation)}


def _rules_read(its: Setting) -> str:
    """The digest of the rules before the parties: those proposed, else those prepared."""
    proposed = its.negotiation.rules_proposed
    return rules_digest(its.negotiation.rules if proposed is None else proposed.rules)


def _package(its: Setting) -> dict[str, Any]:
    found = its.negotiation.packages.get(its["package"])
    return {"package": its["package"], "digest": found.digest if found else "0" * 64}


def _choices(its: Setting, person: str) -> tuple[Any, ...]:
    party = its.negotiation.people[person].party
    stood = its.negotiation.statements.values()
    return tuple(StatementChoice(s.id, Choice.MAINTAIN) for s in stood if s.party == party)


REASON = {"category": Category.FEASIBILITY, "reason": "We cannot.", "remedy": "More time."}
GUEST = Person(id="guest", name="Guest", role=Role.OBSERVER)
SPLIT = (
    NewParty(id="DEA", name="Dea", colour="#101010", seat_order=11),
    NewParty(id="DEB", name="Deb", colour="#202020", seat_order=12),
)
Maker = Callable[[Setting, str, str], dict[str, Any]]
CLAUSE = {"clause": "A1"}

MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "AdmitPerson": lambda _i, _p, _w: {"person": GUEST},
        "RemovePerson": lambda _i, _p, _w: {"person": "eve"},
        "PublishText": lambda _i, _p, _w: {},
        "SetRules": lambda _i, _p, _w: {"rules": replace(RULES, seconding=False)},
        "ProposeRules": lambda _i, _p, _w: {
            "rules": replace(RULES, seconding=False),
            "reason": "Faster.",
        },
        "TakeBackRules": lambda _i, _p, _w: {},
        "AnswerRules": lambda i, _p, _w: {"digest": _rules_read(i), "agree": True},
        "AdoptRules": lambda i, _p, _w: {"digest": _rules_read(i)},
        "SetVisibility": lambda _i, _p, _w: {"mode": Mode.PLENARY},
        "AdmitParty": lambda _i, _p, _w: {"party": "NEW"},
        "EndAdmission": lambda _i, _p, _w: {"party": "DEL", "departure": Departure.LEFT},
        "SplitParty": lambda _i, _p, _w: {"party": "DEL", "into": SPLIT},
        "ReplaceHead": lambda _i, _p, _w: {"party": "DEL", "person": "dan"},
        "ConfirmInherited": lambda _i, _p, _w: {"clauses": ("A4",)},
        "WalkOut": lambda _i, _p, _w: {},
        "CompleteReview": lambda i, _p, _w: {
            "clauses": (acts.Reviewed(*_read(i, "A4").values()),),
            "stand": Stand.AGREE,
        },
        "OpenSession": lambda _i, _p, _w: {"session": "S2", "present": ("ALP", "BET", "GAM")},
        "CloseSession": lambda _i, _p, _w: {},
        "SetPresence": lambda _i, _p, _w: {"party": "DEL", "presence": Presence.REMOTE},
        "PutOnScreen": lambda _i, _p, _w: CLAUSE,
        "GiveAdvice": lambda _i, _p, _w: {"clauses": ("A1",), "text": "It is lawful."},
        "StartDraft": lambda _i, _p, _w: CLAUSE,
        "ShareDraft": lambda i, _p, w: {"draft": i[f"{w}draft"], "watch": Watch.PARTIES},
        "DiscardDraft": lambda i, _p, w: {"draft": i[f"{w}draft"]},
        "Edit": lambda i, _p, w: {
            "draft": i[f"{w}draft"],
            "revision": _revision(i, f"{w}draft"),
            "field": "en/text",
            "edit": (to_units("So "),),
        },
        "Rewrite": lambda i, _p, w: {
            "draft": i[f"{w}draft"],
            "revision": _revision(i, f"{w}draft"),
            "field": "en/text",
            "text": "Quite another text.",
        },
        "Table": lambda i, _p, w: _frozen(i, f"{w}draft"),
        "Revise": lambda i, _p, _w: _frozen(i, "revision"),
        "Second": lambda i, _p, _w: _words(i, "proposal"),
        "CoSponsor": lambda i, _p, _w: _words(i, "proposal"),
        "Withdraw": lambda i, _p, w: {"proposal": i["bridge" if w else "proposal"]},
        "Object": lambda i, _p, _w: {"clause": "A1", "digest": _read(i)["digest"], **REASON},
        "LiftObjection": lambda i, _p, _w: {"objection": i["objection"]},
        "StatePosition": lambda i, _p, _w: {**_read(i), "stand": Stand.AGREE},
        "ConfirmAdRef": lambda _i, _p, _w: {},
        "ConfirmRecorded": lambda _i, _p, _w: {"what": Recordable.POSITION, "item": "A2"},
        "EnterStatement": lambda i, _p, _w: {
            "statement_kind": StatementKind.DECLARATION,
            "clause": "A1",
            "digest": _read(i)["digest"],
            "text": "We understand it so.",
        },
        "WithdrawStatement": lambda i, _p, _w: {"statement": i["statement"]},
        "ConsentToSever": lambda i, _p, _w: _words(i, "proposal"),
        "TakeOver": lambda i, _p, _w: _words(i, "gone"),
        "RestoreLapsed": lambda i, _p, _w: {"proposal": i["lapsed"], "reason": "A mistake"},
        "AnswerBridge": lambda i, _p, _w: {
            "bridge": i["bridge"],
            "proposal": i["proposal"],
            "answer": Reflected.REFLECTED,
        },
        "Accept": lambda i, _p, _w: {
            **{k: v for k, v in _read(i).items() if k != "clause"},
            **_words(i, "bridge"),
        },
        "PutToRoom": lambda i, _p, _w: _read(i),
        "TakeBackQuestion": lambda _i, _p, _w: CLAUSE,
        "Confirm": lambda i, _p, _w: _read(i),
        "Park": lambda _i, _p, _w: {"clause": "A1", "reason": "Later"},
        "Resume": lambda _i, _p, _w: CLAUSE,
        "CloseDrafting": lambda _i, _p, _w: CLAUSE,
        "OpenDrafting": lambda _i, _p, _w: CLAUSE,
        "Undo": lambda i, _p, _w: {
            "decision": len(i.negotiation.decisions),
            "reason": "A mistake",
        },
        "TablePackage": lambda i, _p, _w: {
            "title": "Another deal",
            "elements": tuple(i.stage.element(c) for c in ("A2", "A3"))
            if i.negotiation.clauses
            else (),
        },
        "StatePackagePosition": lambda i, _p, _w: {**_package(i), "stand": Stand.AGREE},
        "AdoptPackage": lambda i, _p, _w: _package(i),
        "RefusePackage": lambda i, _p, _w: {"package": i["package"], "reason": "Not so."},
        "AskTemperature": lambda _i, _p, _w: {"question": "And now?"},
        "AnswerTemperature": lambda i, _p, _w: {"check": i["check"], "step": 3},
        "CloseTemperature": lambda i, _p, _w: {"check": i["check"]},
        "DeleteTemperature": lambda i, _p, _w: {"check": i["check"]},
        "StartSilence": lambda i, _p, _w: {**_read(i), "ends": i.stage.now + timedelta(hours=24)},
        "AcknowledgeSilence": lambda i, _p, _w: {"silence": i["silence"]},
        "BreakSilence": lambda i, _p, _w: {"silence": i["silence"], **REASON},
        "CancelSilence": lambda i, _p, _w: {"silence": i["silence"], "reason": "Too early."},
        "RequestReopen": lambda _i, _p, _w: {"clause": "A1", "reason": "Something is missing."},
        "SupportReopen": lambda _i, _p, _w: {"clause": "A4"},
        "WithdrawReopen": lambda _i, _p, _w: {"clause": "A4"},
        "Reopen": lambda i, _p, _w: _read(i, "A7"),
        "DeclineReopen": lambda _i, _p, _w: {"clause": "A4", "reason": "It was heard."},
        "AdoptWholeText": lambda i, _p, _w: _whole(i),
        "ProposeCorrection": lambda i, _p, _w: {
            **_read(i, "A3"),
            "field": "en/text",
            "find": "oversee",
            "replace": "watch",
            "reason": "Plainer.",
        },
        "ContestCorrection": lambda i, _p, _w: {
            "correction": i["correction"],
            "reason": "It matters.",
        },
        "WithdrawCorrection": lambda i, _p, _w: {"correction": i["correction"]},
        "ValidateLanguage": lambda i, _p, _w: {**_read(i, "A5"), "language": "ar"},
        "NoteDiscrepancy": lambda _i, _p, _w: {
            "clause": "A1",
            "language": "en",
            "text": "It differs.",
        },
        "ClearDiscrepancy": lambda i, _p, _w: {
            "discrepancy": i["discrepancy"],
            "answer": "It is meant so.",
        },
        "CompleteLegalCheck": lambda _i, _p, _w: {"explained": "All of it."},
        "MarkSeen": lambda _i, _p, _w: {"upto": 1},
        "TableNewClause": lambda _i, _p, _w: {
            "after": "A1",
            "wording": {"en/title": "New", "en/text": "New words."},
        },
        "TableDeletion": lambda i, _p, _w: _read(i),
        "TableMove": lambda i, _p, _w: {**_read(i), "after": "A3"},
        "TableSplit": lambda i, _p, _w: {
            **_read(i),
            "at": {"en/text": 54},
            "second_title": {"en/title": "Second"},
        },
        "TableMerge": lambda i, _p, _w: {
            **_read(i),
            **{f"other_{k}": v for k, v in _read(i, "A2").items() if k != "clause"},
            "other": "A2",
        },
        "Renumber": lambda _i, _p, _w: {},
        "OpenCaucus": lambda _i, _p, _w: {"title": "Coffee", "members": ("GAM",)},
        "OpenSmallGroup": lambda _i, _p, _w: {"title": "Tea", "members": ("GAM",)},
        "ChangeMembers": lambda i, _p, w: {
            "caucus": i["group" if w else "caucus"],
            "members": ("BET", "DEL"),
        },
        "LeaveCaucus": lambda i, _p, _w: {"caucus": i["caucus"]},
        "CloseCaucus": lambda i, _p, w: {"caucus": i["group" if w else "caucus"]},
        "WriteInCaucus": lambda i, _p, w: {
            "caucus": i["group" if w else "caucus"],
            "text": "Quietly.",
        },
        "WriteNote": lambda _i, _p, _w: {"text": "For us"},
        "DeleteNote": lambda i, _p, w: {"note": i[f"{w}note"]},
        "SetTripwire": lambda _i, _p, _w: {"clause": "A1", "phrase": "list"},
        "RemoveTripwire": lambda i, _p, w: {"tripwire": i[f"{w}wire"]},
        "RequestLock": lambda i, _p, _w: _whole(i),
        "ConfirmLock": lambda i, _p, _w: _final(i),
        "StopLock": lambda _i, _p, _w: {"reason": "Not yet."},
        "RequestUnlock": lambda _i, _p, _w: {"reason": "An error was found."},
        "ConsentUnlock": lambda i, _p, _w: {"digest": _final(i)["digest"]},
        "ConfirmUnlock": lambda i, _p, _w: {"digest": _final(i)["digest"]},
        "OpenSigning": lambda i, _p, _w: {
            "digest": _final(i)["digest"],
            "closes": i.stage.now + SOON,
        },
        "CheckAuthority": lambda _i, _p, _w: {
            "party": "DEL",
            "person": "sid",
            "authority": "Its letter",
        },
        "Sign": lambda i, p, _w: {**_final(i), "statements": _choices(i, p)},
        "RecordInk": lambda i, _p, _w: {
            **_final(i),
            "party": "DEL",
            "person": "dot",
            "scan": "0" * 64,
        },
        "Decline": lambda i, _p, _w: {"digest": _final(i)["digest"]},
        "Accede": lambda i, p, _w: {**_final(i), "statements": _choices(i, p)},
        "WithdrawSignature": lambda _i, _p, _w: {"effective": "2028-01-01"},
        "RecordBriefing": lambda _i, _p, _w: {
            "held": "2027-01-01",
            "place": "The hall",
            "whom": "Volunteers",
            "briefed": 4,
            "of": 6,
        },
        "Publish": lambda i, _p, _w: {"digest": _final(i)["digest"]},
    }
)
"""Kind of act → the fields of one about the things of a setting, by somebody."""
ROWS = (
    *KINDS,
    *(
        f"{name}/their"
        for name in (
            *("ShareDraft", "DiscardDraft", "Edit", "Rewrite", "Table", "Withdraw"),
            *("ChangeMembers", "CloseCaucus", "WriteInCaucus", "DeleteNote", "RemoveTripwire"),
        )
    ),
)
