"""What is committed is ours, and names neither a registry nor this machine."""

import json
import re

import pytest

from tests.house.repository import text_of, tracked
from tests.machine import ROOT

# In pieces, so that this file does not find itself.
PATHS = re.compile(r"(?<![\w.])/(?:" + "wo" + r"rk|fa" + r"rm|ro" + r"ot|home)/[\w.]")
REGISTRIES = re.compile(r"registry\.npm" + r"js|pypi\." + r"org|pythonhosted\." + r"org")
BUILT = re.compile(r"\.min\.(js|css)$|(^|/)(vendor|node_modules)/|^static/dist/|\.woff2$|\.map$")


def test_the_lock_names_no_address() -> None:
    packages = json.loads(text_of("package-lock.json"))["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]


def test_the_lock_names_every_digest() -> None:
    packages = json.loads(text_of("package-lock.json"))["packages"]
    assert not [name for name, entry in packages.items() if name and "integrity" not in entry]


def test_the_lock_is_that_of_the_package() -> None:
    package = json.loads(text_of("package.json"))
    locked = json.loads(text_of("package-lock.json"))["packages"][""]
    for field in ("version", "dependencies", "devDependencies"):
        assert locked[field] == package[field], field


@pytest.mark.parametrize("foreign", [PATHS, REGISTRIES], ids=["paths", "registries"])
def test_no_file_names_this_machine_or_a_registry(foreign: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in tracked()
        for number, line in enumerate(text_of(name).splitlines(), 1)
        if foreign.search(line)
    ]
    assert not found


def test_nothing_built_or_borrowed_is_committed() -> None:
    assert not [name for name in tracked() if BUILT.search(name)]


def test_ci_runs_what_developers_run() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert "make test" in script
    assert script.startswith("#!/usr/bin/env bash\n")
