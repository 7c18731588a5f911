"""Guesses are bounded by address, by locator and in all, and so is what is remembered."""

from __future__ import annotations

import pytest

from server.store.throttle import KEYS, Limits, Throttle, network

LIMITS = Limits(by_address=3, by_locator=2, in_all=10, window=60.0)


def test_an_address_may_guess_so_often_and_again_when_the_window_moved() -> None:
    throttle = Throttle(LIMITS)
    assert [throttle.attempt("10.0.0.1", f"L{n}", n) for n in range(3)] == [0, 0, 0]
    assert throttle.attempt("10.0.0.1", "L9", 10) == 50
    assert throttle.attempt("10.0.0.2", "L9", 10) == 0
    assert throttle.attempt("10.0.0.1", "L8", 60) == 0
    assert throttle.attempt("10.0.0.1", "L7", 60) == 1


def test_a_locator_may_be_guessed_so_often_from_wherever() -> None:
    throttle = Throttle(LIMITS)
    assert [throttle.attempt(f"10.0.0.{n}", "ABCD", 0) for n in range(3)] == [0, 0, 60]


def test_all_together_may_guess_so_often() -> None:
    throttle = Throttle(LIMITS)
    waits = [throttle.attempt(f"10.0.0.{n}", f"L{n}", 0) for n in range(12)]
    assert waits == [0] * 10 + [60, 60]


def test_a_right_guess_does_not_count() -> None:
    throttle = Throttle(LIMITS)
    for n in range(50):
        assert throttle.attempt("10.0.0.1", f"L{n}", 0) == 0
        throttle.succeeded("10.0.0.1", f"L{n}")


def test_a_refused_guess_does_not_prolong_the_wait() -> None:
    throttle = Throttle(LIMITS)
    for n in range(3):
        throttle.attempt("10.0.0.1", f"L{n}", 0)
    for _ in range(100):
        throttle.attempt("10.0.0.1", "L9", 30)
    assert throttle.attempt("10.0.0.1", "L9", 60) == 0


def test_what_is_remembered_is_bounded() -> None:
    throttle = Throttle(Limits(window=1.0))
    for n in range(20_000):
        throttle.attempt(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", "x" * 10_000 + str(n), n)
    assert len(throttle._tries) <= KEYS
    assert max(len(key) for key in throttle._tries) < 60


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "unknown"),
    ],
)
def test_one_guesser_is_a_whole_network_of_ipv6(address: str, expected: str) -> None:
    assert network(address) == expected
