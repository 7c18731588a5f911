"""Markdown (CommonMark), with changes in CriticMarkup: {++come++}{--gone--}{>>by whom<<}."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.documents.paper import Alternative, Article, Comment, Mark, Paper, Wording

SIGNS = re.compile(r"([\\`*_\[\]<>#&~{}|])")
"""The signs that may mean something wherever they stand; a backslash before one means itself."""
OPENINGS = re.compile(r"^([-+=]|\d+(?=[.)]))")
"""What makes a list, a rule or a heading at the beginning of a line."""
BREAK = "&#10;"
BLANKS = str.maketrans({" ": "&#32;", "\t": "&#9;"})


def markdown(paper: Paper) -> bytes:
    """The paper as Markdown, in UTF-8."""
    return ("\n\n".join(_blocks(paper)) + "\n").encode()


def _blocks(paper: Paper) -> Iterator[str]:
    say = paper.say
    yield f"# {plain(paper.title)}"
    if paper.marked_for:
        yield f"**{plain(paper.marked_for)}**"
    yield f"{say('Convened by')} {plain(paper.convenor)}"
    yield " · ".join(map(plain, (paper.session, paper.moment, paper.state)))
    if paper.compared:
        yield f"{say('Against')}: {plain(paper.compared)}"
    part = ""
    for article in paper.articles:
        if article.part and article.part != part:
            part = article.part
            yield f"## {plain(part)}"
        yield from _article(paper, article)
    if paper.final is not None:
        yield f"## {plain(say('Signatures'))}"
        yield from map(plain, paper.signed)
    if paper.read_to:
        yield plain(paper.read_to)
    for name, digest in paper.known_by:
        yield f"{plain(name)}: `{digest}`"


def _article(paper: Paper, article: Article) -> Iterator[str]:
    say = paper.say
    number = f"{plain(article.number)} " if article.number else ""
    # A heading of Markdown is one line.
    title = _wording(paper, article.title).replace("\\\n", BREAK)
    yield f"{'###' if article.part else '##'} {number}{title}"
    version = f"{article.id} · {say('Version')} {article.version} · {article.status}"
    if article.against not in {None, article.version}:
        version += f" · {say('Against')}: {say('Version')} {article.against}"
    yield f"*{plain(version)}*"
    if article.instead:
        yield plain(f"[{article.instead}]")
    elif text := _wording(paper, article.text):
        yield text
    yield from map(_comment, article.comments)
    for alternative in article.alternatives:
        yield from _alternative(paper, alternative)
    for one in article.statements:
        yield f"> **{plain(f'{one.label} {one.kind}')}**, {plain(str(one.by))}: {plain(one.text)}"


def _alternative(paper: Paper, alternative: Alternative) -> Iterator[str]:
    told = filter(None, (", ".join(map(str, alternative.by)), alternative.reason))
    title = f"**{paper.say('Proposal')} {plain(alternative.label)}**"
    yield "> " + " · ".join((title, *map(plain, told)))
    for wording in filter(None, (alternative.title, alternative.text)):
        quoted = _wording(paper, wording).replace("\n", "\n> ")
        yield f"> \\[{quoted}\\]"
    yield from map(_comment, alternative.comments)


def _comment(comment: Comment) -> str:
    return f"> {{>>{plain(str(comment.by))}: {plain(' '.join(comment.lines))}<<}}"


def _wording(paper: Paper, wording: Wording) -> str:
    pieces = []
    for text, inserted, struck in wording:
        piece = SIGNS.sub(r"\\\1", text)
        if struck is not None:
            piece = f"{{--{piece}--}}{_by(paper, struck)}"
        if inserted is not None:
            piece = f"{{++{piece}++}}{_by(paper, inserted)}"
        pieces.append(piece)
    return _lines("".join(pieces))


def _by(paper: Paper, mark: Mark) -> str:
    names = ", ".join(by.code for by in mark.by) or paper.say("Not named")
    return f"{{>>{plain(names)}<<}}"


def plain(text: str) -> str:
    """Text that means itself."""
    return _lines(SIGNS.sub(r"\\\1", text))


def _lines(text: str) -> str:
    """Escaped text with its line breaks, and with the blanks at the edges of its lines."""
    first, *others = map(_line, text.split("\n"))
    told = first
    for line in others:
        # A backslash breaks a line only where there is text on both sides.
        told += f"\\\n{line}" if line and told and not told.endswith(BREAK) else f"{BREAK}{line}"
    return told


def _line(line: str) -> str:
    inner = line.strip(" \t")
    start = line[: len(line) - len(line.lstrip(" \t"))] if inner else line
    end = line[len(start) + len(inner) :]
    opened = OPENINGS.sub(_meant, inner).replace("\t", "&#9;")
    return start.translate(BLANKS) + opened + end.translate(BLANKS)


def _meant(opening: re.Match[str]) -> str:
    """The sign that would open a list, or the one after a numeral, as itself."""
    sign = opening[0]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"
