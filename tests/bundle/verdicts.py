"""Two verifiers that share no code, asked the same: they must agree on every bundle."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from server.bundle import check
from tests.machine import NODE, ROOT

Members = Mapping[str, bytes]


def _encoded(members: Members) -> dict[str, str]:
    return {name: base64.b64encode(data).decode() for name, data in members.items()}


class Judges:
    """The Python verifier here, and the JavaScript one in one process for the whole session."""

    def __init__(self) -> None:
        self._base: Members = {}
        self._asked = subprocess.Popen(
            [NODE, Path(__file__).parent / "judge.mjs"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self.alike = self.found = 0
        """How many were found out in the very same words, of how many."""

    def __enter__(self) -> Judges:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None
    ) -> None:
        self._asked.communicate(timeout=10)

    def sound(self, members: Members, held: str | None = None) -> str:
        """What both say of a sound bundle: the same sentence, counts and all."""
        said = check.check_members(members, held)
        assert self._other(members, held) == {"sound": said}
        return said

    def found_out(self, members: Members, held: str | None = None) -> str:
        """What is wrong, in the words of the first; the second finds something too."""
        other = self._other(members, held)
        assert "wrong" in other, other
        try:
            said = check.check_members(members, held)
        except check.Wrong as wrong:
            self.found += 1
            self.alike += other["wrong"] == str(wrong)
            return str(wrong)
        raise AssertionError(f"{said} But by the other: {other['wrong']}")

    def _other(self, members: Members, held: str | None) -> dict[str, str]:
        base = self._base
        if members.keys() - base.keys() or sum(base[n] != members[n] for n in members) > 4:
            self._base = base = dict(members)
            self._ask({"base": _encoded(members)})
        put = {name: data for name, data in members.items() if data != base[name]}
        drop = sorted(base.keys() - members.keys())
        return self._ask({"put": _encoded(put), "drop": drop, "held": held})

    def _ask(self, question: object) -> dict[str, str]:
        assert self._asked.stdin is not None
        assert self._asked.stdout is not None
        self._asked.stdin.write(json.dumps(question) + "\n")
        self._asked.stdin.flush()
        answer: dict[str, str] = json.loads(self._asked.stdout.readline())
        return answer
