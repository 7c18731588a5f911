"""What holds of every state."""

from __future__ import annotations

from hypothesis.stateful import invariant

from models.draft import Draft
from models.hurdles import needs_second
from models.layer import base
from models.objection import ObjectionStatus
from models.outline import placed, replaced, successors_of
from models.package import package_digest
from models.parts import together
from models.position import Stand
from models.proposal import EXCLUSIVE, Proposal
from models.settling import digest, wording
from models.text import to_units, wording_digest
from tests.models.machine.talking import Talking


class Holding(Talking):
    """What holds of every state."""

    @invariant()
    def layers_lie_on_the_text_in_force(self) -> None:
        """Every draft and every live proposal is over the current version, and reads as named."""
        n = self.stage.negotiation
        live = [p for p in n.proposals.values() if p.live]
        layers: list[Draft | Proposal] = [*n.drafts.values(), *live]
        for layer in layers:
            clause = n.clauses[layer.clause]
            assert layer.base == clause.current
            lies_on = clause.version.wording
            if layer.amends is not None:
                lies_on = wording(n.proposals[layer.amends].texts)
            for field, runs in layer.texts.items():
                assert base(runs) == to_units(lies_on[field])
        for proposal in live:
            assert proposal.digest == digest(proposal.texts)

    @invariant()
    def parts_lie_side_by_side(self) -> None:
        """Together they are the whole; an amendment amends a live proposal that is none."""
        n = self.stage.negotiation
        for proposal in n.proposals.values():
            if not proposal.live:
                continue
            if proposal.parts and not proposal.needs_author:
                whole = together(proposal.texts, proposal.parts.values())
                assert digest(whole) == proposal.digest
            if proposal.amends is not None:
                parent = n.proposals[proposal.amends]
                assert parent.live
                assert parent.amends is None
        for draft in n.drafts.values():
            assert draft.amends is None or n.proposals[draft.amends].live

    @invariant()
    def nobody_objects_to_what_is_gone(self) -> None:
        """An open objection is to a live proposal, or a live part of one."""
        n = self.stage.negotiation
        for objection in n.objections.values():
            if objection.status is ObjectionStatus.OPEN and objection.proposal is not None:
                its = n.proposals[objection.proposal]
                assert its.live
                assert objection.part is None or objection.part in its.parts

    @invariant()
    def the_time_for_a_second_runs_in_sessions(self) -> None:
        """What waits for a second has a deadline while a session is open, and none otherwise."""
        n = self.stage.negotiation
        for proposal in n.proposals.values():
            waits = proposal.live and needs_second(n, proposal) and n.session is not None
            assert (proposal.due is not None) == waits

    @invariant()
    def an_agreed_clause_is_at_rest(self) -> None:
        """No live proposal, no question; its objections are suspended or none."""
        n = self.stage.negotiation
        for clause in n.clauses.values():
            if clause.agreed:
                assert not n.live_proposals(clause.id)
                assert clause.parking is None
                assert n.question is None or n.question.clause != clause.id

    @invariant()
    def a_silence_fixes_its_text(self) -> None:
        """What is offered is as it was when it was offered, one at a time on a clause."""
        n = self.stage.negotiation
        running = n.running_silences
        assert len({silence.clause for silence in running}) == len(running)
        for silence in running:
            clause = n.clauses[silence.clause]
            offered = n.proposals[silence.proposal].digest if silence.proposal else None
            assert not clause.agreed
            assert clause.current == silence.version
            assert silence.digest == (offered or clause.version.digest)
            live = [proposal.id for proposal in n.live_proposals(clause.id)]
            assert live == ([silence.proposal] if silence.proposal else [])

    @invariant()
    def only_what_is_agreed_waits_to_be_reopened(self) -> None:
        """And what is reopened is not agreed."""
        n = self.stage.negotiation
        assert all(n.clauses[clause].agreed for clause in n.reopenings)
        assert not any(clause.agreed and clause.reopened for clause in n.clauses.values())

    @invariant()
    def versions_are_what_their_digests_say(self) -> None:
        """Numbered upwards, immutable, every word with its origin."""
        for clause in self.stage.negotiation.clauses.values():
            numbers = [version.number for version in clause.versions]
            assert numbers == list(range(1, len(numbers) + 1))
            for version in clause.versions:
                assert version.digest == wording_digest(version.wording)
                for field, text in version.wording.items():
                    spans = version.provenance[field]
                    assert sum(span.length for span in spans) == len(to_units(text))

    @invariant()
    def positions_name_what_their_party_read(self) -> None:
        """No position stands on a version its party did not name, nor agrees while it objects."""
        n = self.stage.negotiation
        for clause, stated in n.positions.items():
            for (party, number), position in stated.items():
                version = n.clauses[clause].numbered(number)
                assert (position.party, position.version) == (party, number)
                assert position.digest == version.digest
        for objection in n.objections.values():
            if objection.standing and objection.proposal is None:
                its = n.position(objection.clause, objection.party)
                assert its is None or its.stand is Stand.OBJECT

    @invariant()
    def a_live_package_is_what_its_digest_says(self) -> None:
        """Every element as it was read; no proposal in two; nothing of it before the room."""
        n = self.stage.negotiation
        live = [package for package in n.packages.values() if package.live]
        named = [e.proposal for package in live for e in package.elements if e.proposal]
        assert len(named) == len(set(named))
        for package in live:
            its = package.elements
            assert package_digest(package.title, package.conditions, its) == package.digest
            for element in its:
                clause = n.clauses[element.clause]
                assert (clause.current, clause.agreed) == (element.version, False)
                if element.proposal is not None:
                    assert n.proposals[element.proposal].live
                    assert n.proposals[element.proposal].digest == element.wording

    @invariant()
    def ids_lead_to_the_text(self) -> None:
        """Every clause there was leads to such as were not replaced; numbers are not shared."""
        n = self.stage.negotiation
        for clause in n.clauses:
            ends = successors_of(n, clause)
            assert ends
            assert not any(n.clauses[end].successors for end in ends)
        numbers = [its.number for its in placed(n)]
        assert len(set(numbers)) == len(numbers)
        for its in n.clauses.values():
            if replaced(its):
                assert not n.live_proposals(its.id)
                assert not n.standing_objections(its.id)

    @invariant()
    def a_split_or_merger_is_alone(self) -> None:
        """Nothing else is live on its clauses."""
        n = self.stage.negotiation
        for proposal in n.proposals.values():
            if proposal.live and proposal.effect in EXCLUSIVE:
                for clause in proposal.clauses:
                    live = (*n.live_proposals(clause), *n.live_merges(clause))
                    assert {p.id for p in live} == {proposal.id}

    @invariant()
    def a_question_is_about_the_text_in_force(self) -> None:
        """And nothing stands in its way."""
        n = self.stage.negotiation
        if n.question is not None:
            assert n.question.digest == n.clauses[n.question.clause].version.digest
            assert not n.live_proposals(n.question.clause)
