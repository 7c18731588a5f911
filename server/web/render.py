"""Templates to HTML: one environment, autoescape always, no name that is not there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.web import words
from server.web.assets import asset
from server.web.looks.finals import groups
from server.web.looks.legal import TONES
from server.web.markup import NAMES, direction
from server.web.scripted import SCRIPTS
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
    groups=groups,
    choice_word=words.CHOICE,
    export_word=words.EXPORT,
    correction_word=words.CORRECTION,
    for_scripts=lambda ui: json.dumps({word: ui(word) for word in SCRIPTS}),
    factor_word=words.FACTOR,
    finding_word=words.FINDING,
    lock_word=words.LOCK,
    signed_sign=words.SIGNED_SIGN,
    signed_word=words.SIGNED,
    erasure_word=words.ERASURE,
    statement_word=words.STATEMENT,
    translation_tone=TONES,
    translation_word=words.TRANSLATION,
    presence_word=words.PRESENCE,
    categories=words.CATEGORY,
    caucus_word=words.CAUCUS,
    language_word=lambda language: NAMES.get(language, language),
    mode_means=words.MODE_MEANS,
    mode_word=words.MODE,
    recordable_word=words.RECORDABLE,
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


ENGLISH = Interface("en", "ltr", {})
INTERFACES = {
    path.stem: Interface(path.stem, direction(path.stem), json.loads(path.read_text("utf-8")))
    for path in (TEMPLATES / "words").glob("*.json")
}


def interface(language: str) -> Interface:
    """The interface in a reader's language, or in English where there is no catalogue of it."""
    return INTERFACES.get(language.partition("-")[0].lower(), ENGLISH)


def wished(request: Request) -> str:
    """The language of who is known to be signed in, else the one a browser asks for first."""
    known: str | None = getattr(request.state, "language", None)
    return (
        known
        or request.headers.get("accept-language", "en").partition(",")[0].partition(";")[0].strip()
    )


def fragment(template: str, language: str, context: Mapping[str, object]) -> str:
    """One partial as HTML."""
    ui = interface(language)
    return environment.get_template(template).render(context, _=ui, ui=ui)


def page(
    request: Request,
    template: str,
    *,
    language: str | None = None,
    status: int = 200,
    **context: object,
) -> HTMLResponse:
    """A whole page, with the nonce of this very answer."""
    known: dict[str, object] = {
        "nonce": nonce(request.scope),
        "said": None,
        "instead": None,
        **context,
    }
    language = language or wished(request)
    return HTMLResponse(fragment(template, language, known), status_code=status)
