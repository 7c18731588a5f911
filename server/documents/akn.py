"""Akoma Ntoso 3: the current text as an act, each clause under an id that outlives renumbering.

`eId` follows the number of a clause, `wId` is its id in the negotiation (OASIS naming convention).
A code of conduct is of no state, so its country is "xx", which ISO 3166 leaves to its users.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from lxml import etree

from server.documents.paper import Article, Declared, Paper, new

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES: Mapping[str, str] = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb",
    "pt": "por", "ru": "rus", "sw": "swa", "ur": "urd", "zh": "zho",
}  # fmt: skip
CONVENOR = "convenor"


def akn(paper: Paper) -> bytes:
    """The paper as Akoma Ntoso XML, in UTF-8."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    act = _put(root, "act", name="code-of-conduct", contains="singleVersion")
    _meta(act, paper)
    title = _put(_put(_put(act, "preface"), "longTitle"), "p")
    _put(title, "docTitle", paper.title)
    body = _put(act, "body")
    names = _Names()
    for number, (part, articles) in enumerate(groupby(paper.articles, lambda a: a.part), start=1):
        holder = body
        if part:
            holder = _put(body, "part", eId=names.free(f"part_{number}"))
            _put(holder, "heading", part)
        for article in articles:
            _article(holder, article, names)
    if paper.final is not None and paper.signed:
        conclusions = _put(act, "conclusions", eId=names.free("conclusions"))
        for line in paper.signed:
            _put(_put(conclusions, "p"), "signature", line)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=False)


def _put(
    parent: etree._Element, tag: str, text: str | None = None, **attributes: str
) -> etree._Element:
    its = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    its.text = text
    return its


class _Names:
    """Names for elements: no two alike, and nothing in them that an id may not hold."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wanted: str) -> str:
        name = slug(wanted)
        while name in self._taken:
            name += "x"
        self._taken.add(name)
        return name


def slug(text: str) -> str:
    """Text as part of an id or an address: letters, digits, underscores and dashes."""
    return re.sub(r"[^\w-]+", "", text) or "x"


def _article(holder: etree._Element, article: Article, names: _Names) -> None:
    """An article, or where it has no number (a preamble) a container of its own name."""
    permanent = re.sub(r"\s+", "_", article.id)
    if article.number:
        its = _put(holder, "article", eId=names.free(f"art_{article.number}"), wId=permanent)
        _put(its, "num", article.number)
    else:
        name = names.free(f"hcontainer_{article.id}")
        its = _put(holder, "hcontainer", name="clause", eId=name, wId=permanent)
    its.set("status", "removed" if article.removed else "edited")
    heading = _put(its, "heading", new(article.title))
    for one in article.statements:
        _put(heading, "noteRef", href=f"#{_note(one)}", marker=one.label, placement="bottom")
    content = _put(its, "content")
    for paragraph in ("" if article.instead else new(article.text)).split("\n"):
        _put(content, "p", paragraph)


def _note(one: Declared) -> str:
    return slug(f"note_{one.label}")


def _meta(act: etree._Element, paper: Paper) -> None:
    meta = _put(act, "meta")
    day = f"{paper.at:%Y-%m-%d}"
    identification = _put(meta, "identification", source=f"#{CONVENOR}")
    work = f"/akn/xx/act/code-of-conduct/{paper.at:%Y}/{slug(paper.id)}"
    language = LANGUAGES.get(paper.language.partition("-")[0], paper.language)
    expression = f"{work}/{language}@{day}"
    first = min((article.at for article in paper.articles), default=paper.at)
    levels = (
        ("FRBRWork", work, f"{first:%Y-%m-%d}", "generation"),
        ("FRBRExpression", expression, day, "expression"),
        ("FRBRManifestation", f"{expression}.akn", day, "manifestation"),
    )
    for level, address, date, name in levels:
        its = _put(identification, level)
        _put(its, "FRBRthis", value=f"{address}/!main")
        _put(its, "FRBRuri", value=address)
        for alias, value in _aliases(paper, level):
            _put(its, "FRBRalias", value=value, name=alias)
        _put(its, "FRBRdate", date=date, name=name)
        _put(its, "FRBRauthor", href=f"#{CONVENOR}")
        if level == "FRBRWork":
            _put(its, "FRBRcountry", value="xx")
        if level == "FRBRExpression":
            _put(its, "FRBRlanguage", language=language)
    _references(meta, paper)
    _notes(meta, [one for article in paper.articles for one in article.statements])


def _aliases(paper: Paper, level: str) -> Iterator[tuple[str, str]]:
    """By what else a level is known: the work by its title, the expression by what proves it."""
    if level == "FRBRWork":
        yield "title", paper.title
    if level == "FRBRExpression":
        yield "fingerprint", f"sha-256:{paper.fingerprint}"
        if paper.final is not None:
            yield "signed", f"sha-256:{paper.final.digest}"
            yield "manifest", f"sha-256:{paper.final.manifest}"
        if paper.seal is not None:
            yield "checkpoint", f"{paper.seal.entry} {paper.seal.code}"
    if level == "FRBRManifestation" and paper.marked_for:
        yield "copy", paper.marked_for


def _references(meta: etree._Element, paper: Paper) -> None:
    references = _put(meta, "references", source=f"#{CONVENOR}")
    known = [(CONVENOR, paper.convenor)]
    known += [(f"party_{s.party.code}", s.party.name or s.party.code) for s in paper.signatories]
    for name, shown in known:
        href = f"/akn/ontology/organization/xx/{slug(name)}"
        _put(references, "TLCOrganization", eId=slug(name), href=href, showAs=shown or name)


def _notes(meta: etree._Element, statements: Iterable[Declared]) -> None:
    notes = None
    for one in statements:
        notes = _put(meta, "notes", source=f"#{CONVENOR}") if notes is None else notes
        its = _put(notes, "note", eId=_note(one), placement="bottom")
        _put(its, "p", f"{one.kind}, {one.by}: {one.text}")
