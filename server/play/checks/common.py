"""What the checks of several subjects do."""

from __future__ import annotations


def same(found: object, wanted: object) -> str:
    """Nothing where they are equal, else both."""
    return "" if found == wanted else f"{found}, not {wanted}"
