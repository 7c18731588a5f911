"""The acts of the policy matrix: `made` gives a well-formed one of a row, by somebody.

It is about the things that stand in a state; where there is none, about one that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any, get_args

from models import acts
from models.acts import Act
from models.draft import Watch
from models.objection import Category
from models.party import Departure, NewParty, Person, Presence, Role
from models.position import Recordable, Stand
from models.proposal import Reflected
from models.reservation import StatementKind
from models.rulebook import Mode, rules_digest
from models.settling import digest
from models.signing import Choice, StatementChoice
from models.text import to_units
from models.whole import whole_digest
from tests.models.matrix import RULES, SOON, Setting

KINDS: Mapping[str, type[Act]] = {kind.__name__: kind for kind in get_args(Act)}


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
        "WithdrawSupport": lambda i, _p, _w: {"proposal": i["proposal"]},
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
        "Publish": lambda i, _p, _w: {"digest": _final(i)["digest"]},
        "RecordBriefing": lambda _i, _p, _w: {
            "held": "2027-01-01",
            "place": "The hall",
            "whom": "Volunteers",
            "briefed": 4,
            "of": 6,
        },
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
