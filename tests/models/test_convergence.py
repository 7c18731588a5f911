"""Convergence: many hands, much lag, decisions in between, and not one wrong fact."""

import random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.models.workshop import KINDS, Workshop

SEATS = {"joint": ["p", "p", "q"], "floor": ["p", "q", "r"], "own": ["r", "r"]}

clients = st.integers(0, 7)
layers = st.integers(0, 2)


class Negotiation(RuleBasedStateMachine):
    """Several clients with lag, several parties in one layer, several layers over one clause."""

    def __init__(self) -> None:
        super().__init__()
        self.workshop = Workshop(SEATS)

    @rule(
        client=clients, what=st.sampled_from(KINDS), at=st.integers(0, 30), span=st.integers(1, 4)
    )
    def edit(self, client: int, what: str, at: int, span: int) -> None:
        self.workshop.edit(self.workshop.clients[client], what, at, span)

    @rule(client=clients)
    def undo(self, client: int) -> None:
        self.workshop.clients[client].undo(self.workshop.fresh)

    @rule(client=clients)
    def send(self, client: int) -> None:
        self.workshop.clients[client].send()

    @rule(client=clients)
    def send_and_receive(self, client: int) -> None:
        self.workshop.clients[client].send()
        self.workshop.receive(self.workshop.clients[client])

    @rule(client=clients)
    def resend(self, client: int) -> None:
        self.workshop.clients[client].resend()

    @rule(client=clients, messages=st.integers(1, 4))
    def hear(self, client: int, messages: int) -> None:
        for _ in range(messages):
            self.workshop.clients[client].hear()

    @rule(layer=layers)
    def settle(self, layer: int) -> None:
        self.workshop.settle(self.workshop.streams[layer])

    @precondition(lambda self: self.workshop.former)
    @rule()
    def undo_settling(self) -> None:
        self.workshop.undo_settling()

    @rule(layer=layers)
    def withdraw(self, layer: int) -> None:
        self.workshop.withdraw(self.workshop.streams[layer])

    @invariant()
    def every_layer_stands_on_the_current_text(self) -> None:
        self.workshop.check()

    def teardown(self) -> None:
        self.workshop.finish()


TestNegotiation = Negotiation.TestCase
TestNegotiation.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)


@pytest.mark.parametrize("seed", range(6))
def test_long_sessions_end_with_equal_replicas_and_no_wrong_fact(seed: int) -> None:
    chance = random.Random(seed)
    workshop = Workshop(SEATS)
    lag, hot = ((0.7, 40), (1.0, 8), (1.5, 16))[seed % 3]
    while workshop.committed < 700:
        workshop.something_happens(chance, hot=hot, lag=lag)
    workshop.finish()
