"""What each move of a scenario asks of whom: the one mapping, without any I/O.

A move becomes a script (see `requests`) that the bare model, a room and the player over the wire
run alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from models.acts import Act
from models.party import Presence
from models.position import Stand
from models.proposal import Reflected
from models.refusals import Refusal
from server.play.requests import (
    ActiveParties,
    Countdown,
    Do,
    Made,
    Script,
    SeeClause,
    Seen,
    SeeProposal,
    Wait,
)
from server.play.scenario import Move, Scenario, ScenarioError
from server.play.scene import Book, Scene
from server.play.scripts import (
    conferring,
    editorial,
    parties,
    proposals,
    reopening,
    signing,
    silence,
    structure,
)
from server.play.scripts.package import SCRIPTS as PACKAGES
from server.play.scripts.statements import SCRIPTS as STATEMENTS
from server.play.scripts.steps import NoSuchAct, decided, objected, one, tabled
from server.play.scripts.temperature import SCRIPTS as TEMPERATURE

__all__ = ["SCRIPTS", "Book", "NoSuchAct", "script_of"]


def script_of(scenario: Scenario, book: Book, move: Move) -> Script:
    """The script of a move; raises `NoSuchAct`, or `ScenarioError` for a move that cannot be."""
    if move.do not in SCRIPTS:
        raise NoSuchAct(f"no such act yet: {move.do}")
    known, write = SCRIPTS[move.do]
    for name in move.details:
        if name not in known:
            raise NoSuchAct(f"no such act yet: {move.do} with {name}")
    return write(Scene(scenario, book, move))


def _open_session(scene: Scene) -> Act:
    present = tuple(scene.move.details.get("present", ()))
    return acts.OpenSession(session=str(scene.named("session")), present=present)


def _close_session(scene: Scene) -> Act:
    return acts.CloseSession(reading=bool(scene.move.details.get("reading")))


def _briefing(scene: Scene) -> Act:
    title = str(scene.move.details.get("title", ""))
    text = str(scene.move.details.get("text", title))
    return acts.GiveAdvice(clauses=tuple(scene.named("attach_to")), title=title, text=text)


def _presence(scene: Scene) -> Act:
    presence = scene.choice(Presence, scene.named("status"))
    return acts.SetPresence(party=str(scene.named("party")), presence=presence)


def _park(scene: Scene) -> Act:
    said = scene.move.details
    return acts.Park(
        clause=scene.clause,
        reason=str(said.get("reason", "")),
        owner=str(said.get("owner", "")),
        returns=str(said.get("returns", "")),
    )


def _reflected(scene: Scene) -> Script:
    proposed, bridge = scene.proposed(), scene.proposed("in")
    book = scene.book
    yield Do(
        scene.sponsor(proposed),
        acts.AnswerBridge(
            bridge=book.proposal(bridge.id),
            proposal=book.proposal(proposed.id),
            answer=Reflected.REFLECTED,
        ),
    )


def _undo(scene: Scene) -> Script:
    decision = scene.book.decisions.get(int(scene.named("move")))
    if decision is None:
        raise ScenarioError(
            f"move {scene.move.n}: move {scene.named('move')} came to no decision to undo"
        )
    reason = str(scene.move.details.get("reason", ""))
    made: Made = yield Do(scene.actor(), acts.Undo(decision=decision, reason=reason))
    decided(scene, made)


def _positions(scene: Scene) -> Script:
    stands = dict(scene.move.details.get("except", {}))
    active: tuple[str, ...] = yield ActiveParties()
    for party in active:
        stand = scene.choice(Stand, stands.get(party, scene.named("all")))
        if stand is Stand.OBJECT:
            continue  # its objection has said so already
        head = scene.scenario.head(party)
        seen: Seen = yield SeeClause(head, scene.clause)
        yield Do(
            head,
            acts.StatePosition(
                clause=scene.clause, version=seen.version, digest=seen.digest, stand=stand
            ),
        )


def _declare_agreed(scene: Scene) -> Script:
    actor = scene.actor()
    seen: Seen = yield SeeClause(actor, scene.clause)
    clause, version, digest = scene.clause, seen.version, seen.digest
    yield Do(actor, acts.PutToRoom(clause=clause, version=version, digest=digest))
    yield Countdown()
    try:
        made: Made = yield Do(actor, acts.Confirm(clause=clause, version=version, digest=digest))
    except Refusal as refusal:
        # A question left open would stop every pen on the clause.
        yield Do(actor, acts.TakeBackQuestion(clause=clause))
        raise refusal from None
    decided(scene, made)


def _table(scene: Scene) -> Script:
    proposed = scene.proposed()
    yield from tabled(scene, proposed, scene.sponsor(proposed))


def _second(scene: Scene) -> Script:
    person, proposal = scene.actor(), scene.book.proposal(scene.proposed().id)
    seen: Seen = yield SeeProposal(person, proposal)
    yield Do(person, acts.Second(proposal=proposal, wording=seen.wording))


def _withdraw(scene: Scene) -> Script:
    proposed = scene.proposed()
    proposal = scene.book.proposal(proposed.id)
    yield Do(scene.sponsor(proposed), acts.Withdraw(proposal=proposal, parts=_parts(scene)))


def _parts(scene: Scene) -> tuple[str, ...]:
    """The parts a move names, none where it is about the whole; the file calls them a, b, c too."""
    return tuple(map(str, scene.move.details.get("parts", ())))


def _object(scene: Scene) -> Script:
    yield from objected(scene, scene.actor(scene.objected().person))


def _lift(scene: Scene) -> Script:
    objected = scene.objected()
    objection = scene.book.objection(objected.id)
    yield Do(scene.actor(objected.person), acts.LiftObjection(objection=objection))


def _accept(scene: Scene) -> Script:
    person, proposal = scene.actor(), scene.book.proposal(scene.proposed().id)
    parts = _parts(scene)
    seen: Seen = yield SeeProposal(person, proposal, parts)
    made: Made = yield Do(
        person,
        acts.Accept(
            proposal=proposal,
            version=seen.version,
            digest=seen.digest,
            wording=seen.wording,
            parts=parts,
        ),
    )
    decided(scene, made)


def _lapse(scene: Scene) -> Script:
    yield Wait(scene.move.at)


SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "publish_text": (frozenset(), one(lambda _: acts.PublishText())),
    "open_session": (frozenset({"session", "present"}), one(_open_session)),
    "close_session": (frozenset({"session", "reading"}), one(_close_session)),
    "briefing": (frozenset({"title", "text", "attach_to"}), one(_briefing)),
    "advice": (
        frozenset({"clause", "text"}),
        one(lambda s: acts.GiveAdvice(clauses=(s.clause,), text=str(s.named("text")))),
    ),
    "presence": (frozenset({"party", "status"}), one(_presence)),
    "put_on_screen": (
        frozenset({"clause"}),
        one(lambda scene: acts.PutOnScreen(clause=scene.clause)),
    ),
    "positions": (frozenset({"clause", "all", "except"}), _positions),
    "declare_agreed": (frozenset({"clause"}), _declare_agreed),
    "table": (frozenset({"proposal"}), _table),
    "second": (frozenset({"proposal"}), _second),
    "withdraw": (frozenset({"proposal", "parts"}), _withdraw),
    "object": (frozenset({"objection"}), _object),
    "withdraw_objection": (frozenset({"objection"}), _lift),
    "accept": (frozenset({"proposal", "parts"}), _accept),
    "confirm_reflected": (frozenset({"proposal", "in"}), _reflected),
    "park": (frozenset({"clause", "reason", "owner", "returns"}), one(_park)),
    "resume": (frozenset({"clause"}), one(lambda scene: acts.Resume(clause=scene.clause))),
    "undo": (frozenset({"move", "reason"}), _undo),
    "lapse": (frozenset({"proposal"}), _lapse),
    **parties.SCRIPTS,
    **PACKAGES,
    **STATEMENTS,
    **TEMPERATURE,
    **silence.SCRIPTS,
    **reopening.SCRIPTS,
    **editorial.SCRIPTS,
    **proposals.SCRIPTS,
    **structure.SCRIPTS,
    **signing.SCRIPTS,
    **conferring.SCRIPTS,
}
"""What each kind of move may say, and its script. A move that is not here has no act yet."""
