"""What the scenarios say: tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.crash import Crashes
from bench.figures import Latencies, median, slope, table
from bench.joining import Joined
from bench.shape import Measured
from bench.stalled import Stalled

Pair = tuple[Measured, Measured]
MS = 1e3


def _both(runs: Sequence[Latencies]) -> str:
    p50, p99 = (median(run.at(share) for run in runs) * MS for share in (0.5, 0.99))
    return f"{p50:.1f} / {p99:.1f}" if any(run.count for run in runs) else "–"


def _line(name: str, runs: Sequence[Measured]) -> list[str]:
    def middle(what: Callable[[Measured], float]) -> float:
        return median(what(run) for run in runs)

    return [
        name,
        f"{middle(lambda run: run.edits / run.seconds):.0f}",
        _both([run.acknowledged for run in runs]),
        _both([run.seen for run in runs]),
        _both([run.watched for run in runs]),
        f"{middle(lambda run: run.cpu_per_thousand):.2f}",
        f"{middle(lambda run: run.cpu / run.seconds) * 100:.0f} %",
        f"{middle(lambda run: run.bytes_per_watcher) / 1000:.1f}",
        f"{middle(lambda run: run.resident) / 1e6:.0f}",
        f"{middle(lambda run: run.client) * 100:.0f} %",
    ]


HEAD = (
    "",
    "edits/s",
    "ack ms p50/p99",
    "others ms p50/p99",
    "watchers ms p50/p99",
    "CPU s/1k",
    "core",
    "kB/s/watcher",
    "RSS MB",
    "clients",
)


def loads(rows: Sequence[Sequence[Pair]]) -> str:
    """The server beside the relay."""
    lines: list[list[str]] = []
    for pairs in rows:
        ours, floor = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        ratio = median(o.cpu_per_thousand / max(f.cpu_per_thousand, 1e-9) for o, f in pairs)
        name = ours[0].shape.name
        lines += [
            [*_line(f"{name} server", ours), f"{ratio:.2f}"],
            [*_line(f"{name} relay", floor), ""],
        ]
    title = f"Load: editors + watchers (medians of {len(rows[0])} runs; ratio: CPU to the relay's)"
    return table(title, (*HEAD, "ratio"), lines)


def growth(rows: Sequence[tuple[str, Measured]]) -> str:
    """One thing at a time grows."""
    return table("Growth (10 editors, 20 watchers)", HEAD, [_line(n, [m]) for n, m in rows])


def stalled(result: Stalled) -> str:
    """Readers that stop reading."""
    spells = (("before", result.before), ("stalled", result.during), ("after", result.after))
    rows = [[name, str(m.acknowledged), str(m.seen), str(m.watched)] for name, m in spells]
    said = table(
        "20 watchers stop reading for 30 s (10 editors, 70 watchers)",
        ("", "ack ms p50/p99", "others ms p50/p99", "watchers ms p50/p99"),
        rows,
    )
    return (
        f"{said}\nmemory +{result.grown / 1e6:.1f} MB, watchers' p99 {result.ratio:.2f}x, "
        f"{result.closed} closed, all current {result.recovered:.2f} s after reading on"
    )


def joined(rows: Sequence[Joined]) -> str:
    """Coming in after a long history."""
    return table(
        "Joining after a history (1.2 x (text + 40 a run) is the bound)",
        ("edits", "text B", "runs", "bound B", "page B", "pen B", "page CPU ms", "pen CPU ms",
         "to text ms", "50 at once ms", "cold start s"),
        [
            [j.edits, j.text, j.runs, f"{j.bound:.0f}", j.received, j.pen, f"{j.cpu * MS:.2f}",
             f"{j.pen_cpu * MS:.2f}", f"{j.took * MS:.1f}", f"{j.at_once * MS:.0f}",
             f"{j.start:.2f}"]
            for j in rows
        ],
    )  # fmt: skip


def seats(points: Sequence[tuple[int, int]]) -> str:
    """Memory of one page."""
    each = slope(points[len(points) // 5 :])
    rows = [[count, f"{resident / 1e6:.1f}"] for count, resident in points]
    said = table("Seats: memory of the server", ("pages", "RSS MB"), rows)
    return f"{said}\n{each / 1024:.1f} KiB a page"


def crashes(result: Crashes) -> str:
    """kill -9, again and again."""
    return table(
        "kill -9",
        ("kills", "acknowledged", "in flight", "of them kept", "back after s", "faults"),
        [
            [result.runs, result.acknowledged, result.in_flight, result.of_them_kept,
             f"{median(result.restart):.2f}", len(result.faults)]
        ],
    )  # fmt: skip
