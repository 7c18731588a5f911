"""The words of the interface: each language has a word for everything a page says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from server.web import paint, words
from server.web.frame import NAMES
from server.web.looks import (
    confirming,
    drafts,
    may,
    packages,
    positions,
    reopening,
    rulebook,
    ruleform,
    silences,
    statements,
    temperature,
)
from server.web.render import HOUSE, INTERFACES, TEMPLATES
from server.web.scripted import SCRIPTS

SAID = re.compile(r"""_\(\s*(?:"([^"]+)"|'([^']+)')""")

SCRIPTED = re.compile(r"say\(\s*'([^']+)'")

LOOKS = Path(rulebook.__file__).parent


def patterns() -> Iterator[str]:
    """Every pattern that a look says by itself."""
    for path in LOOKS.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            match call:
                case ast.Call(func=ast.Name("say"), args=[ast.Constant(str(pattern))]):
                    yield pattern
                case _:
                    pass
    yield from (*rulebook.TITLES.values(), *rulebook.LIVE.values(), *ruleform.UNITS)
    for either in rulebook.SIMPLE.values():
        yield from either
    yield from (ruleform.NOT_A_NUMBER, ruleform.NOT_WHOLE, ruleform.NOT_A_CHOICE)
    yield from (paint.CLOSED, paint.PLENARY)
    yield from (silences.NOT_BOUND, silences.NOT_HEAD, packages.NOT_HEAD, reopening.NOT_HEAD)
    yield from (statements.NO_RESERVATIONS, statements.PROTECTED, statements.NO_DECISION)
    yield from (statements.NOT_HEAD, confirming.NOT_HEAD, *temperature.WORDS)
    yield from (may.NOT_HEAD, positions.NOT_HEAD)


def plain() -> Iterator[str]:
    """The whole sentences of looks: why something is not possible, and what a notice says."""
    for node in ast.walk(ast.parse(Path(may.__file__).read_text("utf-8"))):
        match node:
            case ast.Return(value=ast.Constant(str(sentence))) if sentence:
                yield sentence
            case _:
                pass
    for node in ast.walk(ast.parse((LOOKS / "notices.py").read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name("Notice" | "Offer"), args=[_, ast.Constant(str(word)), *_]):
                yield word
            case _:
                pass


def said() -> Iterator[str]:
    """Every word that a template or a table says."""
    for path in TEMPLATES.rglob("*.html"):
        for double, single in SAID.findall(path.read_text("utf-8")):
            yield double or single
    yield from (*NAMES.values(), *SCRIPTS)
    yield from patterns()
    yield from plain()
    tables = (its for name, its in vars(words).items() if name.isupper() and isinstance(its, dict))
    for table in (*tables, drafts.WATCHES, drafts.SEEN_BY, confirming.CORRECTING):
        yield from (word for key, word in table.items() if isinstance(key, Enum))


@pytest.mark.parametrize("language", sorted(INTERFACES))
def test_every_word_is_translated(language: str) -> None:
    signs = {
        *words.STATUS_SIGN.values(),
        *words.STAND_SIGN.values(),
        *words.SIGNED_SIGN.values(),
    }
    missing = sorted(set(said()) - set(INTERFACES[language].words) - signs)
    assert missing == []


def test_the_words_of_scripts_are_those_they_say() -> None:
    sources = (HOUSE / "static" / "js").rglob("*.js")
    # The page that checks a bundle stands alone, with words of its own.
    ours = [path for path in sources if "verify" not in path.parts]
    said = {word for path in ours for word in SCRIPTED.findall(path.read_text("utf-8"))}
    assert said == set(SCRIPTS)


@pytest.mark.parametrize("language", sorted(INTERFACES))
def test_no_translation_is_empty_or_markup(language: str) -> None:
    for word, translated in INTERFACES[language].words.items():
        assert translated.strip(), word
        assert not re.search(r"[<>]", translated), word
        assert ("{" in translated) == ("{" in word), word


@pytest.mark.parametrize("language", sorted(INTERFACES))
def test_a_translated_pattern_has_the_places_of_its_own(language: str) -> None:
    for pattern in patterns():
        translated = INTERFACES[language].words[pattern]
        assert sorted(re.findall(r"{\w+}", translated)) == sorted(re.findall(r"{\w+}", pattern))


def test_the_looks_say_patterns() -> None:
    found = set(patterns())
    assert "{n} minutes" in found
    assert len(found) > 60
