"""Wording as HTML: clean, or with what is inserted and struck, by whom where that may be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from models.history import Traced, tidy
from models.layer import Run, Runs, anonymous, is_empty_change, joined
from models.names import LANGUAGES
from models.overlay import CompiledSpan
from models.redline import Kind, Stretch
from models.text import from_units, to_units
from models.words import ends_sentence, sentences
from server.web import words

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "dv", "fa", "ha", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"}
)
NAMES = {language: str(name) for language, name in LANGUAGES.items()}


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the language's script as it is usually written."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def language_of(field: str) -> str:
    """The language of a field such as `en/text`."""
    return field.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a wording as a page shows it."""

    field: str
    html: Markup
    changed: bool = False

    @property
    def part(self) -> str:
        """`title` or `text`."""
        return self.field.partition("/")[2]

    @property
    def lang(self) -> str:
        """The language it is written in."""
        return language_of(self.field)

    @property
    def dir(self) -> str:
        """The direction it is read in."""
        return direction(self.lang)

    @property
    def language(self) -> str:
        """The name of its language."""
        return NAMES.get(self.lang, self.lang)


def clean(field: str, text: str) -> Shown:
    """A field without marks."""
    return Shown(field, escape(text))


def redline(field: str, runs: Runs, *, attributed: bool) -> Shown:
    """A field with everything inserted and struck marked; no author where it is not attributed."""
    tidied = tidy(runs)
    shown = tidied if attributed else anonymous(tidied)
    return Shown(field, marked(shown, attributed=attributed), not is_empty_change(runs))


def marked(runs: Runs, *, attributed: bool) -> Markup:
    """Runs as `<ins>` and `<del>`: the label of neighbours of one author comes once, at the end."""
    pieces: list[str] = []
    for at, run in enumerate(runs):
        following = runs[at + 1] if at + 1 < len(runs) else None
        pieces.append(_run(run, following, attributed=attributed))
    return Markup("").join(map(Markup, pieces))


def _run(run: Run, following: Run | None, *, attributed: bool) -> str:
    text = str(escape(from_units(run.text)))
    more = following is not None and _authors(following) == _authors(run)
    if run.struck_by:
        # Where an insertion is struck, the outer mark speaks for both.
        inner = "" if run.inserted_by else _marks(sorted(run.struck_by), more, attributed)
        text = f"<del{inner}>{text}</del>"
    if run.inserted_by:
        text = f"<ins{_marks(_authors(run), more, attributed)}>{text}</ins>"
    return text


def _authors(run: Run) -> Sequence[str]:
    first = [run.inserted_by] if run.inserted_by else []
    return [*first, *sorted(run.struck_by)]


def _marks(authors: Sequence[str], more: bool, attributed: bool) -> str:
    if not attributed:
        return ""
    names = ", ".join(words.author(author) for author in authors)
    marks = f' data-author="{escape(authors[0])}" data-by="{escape(names)}"'
    return marks + (" data-more" if more else "")


def compiled(spans: Sequence[CompiledSpan], *, attributed: bool) -> Markup:
    """All live layers merged: brackets around what is proposed, with its author after it."""
    pieces: list[str] = []
    before: tuple[str, ...] = ()
    for at, span in enumerate(spans):
        text = str(escape(span.text))
        authors = _compilers(span)
        more = at + 1 < len(spans) and _compilers(spans[at + 1]) == authors
        if authors:
            mark = "del" if span.inserted_by is None else "ins"
            opening = "" if before == authors else BRACKETS[0]
            closing = "" if more else BRACKETS[1]
            marks = _marks(authors, more, attributed)
            text = f"{opening}<{mark}{marks}>{text}</{mark}>{closing}"
        before = authors
        pieces.append(text)
    return Markup("").join(map(Markup, pieces))


BRACKETS = ('<span class="bracket">[</span>', '<span class="bracket">]</span>')


def _compilers(span: CompiledSpan) -> tuple[str, ...]:
    if span.inserted_by is not None:
        return (span.inserted_by,)
    return tuple(dict.fromkeys(span.struck_by))


def extract(field: str, runs: Runs, *, attributed: bool) -> Shown:
    """The sentences that a layer touches, marked: what an alternative is about, in few words."""
    tidied = tidy(runs)
    shown = tidied if attributed else anonymous(tidied)
    return Shown(field, marked(_touched(shown), attributed=attributed), changed=True)


def _touched(runs: Runs) -> Runs:
    """Runs without the whole sentences at either end that nothing was changed in."""
    kept = list(runs)
    if kept and not _authors(kept[0]):
        told = sentences(from_units(kept[0].text))
        opening = told[-1] if told else ""
        opening = "" if ends_sentence(opening) else opening
        kept[0] = Run(to_units(("… " if len(told) > 1 or not opening else "") + opening))
    if len(kept) > 1 and not _authors(kept[-1]):
        told = sentences(from_units(kept[-1].text))
        closing = told[0].rstrip() if told else ""
        kept[-1] = Run(to_units(closing + (" …" if len(told) > 1 else "")))
    return joined(kept)


def ordered(fields: Iterable[str], languages: Sequence[str], language: str) -> list[str]:
    """Fields in reading order: the reader's language first, titles before texts."""
    order = [language, *(other for other in languages if other != language)]

    def key(field: str) -> tuple[int, int, str]:
        lang, _, part = field.partition("/")
        return (order.index(lang) if lang in order else len(order), part != "title", field)

    return sorted(fields, key=key)


def chosen(
    wording: Mapping[str, object], part: str, languages: Sequence[str], language: str
) -> str:
    """The field of `part` to show to a reader of `language`: theirs, or the first with words."""
    fields = [f"{one}/{part}" for one in (language, *languages)]
    worded = (field for field in fields if wording.get(field))
    return next(worded, next((field for field in fields if field in wording), fields[0]))


def compared(stretches: Iterable[Stretch]) -> Markup:
    """A comparison of two texts: nobody's words in particular."""
    marks = {Kind.INSERT: "ins", Kind.DELETE: "del"}
    pieces = [
        escape(text) if kind is Kind.EQUAL else Markup("<{0}>{1}</{0}>").format(marks[kind], text)
        for kind, text in stretches
    ]
    return Markup("").join(pieces)


def traced(spans: Sequence[Traced], *, attributed: bool) -> Markup:
    """What differs between two versions, each change with who made it where that may be known."""
    pieces: list[Markup] = []
    for at, span in enumerate(spans):
        mark = span.inserted or span.struck
        if mark is None:
            pieces.append(escape(span.text))
            continue
        following = spans[at + 1] if at + 1 < len(spans) else None
        beside = following and (following.inserted or following.struck)
        more = beside is not None and beside.authors == mark.authors
        marks = Markup(_marks(mark.authors, more, attributed))  # noqa: S704 - escaped there
        tag = "ins" if span.inserted else "del"
        pieces.append(Markup("<{0}{1}>{2}</{0}>").format(tag, marks, span.text))
    return Markup("").join(pieces)
