"""The words of the interface: each language has a word for everything a page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

import pytest

from server.web import words
from server.web.frame import NAMES
from server.web.looks import drafts
from server.web.render import INTERFACES, TEMPLATES

SAID = re.compile(r"""_\(\s*(?:"([^"]+)"|'([^']+)')""")


def said() -> Iterator[str]:
    """Every word that a template or a table says."""
    for path in TEMPLATES.rglob("*.html"):
        for double, single in SAID.findall(path.read_text("utf-8")):
            yield double or single
    yield from NAMES.values()
    tables = (its for name, its in vars(words).items() if name.isupper() and isinstance(its, dict))
    for table in (*tables, drafts.WATCHES, drafts.SEEN_BY):
        yield from (word for key, word in table.items() if isinstance(key, Enum))


@pytest.mark.parametrize("language", sorted(INTERFACES))
def test_every_word_is_translated(language: str) -> None:
    signs = {*words.STATUS_SIGN.values(), *words.STAND_SIGN.values()}
    missing = sorted(set(said()) - set(INTERFACES[language].words) - signs)
    assert missing == []


@pytest.mark.parametrize("language", sorted(INTERFACES))
def test_no_translation_is_empty_or_markup(language: str) -> None:
    for word, translated in INTERFACES[language].words.items():
        assert translated.strip(), word
        assert not re.search(r"[<>{}]", translated), word
