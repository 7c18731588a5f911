"""The words of the interface: each language has a word for everything a page says."""

from __future__ import annotations

import ast
import calendar
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import Enum
from pathlib import Path

import pytest

from models.correction import CorrectionStatus
from models.objection import ObjectionStatus
from models.package import PackageStatus
from models.policy import POLICY
from models.position import Stand
from models.proposal import ProposalStatus, Reflected
from models.rulebook import Group, Kind, Rules
from models.silence import SilenceStatus
from server.web import markup, paint, words
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

WITH_UNDERSCORES = (ProposalStatus, ObjectionStatus, PackageStatus, CorrectionStatus, SilenceStatus)
NAMED_BY_VALUE = (*WITH_UNDERSCORES, Kind, Group, Stand, Reflected)
"""What sentences of the rules call by the value of its kind."""


SENTENCES: Mapping[str, tuple[int, ...]] = {
    "Refusal": (1, 2),
    "refuse": (1, 2),
    "Hurdle": (1, 2),
    "_not_yours": (0, 1),
    "_not_proved": (0,),
    "_no_scan": (0, 1),
    "text_moved": (0,),
    "malformed": (0,),
    "EditRefused": (1,),
    "TextRefused": (1,),
    "to_all": (2,),
    "not_found": (0,),
    "_the": (1,),
    "Wrong": (0,),
    "say": (0,),
}
"""What is called with a sentence, or the word for a thing → in which places."""

ALONE = "bundle/check.py"
"""The verifier shares nothing with the rest, and says everything in words of its own."""


def patterns() -> Iterator[str]:
    """Every pattern that the rules and the doors say by themselves."""
    for path in (*(HOUSE / "models").rglob("*.py"), *(HOUSE / "server").rglob("*.py")):
        if not path.as_posix().endswith(ALONE):
            for given in sentences(ast.parse(path.read_text("utf-8"))):
                yield from constants(given)
    yield from (*rulebook.TITLES.values(), *rulebook.LIVE.values(), *ruleform.UNITS)
    for either in rulebook.SIMPLE.values():
        yield from either
    yield from (paint.CLOSED, paint.PLENARY)
    yield from (silences.NOT_BOUND, silences.NOT_HEAD, packages.NOT_HEAD, reopening.NOT_HEAD)
    yield from (statements.NO_RESERVATIONS, statements.PROTECTED, statements.NO_DECISION)
    yield from (statements.NOT_HEAD, confirming.NOT_HEAD, *temperature.WORDS)
    yield from (may.NOT_HEAD, positions.NOT_HEAD)
    deeds = (act.__dict__["deed"] for act in POLICY)
    yield from (*calendar.month_name[1:], *deeds)
    for value in itertools.chain(*NAMED_BY_VALUE):
        yield value.value if type(value) in WITH_UNDERSCORES else value.value.replace("_", " ")
    yield from (its.name.replace("_", " ") for its in fields(Rules) if its.type == "timedelta")


def sentences(tree: ast.AST) -> Iterator[ast.expr]:
    """What stands where a sentence is told."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name), args=args):
                yield from (args[at] for at in SENTENCES.get(name, ()) if at < len(args))
            case _:
                pass


def constants(given: ast.expr) -> Iterator[str]:
    """The sentences that an expression is made of, where it says them itself."""
    match given:
        case ast.Constant(str(pattern)):
            yield pattern
        case ast.IfExp(body=one, orelse=other):
            yield from (*constants(one), *constants(other))
        case _:
            pass


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
    yield from (*NAMES.values(), *markup.NAMES.values(), *SCRIPTS)
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
    unsaid = {
        sentence
        for path in ours
        for sentence in re.findall(
            r"(?<!say\()(?<!', )'([A-Z][^'\n]* [^'\n]*\.)'", path.read_text("utf-8")
        )
    }
    assert unsaid == set()


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


def test_the_rules_and_the_looks_say_patterns() -> None:
    found = set(patterns())
    assert {
        "{n} minutes",
        "{clause} is agreed.",
        "Ask to reopen the clause that is wrong.",
    } <= found
    assert len(found) > 900


def test_a_word_of_the_interface_is_translated_inside_a_sentence() -> None:
    """F22: what stands in a sentence as a string, such as a name, is shown as it is."""
    bare = [
        f"{path.name}:{call.lineno}"
        for path in (HOUSE / "server").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "say"
        for value in (keyword.value for keyword in call.keywords)
        if re.search(r"(?<!say\()\bwords\.[A-Z]", ast.unparse(value))
    ]
    assert bare == []


@pytest.mark.parametrize("part", ["models", "server"])
def test_no_sentence_is_put_together_beforehand(part: str) -> None:
    """F22: a sentence that is formatted where it is said could not be translated any more."""
    formatted = [
        f"{path.name}:{given.lineno}"
        for path in (HOUSE / part).rglob("*.py")
        if not path.as_posix().endswith(ALONE)
        for given in sentences(ast.parse(path.read_text("utf-8")))
        if isinstance(given, ast.JoinedStr | ast.BinOp)
    ]
    assert formatted == []


def test_a_sentence_runs_as_its_language_does() -> None:
    """F15: the first letter of a name it begins with must not turn it round."""
    guessed = [
        f"{path.name}: {found}"
        for path in TEMPLATES.rglob("*.html")
        for found in re.findall(
            r'dir="auto">\{\{ (?:[\w.\[\]]+\.spoken\(_\)|said\.\w+) ', path.read_text("utf-8")
        )
    ]
    assert guessed == []


def test_a_list_has_the_comma_of_its_language() -> None:
    bare = [
        f"{path.name}: {found}"
        for path in TEMPLATES.rglob("*.html")
        for found in re.findall(r"[%}]}, {[%{] .*", path.read_text("utf-8"))
    ]
    assert bare == []
