"""Figures: latencies gathered by the hundred thousand, and tables to read them in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

STEP = 0.0001
"""Seconds a bucket is wide: a tenth of a millisecond."""


class Latencies:
    """How long things took, to a tenth of a millisecond."""

    def __init__(self) -> None:
        self._buckets: dict[int, int] = {}
        self.count = 0

    def add(self, seconds: float, times: int = 1) -> None:
        """Count one that took so long."""
        bucket = int(seconds / STEP)
        self._buckets[bucket] = self._buckets.get(bucket, 0) + times
        self.count += times

    def at(self, share: float) -> float:
        """The seconds within which this share of them was done; 0 where there are none."""
        left = share * self.count
        for bucket in sorted(self._buckets):
            left -= self._buckets[bucket]
            if left <= 0:
                return (bucket + 1) * STEP
        return 0.0

    def __str__(self) -> str:
        return f"{self.at(0.5) * 1e3:.1f} / {self.at(0.99) * 1e3:.1f}" if self.count else "–"


def median(values: Iterable[float]) -> float:
    """The middle one of ``values``; 0 where there are none."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0


def slope(points: Sequence[tuple[float, float]]) -> float:
    """By how much y grows with x, as least squares see it."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in plain text, columns as wide as what stands in them."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    printed = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([f"\n{title}", "", printed[0], rule, *printed[1:]])
