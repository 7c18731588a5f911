"""How often codes may be guessed: by address, by locator, and in all; a moving window.

In memory, because a database written to at every guess would be the better target. It is bounded:
the limit for all together lets fewer keys in than it has room for.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

WINDOW = 600.0
"""Seconds after which a guess is forgotten."""
BY_ADDRESS = 30
"""A whole delegation may sit behind one address."""
BY_LOCATOR = 8
IN_ALL = 600
KEYS = 4_096


@dataclass(frozen=True)
class Limits:
    """How many failed guesses are let through within the window."""

    by_address: int = BY_ADDRESS
    by_locator: int = BY_LOCATOR
    in_all: int = IN_ALL
    window: float = WINDOW


class Throttle:
    """Counts guesses before they are checked, and forgets the right ones."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def attempt(self, address: str, locator: str, now: float) -> float:
        """Seconds to wait; 0: go ahead, and this guess is counted. `now` is a monotonic clock's."""
        keys = self._keys(address, locator)
        wait = max(self._wait(key, limit, now) for key, limit in keys)
        if wait <= 0:
            for key, _ in keys:
                self._tries.setdefault(key, deque()).append(now)
                self._tries.move_to_end(key)
            while len(self._tries) > KEYS:
                self._tries.popitem(last=False)
            return 0.0
        return wait

    def succeeded(self, address: str, locator: str) -> None:
        """The last guess was right: it does not count against those who sit beside this person."""
        for key, _ in self._keys(address, locator):
            tries = self._tries.get(key)
            if tries:
                tries.pop()

    def _keys(self, address: str, locator: str) -> Iterable[tuple[str, int]]:
        limits = self._limits
        return (
            (f"address {network(address)}", limits.by_address),
            (f"locator {locator[:8]}", limits.by_locator),
            ("all", limits.in_all),
        )

    def _wait(self, key: str, limit: int, now: float) -> float:
        tries = self._tries.get(key)
        if tries is None:
            return 0.0
        while tries and tries[0] <= now - self._limits.window:
            tries.popleft()
        return tries[0] + self._limits.window - now if len(tries) >= limit else 0.0


def network(address: str) -> str:
    """What one guesser can hold: an IPv4 address, or a whole /64 of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return parsed.exploded[:19]
    return str(parsed)
