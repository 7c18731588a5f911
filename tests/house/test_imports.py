"""Imports go down only, and the contracts that say so bite."""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.machine import ROOT

# All that a pure model needs. Time, ids and chance are handed to it, so it can neither ask for them
# nor reach a file, a socket or another thread.
PURE = {
    "__future__", "abc", "base64", "bisect", "collections", "contextlib", "copy", "dataclasses",
    "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq",
    "itertools", "json", "math", "operator", "re", "string", "struct", "types", "typing",
    "unicodedata", "models",
}  # fmt: skip
ONLY_IN = {"diff_match_patch": "models/redline.py"}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic"}

# The contract that must break, the module that sins, and the sin.
SINS = [
    ("down", "models/party.py", "import server.store"),
    ("server", "server/store/tables.py", "import server.live"),
    ("server", "server/live/room.py", "import server.web"),
    ("server", "server/web/parse.py", "import server.app"),
    ("server", "server/documents/__init__.py", "import server.live"),
    ("server", "server/settings.py", "import server.store"),
    ("documents", "server/documents/__init__.py", "import server.store"),
    ("documents", "server/documents/__init__.py", "import sqlalchemy"),
    ("pure", "models/party.py", "import asyncio"),
    ("pure", "models/rules/__init__.py", "import pydantic"),
    ("redline", "models/edit.py", "import diff_match_patch"),
    ("store", "server/live/room.py", "import sqlalchemy"),
    ("circles", "models/text.py", "import models.negotiation"),
]


def configuration() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts: dict[str, Any] = tomllib.load(file)["tool"]["importlinter"]
    return contracts


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def models() -> list[Path]:
    return sorted((ROOT / "models").rglob("*.py"))


def test_the_models_import_nothing_but_what_is_pure() -> None:
    wrong = [
        f"{name} imports {module}"
        for path in models()
        for name in [path.relative_to(ROOT).as_posix()]
        for module in imported(path)
        if (package := module.partition(".")[0]) not in PURE and ONLY_IN.get(package) != name
    ]
    assert not wrong


def test_the_models_never_ask_what_time_it_is() -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in models()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    ]
    assert not asked


def test_every_place_of_the_house_exists() -> None:
    layers = next(c for c in configuration()["contracts"] if c["id"] == "server")["layers"]
    names = [name.strip(" ()") for layer in layers for name in layer.split("|")]
    missing = [
        name
        for name in names
        if not (ROOT / "server" / f"{name}.py").is_file()
        and not (ROOT / "server" / name / "__init__.py").is_file()
    ]
    assert not missing


def test_every_contract_is_tried() -> None:
    assert {contract["id"] for contract in configuration()["contracts"]} == {sin[0] for sin in SINS}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("models", "server"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("contract", "module", "sin"), SINS, ids=[": ".join(sin) for sin in SINS])
def test_a_contract_bites(copy: Path, contract: str, module: str, sin: str) -> None:
    path = copy / module
    assert path.is_file()
    path.write_text(f"{path.read_text()}\n{sin}\n")
    linted = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--contract", contract],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: 0 kept, 1 broken." in linted.stdout, linted.stdout
