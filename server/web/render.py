"""Templates to HTML: one environment, autoescape always, no name that is not there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.web import words
from server.web.assets import asset
from server.web.markup import direction
from server.web.shield import nonce

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATES = HOUSE / "client_templates"

environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
    cache_size=-1,
)
environment.globals.update(
    asset=asset,
    author_name=words.author,
    presence_word=words.PRESENCE,
    categories=words.CATEGORY,
    reflected=words.REFLECTED,
    stand_means=words.STAND_MEANS,
    stand_sign=words.STAND_SIGN,
    stand_word=words.STAND,
    status_sign=words.STATUS_SIGN,
    status_word=words.STATUS,
)


@dataclass(frozen=True, slots=True)
class Interface:
    """The language the words around the wording are in."""

    lang: str
    dir: str
    words: Mapping[str, str]

    def __call__(self, word: str) -> str:
        """A word of the interface in this language; English where it is not translated."""
        return self.words.get(word, word)


@cache
def interface(language: str) -> Interface:
    """The interface in a reader's language, or in English where there is no catalogue of it."""
    name = language.split("-", maxsplit=1)[0].lower()
    path = TEMPLATES / "words" / f"{name}.json"
    if not name.isalpha() or not path.is_file():
        return Interface("en", "ltr", {})
    return Interface(name, direction(name), json.loads(path.read_text(encoding="utf-8")))


def fragment(template: str, language: str, context: Mapping[str, object]) -> str:
    """One partial as HTML."""
    ui = interface(language)
    return environment.get_template(template).render(context, _=ui, ui=ui)


def page(
    request: Request,
    template: str,
    *,
    language: str = "en",
    status: int = 200,
    **context: object,
) -> HTMLResponse:
    """A whole page, with the nonce of this very answer."""
    known: dict[str, object] = {"nonce": nonce(request.scope), "said": None, **context}
    return HTMLResponse(fragment(template, language, known), status_code=status)
