"""The README of the models says what the code does: every rule is tested, every refusal named."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
NUMBER = re.compile(r"\b[A-Z]-\d+\b")


RULE = r"^- \*\*([A-Z]-\d+)\*\* "
README = (MODELS / "README.md").read_text(encoding="utf-8")


def rules() -> list[str]:
    """The numbers of the README's rules, in its order."""
    return re.findall(RULE, README, re.MULTILINE)


def named_in_tests() -> set[str]:
    """The rules that docstrings of tests name, each at its beginning."""
    found: set[str] = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                head = re.match(
                    r"(?:[A-Z]-\d+(?: to [A-Z]-\d+)?[:,] ?)+", ast.get_docstring(node) or ""
                )
                found.update(NUMBER.findall(head[0]) if head else ())
    return found


def named_in_code() -> set[str]:
    """The rules that strings of the code name: in refusals, hurdles and docstrings of rules."""
    strings = (
        node.value
        for path in MODELS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    # A rule's letter is one of the README's sections; "UTF-8" and the like are none.
    return {number for text in strings for number in NUMBER.findall(text)}


def test_every_rule_is_held_by_a_test() -> None:
    """A rule nobody tests is a wish."""
    assert set(rules()) - named_in_tests() == set()


def test_no_test_holds_a_rule_that_is_not_there() -> None:
    """A test that names an unknown rule has lost its reason."""
    assert named_in_tests() - set(rules()) == set()


def test_no_refusal_names_a_rule_that_is_not_there() -> None:
    """Whoever is refused can look the rule up."""
    assert named_in_code() - set(rules()) == set()


def test_rules_are_numbered_without_gaps() -> None:
    """Each section has a letter of its own and counts from one: no rule is told twice."""
    for section in re.split(r"^### ", README, flags=re.MULTILINE)[1:]:
        numbers = re.findall(RULE, section, re.MULTILINE)
        (letter,) = {number[0] for number in numbers}
        assert numbers == [f"{letter}-{count + 1}" for count in range(len(numbers))]
    assert len(rules()) == len(set(rules()))


def test_every_module_is_in_the_map() -> None:
    """The README's map names every module of the package, once."""
    rows = re.findall(r"^\| (`.+?) \|", README, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(.+?)`", row)]
    modules = {path.name for path in MODELS.glob("*.py")} - {"__init__.py"}
    packages = {f"{path.parent.name}/" for path in MODELS.glob("*/__init__.py")}
    assert sorted(named) == sorted(modules | packages)


def test_no_word_is_explained_twice() -> None:
    """The glossary has one meaning for each word."""
    glossary = README[README.index("## Glossary") : README.index("## Rules")]
    words = [
        word
        for row in re.findall(r"^\| (.+?) \|", glossary, re.MULTILINE)
        for word in row.split(", ")
    ]
    assert len(words) == len(set(words))
