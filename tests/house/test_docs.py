"""The README says what is there, and what it says works."""

import re
import tomllib

import pytest

from tests.house.repository import text_of, tracked
from tests.machine import ROOT
from tests.run import parts

README = text_of("README.md")
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_two_commands_come_first(command: str) -> None:
    assert 0 <= README.find(command) < README.find("## ") + 1500


def test_the_map_shows_every_folder() -> None:
    folders = {name.split("/")[0] for name in tracked() if "/" in name} - {".ci"}
    assert not sorted(folder for folder in folders if f"{folder}/" not in README)


def test_the_map_shows_every_part_of_the_server_and_the_tests() -> None:
    packages = {
        f"{path.parent.name}/"
        for top in ("server", "tests")
        for path in (ROOT / top).glob("*/__init__.py")
    }
    assert not sorted(name for name in packages if name not in README)


def test_decisions_are_numbered_without_gap() -> None:
    section = README.partition("## Decisions")[2].partition("\n## ")[0]
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", section, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 10


@pytest.mark.parametrize("page", [name for name in tracked() if name.endswith(".md")])
def test_no_link_leads_nowhere(page: str) -> None:
    folder = (ROOT / page).parent
    broken = [link for link in LINK.findall(text_of(page)) if not (folder / link).exists()]
    assert not broken


def test_every_target_is_explained_by_make_itself() -> None:
    makefile = text_of("Makefile")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    help_text = makefile.partition("\nhelp:\n")[2].partition("\n\n")[0]
    assert not [name for name in phony[1].split() if name not in help_text and name != "help"]


def test_the_changelog_begins_with_this_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    heading = re.search(r"^## (\S+)", text_of("CHANGELOG.md"), re.MULTILINE)
    assert heading is not None
    assert heading[1] == version


def test_every_test_belongs_to_a_part() -> None:
    known = {part.name for part in parts()}
    tests = (path.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py"))
    assert not sorted({path.parts[0] for path in tests} - known)
