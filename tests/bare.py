"""A scenario played on the bare model: no room, no store, no wire.

The moves are the same scripts that the player runs over the wire (`server.play`); here each is
answered by the model alone, and what the board shows is `models.views` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from models import acts, facts, views
from models.edit import edit_of, remove
from models.facts import AnyFact
from models.fold import fold
from models.layer import authored, result
from models.names import author_name
from models.partaking import reviews
from models.parts import together
from models.party import Actor, Role
from models.refusals import Refusal
from models.reservation import StatementKind
from models.settling import digest
from models.sight import sight_of
from models.stances import statements_on
from models.text import to_units
from models.whole import whole_digest
from server.convene import from_file
from server.live.batch import made
from server.play import requests as asked
from server.play.board import Block, Board
from server.play.checks.conferring import LOOKED
from server.play.expectations import unmet
from server.play.moves import Book, script_of
from server.play.played import Played
from server.play.reading import read
from server.play.requests import Made, Request, Seen
from server.play.scenario import Change, Move
from server.play.state import Json, State
from server.web.state import summary
from tests.cast import Stage

SCENARIOS = Path(__file__).parent / "scenarios"
MOVES = (
    ("maravel", 175),
    ("harbour", 30),
    ("deal", 27),
    ("quarry", 27),
    ("cove", 18),
    ("bilateral", 33),
    ("assembly", 36),
)
"""Every scenario there is, and how many moves it has."""
SERVER = Actor("server", Role.CONVENOR)


class Rehearsal:
    """A scenario file, convened on the bare model, and its moves."""

    def __init__(self, name: str | Path) -> None:
        path = name if isinstance(name, Path) else SCENARIOS / f"{name}.yaml"
        self.scenario, self.book = read(path), Book()
        convening = from_file(path, rehearsal=True)
        start = self.scenario.moves[0].at
        self.stage = Stage(fold(None, convening.convened, start, None), now=start)
        self.stage.log.append((convening.convened, start, None))
        self.stage.take(convening.others, start, None)
        self.lead = next(
            person.id
            for person in self.stage.negotiation.people.values()
            if person.role is Role.LEAD_FACILITATOR
        )

    def play(self, move: Move) -> list[str]:
        """Make one move; a sentence for each thing expected of it that did not come true."""
        stage = self.stage
        stage.now = max(stage.now, move.at)
        before, start, refusal = self.state(), len(stage.log), None
        try:
            asked.run(script_of(self.scenario, self.book, move), self._answer)
        except Refusal as refused:
            refusal = refused
        stage.settle()
        since = [fact for fact, _, _ in stage.log[start:]]
        played = Played(
            scenario=self.scenario,
            book=self.book,
            move=move,
            before=before,
            after=self.state(),
            refusal=refusal,
            entries=tuple(range(start, len(stage.log))),
            witnessed=_witnessed(since),
            looks=self._looks() if LOOKED & move.expect.keys() else {},
            boards={"views": self.board()} if "checkpoint" in move.expect else {},
        )
        return unmet(played)

    def state(self) -> State:
        """The state as the lead facilitator is told it."""
        sight = sight_of(self.stage.negotiation, self.stage.actor(self.lead))
        return State(summary(self.stage.negotiation, sight), self.book)

    def _looks(self) -> dict[str, Json]:
        n = self.stage.negotiation
        people = self.scenario.persons.keys() & n.people.keys()
        return {
            person: summary(n, sight_of(n, self.stage.actor(person))) for person in sorted(people)
        }

    def _answer(self, request: Request) -> object:
        n = self.stage.negotiation
        match request:
            case asked.Do(person, act):
                return self._do(person, act)
            case (
                asked.SeeClause()
                | asked.SeeProposal()
                | asked.SeePackage()
                | asked.SeeWhole()
                | asked.SeeFinal()
            ):
                return self._reads(request)
            case asked.Write(person, draft, clause, changes):
                return self._write(person, draft, clause, changes)
            case asked.ActiveParties():
                return tuple(party.id for party in n.admitted if party.active)
            case asked.Countdown() | asked.Wait() | asked.When():
                return self._time(request)
        return None

    def _reads(self, request: asked.See) -> object:
        n = self.stage.negotiation
        match request:
            case asked.SeeClause(_, clause):
                return self._see(clause)
            case asked.SeeProposal(_, proposal, parts):
                its = n.proposals[proposal]
                named = [its.parts[part] for part in parts if part in its.parts]
                read = digest(together(its.texts, named)) if named else its.digest
                return self._see(its.clause)._replace(wording=read)
            case asked.SeePackage(_, package):
                return n.packages[package].digest
            case asked.SeeWhole(_):
                return whole_digest(n)
            case asked.SeeFinal(_):
                manifest = n.finals[-1].manifest if n.finals else ""
                return asked.Sealed(whole_digest(n), manifest, n.window is not None)

    def _time(self, request: asked.Countdown | asked.Wait | asked.When) -> object:
        match request:
            case asked.Countdown():
                countdown = self.stage.negotiation.rules.countdown
                self.stage.later(seconds=countdown.total_seconds() + 1)
            case asked.Wait(until):
                self.stage.now = max(self.stage.now, until + asked.AFTER)
            case asked.When(at):
                return at
        return None

    def _see(self, clause: str) -> Seen:
        version = self.stage.negotiation.clauses[clause].version
        return Seen(version.number, version.digest, texts=version.wording)

    def _write(
        self, person: str, draft: str, clause: str, changes: Mapping[str, tuple[Change, ...]]
    ) -> Seen:
        for name, edits in changes.items():
            for change in edits:
                self._type(person, draft, name, change)
        reads = digest(self.stage.negotiation.drafts[draft].texts)
        return self._see(clause)._replace(wording=reads)

    def _do(self, person: str, act: acts.Act) -> Made:
        return made(self.stage.do(person, act))

    def _type(self, person: str, draft: str, name: str, change: Change) -> None:
        """Letter by letter, as the player does."""
        runs = self.stage.negotiation.drafts[draft].texts[name]
        author = self.stage.actor(person).author
        sought = to_units(change.find)
        start = result(runs).index(sought)
        self.stage.edits(
            person, draft, authored(runs, edit_of(start, remove(len(sought))), author), name=name
        )
        for letter in change.replace:
            runs = self.stage.negotiation.drafts[draft].texts[name]
            edit = authored(runs, edit_of(start, to_units(letter)), author)
            self.stage.edits(person, draft, edit, name=name)
            start += len(to_units(letter))

    def board(self) -> Board:
        """What the board shows, by the pure views alone."""
        n = self.stage.negotiation
        shown = views.board(n)
        return Board(
            status={row.clause: row.status.value for row in shown.rows},
            agreed=str(shown.progress),
            live={
                queued.proposal.id: (
                    queued.proposal.clause,
                    str(author_name(queued.proposal.author)),
                )
                for queued in views.queue(n)
            },
            blocks={
                objection.id: Block(objection.party, objection.clause, objection.proposal or "")
                for clause in n.clauses
                for objection in n.blocking_objections(clause)
            },
            presence={party.id: party.presence.value for party in n.admitted},
            reviewing={one.party: one.clauses for one in reviews(n)},
            statements=[
                its.id
                for clause in n.clauses
                for its in statements_on(n, clause)
                if its.kind is not StatementKind.EXPLANATION
            ],
        )


def _witnessed(since: list[AnyFact]) -> dict[str, str]:
    """On the bare model, everybody is told by facts that are public."""
    kinds = {
        "same_moment_for_all_parties": facts.TextPublished,
        "announced_to_all": facts.DecisionUndone,
    }
    found = {
        key: [fact.audience for fact in since if isinstance(fact, kind)]
        for key, kind in kinds.items()
    }
    return {key: "" if set(told) == {facts.PUBLIC} else str(told) for key, told in found.items()}
