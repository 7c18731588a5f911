"""A small negotiation of its own, acted out on the bare model, for the store to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import Engine

from models import acts
from models.acts import Act
from models.draft import Watch
from models.edit import REMOVE, STRIKE, Edit
from models.facts import AnyFact
from models.fold import fold
from models.layer import result
from models.negotiation import Negotiation
from models.party import Actor
from models.rules import decide
from models.text import from_units, to_units, wording_digest
from server.convene import convening
from server.store.ledger import Ledger, Record
from server.store.negotiations import convene
from tests.store.samples import NOW

HARBOUR = """\
scenario:
  id: harbour
  title: "Rules for the old harbour 😀"
  convenor_body: Harbour council
  working_language: fr
  other_official_language: ar
  utc_offset: "-03:00"
  sessions:
    - {id: one, title: First reading, date: 2027-01-12}

rules:
  decision_rule: unanimity
  quorum: 2
  seconding: {required: false}
  undo_window_minutes: 5
  countdown_seconds: 0
  live_drafting: all
  visibility: {plenary_text: [parties, facilitators, convenor]}

parties:
  - {id: boats, name: Boat owners, colour: "#123456", seat_order: 2}
  - {id: anglers, name: Anglers, colour: "#654321", seat_order: 1, language: ar}
  - {id: swimmers, name: Swimmers, colour: "#abcdef", seat_order: 3, negotiating: false}

persons:
  - {id: chair, name: Cleo, role: lead_facilitator}
  - {id: host, name: Hugo, role: convenor}
  - {id: ana, name: Ana, role: head_of_delegation, party: boats}
  - {id: ben, name: Ben, role: head_of_delegation, party: anglers, ui_language: ar}
  - {id: sam, name: Sam, role: head_of_delegation, party: swimmers}

observers:
  named: [{id: press, organisation: Harbour News}]

clauses:
  - id: C1
    number: "1"
    title: Vitesse
    title_ar: "السرعة"
    text: "Les bateaux vont à trois nœuds. 😀"
  - {id: C2, number: "2", part: Poissons, title: Pêche, text: Le matin., text_ar: "صباحا"}
"""


@dataclass
class Scribe:
    """Decides acts one after the other and remembers the records not yet kept."""

    state: Negotiation
    at: datetime = NOW
    waiting: list[Record] = field(default_factory=list)
    mark: str = "act"
    """What the ids of its acts begin with."""
    minted: Iterator[str] = field(default_factory=lambda: (f"id{n}" for n in count()))
    acted: Iterator[int] = field(default_factory=count)

    def actor(self, person: str) -> Actor:
        """A person as the server sees them."""
        who = self.state.people[person]
        return Actor(who.id, who.role, who.party)

    def act(self, person: str, act: Act) -> tuple[AnyFact, ...]:
        """Do one act, which must not be refused; what it led to."""
        self.at += timedelta(seconds=1)
        by = self.actor(person)
        facts = decide(self.state, act, by, self.at, lambda: next(self.minted))
        for fact in facts:
            self.state = fold(self.state, fact, self.at, by)
        self.waiting.append(Record(self.at, by, f"{self.mark}{next(self.acted)}", act, facts))
        return facts

    def keep(self, ledger: Ledger) -> None:
        """Commit what waits as one batch."""
        fence = ledger.load(2**62).fence
        ledger.commit(fence, self.waiting)
        self.waiting.clear()

    def start(self, person: str, clause: str = "C1", watch: Watch = Watch.NONE) -> str:
        """Begin a draft; its id."""
        (fact, *_) = self.act(person, acts.StartDraft(clause=clause, watch=watch))
        return str(fact.draft)  # type: ignore[union-attr]

    def type(self, person: str, draft: str, edit: Edit, name: str = "fr/text") -> None:
        """Do one edit of a draft."""
        revision = self.state.drafts[draft].revision
        self.act(person, acts.Edit(draft=draft, revision=revision, field=name, edit=edit))

    def table(self, person: str, draft: str) -> str:
        """Table a draft; the proposal's id."""
        held = self.state.drafts[draft]
        version = self.state.clauses[held.clause].version
        wording = {name: from_units(result(runs)) for name, runs in held.texts.items()}
        act = acts.Table(
            draft=draft,
            version=version.number,
            digest=version.digest,
            wording=wording_digest({**version.wording, **wording}),
            reason="Parce que.",
        )
        facts = self.act(person, act)
        return next(str(fact.proposal) for fact in facts if fact.kind == "proposal_tabled")

    def accept(self, proposal: str) -> None:
        """Accept a proposal."""
        held = self.state.proposals[proposal]
        version = self.state.clauses[held.clause].version
        act = acts.Accept(
            proposal=proposal, version=version.number, digest=version.digest, wording=held.digest
        )
        self.act("chair", act)


