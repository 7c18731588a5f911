"""YAML read with the line of everything in it, so that an error can say where it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
MAX_DEPTH = 20
MAX_NODES = 200_000
NOTHING = frozenset({"", "~", "null"})


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with a file."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"line {self.line}: "
        return where + (f"{self.field}: {self.message}" if self.field else self.message)


class FileRefused(Exception):
    """A file that no negotiation can be convened from, and everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Located:
    """The data of a file and the line of each part.

    Every scalar is text: what is a number is for the form to say, and `no` stays the language.
    """

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def problem(self, path: Path, message: str) -> Problem:
        """Something wrong at `path`, or in what should hold it."""
        known = path
        while known not in self.lines:
            known = known[:-1]
        return Problem(self.lines[known], spelled(path), message)


def spelled(path: Path) -> str:
    """A path as people read it: clauses[3].title."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def parse(text: str) -> Located:
    """The located data of one YAML document. Raises FileRefused."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        message = failure.problem or failure.context or "not YAML"
        raise FileRefused([Problem(mark.line + 1 if mark else 1, "", message)]) from failure
    except yaml.YAMLError as failure:
        raise FileRefused([Problem(1, "", f"not YAML: {failure}")]) from failure
    walker = _Walker()
    located = Located(walker.walk(node, ()) if node is not None else {}, walker.lines)
    located.lines.setdefault((), 1)
    if walker.problems:
        raise FileRefused(walker.problems)
    return located


class _Walker:
    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._nodes = 0

    def walk(self, node: yaml.Node, path: Path) -> Any:
        self._nodes += 1
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        # Aliases let a small file stand for an endless one.
        if len(path) > MAX_DEPTH or self._nodes > MAX_NODES:
            raise FileRefused([Problem(line, spelled(path)[:80], "too deep or too much")])
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.walk(item, (*path, index)) for index, item in enumerate(node.value)]
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        return None if plain and node.value in NOTHING else node.value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(Problem(line, spelled(path), "a field has a plain name"))
                continue
            here = (*path, key.value)
            if key.value in data:
                self.problems.append(Problem(line, spelled(here), "stands here twice"))
            self.lines[here] = line
            data[key.value] = self.walk(value, here)
        return data
