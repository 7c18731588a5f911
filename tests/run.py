"""`make test`: every part of the tests, what each took, and one closing line.

python -m tests.run             everything
python -m tests.run live wire   those parts

A part's whole output is shown when it failed, and kept in .parley/tests in any case.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import build_frontend
from tests.machine import NODE, ROOT, Missing, ensure_chromium

LOGS = ROOT / ".parley" / "tests"
# Longer than any part takes on two cores; a part that hangs must not use up the time of the whole.
PATIENCE = 15 * 60


@dataclass(frozen=True)
class Part:
    name: str
    commands: tuple[tuple[str | Path, ...], ...]
    # Needs both cores: it measures, or drives a browser or many sockets.
    alone: bool = False

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    @property
    def report(self) -> Path:
        return LOGS / f"{self.name}.xml"


@dataclass(frozen=True)
class Outcome:
    part: Part
    passed: int
    failed: int
    skipped: int
    seconds: float

    @property
    def line(self) -> str:
        mark = "FAILED" if self.failed else "ok"
        counts = f"{self.passed} passed"
        counts += f", {self.failed} failed" if self.failed else ""
        counts += f", {self.skipped} skipped" if self.skipped else ""
        return f"  {self.part.name:<12}{mark:<8}{counts:<34}{self.seconds:>7.1f} s"


def python(module: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module, *arguments)


def by_pytest(name: str, *, alone: bool = False) -> Part:
    # A folder that is missing or empty is an error of pytest's, and so a failure here.
    command = python("pytest", f"tests/{name}", f"--junitxml={LOGS / name}.xml")
    return Part(name, (command,), alone)


def by_node() -> Part:
    scripts = sorted((ROOT / "tests" / "js").rglob("*.test.mjs"))
    reporters = (
        "--test-reporter=spec",
        "--test-reporter-destination=stdout",
        "--test-reporter=junit",
        f"--test-reporter-destination={LOGS / 'javascript.xml'}",
    )
    # Without files Node would look for some by itself, and be content with none.
    files = scripts or [Path("tests/js has no test")]
    return Part("javascript", ((NODE, "--test", *reporters, *files),))


def parts() -> list[Part]:
    """Long ones first, so that the two cores end together; then those that want both."""
    return [
        by_pytest("models"),
        Part("types", (python("mypy"),)),
        by_pytest("live"),
        by_pytest("store"),
        by_pytest("web"),
        by_pytest("bundle"),
        by_pytest("documents"),
        by_pytest("house"),
        by_node(),
        Part("style", (python("ruff", "check", "."), python("ruff", "format", "--check", "."))),
        Part("contracts", ((Path(sys.executable).parent / "lint-imports", "--no-cache"),)),
        by_pytest("wire", alone=True),
        by_pytest("browser", alone=True),
        by_pytest("bench", alone=True),
    ]


class Running:
    """The processes under way, so that an interrupt ends them all."""

    def __init__(self) -> None:
        self.processes: set[subprocess.Popen[bytes]] = set()

    def run(self, part: Part) -> Outcome:
        part.report.unlink(missing_ok=True)
        started = time.monotonic()
        with part.log.open("wb") as log:
            statuses = [self._status(command, log.fileno()) for command in part.commands]
        passed, failed, skipped = count(part, statuses)
        return Outcome(part, passed, failed, skipped, time.monotonic() - started)

    def _status(self, command: Sequence[str | Path], output: int) -> int:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A group of its own: what a test started goes with it.
            start_new_session=True,
        )
        self.processes.add(process)
        try:
            return process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.write(output, f"\nNot done after {PATIENCE} s: ended.\n".encode())
            end(process)
            return 1
        finally:
            self.processes.discard(process)

    def end_all(self) -> None:
        for process in list(self.processes):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    # An interrupt first, on which pytest takes down its servers and databases in good order.
    for sent, grace in ((signal.SIGINT, 20), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, sent)
            process.wait(grace)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def count(part: Part, statuses: list[int]) -> tuple[int, int, int]:
    """Passed, failed, skipped: as reported where there is a report, else one for each command."""
    broken = sum(status != 0 for status in statuses)
    try:
        cases = list(ET.parse(part.report).iter("testcase"))  # noqa: S314  # our own file
    except (FileNotFoundError, ET.ParseError):
        return len(statuses) - broken, broken, 0
    failed = sum(
        any(case.find(kind) is not None for kind in ("failure", "error")) for case in cases
    )
    skipped = sum(case.find("skipped") is not None for case in cases)
    # A command may fail without any test failing: nothing collected, or a crash at the end.
    return len(cases) - failed - skipped, max(failed, broken), skipped


def tell(outcome: Outcome) -> None:
    print(outcome.line, flush=True)
    if outcome.failed:
        print(outcome.part.log.read_text(errors="replace"), flush=True)


def run_all(chosen: list[Part]) -> list[Outcome]:
    running = Running()
    outcomes: list[Outcome] = []
    pool = ThreadPoolExecutor(2)
    try:
        waiting = [pool.submit(running.run, part) for part in chosen if not part.alone]
        for done in as_completed(waiting):
            outcomes.append(done.result())
            tell(outcomes[-1])
        for part in chosen:
            if part.alone:
                outcomes.append(running.run(part))
                tell(outcomes[-1])
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        running.end_all()
        raise
    pool.shutdown()
    return outcomes


def prepare(chosen: list[Part]) -> None:
    LOGS.mkdir(parents=True, exist_ok=True)
    # Here, so that two parts at a time find it built and neither builds it under the other.
    build_frontend.build(ROOT)
    if any(part.name in {"browser", "bench"} for part in chosen):
        started = time.monotonic()
        print(f"  {'chromium':<12}{ensure_chromium().path} ({time.monotonic() - started:.1f} s)")


def main(names: list[str]) -> int:
    known = {part.name: part for part in parts()}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No part {', '.join(unknown)}; there are {', '.join(known)}")
        return 2
    chosen = [known[name] for name in names] or list(known.values())
    started = time.monotonic()
    try:
        prepare(chosen)
    except (Missing, subprocess.CalledProcessError) as trouble:
        # The parts that need it fail, each in its own words; the others are still worth running.
        print(f"  {trouble}")
    try:
        outcomes = run_all(chosen)
    except KeyboardInterrupt:
        print("Interrupted.")
        return 130
    total = time.monotonic() - started
    if len(outcomes) > 1:
        print(f"\nWhat each part took ({total / 60:.1f} min in all):")
        for outcome in sorted(outcomes, key=lambda outcome: -outcome.seconds):
            print(outcome.line)
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    print(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