def begin(engine: Engine) -> tuple[Scribe, Ledger]:
    """The harbour, convened in this database."""
    begun = convening(HARBOUR)
    convene(engine, begun.convened, begun.others, NOW)
    state: Negotiation | None = None
    for fact in (begun.convened, *begun.others):
        state = fold(state, fact, NOW, None)
    if state is None:
        raise AssertionError("nothing was convened")
    return Scribe(state), Ledger(engine, "harbour")


def small_record(engine: Engine) -> Negotiation:
    """A record with a bit of everything: drafts, a decision, undo, closed doors."""
    scribe, ledger = begin(engine)
    scribe.act("host", acts.PublishText())
    scribe.act("chair", acts.OpenSession(session="one", present=("boats", "anglers")))
    scribe.act("chair", acts.AdoptRules())
    scribe.act("chair", acts.PutOnScreen(clause="C1"))
    scribe.keep(ledger)
    live = scribe.start("ana", watch=Watch.ALL)
    secret = scribe.start("ben")
    scribe.type("ana", live, (12, to_units("é😀")))
    scribe.type("ben", secret, ((STRIKE, 3), to_units("ا")))
    scribe.keep(ledger)
    scribe.type("ana", live, (12, (REMOVE, 1)))
    scribe.type("ben", secret, (to_units("marker "),))
    scribe.type("ben", secret, (4, (STRIKE, 3)), "fr/title")
    scribe.keep(ledger)
    proposal = scribe.table("ana", live)
    scribe.keep(ledger)
    conferring(scribe)
    scribe.keep(ledger)
    scribe.accept(proposal)
    scribe.type("ben", secret, (to_units("encore "),))
    scribe.keep(ledger)
    scribe.act("chair", acts.Undo(decision=len(scribe.state.decisions), reason="Trop vite."))
    scribe.table("ben", secret)
    scribe.keep(ledger)
    return scribe.state


def conferring(scribe: Scribe) -> str:
    """Ana and Ben confer, told and untold, draft, and note down what they think; the caucus."""
    (opened, *_) = scribe.act("ana", acts.OpenCaucus(title="Au café", members=("anglers",)))
    caucus = str(opened.caucus)  # type: ignore[union-attr]
    scribe.act("ben", acts.WriteInCaucus(caucus=caucus, text="marker: entre nous"))
    (begun, *_) = scribe.act("ana", acts.StartDraft(clause="C1", caucus=caucus))
    draft = str(begun.draft)  # type: ignore[union-attr]
    scribe.type("ben", draft, (to_units("marker "),))
    scribe.act("ana", acts.ChangeMembers(caucus=caucus))
    scribe.act("ana", acts.ChangeMembers(caucus=caucus, members=("anglers",)))
    scribe.act("chair", acts.OpenSmallGroup(title="Vitesse", members=("boats",), clauses=("C1",)))
    for person in ("ana", "chair"):
        scribe.act(person, acts.WriteNote(text=f"marker of {person}"))
        scribe.act(person, acts.SetTripwire(clause="C1", phrase="marker bateaux"))
    (note, *_) = (one for one in scribe.state.notes.values() if one.person == "ana")
    scribe.act("ana", acts.DeleteNote(note=note.id))
    scribe.act("ana", acts.WriteNote(text="marker again", clause="C2"))
    return caucus
